"""Views: saved queries that return one row per edge, in `queries/views/`."""

from __future__ import annotations

from functools import cache

from autokg.errors import UnknownNameError
from autokg.queries import SavedQuery, load_folder
from autokg.resources import find_resource

VIEWS = ("production", "partners", "ownership", "agreements", "all")


@cache
def load_views() -> dict[str, SavedQuery]:
    """Return the views by name."""
    return load_folder(find_resource("queries", "views"))


def get_view(name: str) -> SavedQuery:
    """Return a view; raise `UnknownNameError` with near names where there is none."""
    views = load_views()
    if name not in views:
        raise UnknownNameError("view", name, views)
    return views[name]
