# %% [markdown]
# # Networks: networkx in, a transmission tree out
# Put a network into the model, give five managers a practice, and turn the ledger into a graph of who copied from whom.
#
# What stays open: the ledger credits each copy to one source, drawn in proportion to the hazards; others may have contributed.

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
scenario = ds.organisation(ties=graph, name="small_world", base="withering")
scenario = scenario.set({"contagion.inter_imitation": settings.pick(0.005, 0.02)}, seeds=1)
run = ds.run(scenario)

# %% Five managers are given a practice that nobody else has or reinvents. How did it reach each of the others?
practice = "exceed_expectations"
assert run.ledger is not None
ledger = pl.DataFrame(run.ledger).with_columns(pl.col("practice").cast(pl.String))
first = (
    ledger.filter(pl.col("practice") == practice)
    .sort("week", maintain_order=True)
    .unique("target_manager", keep="first", maintain_order=True)
)
copies = first.filter(pl.col("source_manager").is_not_null())
tree: nx.DiGraph = nx.DiGraph()
tree.add_nodes_from(first.filter(pl.col("source_manager").is_null())["target_manager"])
assert len(tree) >= 5  # new people may bring it along too
tree.add_edges_from((row["source_manager"], row["target_manager"], {"week": row["week"]}) for row in copies.to_dicts())
assert nx.is_branching(tree), "each manager has one source, and no circle leads back"

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
    f"{practice}: {len(copies)} of {len(first)} managers copied; the longest chain has {nx.dag_longest_path_length(tree, weight=None)} links"
)
