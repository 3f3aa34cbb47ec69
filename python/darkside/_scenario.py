"""Scenarios as values."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from . import _native
from ._errors import ScenarioError
from ._table import Table
from ._values import plain, seeds_of


class Scenario:
    """A scenario: complete, checked, immutable.

    Made by :func:`scenario`, :func:`organisation` and :meth:`set`. Equal scenarios compare and hash as equal. Pickling keeps
    everything that they hold, including an imported organisation, so they can be sent to other processes and machines.
    """

    def __init__(self, native: _native.Scenario) -> None:
        self._native = native

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("_native", "_differences", "_digest") and name not in self.__dict__:
            object.__setattr__(self, name, value)
            return
        raise AttributeError("a scenario does not change; set() gives another one")

    @property
    def name(self) -> str:
        """Its short name."""
        return self._native.name

    @property
    def question(self) -> str:
        """The question that it answers; may be empty."""
        return self._native.question

    @property
    def look_at(self) -> str:
        """What to look at in the results; may be empty."""
        return self._native.look_at

    @property
    def weeks(self) -> int:
        """Weeks to simulate."""
        return self._native.weeks

    @property
    def seeds(self) -> range:
        """The seeds to run."""
        first, count = self._native.seeds
        return range(first, first + count)

    @property
    def practices(self) -> list[str]:
        """Names of the practices, in the order of the catalogue."""
        return self._native.practices

    @property
    def organisation(self) -> str:
        """What was understood of an imported organisation, as ``darkside check`` prints it; empty if nothing is imported.

        Says what each column was read as, which were left out, and what is allowed but rarely meant: read it before you trust a result.
        """
        lines = self._native.organisation()
        width = max((len(label) for label, _ in lines), default=0)
        return "\n".join(f"{label:{width}}  {words}" for label, words in lines)

    @cached_property
    def _digest(self) -> str:
        return self._native.inputs()

    @property
    def inputs(self) -> str:
        """The digest of everything that results depend on: 64 hexadecimal digits."""
        return self._digest

    def set(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        seeds: int | Iterable[int] | None = None,
        weeks: int | None = None,
        name: str | None = None,
    ) -> Scenario:
        """This scenario with other values.

        Parameters
        ----------
        values : mapping of str to value
            Dotted paths of parameters (``contagion.programme``), of one effect's number (``dark_side.harm.conflict``) or of a
            practice's field (``practice.open_book_sharing.complexity``). :func:`parameters` lists units and ranges. numpy scalars,
            ``Decimal`` and paths count as the numbers and strings that they stand for. Groups may be nested:
            ``{"lapse": {"audit": 0.05}}``.
        seeds : int or iterable of int
            How many seeds to run, or which: consecutive whole numbers, from a range, a list, a set or a generator.
        weeks : int
            Weeks to simulate.
        name : str
            Another name.

        Returns
        -------
        Scenario
            Another scenario; this one does not change.

        Raises
        ------
        ScenarioError
            If a path names nothing, or a value is not allowed, alone or together with others.
        TypeError
            If a value is of a type that no scenario holds, such as a date or ``None``.

        Examples
        --------
        >>> import darkside as ds
        >>> ds.scenario("baseline").set({"contagion.programme": 0.03}, seeds=range(1, 101)).seeds
        range(1, 101)
        """
        if values is not None and not isinstance(values, Mapping):
            kind = type(values).__name__
            raise TypeError(f"values is a {kind}; give a mapping of paths to values (a Series: its to_dict())")
        changes = list(_flat(values or {}))
        if seeds is not None:
            asked = seeds_of(seeds)
            if isinstance(asked, range):
                changes.append(("run.seed", asked.start))
            changes.append(("run.seeds", asked if isinstance(asked, int) else len(asked)))
        if weeks is not None:
            changes.append(("run.weeks", plain(weeks, "weeks")))
        native = self._native.with_values(changes) if changes else self._native
        return Scenario(native if name is None else native.named(name))

    def to_toml(self) -> str:
        """Every value as TOML, which :func:`scenario` reads.

        An imported organisation is only summed up in comments, as ``darkside show`` does, and :func:`scenario` refuses such text;
        pickle keeps it.
        """
        return self._native.to_toml()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes :meth:`to_toml` to a file.

        Raises
        ------
        ScenarioError
            If the scenario has an imported organisation, which TOML does not hold.
        """
        if self._native.network() is not None:
            raise _no_organisation()
        Path(path).write_text(self.to_toml(), encoding="utf-8")

    @cached_property
    def _differences(self) -> dict[str, tuple[Any, Any]]:
        mine, base = (_leaves(json.loads(one.to_json())) for one in (self._native, _baseline()._native))
        told = ("name", "question", "look_at")
        paths = [path for path in {**base, **mine} if path not in told]
        return {path: (mine.get(path), base.get(path)) for path in paths if mine.get(path) != base.get(path)}

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """What differs from the baseline: by path, this scenario's value and the baseline's (``None`` if there is none)."""
        return dict(self._differences)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return self._native == other._native

    def __hash__(self) -> int:
        return hash(self._digest)

    def __reduce__(self) -> tuple[Any, ...]:
        native = self._native
        return _restore, (_native.VERSION, native.name, native.to_toml(), native.network())

    def __copy__(self) -> Scenario:
        return self

    def __deepcopy__(self, memo: object) -> Scenario:
        return self

    def __repr__(self) -> str:
        lines = [
            f"<darkside.Scenario {self.name!r}: {len(self.seeds)} seeds from {self.seeds.start}, {self.weeks} weeks"
        ]
        lines += [f"  {path} = {_short(mine)}" for path, (mine, _) in self._differences.items() if path[:4] != "run."]
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(path)}</td><td>{_short(mine)}</td><td>{_short(base)}</td></tr>"
            for path, (mine, base) in self._differences.items()
        )
        seeds = f"{len(self.seeds)} seeds from {self.seeds.start}, {self.weeks} weeks"
        table = f"<table><thead><tr><th>differs</th><th>here</th><th>baseline</th></tr></thead><tbody>{rows}</tbody></table>"
        head = f"<p><b>{html.escape(self.name)}</b>, {seeds}<br>{html.escape(self.question)}</p>"
        return head + (table if rows else "")


def _flat(values: Mapping[Any, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted paths with their values; nested groups, such as ``lapse`` or one practice, are opened."""
    for key, value in values.items():
        path = f"{within}{key}"
        is_group = "." not in path or (path.startswith("practice.") and path.count(".") == 1)
        if is_group and isinstance(value, Mapping):
            yield from _flat(value, f"{path}.")
        else:
            yield path, plain(value, path)


def _leaves(tree: Any, path: str = "") -> dict[str, Any]:
    if isinstance(tree, dict):
        found: dict[str, Any] = {}
        for key, value in tree.items():
            found |= _leaves(value, f"{path}.{key}" if path else key)
        return found
    if isinstance(tree, list) and tree and all(isinstance(one, dict) and "name" in one for one in tree):
        return _leaves({str(one["name"]): {k: v for k, v in one.items() if k != "name"} for one in tree}, path)
    return {} if tree == [] else {path: tree}


def _short(value: Any) -> str:
    text = html.escape(json.dumps(value, ensure_ascii=False), quote=False)
    return text if len(text) <= 80 else text[:79] + "…"


_kept_baseline: list[Scenario] = []


def _baseline() -> Scenario:
    if not _kept_baseline:
        _kept_baseline.append(Scenario(_native.Scenario.load("baseline")))
    return _kept_baseline[0]


def _no_organisation() -> ScenarioError:
    what, instead = (
        "TOML does not hold an imported organisation",
        "keep its tables and give them to organisation(), or pickle it",
    )
    return ScenarioError(f"{what}\n  help: {instead}", message=what, help=instead)


def _restore(version: str, name: str, text: str, network: str | None) -> Scenario:
    try:
        return Scenario(_native.Scenario.restore(name, text, network))
    except ScenarioError as error:
        if version == _native.VERSION:
            raise
        raise ScenarioError(
            f"a scenario of version {version} cannot be read by version {_native.VERSION}: {error}"
        ) from error


def scenario(which: str | os.PathLike[str], *, name: str | None = None) -> Scenario:
    r"""Reads a scenario.

    Parameters
    ----------
    which : str or path
        A shipped scenario's name (:func:`scenarios` lists them), a file that ends in ``.toml`` or has a path separator, or TOML text
        (with a line break or ``=``). Text and files name only what differs from the defaults (:func:`parameters`), or from the
        scenario that they extend: begin with ``extends = "baseline"`` to change the baseline.
    name : str
        A name in place of its own.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        If there is no such scenario or anything in it is wrong; gives file, line, column and what is allowed.
    MachineError
        If a file cannot be read.

    Examples
    --------
    >>> import darkside as ds
    >>> ds.scenario("audited").name
    'audited'
    >>> ds.scenario('extends = "baseline"\n[run]\nweeks = 52').weeks
    52
    """
    if isinstance(which, os.PathLike):
        path = os.fspath(which)
        native = _native.Scenario.load(
            path if os.sep in path or path.endswith(".toml") else os.path.join(os.curdir, path)
        )
    elif not isinstance(which, str):
        raise TypeError(f"a scenario is a name, a path or TOML text, not a {type(which).__name__}")
    elif "\n" in which or "=" in which:
        native = _native.Scenario.read("scenario", which, "")
    else:
        native = _native.Scenario.load(which)
    return Scenario(native if name is None else native.named(name))


def scenarios() -> list[str]:
    """Names of the shipped scenarios."""
    return _native.scenarios()


def parameters() -> Table:
    """The catalogue of parameters.

    Columns ``path``, ``unit``, ``default``, ``baseline``, ``least``, ``greatest``, ``basis``, ``scope``, ``meaning``. ``default`` is the value where a text or file extends nothing, ``baseline`` the one in the shipped baseline. Both are TOML, since some
    are lists or tables.
    """
    return Table(_native.parameters())


def survey_settings() -> Table:
    """The values of a survey's design: ``path``, ``unit``, ``default``, ``least``, ``greatest``, ``basis``, ``meaning``.

    :func:`survey` takes them without ``survey.``, :meth:`Scenario.set` with it.
    """
    return Table(_native.survey_settings())


def metrics(scenario: Scenario | str = "baseline") -> Table:
    """Every metric that can be read off runs of a scenario: ``name``, ``unit``, ``meaning``.

    The columns of the series come first, then figures of whole runs.
    """
    return Table(_native.metrics(as_scenario(scenario)._native))


def as_scenario(which: Scenario | str | os.PathLike[str]) -> Scenario:
    """The scenario itself, or the one that a name, path or text stands for."""
    return which if isinstance(which, Scenario) else scenario(which)
