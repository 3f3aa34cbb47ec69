"""Questions that take many runs: compare, attribute, threshold, survey, identify, power, sensitivity, test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from . import _native
from ._answer import Answer, answer_place
from ._progress import Progress, shown
from ._scenario import Scenario, as_scenario
from ._toml import quoted, toml_text
from ._values import Outcome, outcome, plain

_Path = str | os.PathLike[str]


def compare(
    scenarios: Sequence[Scenario | _Path],
    metric: Outcome | Sequence[Outcome] = ("dark_cost", "value", "visible_value", "dark_share"),
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
    """How scenarios differ from the first of them, paired by seed.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or path
        The arms. The others are compared with the first, under its seeds. Arms of the same name are numbered.
    metric : str or sequence of str
        What is read off each run.
    at : int, optional
        The week at whose end the metric is read; the last if left out.
    over : str, optional
        Weeks over which the metric is averaged, such as ``"104..260"``.
    seeds : int or iterable of int, optional
        Seeds of every arm.
    detect : float, optional
        A difference: the answer says how many seeds it would take to show one that small.
    replay : int, optional
        A seed: also lists what exists in only one of the first two arms under it.
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
    weeks = _weeks(at, over)
    arms = [as_scenario(one) for one in scenarios]
    if seeds is not None:
        arms = [arm.set(seeds=seeds) for arm in arms]
    metrics = [outcome(one) for one in _each(metric)]
    native_arms = [arm._native for arm in _told_apart(arms)]
    with shown(progress, "compare") as told:
        return Answer(
            _native.compare(native_arms, metrics, weeks, detect, replay, answer_place(out, threads, force), told)
        )


def _weeks(at: int | None, over: str | None) -> str | None:
    """The week or the weeks in which metrics are read, as text."""
    if at is not None and over is not None:
        raise ValueError("give either at or over")
    return over if at is None else str(plain(at, "at"))


def _each(metric: Any) -> list[Outcome]:
    """The metrics as a list: from one name, one name with its window, or several of these."""
    if isinstance(metric, str):
        return [metric]
    if isinstance(metric, tuple) and len(metric) == 2 and str(metric[1])[:1].isdigit():
        return [(str(metric[0]), metric[1])]
    return list(metric)


def _told_apart(arms: Sequence[Scenario]) -> list[Scenario]:
    """The arms, with a number added to names that occur before."""
    names: list[str] = []
    for arm in arms:
        number, name = 2, arm.name
        while name in names:
            number, name = number + 1, f"{arm.name}-{number}"
        names.append(name)
    return [arm if arm.name == name else arm.set(name=name) for arm, name in zip(arms, names)]


def attribute(
    scenario: Scenario | _Path,
    metric: str = "dark_cost",
    *,
    at: int | None = None,
    over: str | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Which mechanism caused the dark side: the mechanisms' Shapley shares, beside what the ledger counts.

    Parameters
    ----------
    scenario : Scenario, str or path
        The scenario in which mechanisms are knocked out, in every combination, under its seeds.
    metric : str
        The metric that is shared out among them.
    at, over
        When it is read, as for :func:`compare`.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``attribution`` (a row per mechanism), ``spreading`` (volume, mix and placement; absent if the
        scenario's own contagion is yoked), ``coalitions`` and ``values``.
    """
    asked, weeks = as_scenario(scenario), _weeks(at, over)
    with shown(progress, "attribute") as told:
        return Answer(_native.attribute(asked._native, metric, weeks, answer_place(out, threads, force), told))


def threshold(
    scenario: Scenario | _Path,
    levers: str | Sequence[str] | Mapping[str, tuple[float, float]],
    *,
    practice: str | None = None,
    map: bool = False,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """The value of a lever at which a practice stops taking off.

    Parameters
    ----------
    scenario : Scenario, str or path
        The scenario that introduces the practice; its seeds are run at each value tried.
    levers : str, sequence or mapping
        A dotted path such as ``"enablers.blindness"``, several paths, or paths with their ranges: ``{"lapse.audit": (0, 0.5)}``.
    practice : str, optional
        The practice; if left out, the one that the scenario introduces.
    map : bool
        Also vary the two levers together.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``levers`` (a row per lever: its threshold with the interval), ``points``, ``runs``, ``spectral``, and, if asked for,
        ``map``.
    """
    if isinstance(levers, str):
        asked = [levers]
    elif isinstance(levers, Mapping):
        asked = [f"{path}={plain(low, path)}..{plain(high, path)}" for path, (low, high) in levers.items()]
    else:
        asked = list(levers)
    world = as_scenario(scenario)
    with shown(progress, "threshold") as told:
        place = answer_place(out, threads, force)
        return Answer(_native.threshold(world._native, asked, practice, bool(map), place, told))


def survey(
    scenario: Scenario | _Path,
    design: Mapping[str, Any] | None = None,
    *,
    seeds: int | Iterable[int] | None = None,
    programs: Sequence[str] = (),
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """What a field study would see of a scenario: one panel per seed, with the truth beside it.

    Parameters
    ----------
    scenario : Scenario, str or path
        The world to survey; its ``[survey]`` table is the design, if it has one.
    design : mapping, optional
        Values that override the design's, such as ``{"weeks": [104, 156], "response": 0.7}``.
    seeds : int or iterable of int, optional
        As for :meth:`Scenario.set`; the scenario's if left out.
    programs : sequence of str
        Programs for which files are also written into ``out``: ``"rsiena"``, ``"igraph"``, ``"networkx"``, ``"stata"``, ``"spss"``.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``wave_managers``, ``wave_ties``, ``wave_accounts``; the truth in ``truth_managers``, ``truth_ties``,
        ``truth_accounts`` and ``truth_transmissions``; and ``codebook``, ``reliability``, ``reported``.
    """
    asked = as_scenario(scenario)
    changes = {f"survey.{key}": value for key, value in (design or {}).items()}
    if changes or seeds is not None:
        asked = asked.set(changes, seeds=seeds)
    with shown(progress, "survey") as told:
        return Answer(_native.survey(asked._native, list(programs), answer_place(out, threads, force), told))


def identify(
    file: _Path,
    *,
    seeds: int | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Which method finds the contagion that was put in: a file's worlds, surveys and methods, scored against the truth.

    Parameters
    ----------
    file : str or path
        A file of ``darkside identify``, or the shipped ``"identify/bench"``.
    seeds : int, optional
        Panels of each world and design, in place of the file's.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With the tables of ``darkside identify``: the truth of each world, and the score of each method.
    """
    return _from_file(_native.identify, "identify", file, seeds, answer_place(out, threads, force), progress)


def power(
    file: _Path,
    *,
    seeds: int | None = None,
    threads: int | None = None,
    out: _Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """How large a study must be: the power of studies of various sizes.

    Parameters
    ----------
    file : str or path
        A file of ``darkside power``, or the shipped ``"power/contagion"``.
    seeds : int, optional
        The most panels of a study, in place of the file's budget.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With the tables of ``darkside power``.
    """
    return _from_file(_native.power, "power", file, seeds, answer_place(out, threads, force), progress)


def _from_file(
    ask: Callable[..., Any], name: str, file: _Path, seeds: int | None, place: dict[str, Any], progress: Progress
) -> Answer:
    wanted = None if seeds is None else int(plain(seeds, "seeds"))
    with shown(progress, name) as told:
        return Answer(ask(os.fspath(file), wanted, place, told))


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
        The scenario to vary; or, without ``factors``, a file of ``darkside sensitivity`` such as ``"sensitivity/levers"``, which
        also holds everything else.
    factors : mapping, optional
        Dotted paths with the range of each: ``(0.01, 0.04)``, ``"catalogue"``, or ``{"around": 0.2}``.
    metric : str or (str, window)
        What is read off each run.
    method : {"morris", "sobol"}
        Elementary effects, which show with few runs which factors matter; or Sobol' indices, shares of the variance.
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
    place = answer_place(out, threads, force)
    if factors is None:
        with shown(progress, "sensitivity") as told:
            return Answer(_native.sensitivity(os.fspath(what), None, "", method, place, told))  # type: ignore[arg-type]
    asked = as_scenario(what).set(seeds=seeds)
    name, weeks = outcome(metric)
    lines = [f"metric = {quoted(name)}", f"design_seed = {int(design_seed)}"]
    lines += [] if weeks is None else [f"window = {quoted(weeks)}"]
    lines += [
        "[morris]",
        f"trajectories = {int(trajectories)}",
        f"levels = {int(levels)}",
        "[sobol]",
        f"blocks = {int(blocks)}",
    ]
    lines += ["[factors]"] + [f"{quoted(path)} = {toml_text(plain(over, path))}" for path, over in factors.items()]
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
        Weeks to simulate in every arm; the plan is then not the file's.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``verdicts``, ``contrasts`` and ``values``; ``sentences`` has a line per hypothesis.
    """
    with shown(progress, "test") as told:
        return Answer(_native.test(os.fspath(file), seeds, weeks, answer_place(out, threads, force), told))
