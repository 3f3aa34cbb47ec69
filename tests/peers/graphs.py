"""The graphs that both programs read: nodes 0 … n − 1, every one of them with at least one edge."""

import networkx as nx


def connected(nodes, degree, seed):
    """The largest component of a random graph with about `degree` edges at each node, renumbered."""
    graph = nx.gnm_random_graph(nodes, nodes * degree // 2, seed=seed)
    return renumbered(graph.subgraph(max(nx.connected_components(graph), key=len)))


def scale_free(nodes, edges_each, seed):
    """Preferential attachment: degrees very unlike."""
    return renumbered(nx.barabasi_albert_graph(nodes, edges_each, seed=seed))


def directed(nodes, degree, seed):
    """A random directed graph; an edge v → u carries from v to u."""
    graph = nx.gnm_random_graph(nodes, nodes * degree, seed=seed, directed=True)
    return renumbered(graph.subgraph(node for node in graph if graph.degree(node) > 0))


def renumbered(graph):
    """The same graph with nodes 0 … n − 1, so that a node's number is its seat."""
    return nx.convert_node_labels_to_integers(graph)


def write(graph, path):
    """As darkside's edge list, in which the first looks at the second: practices travel against the line's order."""
    carries = graph if graph.is_directed() else graph.to_directed()
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{to},{origin}\n" for origin, to in carries.edges)
