"""SIS on a network in Mesa. Its steps are in two stages, so that all act on the state of the step before: first all look
at their neighbours, then all change. (In its example of a virus on a network each acts at once.)"""

from mesa import DataCollector, Model
from mesa.discrete_space import FixedAgent, Network


class Person(FixedAgent):
    def __init__(self, model, cell, infected):
        super().__init__(model)
        self.cell = cell
        self.infected = self.following = infected

    def look(self):
        if self.infected:
            self.following = self.random.random() >= self.model.gamma
        else:
            self.following = any(
                contact.infected and self.random.random() < self.model.beta
                for contact in self.cell.neighborhood.agents
            )

    def change(self):
        self.infected = self.following


class Sis(Model):
    def __init__(self, graph, beta, gamma, first, seed):
        super().__init__(seed=seed)
        self.beta, self.gamma = beta, gamma
        self.network = Network(graph, capacity=1, random=self.random)
        cells = list(self.network.all_cells)
        infected = [self.random.random() < first for _ in cells]
        Person.create_agents(self, len(cells), cells, infected)
        self.datacollector = DataCollector({"prevalence": lambda model: model.agents.agg("infected", sum) / len(cells)})
        self.datacollector.collect(self)

    def step(self):
        self.agents.do("look")
        self.agents.do("change")
        self.datacollector.collect(self)
