# %% [markdown]
# # Scenario discovery: where does a programme backfire most?
# ema_workbench's PRIM looks for a box of parameters that holds the worst quarter of points: those where a best-practice programme adds most to
# the share of dark relationships. Both arms, with and without the programme, run under the same seeds at every point.
#
# What stays open: PRIM describes boxes over these ranges; it does not say why.

# %%
from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import settings
from ema_workbench.analysis import prim
from matplotlib.patches import Rectangle
from scipy.stats import qmc

import darkside as ds

base = ds.scenario("baseline").set(weeks=settings.pick(156, 60))
ranges = {
    "programme.filter": (0.0, 1.0),
    "lapse.audit": (0.0, 0.05),
    "contagion.programme": (0.005, 0.06),
    "dark_side.growth": (0.03, 0.12),
}
lower, upper = np.array(list(ranges.values())).T
points = pd.DataFrame(qmc.scale(qmc.Sobol(4, rng=1).random(settings.pick(512, 64)), lower, upper), columns=list(ranges))
SEEDS = settings.pick(4, 2)

# %% Two arms at every point: the programme as drawn, and none.
shares = [
    ds.simulate(base, arm, seeds=SEEDS).groupby("point")["dark_share"].mean().to_numpy()
    for arm in (points, points.assign(**{"contagion.programme": 0.0}))
]
adds = shares[0] - shares[1]
backfires = adds > np.quantile(adds, 0.75)
print(
    f"the programme adds {adds.mean():+.3f} to the dark share; the worst quarter more than {np.quantile(adds, 0.75):+.3f}"
)

box = prim.Prim(points, backfires, threshold=0.6, peel_alpha=0.1).find_box()
assert box is not None
best = int(box.peeling_trajectory["density"].to_numpy().argmax())
limits = box.box_lims[best]
print(f"in the box {box.peeling_trajectory['density'][best]:.0%} of points are in the worst quarter of all")
print(limits)
assert box.peeling_trajectory["density"][best] > backfires.mean()

figure, axes = plt.subplots(figsize=(5.2, 4), layout="constrained")
shown = axes.scatter(
    points["programme.filter"],
    points["contagion.programme"],
    c=adds,
    s=12,
    cmap="coolwarm",
    vmin=-abs(adds).max(),
    vmax=abs(adds).max(),
)
x, y = limits["programme.filter"], limits["contagion.programme"]
axes.add_patch(Rectangle((x[0], y[0]), x[1] - x[0], y[1] - y[0], fill=False, color="black"))
axes.set(
    xlabel="programme.filter",
    ylabel="contagion.programme (hazard per week)",
    title="what the programme adds; PRIM's box",
)
figure.colorbar(shown, ax=axes, label="dark share added")
settings.keep(figure, "backfire")
