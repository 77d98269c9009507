"""Measures of the network as figures: names resolved, rows for people and programs, the queries behind them."""

from autokg.network.reports.chains import connect
from autokg.network.reports.change import compare_days, compare_scopes, require_order
from autokg.network.reports.dependence import concentrate, expose, parse_dimensions
from autokg.network.reports.figure import FORMATS, Figure, render
from autokg.network.reports.gaps import GAPS, find_gaps
from autokg.network.reports.scope import Scope, parse_status, parse_views
from autokg.network.reports.structure import find_bridges, find_bridging_ties, group, rank_nodes

__all__ = [
    "FORMATS",
    "GAPS",
    "Figure",
    "Scope",
    "compare_days",
    "compare_scopes",
    "concentrate",
    "connect",
    "expose",
    "find_bridges",
    "find_bridging_ties",
    "find_gaps",
    "group",
    "parse_dimensions",
    "parse_status",
    "parse_views",
    "rank_nodes",
    "render",
    "require_order",
]
