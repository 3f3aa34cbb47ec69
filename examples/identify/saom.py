"""Contagion by a stochastic actor-oriented model of network and behaviour (cusna, a part of what RSiena estimates).

    python saom.py PANEL PRACTICE

Needs cusna 0.1 and pandas. Reads the tables of a panel that `darkside survey` writes and prints one JSON object. The estimate is the
coefficient of the contacts' mean use in the choice of one's own (avAlt), so that it is not on the scale of the other methods:
its p value can be compared with theirs, its bias cannot.
"""

import json
import math
import os
import pathlib
import sys

os.environ.setdefault("CUSNA_NO_GPU", "1")

import numpy as np
import pandas as pd
from cusna.saom.data import SaomData
from cusna.saom.mom import MomEstimator
from cusna.saom.stats import BehEffectSpec, EffectSpec

STRUCTURAL_ZERO = 10

directory, practice = pathlib.Path(sys.argv[1]), sys.argv[2]
managers = pd.read_csv(directory / "wave_managers.csv")
ties = pd.read_csv(directory / "wave_ties.csv")
people = {key: n for n, key in enumerate(sorted(set(zip(managers.manager, managers.person))))}
waves = sorted(managers.wave.unique())

use = np.full((len(people), len(waves)), np.nan)
networks = []
for column, wave in enumerate(waves):
    here = managers[managers.wave == wave]
    actors = np.array([people[key] for key in zip(here.manager, here.person)])
    use[actors, column] = here[f"use_{practice}"].map({True: 1.0, False: 0.0, "true": 1.0, "false": 0.0})
    # Whoever is not in the panel at this wave neither names nor is named; whoever did not say has unknown ties.
    network = np.full((len(people), len(people)), float(STRUCTURAL_ZERO))
    network[np.ix_(actors, actors)] = 0.0
    for actor, named in zip(actors, here.named):
        if str(named).lower() != "true":
            network[actor, actors] = np.nan
    for tie in ties[ties.wave == wave].itertuples():
        source, target = people.get((tie.manager, tie.person)), people.get((tie.contact, tie.contact_person))
        if source is not None and target is not None and network[source, target] == 0.0:
            network[source, target] = 1.0
    np.fill_diagonal(network, 0.0)
    networks.append(network)

panel = SaomData(networks, behavior=use)
effects = [EffectSpec("density"), EffectSpec("recip"), EffectSpec("transTrip"), EffectSpec("simX", dyn=True)]
behaviour = [BehEffectSpec("linear"), BehEffectSpec("avAlt")]
estimator = MomEstimator(
    panel, effects=effects, beh_effects=behaviour, backend="cpu", seed=1, n1=300, nD=300, batch2=64, n3=1000
)
result = estimator.estimate(verbose=False)
estimate, error = float(result.theta[-1]), float(result.se[-1])
converged = bool(result.tconv_max < 0.25 and np.abs(result.tconv).max() < 0.1)
answer = {
    "estimate": estimate,
    "standard_error": error,
    "p": math.erfc(abs(estimate / error) / math.sqrt(2)),
    "converged": converged,
    "note": f"coefficient of the contacts' mean use; overall convergence ratio {result.tconv_max:.2f}",
}
print(json.dumps(answer))
