# %% [markdown]
# # An emulator, with its honest error
# A Gaussian process learns the mean outcome from a few points; points that it has not seen show how wrong it is.
#
# What stays open: the error outside the ranges of the design.

# %%
from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
import settings
from scipy.stats import qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

import darkside as ds

Numbers = npt.NDArray[np.float64]

base = ds.scenario("baseline").set(weeks=settings.pick(156, 60))
ranges = {"contagion.spontaneous": (0.0005, 0.004), "lapse.drift": (0.002, 0.02), "lapse.audit": (0.0, 0.05)}
lower, upper = np.array(list(ranges.values())).T
SEEDS = settings.pick(10, 3)


def outcomes(places: Numbers) -> tuple[Numbers, Numbers]:
    """Mean dark share at each place of the unit cube, and its standard error."""
    points = qmc.scale(places, lower, upper)
    table = ds.simulate(base, dict(zip(ranges, points.T)), seeds=SEEDS)
    by_seed = np.asarray(table["dark_share"]).reshape(len(points), SEEDS)
    return by_seed.mean(axis=1), by_seed.std(axis=1, ddof=1) / np.sqrt(SEEDS)


# %% Learn from one Latin hypercube; test on another.
train = qmc.LatinHypercube(3, rng=1).random(settings.pick(60, 24))
test = qmc.LatinHypercube(3, rng=2).random(settings.pick(40, 12))
known, noise = outcomes(train)
truth, truth_error = outcomes(test)
kernel = ConstantKernel(1.0) * RBF(np.ones(3), (0.05, 50)) + WhiteKernel(0.01)  # pyright: ignore[reportArgumentType]
emulator = GaussianProcessRegressor(kernel, normalize_y=True, n_restarts_optimizer=3, random_state=1).fit(train, known)
predicted: tuple[Numbers, Numbers] = emulator.predict(test, return_std=True)  # pyright: ignore[reportAssignmentType]
guess, spread = predicted
error = np.sqrt(np.mean((guess - truth) ** 2))
explained = 1 - error**2 / truth.var()
inside = np.mean(np.abs(guess - truth) < 1.96 * np.hypot(spread, truth_error))
print(
    f"held-out points: error {error:.4f} (noise of the truth itself {truth_error.mean():.4f}), R² {explained:.3f}, {inside:.0%} in 95 % intervals"
)
assert explained > settings.pick(0.9, 0.5)

figure, axes = plt.subplots(figsize=(4.6, 4.4), layout="constrained")
axes.errorbar(truth, guess, xerr=1.96 * truth_error, yerr=1.96 * spread, fmt="o", markersize=3, linewidth=0.7)
axes.axline((truth.min(), truth.min()), slope=1, color="0.6", linewidth=0.8)
axes.set(xlabel="dark share, simulated", ylabel="dark share, emulated", title=f"held-out points: R² = {explained:.2f}")
settings.keep(figure, "emulator")
