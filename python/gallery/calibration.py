# %% [markdown]
# # Calibration to an observed curve by ABC
# pyabc finds the values of two hazards that reproduce an observed adoption curve. The curve is simulated from known values, to see
# whether the posterior finds them; a posterior predictive check and ranks of simulation-based calibration say whether to trust it.
#
# What stays open: real curves have errors of their own; put them into the distance.

# %%
from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
import pyabc
import settings

import darkside as ds

Numbers = npt.NDArray[np.float64]

logging.getLogger("ABC").setLevel(logging.WARNING)
WEEKS = settings.pick(104, 40)
base = ds.scenario("baseline").set(
    {"population.managers": settings.pick(150, 60), "population.firms": 3}, weeks=WEEKS, seeds=1
)
PATHS = ["contagion.spontaneous", "lapse.drift"]
TRUTH = {"spontaneous": 0.002, "drift": 0.006}
prior = pyabc.Distribution(spontaneous=pyabc.RV("uniform", 0.0005, 0.0045), drift=pyabc.RV("uniform", 0.001, 0.019))
MOMENTS = [("use_open_book_sharing", int(week)) for week in np.linspace(WEEKS / 4, WEEKS, 4)] + ["total_adoptions"]
generator = np.random.default_rng(1)
np.random.seed(1)  # pyabc draws from numpy's global generator.


def curve(values: dict[str, float], seed: int | None = None) -> dict[str, Numbers]:
    """The summary of one run: use of a practice at four moments, and total adoptions relative to one run of the truth."""
    seed = int(generator.integers(1, 2**31)) if seed is None else seed
    point = dict(zip(PATHS, [[values["spontaneous"]], [values["drift"]]]))
    table = ds.simulate(base, point, MOMENTS, seeds=range(seed, seed + 1), threads=1)
    summary = np.array([table[name].to_list()[0] for name in table.names[4:]])
    return {"curve": summary / np.array([1, 1, 1, 1, base_adoptions])}


base_adoptions = 1.0
base_adoptions = float(curve(TRUTH, seed=1)["curve"][-1])
observed = curve(TRUTH, seed=9_999)


def distance(one: dict[str, Numbers], other: dict[str, Numbers]) -> float:
    return float(np.sqrt(np.mean((one["curve"] - other["curve"]) ** 2)))


def posterior(observed: dict[str, Numbers], population: int, generations: int) -> tuple[Numbers, Numbers]:
    """Posterior draws (spontaneous, drift) and their weights."""
    with tempfile.TemporaryDirectory() as folder:
        abc = pyabc.ABCSMC(curve, prior, distance, population_size=population, sampler=pyabc.SingleCoreSampler())
        abc.new(f"sqlite:///{Path(folder) / 'abc.db'}", observed)
        frame, weights = abc.run(max_nr_populations=generations).get_distribution()
    return frame[["spontaneous", "drift"]].to_numpy(), np.asarray(weights)


draws, weights = posterior(observed, settings.pick(150, 30), settings.pick(6, 3))
mean = weights @ draws
print(f"truth {tuple(TRUTH.values())}, posterior mean ({mean[0]:.4f}, {mean[1]:.4f})")

# %% Posterior predictive check: the curves of posterior draws surround the observed one.
chosen = generator.choice(len(draws), settings.pick(60, 15), p=weights)
predicted = np.array([curve({"spontaneous": s, "drift": d})["curve"] for s, d in draws[chosen]])
low, high = np.quantile(predicted, [0.025, 0.975], axis=0)
covered = np.mean((observed["curve"] >= low) & (observed["curve"] <= high))
assert covered >= 0.6, "the posterior does not reproduce what it was fitted to"

# %% Simulation-based calibration: if the posterior is right, the ranks of true values among its draws are uniform.
ranks = []
for _ in range(settings.pick(30, 4)):
    true = prior.rvs()
    cloud, mass = posterior(curve(true), settings.pick(40, 15), 3)
    sample = cloud[generator.choice(len(cloud), 19, p=mass)]
    ranks.append([(sample[:, i] < true[name]).sum() for i, name in enumerate(TRUTH)])
print("mean rank of 19 (should be near 9.5):", np.mean(ranks, axis=0))

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
left.scatter(1000 * draws[:, 0], 1000 * draws[:, 1], s=400 * weights, alpha=0.6)
left.plot(1000 * TRUTH["spontaneous"], 1000 * TRUTH["drift"], "k+", markersize=12)
left.set(xlabel="1000 × contagion.spontaneous", ylabel="1000 × lapse.drift", title="posterior; the cross is the truth")
right.hist(np.array(ranks), bins=np.arange(0, 21, 4), label=PATHS)
right.set(xlabel="rank of the true value", ylabel="experiments", title="simulation-based calibration")
right.legend(frameon=False)
settings.keep(figure, "calibration")
