"""The advice network wave by wave, and a logit of taking up a practice on exposure to users a wave before.

Needs networkx, pandas and statsmodels. Run in this folder: python model.py
"""

import networkx as nx
import pandas as pd
import statsmodels.formula.api as smf

practice = "{practice}"
people, ties, accounts = pd.read_csv("people.csv"), pd.read_csv("ties.csv"), pd.read_csv("accounts.csv")

for wave, there in people.groupby("wave"):
    graph = nx.DiGraph()
    for row in there.itertuples():
        graph.add_node(row.actor, {alike}=row.{alike}, use=bool(getattr(row, f"use_{practice}") == 1))
    named = ties[ties.wave == wave]
    graph.add_weighted_edges_from(named[["source", "target", "strength"]].itertuples(index=False), weight="strength")
    two_mode = nx.Graph()
    served = accounts[accounts.wave == wave]
    two_mode.add_edges_from((f"person {row.actor}", f"account {row.account}") for row in served.itertuples())
    print(
        f"wave {wave}: {len(graph)} people, {graph.size()} ties, density {nx.density(graph):.3f}, "
        f"reciprocity {nx.reciprocity(graph):.3f}, assortativity by {alike} "
        f"{nx.attribute_assortativity_coefficient(graph, '{alike}'):.3f}, by use "
        f"{nx.attribute_assortativity_coefficient(graph, 'use'):.3f}; "
        f"{served.account.nunique()} key accounts, {two_mode.size()} served"
    )

# At risk: who did not use it a wave before, and answered both times.
columns = {
    f"use_{practice}": "use",
    f"use_{practice}_before": "before",
    f"exposed_{practice}_before": "exposed",
}
panel = people.rename(columns=columns)[["actor", "wave", "firm", "tenure", "learning", *columns.values()]]
at_risk = panel[panel.before == 0].dropna()
print(f"{practice}: {int(at_risk.use.sum())} of {len(at_risk)} at risk take it up")
if 0 < at_risk.use.sum() < len(at_risk):
    model = smf.logit("use ~ exposed + learning + C(wave)", at_risk)
    print(model.fit(disp=False, cov_type="cluster", cov_kwds={"groups": at_risk.{cluster}}).summary())
