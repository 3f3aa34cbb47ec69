# %% [markdown]
# # Networks: networkx in, a transmission tree out
# Put a network into the model, run it, and take who copied from whom out of the ledger as a graph.
#
# Leaves open: the ledger credits a copy to one source, drawn in proportion to the hazards; others may have contributed.

# %%
from __future__ import annotations

import matplotlib.pyplot as plt
import networkx as nx
import polars as pl
import settings
from matplotlib.colors import Normalize

import darkside as ds

graph = nx.connected_watts_strogatz_graph(settings.pick(60, 30), 4, 0.1, seed=1)
nx.set_node_attributes(graph, {node: "north" if node < len(graph) // 2 else "south" for node in graph}, "office")
scenario = ds.organisation(ties=graph, name="small_world").set(
    {"contagion.spontaneous": 0.0005}, seeds=1, weeks=settings.pick(156, 104)
)
run = ds.run(scenario)

# %% Copies of one practice between managers, the first time that each manager took it up from another.
assert run.ledger is not None
ledger = pl.DataFrame(run.ledger).with_columns(pl.col("practice", "mechanism", "locus").cast(pl.String))
counts = ledger.filter(pl.col("source_manager").is_not_null()).group_by("practice").len().sort("len", "practice")
practice = counts["practice"][-1]
copies = (
    ledger.filter(
        (pl.col("practice") == practice)
        & pl.col("source_manager").is_not_null()
        & (pl.col("source_manager") != pl.col("target_manager"))
    )
    .sort("week", maintain_order=True)
    .unique("target_manager", keep="first", maintain_order=True)
)
tree: nx.DiGraph = nx.DiGraph()
tree.add_edges_from((row["source_manager"], row["target_manager"], {"week": row["week"]}) for row in copies.to_dicts())
assert all(degree <= 1 for _, degree in tree.in_degree()), "each manager is infected once"

# %% Every copy runs along a tie. Seats are managers in the order of their ids.
order = sorted(graph)
for source, target in tree.edges:
    assert graph.has_edge(order[source], order[target])
place = nx.spring_layout(graph, seed=2)
figure, axes = plt.subplots(figsize=(7, 6), layout="constrained")
nx.draw_networkx_edges(graph, place, ax=axes, edge_color="0.85")
nx.draw_networkx_nodes(graph, place, ax=axes, node_size=30, node_color="0.6")
seats = {seat: place[order[seat]] for seat in tree}
weeks = [week for *_, week in tree.edges(data="week")]
nx.draw_networkx_nodes(tree, seats, ax=axes, node_size=45, node_color="tab:red")
drawn = nx.draw_networkx_edges(
    tree, seats, ax=axes, edge_color=weeks, edge_cmap=plt.cm.viridis, width=1.8, node_size=45
)
axes.set_title(f"who took {practice.replace('_', ' ')} from whom ({tree.number_of_edges()} first copies)")
axes.axis("off")
colours = plt.cm.ScalarMappable(Normalize(min(weeks), max(weeks)), plt.cm.viridis)
figure.colorbar(colours, ax=axes, label="week", shrink=0.6)
settings.keep(figure, "networks")
print(
    f"{practice}: {tree.number_of_edges()} first copies, longest chain {nx.dag_longest_path_length(tree) if nx.is_directed_acyclic_graph(tree) else 'with cycles'}"
)
