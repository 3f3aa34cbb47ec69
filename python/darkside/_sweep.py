"""A scenario at many points, with the results kept and drawn."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from . import _native
from ._answer import Answer, answer_place
from ._progress import Progress, shown
from ._scenario import Scenario, as_scenario
from ._toml import csv_text, quoted, toml_text
from ._values import Outcome, columns, outcome, plain


def sweep(
    what: Scenario | str | os.PathLike[str],
    points: Any = None,
    outcomes: Sequence[Outcome] | None = None,
    *,
    factors: Mapping[str, Any] | None = None,
    design: Literal["grid", "latin_hypercube", "sobol"] = "grid",
    count: int | None = None,
    seeds: int | Iterable[int] | None = None,
    threads: int | None = None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Runs a scenario at many points, keeps every outcome and writes a report.

    :func:`simulate` is the same as a plain function. A sweep can be resumed after an interruption, sets failing points aside, and
    draws.

    Parameters
    ----------
    what : Scenario, str or path
        The scenario to vary; or, with neither ``points`` nor ``factors``, a file of ``darkside sweep`` such as
        ``"sweeps/programme_and_audit"``.
    points : table, optional
        One row per point, a column per parameter, named by its dotted path.
    outcomes : sequence of str or (str, window), optional
        What to keep; every metric if left out.
    factors : mapping, optional
        Instead of points: dotted paths with lists of values or ``{"from": a, "to": b, "levels": n}``.
    design : {"grid", "latin_hypercube", "sobol"}
        How points are spread over the factors.
    count : int, optional
        Points of a Latin hypercube or a Sobol' sequence.
    seeds : int or iterable of int, optional
        Seeds of every point.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``points`` and ``outcomes``.
    """
    import tempfile

    place = answer_place(out, threads, force)
    if points is None and factors is None:
        with shown(progress, "sweep") as told:
            return Answer(_native.sweep(os.fspath(what), None, "", "", place, told))  # type: ignore[arg-type]
    asked = as_scenario(what)
    asked = asked if seeds is None else asked.set(seeds=seeds)
    lines = [] if outcomes is None else [f"outcomes = [{', '.join(_outcome(one) for one in outcomes)}]"]
    lines += ["name = " + quoted(asked.name), "[design]"]
    with tempfile.TemporaryDirectory() as folder, shown(progress, "sweep") as told:
        if points is not None:
            table = columns(points, "points")
            Path(folder, "points.csv").write_text(csv_text(table), encoding="utf-8")
            lines += ['kind = "list"', 'file = "points.csv"']
        else:
            lines += [f"kind = {quoted(design)}"] + ([] if count is None else [f"points = {int(count)}"])
            lines += ["[factors]"]
            lines += [f"{quoted(path)} = {toml_text(plain(over, path))}" for path, over in (factors or {}).items()]
        return Answer(_native.sweep(None, asked._native, "\n".join(lines), folder, place, told))


def _outcome(asked: Outcome) -> str:
    name, weeks = outcome(asked)
    return quoted(name) if weeks is None else f"{{ metric = {quoted(name)}, window = {quoted(weeks)} }}"
