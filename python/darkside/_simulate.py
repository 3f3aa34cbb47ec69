"""A function of parameters: what optimisers, samplers and emulators call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from . import _native
from ._progress import Progress, shown, thread_count
from ._scenario import Scenario, as_scenario
from ._table import Table, like
from ._values import Outcome, columns, is_missing, outcomes_of, plain, whole

_BATCH = 1024


def simulate(
    scenario: Scenario | str | os.PathLike[str],
    parameters: Any,
    outcomes: Outcome | Sequence[Outcome] = ("dark_share",),
    *,
    seeds: int | Iterable[int] | None = None,
    threads: int | None = None,
    invalid: Literal["raise", "nan"] = "raise",
    progress: Progress = None,
) -> Any:
    """Runs a scenario at many points and reads outcomes off each run.

    Parameters
    ----------
    scenario : Scenario, str or path
        The scenario to vary.
    parameters : table
        One row per point, a column per parameter, named by its dotted path: a pandas, polars or pyarrow table, a mapping of arrays or a
        list of mappings. Whole numbers may come as floats. An index is ignored.
    outcomes : str, (str, window) or a sequence of these
        Metrics (:func:`metrics`), each alone or with a week (``260``) or weeks (``"104..260"``, for their mean). Without a window,
        the last week is read.
    seeds : int or iterable of int, optional
        Seeds, the same for every point; the scenario's if left out.
    threads : int, optional
        Threads to use; all cores if left out.
    invalid : {"raise", "nan"}
        What to do with points whose values are not allowed.
    progress : bool or callable
        As for :func:`run`.

    Returns
    -------
    table
        One row per point and seed, points in order: ``point`` (from 0), ``seed``, the parameters, the outcomes. Undefined outcomes have
        no value. A pandas (with pyarrow), polars or pyarrow table gives one of the same kind, anything else a :class:`Table`.

    Raises
    ------
    ScenarioError
        If a path or metric is unknown, or a point is refused.
    ValueError
        If a value is missing, or an outcome is there twice.
    ModuleNotFoundError
        If the points are a pandas table and pyarrow is not installed.

    Examples
    --------
    >>> import darkside as ds
    >>> small = ds.scenario("baseline").set({"population.managers": 20, "population.firms": 1}, weeks=10)
    >>> table = ds.simulate(small, {"contagion.programme": [0.0, 0.03]}, ["dark_share"], seeds=2)
    >>> table.names, len(table)
    (['point', 'seed', 'contagion.programme', 'dark_share'], 4)
    """
    points, converted = columns(parameters, "parameters"), like(parameters)
    asked = _under(scenario, seeds)
    with shown(progress, asked.name) as told:
        return converted(_batch(asked, points, 0, _count(points), outcomes, threads, invalid, told))


def iter_batches(
    scenario: Scenario | str | os.PathLike[str],
    parameters: Any,
    outcomes: Outcome | Sequence[Outcome] = ("dark_share",),
    *,
    seeds: int | Iterable[int] | None = None,
    threads: int | None = None,
    invalid: Literal["raise", "nan"] = "raise",
    batch: int = _BATCH,
) -> Iterator[Table]:
    """:func:`simulate` in batches of points, each a :class:`Table`, so that memory does not grow with the number of points.

    ``parameters`` is a table, or an iterator of tables, which need not fit into memory together. Points are numbered across batches.
    """
    asked, size = _under(scenario, seeds), whole(batch, "batch", 1)
    first = 0
    for table in parameters if isinstance(parameters, Iterator) else [parameters]:
        points = columns(table, "parameters")
        count = _count(points)
        for start in range(0, count, size):
            part = {path: values[start : start + size] for path, values in points.items()}
            yield _batch(asked, part, first + start, _count(part), outcomes, threads, invalid, None)
        first += count


def _under(scenario: Scenario | str | os.PathLike[str], seeds: int | Iterable[int] | None) -> Scenario:
    """The scenario under these seeds; a number of seeds begins with its own first one."""
    asked = as_scenario(scenario)
    return asked if seeds is None else asked.set(seeds=seeds)


def _count(points: dict[str, list[Any]]) -> int:
    return len(next(iter(points.values()), []))


def _batch(
    asked: Scenario,
    points: dict[str, list[Any]],
    first: int,
    count: int,
    outcomes: Outcome | Sequence[Outcome],
    threads: int | None,
    invalid: str,
    told: Any,
) -> Table:
    if invalid not in ("raise", "nan"):
        raise ValueError(f'invalid cannot be {invalid!r}: "raise" or "nan"')
    if not points:
        raise ValueError("parameters has no columns: name each by the dotted path of a parameter")
    for path, values in points.items():
        for row, value in enumerate(values):
            if is_missing(value):
                raise ValueError(f"parameters: {path} is missing at point {first + row}")
    given = [(path, [plain(value, path) for value in values]) for path, values in points.items()]
    native = _native.simulate(
        asked._native,
        given,
        count,
        first,
        (asked.seeds.start, len(asked.seeds)),
        outcomes_of(outcomes, "outcomes"),
        invalid == "nan",
        thread_count(threads),
        told,
    )
    return Table(native)
