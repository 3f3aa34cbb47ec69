"""Tables: Arrow columns with units and meanings, read in place by pandas, polars, pyarrow, DuckDB and numpy."""

from __future__ import annotations

import html
import importlib
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from . import _native

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN = 6


class Table:
    """A table in memory.

    It is an Arrow table: ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)`` and
    DuckDB read it through ``__arrow_c_stream__`` without a copy. Fields carry ``unit`` and ``meaning`` as metadata. Practices,
    mechanisms and other words are dictionary-encoded. An undefined number has no value (null).

    ``table["name"]`` is a :class:`Column`, which numpy reads in place.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Table) -> None:
        self._native = native

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return self._native.names

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._native.rows, len(self._native.names)

    @property
    def units(self) -> dict[str, str]:
        """The unit of every column, in words."""
        return {name: self[name].unit for name in self.names}

    @property
    def meanings(self) -> dict[str, str]:
        """What every column means."""
        return {name: self[name].meaning for name in self.names}

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas data frame, with words as categories; needs pyarrow."""
        _needs_pyarrow()
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars data frame; numbers are not copied."""
        import polars

        return polars.DataFrame(self)

    def to_arrow(self) -> pyarrow.Table:
        """The table as a pyarrow table; nothing is copied."""
        import pyarrow

        return pyarrow.table(self)

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns by name, each as a list; ``None`` where there is no value."""
        return {name: self[name].to_list() for name in self.names}

    def __getitem__(self, name: str) -> _native.Column:
        return self._native.column(name)

    def __len__(self) -> int:
        return self._native.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __array__(self, *_: Any, **__: Any) -> Any:
        # pandas.DataFrame(table) asks for this, and would otherwise make a frame of the names.
        raise TypeError("a table is no single array: table.to_pandas() is a data frame, table[name] a column")

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a table is not pickled; pickle to_pandas(), to_arrow() or to_dict()")

    def __repr__(self) -> str:
        rows, width = self.shape
        names = textwrap.fill(", ".join(self.names), 100, initial_indent="  ", subsequent_indent="  ")
        return f"<darkside.Table: {rows} rows, {width} columns>\n{names}"

    def _repr_html_(self) -> str:
        rows, width = self.shape
        shown = self.names[:12]
        head = "".join(f'<th title="{html.escape(self[name].meaning)}">{html.escape(name)}</th>' for name in shown)
        columns = [self[name].to_list()[:_SHOWN] for name in shown]
        body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in zip(*columns))
        more = f"<p>{rows} rows, {width} columns" + ("" if width <= len(shown) else f", {len(shown)} shown") + "</p>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _needs_pyarrow() -> None:
    try:
        importlib.import_module("pyarrow")
    except ImportError as error:
        raise ModuleNotFoundError(
            "pandas data frames are made with pyarrow, which is not installed: pip install pyarrow", name="pyarrow"
        ) from error


def like(given: Any) -> Callable[[Table], Any]:
    """What converts a table to the kind of ``given``.

    Raises
    ------
    ModuleNotFoundError
        If that takes a package that is not installed.
    """
    kind = type(given).__module__.partition(".")[0]
    if kind == "pandas":
        _needs_pyarrow()
        return Table.to_pandas
    if kind == "polars":
        return Table.to_polars
    return Table.to_arrow if kind == "pyarrow" else lambda table: table


def _cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else html.escape("" if value is None else str(value))
