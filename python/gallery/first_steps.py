# %% [markdown]
# # First steps
# Run the baseline, draw your own figure, let polars read the tables.
#
# What stays open: 30 seeds show the mean over time; `compare` says what differs and how certain that is.

# %%
from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import polars as pl
import settings

import darkside as ds

base = ds.scenario("baseline").set(seeds=settings.pick(30, 6))
run = ds.run(base)

# %% A figure from the series: each seed over time, and their mean.
series = pl.DataFrame(run.series)
mean = series.group_by("week", maintain_order=True).agg(pl.col("dark_share", "value", "visible_value").mean())
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
for _, seed in series.group_by("seed"):
    left.plot(seed["week"], seed["dark_share"], color="0.8", linewidth=0.7)
left.plot(mean["week"], mean["dark_share"], color="tab:red")
left.set(xlabel="week", ylabel="share of dark relationships", ylim=(0, None), title="every seed, and their mean")
right.plot(mean["week"], mean["visible_value"], label="as managers see it")
right.plot(mean["week"], mean["value"], label="actual")
right.set(xlabel="week", ylabel="value per week", title="what managers see, and what is")
right.legend(frameon=False)
settings.keep(figure, "first_steps")

# %% The means are those of the summary, which the library computes.
summary = pl.DataFrame(run.summary).filter(pl.col("metric") == "dark_share")
assert np.abs(summary["mean"].to_numpy() - mean["dark_share"].to_numpy()).max() < 1e-12
assert mean["visible_value"][-1] > mean["value"][-1], "managers see more value than there is"
print(
    f"dark share at week {base.weeks}: {summary['mean'][-1]:.3f} ({summary['lower95'][-1]:.3f} to {summary['upper95'][-1]:.3f})"
)
