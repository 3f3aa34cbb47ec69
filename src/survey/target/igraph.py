"""The advice network wave by wave, and whether exposure to users comes before use.

Needs igraph. Run in this folder: python model.py
"""

import csv

import igraph

practice = "{practice}"


def rows(file):
    with open(file, newline="") as lines:
        return list(csv.DictReader(lines))


people, ties, accounts = rows("people.csv"), rows("ties.csv"), rows("accounts.csv")

for wave in sorted({int(row["wave"]) for row in people}):
    there = [row for row in people if int(row["wave"]) == wave]
    number = {row["actor"]: vertex for vertex, row in enumerate(there)}
    named = [tie for tie in ties if int(tie["wave"]) == wave]
    graph = igraph.Graph(
        n=len(there), edges=[(number[tie["source"]], number[tie["target"]]) for tie in named], directed=True
    )
    graph.es["strength"] = [float(tie["strength"]) for tie in named]
    graph.vs["{alike}"] = [int(row["{alike}"]) for row in there]
    # Who did not answer is no user here; leave them out for a stricter figure.
    graph.vs["use"] = [row["use_" + practice] == "1" for row in there]
    print(
        f"wave {wave}: {graph.vcount()} people, {graph.ecount()} ties, density {graph.density():.3f}, "
        f"reciprocity {graph.reciprocity():.3f}, assortativity by {alike} "
        f"{graph.assortativity_nominal(graph.vs['{alike}'], directed=True):.3f}, "
        f"by use {graph.assortativity_nominal([int(use) for use in graph.vs['use']], directed=True):.3f}"
    )
    # People and the key accounts that they serve.
    served = [row for row in accounts if int(row["wave"]) == wave]
    key = {account: place for place, account in enumerate(sorted({row["account"] for row in served}, key=int))}
    two_mode = igraph.Graph.Bipartite(
        [False] * len(there) + [True] * len(key),
        [(number[row["actor"]], len(there) + key[row["account"]]) for row in served],
    )
    print(f"        {len(key)} key accounts, {two_mode.ecount()} served")

print(f"{practice}: taken up by those who did not use it a wave before, by how many of their contacts then did")
at_risk = [row for row in people if row[f"use_{practice}_before"] == "0" and row["use_" + practice] != ""]
for exposed in ["0", "1", "2", "3 or more"]:
    of = lambda row: row[f"exposed_{practice}_before"]
    group = [row for row in at_risk if of(row) == exposed or (exposed == "3 or more" and of(row) and int(of(row)) > 2)]
    took_up = sum(row["use_" + practice] == "1" for row in group)
    if group:
        print(f"  {exposed}: {took_up} of {len(group)} ({took_up / len(group):.1%})")
