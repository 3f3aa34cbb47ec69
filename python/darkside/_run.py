"""Runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import _native
from ._page import Page, Picture, ends_in
from ._progress import Progress, shown, thread_count
from ._scenario import Scenario, as_scenario
from ._table import Table
from ._values import nearest, several

#: The tables that runs have.
_TABLES = (
    "series", "summary", "ledger", "lapses", "onsets", "snapshots", "ties", "totals", "transmissions", "reproduction",
    "exposure", "transitions", "groups", "waves", "cohorts", "attack_rates", "senders", "bridges", "footprints", "managers",
    "accounts",
)  # fmt: skip


class Run:
    """A finished run: one scenario under many seeds.

    Made by :func:`run` and :func:`open_run`. Tables have the columns that ``darkside run`` writes.

    Attributes
    ----------
    series : Table
        One row per seed and week, a column per metric (:func:`metrics`).
    summary : Table
        One row per week and metric, over seeds: mean, standard deviation, Student's 95 % interval.
    ledger, lapses, onsets : Table or None
        One row per adoption, per practice given up, per dark flag turned on; ``None`` if ``record`` switches them off.
    snapshots, ties : Table or None
        Relationships and ties of the first seed at four moments.
    totals, transmissions, reproduction, exposure, transitions, groups : Table
        Over seeds: figures of whole runs; adoptions by mechanism and locus; case reproduction; adoptions per exposure; weekly
        transitions; means by group of managers.
    waves, cohorts, attack_rates, senders : Table
        Over seeds: how each practice and effect spread; reproduction numbers by cohort; whom it reached; who passed it on.
    bridges : Table or None
        One row per seed, practice and office that the practice reached from another office; ``None`` without a ledger.
    footprints : Table or None
        One row per seed, week, effect or practice, and level: how alike it is along ties and within portfolios, offices and firms;
        ``None`` unless ``record.footprints`` sets the number of weeks between them.
    managers : Table
        One row per manager: seat (called ``manager`` in the other tables), id, firm, office, tenure and imported columns.
    accounts : Table or None
        One row per account; ``None`` if accounts have no names.
    """

    def __init__(self, native: _native.Run) -> None:
        self._native = native

    @property
    def scenario(self) -> Scenario | None:
        """The scenario; ``None`` for a directory with an imported organisation, which it does not hold."""
        native = self._native.scenario
        return None if native is None else Scenario(native)

    @property
    def digest(self) -> str:
        """The digest of the results, equal to the command's: 64 hexadecimal digits."""
        return self._native.digest

    @property
    def digests(self) -> list[str]:
        """The digest of each seed; empty for a directory of more than 10,000 seeds."""
        return self._native.digests

    @property
    def directory(self) -> Path | None:
        """Where the results are; ``None`` for a run in memory."""
        directory = self._native.directory
        return None if directory is None else Path(directory)

    def table(self, name: str) -> Table | None:
        """A table by its name; ``None`` if the run did not record it.

        Raises
        ------
        LookupError
            If no run has a table of this name.
        """
        if name not in _TABLES:
            raise LookupError(f"there is no table {name!r}; {nearest(name, _TABLES)}")
        for one in (name, f"{name}.csv"):
            native = self._native.table(one)
            if native is not None:
                return Table(native)
        return None

    def _whole(self, name: str) -> Table:
        table = self.table(name)
        if table is None:
            raise LookupError(f"the run has no table {name}")
        return table

    @property
    def series(self) -> Table:
        """One row per seed and week."""
        return self._whole("series")

    @property
    def summary(self) -> Table:
        """One row per week and metric, over seeds."""
        return self._whole("summary")

    @property
    def ledger(self) -> Table | None:
        """One row per adoption."""
        return self.table("ledger")

    @property
    def lapses(self) -> Table | None:
        """One row per practice given up."""
        return self.table("lapses")

    @property
    def onsets(self) -> Table | None:
        """One row per dark flag turned on."""
        return self.table("onsets")

    @property
    def snapshots(self) -> Table | None:
        """Relationships of the first seed at four moments."""
        return self.table("snapshots")

    @property
    def ties(self) -> Table | None:
        """Ties of the first seed at the same moments."""
        return self.table("ties")

    @property
    def totals(self) -> Table:
        """Figures of whole runs, over seeds."""
        return self._whole("totals")

    @property
    def transmissions(self) -> Table:
        """Adoptions and onsets by mechanism and locus."""
        return self._whole("transmissions")

    @property
    def reproduction(self) -> Table:
        """Case reproduction numbers."""
        return self._whole("reproduction")

    @property
    def exposure(self) -> Table:
        """Adoptions per exposure."""
        return self._whole("exposure")

    @property
    def transitions(self) -> Table:
        """Transitions between phases and between alignment patterns."""
        return self._whole("transitions")

    @property
    def waves(self) -> Table:
        """Figures of how each practice and effect spread."""
        return self._whole("waves")

    @property
    def cohorts(self) -> Table:
        """Reproduction numbers by cohort."""
        return self._whole("cohorts")

    @property
    def attack_rates(self) -> Table:
        """Whom each practice and effect reached, and when."""
        return self._whole("attack_rates")

    @property
    def senders(self) -> Table:
        """Who passed each practice on."""
        return self._whole("senders")

    @property
    def bridges(self) -> Table | None:
        """How practices reached offices from other offices."""
        return self.table("bridges")

    @property
    def footprints(self) -> Table | None:
        """How alike effects and practices are along ties and within portfolios, offices and firms."""
        return self.table("footprints")

    @property
    def groups(self) -> Table:
        """Means by group of managers."""
        return self._whole("groups")

    @property
    def managers(self) -> Table:
        """Who sits in which seat."""
        return self._whole("managers")

    @property
    def accounts(self) -> Table | None:
        """The names of the accounts."""
        return self.table("accounts")

    def plot(self, chart: str = "trajectories", *, save: str | os.PathLike[str] | None = None) -> Picture:
        """One of the pictures of the report.

        Parameters
        ----------
        chart : str
            Its name; :func:`charts` lists them.
        save : path, optional
            An SVG file to write it to; its name ends in ``.svg``.

        Raises
        ------
        ScenarioError
            If there is no such picture, or the run has no data for it.
        ValueError
            If ``save`` has another ending.
        """
        path = None if save is None else ends_in(save, ".svg")
        picture = Picture(self._native.svg(chart))
        if path is not None:
            picture.save(path)
        return picture

    def report(self, *, save: str | os.PathLike[str] | None = None) -> Page:
        """The report of the run: one page, shown inline in a notebook; ``save`` is an HTML file to write it to."""
        path = None if save is None else ends_in(save, ".html", ".htm")
        page = Page(self._native.report())
        if path is not None:
            page.save(path)
        return page

    def save(
        self,
        directory: str | os.PathLike[str],
        *,
        formats: Sequence[str] = ("parquet",),
        charts: bool = True,
        force: bool = False,
    ) -> Path:
        """Writes the directory that ``darkside run`` writes: the same bytes, except for times and command line in ``run.json``.

        Parameters
        ----------
        directory : path
            Where to write; created if it does not exist.
        formats : sequence of str
            Formats of the long tables: ``"parquet"``, ``"csv"``, or ``"spreadsheet"`` (CSV with a byte-order mark).
        charts : bool
            Whether to draw pictures and write the report.
        force : bool
            Whether to replace other results that are there.

        Raises
        ------
        ScenarioError
            If the directory holds something else, or the run already has a directory.
        MachineError
            If anything cannot be written.
        """
        self._native.save(_place(directory, formats, 1, force, charts))
        return Path(directory)

    def __repr__(self) -> str:
        where = "in memory" if self.directory is None else f"in {self.directory}"
        scenario = self.scenario
        what = "" if scenario is None else f" {scenario.name!r}, {len(scenario.seeds)} seeds, {scenario.weeks} weeks,"
        return f"<darkside.Run{what} {where}, digest {self.digest[:8]}>"


def _place(
    directory: str | os.PathLike[str], formats: Sequence[str], threads: int, force: bool, charts: bool
) -> dict[str, Any]:
    return {
        "directory": os.fspath(directory),
        "formats": several(formats),
        "threads": threads,
        "force": force,
        "charts": charts,
    }


def run(
    scenario: Scenario | str | os.PathLike[str],
    *,
    threads: int | None = None,
    progress: Progress = None,
    out: str | os.PathLike[str] | None = None,
    formats: Sequence[str] = ("parquet",),
    charts: bool = True,
    force: bool = False,
) -> Run:
    """Runs a scenario under its seeds.

    The same scenario, seeds and version give the same results on any machine and any number of threads, and the same digest as
    ``darkside run``. Other Python threads keep running. Ctrl-C stops the run.

    Parameters
    ----------
    scenario : Scenario, str or path
        The scenario to run, or a name, path or text that :func:`scenario` reads.
    threads : int, optional
        Threads to use; all cores if left out.
    progress : bool or callable
        ``True`` shows a bar (tqdm's, if it is installed); a callable is called with the runs done and in all, at most ten times a
        second. An exception that it raises stops the run.
    out : path, optional
        A directory to run into, as the command does: memory stays small, an interrupted run resumes where it was, a finished one is
        opened. Without it, results stay in memory: about 0.1 MB a seed for the series and 30 bytes an adoption.
    formats, charts, force
        With ``out``: as in :meth:`Run.save`.

    Returns
    -------
    Run

    Raises
    ------
    ScenarioError
        If the scenario or the directory makes no sense.
    MachineError
        If memory does not suffice or anything cannot be written.
    RunPanic
        If the engine fails, with the scenario and seed that reproduce it.

    Examples
    --------
    >>> import darkside as ds
    >>> small = ds.scenario("baseline").set({"population.managers": 20, "population.firms": 1}, seeds=2, weeks=10)
    >>> run = ds.run(small)
    >>> run.series.shape[0]
    22
    """
    asked = as_scenario(scenario)
    count = thread_count(threads)
    with shown(progress, asked.name) as told:
        if out is None:
            return Run(_native.run(asked._native, count, told))
        return Run(_native.run_into(asked._native, _place(out, formats, count, force, charts), told))


def open_run(directory: str | os.PathLike[str]) -> Run:
    """Opens the directory of a finished run.

    Raises
    ------
    ScenarioError, MachineError
        If it holds no finished run.
    """
    return Run(_native.open_run(directory))


def charts() -> dict[str, str]:
    """The pictures that :meth:`Run.plot` draws, with what each shows."""
    return dict(_native.charts())
