"""Networks to draw, made up."""

from __future__ import annotations

import random

import networkx as nx

TYPES = ("Company", "Group", "Brand", "Plant", "VehicleModel", "Country")
STATUSES = ("actual", "planned", "reported", "ended", "cancelled")


def make_network(nodes: int, edges: int, seed: int = 1) -> nx.MultiDiGraph:
    """Return a network with labels short and long, some of it in parts of their own."""
    chance = random.Random(seed)
    network = nx.MultiDiGraph()
    for number in range(nodes):
        words = " ".join(
            chance.choice(("Hill", "Example", "Motors", "Südwerk", "Long-River", "plant", "M"))
            for _ in range(1 + number % 6)
        )
        network.add_node(f"https://e.org/{number:03}", label=f"{words} {number}", type=TYPES[number % len(TYPES)])
    names = list(network)
    for number in range(edges):
        source, target = chance.choice(names[: nodes - nodes // 10]), chance.choice(names[: nodes - nodes // 10])
        status = STATUSES[number % len(STATUSES)]
        network.add_edge(source, target, key=f"k{number}", type="operates", status=status, sources=1 + number % 7)
    return network
