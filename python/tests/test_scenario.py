"""Scenarios as values."""

from __future__ import annotations

import copy
import datetime
import decimal
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import darkside as ds

BASE = ds.scenario("baseline")
SHARES = ["lapse.embedded_hold", "programme.filter"]


def test_values_change_another_scenario_and_leave_this_one() -> None:
    mine = BASE.set({"contagion.programme": 0.03}, seeds=range(5, 9), weeks=52, name="mine")
    assert (mine.name, mine.weeks, mine.seeds) == ("mine", 52, range(5, 9))
    assert mine != BASE and BASE.seeds == range(1, 31)
    assert mine.differences["contagion.programme"][0] == 0.03
    with pytest.raises(AttributeError, match="does not change"):
        mine.name = "other"  # type: ignore[misc]


def test_equal_scenarios_hash_alike_and_repr_says_what_differs() -> None:
    one, other = (BASE.set({"lapse.audit": 0.05}) for _ in range(2))
    assert one == other and hash(one) == hash(other) and len({one, other, BASE}) == 2
    assert "lapse.audit = 0.05" in repr(one) and "lapse.audit" not in repr(BASE)
    assert "lapse.audit" in one._repr_html_()
    assert "null" not in repr(ds.scenario("imported_network")) and "network.managers = 90" in repr(
        ds.scenario("imported_network")
    )
    assert one != "baseline"


@pytest.mark.parametrize("name", ["baseline", "audited", "two_firms", "imported_network", "organisations", "merger"])
def test_scenarios_survive_pickle_and_copies(name: str) -> None:
    scenario = ds.scenario(name).set(seeds=2)
    for back in (pickle.loads(pickle.dumps(scenario)), copy.deepcopy(scenario), copy.copy(scenario)):
        assert back == scenario and hash(back) == hash(scenario) and back.name == scenario.name


@pytest.mark.parametrize("name", [name for name in ds.scenarios() if "network" not in name and "on_graph" not in name])
def test_toml_reads_back_as_the_same_scenario(name: str, tmp_path: Path) -> None:
    scenario = ds.scenario(name)
    if scenario._native.network() is not None:
        with pytest.raises(ds.ScenarioError, match="imported organisation"):
            scenario.save(tmp_path / "x.toml")
        return
    path = tmp_path / "saved.toml"
    scenario.save(path)
    assert ds.scenario(path) == ds.scenario(scenario.to_toml()) == scenario


@given(
    st.dictionaries(st.sampled_from(SHARES), st.floats(0, 1, width=32)),
    st.integers(1, 500),
    st.integers(1, 400),
    st.integers(0, 2**40),
)
def test_values_go_through_toml_and_back(values: dict[str, float], seeds: int, weeks: int, first: int) -> None:
    scenario = BASE.set(values, seeds=range(first, first + seeds), weeks=weeks)
    assert ds.scenario(scenario.to_toml()) == scenario
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    for path, value in values.items():
        assert scenario.differences.get(path, (value,))[0] == pytest.approx(value)


@given(
    st.permutations([("lapse.audit", 0.05), ("contagion.programme", 0.03), ("lapse.drift", 0.01), ("value.noise", 0.1)])
)
def test_the_order_of_parameters_does_not_matter(values: list[tuple[str, float]]) -> None:
    assert BASE.set(dict(values)) == BASE.set(dict(sorted(values)))


@pytest.mark.parametrize(
    ("path", "value", "same"),
    [
        ("lapse.audit", np.float64(0.05), 0.05),
        ("lapse.audit", np.float32(0.5), 0.5),
        ("lapse.audit", decimal.Decimal("0.05"), 0.05),
        ("population.managers", np.int64(40), 40),
        ("record.ledger", np.bool_(False), False),
        ("lapse.audit", np.array(0.1), 0.1),
    ],
)
def test_other_kinds_of_numbers_are_taken_as_numbers(path: str, value: Any, same: Any) -> None:
    assert BASE.set({path: value}) == BASE.set({path: same})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (pd.NA, "missing"),
        (None, "missing"),
        (pd.NaT, "missing"),
        (datetime.date(2026, 1, 1), "weeks"),
        (datetime.datetime(2026, 1, 1), "weeks"),
        (np.datetime64("2026-01-01"), "weeks"),
        (np.timedelta64(52, "ns"), "weeks"),
        (np.array(["1970-01-01"], dtype="datetime64[ns]"), "weeks"),
        (object(), "cannot be"),
        (b"0.1", "."),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence(value: Any, words: str) -> None:
    with pytest.raises((TypeError, ds.ScenarioError), match=words):
        BASE.set({"lapse.audit": value})


def test_errors_say_what_is_wrong_where_and_what_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(ds.ScenarioError) as told:
        BASE.set({"contagion.program": 0.1})
    assert told.value.suggestions == ["contagion.programme"] and told.value.allowed is None
    with pytest.raises(ds.ScenarioError) as told:
        BASE.set({"lapse.embedded_hold": 1.5})
    assert told.value.allowed == "0 to 1 (share)"
    path = tmp_path / "mine.toml"
    path.write_text("[run]\nweeks = 52\n\n[lapse]\naudti = 0.1\n")
    with pytest.raises(ds.ScenarioError) as told:
        ds.scenario(path)
    assert (told.value.path, told.value.line, told.value.column) == (str(path), 5, 1)
    assert told.value.suggestions == ["lapse.audit"]
    again = pickle.loads(pickle.dumps(told.value))
    assert (str(again), again.line, again.suggestions) == (str(told.value), 5, ["lapse.audit"])
    assert isinstance(told.value, ValueError)
    with pytest.raises(ds.MachineError):
        ds.scenario(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    [
        "[run]\nweeks = 0",
        "[run]\nweeks = 1.5",
        "[run]\nweeks = 'x'",
        "run = 3\n",
        "[runs]\nweeks = 3",
        "x = \n",
        "extends = 'nobody'",
        "[[firm]]\npreset = 'x'",
        "[[intervention]]\nweek = 3\nact = 'x'",
        "[[practice]]\nbenefit = 1",
        "[catalogue]\nonly = ['x']",
        "[dark_side]\nonset = 0.2\noffset = 0.4",
        "[ties]\ngraphml = 'none.graphml'",
        "[contagion]\nprogramme = nan",
        "question = 2026-01-01",
        "=",
        "\n",
    ],
)
def test_bad_texts_raise_the_commands_errors(text: str) -> None:
    with pytest.raises((ds.ScenarioError, ds.MachineError)) as told:
        ds.scenario(text)
    assert told.value.message and len(str(told.value)) < 5000


def test_the_same_text_as_the_command_tells(command: Any, tmp_path: Path) -> None:
    import os
    import subprocess

    path = tmp_path / "mine.toml"
    path.write_text("[lapse]\naudti = 0.1\n")
    with pytest.raises(ds.ScenarioError) as told:
        ds.scenario(path)
    binary = os.environ.get("DARKSIDE") or str(Path(__file__).resolve().parents[2] / "target" / "debug" / "darkside")
    printed = subprocess.run([binary, "show", str(path)], capture_output=True, text=True, check=False).stderr
    assert told.value.message in printed and str(told.value.help) in printed


def test_what_is_allowed_is_only_what_a_help_lists(small: ds.Scenario, tmp_path: Path) -> None:
    for values, allowed in ({"contagion.rule": "x"}, 'one of "hazard"'), ({"practice.side_favours": 3}, "class, "):
        with pytest.raises(ds.ScenarioError) as told:
            BASE.set(values)
        assert str(told.value.allowed).startswith(allowed)
    ds.run(small.set(seeds=1), out=tmp_path, charts=False)
    with pytest.raises(ds.ScenarioError, match="holds another run") as told:
        ds.run(small.set(seeds=2), out=tmp_path)
    assert told.value.help is not None and told.value.allowed is None


def test_groups_may_be_nested_and_what_is_no_mapping_is_told() -> None:
    nested = {
        "lapse": {"audit": 0.05},
        "practice": {"side_favours": {"private": 0.25}},
        "dark_side.harm": {"conflict": 0.1},
    }
    flat = {"lapse.audit": 0.05, "practice.side_favours.private": 0.25, "dark_side.harm.conflict": 0.1}
    assert BASE.set(nested) == BASE.set(flat)
    with pytest.raises(ds.ScenarioError, match="did you mean `lapse.audit`"):
        BASE.set({"lapse": {"audti": 0.05}})
    for values in (pd.Series({"lapse.audit": 0.1}), [("lapse.audit", 0.1)]):
        with pytest.raises(TypeError, match="give a mapping"):
            BASE.set(values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "seeds", [{4, 3, 5}, (n for n in (3, 4, 5)), {3: 0, 4: 0, 5: 0}.keys(), pd.Series([3, 4, 5]), (3, 4, 5)]
)
def test_seeds_come_from_any_iterable(seeds: Any) -> None:
    assert BASE.set(seeds=seeds).seeds == range(3, 6)


@pytest.mark.parametrize("seeds", [0, -1, True, 1.5, "three", [1, 3], [], range(1, 9, 2), [1.0, 2.0]])
def test_seeds_follow_each_other(seeds: Any) -> None:
    with pytest.raises((ValueError, TypeError), match="seeds"):
        BASE.set(seeds=seeds)
    assert BASE.set(seeds=np.arange(3, 6)).seeds == range(3, 6)


def test_a_scenario_of_another_version_is_refused_with_both_versions() -> None:
    make, facts = BASE.__reduce__()
    with pytest.raises(ds.ScenarioError, match=r"of version 0\.0\.1 cannot be read by version"):
        make("0.0.1", facts[1], "[gone]\nx = 1", None)
    assert make("0.0.1", *facts[1:]) == BASE


def test_the_catalogue_has_every_parameter() -> None:
    table = ds.parameters()
    paths = table["path"].to_list()
    assert len(paths) == len(set(paths)) > 100
    row = paths.index("contagion.programme")
    assert (table["unit"].to_list()[row], table["least"].to_list()[row]) == ("hazard per week", 0.0)
    assert all(table["meaning"].to_list())
    assert "dark_share" in ds.metrics()["name"].to_list() and "total_adoptions" in ds.metrics()["name"].to_list()


def test_import_brings_no_heavy_package() -> None:
    import subprocess

    code = (
        "import sys, darkside; print([m for m in ('numpy', 'pandas', 'polars', 'pyarrow', 'tqdm') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
