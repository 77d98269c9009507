"""Questions in other words: what only tells whose a brand is, and whether or since when something exists."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from autokg.answers.lexicon import Term
from autokg.answers.marking import Item
from autokg.answers.name_scope import companies_of
from autokg.answers.question import ORGANIZATIONS, Question, of_kinds
from autokg.core.ids import fold
from autokg.stores.base import Store


def without_owners_of_brands(asked: Question, store: Store) -> Question:
    """Return a question without firms that only tell whose a brand is, as in "BMW's Mini" and "la Mini de BMW"."""
    if asked.has("verb", "own", "buy") or asked.has("noun", "owner", "stake"):
        return asked
    items = [item for item in asked.items if item.names or item.term]
    for at, item in enumerate(items[:-1]):
        after = items[at + 1]
        if _owns_brand(item, after, store):
            return replace(asked, items=tuple(other for other in asked.items if other is not item))
        last = items[at + 2] if after.is_a("mark", "of") and at + 2 < len(items) else None
        if last and asked.has("verb", "build") and _owns_brand(last, item, store):
            rest = (other for other in asked.items if other is not last and other is not after)
            return replace(asked, items=tuple(rest))
    return asked


def _owns_brand(owner: Item, item: Item, store: Store) -> bool:
    """Return whether an item names a brand that belongs to a firm of another name."""
    firms, brands = of_kinds(owner.names, ORGANIZATIONS), of_kinds(item.names, {"Brand"})
    if not firms or not brands:
        return False
    named = {fold(name.label) for name in owner.names}
    owned = set(companies_of(firms, store).brands)
    return all(brand.iri in owned and fold(brand.label) not in named for brand in brands)


def without_kinds_of_firms(asked: Question) -> Question:
    """Return a question without nouns that only tell what a named firm is, as in "el grupo Stellantis"."""
    firms = {"Brand", *ORGANIZATIONS}
    told = {
        at
        for at, (item, after) in enumerate(pairwise(asked.items))
        if item.is_a("noun", "group", "company") and of_kinds(after.names, firms)
    }
    return replace(asked, items=tuple(item for at, item in enumerate(asked.items) if at not in told))


def of_existence(asked: Question) -> Question:
    """Return whether or since when something exists as the question for what the base holds of it.

    A plant is open, a model is built, a joint venture goes on. Of other firms and of brands the verb stays, because
    the base does not hold when they began.
    """
    if not asked.has("verb", "exist"):
        return asked
    kinds = asked.kinds()
    if "plant" in asked.nouns or "Plant" in kinds:
        return _saying(asked, Term("verb", "open"))
    if "VehicleModel" in kinds:
        return _saying(asked, Term("verb", "build"))
    if asked.nouns or not kinds & {"Brand", *ORGANIZATIONS}:
        return asked.without("verb", "exist")
    return _saying(asked, Term("noun", "joint_venture")) if "JointVenture" in kinds else asked


def _saying(asked: Question, term: Term) -> Question:
    nouns = (term.concept,) if term.table == "noun" else ()
    said = (replace(item, term=term, nouns=nouns) if item.is_a("verb", "exist") else item for item in asked.items)
    return replace(asked, items=tuple(said))
