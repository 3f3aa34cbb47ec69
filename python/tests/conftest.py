"""What the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import darkside as ds

ROOT = Path(__file__).resolve().parents[2]
SMALL = {"population.managers": 20, "population.firms": 2}


@pytest.fixture(scope="session")
def small() -> ds.Scenario:
    """Twenty managers, three seeds, thirty weeks."""
    return ds.scenario("baseline").set(SMALL, seeds=3, weeks=30)


@pytest.fixture(scope="session")
def run(small: ds.Scenario) -> ds.Run:
    return ds.run(small, threads=2)


@pytest.fixture(scope="session")
def command() -> Callable[..., str]:
    """Runs the command `darkside` and returns what it prints."""
    built = os.environ.get("DARKSIDE") or shutil.which("darkside", path=str(ROOT / "target" / "debug"))
    if built is None:
        pytest.skip("the command is not built: cargo build")
    path: str = built

    def call(*arguments: str | os.PathLike[str]) -> str:
        done = subprocess.run(
            [path, *(os.fspath(argument) for argument in arguments)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call
