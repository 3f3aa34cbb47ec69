# %% [markdown]
# # A policy at a cost, without the winner's curse
# pymoo looks for policies of audit, filter and review that trade dark relationships against effort. The best of noisy points looks better
# than it is, so the chosen policies are run again under seeds that the search did not use.
#
# What stays open: the costs are invented; put in your own.

# %%
from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
import settings
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.core.problem import Problem
from pymoo.optimize import minimize

import darkside as ds

Numbers = npt.NDArray[np.float64]

base = ds.scenario("programme_from_start").set(weeks=settings.pick(156, 60))
LEVERS = {"lapse.audit": (0.0, 0.05), "programme.filter": (0.0, 1.0), "lapse.review": (0.0, 0.05)}
COST = np.array([30.0, 1.0, 20.0])  # per unit of each lever, in an arbitrary unit
SEARCH, FRESH = range(1, 1 + settings.pick(8, 2)), range(1001, 1001 + settings.pick(60, 8))


def dark_share(policies: Numbers, seeds: range) -> Numbers:
    table = ds.simulate(base, dict(zip(LEVERS, policies.T)), seeds=seeds)
    mean: Numbers = np.asarray(table["dark_share"]).reshape(len(policies), len(seeds)).mean(axis=1)
    return mean


class Policy(Problem):  # type: ignore[misc]
    def __init__(self) -> None:
        lower, upper = np.array(list(LEVERS.values())).T
        super().__init__(n_var=3, n_obj=2, xl=lower, xu=upper)

    def _evaluate(self, x: Numbers, out: dict[str, Numbers], *args: object, **kwargs: object) -> None:
        out["F"] = np.column_stack([dark_share(x, SEARCH), x @ COST])


result = minimize(Policy(), NSGA2(pop_size=settings.pick(24, 8)), ("n_gen", settings.pick(15, 4)), seed=1)
assert result.F is not None and result.X is not None
order = np.argsort(result.F[:, 1])
policies, searched = result.X[order], result.F[order]

# %% The same policies under fresh seeds.
honest = dark_share(policies, FRESH)
curse = (honest - searched[:, 0]).mean()
print(f"{len(policies)} policies; under fresh seeds their dark share is {curse:+.4f} above what the search saw")
assert searched[:, 0].min() < dark_share(np.zeros((1, 3)), FRESH)[0], "some policy helps"

figure, axes = plt.subplots(figsize=(5.4, 3.8), layout="constrained")
axes.plot(searched[:, 1], searched[:, 0], "o", markersize=4, color="0.7", label="as the search saw it")
axes.plot(searched[:, 1], honest, "o", markersize=4, color="tab:red", label="under fresh seeds")
axes.set(xlabel="effort", ylabel="share of dark relationships", ylim=(0, None), title="what a unit of effort buys")
axes.legend(frameon=False)
settings.keep(figure, "policy")
