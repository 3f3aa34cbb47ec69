"""SIS on a network in starsim. Its own `ss.SIS` is another process: recovery comes before transmission, so that who
recovers in a step infects nobody in it and can be infected again. Here both are on the state of the step before."""

import starsim as ss


class Sis(ss.Infection):
    def __init__(self, beta, gamma, first):
        super().__init__()
        self.define_pars(beta=beta, recovery=ss.bernoulli(gamma), init_prev=ss.bernoulli(first))

    def set_prognoses(self, uids, sources=None):
        super().set_prognoses(uids, sources)
        self.infected[uids] = True

    def step(self):
        recovered = self.pars.recovery.filter(self.infected.uids)
        super().step()
        self.infected[recovered] = False
        self.susceptible[recovered] = True


def prevalence(graph, beta, gamma, first, seed, steps):
    sim = ss.Sim(
        n_agents=len(graph),
        networks=ss.StaticNet(graph=graph),
        diseases=Sis(beta, gamma, first),
        dur=ss.days(steps - 1),  # its first step is at 0
        dt=ss.days(1),
        rand_seed=seed,
        verbose=0,
    )
    sim.run()
    return sim.results.sis.prevalence
