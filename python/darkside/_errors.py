"""Exceptions: the library's errors, with their contents as attributes."""

from __future__ import annotations

import re
from collections.abc import Callable

_MEANT = re.compile(r"did you mean [`\"]([^`\"]+)[`\"]")
_ALLOWED = re.compile(r"(?:allowed|fields|known(?: in `[^`]*`)?): (.+)|((?:one of|at least|at most) .+)", re.DOTALL)
_IS = re.compile(r"is column `([^`]+)` meant")


class DarksideError(Exception):
    """The base of every exception of this package."""


class _Told(DarksideError):
    """An error of the library.

    Attributes
    ----------
    message : str
        What is wrong, in one sentence.
    help : str or None
        What would be right.
    path : str or None
        The file or text that is wrong.
    line, column : int or None
        Where in it, from 1.
    """

    def __init__(
        self,
        text: str,
        *,
        message: str | None = None,
        help: str | None = None,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(text)
        self.message = text if message is None else message
        self.help = help
        self.path = path
        self.line = line
        self.column = column

    @property
    def allowed(self) -> str | None:
        """What is allowed, if the help lists it."""
        listed = _ALLOWED.match(self.help or "")
        return None if listed is None else listed[1] or listed[2]

    @property
    def suggestions(self) -> list[str]:
        """Names that were probably meant."""
        return _MEANT.findall(self.help or "") + _IS.findall(self.help or "")

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), str(self), self.__dict__.copy())


class ScenarioError(_Told, ValueError):
    """The input makes no sense: a scenario, a table, a metric, a directory.

    The text is the command's.

    Attributes
    ----------
    message : str
        What is wrong, in one sentence.
    help : str or None
        What would be right.
    allowed : str or None
        What is allowed.
    suggestions : list of str
        Names that were probably meant.
    path : str or None
        The file or text that is wrong.
    line, column : int or None
        Where in it, from 1.
    """


def reworded(error: ScenarioError, words: Callable[[str], str]) -> ScenarioError:
    """The same error, each of its texts in other words."""
    help = None if error.help is None else words(error.help)
    place = {"path": error.path, "line": error.line, "column": error.column}
    return ScenarioError(words(str(error)), message=words(error.message), help=help, **place)  # type: ignore[arg-type]


class MachineError(_Told, OSError):
    """The machine failed: a file that cannot be read or written, a full disk, too little memory."""


class RunPanic(DarksideError, RuntimeError):
    """A run failed inside the engine, which is a bug.

    Attributes
    ----------
    scenario : str or None
        The scenario as TOML.
    seed : int or None
        The seed. Both together reproduce the failure.
    """

    def __init__(self, text: str, *, scenario: str | None = None, seed: int | None = None) -> None:
        place = "" if seed is None else f"seed {seed}: "
        super().__init__(f"{place}the run panicked: {text}")
        self.scenario = scenario
        self.seed = seed


def _again(kind: type[_Told], text: str, facts: dict[str, object]) -> _Told:
    error = kind(text)
    error.__dict__.update(facts)
    return error
