"""Questions in other words: what only tells whose a brand is, and whether or since when something exists."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from autokg.answers.form import Comparator
from autokg.answers.lexicon import Term
from autokg.answers.marking import Item
from autokg.answers.name_scope import companies_of, models_called
from autokg.answers.question import ORGANIZATIONS, Question, of_kinds
from autokg.core.ids import fold
from autokg.stores.base import Store


def without_owners_of_brands(asked: Question, store: Store) -> Question:
    """Return a question without firms that only tell whose a brand is, as in "BMW's Mini" and "la Mini de BMW"."""
    if asked.has("verb", "own", "buy") or asked.has("noun", "owner", "stake") or asked.has("mark", "both"):
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
    """Return a question without nouns that only tell what a named firm is, as in "el grupo Stellantis".

    A noun that a question word stands before is asked for, as in "what firms does X control".
    """
    firms = {"Brand", *ORGANIZATIONS}
    told = {
        at
        for at, (item, after) in enumerate(pairwise(asked.items))
        if item.is_a("noun", "group", "company") and of_kinds(after.names, firms) and not _is_asked(asked, at)
    }
    return replace(asked, items=tuple(item for at, item in enumerate(asked.items) if at not in told))


def with_models_of_idle_brands(asked: Question, store: Store) -> Question:
    """Return a question with the model that bears the name of a brand without models, as "Defender" of Land Rover."""
    if asked.has("verb", "own", "buy") or asked.has("noun", "owner", "brand", "stake"):
        return asked
    return replace(asked, items=tuple(_as_model(item, store) for item in asked.items))


def _as_model(item: Item, store: Store) -> Item:
    brands = of_kinds(item.names, {"Brand"})
    if not brands or len(brands) < len(item.names):
        return item
    models = models_called(brands, store)
    return replace(item, names=tuple(replace(model, text=item.text) for model in models)) if models else item


_KINDS = (
    frozenset({"VehicleModel"}), frozenset({"Plant"}), frozenset({"Place", "Country", "Region"}),
    frozenset({"Brand"}), ORGANIZATIONS,
)  # fmt: skip


def with_like_names(asked: Question) -> Question:
    """Return a question with names that "and" or "or" joins as things of one kind: of "Cassino or Melfi" the towns."""
    items = list(asked.items)
    for before, after in asked.joined():
        first, last = items[before], items[after]
        common = [kinds for kinds in _KINDS if of_kinds(first.names, kinds) and of_kinds(last.names, kinds)]
        shared = frozenset().union(*common)
        if shared:
            items[before] = replace(first, names=of_kinds(first.names, shared))
            items[after] = replace(last, names=of_kinds(last.names, shared))
    return replace(asked, items=tuple(items))


def _is_asked(asked: Question, at: int) -> bool:
    before = asked.items[max(0, at - 1) : at]
    return any(item.is_a("question", "which", "how_many") or item.is_adjective for item in before)


_WHOLE = 100.0  # percent


def with_parts_of_firms(asked: Question) -> Question:
    """Return a question with "partly" and "wholly" of what is owned as bounds on the share."""
    if not (asked.has("verb", "own") or asked.has("noun", "stake", "subsidiary")):
        return asked
    bounds = {"partly": (Comparator.UNDER, _WHOLE), "wholly": (Comparator.AT_LEAST, _WHOLE)}
    items = (
        Item(item.text, bound=bounds[item.term.concept])
        if item.term and item.is_a("modality", *bounds) and item.term.concept in bounds
        else item
        for item in asked.items
    )
    return replace(asked, items=tuple(items))


def of_deals(asked: Question) -> Question:
    """Return a question with "closed" of an agreement as "signed", as in German "einen Vertrag schließen"."""
    if "agreement" not in asked.nouns or not asked.has("verb", "close"):
        return asked
    said = (replace(i, term=Term("verb", "agree"), also=()) if i.is_a("verb", "close") else i for i in asked.items)
    return replace(asked, items=tuple(said))


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
