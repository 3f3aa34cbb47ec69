"""Contagion by a logit with generalised estimating equations (statsmodels), managers within firms exchangeable.

    python3 gee.py PANEL PRACTICE

reads the tables of a panel that `darkside survey` writes and prints one JSON object: what one contact's use adds to a
manager's probability of using the practice at the next wave, averaged over managers at risk who name anybody and over
those whom they name.
"""

import json
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm


def rows(panel, practice):
    """A row for each manager at risk at a wave who names anybody whose use is known."""
    managers = pd.read_csv(f"{panel}/wave_managers.csv")
    ties = pd.read_csv(f"{panel}/wave_ties.csv")
    uses = {
        (row.wave, row.manager, row.person): bool(row.use)
        for row in managers.rename(columns={f"use_{practice}": "use"}).dropna(subset=["use"]).itertuples()
    }
    named = {}
    for tie in ties.itertuples():
        contact = uses.get((tie.wave, tie.contact, tie.contact_person))
        if contact is not None:
            named.setdefault((tie.wave, tie.manager, tie.person), []).append(contact)
    firms = {(row.wave, row.manager, row.person): row.firm for row in managers.itertuples()}
    at_risk = []
    for (wave, manager, person), use in uses.items():
        following = uses.get((wave + 1, manager, person))
        contacts = named.get((wave, manager, person))
        if not use and following is not None and contacts:
            key = (wave, manager, person)
            at_risk.append((wave, firms[key], int(following), sum(contacts), len(contacts)))
    return pd.DataFrame(at_risk, columns=["wave", "firm", "took_up", "using", "contacts"])


def design(data, using):
    waves = pd.get_dummies(data["wave"], prefix="wave", dtype=float)
    return np.column_stack([waves, using])


def effect(coefficients, data):
    """One contact's use on against off, the others being as they are."""
    using, contacts = data["using"], data["contacts"]

    def probability(users):
        return 1 / (1 + np.exp(-design(data, users) @ coefficients))

    now = probability(using)
    gained, kept = probability(using + 1) - now, now - probability(using - 1)
    return np.mean((using * kept + (contacts - using) * gained) / contacts)


def main(panel, practice):
    data = rows(panel, practice)
    if data.empty or data["took_up"].nunique() < 2 or data["using"].nunique() < 2:
        return {"converged": False, "note": "no variation in uptake or exposure"}
    model = sm.GEE(
        data["took_up"],
        design(data, data["using"]),
        groups=data["firm"],
        family=sm.families.Binomial(),
        cov_struct=sm.cov_struct.Exchangeable(),
    )
    fit = model.fit()
    coefficients, covariance = np.asarray(fit.params), np.asarray(fit.cov_params())
    step = 1e-5
    gradient = [
        (effect(coefficients + step * unit, data) - effect(coefficients - step * unit, data)) / (2 * step)
        for unit in np.eye(len(coefficients))
    ]
    return {
        "estimate": float(effect(coefficients, data)),
        "standard_error": float(np.sqrt(gradient @ covariance @ gradient)),
        "p": float(np.asarray(fit.pvalues)[-1]),
        "converged": bool(fit.converged),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
