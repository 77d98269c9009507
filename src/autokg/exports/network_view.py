"""What every writer is given: a view, its network, and the store behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autokg.core.visible import visible
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

WHOLE_STORE = "all"


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A view about to be written.

    Attributes:
        remarks: what writers have to tell of what they wrote.

    """

    name: str
    network: nx.MultiDiGraph
    store: Store
    remarks: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The view as a heading."""
        return self.name[:1].upper() + self.name[1:]


Writer = Callable[[NetworkView], bytes]


def printable(value: Any) -> Any:
    """Return a value without what XML cannot hold."""
    return visible(value) if isinstance(value, str) else value
