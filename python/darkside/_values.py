"""Callers' values as the plain values that the compiled half takes."""

from __future__ import annotations

import datetime
import decimal
import numbers
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: A metric's name, or a name and the week (260) or weeks ("104..260") in which to read it.
Outcome = str | tuple[str, int | str]


def plain(value: Any, what: str = "a value") -> Any:
    """The ``bool``, ``int``, ``float``, ``str``, ``list`` or ``dict`` that a value stands for.

    Raises
    ------
    TypeError
        For dates, missing values and anything else that no scenario can hold.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        raise TypeError(f"{what} is missing ({value!r}); leave it out to keep the scenario's own")
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(value)
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise TypeError(f"{what} cannot be {value!r}: time is counted in weeks from 0, as a whole number")
    if isinstance(value, Mapping):
        return {str(key): plain(item, f"{what}.{key}") for key, item in value.items()}
    if hasattr(value, "tolist"):  # numpy scalars and arrays, pandas and polars columns
        return plain(value.tolist(), what)
    if hasattr(value, "to_list"):
        return plain(value.to_list(), what)
    if isinstance(value, range | Sequence):
        return [plain(item, what) for item in value]
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    raise TypeError(f"{what} cannot be {value!r}, a {type(value).__name__}")


def seed_range(seeds: int | Iterable[int]) -> tuple[int | None, int]:
    """The first seed (``None`` keeps the scenario's own) and the number of seeds.

    Raises
    ------
    ValueError
        If there is no seed, or they are not consecutive.
    """
    count = plain(seeds, "seeds")
    if isinstance(count, bool):
        raise TypeError("seeds cannot be True or False; give how many, or a range")
    if isinstance(count, int):
        if count < 1:
            raise ValueError(f"seeds cannot be {count}: at least 1")
        return None, count
    if not isinstance(count, list) or not all(type(seed) is int for seed in count):
        raise TypeError("seeds are a number, or whole numbers that follow each other such as range(1, 101)")
    if not count or count != list(range(count[0], count[0] + len(count))):
        raise ValueError("seeds must follow each other, such as range(1, 101): runs are paired by seed")
    return count[0], len(count)


def outcome(asked: Outcome) -> tuple[str, str | None]:
    """A metric's name, and its weeks as text."""
    if isinstance(asked, str):
        return asked, None
    name, weeks = asked
    return name, str(plain(weeks, "a window"))


def columns(table: Any, what: str) -> dict[str, list[Any]]:
    """The columns of any kind of table by name, each as a list.

    Takes a mapping of sequences, a list of mappings, a pandas, polars or pyarrow table, or one of this package.

    Raises
    ------
    TypeError
        If it is none of these.
    ValueError
        If columns differ in length or share a name.
    """
    if isinstance(table, Mapping):
        named = {str(name): list(_listed(column)) for name, column in table.items()}
    elif isinstance(table, list | tuple):
        rows = [dict(row) for row in table]
        names = list(dict.fromkeys(name for row in rows for name in row))
        named = {str(name): [row.get(name) for row in rows] for name in names}
    elif hasattr(table, "to_pydict"):
        named = {str(name): list(column) for name, column in table.to_pydict().items()}
    elif hasattr(table, "columns") and hasattr(table, "__getitem__"):
        names = [str(name) for name in table.columns]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"{what} has two columns called {twice!r}")
        named = {str(name): list(_listed(table[name])) for name in table.columns}
    elif hasattr(table, "names") and hasattr(table, "__getitem__"):
        named = {name: table[name].to_list() for name in table.names}
    else:
        raise TypeError(f"{what} is a {type(table).__name__}; give a DataFrame or a mapping of columns")
    lengths = {len(column) for column in named.values()}
    if len(lengths) > 1:
        raise ValueError(f"the columns of {what} differ in length: {sorted(lengths)}")
    return named


def _listed(column: Any) -> Iterable[Any]:
    for method in ("tolist", "to_list"):
        if hasattr(column, method):
            listed = getattr(column, method)()
            return listed if isinstance(listed, list) else [listed]
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise TypeError(f"a column is a sequence of values, not {column!r}")
    return column


def is_missing(value: Any) -> bool:
    """Whether a table's cell is empty: ``None``, NaN, ``pd.NA``, NaT."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def like(table: Any, given: Any) -> Any:
    """A table of this package, converted to the kind of ``given``."""
    kind = type(given).__module__.partition(".")[0]
    if kind == "pandas" and "pandas" in sys.modules:
        return table.to_pandas()
    if kind == "polars" and "polars" in sys.modules:
        return table.to_polars()
    if kind == "pyarrow" and "pyarrow" in sys.modules:
        return table.to_arrow()
    return table
