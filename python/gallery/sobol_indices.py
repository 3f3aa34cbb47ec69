# %% [markdown]
# # Sobol' indices with SALib
# SALib draws the points, `simulate` runs them, SALib analyses them. On the points of `darkside sensitivity` its indices equal the command's.
#
# What stays open: indices say which factor moves the outcome over these ranges, not by how much in practice.

# %%
from __future__ import annotations

import numpy as np
import settings
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

import darkside as ds

base = ds.scenario("baseline").set(weeks=settings.pick(156, 52))
factors = {"contagion.spontaneous": (0.0005, 0.004), "lapse.drift": (0.002, 0.02), "dark_side.growth": (0.02, 0.12)}
problem = {"num_vars": len(factors), "names": list(factors), "bounds": [list(ends) for ends in factors.values()]}
SEEDS = settings.pick(5, 2)

# %% SALib's own sample.
points = sample.sample(problem, settings.pick(64, 8), calc_second_order=False, seed=1)
runs = ds.simulate(base, dict(zip(factors, points.T)), seeds=SEEDS)
outcome = np.asarray(runs["dark_share"]).reshape(len(points), SEEDS).mean(axis=1)
found = analyse.analyze(problem, outcome, calc_second_order=False, seed=1)
print(found.to_df()[0])

# %% The command's sample: on it, `simulate` gives the same outcomes and SALib the same indices.
answer = ds.sensitivity(base, factors, method="sobol", blocks=settings.pick(64, 8), seeds=SEEDS)
points = answer.points.to_pandas()
outcome = ds.simulate(base, points[list(factors)], seeds=SEEDS).groupby("point")["dark_share"].mean().to_numpy()
np.testing.assert_allclose(outcome, points["outcome"], rtol=1e-12)
found = analyse.analyze(problem, outcome, calc_second_order=False, seed=1)
command = answer.factors.to_pandas().set_index("factor").loc[list(factors)]
np.testing.assert_allclose(found["S1"], command["first"], rtol=1e-9, atol=1e-12)
np.testing.assert_allclose(found["ST"], command["total"], rtol=1e-9, atol=1e-12)
print(command[["first", "total", "total_lower95", "total_upper95"]])
