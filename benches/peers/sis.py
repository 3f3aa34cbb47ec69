"""Times SIS on a random graph of 10,000 with ten contacts on average, 500 steps, β = 0.03, γ = 0.1, a tenth infected at
first, in darkside and in other programs, each as a user would write it.

What is timed is processor time of one thread, which other work on the machine changes less than time on the clock. Of
the Python programs it is that of making the model and simulating: the graph is there already and everything is imported
and compiled. Of darkside and krABMaga it is that of the whole command: darkside starts, makes the graph, simulates and
writes tables, krABMaga starts, reads the graph, simulates and prints the series.

A time counts only if settled prevalence is right; see `check`."""

import argparse
import csv
import functools
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import networkx as nx
import numpy as np

NODES, DEGREE, STEPS, BETA, GAMMA, FIRST = 10_000, 10, 500, 0.03, 0.1, 0.1
SETTLED = 100
"""From this step on prevalence has settled."""

PREVALENCE, TOLERANCE = 0.616, 0.006
"""Settled prevalence (the numba loop's on 20 other graphs), and how far the mean of some runs may be from it: it varies
from graph to graph with a standard deviation of 0.002."""


def graph(seed):
    return nx.fast_gnp_random_graph(NODES, DEGREE / (NODES - 1), seed=seed)


def darkside(*changes):
    """The command. It makes a graph of the same law itself."""

    def run(seed, steps):
        with tempfile.TemporaryDirectory() as directory:
            command = [os.environ["DARKSIDE"], "run", "known/sis_on_graph", "--seeds", "1", "--threads", "1", "--no-charts"]
            command += ["--out", directory, "--weeks", str(steps), "--set", f"run.seed={seed + 1}", *changes]
            subprocess.run(command, check=True, capture_output=True)
            with open(Path(directory) / "summary.csv", newline="", encoding="utf-8") as file:
                rows = [row for row in csv.DictReader(file) if row["metric"] == "use_novelty"]
        return [float(row["mean"]) for row in rows]

    return run


@functools.cache
def compiled():
    import numba

    @numba.njit
    def simulate(start, contacts, infected, steps, beta, gamma, seed):
        np.random.seed(seed)
        nodes = len(infected)
        counts = np.zeros(steps + 1)
        counts[0] = infected.sum()
        following = infected.copy()
        for step in range(1, steps + 1):
            for node in range(nodes):
                if infected[node]:
                    following[node] = np.random.random() >= gamma
                else:
                    exposed = 0
                    for edge in range(start[node], start[node + 1]):
                        exposed += infected[contacts[edge]]
                    following[node] = exposed > 0 and np.random.random() < 1 - (1 - beta) ** exposed
            infected, following = following, infected
            counts[step] = infected.sum()
        return counts / nodes

    return simulate


def numba_loop(network):
    simulate = compiled()
    matrix = nx.to_scipy_sparse_array(network, format="csr")

    def run(seed, steps):
        infected = np.random.default_rng(seed).random(NODES) < FIRST
        return simulate(matrix.indptr, matrix.indices, infected, steps, BETA, GAMMA, seed)

    return run


def ndlib(network):
    import ndlib.models.epidemics as epidemics
    from ndlib.models.ModelConfig import Configuration

    def run(seed, steps):
        model = epidemics.SISModel(network, seed=seed)
        configuration = Configuration()
        configuration.add_model_parameter("beta", BETA)
        configuration.add_model_parameter("lambda", GAMMA)
        configuration.add_model_parameter("fraction_infected", FIRST)
        model.set_initial_status(configuration)
        return [step["node_count"][1] / NODES for step in model.iteration_bunch(steps + 1, node_status=False)]

    return run


def eon(network):
    """Continuous time with the rates that give the same probabilities in a step: not the same process."""
    import EoN

    rates = -math.log1p(-BETA), -math.log1p(-GAMMA)

    def run(seed, steps):
        times, _, infected = EoN.fast_SIS(network, *rates, rho=FIRST, tmax=steps, rng=np.random.default_rng(seed))
        at = np.searchsorted(times, np.arange(steps + 1), side="right") - 1
        return infected[at] / NODES

    return run


def mesa(network):
    from sis_mesa import Sis

    def run(seed, steps):
        model = Sis(network, BETA, GAMMA, FIRST, seed)
        for _ in range(steps):
            model.step()
        return model.datacollector.get_model_vars_dataframe()["prevalence"]

    return run


def starsim(network):
    from sis_starsim import prevalence

    return lambda seed, steps: prevalence(network, BETA, GAMMA, FIRST, seed, steps)


def krabmaga(network):
    edges = "".join(f"{one} {other}\n" for one, other in network.edges)

    def run(seed, steps):
        command = [os.environ["KRABMAGA"], *map(str, (seed, steps, NODES, BETA, GAMMA, FIRST))]
        lines = subprocess.run(command, check=True, capture_output=True, input=edges, text=True).stdout.splitlines()
        return [int(line) / NODES for line in lines[: steps + 1]]  # without krABMaga's own last line

    return run


# From a graph to a function of seed and steps that returns prevalence by step.
PROGRAMS = {
    "numba loop": numba_loop,
    "darkside, all tables": lambda _: darkside(),
    "darkside, series only": lambda _: darkside("--set", "record.ledger=false", "--set", "record.onsets=false"),
    "krABMaga": krabmaga,
    "starsim": starsim,
    "NDlib SISModel": ndlib,
    "Mesa": mesa,
    "EoN fast_SIS": eon,
}


def processor_seconds():
    """Of this process and of those that it started."""
    usages = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(prepare, repeats):
    """Times and settled prevalence of `repeats` runs, each on a graph of its own, after a short one that warms up."""
    prepare(graph(0))(0, 5)
    seconds, settled = [], []
    for seed in range(1, repeats + 1):
        run = prepare(graph(seed))
        before = processor_seconds()
        prevalence = run(seed, STEPS)
        seconds.append(processor_seconds() - before)
        settled.append(float(np.mean(prevalence[SETTLED : STEPS + 1])))
    return seconds, settled


def check(name, settled):
    """Stops unless the mean of settled prevalence is that of the process. EoN's is another process, and not judged."""
    mean = statistics.mean(settled)
    if name != "EoN fast_SIS" and abs(mean - PREVALENCE) > TOLERANCE:
        sys.exit(f"{name}: settled prevalence is {mean:.4f}, not {PREVALENCE}: this is not the same work")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="timed runs of each program")
    parser.add_argument("--only", action="append", choices=PROGRAMS, help="time this program alone; may be repeated")
    arguments = parser.parse_args()

    print("| program | runs | median, s | fastest, s | settled prevalence |", "|---|---|---|---|---|", sep="\n", flush=True)
    for name in arguments.only or PROGRAMS:
        seconds, settled = measure(PROGRAMS[name], arguments.repeats)
        check(name, settled)
        print(
            f"| {name} | {len(seconds)} | {statistics.median(seconds):.2f} | {min(seconds):.2f} "
            f"| {statistics.mean(settled):.4f} ({min(settled):.4f} to {max(settled):.4f}) |",
            flush=True,
        )


if __name__ == "__main__":
    main()
