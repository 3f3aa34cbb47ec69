"""Callers' values as the plain values that the compiled half takes."""

from __future__ import annotations

import datetime
import decimal
import numbers
import os
from collections.abc import Iterable, Mapping, Sequence, Set
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
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta) or _holds_times(value):
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


def _holds_times(value: Any) -> bool:
    """Whether it is numpy's or pandas' date or duration, or an array of these, which turn into bare numbers."""
    return getattr(getattr(value, "dtype", None), "kind", None) in ("m", "M")


def whole(value: Any, what: str, least: int = 0, most: int = 2**63 - 1) -> int:
    """A whole number; one that comes as a float is taken as such.

    Raises
    ------
    TypeError
        If it is no number: text, true or false, an array.
    ValueError
        If it has a fraction or is out of range.
    """
    allowed = f"a whole number from {least} to {most}"
    number = plain(value, what)
    if type(number) not in (int, float):
        raise TypeError(f"{what} cannot be {value!r}: {allowed}")
    if number != number or not least <= number <= most or number != int(number):
        raise ValueError(f"{what} cannot be {value!r}: {allowed}")
    return int(number)


def real(value: Any, what: str) -> float:
    """A number.

    Raises
    ------
    TypeError
        If it is none: text, true or false, an array.
    """
    number = plain(value, what)
    if type(number) not in (int, float):
        raise TypeError(f"{what} cannot be {value!r}: a number")
    return float(number)


def seeds_of(seeds: int | Iterable[int]) -> int | range:
    """How many seeds, or which.

    Raises
    ------
    ValueError
        If there is no seed, or they are not consecutive.
    """
    is_bare = isinstance(seeds, Iterable) and not isinstance(seeds, str | Mapping) and not hasattr(seeds, "tolist")
    given = plain(list(seeds) if is_bare else seeds, "seeds")  # type: ignore[arg-type]
    if isinstance(given, bool):
        raise TypeError("seeds cannot be True or False; give how many, or a range")
    if isinstance(given, int | float):
        return whole(given, "seeds", 1)
    if not isinstance(given, list) or not all(type(seed) is int for seed in given):
        raise TypeError("seeds are a number, or whole numbers that follow each other such as range(1, 101)")
    if isinstance(seeds, Set):
        given.sort()
    if not given or given != list(range(given[0], given[0] + len(given))):
        raise ValueError("seeds must follow each other, such as range(1, 101): runs are paired by seed")
    return range(given[0], given[0] + len(given))


def outcome(asked: Outcome) -> tuple[str, str | None]:
    """A metric's name, and its weeks as text."""
    if isinstance(asked, str):
        return asked, None
    if not isinstance(asked, tuple | list) or len(asked) != 2 or not isinstance(asked[0], str):
        raise TypeError(f'a metric is a name, or a name with its weeks such as ("value", "26..52"), not {asked!r}')
    name, weeks = asked
    return name, str(plain(weeks, "a window"))


def outcomes_of(asked: Any, what: str) -> list[tuple[str, str | None]]:
    """The metrics: from one name, one name with its window, or several of these.

    Raises
    ------
    ValueError
        If one is there twice.
    """
    is_one = isinstance(asked, tuple) and len(asked) == 2 and not isinstance(asked[1], tuple | list)
    if isinstance(asked, str) or (is_one and str(asked[1])[:1].isdigit()):
        asked = [asked]
    read = [outcome(one) for one in asked]
    for one in read:
        if read.count(one) > 1:
            raise ValueError(f"{what}: {one[0]!r} is there twice")
    return read


def several(given: Any) -> list[Any]:
    """What was given as a list; one name or path is a list of one."""
    return [given] if isinstance(given, str | os.PathLike) else list(given)


def refuse(why: str, **given: Any) -> None:
    """Refuses arguments that are given but would have no effect.

    Raises
    ------
    TypeError
        With their names.
    """
    names = [name for name, value in given.items() if value is not None]
    if names:
        raise TypeError(f"{', '.join(names)} cannot be given {why}")


def nearest(name: object, known: Iterable[str]) -> str:
    """What to say after "there is no …": the nearest name, or all of them."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(str(name), names, 1)
    return f'did you mean "{near[0]}"?' if near else f"there are {', '.join(names)}"


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
    names: Iterable[Any]
    if isinstance(table, Mapping):
        names, column = table, table.__getitem__
    elif isinstance(table, list | tuple):
        for number, row in enumerate(table):
            if not isinstance(row, Mapping):
                raise TypeError(f"{what}: row {number} is {row!r}, not a mapping from column to value")
        names = list(dict.fromkeys(name for row in table for name in row))
        column = {name: [row.get(name) for row in table] for name in names}.__getitem__
    elif hasattr(table, "column_names") and hasattr(table, "column"):
        names, column = table.column_names, table.column
    elif hasattr(table, "columns") and hasattr(table, "__getitem__"):
        names, column = table.columns, table.__getitem__
    elif hasattr(table, "names") and hasattr(table, "__getitem__"):
        names, column = table.names, table.__getitem__
    else:
        raise TypeError(f"{what} is a {type(table).__name__}; give a DataFrame or a mapping of columns")
    names = list(names)
    texts = [str(name) for name in names]
    for text in texts:
        if texts.count(text) > 1:
            raise ValueError(f"{what} has two columns called {text!r}")
    named = {str(name): _listed(column(name), f"{what}: {name}") for name in names}
    lengths = {len(values) for values in named.values()}
    if len(lengths) > 1:
        raise ValueError(f"the columns of {what} differ in length: {sorted(lengths)}")
    return named


def _listed(column: Any, what: str) -> list[Any]:
    if _holds_times(column) and getattr(column, "ndim", 1) > 0:
        return list(column)  # numpy's would turn into bare numbers
    for method in ("tolist", "to_list", "to_pylist"):
        if hasattr(column, method):
            listed = getattr(column, method)()
            return listed if isinstance(listed, list) else [listed]
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise TypeError(f"{what}: a column is a sequence of values, not {column!r}")
    return list(column)


def is_missing(value: Any) -> bool:
    """Whether a table's cell is empty: ``None``, NaN, ``pd.NA``, NaT."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value
