"""Comparisons of two things by a count, as "more plants in Italy or in France": which things, and what is counted."""

from __future__ import annotations

from autokg.answers.form import Form, View
from autokg.answers.marking import Item
from autokg.answers.question import ORGANIZATIONS, REGIONS, Question, of_kinds
from autokg.answers.view_choice import TARGETS

# Things that can be compared with each other; a plant and a town are both where something is built.
_ALIKE = (frozenset({"VehicleModel"}), frozenset({"Plant", "Place", *REGIONS}), frozenset({"Brand", *ORGANIZATIONS}))


def asks_more(asked: Question) -> bool:
    """Return whether it is asked which of two things has more: by the word, or by "most" before "than" or "or"."""
    most = asked.has("aggregate", "most") and asked.has("mark", "than", "or")
    return asked.has("aggregate", "more") or (most and bool(sides_of(asked)))


def sides_of(asked: Question) -> tuple[str, ...]:
    """Return the words for the things compared: those joined by "or", or those before and after "than"."""
    for at, item in enumerate(asked.items):
        if item.is_a("mark", "or", "than") and (right := _after(asked, at)):
            left = _chained(asked, at, right) if item.is_a("mark", "or") else _nearest_alike(asked, at, right)
            if left:
                return (*left, right.text)
    return ()


def _after(asked: Question, at: int) -> Item | None:
    return next((item for item in asked.items[at + 1 :] if item.names), None)


def _nearest_alike(asked: Question, at: int, right: Item) -> tuple[str, ...]:
    left = next((item for item in asked.before(at) if _are_alike(item, right)), None)
    return (left.text,) if left else ()


def _chained(asked: Question, at: int, right: Item) -> tuple[str, ...]:
    """Return the words for the things before "or" that follow each other with nothing but small words between."""
    found: list[str] = []
    for item in asked.before(at):
        if _are_alike(item, right):
            found.insert(0, item.text)
        elif found and not item.is_a("mark"):
            break
    return tuple(found)


def _are_alike(item: Item, other: Item) -> bool:
    return any(of_kinds(item.names, kinds) and of_kinds(other.names, kinds) for kinds in _ALIKE)


def counted_of(asked: Question, form: Form, sides: tuple[str, ...]) -> str:
    """Return the slot that is counted: the noun after "more", else what is asked for and not compared."""
    counted = TARGETS.get(form.view, {})
    for at, item in enumerate(asked.items):
        if item.is_a("aggregate", "more", "most") or item.is_a("question", "how_many"):
            nouns = [*item.nouns, *(noun for other in asked.items[at + 1 : at + 3] for noun in other.nouns)]
            if slot := next((counted[noun] for noun in nouns if noun in counted), None):
                return slot
    compared = {c.slot for c in form.conditions if any(name.text in sides for name in c.names)}
    places = {"plant", "place", "country", "site"}
    taken = compared | (places if compared & places else set())
    plain = "plant" if form.view is View.PLANT else "model"
    return next((target for target in form.targets if target not in taken), plain)
