"""A scenario at many points, with the results kept and drawn."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from . import _native
from ._answer import Answer, answer_place
from ._errors import ScenarioError, reworded
from ._progress import Progress, shown
from ._scenario import Scenario, as_scenario
from ._toml import csv_text, quoted, toml_text
from ._values import Outcome, columns, outcomes_of, plain, refuse, whole


def sweep(
    what: Scenario | str | os.PathLike[str],
    points: Any = None,
    outcomes: Outcome | Sequence[Outcome] | None = None,
    *,
    factors: Mapping[str, Any] | None = None,
    design: Literal["grid", "latin_hypercube", "sobol"] | None = None,
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
        ``"sweeps/programme_and_audit"``, which also says everything else.
    points : table, optional
        One row per point, a column per parameter, named by its dotted path.
    outcomes : str, (str, window) or a sequence of these, optional
        What to keep; every metric if left out.
    factors : mapping, optional
        Instead of points: dotted paths with lists of values or ``{"from": a, "to": b, "levels": n}``.
    design : {"grid", "latin_hypercube", "sobol"}, optional
        How points are spread over the factors; a grid if left out.
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

    Raises
    ------
    TypeError
        If there is nothing to vary, or an argument is given that would have no effect.
    """
    import tempfile

    place = answer_place(out, threads, force)
    if points is None and factors is None:
        if isinstance(what, Scenario):
            raise TypeError("a sweep of a scenario needs points or factors: what to vary")
        refuse(
            "with a file of a sweep, which says it itself", outcomes=outcomes, design=design, count=count, seeds=seeds
        )
        with shown(progress, "sweep") as told:
            return Answer(_native.sweep(os.fspath(what), None, "", "", place, told))
    if points is not None:
        refuse("together with points", factors=factors, design=design, count=count)
    elif design in (None, "grid"):
        refuse("with a grid, whose points are all combinations", count=count)
    asked = as_scenario(what)
    asked = asked if seeds is None else asked.set(seeds=seeds)
    kept = [] if outcomes is None else outcomes_of(outcomes, "outcomes")
    lines = [] if outcomes is None else [f"outcomes = [{', '.join(_outcome(*one) for one in kept)}]"]
    lines += ["name = " + quoted(asked.name), "[design]"]
    with tempfile.TemporaryDirectory() as folder, shown(progress, "sweep") as told:
        if points is not None:
            table = columns(points, "points")
            Path(folder, "points.csv").write_text(csv_text(table), encoding="utf-8")
            lines += ['kind = "list"', 'file = "points.csv"']
        else:
            lines += [f"kind = {quoted(design or 'grid')}"]
            lines += [] if count is None else [f"points = {whole(count, 'count', 1, 2**32 - 1)}"]
            lines += ["[factors]"]
            lines += [f"{quoted(path)} = {toml_text(plain(over, path))}" for path, over in (factors or {}).items()]
        try:
            return Answer(_native.sweep(None, asked._native, "\n".join(lines), folder, place, told))
        except ScenarioError as error:
            raise _about_points(error, os.path.join(folder, "points.csv")) from None


def _outcome(name: str, weeks: str | None) -> str:
    return quoted(name) if weeks is None else f"{{ metric = {quoted(name)}, window = {quoted(weeks)} }}"


def _about_points(error: ScenarioError, file: str) -> ScenarioError:
    """The error, with the file that was written for a moment called what the caller calls it."""
    if file not in error.message:
        return error
    told = reworded(error, lambda text: re.sub(r"^sweep:\d+:\d+: (?=points)", "", text.replace(file, "points")))
    row = re.match(r"points:(\d+): ", told.message)
    told.path, told.line, told.column = "points", None if row is None else int(row[1]), None
    return told
