"""Every measure gives the same in every run, whatever order sets of text have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autokg.stores import replace_store
from corpus import build_example

pytestmark = pytest.mark.slow

MEASURE_ALL = """
import datetime as dt
import sys
from pathlib import Path
from autokg.network import project, project_layers
from autokg.network.centrality import MEASURES, rank
from autokg.network.communities import find_communities
from autokg.network.comparison import compare
from autokg.network.concentration import measure_concentration
from autokg.network.cuts import find_cut_nodes, find_cut_ties
from autokg.network.exposure import measure_exposure
from autokg.network.connections import find_shortest_chains, find_strongest_chain
from autokg.network.productions import load_productions
from autokg.stores import open_store
store = open_store(Path(sys.argv[1]))
network = project_layers(store, ["partners", "production", "ownership"])
nodes = list(network)
print([rank(network, measure, weight="ties") for measure in MEASURES], rank(network, "betweenness", pivots=20))
print(find_communities(network, weight="sources"), find_cut_nodes(network), find_cut_ties(network))
print([(find_shortest_chains(network, nodes[0], node), find_strongest_chain(network, nodes[0], node)) for node in nodes])
productions = load_productions(store)
print(measure_concentration(productions), [measure_exposure(productions, node) for node in nodes])
print(compare(project(store, "all", on=dt.date(2015, 1, 1)), project(store, "all")))
"""


def test_two_runs_measure_the_same(tmp_path: Path) -> None:
    replace_store(tmp_path / "store", build_example().store.quads())
    runs = [
        subprocess.run(
            [sys.executable, "-c", MEASURE_ALL, str(tmp_path / "store")],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 10_000
