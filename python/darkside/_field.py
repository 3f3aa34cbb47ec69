"""Questions that a study in the field raises, and tests of hypotheses: survey, identify, power, test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import _native
from ._answer import Answer, answer_place
from ._progress import Progress, shown
from ._scenario import Scenario, as_scenario
from ._values import several, whole

_Path = str | os.PathLike[str]
_MOST = 2**32 - 1


def survey(
    scenario: Scenario | _Path,
    design: Mapping[str, Any] | None = None,
    *,
    seeds: int | Iterable[int] | None = None,
    programs: str | Sequence[str] = (),
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
    programs : str or sequence of str
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
        return Answer(_native.survey(asked._native, several(programs), answer_place(out, threads, force), told))


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
    wanted = None if seeds is None else whole(seeds, "seeds", 1, _MOST)
    with shown(progress, name) as told:
        return Answer(ask(os.fspath(file), wanted, place, told))


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
    most = None if seeds is None else whole(seeds, "seeds", 1, _MOST)
    length = None if weeks is None else whole(weeks, "weeks", 1, _MOST)
    with shown(progress, "test") as told:
        return Answer(_native.test(os.fspath(file), most, length, answer_place(out, threads, force), told))
