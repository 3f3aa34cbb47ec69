"""Questions that many runs answer: compare, sweep, attribute, sensitivity, test."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from . import _native
from ._organisation import _csv, _quoted
from ._progress import Progress, shown, thread_count
from ._run import Page, Picture
from ._scenario import Scenario, as_scenario
from ._table import Table
from ._values import Outcome, columns, outcome, plain

_Path = str | os.PathLike[str]


class Answer:
    """The answer to a question: sentences, tables, pictures and a page.

    Tables are attributes: ``compare(…).effects``. Without ``out`` the answer's directory is removed together with this object.
    """

    def __init__(self, native: _native.Answer) -> None:
        self._native = native
        self._tables = {name: Table(table) for name, table in native.tables.items()}

    @property
    def digest(self) -> str:
        """The digest of the tables, equal to the command's."""
        return self._native.digest

    @property
    def directory(self) -> Path:
        """Where the answer is."""
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
        """A picture by its name; the first if left out."""
        pictures = self.pictures
        name = min(pictures) if name is None and pictures else name
        if name not in pictures:
            raise LookupError(f"there is no picture {name!r}; there are {', '.join(sorted(pictures))}")
        return pictures[name]

    def report(self) -> Page:
        """The page."""
        return Page(self._native.report())

    def __getattr__(self, name: str) -> Table:
        tables: dict[str, Table] = self.__dict__.get("_tables", {})
        if name not in tables:
            raise AttributeError(f"the answer has no table {name!r}")
        return tables[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        lines = "\n".join(f"  {sentence}" for sentence in self.sentences)
        return f"<darkside.Answer: tables {', '.join(self._tables)}>\n{lines}"

    def _repr_html_(self) -> str:
        return self.report()._repr_html_()


def _place(out: _Path | None, threads: int | None, force: bool) -> dict[str, Any]:
    directory = None if out is None else os.fspath(out)
    return {"directory": directory, "formats": ["parquet", "csv"], "threads": thread_count(threads), "force": force}


def compare(
    scenarios: Sequence[Scenario | _Path],
    metric: Outcome | Sequence[Outcome] = ("dark_share", "value", "visible_value"),
    *,
    at: int | None = None,
    over: str | None = None,
    seeds: int | Iterable[int] | None = None,
    detect: float | None = None,
    replay: int | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """What scenarios change against the first of them, paired by seed.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or path
        The arms; the first is what the others are compared with, and its seeds are run. Arms of the same name are numbered.
    metric : str or sequence of str
        What is read off each run.
    at : int, optional
        The week at whose end it is read; the last if left out.
    over : str, optional
        Weeks over which its mean is read, such as ``"104..260"``.
    seeds : int or iterable of int, optional
        Seeds of every arm.
    detect : float, optional
        The difference asked about: the answer says how many seeds would show one so small.
    replay : int, optional
        Also lists what exists in only one of the first two arms under this seed.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``effects`` (a row per metric and arm), ``levels``, ``values`` and ``differences`` (by week).

    Examples
    --------
    >>> import darkside as ds
    >>> small = ds.scenario("baseline").set({"population.managers": 20, "population.firms": 1}, weeks=10, seeds=3)
    >>> len(ds.compare([small, small.set({"lapse.audit": 0.05})], metric="dark_share").effects)
    1
    """
    if at is not None and over is not None:
        raise ValueError("give either at or over")
    arms = [as_scenario(one) for one in scenarios]
    if seeds is not None:
        arms = [arm.set(seeds=seeds) for arm in arms]
    weeks = over if at is None else str(plain(at, "at"))
    metrics = [outcome(one) for one in _each(metric)]
    native_arms = [arm._native for arm in _told_apart(arms)]
    with shown(progress, "compare") as told:
        return Answer(_native.compare(native_arms, metrics, weeks, detect, replay, _place(out, threads, force), told))


def _each(metric: Any) -> list[Outcome]:
    """The metrics: one name, one name with its window, or several of these."""
    if isinstance(metric, str):
        return [metric]
    if isinstance(metric, tuple) and len(metric) == 2 and str(metric[1])[:1].isdigit():
        return [(str(metric[0]), metric[1])]
    return list(metric)


def _told_apart(arms: Sequence[Scenario]) -> list[Scenario]:
    """The arms, those of a name that was there before with a number."""
    names: list[str] = []
    for arm in arms:
        number, name = 2, arm.name
        while name in names:
            number, name = number + 1, f"{arm.name}-{number}"
        names.append(name)
    return [arm if arm.name == name else arm.set(name=name) for arm, name in zip(arms, names)]


def attribute(
    scenario: Scenario | _Path,
    metric: str = "dark_share",
    *,
    at: int | None = None,
    over: str | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Which mechanism caused the dark side: Shapley shares of the mechanisms, beside what the ledger counts.

    Parameters
    ----------
    scenario : Scenario, str or path
        Where mechanisms are knocked out, in every combination, under the scenario's seeds.
    metric : str
        What is shared among them.
    at, over
        When it is read, as for :func:`compare`.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``attribution`` (a row per mechanism), ``coalitions`` and ``values``.
    """
    if at is not None and over is not None:
        raise ValueError("give either at or over")
    asked, weeks = as_scenario(scenario), over if at is None else str(plain(at, "at"))
    with shown(progress, "attribute") as told:
        return Answer(_native.attribute(asked._native, metric, weeks, _place(out, threads, force), told))


def sensitivity(
    what: Scenario | _Path,
    factors: Mapping[str, Any] | None = None,
    metric: Outcome = "dark_share",
    *,
    method: Literal["morris", "sobol"] = "morris",
    trajectories: int = 20,
    levels: int = 4,
    blocks: int = 128,
    design_seed: int = 1,
    seeds: int | Iterable[int] = 5,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Which parameters move an outcome.

    Parameters
    ----------
    what : Scenario, str or path
        The scenario to vary; or, without ``factors``, a file of ``darkside sensitivity`` such as ``"sensitivity/levers"``, which holds
        everything else too.
    factors : mapping, optional
        Dotted paths with what each is varied over: ``(0.01, 0.04)``, ``"catalogue"``, or ``{"around": 0.2}``.
    metric : str or (str, window)
        What is read off each run.
    method : {"morris", "sobol"}
        Elementary effects, which tell from few runs which factors matter; or Sobol' indices, shares of the variance.
    trajectories, levels : int
        For elementary effects: points are trajectories × (factors + 1).
    blocks : int
        For Sobol' indices: points are blocks × (factors + 2).
    design_seed : int
        The seed of the points.
    seeds : int or iterable of int
        Seeds at each point.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``factors`` (a row per factor), ``points`` and ``outcomes``.
    """
    if method not in ("morris", "sobol"):
        raise ValueError(f'method cannot be {method!r}: "morris" or "sobol"')
    place = _place(out, threads, force)
    if factors is None:
        with shown(progress, "sensitivity") as told:
            return Answer(_native.sensitivity(os.fspath(what), None, "", method, place, told))  # type: ignore[arg-type]
    asked = as_scenario(what).set(seeds=seeds)
    name, weeks = outcome(metric)
    lines = [f"metric = {_quoted(name)}", f"design_seed = {int(design_seed)}"]
    lines += [] if weeks is None else [f"window = {_quoted(weeks)}"]
    lines += [
        "[morris]",
        f"trajectories = {int(trajectories)}",
        f"levels = {int(levels)}",
        "[sobol]",
        f"blocks = {int(blocks)}",
    ]
    lines += ["[factors]"] + [f"{_quoted(path)} = {_toml(plain(over, path))}" for path, over in factors.items()]
    with shown(progress, "sensitivity") as told:
        return Answer(_native.sensitivity(None, asked._native, "\n".join(lines), method, place, told))


def test(
    file: _Path,
    *,
    seeds: int | None = None,
    weeks: int | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Tests the hypotheses of a file.

    Parameters
    ----------
    file : str or path
        A file of ``darkside test``, or the shipped ``"hypotheses/dark_side"``.
    seeds : int, optional
        The most seeds that an arm gets.
    weeks : int, optional
        Weeks to simulate in every arm; another plan than the file's.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``verdicts``, ``contrasts`` and ``values``; ``sentences`` has a line per hypothesis.
    """
    with shown(progress, "test") as told:
        return Answer(_native.test(os.fspath(file), seeds, weeks, _place(out, threads, force), told))


def sweep(
    what: Scenario | _Path,
    points: Any = None,
    outcomes: Sequence[Outcome] | None = None,
    *,
    factors: Mapping[str, Any] | None = None,
    design: Literal["grid", "latin_hypercube", "sobol"] = "grid",
    count: int | None = None,
    seeds: int | Iterable[int] | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Runs a scenario at many points, keeps every outcome and writes a report.

    :func:`simulate` is the same as a plain function. A sweep goes on after an interruption, sets points that fail aside, and draws.

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
    place = _place(out, threads, force)
    if points is None and factors is None:
        with shown(progress, "sweep") as told:
            return Answer(_native.sweep(os.fspath(what), None, "", "", place, told))  # type: ignore[arg-type]
    asked = as_scenario(what)
    asked = asked if seeds is None else asked.set(seeds=seeds)
    lines = [] if outcomes is None else [f"outcomes = [{', '.join(_outcome(one) for one in outcomes)}]"]
    lines += ["name = " + _quoted(asked.name), "[design]"]
    with tempfile.TemporaryDirectory() as folder, shown(progress, "sweep") as told:
        if points is not None:
            table = columns(points, "points")
            Path(folder, "points.csv").write_text(_csv(table), encoding="utf-8")
            lines += ['kind = "list"', 'file = "points.csv"']
        else:
            lines += [f"kind = {_quoted(design)}"] + ([] if count is None else [f"points = {int(count)}"])
            lines += ["[factors]"]
            lines += [f"{_quoted(path)} = {_toml(plain(over, path))}" for path, over in (factors or {}).items()]
        return Answer(_native.sweep(None, asked._native, "\n".join(lines), folder, place, told))


def _outcome(asked: Outcome) -> str:
    name, weeks = outcome(asked)
    return _quoted(name) if weeks is None else f"{{ metric = {_quoted(name)}, window = {_quoted(weeks)} }}"


def _toml(value: Any) -> str:
    """A plain value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_quoted(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return repr(value)
