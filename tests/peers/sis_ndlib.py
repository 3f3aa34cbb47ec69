"""NDlib's SISModel: synchronous; a susceptible node with k infected neighbours is infected with probability
1 − (1 − β)^k, an infected one recovers with probability λ, all on the state of the step before."""

import math

import ndlib.models.epidemics as epidemics
import numpy as np
from ndlib.models.ModelConfig import Configuration

import graphs
import judge

TITLE = "SIS"
PEER = "ndlib"


def compare(engine):
    graph = graphs.connected(400, 8, seed=1)
    yield from setting(engine, "endemic", graph, beta=0.03, recovery=0.1, infected=20, runs=300, weeks=(1, 2, 5, 10, 20, 40))
    graph = graphs.scale_free(150, 2, seed=2)
    yield from setting(engine, "dying out", graph, beta=0.05, recovery=0.2, infected=5, runs=500, weeks=(1, 2, 5, 10, 20, 40))


def setting(engine, name, graph, *, beta, recovery, infected, runs, weeks):
    first = list(range(infected))
    peer = np.array([ndlib_run(graph, beta, recovery, first, max(weeks), seed) for seed in range(runs)]) / len(graph)
    tables = engine.run(
        f"sis {name}",
        graph,
        seeds=runs,
        weeks=max(weeks),
        first=first,
        contagion={"inter_imitation": -math.log1p(-beta)},
        lapse={"drift": -math.log1p(-recovery)},
    )
    ours = tables.users() / len(graph)
    for week in weeks:
        yield judge.means(f"{name}: prevalence, week {week}", peer[:, week], ours[:, week])
    last = max(weeks)
    yield judge.means(f"{name}: its standard deviation over runs, week {last}", spread(peer[:, last]), spread(ours[:, last]))
    if name == "dying out":
        yield judge.means(f"{name}: P(extinct by week {last})", peer[:, last] == 0, ours[:, last] == 0)


def spread(sample):
    """Numbers whose mean is the standard deviation, to first order: the influence of each run on it."""
    deviation = sample.std(ddof=1)
    return deviation + ((sample - sample.mean()) ** 2 - deviation**2) / (2 * deviation)


def ndlib_run(graph, beta, recovery, first, steps, seed):
    """Infected nodes after 0 … `steps` steps."""
    model = epidemics.SISModel(graph, seed=seed)
    configuration = Configuration()
    configuration.add_model_parameter("beta", beta)
    configuration.add_model_parameter("lambda", recovery)
    configuration.add_model_initial_configuration("Infected", first)
    model.set_initial_status(configuration)
    return [step["node_count"][1] for step in model.iteration_bunch(steps + 1, node_status=False)]
