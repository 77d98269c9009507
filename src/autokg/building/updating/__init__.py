"""Stores kept up: documents added to one and removed from it, at the cost of what they touch.

The result is, quad by quad, what a build of all documents that are then there would give.
"""

from autokg.building.updating.delta import Delta
from autokg.building.updating.on_disk import add_to_store, remove_from_store
from autokg.building.updating.update import Maintainer, Maintenance

__all__ = ["Delta", "Maintainer", "Maintenance", "add_to_store", "remove_from_store"]
