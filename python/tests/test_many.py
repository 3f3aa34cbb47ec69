"""Many runs: simulate, sweep and the questions."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import darkside as ds

Command = Callable[..., str]
POINTS = {"contagion.programme": [0.0, 0.03, 0.1], "lapse.audit": [0.01, 0.02, 0.05]}


def test_a_row_is_a_point_and_a_seed(small: ds.Scenario) -> None:
    table = ds.simulate(small, POINTS, ["dark_share", ("value", "10..30"), ("value", 20), "total_adoptions"], threads=2)
    assert table.names[:4] == ["point", "seed", "contagion.programme", "lapse.audit"]
    assert table.names[4:] == ["dark_share", "value_weeks_10_to_30", "value_week_20", "total_adoptions"]
    assert table["point"].to_list() == [0] * 3 + [1] * 3 + [2] * 3
    assert table["seed"].to_list() == [1, 2, 3] * 3
    assert table["dark_share"].unit == "share" and table["value_week_20"].meaning.endswith("week 20")
    run = ds.run(small.set({"contagion.programme": 0.1, "lapse.audit": 0.05}))
    by_week = np.asarray(run.series["value"]).reshape(3, 31)
    assert table["value_week_20"].to_list()[6:] == by_week[:, 20].tolist()
    assert table["dark_share"].to_list()[6:] == np.asarray(run.series["dark_share"]).reshape(3, 31)[:, 30].tolist()


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table, dict, lambda points: [dict(zip(points, row)) for row in zip(*points.values())]])  # fmt: skip
def test_every_kind_of_table_gives_the_same(small: ds.Scenario, kind: Any) -> None:
    given = kind(POINTS)
    table = ds.simulate(small, given)
    if not isinstance(given, dict | list):
        assert type(table) is type(given)
        table = (
            pa.table(table)
            if not isinstance(table, pd.DataFrame)
            else pa.Table.from_pandas(table, preserve_index=False)
        )
    names = table.column_names if isinstance(table, pa.Table) else table.names
    values = table.to_pydict() if isinstance(table, pa.Table) else table.to_dict()
    assert names == ["point", "seed", *POINTS, "dark_share"]
    assert values["dark_share"] == ds.simulate(small, POINTS)["dark_share"].to_list()


@settings(max_examples=10, deadline=None)
@given(st.permutations(list(POINTS)), st.integers(1, 3), st.integers(1, 3))
def test_order_threads_and_batches_change_nothing(order: list[str], threads: int, batch: int) -> None:
    small = ds.scenario("baseline").set({"population.managers": 12, "population.firms": 1}, seeds=2, weeks=10)
    expected = ds.simulate(small, POINTS).to_dict()
    given = {path: POINTS[path] for path in order}
    assert ds.simulate(small, given, threads=threads).to_dict() == expected
    parts = [part.to_dict() for part in ds.iter_batches(small, given, batch=batch, threads=threads)]
    assert {name: [cell for part in parts for cell in part[name]] for name in expected} == expected


def test_batches_come_from_an_endless_source_one_at_a_time(small: ds.Scenario) -> None:
    drawn = 0

    def points() -> Any:
        nonlocal drawn
        while True:
            drawn += 1
            yield {"lapse.audit": [0.01 * drawn]}

    batches = ds.iter_batches(small, points())
    assert [next(batches)["point"].to_list()[0] for _ in range(3)] == [0, 1, 2] and drawn == 3


def test_samplers_give_floats_for_whole_numbers_and_words_are_words(small: ds.Scenario) -> None:
    table = ds.simulate(
        small, {"population.portfolio": np.array([4.0, 8.0]), "contagion.rule": ["hazard", "threshold"]}
    )
    assert table["contagion.rule"].to_list() == ["hazard"] * 3 + ["threshold"] * 3
    same = ds.simulate(small, {"population.portfolio": [4, 8], "contagion.rule": ["hazard", "threshold"]})
    assert table["dark_share"].to_list() == same["dark_share"].to_list()
    with pytest.raises(ds.ScenarioError, match="point 1: population.portfolio must be a whole number"):
        ds.simulate(small, {"population.portfolio": [4.0, 8.5]})
    assert ds.simulate(small, {"lapse.audit": [decimal.Decimal("0.05")]})["lapse.audit"].to_list() == [0.05] * 3


@pytest.mark.parametrize(
    ("points", "error", "words"),
    [
        ({"contagion.program": [0.1]}, ds.ScenarioError, "did you mean `contagion.programme`"),
        (pd.DataFrame({"lapse.audit": [0.1, np.nan]}), ValueError, "lapse.audit is missing at point 1"),
        (pd.DataFrame({"lapse.audit": [0.1, None]}, dtype="object"), ValueError, "missing at point 1"),
        (pd.DataFrame([[0.1, 0.2]], columns=["lapse.audit", "lapse.audit"]), ValueError, "two columns called"),
        (pd.DataFrame({"lapse.audit": [0.1, "x"]}), ds.ScenarioError, "point 1: lapse.audit must be a number"),
        ({"lapse.audit": [0.1], "lapse.drift": [0.1, 0.2]}, ValueError, "differ in length"),
        (
            pa.table([[0.1], [0.2]], names=["lapse.audit", "lapse.audit"]),
            ValueError,
            "two columns called 'lapse.audit'",
        ),
        ({"lapse.audit": np.array(["1970-01-01"], dtype="datetime64[ns]")}, TypeError, "weeks"),
        ([("lapse.audit", 0.1)], TypeError, "row 0 is .* not a mapping"),
        ({"lapse.audit": 0.1}, TypeError, "a column is a sequence"),
        ({}, ValueError, "no columns"),
        (pd.DataFrame({"lapse.audit": [pd.Timestamp("2026-01-01")]}), TypeError, "weeks"),
        (3, TypeError, "give a DataFrame"),
        (
            {"dark_side.onset": [0.2], "dark_side.offset": [0.4]},
            ds.ScenarioError,
            "point 0: dark_side.offset 0.4 is above",
        ),
    ],
)
def test_bad_points_are_told(small: ds.Scenario, points: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        ds.simulate(small, points)


def test_refused_points_may_be_undefined_instead(small: ds.Scenario) -> None:
    table = ds.simulate(small, {"dark_side.offset": [0.4, 0.1], "dark_side.onset": [0.2, 0.2]}, invalid="nan")
    values = table["dark_share"].to_list()
    assert values[:3] == [None] * 3 and None not in values[3:]
    with pytest.raises(ValueError, match="invalid"):
        ds.simulate(small, POINTS, invalid="skip")  # type: ignore[arg-type]
    with pytest.raises(ds.ScenarioError, match="did you mean `dark_share`"):
        ds.simulate(small, POINTS, ["dark_shar"])
    with pytest.raises(ds.ScenarioError, match="beyond the run"):
        ds.simulate(small, POINTS, [("dark_share", 31)])


def test_one_name_is_a_list_of_one_and_a_name_occurs_once(small: ds.Scenario) -> None:
    asked, point = small.set(seeds=1, weeks=12), {"lapse.audit": [0.1]}
    for outcomes, name in ("dark_share", "dark_share"), (("dark_share", 6), "dark_share_week_6"), (("dark_share", "6..8"), "dark_share_weeks_6_to_8"):  # fmt: skip
        assert ds.simulate(asked, point, outcomes).names[3:] == [name]
        assert ds.sweep(asked, point, outcomes).outcomes.names[-1] == name
    assert ds.simulate(asked, point, ("dark_share", "value")).names[3:] == ["dark_share", "value"]
    with pytest.raises(ValueError, match="'dark_share' is there twice"):
        ds.simulate(asked, point, ["dark_share", "dark_share"])
    with pytest.raises(TypeError, match="a metric is a name"):
        ds.simulate(asked, point, [("dark_share",)])  # type: ignore[list-item]
    with pytest.raises(ds.ScenarioError, match="at least two arms"):
        ds.compare("baseline")
    with pytest.raises(ds.ScenarioError, match="rsienna"):
        ds.survey(asked, programs="rsienna")


@pytest.mark.parametrize("number", [2.5, True, "7", 2**70, -1, np.nan])
def test_numbers_are_whole_and_in_range_or_refused_by_name(small: ds.Scenario, number: Any) -> None:
    asked: dict[str, Callable[[], Any]] = {
        "seed": lambda: ds.Simulation(small, seed=number),
        "weeks": lambda: ds.Simulation(small).step(number),
        "threads": lambda: ds.run(small, threads=number),
        "batch": lambda: next(ds.iter_batches(small, POINTS, batch=number)),
        "count": lambda: ds.sweep(small, factors={"lapse.audit": (0, 0.1)}, design="sobol", count=number),
        "replay": lambda: ds.compare([small, small], replay=number),
        "at": lambda: ds.compare([small, small], at=number),
        "trajectories": lambda: ds.sensitivity(small, {"lapse.audit": (0, 0.1)}, trajectories=number),
        "seeds": lambda: ds.test("hypotheses/dark_side", seeds=number),
    }
    for name, call in asked.items():
        with pytest.raises((TypeError, ValueError), match=f"^{name} cannot be .*: a whole number from [01] to"):
            call()
    for question in (ds.identify, ds.power):
        with pytest.raises((TypeError, ValueError), match="seeds cannot be"):
            question("bench", seeds=number)
    assert ds.Simulation(small, seed=np.int64(7)).seed == ds.Simulation(small, seed=7.0).seed == 7  # type: ignore[arg-type]
    with pytest.raises(ds.ScenarioError, match="cannot be 8589934592"):
        ds.simulate(small, POINTS, seeds=2**33)


def test_arguments_without_effect_are_refused(small: ds.Scenario) -> None:
    factors: dict[str, Any] = {"lapse.audit": [0, 0.1]}
    calls: list[tuple[Callable[[], Any], str]] = [
        (lambda: ds.sweep("sweeps/enablers", outcomes=["x"], seeds=1, count=5), "outcomes, count, seeds cannot be"),
        (lambda: ds.sweep(small, POINTS, factors=factors, design="sobol"), "factors, design cannot be given together"),
        (lambda: ds.sweep(small, factors=factors, count=3), "count cannot be given with a grid"),
        (lambda: ds.sweep(small), "needs points or factors"),
        (lambda: ds.sensitivity(small), "needs factors"),
        (lambda: ds.sensitivity("sensitivity/levers", metric="value", blocks=2), "metric, blocks cannot be"),
        (
            lambda: ds.sensitivity(small, factors, method="sobol", levels=4),
            'levels cannot be given with method="sobol"',
        ),
    ]
    for call, words in calls:
        with pytest.raises(TypeError, match=words):
            call()


def test_an_index_of_duplicates_is_ignored(small: ds.Scenario) -> None:
    frame = pd.DataFrame(POINTS, index=[7, 7, 7])
    table = ds.simulate(small, frame)
    assert table["point"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_compare_says_what_the_command_says(command: Command, tmp_path: Path) -> None:
    options = ["--set", "population.managers=20", "--set", "population.firms=2", "--weeks", "30", "--seeds", "5"]
    command(
        "compare", "baseline", "isolated", "--metric", "dark_share", "--at", "26", "--out", tmp_path / "a", *options
    )
    arms = [ds.scenario(name).set({"population.managers": 20, "population.firms": 2}, weeks=30, seeds=5) for name in ("baseline", "isolated")]  # fmt: skip
    answer = ds.compare(arms, metric="dark_share", at=26, threads=2)
    again = ds.compare(arms, metric=[("dark_share", 26)], out=tmp_path / "a")
    assert answer.digest == again.digest
    assert answer.effects.to_dict() == again.effects.to_dict()
    assert len(answer.effects) == 1 and answer.effects["difference"].meaning
    assert answer.sentences and answer.pictures and "<html" in answer.report()
    assert answer.plot()._repr_svg_()
    with pytest.raises(AttributeError, match='no table .* did you mean "effects"'):
        answer.efects
    with pytest.raises(ds.ScenarioError):
        ds.compare(arms, metric="value", out=tmp_path / "a")
    directory = answer.directory
    del answer
    assert not directory.exists() and again.directory.exists()


def test_arms_of_one_name_are_numbered(small: ds.Scenario) -> None:
    answer = ds.compare([small, small.set({"lapse.audit": 0.05}), small.set({"lapse.audit": 0.1})], metric="dark_share")
    assert set(answer.effects["arm"].to_list()) == {"baseline-2", "baseline-3"}
    seeds = ds.compare([small, small.set({"lapse.audit": 0.05})], "dark_share", seeds=(n for n in (4, 5))).values
    assert seeds["seed"].to_list() == [4, 5, 4, 5]
    with pytest.raises(ds.ScenarioError, match="at least two arms"):
        ds.compare([small])
    with pytest.raises(ds.ScenarioError, match="cannot be paired"):
        ds.compare([small, small.set(weeks=20)])
    with pytest.raises(ValueError, match="either at or over"):
        ds.compare([small, small], at=3, over="1..3")


def test_attribute_shares_out_what_spreading_adds(small: ds.Scenario) -> None:
    answer = ds.attribute(small, "dark_share", threads=2)
    assert set(answer.tables) == {"attribution", "coalitions", "spreading", "values"}
    assert len(answer.attribution) > 2 and answer.sentences


def test_threshold_is_the_commands(command: Command, tmp_path: Path) -> None:
    asked = ds.scenario("epidemic").set({"population.managers": 200}, seeds=2, weeks=120)
    answer = ds.threshold(asked, {"enablers.blindness": (0.1, 1.0)}, threads=2)
    assert set(answer.tables) == {"levers", "points", "runs", "spectral"}
    changes = ("--set", "population.managers=200", "--seeds", "2", "--weeks", "120")
    command("threshold", "epidemic", "--lever", "enablers.blindness=0.1..1", *changes, "--out", tmp_path / "a")
    again = ds.threshold(asked, {"enablers.blindness": (0.1, 1.0)}, out=tmp_path / "a")
    assert again.digest == answer.digest
    with pytest.raises(ds.ScenarioError, match="did you mean"):
        ds.threshold(asked, "enablers.blindnes")
    with pytest.raises(ValueError, match="levers is empty"):
        ds.threshold(asked, [])
    for between in ((0,), 3):
        with pytest.raises(ValueError, match="lapse.audit needs its least and greatest value"):
            ds.threshold(asked, {"lapse.audit": between})  # type: ignore[dict-item]
    with pytest.raises(ds.ScenarioError):
        ds.threshold(ds.scenario("baseline"), "enablers.blindness")


def test_survey_is_the_commands(command: Command, small: ds.Scenario, tmp_path: Path) -> None:
    design = {"weeks": [10, 30], "response": 0.8, "names": 3}
    answer = ds.survey(small, design, threads=2)
    managers = answer.wave_managers.to_pandas()
    assert sorted(managers["week"].unique()) == [10, 30] and set(managers["seed"]) == {1, 2, 3}
    assert max(answer.wave_ties["rank"].to_list()) <= 3
    changes = [f"--set=survey.{key}={value}" for key, value in design.items()]
    small_ones = ("--set", "population.managers=20", "--set", "population.firms=2", "--seeds", "3", "--weeks", "30")
    command("survey", "baseline", *small_ones, *changes, "--out", tmp_path / "a")
    kept = ds.survey(small, design, out=tmp_path / "a")
    assert kept.digest == answer.digest and len(kept.codebook) > 10
    with pytest.raises(ds.ScenarioError, match="one of"):
        ds.survey(small, programs=["excel"])


def test_sensitivity_is_the_commands(command: Command, small: ds.Scenario, tmp_path: Path) -> None:
    text = """scenario = "baseline"
metric = "dark_share"
seeds = 2
set = { population.managers = 20, population.firms = 2, run.weeks = 30 }
[factors]
"lapse.audit" = [0.0, 0.1]
"lapse.drift" = { around = 0.5 }
[sobol]
blocks = 8
"""
    path = tmp_path / "asked.toml"
    path.write_text(text)
    command("sensitivity", path, "--method", "sobol", "--out", tmp_path / "a")
    by_file = ds.sensitivity(path, method="sobol", threads=2)
    answer = ds.sensitivity(small, {"lapse.audit": (0.0, 0.1), "lapse.drift": {"around": 0.5}}, method="sobol", blocks=8, seeds=2)  # fmt: skip
    kept = ds.sensitivity(path, method="sobol", out=tmp_path / "a")
    assert answer.digest == by_file.digest == kept.digest
    points = answer.points.to_pandas()
    table = ds.simulate(small, points[["lapse.audit", "lapse.drift"]], seeds=2)
    means = table.groupby("point")["dark_share"].mean().to_numpy()
    assert np.allclose(means, points["outcome"].to_numpy(), rtol=1e-12)
    with pytest.raises(ds.ScenarioError, match="did you mean"):
        ds.sensitivity(small, {"lapse.audti": (0.0, 0.1)})


def test_sweep_keeps_points_and_goes_on(small: ds.Scenario, tmp_path: Path) -> None:
    answer = ds.sweep(
        small,
        points=pd.DataFrame(POINTS),
        outcomes=["dark_share", ("value", "10..30")],
        seeds=2,
        out=tmp_path / "swept",
    )
    assert answer.digest == ds.sweep(small, points=POINTS, outcomes=["dark_share", ("value", "10..30")], seeds=2, out=tmp_path / "swept").digest  # fmt: skip
    assert len(answer.points) == 3 and len(answer.outcomes) == 6
    plain = ds.simulate(small, POINTS, ["dark_share", ("value", "10..30")], seeds=2)
    assert answer.outcomes["dark_share"].to_list() == plain["dark_share"].to_list()
    with pytest.raises(ds.ScenarioError):
        ds.sweep(small, points=POINTS, outcomes=["value"], seeds=2, out=tmp_path / "swept")
    grid = ds.sweep(
        small,
        factors={"lapse.audit": [0.0, 0.1], "contagion.programme": {"from": 0.0, "to": 0.1, "levels": 3}},
        seeds=1,
    )
    with pytest.raises(ds.ScenarioError, match=r'^points:3: lapse.audit holds "x"') as told:
        ds.sweep(small, {"lapse.audit": [0.0, "x"]}, "dark_share")
    assert (told.value.path, told.value.line) == ("points", 3)
    assert len(grid.points) == 6 and "<html" in grid.report()


def test_a_file_of_hypotheses_is_tested(tmp_path: Path) -> None:
    answer = ds.test("hypotheses/dark_side", seeds=3, weeks=300, threads=2)
    assert answer.sentences and "verdicts" in answer.tables


BENCH = """
practice = "exceed_expectations"
seeds = 4
truth_seeds = 2
contacts = 2
methods = ["logit", "hazard"]
[worlds.copying]
extends = "rivals_contagion"
set = { population = { managers = 60, firms = 12 } }
[designs.perfect]
weeks = [104, 156]
"""

GRID = """
practice = "exceed_expectations"
scenario = "rivals_contagion"
methods = ["logit"]
start = 104
firms = 12
managers = [5, 10]
waves = 2
interval = 52
first = 4
budget = 6
"""


@pytest.mark.parametrize(
    ("ask", "kind", "text", "tables"),
    [
        (ds.identify, "identify", BENCH, {"scores", "truths", "failures", "answers"}),
        (ds.power, "power", GRID, {"powers", "smallest"}),
    ],
)
def test_questions_of_field_studies_are_the_commands(
    command: Command, tmp_path: Path, ask: Callable[..., ds.Answer], kind: str, text: str, tables: set[str]
) -> None:
    file = tmp_path / "asked.toml"
    file.write_text(text)
    answer = ask(file, threads=2)
    assert set(answer.tables) == tables and answer.sentences and "<html" in answer.report()
    command(kind, file, "--out", tmp_path / "kept")
    kept = ask(file, out=tmp_path / "kept")
    assert kept.digest == answer.digest and kept.sentences == answer.sentences
    for name in tables:
        written = pl.read_parquet(tmp_path / "kept" / f"{name}.parquet")
        assert written.equals(pl.DataFrame(answer.tables[name])), name
    fewer = ask(file, seeds=3)
    assert fewer.digest != answer.digest
    file.write_text(text.replace("practice =", "practise ="))
    with pytest.raises(ds.ScenarioError, match="did you mean `practice`") as raised:
        ask(file)
    assert (raised.value.path, raised.value.line) == (str(file), 2)
    with pytest.raises(ds.MachineError, match="nowhere"):
        ask(tmp_path / "nowhere.toml")
