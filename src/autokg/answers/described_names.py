"""Questions about a thing that they describe instead of naming it, as in "who owns the company that builds X".

The description is read and answered first; what it gives stands as the name in the rest of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from autokg.answers.fact_clauses import is_minor
from autokg.answers.facts import gather
from autokg.answers.form import Form, Name, View
from autokg.answers.form_rows import find_rows
from autokg.answers.lexicon import Term
from autokg.answers.marking import Item
from autokg.answers.patterns import PATTERNS
from autokg.answers.question import Question
from autokg.stores.base import Store

_KINDS = {"builder": "Company", "operator": "Company", "owner": "Company", "plant": "Plant", "brand": "Brand"}
_HOLDING = ("current", "last_known")
Reader = Callable[[Question, Store], Form]


def resolve_chain(asked: Question, store: Store, read: Reader) -> tuple[Question, Form | None]:
    """Return a question with a name in place of its description, and the form of the description, if it has one.

    A description may hold another one, as in "who leads the owner of the company that builds X".
    """
    bounds = _description(asked.items)
    if bounds is None:
        return asked, None
    first, last = bounds
    inner = read(replace(asked, items=tuple(_as_question(asked.items[first:last])), text=""), store)
    names = _answers(inner, asked, store) if not inner.unknown else ()
    if not names:
        return (asked, None) if inner.unknown else (asked, replace(inner, dangling=True))
    text = " ".join(item.text for item in asked.items[first:last])
    if first > 1 and asked.items[first - 1].is_a("mark", "of") and asked.items[first - 2].is_a("verb"):
        first -= 1  # the German article "der"
    outer = replace(asked, items=(*asked.items[:first], Item(text, names=names), *asked.items[last:]))
    further, form = resolve_chain(outer, store, read)
    return (further, replace(form, chain=inner)) if form else (outer, inner)


def _description(items: Sequence[Item]) -> tuple[int, int] | None:
    """Return the bounds of a noun with what describes it, if the rest of the question asks something of it."""
    for first, item in enumerate(items):
        if not first or not item.is_a("noun", "company", "owner", "group", "brand", "plant"):
            continue
        last = _end_of_clause(items, first) or _end_of_phrase(items, first)
        rest = (*items[:first], *items[last:]) if last else ()
        if last and any(other.is_a("verb") or other.nouns for other in rest):
            return first, last
    return None


def _end_of_clause(items: Sequence[Item], first: int) -> int | None:
    """Return the end of "company that builds X": the relative clause goes to the verb after its last name."""
    if first + 1 >= len(items) or not items[first + 1].is_a("mark", "relative"):
        return None
    named = told = False
    for at, item in enumerate(items[first + 2 :], first + 2):
        if named and item.is_a("verb"):
            return at if told else at + 1  # a German clause has its only verb at its end
        named = named or bool(item.names)
        told = told or item.is_a("verb")
    return len(items) if named else None


def _end_of_phrase(items: Sequence[Item], first: int) -> int | None:
    """Return the end of "owner of X", and of "builder of X" where X is a model."""
    after = items[first + 1 : first + 3]
    if len(after) < 2 or not after[0].is_a("mark", "of"):  # noqa: PLR2004 (a mark and a name)
        return None
    kinds = {kind for name in after[1].names for kind in name.kinds}
    of_model = items[first].is_a("noun", "company") and "VehicleModel" in kinds
    is_phrase = of_model or (bool(kinds) and items[first].is_a("noun", "owner"))
    return first + 3 if is_phrase else None


def _as_question(items: Sequence[Item]) -> list[Item]:
    """Return a description as a question of its own: who builds X, who owns X."""
    noun, *rest = items
    if noun.is_a("noun", "brand") and (models := [item for item in rest if item.names]):
        return [Item("", term=Term("question", "which")), noun, Item("", term=Term("verb", "build")), *models]
    verb = "own" if noun.is_a("noun", "owner", "group") else "build"
    asks = Item(noun.text, term=Term("question", "where" if noun.is_a("noun", "plant") else "who"))
    told = [item for item in rest if not item.is_a("mark", "relative", "of")]
    if any(item.is_a("verb") for item in told):
        return [asks, *told]
    return [asks, Item(noun.text, term=Term("verb", verb)), *told]


def _answers(form: Form, asked: Question, store: Store) -> tuple[Name, ...]:
    """Return what answers a form now, or else at another time, as names."""
    target = form.targets[0] if form.targets else ""
    if target not in _KINDS:
        return ()
    day, pattern = asked.today.isoformat(), PATTERNS[form.view]
    facts = gather(find_rows(form, store, day), tuple(pattern.things), day, pattern.key)
    holding = [fact for fact in facts if fact.phase in _HOLDING]
    if form.view is View.OWNERSHIP:  # who holds a small share owns only what no one holds more of
        holding = [fact for fact in holding if not is_minor(fact)] or holding
    found = {
        iri: label
        for fact in holding or facts
        for label, iri in zip(fact.labels.get(target, ()), fact.iris.get(target, ()), strict=False)
    }
    return tuple(Name(label, iri, (_KINDS[target],), label) for iri, label in sorted(found.items()))
