"""What computes the measures that are slow in plain Python: networkx, igraph, or a backend of networkx.

>>> import networkx as nx
>>> choose_engine("betweenness", nx.path_graph(3), "networkx").betweenness()
{0: 0.0, 1: 2.0, 2: 0.0}
"""

from autokg.network.engines.base import Engine, Method, Scores, Task
from autokg.network.engines.choice import choose_engine, installed_engines, require_engine

__all__ = ["Engine", "Method", "Scores", "Task", "choose_engine", "installed_engines", "require_engine"]
