"""What of a question its form does not hold: words that are not used, and topics that the base does not cover.

An answer is given only if every content word is used; a word that is understood but changes nothing would make it an
answer to another question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """Yield the words that are unknown; if all are known, those that would change the question but not the form."""
    unknown = [item.text for item in asked.items if item.is_unknown]
    yield from unknown or (item.text for item in asked.items if not _is_used(item, asked, form))


def _is_used(item: Item, asked: Question, form: Form) -> bool:
    if item.days is not None:
        return form.window is not None
    table, concept = item.term or ("", "")
    uses = {
        "mark": _is_meant(item, asked, form),
        "aggregate": _is_ranked(item, asked, form) or (concept in ("most", "least") and bool(form.bounds)),
        "attribute": bool(form.drives or form.styles) or "VehicleModel" in asked.kinds(),
        "time": _is_timed(item, asked, form),
        "method": bool(form.condition("method").names),
        "modality": concept not in ("partly", "wholly"),  # of a share they are bounds
        "agreement": bool(form.condition("type").names),
        "verb": _is_told(concept, asked, form),
        "product": _has_meaning("product", form),
        "noun": _is_noun_used(concept, form),
    }
    return uses.get(table, True)


def _is_noun_used(concept: str, form: Form) -> bool:
    """Return whether the view of a form tells of a noun: joint ventures tell nothing of the cars that they build."""
    return _has_meaning(concept, form) if concept in ("gap", "product") else _is_of_view("noun", concept, form)


def _is_timed(item: Item, asked: Question, form: Form) -> bool:
    """Return whether the form holds a word of time; "new" changes what is listed or ranked, unless it marks a name.

    A name after "before" or "after" is no date: what happened to it then would be one, but no form tells that.
    """
    concept = item.term.concept if item.term else ""
    if concept in ("before", "after") and _precedes_name(item, asked):
        return form.neighbour is not None or _leaves_out(asked, form)
    timed = form.window is not None or form.date is not None or form.neighbour is not None
    if concept == "new":
        return timed or form.mode not in _AMOUNTS
    return timed or concept in ("since", "in") or _leaves_out(asked, form)


def _precedes_name(item: Item, asked: Question) -> bool:
    following = asked.items[asked.items.index(item) + 1 :]
    return any(other.names for other in following[:1])


def _is_ranked(item: Item, asked: Question, form: Form) -> bool:
    """Return whether the form holds a superlative: of what is to end, or of the age of what ended, it does not."""
    if form.by == "end":
        return form.states == ("ended",) and not asked.means("age", item)
    return form.mode in _AMOUNTS or form.window is not None or form.date is not None


def _leaves_out(asked: Question, form: Form) -> bool:
    """Return whether "after" leaves one out of a ranking, as in "the biggest plant after Wolfsburg"."""
    return asked.has("aggregate") and any(condition.negated for condition in form.conditions)


def _is_told(verb: str, asked: Question, form: Form) -> bool:
    """Return whether a form tells what a verb says: by its view, or by the time of what begins or ends."""
    if verb in _EVENTS:
        timed = form.window is not None or bool(form.states)
        beside = (
            (form.date and form.mode is not Mode.COUNT) or form.by or form.neighbour or "no_longer" in form.modality
        )
        if form.view is View.SOURCE:
            return form.window is not None or asked.has("verb", "build") or verb == "open"
        if not timed and not beside:
            return False
    if verb == "sell" and asked.has("verb", "build") and form.view is View.PRODUCTION:
        return form.needs("market") or form.mode is Mode.YES_NO
    if verb == "partner" and asked.has("noun", "owner"):
        return True  # "the partners in X" own it
    return _is_of_view("verb", verb, form)


def _is_of_view(table: str, concept: str, form: Form) -> bool:
    """Return whether the view of a form tells of a verb or noun: owners tell nothing of what is built."""
    views = _TOLD_BY.get((table, concept))
    return views is None or form.view is View.THING or (form.about or form.view) in views


_EVENTS = ("start", "end", "leave", "open", "close")
_BUILT = frozenset({View.PRODUCTION, View.PLANT})
_HELD = frozenset({View.OWNERSHIP, View.TIE})
# The views that tell of a verb or noun; any view may be asked with the others.
_TOLD_BY: dict[tuple[str, str], frozenset[View]] = {
    ("verb", "build"): frozenset(View) - {View.OWNERSHIP, View.ROLE},
    ("verb", "sell"): frozenset({View.PRODUCTION, View.SUPPLY, View.OWNERSHIP}),
    ("verb", "own"): _BUILT | {View.OWNERSHIP},
    ("verb", "buy"): _HELD,
    ("verb", "lead"): frozenset({View.ROLE}),
    ("verb", "operate"): _BUILT | {View.ROLE, View.TIE},
    ("verb", "partner"): frozenset({View.TIE}),
    ("verb", "agree"): frozenset({View.TIE}),
    ("verb", "supply"): frozenset({View.SUPPLY}),
    ("verb", "invest"): frozenset({View.INVESTMENT}),
    ("verb", "open"): frozenset({View.PLANT, View.CHANGE}),
    ("verb", "close"): frozenset({View.PLANT, View.CHANGE}),
    ("verb", "employ"): frozenset({View.PLANT}),
    ("verb", "change"): frozenset({View.CHANGE, View.CONFLICT}),
    ("noun", "agreement"): frozenset({View.TIE}),
    ("noun", "joint_venture"): frozenset({View.TIE}),
    ("noun", "amount"): frozenset({View.INVESTMENT}),
    ("noun", "brand"): frozenset({View.PRODUCTION, View.OWNERSHIP}),
    ("noun", "capacity"): _BUILT | {View.CONFLICT},
    ("noun", "employees"): frozenset({View.PLANT, View.CONFLICT}),
    ("noun", "country"): _BUILT | {View.TIE, View.INVESTMENT},
    ("noun", "place"): _BUILT | {View.INVESTMENT},
    ("noun", "due"): _BUILT | {View.CHANGE, View.TIE},
    ("noun", "market"): frozenset({View.PRODUCTION}),
    ("noun", "model"): _BUILT | {View.SUPPLY, View.MODEL, View.CHANGE, View.CONFLICT},
    ("noun", "owner"): _BUILT | {View.OWNERSHIP},
    ("noun", "plant"): _BUILT | {View.CHANGE, View.INVESTMENT, View.CONFLICT},
    ("noun", "platform"): frozenset({View.MODEL}),
    ("noun", "twin"): frozenset({View.MODEL}),
    ("noun", "stake"): _HELD | {View.CONFLICT},
    ("noun", "supplier"): frozenset({View.SUPPLY}),
    ("noun", "volume"): _BUILT | {View.CONFLICT},
}


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
    if concept == "own_maker":
        return form.view in (View.PRODUCTION, View.PLANT)
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
    if form.view is View.SUPPLY:
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


def lacking_of(asked: Question, view: View) -> Iterator[str]:
    """Yield the topics that the base does not hold; a number of things sold is one."""
    if view is View.OWNERSHIP and "country" in asked.nouns:
        yield "origin"
    yield from dict.fromkeys(asked.concepts("lacking"))
    sells = asked.has("verb", "sell") and not asked.has("verb", "build")
    if sells and asked.has("question", "how_many") and not {"market", "plant", "model"} & set(asked.nouns):
        yield "sales"
    if is_transfer(asked):
        yield "transfers"
    if view is View.INVESTMENT and asked.has("aggregate", "biggest", "smallest") and "plant" not in asked.nouns:
        yield "one_currency"
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
    """Return whether it is asked where a firm or brand comes from, as in "Korean brands" and "what country is X of"."""
    items = asked.items
    firms = {"Brand", *ORGANIZATIONS} & asked.kinds() and "VehicleModel" not in asked.kinds()
    if _asks_country_of_firm(asked):
        return True
    if firms and asked.nouns == ["country"] and not (asked.has("verb") or asked.has("aggregate")):
        return True
    for number, item in enumerate(items):
        beside = (*items[max(0, number - 1) : number], *items[number + 1 : number + 2])
        nouns = {noun for other in beside for noun in (*other.nouns, *(["model"] if other.is_a("attribute") else []))}
        owned = any(other.is_a("verb", "own") for other in items[number + 1 : number + 2])
        if item.is_adjective and (owned or nouns & {"brand", "company", "group"}):
            return True
        if item.is_adjective and nouns & {"plant", "model"} and _is_placed(asked, item):
            return True
        if item.is_adjective and "model" in nouns and _is_of_maker(asked):
            return True
    return False


def _asks_country_of_firm(asked: Question) -> bool:
    """Return whether the country of a firm is asked for, and nothing that it has or does there."""
    names = [item for item in asked.items if item.names]
    firms = [item for item in names if of_kinds(item.names, {"Brand", *ORGANIZATIONS})]
    owned = {"own"} if asked.has("question", "where") else set()
    plain = (
        set(asked.nouns) <= {"country", "company", "owner", "group", "brand"} and set(asked.concepts("verb")) <= owned
    )
    return plain and "country" in asked.nouns and bool(names) and names == firms


def _is_of_maker(asked: Question) -> bool:
    """Return whether a model or its maker is named, so that an adjective tells where the model comes from."""
    return asked.has("verb", "build") and bool(asked.kinds() & {"VehicleModel", "Brand", *ORGANIZATIONS})


def _is_placed(asked: Question, adjective: Item) -> bool:
    """Return whether another place than an adjective tells where things are, as in "Chinese plants in Brazil"."""
    others = [at for at, item in enumerate(asked.items) if item is not adjective and of_kinds(item.names, REGIONS)]
    if not others or asked.has("mark", "both", "outside"):
        return False
    if asked.has("verb", "build"):
        return _is_built_elsewhere(asked, asked.items.index(adjective), others)
    return not (asked.has("verb", "sell") or asked.has("mark", "for") or asked.has("noun", "market"))


def _is_built_elsewhere(asked: Question, adjective: int, others: Sequence[int]) -> bool:
    """Return whether a verb and another place follow an adjective, as in "Japanese cars made in Mexico"."""
    # "Chinese-built cars" are built there; "coches japoneses hechos" are not.
    start = adjective + (2 if asked.language in ("en", "de") else 1)
    for at in others:
        built = any(item.is_a("verb", "build") for item in asked.items[start:at])
        if built and asked.items[at - 1].is_a("mark", "in"):
            return True
    return False
