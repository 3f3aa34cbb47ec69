"""Answers to questions that take many runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from . import _native
from ._page import Page, Picture
from ._progress import thread_count
from ._table import Table
from ._values import nearest


class Answer:
    """The answer to a question: sentences, tables, pictures and a page.

    Tables are attributes: ``compare(…).effects``. Without ``out``, the answer's directory is removed with this object.
    """

    def __init__(self, native: _native.Answer) -> None:
        self._native = native
        self._tables = {name: Table(table) for name, table in native.tables}

    @property
    def digest(self) -> str:
        """The digest of the tables, equal to the command's."""
        return self._native.digest

    @property
    def directory(self) -> Path:
        """The directory that holds the answer."""
        return Path(self._native.directory)

    @property
    def sentences(self) -> list[str]:
        """The answer in sentences, caveats last."""
        return self._native.sentences

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by name."""
        return dict(self._tables)

    @property
    def pictures(self) -> dict[str, Picture]:
        """The pictures by name."""
        return {name: Picture(svg) for name, svg in self._native.pictures().items()}

    def plot(self, name: str | None = None) -> Picture:
        """A picture by its name; the first in alphabetical order if left out."""
        pictures = self.pictures
        name = min(pictures) if name is None and pictures else name
        if name not in pictures:
            raise LookupError(f"there is no picture {name!r}; {nearest(name, sorted(pictures))}")
        return pictures[name]

    def report(self) -> Page:
        """The report: one page, shown inline in a notebook."""
        return Page(self._native.report())

    def __getattr__(self, name: str) -> Table:
        tables: dict[str, Table] = self.__dict__.get("_tables", {})
        if name not in tables:
            raise AttributeError(f"the answer has no table {name!r}; {nearest(name, tables)}")
        return tables[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        lines = "\n".join(f"  {sentence}" for sentence in self.sentences)
        return f"<darkside.Answer: tables {', '.join(self._tables)}>\n{lines}"

    def _repr_html_(self) -> str:
        return self.report()._repr_html_()


def answer_place(out: str | os.PathLike[str] | None, threads: int | None, force: bool) -> dict[str, Any]:
    directory = None if out is None else os.fspath(out)
    return {"directory": directory, "threads": thread_count(threads), "force": force}
