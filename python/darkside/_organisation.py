"""Organisations from data frames and graphs, read by the same code as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import _native
from ._scenario import Scenario
from ._toml import csv_text, quoted
from ._values import columns


def organisation(
    managers: Any = None,
    ties: Any = None,
    relationships: Any = None,
    *,
    layers: Mapping[str, float] | None = None,
    base: str = "baseline",
    name: str = "organisation",
) -> Scenario:
    """A scenario with your own organisation.

    Tables are read by the same code as files, so errors are the same, too; line 1 of a table is its header, row 0 is line 2.

    Parameters
    ----------
    managers : table, optional
        Columns ``id``; optionally ``firm``, ``office``, ``tenure_years`` (0 to 100); every further column is a group. If left out,
        the managers are the ends of the ties.
    ties : table or graph
        Columns ``source`` (who looks), ``target`` (who is looked at); optionally ``layer``, ``weight`` (above 0). Or a networkx or
        igraph graph: an undirected edge is a tie each way, and node attributes are the managers' columns.
    relationships : table, optional
        Columns ``manager``, ``account``; optionally ``closeness`` (0 to 1), ``age`` (weeks), ``phase``, ``practices``.
    layers : mapping of str to float, optional
        The weight of each layer of ties.
    base : str
        The scenario that the organisation is put into: a shipped name or a path.
    name : str
        What the scenario is called.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With the table's name as ``path``, and line and column of the cell.

    Notes
    -----
    A table is a pandas, polars or pyarrow table, a mapping of columns or a list of mappings. Empty cells are ``None``, NaN or
    ``pd.NA``. An index is ignored.

    Examples
    --------
    >>> import darkside as ds
    >>> ring = [{"source": f"m{i}", "target": f"m{(i + 1) % 6}"} for i in range(6)]
    >>> ds.organisation(ties=ring).set(seeds=2, weeks=10).name
    'organisation'
    """
    if ties is None:
        raise TypeError("an organisation needs its ties: a table of source and target, or a graph")
    if _is_graph(ties):
        nodes, ties = _of_graph(ties)
        managers = nodes if managers is None else managers
    tables = {"managers": managers, "ties": ties, "relationships": relationships}
    files = [(key, csv_text(columns(table, key))) for key, table in tables.items() if table is not None]
    lines = [f"extends = {quoted(base)}", f"name = {quoted(name)}", "[ties]"]
    lines += [f"{key} = {quoted(key)}" for key, _ in files]
    if layers:
        entries = ", ".join(f"{quoted(str(layer))} = {float(weight)!r}" for layer, weight in layers.items())
        lines.append(f"layers = {{ {entries} }}")
    return Scenario(_native.Scenario.read_on_top([(name, "\n".join(lines))], files))


def _is_graph(ties: Any) -> bool:
    return type(ties).__module__.partition(".")[0] in ("networkx", "igraph") and not isinstance(ties, Mapping)


def _of_graph(graph: Any) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The tables of managers (nodes) and ties (edges), with their attributes."""
    if hasattr(graph, "vs"):  # igraph
        named = "name" in graph.vs.attributes()
        ids = graph.vs["name"] if named else list(range(graph.vcount()))
        nodes = [(ids[v.index], {k: x for k, x in v.attributes().items() if k != "name"}) for v in graph.vs]
        edges = [(ids[e.source], ids[e.target], e.attributes()) for e in graph.es]
        directed = graph.is_directed()
    else:
        nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
        directed = graph.is_directed()
    if not directed:
        edges += [(target, source, facts) for source, target, facts in edges if source != target]
    keys = list(dict.fromkeys(key for _, facts in nodes for key in facts if key != "id"))
    managers = {"id": [node for node, _ in nodes]} | {key: [f.get(key) for _, f in nodes] for key in keys}
    kept = [key for key in ("layer", "weight") if any(key in facts for *_, facts in edges)]
    ties = {"source": [edge[0] for edge in edges], "target": [edge[1] for edge in edges]}
    return managers, ties | {key: [facts.get(key) for *_, facts in edges] for key in kept}
