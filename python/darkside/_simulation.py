"""A run, week by week."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from . import _native
from ._progress import thread_count
from ._scenario import Scenario, as_scenario
from ._table import Table
from ._values import whole


class State(NamedTuple):
    """The state at the end of a week: copies, which do not change when the simulation goes on."""

    relationships: Table
    """One row per relationship: ``manager``, ``closeness``, ``value``, ``phase``, intensities, flags, practices in use."""
    ties: Table
    """One row per tie: ``source`` looks at ``target`` with ``weight``."""


class Simulation:
    """One scenario under one seed, week by week.

    It only steps, and nothing is changed from outside: interventions are written into the scenario (``[[intervention]]``), so that the
    same scenario and seed give the same weeks. It cannot be copied; begin another one.

    Iterating steps to the last week and yields the number of each week. :attr:`state` copies the state into tables, whose columns
    numpy reads in place: ``numpy.asarray(simulation.state.relationships["closeness"])`` is a view of that copy.

    Parameters
    ----------
    scenario : Scenario, str or path
        What to run.
    seed : int, optional
        The seed; the scenario's first one if left out.
    threads : int
        Threads to use within a week, for populations of more than a thousand managers.

    Examples
    --------
    >>> import darkside as ds
    >>> small = ds.scenario("baseline").set({"population.managers": 20, "population.firms": 1}, weeks=3)
    >>> list(ds.Simulation(small, seed=1))
    [1, 2, 3]
    """

    def __init__(
        self, scenario: Scenario | str | os.PathLike[str], seed: int | None = None, *, threads: int = 1
    ) -> None:
        self.scenario = as_scenario(scenario)
        self.seed = self.scenario.seeds.start if seed is None else whole(seed, "seed")
        self._native = _native.Simulation(self.scenario._native, self.seed, thread_count(threads))

    @property
    def week(self) -> int:
        """The last week simulated; 0 at the beginning."""
        return self._native.week

    @property
    def state(self) -> State:
        """Copies of every relationship and tie at the end of this week."""
        relationships, ties = self._native.state()
        return State(Table(relationships), Table(ties))

    @property
    def series(self) -> Table:
        """The series so far: one row per week from 0, a column per metric."""
        return Table(self._native.series())

    def step(self, weeks: int = 1) -> int:
        """Simulates this many weeks, or those that are left; returns the week reached."""
        return self._native.step(whole(weeks, "weeks", 0, 2**32 - 1))

    def __iter__(self) -> Iterator[int]:
        while self.week < self.scenario.weeks:
            yield self.step()

    def __copy__(self) -> Simulation:
        raise TypeError(
            "a simulation cannot be copied; begin another with the same scenario and seed, and step it to the same week"
        )

    def __deepcopy__(self, memo: object) -> Simulation:
        return self.__copy__()

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a simulation cannot be pickled; send its scenario and seed, and begin another")

    def __repr__(self) -> str:
        return (
            f"<darkside.Simulation {self.scenario.name!r}, seed {self.seed}, week {self.week} of {self.scenario.weeks}>"
        )
