"""Pictures and pages, which notebooks show."""

from __future__ import annotations

import os
from pathlib import Path


def ends_in(path: str | os.PathLike[str], *endings: str) -> Path:
    """The path, which must have one of these endings.

    Raises
    ------
    ValueError
        If it has another one.
    """
    asked = Path(path)
    if asked.suffix.lower() not in endings:
        raise ValueError(f"{os.fspath(path)} must end in {' or '.join(endings)}: nothing else is written")
    return asked


class Picture(str):
    """A picture: the text of an SVG file, which notebooks show."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<darkside.Picture: SVG, {len(self)} characters>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the picture to an SVG file; its name ends in ``.svg``."""
        ends_in(path, ".svg").write_text(self, encoding="utf-8")


class Page(str):
    """A report: the text of an HTML file, which notebooks show in a frame."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        text = str(self).replace("&", "&amp;").replace('"', "&quot;")
        return f'<iframe srcdoc="{text}" width="100%" height="720" style="border:0"></iframe>'

    def __repr__(self) -> str:
        return f"<darkside.Page: HTML, {len(self)} characters>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page to an HTML file; its name ends in ``.html``."""
        ends_in(path, ".html", ".htm").write_text(self, encoding="utf-8")
