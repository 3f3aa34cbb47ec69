"""Mesa's example `virus_on_network`: in a step the agents act one after the other in random order. An infected one
infects each susceptible neighbour with probability `virus_spread_chance`, at once, and then with probability
`virus_check_frequency` · `recovery_chance` is cured, and resistant with `gain_resistance_chance`.

Who is infected in a step may act in the same step, so the epidemic runs faster than one that reads last week's state, and
prevalence at a given time is not the same law. With resistance certain the final size is: an infected agent tries its
neighbours in as many steps as it is infected, a geometric number with at least one, whatever the order."""

import math
from unittest.mock import patch

import numpy as np
from mesa.examples.basic.virus_on_network import model as virus

import graphs
import judge
from sir_eon import sizes

TITLE = "Virus on a network"
PEER = "Mesa"


def compare(engine):
    graph = graphs.connected(200, 5, seed=9)
    yield from setting(engine, "quick recovery", graph, spread=0.2, check=0.8, recovery=0.75, runs=500)
    yield from setting(engine, "slow recovery", graph, spread=0.06, check=0.5, recovery=0.4, runs=500)


def setting(engine, name, graph, *, spread, check, recovery, runs):
    peer = np.array([mesa_run(graph, spread, check, recovery, seed) for seed in range(runs)])
    tables = engine.run(
        f"virus {name}",
        graph,
        seeds=runs,
        weeks=120,
        first=1,
        contagion={"inter_imitation": -math.log1p(-spread)},
        lapse={"drift": -math.log1p(-check * recovery), "drift_lesson": 1.0},
    )
    assert not tables.users()[:, -1].any(), "an epidemic was cut off"
    yield from sizes(f"{name}: ", peer / len(graph), tables.adoptions().sum(axis=1) / len(graph))


def mesa_run(graph, spread, check, recovery, seed):
    """Resistant agents when nobody is infected any more."""
    # The example makes a random graph of its own; it is given ours instead, and nothing else is changed.
    with patch.object(virus.nx, "erdos_renyi_graph", return_value=graph):
        model = virus.VirusOnNetwork(
            num_nodes=len(graph),
            initial_outbreak_size=1,
            virus_spread_chance=spread,
            virus_check_frequency=check,
            recovery_chance=recovery,
            gain_resistance_chance=1.0,
            seed=seed,
        )
    while virus.number_infected(model) > 0:
        model.step()
    return virus.number_resistant(model)
