# %% [markdown]
# # A thousand runs on Dask
# Scenarios are pickled, points are split into parts, workers call `simulate`. The result does not depend on the split.
#
# On Slurm, use `dask_jobqueue.SLURMCluster(cores=16, memory="32GB")` as the cluster; nothing else changes. On Ray,
# `ray.remote(part).remote(...)` replaces `client.submit`. Neither is run here. `darkside sweep --slurm` needs no Python at all.

# %%
from __future__ import annotations

import numpy as np
import pandas as pd
import settings
from distributed import Client, LocalCluster

import darkside as ds

POINTS, SEEDS = settings.pick(100, 12), settings.pick(10, 2)


def part(scenario: ds.Scenario, points: pd.DataFrame, seeds: int) -> pd.DataFrame:
    """One worker's share, on one thread, since Dask has a worker for each core."""
    table: pd.DataFrame = ds.simulate(scenario, points, ["dark_share", "value"], seeds=seeds, threads=1)
    return table


def spread(client: Client, scenario: ds.Scenario, points: pd.DataFrame, parts: int) -> pd.DataFrame:
    """Runs the points in this many parts and puts the results back in order."""
    shares = np.array_split(np.arange(len(points)), parts)
    futures = [client.submit(part, scenario, points.iloc[share], SEEDS, pure=False) for share in shares]
    gathered: list[pd.DataFrame] = list(client.gather(futures))  # pyright: ignore[reportArgumentType]
    tables = [table.assign(point=table["point"] + share[0]) for table, share in zip(gathered, shares)]
    return pd.concat(tables, ignore_index=True)


if __name__ == "__main__":
    base = ds.scenario("baseline").set(weeks=settings.pick(104, 30))
    generator = np.random.default_rng(1)
    points = pd.DataFrame(
        {"lapse.audit": generator.uniform(0, 0.05, POINTS), "lapse.drift": generator.uniform(0.002, 0.02, POINTS)}
    )
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        tables = [spread(client, base, points, parts) for parts in (2, 7)]
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[0], ds.simulate(base, points, ["dark_share", "value"], seeds=SEEDS))
    print(f"{len(tables[0])} runs on two workers, equal for 2 and 7 parts and without Dask")
