"""Measures the speeds in docs/python.md: `python -P python/measure.py`, with the package installed and cores idle."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import darkside as ds


def best(of: int, work: Callable[[], object], clock: Callable[[], float]) -> float:
    """The shortest time of several tries, in seconds."""
    times = []
    for _ in range(of):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def started(code: str) -> Callable[[], object]:
    """A call that runs `code` in a new interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


wall, cpu = time.perf_counter, time.process_time
bare = best(10, started("pass"), wall)
print(f"import darkside: {1000 * (best(10, started('import darkside'), wall) - bare):.0f} ms")

baseline = ds.scenario("baseline")
engine = best(5, lambda: [ds.Simulation(baseline, seed).step(baseline.weeks) for seed in baseline.seeds], cpu)
whole = best(5, lambda: ds.run(baseline, threads=1), cpu)
print(
    f"run, 30 seeds of the baseline: {whole:.2f} s of processor time, {100 * (whole / engine - 1):+.1f} % against the engine alone"
)

smallest = {"population.managers": 2, "population.firms": 1, "population.portfolio": 1, "run.settle": 0}
tiny = baseline.set(smallest, weeks=1)
points = {"lapse.audit": [0.01 + 1e-6 * point for point in range(3000)], "lapse.drift": [0.002] * 3000}
print(
    f"simulate, besides the engine: at most {best(3, lambda: ds.simulate(tiny, points, seeds=1, threads=1), cpu) / 3:.3f} ms a run"
)

varied = {"lapse.audit": [0.001 * point for point in range(40)]}
one = best(3, lambda: ds.simulate(baseline, varied, seeds=2, threads=1), wall)
two = best(3, lambda: ds.simulate(baseline, varied, seeds=2, threads=2), wall)
print(f"simulate, 80 runs of the baseline: {one:.2f} s on one thread, {one / two:.2f} times as fast on two")
