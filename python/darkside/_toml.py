"""Plain values and tables as text in the formats of files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from ._values import is_missing


def csv_text(table: Mapping[str, list[Any]]) -> str:
    """A table of named columns as CSV; missing values are empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows([_cell(value) for value in row] for row in zip(*table.values()))
    return text.getvalue()


def _cell(value: Any) -> str:
    if is_missing(value):
        return ""
    if getattr(value, "ndim", 0):  # numpy's array, in which Parquet's lists are read
        value = value.tolist()
    if isinstance(value, list | tuple | set | frozenset):  # practices in use
        return ";".join(str(item) for item in value)
    # pandas turns a column of whole numbers with gaps into floats.
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else str(value)


def quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'


def toml_text(value: Any) -> str:
    """A plain value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {toml_text(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_text(item) for item in value) + "]"
    return repr(value)
