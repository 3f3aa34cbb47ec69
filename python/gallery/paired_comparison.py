# %% [markdown]
# # A paired comparison in scipy and statsmodels
# `compare` pairs runs by seed. scipy's paired t test and a regression give the same figures on the same values.
#
# What stays open: what a difference of this size is worth; the model is not calibrated.

# %%
from __future__ import annotations

import numpy as np
import settings
import statsmodels.formula.api as smf
from scipy import stats

import darkside as ds

base = ds.scenario("baseline").set(seeds=settings.pick(40, 10))
audited = base.set({"lapse.audit": 0.05}, name="audited")
answer = ds.compare([base, audited], metric="dark_share", over="104..260")
effect = {name: column[0] for name, column in answer.effects.to_dict().items()}
print(*answer.sentences, sep="\n")

# %% The values of every seed, and scipy's test on them.
values = answer.values.to_pandas().pivot(index="seed", columns="arm", values="value")
test = stats.ttest_rel(values["audited"], values["baseline"])
interval = test.confidence_interval(0.95)
np.testing.assert_allclose(effect["difference"], (values["audited"] - values["baseline"]).mean(), rtol=1e-12)
np.testing.assert_allclose([effect["lower95"], effect["upper95"]], [interval.low, interval.high], rtol=1e-9)
np.testing.assert_allclose(effect["p"], test.pvalue, rtol=1e-6, atol=1e-300)

# %% The same difference as a regression with an intercept for each seed.
long = answer.values.to_pandas()
long["treated"] = (long["arm"] == "audited").astype(float)
long["seed"] = long["seed"].astype(str)
fit = smf.ols("value ~ treated + C(seed)", long).fit()
np.testing.assert_allclose(fit.params["treated"], effect["difference"], rtol=1e-9)
print(
    f"scipy: t = {test.statistic:.2f}, p = {test.pvalue:.1e}; pairing removes {effect['variance_removed']:.0%} of the variance"
)
