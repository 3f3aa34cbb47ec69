"""Makes panels and what statsmodels says of them: panels.json, statsmodels.json, shuffle.json; rows_*.csv for make.R.

    python -m venv venv && venv/bin/pip install numpy pandas statsmodels && venv/bin/python make.py && Rscript make.R

Nothing here uses the crate: the risk set, the matching and the effects are written a second time.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

HERE = pathlib.Path(__file__).parent


def panel(seed, firms, per_firm, waves, missing=0.0, weighted=False, covariates=True):
    """Use spreads by a logit of the number of contacts who use; a manager names colleagues and some others."""
    rng = np.random.default_rng(seed)
    managers = firms * per_firm
    firm = np.arange(managers) // per_firm
    taste = rng.normal(size=firms)[firm]
    score = rng.normal(size=(waves, managers))
    uses = np.zeros((waves, managers), bool)
    uses[0] = rng.random(managers) < 0.25
    ties = []
    for wave in range(waves):
        named = {}
        for manager in range(managers):
            colleagues = [other for other in np.flatnonzero(firm == firm[manager]) if other != manager]
            count = rng.integers(0, 5)
            chosen = set(rng.choice(colleagues, min(count, len(colleagues)), replace=False).tolist())
            chosen |= {int(other) for other in rng.integers(0, managers, 2) if other != manager}
            named[manager] = sorted(chosen)
            for other in named[manager]:
                weight = float(np.round(rng.uniform(0.1, 2.0), 3)) if weighted else 1.0
                ties.append([wave, manager, other, weight])
        if wave + 1 < waves:
            using = np.array([sum(uses[wave][other] for other in named[manager]) for manager in range(managers)])
            eta = -2.0 + 0.4 * using + 0.5 * taste + 0.3 * score[wave]
            new = rng.random(managers) < 1 / (1 + np.exp(-eta))
            stop = rng.random(managers) < 0.25
            uses[wave + 1] = np.where(uses[wave], ~stop, new)
    known = rng.random((waves, managers)) >= missing
    score[rng.random((waves, managers)) < missing / 2] = np.nan
    none = lambda value: None if isinstance(value, float) and np.isnan(value) else value
    table = [{"name": "score", "values": [none(float(value)) for value in score.ravel()]}]
    return {
        "managers": managers,
        "waves": waves,
        "firms": np.tile(firm, waves).tolist(),
        "uses": [int(use) if know else None for use, know in zip(uses.ravel(), known.ravel())],
        "ties": ties,
        "covariates": table if covariates else [],
    }


def exposure(kind, contacts, set_to=None):
    """Of [weight, uses] pairs, one of which may be set."""
    contacts = [[w, u if set_to is None or i != set_to[0] else set_to[1]] for i, (w, u) in enumerate(contacts)]
    used = sum(w for w, u in contacts if u)
    if kind == "number":
        return used
    if kind == "share":
        return used / sum(w for w, _ in contacts) if contacts else 0.0
    return float(any(u for _, u in contacts))


def risk_set(p, kind):
    m, use = p["managers"], lambda wave, manager: p["uses"][wave * p["managers"] + manager]
    rows = []
    for wave in range(p["waves"] - 1):
        for manager in range(m):
            if use(wave, manager) != 0 or use(wave + 1, manager) is None:
                continue
            named = sorted((to, w) for v, fr, to, w in p["ties"] if v == wave and fr == manager)
            contacts = [[w, use(wave, to)] for to, w in named if use(wave, to) is not None]
            if named and not contacts:
                continue
            row = {
                "manager": manager,
                "wave": wave,
                "firm": p["firms"][wave * m + manager],
                "y": use(wave + 1, manager),
                "x": exposure(kind, contacts),
                "degree": len(contacts),
                "using": sum(u for _, u in contacts),
                "prior": int(any(use(earlier, manager) == 1 for earlier in range(wave))),
                "steps": [
                    [exposure(kind, contacts, (i, 0)), exposure(kind, contacts, (i, 1))] for i in range(len(contacts))
                ],
            }
            for covariate in p["covariates"]:
                row[covariate["name"]] = covariate["values"][wave * m + manager]
            rows.append(row)
    return pd.DataFrame(rows)


# Scoring converges linearly for the complementary log-log link: a small change of the deviance is no small step.
EXACT = {"tol_criterion": "params", "tol": 1e-14, "maxiter": 200}


def clusters_of(rows):
    return rows.firm if rows.firm.nunique() >= 10 else rows.manager


def answer(effect, se, freedom):
    half = stats.t.ppf(0.975, freedom) * se
    return {
        "effect": effect,
        "standard_error": se,
        "lower": effect - half,
        "upper": effect + half,
        "p": 2 * stats.t.sf(abs(effect / se), freedom),
    }


def columns_of(rows, names, strata):
    keys = rows[strata].astype(str).agg("/".join, axis=1) if strata else pd.Series("all", index=rows.index)
    dummies = pd.get_dummies(keys, dtype=float)
    names = [name for name in names if rows.groupby(keys)[name].nunique().max() > 1]
    return np.column_stack([rows[names].to_numpy(float), dummies.to_numpy()]), names


def jackknife(y, x, slopes, beta, link, groups):
    """One scoring step without each cluster, by cluster and coefficient.

    Columns are centred at their strata's weighted means; then the pseudo-inverse leaves alone the intercepts of strata
    that lie within the cluster.
    """
    eta = x @ beta
    mu, slope = link.inverse(eta), link.inverse_deriv(eta)
    weight, score = slope**2 / (mu * (1 - mu)), (y - mu) * slope / (mu * (1 - mu))
    dummies = x[:, slopes:]
    means = (dummies * weight[:, None]).T @ x[:, :slopes] / (dummies.T @ weight)[:, None]
    centred = np.column_stack([x[:, :slopes] - dummies @ means, dummies])
    back = np.eye(x.shape[1])
    back[slopes:, :slopes] = -means  # from centred to plain coefficients
    moves = []
    for group in np.unique(groups):
        own, rest = centred[groups == group], groups != group
        information = centred[rest].T @ (centred[rest] * weight[rest, None])
        step = -np.linalg.pinv(information, rcond=1e-11, hermitian=True) @ (own.T @ score[groups == group])
        moves.append(back @ step)
    return np.array(moves)


def regression(rows, names, strata, link):
    """The effect of one contact by statsmodels' GLM with clustered covariance and the delta method."""
    everybody = rows
    if strata:
        rows = rows[rows.groupby(strata).y.transform("nunique") > 1]
    x, kept = columns_of(rows, names, strata)
    at = kept.index("x")
    model = sm.GLM(rows.y.to_numpy(), x, family=sm.families.Binomial(link))
    groups = clusters_of(rows)
    plain = model.fit(**EXACT)
    beta = plain.params
    averaged = (everybody.degree > 0).sum()
    effect, gradient = 0.0, np.zeros(len(beta))
    for row, values in zip(rows.itertuples(), x):
        for off, on in row.steps:
            for exposure_then, sign in ((off, -1), (on, 1)):
                then = values.copy()
                then[at] = exposure_then
                share = sign / row.degree / averaged
                effect += share * link.inverse(then @ beta)
                gradient += share * link.inverse_deriv(then @ beta) * then
    moves = jackknife(rows.y.to_numpy(), x, len(kept), beta, link, groups.to_numpy())
    g = len(moves)
    n, k = x.shape
    variance = lambda direction: (n - 1) / (n - k) * (g - 1) / g * np.sum((moves @ direction) ** 2)
    result = answer(effect, np.sqrt(variance(gradient)), g - 1)
    result |= {"coefficient": beta[at], "coefficient_error": np.sqrt(variance(np.eye(len(beta))[at]))}
    result |= {"rows": len(everybody), "took_up": int(everybody.y.sum()), "clusters": g}
    return result


def pairs(rows, names):
    rows = rows[rows.degree > 0]
    rows = rows[rows.using.gt(0).groupby(rows.wave).transform("nunique") > 1].reset_index(drop=True)
    x, _ = columns_of(rows, names, ["wave"])
    exposed = (rows.using > 0).to_numpy()
    propensity = x @ sm.GLM(exposed.astype(float), x, family=sm.families.Binomial()).fit(**EXACT).params
    caliper = 0.2 * propensity.std(ddof=1)
    free, matched = set(np.flatnonzero(~exposed)), []
    for i in sorted(np.flatnonzero(exposed), key=lambda i: -propensity[i]):
        near = [j for j in free if rows.wave[j] == rows.wave[i] and abs(propensity[j] - propensity[i]) <= caliper]
        if near:
            j = min(near, key=lambda j: abs(propensity[j] - propensity[i]))
            free.remove(j)
            matched.append((i, j))
    sample = rows.loc[[i for pair in matched for i in pair]].reset_index(drop=True)
    sample["pair"] = sample.index // 2
    sample["treated"] = 1.0 - sample.index % 2
    sample["cluster"] = clusters_of(sample)
    design = sm.add_constant(sample[["treated"]])

    def variance(groups):
        codes = pd.factorize(groups)[0]
        fit = sm.OLS(sample.y.astype(float), design).fit(cov_type="cluster", cov_kwds={"groups": codes})
        return fit.cov_params().loc["treated", "treated"]

    both = sample.cluster.astype(str) + "/" + sample.pair.astype(str)
    total = variance(sample.cluster) + variance(sample.pair) - variance(both)
    total = total if total > 0 else variance(sample.cluster)
    shares = sample.groupby("treated").y.mean()
    contacts = sample.using.sum() / len(matched)
    freedom = min(sample.cluster.nunique(), len(matched)) - 1
    result = answer((shares[1.0] - shares[0.0]) / contacts, np.sqrt(total) / contacts, freedom)
    return result | {"rows": len(sample), "took_up": int(sample.y.sum()), "clusters": int(sample.cluster.nunique())}


def shuffle_statistic(p):
    """The panel's own coefficient in the test that shuffles adoption times."""
    m, waves = p["managers"], range(p["waves"])
    use = lambda wave, manager: p["uses"][wave * m + manager]
    time = [next((wave for wave in waves if use(wave, manager) == 1), 99) for manager in range(m)]
    x, y = [], []
    for wave in waves[:-1]:
        for manager in range(m):
            if use(wave, manager) is None or use(wave + 1, manager) is None or time[manager] <= wave:
                continue
            named = [to for v, fr, to, w in p["ties"] if v == wave and fr == manager]
            known = [to for to in named if use(wave, to) is not None]
            if known or not named:
                x.append(np.log1p(sum(time[to] <= wave for to in known)))
                y.append(time[manager] == wave + 1)
    fit = sm.Logit(np.array(y, float), sm.add_constant(np.array(x))).fit(disp=0, tol=1e-14, maxiter=100)
    return {"coefficient": fit.params[1], "coefficient_error": fit.bse[1], "rows": len(y), "took_up": sum(map(int, y))}


def main():
    logit, cloglog = sm.families.links.Logit(), sm.families.links.CLogLog()
    panels = {
        "complete": panel(1, firms=14, per_firm=12, waves=3),
        "holes": panel(2, firms=6, per_firm=25, waves=4, missing=0.12, weighted=True),
        "bare": panel(3, firms=25, per_firm=8, waves=3, missing=0.05, covariates=False),
    }
    (HERE / "panels.json").write_text(json.dumps(panels, separators=(",", ":")) + "\n")
    expected = []
    for name, p in panels.items():
        covariates = [covariate["name"] for covariate in p["covariates"]]
        for kind in ("number", "share", "any"):
            rows = risk_set(p, kind)
            rows.drop(columns="steps").to_csv(HERE / f"rows_{name}_{kind}.csv", index=False)
            adjusted = covariates + ["prior", "degree"]
            known = rows.dropna()
            methods = {
                "logit": lambda: regression(rows, ["x"], ["wave"], logit),
                "hazard": lambda: regression(rows, ["x"], ["wave"], cloglog),
                "firm-wave": lambda: regression(rows, ["x"], ["firm", "wave"], logit),
                "adjusted": lambda: regression(known, adjusted + ["x"], ["wave"], logit),
                "pairs": lambda: pairs(known, adjusted),
            }
            for method, estimate in methods.items():
                expected.append({"panel": name, "exposure": kind, "method": method} | estimate())
    shuffled = {name: shuffle_statistic(p) for name, p in panels.items()}
    (HERE / "shuffle.json").write_text(json.dumps(shuffled, indent=1) + "\n")
    (HERE / "statsmodels.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
