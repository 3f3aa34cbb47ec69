"""Organisations from data frames and graphs, read by the same code as files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Set
from typing import Any, Literal

from . import _native
from ._errors import ScenarioError, reworded
from ._scenario import Scenario
from ._toml import csv_text, quoted, toml_text
from ._values import columns, plain


def organisation(
    managers: Any = None,
    ties: Any = None,
    relationships: Any = None,
    *,
    layers: Mapping[str, float] | None = None,
    mutual: bool | None = None,
    scale: float | Literal["mean"] | None = None,
    twice: Literal["sum", "first", "max"] | None = None,
    self_ties: Literal["drop"] | None = None,
    base: str | os.PathLike[str] = "baseline",
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
        Columns ``source`` (who looks), ``target`` (who is looked at); optionally ``layer``, ``weight`` (from 0, else 1). Or a networkx
        or igraph graph: an undirected edge is a tie each way, and attributes of edges and nodes are the columns of ties and managers,
        except that a node itself is the manager's ``id``. Columns have the other names that files may use, such as ``strength``.
    relationships : table, optional
        Columns ``manager``, ``account``; optionally ``closeness`` (0 to 1), ``age`` (weeks), ``phase``, ``practices``.
    layers : mapping of str to float, optional
        The weight of each layer of ties: a tie's weight is the sum over these layers, and others are left out.
    mutual : bool, optional
        Whether every row is a tie both ways.
    scale : float or "mean", optional
        Multiplies all weights, after layers are mixed; ``"mean"`` makes their mean 1.
    twice : {"sum", "first", "max"}, optional
        What to do with a pair's repeated ties in one layer, such as the parallel edges of a multigraph; an error if left out.
    self_ties : {"drop"}, optional
        Leaves out ties of managers to themselves, which are an error otherwise. In files, this is the key ``self``.
    base : str or path
        The scenario that the organisation is put into: a shipped name or a path. To change other values, use :meth:`Scenario.set` on
        the result.
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
    elif _is_pairs(ties):
        raise TypeError(
            "ties are bare pairs, which do not say who looks at whom: give the graph itself, or a table with columns source and target"
        )
    if isinstance(base, Scenario):
        raise TypeError(
            "base is a Scenario, whose numbers of managers and firms would contradict the tables: give a shipped name or a path, and "
            "set() the other values on the result"
        )
    tables = {"managers": managers, "ties": ties, "relationships": relationships}
    files = [(key, csv_text(columns(table, key))) for key, table in tables.items() if table is not None]
    options = {"layers": layers, "mutual": mutual, "scale": scale, "twice": twice, "self": self_ties}
    lines = [f"extends = {quoted(os.fspath(base))}", f"name = {quoted(name)}", "[ties]"]
    lines += [f"{key} = {quoted(key)}" for key, _ in files]
    lines += [f"{key} = {toml_text(plain(value, key))}" for key, value in options.items() if value is not None]
    try:
        return Scenario(_native.Scenario.read_on_top([(name, "\n".join(lines))], files))
    except ScenarioError as error:
        raise reworded(error, _as_arguments) from None


def _as_arguments(text: str) -> str:
    """An error's text, with keys of a file as arguments of :func:`organisation`."""
    text = text.replace('`self = "drop"` in [ties]', '`self_ties="drop"`')
    return re.sub(r'`(\w+) = ("\w+")` in \[ties\]', r"`\1=\2`", text)


def _is_graph(ties: Any) -> bool:
    return hasattr(ties, "is_directed") and (hasattr(ties, "vs") or hasattr(ties, "nodes"))


def _is_pairs(ties: Any) -> bool:
    """Whether these are edges as pairs: a list of tuples, a set, or a graph's view of its edges."""
    if isinstance(ties, list | tuple):
        return bool(ties) and isinstance(ties[0], list | tuple)
    return isinstance(ties, Set) or type(ties).__module__.startswith("networkx.")


def _of_graph(graph: Any) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The tables of managers (nodes) and ties (edges), with their attributes."""
    if hasattr(graph, "vs"):  # igraph
        named = "name" in graph.vs.attributes()
        ids = graph.vs["name"] if named else list(range(graph.vcount()))
        nodes = [(ids[v.index], {k: x for k, x in v.attributes().items() if k != "name"}) for v in graph.vs]
        edges = [(ids[e.source], ids[e.target], e.attributes()) for e in graph.es]
    else:
        nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    if not graph.is_directed():
        edges += [(target, source, facts) for source, target, facts in edges if source != target]
    managers = {"id": [node for node, _ in nodes]}
    ends = {"source": [source for source, _, _ in edges], "target": [target for _, target, _ in edges]}
    kept = _attributes([facts for *_, facts in edges])
    for end in ends:
        if end in kept:
            raise ValueError(f"ties: the edges have an attribute {end!r}, as the ends of ties are called: rename it")
    facts = _attributes([facts for _, facts in nodes])
    return managers | {key: values for key, values in facts.items() if key != "id"}, ends | kept


def _attributes(rows: list[dict[Any, Any]]) -> dict[Any, list[Any]]:
    return {key: [facts.get(key) for facts in rows] for key in dict.fromkeys(key for facts in rows for key in facts)}
