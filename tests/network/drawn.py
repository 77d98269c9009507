"""Networks of every sort that hypothesis draws: several ties, both ways, to oneself, in pieces."""

from __future__ import annotations

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

drawn = settings(deadline=None, max_examples=60)  # the first call imports networkx and NumPy


@st.composite
def networks(draw: st.DrawFn) -> nx.MultiDiGraph:
    nodes = [f"n{number}" for number in range(draw(st.integers(1, 12)))]
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes), st.integers(1, 9))
    network = nx.MultiDiGraph()
    network.add_nodes_from(nodes)
    network.add_edges_from((s, t, {"type": "tie", "sources": w}) for s, t, w in draw(st.lists(ends, max_size=25)))
    return network
