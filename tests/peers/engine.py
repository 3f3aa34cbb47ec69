"""Runs darkside on a graph and reads its tables."""

import csv
import os
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

import graphs

SCENARIO = """\
extends = "known/neutral"
question = "Does another program give the same?"
look_at = "tests/peers"

[run]
seeds = {seeds}
weeks = {weeks}

[ties]
edges = "graph.csv"

[contagion]
{contagion}

[lapse]
{lapse}

[[intervention]]
week = 1
act = "introduce"
practices = ["novelty"]
managers = {first}
"""


class Engine:
    """The command, a directory to work in, and values to change in every run."""

    def __init__(self, directory, changes):
        self.command = shlex.split(os.environ["DARKSIDE"])
        self.directory = Path(directory)
        self.changes = [part for change in changes for part in ("--set", change)]

    def version(self):
        return subprocess.run([*self.command, "--version"], check=True, capture_output=True, text=True).stdout.strip()

    def run(self, name, graph, *, seeds, weeks, first, contagion, lapse=None):
        """Simulates; `first` is how many nodes begin, or which."""
        directory = self.directory / name
        directory.mkdir()
        graphs.write(graph, directory / "graph.csv")
        # Names, not seats, so that nothing hangs on how seats are numbered.
        chosen = first if isinstance(first, int) else [str(node) for node in first]
        text = SCENARIO.format(
            seeds=seeds, weeks=weeks, first=str(chosen).replace("'", '"'), contagion=toml(contagion), lapse=toml(lapse or {})
        )
        (directory / "scenario.toml").write_text(text, encoding="utf-8")
        arguments = ["run", str(directory / "scenario.toml"), "--no-charts", "--format", "csv", "--out", str(directory / "out")]
        finished = subprocess.run([*self.command, *arguments, *self.changes], capture_output=True, text=True)
        if finished.returncode != 0:
            sys.exit(finished.stderr)
        return Tables(directory / "out", len(graph), seeds, weeks)


class Tables:
    """What a run wrote."""

    def __init__(self, directory, nodes, seeds, weeks):
        self.directory, self.nodes, self.shape = directory, nodes, (seeds, weeks + 1)

    def rows(self, table):
        with open(self.directory / f"{table}.csv", newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file)

    def users(self):
        """Users by run and week."""
        return self.series("use_novelty") * self.nodes

    def adoptions(self):
        """Adoptions by run and week, the first ones in week 1 among them."""
        return self.series("adoptions")

    def series(self, column):
        values = np.full(self.shape, np.nan)
        first_seed = None
        for row in self.rows("series"):
            seed = int(row["seed"])
            first_seed = seed if first_seed is None else first_seed
            values[seed - first_seed, int(row["week"])] = float(row[column])
        assert not np.isnan(values).any(), "a week is missing"
        return values

    def adopters(self):
        """The nodes that took the practice up in each week, 0 for those introduced; of the first run."""
        weeks = defaultdict(set)
        for row in self.rows("ledger"):
            week = 0 if row["mechanism"] == "introduction" else int(row["week"])
            weeks[week].add(int(row["target_manager"]))
        return dict(weeks)


def toml(values):
    return "\n".join(f"{key} = {value}" for key, value in values.items())
