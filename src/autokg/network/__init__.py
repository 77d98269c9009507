"""The graph as a network: views projected to networkx, and what is measured on them."""

from autokg.network.projection import correct_periods, project, project_layers
from autokg.network.views import VIEWS, get_view, load_views

__all__ = ["VIEWS", "correct_periods", "get_view", "load_views", "project", "project_layers"]
