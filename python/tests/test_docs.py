"""The code blocks of docs/python.md and of the README, and the examples in docstrings."""

from __future__ import annotations

import doctest
import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import darkside as ds

HERE = Path(__file__).resolve().parents[1]
GUIDE = next(path for path in (HERE / "python.md", HERE.parent / "docs" / "python.md") if path.exists())
FRONT = next(path for path in (HERE.parent / "README.md", HERE / "README.md") if path.exists())


def blocks(language: str, page: Path = GUIDE) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", blocks("python") + blocks("python", FRONT))
def test_the_guides_python_runs(code: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", blocks("r"))
def test_the_guides_r_runs(code: str, tmp_path: Path, small: ds.Scenario) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed")
    for package in re.findall(r"library\((\w+)\)", code):
        if subprocess.run([rscript, "-e", f"library({package})"], capture_output=True, check=False).returncode:
            pytest.skip(f"R's {package} is not installed")
    ds.run(small, out=tmp_path / "out", formats=["csv"], charts=False)
    environment = {"RETICULATE_PYTHON": sys.executable, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [rscript, "-e", code], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("part", ["_scenario", "_organisation", "_run", "_simulation", "_simulate", "_questions"])
def test_examples_in_docstrings_hold(part: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"darkside.{part}"))
    assert failed == 0 and tried > 0


def test_everything_public_is_documented() -> None:
    for name in ds.__all__:
        thing = getattr(ds, name)
        assert name == "__version__" or (thing.__doc__ or "").strip(), name
        if isinstance(thing, type):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert (value.__doc__ or "").strip(), f"{name}.{member}"
