"""Organisations from data frames and graphs."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import darkside as ds

MANAGERS = pd.DataFrame({"id": ["a", "b", "c", "d"], "firm": ["X", "X", "Y", "Y"], "tenure_years": [1.5, np.nan, 3, 0]})
TIES = pd.DataFrame({"source": ["a", "b", "c", "d"], "target": ["b", "a", "d", "a"], "weight": [1.0, 0.5, 2.0, 1.0]})


def test_frames_give_what_files_give(tmp_path: Path) -> None:
    MANAGERS.to_csv(tmp_path / "m.csv", index=False)
    TIES.to_csv(tmp_path / "t.csv", index=False)
    path = tmp_path / "organisation.toml"
    path.write_text('extends = "baseline"\n[ties]\nmanagers = "m.csv"\nties = "t.csv"\n[run]\nseeds = 2\nweeks = 20\n')
    by_file = ds.scenario(path)
    for managers, ties in [(MANAGERS, TIES), (pl.DataFrame(MANAGERS), pl.DataFrame(TIES)), (MANAGERS.to_dict("list"), TIES.to_dict("records"))]:  # fmt: skip
        scenario = ds.organisation(managers=managers, ties=ties).set(seeds=2, weeks=20)
        assert ds.run(scenario).digest == ds.run(by_file).digest
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_what_was_understood_can_be_read(command: Callable[..., str], tmp_path: Path) -> None:
    ties = TIES.rename(columns={"weight": "w"})
    MANAGERS.assign(Grade="x").to_csv(tmp_path / "managers", index=False)
    ties.to_csv(tmp_path / "ties", index=False)
    (tmp_path / "mine.toml").write_text('extends = "baseline"\n[ties]\nmanagers = "managers"\nties = "ties"\n')
    understood = ds.organisation(MANAGERS.assign(Grade="x"), ties).organisation
    assert "`w` left out" in understood and "`Grade` as group" in understood
    printed = command("check", tmp_path / "mine.toml").replace(f"{tmp_path}/", "").splitlines()[1:]
    assert [line.split() for line in printed] == [line.split() for line in understood.splitlines()]
    assert ds.scenario("baseline").organisation == ""


def test_relationships_and_layers() -> None:
    relationships = {"manager": ["a", "a", "b", "c", "d"], "account": ["k1", "k2", "k1", "k3", "k4"], "closeness": [0.1, None, 0.5, 1, 0], "practices": [["side_favours"], [], None, ["side_favours", "account_planning"], ""]}  # fmt: skip
    ties = TIES.assign(layer=["advice", "advice", "gossip", "gossip"])
    scenario = ds.organisation(MANAGERS, ties, relationships, layers={"advice": 1.0, "gossip": 0.5})
    state = ds.Simulation(scenario.set({"run.settle": 0}), seed=1).state
    assert len(state.relationships) == 5
    assert sorted(np.asarray(state.ties["weight"]).tolist()) == [0.5, 0.5, 1.0, 1.0]


def test_results_lead_back_to_people(tmp_path: Path) -> None:
    relationships = {"manager": ["d", "c", "b", "a"], "account": ["Oslo", "Acme", "Oslo", "Bern"]}
    scenario = ds.organisation(MANAGERS.assign(grade=["x", "", "y", "z"]), TIES, relationships).set(seeds=1, weeks=8)
    run = ds.run(scenario)
    kept = ds.open_run(run.save(tmp_path / "out", charts=False))
    for either in (run, kept):
        managers = either.managers.to_pandas()
        assert managers["id"].tolist() == ["a", "b", "c", "d"]
        assert managers["firm"].tolist() == ["X", "X", "Y", "Y"]
        assert managers["grade"].fillna("").tolist() == ["x", "", "y", "z"]
        assert either.accounts is not None
        assert either.accounts.to_pandas()["name"].tolist() == ["Acme", "Bern", "Oslo"]
    assert (
        ds.run(
            ds.scenario("baseline").set({"population.managers": 4, "population.firms": 1}, seeds=1, weeks=2)
        ).accounts
        is None
    )


@pytest.mark.parametrize("directed", [True, False])
def test_graphs_of_networkx_and_igraph(directed: bool) -> None:
    nx, ig = pytest.importorskip("networkx"), pytest.importorskip("igraph")
    graph = nx.path_graph(5, create_using=nx.DiGraph if directed else nx.Graph)
    nx.set_node_attributes(graph, {node: "X" if node < 3 else "Y" for node in graph}, "firm")
    other = ig.Graph(n=5, edges=[(0, 1), (1, 2), (2, 3), (3, 4)], directed=directed)
    other.vs["name"] = [str(node) for node in range(5)]
    other.vs["firm"] = ["X", "X", "X", "Y", "Y"]
    one, another = ds.organisation(ties=graph), ds.organisation(ties=other)
    assert one == another
    assert len(ds.Simulation(one, seed=1).state.ties) == (4 if directed else 8)


@pytest.mark.parametrize(
    ("managers", "ties", "path", "line", "words"),
    [
        (MANAGERS.rename(columns={"id": "key"}), TIES, "managers", 1, "column `id` is missing"),
        (pd.concat([MANAGERS, MANAGERS.head(1)]), TIES, "managers", 6, "there twice"),
        (MANAGERS.assign(tenure_years=-2), TIES, "managers", 2, "out of range"),
        (MANAGERS.assign(tenure_years="long"), TIES, "managers", 2, "not a number"),
        (MANAGERS, TIES.assign(target="z"), "ties", 2, "z"),
        (MANAGERS, TIES.assign(weight=[1, 1, -1, 1]), "ties", 4, "weight"),
        (MANAGERS, TIES.assign(source=TIES["target"]), "ties", 2, "itself"),
        (MANAGERS, TIES.rename(columns={"target": "colour"}), "ties", 1, "column `target` is missing"),
        (MANAGERS.assign(id=["a", None, "c", "d"]), TIES, "managers", 3, "empty"),
        (MANAGERS.head(0), TIES, "managers", 2, "no managers"),
    ],
)
def test_errors_are_those_of_files(managers: Any, ties: Any, path: str, line: int, words: str) -> None:
    with pytest.raises(ds.ScenarioError, match=words) as told:
        ds.organisation(managers, ties)
    assert (told.value.path, told.value.line) == (path, line)


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(TypeError, match="ties"):
        ds.organisation(MANAGERS)
    with pytest.raises(TypeError, match="give a DataFrame"):
        ds.organisation(ties=3)
    with pytest.raises(ValueError, match="two columns called 'id'"):
        ds.organisation(pd.DataFrame([["a", "b"]], columns=["id", "id"]), TIES)


def _weights(scenario: ds.Scenario) -> list[float]:
    return sorted(ds.Simulation(scenario.set({"run.settle": 0}), seed=1).state.ties["weight"].to_list())


def test_a_graph_keeps_attributes_under_the_names_that_tables_may_use() -> None:
    nx = pytest.importorskip("networkx")
    graph = nx.Graph(
        [("a", "b", {"strength": 3.0, "relation": "advice"}), ("b", "c", {"strength": 2.0, "relation": "lunch"})]
    )
    assert _weights(ds.organisation(ties=graph, layers={"advice": 1})) == [3.0, 3.0]
    graph = nx.relabel_nodes(graph, {"a": 1})
    table = {"source": [1, "b"], "target": ["b", "c"], "strength": [3.0, 2.0], "note": ["", "x"]}
    by_table = ds.organisation({"id": [1, "b", "c"]}, table, mutual=True)
    assert _weights(ds.organisation(ties=graph)) == _weights(by_table) == [2.0, 2.0, 3.0, 3.0]
    with pytest.raises(ds.ScenarioError, match="is `weight` meant"):
        ds.organisation(ties=nx.Graph([("a", "b", {"wieght": 3.0})]))
    with pytest.raises(ValueError, match="attribute 'source'.*rename"):
        ds.organisation(ties=nx.Graph([("a", "b", {"source": "survey"})]))


def test_what_files_say_in_ties_is_said_in_arguments() -> None:
    nx = pytest.importorskip("networkx")
    graph = nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "c"), ("a", "a")])
    with pytest.raises(ds.ScenarioError, match='leave such ties out with `self_ties="drop"`$'):
        ds.organisation(ties=graph, twice="sum")
    with pytest.raises(ds.ScenarioError, match='`twice="sum"`, or "first"'):
        ds.organisation(ties={"source": ["a", "a"], "target": ["b", "b"]})
    assert _weights(ds.organisation(ties=graph, twice="sum", self_ties="drop")) == [1.0, 1.0, 2.0, 2.0]
    one_way = {"source": ["a", "b"], "target": ["b", "c"], "weight": [1.0, 3.0]}
    assert _weights(ds.organisation(ties=one_way, mutual=True, scale=0.5)) == [0.5, 0.5, 1.5, 1.5]
    assert _weights(ds.organisation(ties=one_way, scale="mean")) == [0.5, 1.5]
    with pytest.raises(ds.ScenarioError, match="`ties.twice` cannot be"):
        ds.organisation(ties=one_way, twice="all")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="base is a Scenario.*give a shipped name or a path"):
        ds.organisation(ties=one_way, base=ds.scenario("baseline"))  # type: ignore[arg-type]


def test_a_graph_is_known_by_what_it_does_and_bare_pairs_are_refused() -> None:
    nx = pytest.importorskip("networkx")
    own = type("Own", (nx.DiGraph,), {"__module__": "own"})
    graph = own([("a", "b"), ("c", "a")])
    assert ds.organisation(ties=graph) == ds.organisation(ties=nx.DiGraph(graph))
    for pairs in (list(graph.edges), graph.edges, graph.edges(data=True), [["a", "b"]], {("a", "b")}):
        with pytest.raises(TypeError, match="bare pairs"):
            ds.organisation(ties=pairs)


def test_lists_from_parquet_are_practices() -> None:
    cells = [["side_favours"], ["account_planning", "side_favours"], [], []]
    relationships = {"manager": ["a", "b", "c", "d"], "account": ["k", "l", "m", "n"]}
    arrays = pd.DataFrame(relationships | {"practices": [np.array(cell) for cell in cells]})
    assert ds.organisation(MANAGERS, TIES, arrays) == ds.organisation(
        MANAGERS, TIES, relationships | {"practices": cells}
    )


def test_a_summary_of_an_organisation_is_not_read_as_a_scenario(tmp_path: Path) -> None:
    text = ds.organisation(MANAGERS, TIES).to_toml()
    (tmp_path / "summary.toml").write_text(text)
    for which in (text, tmp_path / "summary.toml", str(tmp_path / "summary.toml")):
        with pytest.raises(ds.ScenarioError, match="leaves out the organisation"):
            ds.scenario(which)


def test_a_simulation_is_the_run_week_by_week(small: ds.Scenario, run: ds.Run) -> None:
    simulation = ds.Simulation(small, seed=2)
    before = simulation.state
    closeness = np.asarray(before.relationships["closeness"]).copy()
    weeks = [week for week in simulation]
    assert weeks == list(range(1, 31)) and simulation.step() == 30
    rows = np.asarray(run.series["seed"]) == 2
    assert simulation.series["dark_share"].to_list() == np.asarray(run.series["dark_share"])[rows].tolist()
    assert np.array_equal(np.asarray(before.relationships["closeness"]), closeness), "a copy"
    assert not np.array_equal(np.asarray(simulation.state.relationships["closeness"]), closeness)
    vacant = simulation.series["vacancies"].to_list()[-1]
    assert len(simulation.state.relationships) == round(20 * 8 * (1 - vacant))
    assert "week 30 of 30" in repr(simulation)


def test_states_are_the_snapshots_of_the_run(small: ds.Scenario, run: ds.Run) -> None:
    assert run.snapshots is not None
    snapshots = run.snapshots.to_pandas()
    simulation = ds.Simulation(small)
    simulation.step(30)
    state = simulation.state.relationships.to_pandas()
    last = pd.DataFrame(snapshots[snapshots["week"] == 30]).drop(columns="seed").reset_index(drop=True)
    pd.testing.assert_frame_equal(state, last, check_categorical=False)
