"""Incremental updates: add documents to a store and remove them, at the cost of the things they mention.

The resulting store equals, quad by quad, a build of all its documents.
"""

from autokg.building.updating.delta import Delta
from autokg.building.updating.on_disk import add_to_store, remove_from_store
from autokg.building.updating.update import Maintainer, Maintenance

__all__ = ["Delta", "Maintainer", "Maintenance", "add_to_store", "remove_from_store"]
