"""EoN's SIR epidemics with infections of one unit of time: basic_discrete_SIR, in which each infected node infects each
susceptible neighbour with probability p and then recovers; and fast_nonMarkov_SIR in continuous time, with exponential
times to transmission of rate τ and a recovery after exactly 1, which has the same final sizes for p = 1 − e^−τ."""

import math

import EoN
import numpy as np

import graphs
import judge

TITLE = "SIR"
PEER = "EoN"
MAJOR = 0.1
"""The share of nodes above which an outbreak is a major one."""
WEEKS = 40
"""More than any of these epidemics lasts; the run stops if one does not."""


def compare(engine):
    yield from setting(engine, "random graph", graphs.connected(500, 6, seed=7), p=0.3, runs=1500)
    yield from setting(engine, "scale-free graph", graphs.scale_free(500, 3, seed=8), p=0.15, runs=1500)


def setting(engine, name, graph, *, p, runs):
    discrete = np.zeros((runs, WEEKS + 1))
    continuous = np.zeros(runs)
    for run in range(runs):
        _, _, infected, _ = EoN.basic_discrete_SIR(graph, p, tmax=WEEKS, rng=np.random.default_rng(run))
        discrete[run, : len(infected)] = infected
        continuous[run] = continuous_size(graph, -math.log1p(-p), np.random.default_rng(runs + run))
    tables = engine.run(
        f"sir {name}",
        graph,
        seeds=runs,
        weeks=WEEKS,
        first=1,
        contagion={"inter_imitation": -math.log1p(-p)},
        lapse={"drift": "inf", "drift_lesson": 1.0},
    )
    # The first case is introduced in week 1 and lapses in it; for EoN that is generation 0.
    users = tables.users()
    assert not users[:, -1].any() and not discrete[:, -1].any(), "an epidemic was cut off"
    for week in (1, 3, 5, 8):
        yield judge.means(f"{name}: infected in generation {week}", discrete[:, week], users[:, week])
    ours = tables.adoptions().sum(axis=1) / len(graph)
    yield from sizes(f"{name}: ", discrete.sum(axis=1) / len(graph), ours)
    yield from sizes(f"{name}, continuous time: ", continuous / len(graph), ours)


def sizes(prefix, peer, ours):
    """Compares the distribution of final sizes, as shares of all nodes."""
    yield judge.means(f"{prefix}mean final size", peer, ours)
    yield judge.means(f"{prefix}P(major outbreak)", peer > MAJOR, ours > MAJOR)
    yield judge.means(f"{prefix}mean size of a major one", peer[peer > MAJOR], ours[ours > MAJOR])
    yield judge.means(f"{prefix}P(first case alone)", peer == peer.min(), ours == peer.min())


def continuous_size(graph, rate, rng):
    first = int(rng.integers(len(graph)))
    *_, recovered = EoN.fast_nonMarkov_SIR(
        graph, trans_time_fxn=lambda *_: rng.exponential(1 / rate), rec_time_fxn=lambda _: 1.0, initial_infecteds=first
    )
    return recovered[-1]
