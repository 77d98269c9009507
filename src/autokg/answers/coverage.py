"""What of a question its form does not hold: words that are not used, and topics that the base does not cover.

An answer is given only if every content word is used; a word that is understood but changes nothing would make it an
answer to another question.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from autokg.answers.form import Form, Mode, View
from autokg.answers.lexicon import Term
from autokg.answers.marking import Item
from autokg.answers.question import ORGANIZATIONS, REGIONS, Question, of_kinds
from autokg.answers.transfers import is_transfer

# What may be asked for as unknown, by noun.
_MISSING = {
    "company": "builder", "plant": "plant", "country": "country", "market": "market", "place": "place",
    "start_date": "start",
}  # fmt: skip
_MISSING_OF_PLANTS = {
    "company": "operator", "operate": "operator", "owner": "operator", "capacity": "capacity",
    "employees": "employees", "start_date": "start",
}  # fmt: skip
_AMOUNTS = (Mode.SUPERLATIVE, Mode.COMPARE)


def unused(asked: Question, form: Form) -> Iterator[str]:
    """Yield the words that are unknown, or that would change the question but not the form."""
    for item in asked.items:
        if item.is_unknown or not _is_used(item, asked, form):
            yield item.text


def _is_used(item: Item, asked: Question, form: Form) -> bool:
    if item.days is not None:
        return form.window is not None
    table, concept = item.term or ("", "")
    uses = {
        "mark": _is_meant(item, asked, form),
        "aggregate": _is_ranked(item, asked, form) or (concept in ("most", "least") and bool(form.bounds)),
        "attribute": bool(form.drives or form.styles) or "VehicleModel" in asked.kinds(),
        "time": _is_timed(concept, asked, form),
        "method": bool(form.condition("method").names),
        "verb": _is_told(concept, form),
        "product": _has_meaning("product", form),
        "noun": _is_noun_used(concept, form),
    }
    return uses.get(table, True)


def _is_noun_used(concept: str, form: Form) -> bool:
    """Return whether the view of a form tells of a noun: joint ventures tell nothing of the cars that they build."""
    if concept in ("gap", "product"):
        return _has_meaning(concept, form)
    return not (concept == "model" and form.view is View.TIE and form.kinds == ("JointVenture",))


def _is_timed(concept: str, asked: Question, form: Form) -> bool:
    """Return whether the form holds a word of time; "new" changes what is listed or ranked, unless it marks a name."""
    timed = form.window is not None or form.date is not None or form.neighbour is not None
    if concept == "new":
        return timed or form.mode not in _AMOUNTS
    return timed or concept in ("since", "in") or _leaves_out(asked, form)


def _is_ranked(item: Item, asked: Question, form: Form) -> bool:
    """Return whether the form holds a superlative: of what is to end, or of the age of what ended, it does not."""
    if form.by == "end":
        return form.states == ("ended",) and not asked.means("age", item)
    return form.mode in _AMOUNTS or form.window is not None or form.date is not None


def _leaves_out(asked: Question, form: Form) -> bool:
    """Return whether "after" leaves one out of a ranking, as in "the biggest plant after Wolfsburg"."""
    return asked.has("aggregate") and any(condition.negated for condition in form.conditions)


def _is_told(verb: str, form: Form) -> bool:
    """Return whether the view of a form tells what a verb says: owners and posts tell nothing of what is built."""
    if verb == "buy":
        return form.view in (View.OWNERSHIP, View.TIE)
    return verb != "build" or form.view not in (View.OWNERSHIP, View.ROLE)


def _is_meant(item: Item, asked: Question, form: Form) -> bool:
    """Return whether the form holds a mark that changes what is asked: a negation, or "only" before a name.

    Before a status "only" says no more: what is only planned is planned.
    """
    concept = item.term.concept if item.term else ""
    if concept == "only":
        after = asked.items[asked.items.index(item) + 1 :][:1]
        if after and after[0].is_a("state"):
            return True
        before_name = form.view is View.PRODUCTION and any(condition.only for condition in form.conditions)
        return before_name or (form.view is View.PRODUCTION and form.targets == ("plant",) and _opens_yes_no(asked))
    if concept == "other":
        return not asked.has("noun", "market")
    return concept != "not" or _is_negated(asked, form)


def _opens_yes_no(asked: Question) -> bool:
    return not asked.has("question") and asked.has("verb", "build")


def _is_negated(asked: Question, form: Form) -> bool:
    negated = any(condition.negated or condition.outside for condition in form.conditions)
    others = any(condition.slot == "client" for condition in form.conditions)
    said = asked.has("modality", "no_longer", "yet", "other") or asked.has("state", "cancelled", "overdue")
    return negated or others or said or bool(form.missing) or asked.has("mark", "own_maker", "outside")


def _has_meaning(concept: str, form: Form) -> bool:
    """Return whether the form holds a noun that not every view can: what is missing, or which products."""
    if concept == "gap":
        return bool(form.missing) or "gap" in form.modality
    if form.view in (View.SUPPLY, View.INVESTMENT, View.TIE):
        return True
    # A production is of a model or of a product: where the batteries of a model are made is not known.
    return bool(form.condition("product").names) and not form.condition("model").names


def missing_of(asked: Question, form: Form) -> Iterator[str]:
    """Yield the slots that are asked for as unknown, as in "plants with no known operator"."""
    table = _MISSING_OF_PLANTS if form.view is View.PLANT else _MISSING
    figures = any(item.is_a("noun", "start_date", "capacity", "employees") for item in _denied(asked))
    denied = asked.has("noun", "gap") or figures or (asked.has("mark", "not") and not asked.names)
    if not denied or form.view not in (View.PLANT, View.PRODUCTION):
        return
    first = next(iter(asked.nouns), "")
    concepts = [*asked.nouns, *asked.concepts("verb")]
    yield from dict.fromkeys(table[concept] for concept in concepts if concept in table and concept != first)


def lacking_of(asked: Question) -> Iterator[str]:
    """Yield the topics that the base does not hold; a number of things sold is one."""
    yield from dict.fromkeys(asked.concepts("lacking"))
    sells = asked.has("verb", "sell") and not asked.has("verb", "build")
    if sells and asked.has("question", "how_many") and not {"market", "plant", "model"} & set(asked.nouns):
        yield "sales"
    if is_transfer(asked):
        yield "transfers"
    if _asks_for_origin(asked):
        yield "origin"
    if asked.has("verb", "exist"):
        yield "foundings"
    if any(item.is_a("attribute") and item.term != Term("attribute", "body") for item in _denied(asked)):
        yield "drives"


def _denied(asked: Question) -> Iterator[Item]:
    """Yield the items directly after a negation."""
    yield from (after for item, after in pairwise(asked.items) if item.is_a("mark", "not"))


def _asks_for_origin(asked: Question) -> bool:
    """Return whether an adjective of a country tells where a firm or brand comes from, as in "Korean brands"."""
    items = asked.items
    for number, item in enumerate(items):
        beside = (*items[max(0, number - 1) : number], *items[number + 1 : number + 2])
        nouns = {noun for other in beside for noun in (*other.nouns, *(["model"] if other.is_a("attribute") else []))}
        if item.is_adjective and nouns & {"brand", "company", "group"}:
            return True
        if item.is_adjective and nouns & {"plant", "model"} and _is_placed(asked, item):
            return True
        if item.is_adjective and "model" in nouns and _is_of_maker(asked):
            return True
    return False


def _is_of_maker(asked: Question) -> bool:
    """Return whether a model or its maker is named, so that an adjective tells where the model comes from."""
    return asked.has("verb", "build") and bool(asked.kinds() & {"VehicleModel", "Brand", *ORGANIZATIONS})


def _is_placed(asked: Question, adjective: Item) -> bool:
    """Return whether another place than an adjective tells where things are, as in "Chinese plants in Brazil"."""
    others = [at for at, item in enumerate(asked.items) if item is not adjective and of_kinds(item.names, REGIONS)]
    sold = asked.has("verb", "sell") or asked.has("mark", "for") or asked.has("noun", "market")
    return bool(others) and not sold and not asked.has("mark", "both", "outside") and not asked.has("verb", "build")
