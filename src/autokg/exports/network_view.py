"""What every writer is given: a view, its network, and the store behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autokg.core.visible import visible
from autokg.exports.picture_texts import load_wording
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

WHOLE_STORE = "all"


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A view about to be written.

    Attributes:
        view: the view that it is, or is a part of.
        around: the name of what the part is around.
        remarks: what writers have to tell of what they wrote.
        language: of the words of a picture: en, fr or de.

    """

    view: str
    network: nx.MultiDiGraph
    store: Store
    remarks: list[str] = field(default_factory=list)
    around: str = ""
    language: str = "en"

    @property
    def name(self) -> str:
        """What the view is called."""
        return f"{self.view} around {self.around}" if self.around else self.view

    @property
    def title(self) -> str:
        """The view as a heading."""
        text = load_wording(self.language)
        view = text.view(self.view)
        return text("around", view=view, name=self.around) if self.around else view


Writer = Callable[[NetworkView], bytes]


def printable(value: Any) -> Any:
    """Return a value without what XML cannot hold."""
    return visible(value) if isinstance(value, str) else value
