"""When two results count as the same, and how that is written down."""

import math
from dataclasses import dataclass

import numpy as np

LIMIT = 4.0
"""The greatest |z| that passes."""


@dataclass
class Line:
    """One comparison: means with their standard errors, or (where nothing is random) a count and in how many it agreed."""

    what: str
    peer: str
    ours: str
    z: str
    passes: bool


def means(what, peer, ours):
    """Compares the means of two samples, one number per run."""
    peer, ours = np.asarray(peer, float), np.asarray(ours, float)
    (mean_peer, error_peer), (mean_ours, error_ours) = estimate(peer), estimate(ours)
    error = math.hypot(error_peer, error_ours)
    # Samples that do not vary at all must be equal.
    z = (mean_ours - mean_peer) / error if error > 0 else (0.0 if mean_ours == mean_peer else math.inf)
    return Line(what, f"{mean_peer:.4f} ± {error_peer:.4f}", f"{mean_ours:.4f} ± {error_ours:.4f}", f"{z:+.2f}", abs(z) <= LIMIT)


def estimate(sample):
    """Mean and its standard error."""
    return sample.mean(), sample.std(ddof=1) / math.sqrt(len(sample))


def equal(what, peer, ours, describe):
    """Compares what is not random."""
    return Line(what, describe(peer), describe(ours), "equal" if peer == ours else "differs", peer == ours)


def markdown(lines, peer):
    yield f"| | {peer} | darkside | z |"
    yield "|---|---|---|---|"
    for line in lines:
        mark = "" if line.passes else " **fails**"
        yield f"| {line.what} | {line.peer} | {line.ours} | {line.z}{mark} |"


def plain(lines, peer):
    width = max(len(line.what) for line in lines)
    yield f"         {'':{width}}  {peer:>18}  {'darkside':>18}        z"
    for line in lines:
        verdict = "passes" if line.passes else "FAILS"
        yield f"  {verdict:6} {line.what:{width}}  {line.peer:>18}  {line.ours:>18}  {line.z:>7}"
