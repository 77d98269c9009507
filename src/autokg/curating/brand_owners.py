"""From where the owner of a brand is known: a fact, the name of its owner, or only a stated reason why it is not.

Mini        told by a fact
Ferrari     bears the name of its owner
Koenigsegg  has a stated reason
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from autokg.core.ids import fold
from autokg.curating.curated_folder import DataFolder
from autokg.facts import Brand
from autokg.names.gazetteer import EntityType, Entry


class OwnerSource(StrEnum):
    """From where the owner of a brand is known, the best first."""

    FACT = "told by a fact"
    NAME = "bears the name of its owner"
    REASON = "has a stated reason"
    NONE = "unknown"


def owner_sources(folder: DataFolder) -> Iterator[tuple[Entry, OwnerSource]]:
    """Yield each brand with the source of its owner."""
    told = {fold(located.fact.brand) for located in folder.facts if isinstance(located.fact, Brand)}
    for entry in folder.gazetteer.entries:
        if entry.type is EntityType.BRAND:
            yield entry, _owner_source(folder, entry, told)


def _owner_source(folder: DataFolder, entry: Entry, told: set[str]) -> OwnerSource:
    owner = folder.gazetteer.find_organization(entry.organization) if entry.organization else None
    if told & {fold(name) for name in entry.names}:
        return OwnerSource.FACT
    if owner and shows(entry, [owner]):
        return OwnerSource.NAME
    return OwnerSource.REASON if entry.name in folder.stated_reasons else OwnerSource.NONE


def shows(entry: Entry, owners: list[Entry]) -> bool:
    """Return whether a name of an entry contains the first word of a name of an owner."""
    firsts = {fold(name).partition(" ")[0] for owner in owners for name in owner.names}
    return any(firsts.intersection(fold(name).split()) for name in entry.names)
