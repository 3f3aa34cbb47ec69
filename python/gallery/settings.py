"""How large the gallery's examples are: small with GALLERY=small, as in CI; else as one would run them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import matplotlib

if not os.environ.get("DISPLAY"):
    matplotlib.use("Agg")

SMALL = os.environ.get("GALLERY") == "small"
_Figures = Path(os.environ.get("GALLERY_FIGURES", Path(__file__).parent / "figures"))
_Kind = TypeVar("_Kind")


def pick(full: _Kind, small: _Kind) -> _Kind:
    """The setting for the size of this run."""
    return small if SMALL else full


def keep(figure: object, name: str) -> None:
    """Saves a figure beside the gallery."""
    _Figures.mkdir(exist_ok=True)
    figure.savefig(_Figures / f"{name}.png", dpi=120)  # type: ignore[attr-defined]
    print(f"figure: {_Figures / name}.png")
