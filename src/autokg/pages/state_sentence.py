"""The state of a production, an agreement, a stake or another relation in one sentence, as an answer tells it."""

from __future__ import annotations

from dataclasses import dataclass

from autokg.answers.fact_index import asker_for
from autokg.answers.form import Condition, Form, Mode, Name, View
from autokg.answers.telling import Findings, tell
from autokg.entities.description import Description, Value
from autokg.pages.frame import Frame
from autokg.stores import Store


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to find what is told of a relation: by a thing that it has in a property.

    Attributes:
        slot: of the condition on the thing.
        kind: class of the thing.

    """

    property: str
    view: View
    slot: str
    kind: str


_WAYS = {
    "Production": _Way("ofModel", View.PRODUCTION, "model", "VehicleModel"),
    "Agreement": _Way("party", View.TIE, "party", "Organization"),
    "Stake": _Way("stakeIn", View.OWNERSHIP, "owned", "Organization"),
    "Appointment": _Way("postIn", View.ROLE, "organization", "Organization"),
    "Supply": _Way("customer", View.SUPPLY, "customer", "Organization"),
    "Investment": _Way("investor", View.INVESTMENT, "investor", "Organization"),
}


def tell_state(described: Description, store: Store, frame: Frame) -> str:
    """Return the state of a relation as a sentence; empty if it is none, or no fact is told of it."""
    values = {statement.property: statement.values for statement in described.statements}
    ways = (_WAYS[kind] for kind in described.kinds if kind in _WAYS)
    known = ((way, thing) for way in ways for thing in values.get(way.property, ())[:1])
    return next((_tell(described.iri, way, thing, store, frame) for way, thing in known), "")


def _tell(iri: str, way: _Way, thing: Value, store: Store, frame: Frame) -> str:
    words = frame.texts.words
    name = Name(thing.text, thing.iri or "", (way.kind,))
    form = Form(way.view, Mode.LIST, conditions=(Condition(way.slot, (name,)),), language=frame.language)
    facts, _ = asker_for(store, frame.today, words).facts(form)
    own = [fact for fact in facts if fact.node == iri]
    return tell(form, Findings(own), words) if own else ""
