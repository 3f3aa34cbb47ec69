"""Questions about scenarios that take many runs: compare, attribute, threshold, sensitivity."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from . import _native
from ._answer import Answer, answer_place
from ._progress import Progress, shown
from ._scenario import Scenario, as_scenario
from ._toml import quoted, toml_text
from ._values import Outcome, outcome, outcomes_of, plain, real, refuse, seeds_of, several, whole

_Path = str | os.PathLike[str]


def compare(
    scenarios: _Path | Sequence[Scenario | _Path],
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
    arms = [as_scenario(one) for one in ([scenarios] if isinstance(scenarios, Scenario) else several(scenarios))]
    if seeds is not None:
        asked = seeds_of(seeds)
        arms = [arm.set(seeds=asked) for arm in arms]
    metrics = outcomes_of(metric, "metric")
    detectable = None if detect is None else real(detect, "detect")
    replayed = None if replay is None else whole(replay, "replay")
    native_arms = [arm._native for arm in _told_apart(arms)]
    place = answer_place(out, threads, force)
    with shown(progress, "compare") as told:
        return Answer(_native.compare(native_arms, metrics, weeks, detectable, replayed, place, told))


def _weeks(at: int | None, over: str | None) -> str | None:
    """The week or the weeks in which metrics are read, as text."""
    if at is not None and over is not None:
        raise ValueError("give either at or over")
    if over is not None and not isinstance(over, str):
        raise TypeError(f'over cannot be {over!r}: the first and last week as text, such as "104..260"')
    return over if at is None else str(whole(at, "at"))


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
    asked = [_lever(*lever) for lever in levers.items()] if isinstance(levers, Mapping) else several(levers)
    if not asked:
        raise ValueError('levers is empty: name at least one, such as "enablers.blindness"')
    world = as_scenario(scenario)
    with shown(progress, "threshold") as told:
        place = answer_place(out, threads, force)
        return Answer(_native.threshold(world._native, asked, practice, bool(map), place, told))


def _lever(path: str, between: Any) -> str:
    ends = plain(between, path)
    if not isinstance(ends, list) or len(ends) != 2:
        raise ValueError(f"levers: {path} needs its least and greatest value, such as (0, 0.5), not {between!r}")
    return "{}={}..{}".format(
        path, *(real(end, f"levers: {path}") if isinstance(end, bool | str) else end for end in ends)
    )


def sensitivity(
    what: Scenario | _Path,
    factors: Mapping[str, Any] | None = None,
    metric: Outcome | None = None,
    *,
    method: Literal["morris", "sobol"] = "morris",
    trajectories: int | None = None,
    levels: int | None = None,
    blocks: int | None = None,
    design_seed: int | None = None,
    seeds: int | Iterable[int] | None = None,
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
        also says everything else but ``method``.
    factors : mapping, optional
        Dotted paths with the range of each: ``(0.01, 0.04)``, ``"catalogue"``, or ``{"around": 0.2}``.
    metric : str or (str, window), optional
        What is read off each run; ``"dark_share"`` if left out.
    method : {"morris", "sobol"}
        Elementary effects, which show with few runs which factors matter; or Sobol' indices, shares of the variance.
    trajectories, levels : int, optional
        For elementary effects: points are trajectories × (factors + 1); 20 and 4 if left out.
    blocks : int, optional
        For Sobol' indices: points are blocks × (factors + 2); 128 if left out.
    design_seed : int, optional
        The seed of the points; 1 if left out.
    seeds : int or iterable of int, optional
        Seeds at each point; 5 if left out.
    threads, out, force, progress
        As for :func:`run`.

    Returns
    -------
    Answer
        With tables ``factors`` (a row per factor), ``points`` and ``outcomes``.

    Raises
    ------
    TypeError
        If there is nothing to vary, or an argument is given that would have no effect.
    """
    if method not in ("morris", "sobol"):
        raise ValueError(f'method cannot be {method!r}: "morris" or "sobol"')
    place = answer_place(out, threads, force)
    of_morris, of_sobol = {"trajectories": trajectories, "levels": levels}, {"blocks": blocks}
    if factors is None:
        if isinstance(what, Scenario):
            raise TypeError("the sensitivity of a scenario needs factors: what to vary")
        given = {"metric": metric, **of_morris, **of_sobol, "design_seed": design_seed, "seeds": seeds}
        refuse("with a file of a sensitivity analysis, which says it itself", **given)
        with shown(progress, "sensitivity") as told:
            return Answer(_native.sensitivity(os.fspath(what), None, "", method, place, told))
    refuse(f'with method="{method}"', **(of_sobol if method == "morris" else of_morris))
    asked = as_scenario(what).set(seeds=5 if seeds is None else seeds)
    name, weeks = outcome("dark_share" if metric is None else metric)

    def number(value: int | None, default: int, what: str) -> int:
        return default if value is None else whole(value, what)

    lines = [f"metric = {quoted(name)}", f"design_seed = {number(design_seed, 1, 'design_seed')}"]
    lines += [] if weeks is None else [f"window = {quoted(weeks)}"]
    lines += ["[morris]", f"trajectories = {number(trajectories, 20, 'trajectories')}"]
    lines += [f"levels = {number(levels, 4, 'levels')}", "[sobol]", f"blocks = {number(blocks, 128, 'blocks')}"]
    lines += ["[factors]"] + [f"{quoted(path)} = {toml_text(plain(over, path))}" for path, over in factors.items()]
    with shown(progress, "sensitivity") as told:
        return Answer(_native.sensitivity(None, asked._native, "\n".join(lines), method, place, told))
