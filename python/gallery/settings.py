"""What the gallery's examples share: their size, where figures go, and a closing line with versions and time.

With GALLERY=small, as in CI, everything is small; otherwise it has a realistic size.
"""

from __future__ import annotations

import atexit
import os
import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, TypeVar

import matplotlib

if not os.environ.get("DISPLAY"):
    matplotlib.use("Agg")

SMALL = os.environ.get("GALLERY") == "small"
_Figures = Path(os.environ.get("GALLERY_FIGURES", Path(__file__).parent / "figures"))
_Kind = TypeVar("_Kind")


def pick(full: _Kind, small: _Kind) -> _Kind:
    """The setting to use for the size of this run."""
    return small if SMALL else full


class _Figure(Protocol):
    def savefig(self, fname: str, *, dpi: float) -> object: ...


def keep(figure: _Figure, name: str) -> None:
    """Saves a figure beside the gallery, or in GALLERY_FIGURES."""
    _Figures.mkdir(exist_ok=True)
    figure.savefig(str(_Figures / f"{name}.png"), dpi=120)
    print(f"figure: {_Figures / name}.png")


_BEGAN = time.perf_counter()
_NAMES = {"sklearn": "scikit-learn", "ema_workbench": "ema-workbench", "igraph": "igraph"}


@atexit.register
def _last_line() -> None:
    """Prints the versions of what was used, and the time taken."""
    used = (
        "numpy",
        "pandas",
        "polars",
        "scipy",
        "statsmodels",
        "SALib",
        "ema_workbench",
        "pymoo",
        "pyabc",
        "sklearn",
        "networkx",
        "distributed",
    )
    told = [f"CPython {platform.python_version()}", f"darkside-lab {version('darkside-lab')}"]
    for name in used:
        if name in sys.modules:
            try:
                told.append(f"{name} {version(_NAMES.get(name, name))}")
            except PackageNotFoundError:
                continue
    print(f"{time.perf_counter() - _BEGAN:.1f} s; {', '.join(told)}")
