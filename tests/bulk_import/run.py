#!/usr/bin/env python3
"""Writes the networks that Python packages ship by every writer they have, and reads all of them with `darkside check`.

    python -m venv v && v/bin/pip install networkx igraph scikit-network pandas lxml scipy
    v/bin/python tests/bulk_import/run.py target/release/darkside

Prints, for each writer, how many files were read with the right counts of managers and ties, how many were refused by
name, and every other file with what was said. docs/import.md holds the figures. Not part of the tests: it needs packages.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import igraph
import networkx as nx
import numpy
import scipy.io
import sknetwork.data

# What is written below is read with these: undirected graphs have one row an edge, some have loops and multiple edges.
OPTIONS = 'twice = "sum"\nself = "drop"\n'


def networks():
    """Name and graph, each with weights on its edges."""
    for make in (nx.karate_club_graph, nx.davis_southern_women_graph, nx.florentine_families_graph,
                 nx.les_miserables_graph, nx.krackhardt_kite_graph, nx.petersen_graph, nx.tutte_graph,
                 nx.sedgewick_maze_graph, nx.frucht_graph, nx.house_graph, nx.bull_graph, nx.icosahedral_graph,
                 nx.pappus_graph, nx.desargues_graph, nx.moebius_kantor_graph, nx.diamond_graph, nx.cubical_graph):
        yield make.__name__, make()
    for number, graph in enumerate(nx.graph_atlas_g()[2::5]):
        if graph.number_of_edges() > 0:
            yield f"atlas_{number}", graph
    for name in ("Bull Chvatal Coxeter Cubical Diamond Dodecahedral Folkman Franklin Frucht Grotzsch Heawood Herschel "
                 "House HouseX Icosahedral Krackhardt_Kite Levi McGee Meredith Noperfectmatching Nonline Octahedral "
                 "Petersen Robertson Smallestcyclicgroup Tetrahedral Thomassen Tutte Uniquely3colorable Walther "
                 "Zachary").split():
        yield f"famous_{name}", igraph.Graph.Famous(name).to_networkx()
    for name in ("karate_club", "miserables", "painters", "movie_actor", "art_philo_science", "house", "bow_tie",
                 "hourglass", "star_wars", "cyclic_digraph", "linear_digraph", "grid"):
        data = getattr(sknetwork.data, name)
        bunch = data() if name in ("cyclic_digraph", "linear_digraph", "grid") else data(metadata=True)
        matrix = bunch if not hasattr(bunch, "biadjacency") and not hasattr(bunch, "adjacency") else None
        if hasattr(bunch, "adjacency"):
            matrix, names = bunch.adjacency, getattr(bunch, "names", None)
        elif hasattr(bunch, "biadjacency"):
            rows, columns = bunch.biadjacency.shape
            graph = nx.DiGraph()
            graph.add_nodes_from([f"r{row}" for row in range(rows)] + [f"c{column}" for column in range(columns)])
            for row, column in zip(*bunch.biadjacency.nonzero()):
                graph.add_edge(f"r{row}", f"c{column}", weight=float(bunch.biadjacency[row, column]))
            yield f"sk_{name}", graph
            continue
        else:
            names = None
        matrix = matrix.astype(float)
        symmetric = (matrix != matrix.T).nnz == 0
        graph = nx.from_scipy_sparse_array(matrix, create_using=nx.Graph if symmetric else nx.DiGraph)
        if names is not None:
            graph = nx.relabel_nodes(graph, {number: str(name) for number, name in enumerate(names)})
        yield f"sk_{name}", graph


def plain(graph):
    """The same with names without spaces, and a weight on each edge, sometimes whole."""
    renamed = nx.relabel_nodes(graph, {node: re.sub(r"\W+", "_", str(node)) for node in graph})
    for number, (_, _, data) in enumerate(renamed.edges(data=True)):
        data.clear()
        data["weight"] = 1 if number % 2 else 0.5
    for _, data in renamed.nodes(data=True):
        data.clear()
    renamed.graph.clear()
    return renamed


def as_igraph(graph):
    made = igraph.Graph.from_networkx(graph)
    made.vs["name"] = made.vs["_nx_name"]
    del made.vs["_nx_name"]
    return made


def table(graph, path, **how):
    nx.to_pandas_edgelist(graph).to_csv(path, **how)


def matrix(graph, path, **how):
    nx.to_pandas_adjacency(graph).to_csv(path, **how)


# Writer: extension, option of [ties], whether its files are read (else named), whether a row of an undirected graph is
# both ways only with `mutual`, whether it keeps nodes without edges, and what writes.
WRITERS = {
    "networkx write_graphml": ("graphml", "graphml", True, False, True, nx.write_graphml),
    "networkx write_graphml, numeric types inferred": ("graphml", "graphml", True, False, True,
        lambda g, p: nx.write_graphml(g, p, infer_numeric_types=True)),
    "networkx write_graphml_xml": ("graphml", "graphml", True, False, True, nx.write_graphml_xml),
    "networkx write_graphml, gzip": ("graphml.gz", "graphml", True, False, True, nx.write_graphml),
    "networkx write_graphml, ISO-8859-1": ("graphml", "graphml", True, False, True,
        lambda g, p: nx.write_graphml_xml(g, p, encoding="ISO-8859-1")),
    "igraph write_graphml": ("graphml", "graphml", True, False, True, lambda g, p: as_igraph(g).write_graphml(p)),
    "igraph write_graphmlz": ("graphml.gz", "graphml", True, False, True, lambda g, p: as_igraph(g).write_graphmlz(p)),
    "networkx write_edgelist, data=False": ("txt", "edges", True, True, False,
        lambda g, p: nx.write_edgelist(g, p, data=False)),
    "networkx write_weighted_edgelist": ("txt", "edges", True, True, False, nx.write_weighted_edgelist),
    "networkx write_weighted_edgelist, semicolons": ("txt", "edges", True, True, False,
        lambda g, p: nx.write_weighted_edgelist(g, p, delimiter=";")),
    "networkx write_weighted_edgelist, tabs, gzip": ("txt.gz", "edges", True, True, False,
        lambda g, p: nx.write_weighted_edgelist(g, p, delimiter="\t")),
    "igraph write_edgelist": ("txt", "edges", True, True, False, lambda g, p: as_igraph(g).write_edgelist(p)),
    "igraph write_ncol": ("txt", "edges", True, True, False,
        lambda g, p: as_igraph(g).write_ncol(p, names="name", weights="weight")),
    "pandas to_csv": ("csv", "ties", True, True, False, lambda g, p: table(g, p, index=False)),
    "pandas to_csv with its index": ("csv", "ties", True, True, False, table),
    "pandas to_csv, semicolons and decimal commas": ("csv", "ties", True, True, False,
        lambda g, p: table(g, p, sep=";", decimal=",")),
    "pandas to_csv, UTF-16 and tabs": ("csv", "ties", True, True, False,
        lambda g, p: table(g, p, sep="\t", encoding="utf-16")),
    "pandas to_csv, quoted, carriage returns": ("csv", "ties", True, True, False,
        lambda g, p: table(g, p, quoting=1, lineterminator="\r")),
    "pandas adjacency to_csv": ("csv", "ties", True, False, True, matrix),
    "pandas adjacency to_csv, semicolons and decimal commas": ("csv", "ties", True, False, True,
        lambda g, p: matrix(g, p, sep=";", decimal=",")),
    "networkx write_edgelist with attributes": ("txt", "edges", False, True, False, nx.write_edgelist),
    "networkx write_adjlist": ("txt", "edges", False, True, False, nx.write_adjlist),
    "networkx write_multiline_adjlist": ("txt", "edges", False, True, False, nx.write_multiline_adjlist),
    "networkx write_gml": ("gml", "edges", False, True, False, nx.write_gml),
    "networkx write_pajek": ("net", "edges", False, True, False, nx.write_pajek),
    "networkx write_gexf": ("gexf", "graphml", False, True, False, nx.write_gexf),
    "networkx node_link_data, JSON": ("json", "edges", False, True, False,
        lambda g, p: pathlib.Path(p).write_text(json.dumps(nx.node_link_data(g)))),
    "networkx write_graph6": ("g6", "edges", False, True, False, lambda g, p: nx.write_graph6(nx.Graph(g), p)),
    "networkx write_sparse6": ("s6", "edges", False, True, False, lambda g, p: nx.write_sparse6(nx.Graph(g), p)),
    "igraph write_gml": ("gml", "edges", False, True, False, lambda g, p: as_igraph(g).write_gml(p)),
    "igraph write_pajek": ("net", "edges", False, True, False, lambda g, p: as_igraph(g).write_pajek(p)),
    "igraph write_dot": ("dot", "edges", False, True, False, lambda g, p: as_igraph(g).write_dot(p)),
    "igraph write_leda": ("lgr", "edges", False, True, False,
        lambda g, p: as_igraph(g).write_leda(p, names=None, weights=None)),
    "igraph write_adjacency": ("txt", "edges", False, True, False, lambda g, p: as_igraph(g).write_adjacency(p)),
    "numpy savetxt": ("txt", "edges", False, True, False, lambda g, p: numpy.savetxt(p, nx.to_numpy_array(g))),
    "scipy mmwrite": ("mtx", "edges", False, True, False,
        lambda g, p: scipy.io.mmwrite(p, nx.to_scipy_sparse_array(g))),
    "pandas adjacency to_excel-like zip": ("zip", "ties", False, True, False,
        lambda g, p: table(g, p, compression={"method": "zip", "archive_name": "t.csv"})),
}


def expected(graph, keeps_nodes):
    """Managers and ties: pairs without loops, both directions of an undirected edge."""
    pairs = {(source, target) for source, target in graph.edges() if source != target}
    if not graph.is_directed():
        pairs |= {(target, source) for source, target in pairs}
    ends = {end for edge in graph.edges() for end in edge}
    return (graph.number_of_nodes() if keeps_nodes else len(ends)), len(pairs)


def main():
    darkside = sys.argv[1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bulk_import_"))
    counts = collections.defaultdict(collections.Counter)
    for name, graph in networks():
        graph = plain(graph)
        for number, (writer, (extension, option, is_read, by_row, keeps, write)) in enumerate(WRITERS.items()):
            path = folder / f"{name}_{number}.{extension}"
            try:
                write(graph, str(path))
            except Exception as error:  # the package cannot write this graph so
                counts[writer][f"not written: {type(error).__name__}"] += 1
                continue
            mutual = "mutual = true\n" if by_row and not graph.is_directed() else ""
            scenario = folder / f"{name}_{number}.toml"
            scenario.write_text(f'[ties]\n{option} = "{path.name}"\n{OPTIONS}{mutual}')
            check = subprocess.run([darkside, "check", str(scenario)], capture_output=True, text=True)
            found = re.search(r"managers\s+(\d+).*?ties\s+(\d+)", check.stdout, re.S)
            if is_read and found and (int(found[1]), int(found[2])) == expected(graph, keeps):
                counts[writer]["read, counts equal"] += 1
            elif not is_read and check.returncode == 2 and check.stderr.startswith("error: "):
                counts[writer]["refused by name"] += 1
            else:
                counts[writer]["OTHER"] += 1
                print(path, expected(graph, keeps), found and found.groups(), check.stderr[:300], file=sys.stderr)
    totals = collections.Counter()
    for writer, outcomes in counts.items():
        print(f"| {writer} | " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) + " |")
        totals.update(outcomes)
    print(dict(totals))


if __name__ == "__main__":
    main()
