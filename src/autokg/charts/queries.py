"""The saved queries that charts are drawn from (`queries/charts/`)."""

from __future__ import annotations

from functools import cache

from autokg.queries import SavedQuery, load_folder
from autokg.resources import find_resource


@cache
def load_chart_query(name: str) -> SavedQuery:
    """Return one of the queries that charts are drawn from."""
    return load_folder(find_resource("queries", "charts"))[name]
