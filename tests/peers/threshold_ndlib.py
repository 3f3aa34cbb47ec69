"""NDlib's ThresholdModel: synchronous; a node adopts for good once the share of its neighbours (of its predecessors
where the graph is directed) who had adopted a step before is at least its threshold. Nothing is random, so the
adopters of every single week must be the same nodes."""

import ndlib.models.epidemics as epidemics
from ndlib.models.ModelConfig import Configuration

import graphs
import judge

TITLE = "Threshold"
PEER = "ndlib"
# Ours is compared in single precision: quarters and halves are exact in it, so nodes that meet their threshold exactly
# are compared too; with the other values no share of up to 200 neighbours comes closer than rounding.
THRESHOLDS = (0.1234, 0.1818, 0.25, 0.3141, 0.5)


def compare(engine):
    cases = [
        ("random graph, degree 4", graphs.connected(1000, 4, seed=3), 20),
        ("random graph, degree 12", graphs.connected(1000, 12, seed=4), 100),
        ("scale-free graph", graphs.scale_free(1000, 2, seed=5), 30),
        ("directed graph, degree 3", graphs.directed(1000, 3, seed=6), 30),
    ]
    for name, graph, count in cases:
        for threshold in THRESHOLDS:
            peer = ndlib_run(graph, threshold, list(range(count)))
            ours = darkside_run(engine, f"{name} {threshold}", graph, threshold, range(count))
            yield judge.equal(f"{name}, threshold {threshold}", peer, ours, describe)


def describe(adopters):
    return f"{sum(map(len, adopters.values()))} in {max(adopters)} weeks"


def darkside_run(engine, name, graph, threshold, first):
    contagion = {"inter_imitation": "inf", "rule": '"threshold"', "threshold": threshold}
    return engine.run(f"threshold {name}", graph, seeds=1, weeks=60, first=first, contagion=contagion).adopters()


def ndlib_run(graph, threshold, first):
    """Who adopts in which step, the first in step 0."""
    model = epidemics.ThresholdModel(graph)
    configuration = Configuration()
    for node in graph:
        configuration.add_node_configuration("threshold", node, threshold)
    configuration.add_model_initial_configuration("Infected", first)
    model.set_initial_status(configuration)
    steps = model.iteration_bunch(61)
    changed = {step["iteration"]: {node for node, state in step["status"].items() if state == 1} for step in steps}
    return {week: nodes for week, nodes in changed.items() if nodes}
