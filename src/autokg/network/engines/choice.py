"""Which engine computes a measure: the one that is asked for, else the fastest for the size of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autokg.core.extras import require_extra
from autokg.errors import UnknownNameError, UsageError
from autokg.network.engines.base import Engine, Task
from autokg.network.engines.by_igraph import IgraphEngine, has_igraph
from autokg.network.engines.by_networkx import BackendEngine, NetworkxEngine, backend_has, installed_backends

if TYPE_CHECKING:
    import networkx as nx

_PLAIN, _FAST = "networkx", "igraph"

# The edges from which igraph is worth its import and its copy of the graph: where networkx takes a second or more
# (benchmarks/README.md). PageRank by NumPy takes no longer than that copy, and Leiden's method is not in networkx.
_WORTH: dict[Task, float] = {
    "betweenness": 2_000,
    "louvain": 20_000,
    "constraint": 100_000,
    "pagerank": float("inf"),
    "leiden": 0,
}


def installed_engines() -> list[str]:
    """Return the names of the engines that can be asked for."""
    return list(dict.fromkeys([_PLAIN, *([_FAST] if has_igraph() else []), *installed_backends()]))


def require_engine(name: str | None, task: Task | None = None) -> None:
    """Raise where an engine is not installed or lacks what a task needs."""
    if name is None:
        return
    if name == _FAST:
        require_extra("igraph", extra="fast", purpose="the engine igraph")
    if name not in (known := installed_engines()):
        raise UnknownNameError("engine", name, known)
    if task and not _has(name, task):
        able = [other for other in known if _has(other, task)]
        raise UsageError(f"the engine {name} does not support {task}; {_advise(able)}")


def choose_engine(task: Task, graph: nx.Graph, asked: str | None = None, *, weight: str | None = "weight") -> Engine:
    """Return an engine for a graph.

    Parameters
    ----------
    task : str
        What it will be asked for.
    graph : networkx.Graph
        A simple undirected graph, which must not change while the engine is used.
    asked : str, optional
        The name of an engine; by default igraph where it is installed and the graph is large, else networkx.
    weight : str, optional
        The attribute of the edges that is their weight; None: all are alike.

    Returns
    -------
    Engine
        The graph's own.

    Raises
    ------
    UnknownNameError
        Where there is no such engine.
    UsageError
        Where no engine that is installed, or not the one asked for, has what is wanted.

    """
    require_engine(asked, task)
    name = asked or _fastest(task, graph.number_of_edges())
    if name == _PLAIN:
        return NetworkxEngine(graph, weight)
    return IgraphEngine(graph, weight) if name == _FAST else BackendEngine(name, graph, weight)


def _fastest(task: Task, edges: int) -> str:
    if edges >= _WORTH[task] and has_igraph():
        return _FAST
    able = [name for name in installed_engines() if _has(name, task)]
    if not able:
        raise UsageError(f"no installed engine supports {task}; pip install 'autokg[fast]', or use louvain")
    return able[0]


def _has(name: str, task: Task) -> bool:
    return name == _FAST or backend_has(name, task)


def _advise(able: list[str]) -> str:
    return f"what is installed and has it: {', '.join(able)}" if able else "pip install 'autokg[fast]' has it"
