"""What is refused before anything runs, and in which words."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest

import darkside as ds


@pytest.mark.parametrize("path", ["run.weeks", "run.seed", "run.seeds", "record.ledger"])
def test_what_is_the_same_at_every_point_is_no_parameter(small: ds.Scenario, path: str) -> None:
    with pytest.raises(ds.ScenarioError, match=f"`{path}` cannot be a factor") as told:
        ds.simulate(small, {path: [5, 20]})
    assert told.value.help is not None and "set(weeks=…, seeds=…)" in told.value.help


def test_too_many_runs_are_refused(small: ds.Scenario) -> None:
    with pytest.raises(ds.ScenarioError, match="11 points with 10000000 seeds each are 110000000 runs"):
        ds.simulate(small, {"lapse.audit": [n / 100 for n in range(11)]}, seeds=10**7)


@pytest.mark.skipif(sys.platform != "linux", reason="the machine's memory is known on Linux alone")
def test_memory_that_does_not_suffice_is_an_error_and_not_the_end() -> None:
    code = """
import resource
import darkside as ds
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
base = ds.scenario("baseline").set(weeks=2, seeds=2)
large = base.set({"population.managers": 4_000_000})
huge = {"population.managers": [30, 4_000_000]}
for name, work in {
    "Simulation": lambda: ds.Simulation(large),
    "simulate": lambda: ds.simulate(base, huge, threads=1),
    "lenient": lambda: ds.simulate(base, huge, threads=1, invalid="nan"),
    "outcomes": lambda: ds.simulate(base, {"lapse.audit": [n / 100 for n in range(9)]}, seeds=10_000_000, threads=1),
    "sweep": lambda: ds.sweep(base, points=huge, threads=1),
}.items():
    try:
        work()
    except ds.MachineError as error:
        print(name, error.message)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["Simulation", "simulate", "lenient", "outcomes", "sweep"]
    assert all("of memory" in line for line in lines)
    assert "point 1: " in lines[1] and "point 1: " in lines[4]


def test_no_seeds_are_refused() -> None:
    with pytest.raises(ValueError, match="seeds.* cannot be 0"):
        ds.identify("identify/bench", seeds=0)
    with pytest.raises(ValueError, match="seeds.* cannot be 0"):
        ds.power("power/contagion", seeds=0)
    with pytest.raises(ValueError, match="seeds.* cannot be 0"):
        ds.test("hypotheses/dark_side", seeds=0)


@pytest.mark.parametrize("detect", [-5, 0, float("nan"), float("inf")])
def test_a_difference_to_detect_is_above_0(small: ds.Scenario, detect: float) -> None:
    with pytest.raises(ValueError, match="detect.* cannot be"):
        ds.compare([small, small.set({"lapse.audit": 0.05})], detect=detect)


@pytest.mark.parametrize("name", ["audit: 5 %", "", ".hidden", "a/b", "x" * 101])
def test_names_are_checked_where_they_are_given(small: ds.Scenario, name: str) -> None:
    with pytest.raises(ds.ScenarioError, match="`name` cannot be"):
        small.set(name=name)
    with pytest.raises(ds.ScenarioError, match="`name` cannot be"):
        ds.scenario("baseline", name=name)
    assert small.set(name="audit 5 %").set(weeks=3).name == "audit 5 %"


def test_a_simulation_is_not_copied(small: ds.Scenario) -> None:
    simulation = ds.Simulation(small)
    attempts: list[Callable[[object], object]] = [copy.copy, copy.deepcopy, pickle.dumps]
    for attempt in attempts:
        with pytest.raises(TypeError, match="begin another"):
            attempt(simulation)


def test_lists_give_the_baselines_values_and_a_surveys_settings() -> None:
    table = ds.parameters()
    warn = table["path"].to_list().index("contagion.warn")
    assert (table["default"][warn], table["baseline"][warn]) == ("0.0", "0.002")
    settings = ds.survey_settings()
    assert "survey.response" in settings["path"] and set(settings.names) < set(table.names)
