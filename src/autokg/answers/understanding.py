"""Items of a question → its logical form: which view, what is asked for, how each name is attached, which time.

The form is chosen by what words mean, not by their order: a view by the strongest verb or noun, a slot for each name by
its type, the mark before it and the noun or verb beside it. Words that nothing used are kept in `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autokg.answers.form import Condition, Event, Form, Mode, Name, Relation, View, Window
from autokg.answers.lexicon import load_lexicon
from autokg.answers.marking import Item, mark
from autokg.answers.mending import mend
from autokg.answers.name_scope import companies_of
from autokg.stores.base import Store

_ORGANIZATIONS = frozenset({"Company", "Group", "JointVenture", "Organization", "Carmaker"})
_NAME_AFTER_NOUN = ("fr", "es", "it", "pt")  # "modèles Peugeot", not "Peugeot models"
_REGIONS = frozenset({"Country", "Region"})

# A view is chosen by the first of these concepts that the question has, read from the top.
_VIEWS: tuple[tuple[str, tuple[str, ...], View], ...] = (
    ("noun", ("conflict",), View.CONFLICT),
    ("question", ("source",), View.SOURCE),
    ("verb", ("lead",), View.ROLE),
    ("verb", ("invest",), View.INVESTMENT),
    ("noun", ("supplier",), View.SUPPLY),
    ("verb", ("supply",), View.SUPPLY),
    ("verb", ("employ",), View.PLANT),
    ("noun", ("capacity", "employees"), View.PLANT),
    ("noun", ("twin", "platform"), View.MODEL),
    ("noun", ("joint_venture", "agreement"), View.TIE),
    ("noun", ("stake", "owner", "subsidiary"), View.OWNERSHIP),
    ("verb", ("partner", "agree"), View.TIE),
    ("verb", ("own", "buy"), View.OWNERSHIP),
    ("verb", ("open", "close", "operate"), View.PLANT),
    ("verb", ("build", "sell"), View.PRODUCTION),
    ("noun", ("model", "market", "volume"), View.PRODUCTION),
    ("noun", ("plant",), View.PLANT),
    ("verb", ("change",), View.CHANGE),
    ("verb", ("start", "end"), View.PRODUCTION),
    ("noun", ("brand", "group"), View.OWNERSHIP),
    ("noun", ("company",), View.PRODUCTION),
)

# What a noun asks for in a view.
_TARGETS: dict[View, dict[str, str]] = {
    View.PRODUCTION: {
        "model": "model", "plant": "plant", "company": "builder", "brand": "brand", "group": "builder",
        "country": "country", "place": "place", "market": "market", "region": "country", "volume": "volume",
        "customer": "client", "owner": "builder", "product": "model",
    },
    View.PLANT: {
        "plant": "plant", "company": "operator", "owner": "operator", "country": "country", "place": "place",
        "capacity": "capacity", "employees": "employees", "volume": "capacity",
        "group": "operator", "brand": "operator",
    },
    View.TIE: {
        "joint_venture": "tie", "agreement": "tie", "company": "party", "group": "party", "brand": "party",
        "country": "country",
    },
    View.OWNERSHIP: {
        "owner": "owner", "subsidiary": "owned", "brand": "owned", "stake": "owned", "company": "owned",
    },
    View.MODEL: {"twin": "sibling", "platform": "platform", "model": "sibling"},
    View.SUPPLY: {"supplier": "supplier", "customer": "customer", "product": "product", "company": "supplier"},
    View.INVESTMENT: {"amount": "amount", "company": "investor", "plant": "target"},
    View.ROLE: {},
}  # fmt: skip

_WHO = {
    View.PRODUCTION: "builder", View.PLANT: "operator", View.ROLE: "person", View.OWNERSHIP: "owner",
    View.SUPPLY: "supplier", View.INVESTMENT: "investor",
}  # fmt: skip

_VERB_DATES = {"start": "start", "end": "end", "open": "opened", "close": "closed", "agree": "signed"}


@dataclass(frozen=True, slots=True)
class Question:
    """The items of a question, asked for by concept."""

    items: tuple[Item, ...]
    language: str
    today: dt.date
    text: str = ""

    def has(self, table: str, *concepts: str) -> bool:
        """Return whether the question has a concept."""
        return any(item.is_a(table, *concepts) for item in self.items)

    def concepts(self, table: str) -> list[str]:
        """Return the concepts of a table in the order of the question."""
        return [item.term.concept for item in self.items if item.term and item.term.table == table]

    @property
    def names(self) -> list[Item]:
        """The items that name things."""
        return [item for item in self.items if item.names]


def understand(question: str, store: Store, today: dt.date, language: str | None = None) -> Form:
    """Return the logical form of a question asked on a day; what it could not use stands in `unknown` and `lacking`."""
    code, items = mark(question, store, language)
    items = mend(items, store) if any(item.is_unknown or item.is_a("attribute") for item in items) else items
    asked = Question(items, code, today, question)
    view = _view(asked)
    targets = _targets(asked, view)
    conditions = tuple(_with_makers(_conditions(asked, view, targets), store))
    mode = _mode(asked, view, targets)
    return Form(
        view=view,
        mode=mode,
        targets=targets,
        conditions=conditions,
        window=_window(asked),
        states=tuple(_states(asked, mode)),
        by=_measure(asked, view, targets),
        least=asked.has("aggregate", "least", "smallest", "oldest"),
        kinds=tuple(_kinds(asked)),
        date=_date(asked, view),
        modality=tuple(asked.concepts("modality")) + tuple(_scope(asked)),
        language=code,
        lacking=tuple(_lacking(asked)),
        unknown=tuple(item.text for item in items if item.is_unknown or _is_unused(item, conditions, asked)),
        words=tuple(item.text for item in items),
    )


def _is_unused(item: Item, conditions: Sequence[Condition], asked: Question) -> bool:
    """Return whether a word of a concept changes the question in a way that the form does not hold."""
    if item.term and item.term == ("mark", "not"):
        held = any(condition.negated for condition in conditions) or asked.has("modality", "no_longer", "yet")
        return not (held or asked.has("mark", "own_maker") or asked.has("state", "cancelled"))
    return False


def _with_makers(conditions: Iterable[Condition], store: Store) -> Iterator[Condition]:
    """Yield conditions; a company that has no brand of its own is meant as a builder, not as a brand."""
    for condition in conditions:
        if condition.slot == "brand" and not companies_of(condition.names, store).brands:
            yield replace(condition, slot="builder")
        else:
            yield condition


def _view(asked: Question) -> View:
    """Return the view of the strongest concept; names alone choose by their types."""
    organizations = any(_ORGANIZATIONS & set(name.kinds) for item in asked.names for name in item.names)
    if (
        asked.has("verb", "operate")
        and asked.has("question", "who")
        and organizations
        and not asked.has("noun", "plant")
    ):
        return View.ROLE
    for table, concepts, view in _VIEWS:
        if asked.has(table, *concepts):
            return _narrow(asked, view)
    kinds = {kind for item in asked.names for name in item.names for kind in name.kinds}
    if len(asked.names) > 1 and kinds & {"VehicleModel", "Plant", "Country", "Place"}:
        return View.PRODUCTION
    if len(asked.names) > 1 and kinds & _ORGANIZATIONS:
        return View.TIE
    if asked.has("state") and not asked.names:
        return View.PRODUCTION
    return View.THING if asked.names else View.CHANGE


def _narrow(asked: Question, view: View) -> View:
    """Return the view that a verb of several views means beside the other words of the question."""
    models = any("VehicleModel" in n.kinds for item in asked.names for n in item.names)
    if (
        view is View.PLANT
        and models
        and not asked.has("noun", "capacity", "employees")
        and not asked.has("verb", "open", "close")
    ):
        return View.PRODUCTION
    about_plants = asked.has("noun", "plant") or any("Plant" in n.kinds for item in asked.names for n in item.names)
    if view is View.OWNERSHIP and about_plants and not asked.has("noun", "stake", "owner"):
        return View.PLANT
    if view is View.PLANT and asked.has("verb", "open", "close", "operate") and not about_plants:
        return View.PRODUCTION if asked.has("verb", "build") else View.PLANT
    if view is View.PRODUCTION and asked.has("noun", "plant") and not asked.has("verb", "build", "sell"):
        return View.PLANT
    return view


def _targets(asked: Question, view: View) -> tuple[str, ...]:
    """Return the slots asked for: by question word, else by the nouns after it, else by the view."""
    found: list[str] = []
    if asked.has("question", "where"):
        found += ["plant", "country"]
    if asked.has("question", "for_whom"):
        found.append("brand")
    if asked.has("question", "who"):
        found.append(_WHO.get(view, "party"))
    if view is View.OWNERSHIP and "owner" in found:
        return ("owner",)
    if view is View.TIE and asked.has("verb", "partner") and not found:
        found.append("party")
    found += [target for noun in asked.concepts("noun") if (target := _TARGETS.get(view, {}).get(noun))]
    return tuple(dict.fromkeys(found))


def _mode(  # noqa: PLR0911 (one return for each mode)
    asked: Question, view: View, targets: Sequence[str]
) -> Mode:
    figures = {"capacity", "employees", "volume", "amount", "share"}
    if asked.has("aggregate") and (asked.has("noun") or asked.has("question", "who")):
        return Mode.SUPERLATIVE
    if asked.has("question", "how_many", "how_much") or figures & set(targets):
        return Mode.HOW_MUCH if figures & set(targets) or asked.has("question", "how_much") else Mode.COUNT
    if asked.has("question", "when", "since_when", "until_when"):
        return Mode.WHEN
    if asked.has("verb", "share") and len(asked.names) > 1:
        return Mode.COMMON
    if view is View.THING or (
        asked.has("question", "describe") and asked.names and not targets and not asked.has("verb")
    ):
        return Mode.DESCRIBE
    if asked.has("question", "who", "where", "which", "for_whom", "describe"):
        return Mode.LIST
    return (
        Mode.YES_NO
        if asked.has("verb") and (asked.text.rstrip().endswith("?") or _opens_with_verb(asked))
        else Mode.LIST
    )


def _opens_with_verb(asked: Question) -> bool:
    """Return whether the first word is an auxiliary, as in "does Geely build cars for Renault"."""
    return load_lexicon(asked.language).opens(asked.text, "yes_no")


def _conditions(asked: Question, view: View, targets: Sequence[str]) -> Iterator[Condition]:
    negated = False
    for number, item in enumerate(asked.items):
        if item.is_a("mark", "not"):
            negated = True
        if not item.names:
            continue
        slot, names = _attach(asked, number, view, targets)
        yield Condition(slot, names, negated=negated and slot not in ("model", "builder"))
        negated = False


def _attach(asked: Question, number: int, view: View, targets: Sequence[str]) -> tuple[str, tuple[Name, ...]]:
    """Return the slot of a name and the things of the fitting type."""
    item = asked.items[number]
    for kind, slot in (("VehicleModel", "model"), ("Plant", "plant"), ("Person", "person"), ("Platform", "platform")):
        if names := _of(item.names, {kind}):
            return slot, names
    if names := _of(item.names, _REGIONS | {"Place"}):
        return _place_slot(asked, number, view), names
    organizations, brands = _of(item.names, _ORGANIZATIONS), _of(item.names, {"Brand"})
    slot = _firm_slot(asked, number, view, targets)
    if slot in ("owned", "party"):
        return slot, (*organizations, *brands) or item.names
    first = brands if slot in ("brand", "client") else organizations
    return slot, first or organizations or brands or item.names


def _of(names: Iterable[Name], kinds: Iterable[str]) -> tuple[Name, ...]:
    wanted = set(kinds)
    return tuple(name for name in names if wanted & set(name.kinds))


def _place_slot(asked: Question, number: int, view: View) -> str:
    """Return whether a place is a market or a site: a market stands after selling, a market word or `for`."""
    if view is View.PRODUCTION:
        before = [
            item for item in asked.items[:number] if item.is_a("mark", "for") or item.is_a("verb", "sell", "build")
        ]
        beside = asked.items[max(0, number - 2) : number] + asked.items[number + 1 : number + 2]
        if any(item.is_a("noun", "market") for item in beside):
            return "market"
        if before and (before[-1].is_a("mark", "for") or before[-1].is_a("verb", "sell")):
            return "market"
    return "site"


def _firm_slot(  # noqa: PLR0911 (one return for each rule, strongest first)
    asked: Question, number: int, view: View, targets: Sequence[str]
) -> str:
    """Return the slot of a firm or brand, by the mark before it and the noun or verb beside it."""
    if view is View.PLANT:
        return "operator"
    if view is View.ROLE:
        return "organization"
    if view in (View.SUPPLY, View.INVESTMENT):
        return _side_of_delivery(asked, number, view, targets)
    if view is View.OWNERSHIP:
        return _owner_side(asked, number, targets)
    if view is View.MODEL:
        return "brand"
    if view is not View.PRODUCTION:
        return "party"
    marker = _mark_before(asked.items, number)
    if marker == "for":
        return "client"
    if marker in ("by", "at", "from"):
        return "builder"
    if (
        view is View.PRODUCTION
        and number
        and asked.language in _NAME_AFTER_NOUN
        and asked.items[number - 1].is_a("noun", "model", "brand")
    ):
        return "brand"
    following = asked.items[number + 1] if number + 1 < len(asked.items) else None
    if following and following.is_a("noun", "model", "brand"):
        return "brand"
    if asked.has("question", "for_whom"):
        return "builder"
    if "builder" in targets and not asked.has("modality", "other"):
        return "brand"
    builds = any(other.is_a("verb", "build") for other in asked.items[number + 1 :])
    return "builder" if builds or (marker != "of" and asked.has("verb", "build")) else "brand"


def _owner_side(asked: Question, number: int, targets: Sequence[str]) -> str:
    """Return whether a firm is the owner or the thing owned."""
    firms = [place for place, item in enumerate(asked.items) if item.names]
    if len(firms) > 1:
        taker = asked.has("verb", "own", "buy") and _mark_before(asked.items, firms[-1]) in ("to", "of", "in", "by")
        belongs = taker and not asked.has("noun", "stake")
        return "owner" if (number == firms[-1]) == belongs else "owned"
    if "owner" in targets:
        return "owned"
    return "owner"


def _side_of_delivery(asked: Question, number: int, view: View, targets: Sequence[str]) -> str:
    giver, taker = ("supplier", "customer") if view is View.SUPPLY else ("investor", "target")
    if giver in targets and not asked.has("question", "for_whom"):
        # "Who supplies X" asks for the giver, "whom does X supply" for the taker.
        gives = next((place for place, item in enumerate(asked.items) if item.is_a("verb", "supply", "invest")), 0)
        return taker if gives < number else giver
    return taker if _mark_before(asked.items, number) in ("for", "to", "in", "of") else giver


def _mark_before(items: Sequence[Item], number: int) -> str | None:
    """Return the mark that a name stands after; names joined by `and` share it."""
    for item in reversed(items[:number]):
        if item.names or item.is_a("mark", "and", "or", "both"):
            continue
        return item.term.concept if item.term and item.term.table == "mark" else None
    return None


def _window(asked: Question) -> Window | None:
    """Return the time that the question names, with what happens in it."""
    first, last, relation = _span(asked)
    if first is None and last is None:
        return None
    event = Event.HOLDS
    if asked.has("verb", "start", "open") and not asked.has("question", "when"):
        event = Event.STARTS
    elif asked.has("verb", "end", "close"):
        event = Event.ENDS
    elif asked.has("verb", "change"):
        event = Event.CHANGES
    return Window(first, last, relation, event)


def _span(asked: Question) -> tuple[str | None, str | None, Relation]:
    years = [item.year for item in asked.items if item.year is not None]
    for concept, shift in (("this_year", 0), ("last_year", -1), ("next_year", 1)):
        if asked.has("time", concept):
            years.append(asked.today.year + shift)
    if asked.has("time", "recently"):
        return (asked.today - dt.timedelta(days=365)).isoformat(), asked.today.isoformat(), Relation.WITHIN
    if not years:
        return None, None, Relation.WITHIN
    first, last = min(years), max(years)
    if asked.has("time", "since") or asked.has("question", "since_when"):
        return f"{first}-01-01", None, Relation.SINCE
    if asked.has("time", "before") and first == last:
        return None, f"{first - 1}-12-31", Relation.BEFORE
    return f"{first}-01-01", f"{last}-12-31", Relation.WITHIN


def _states(asked: Question, mode: Mode) -> Iterator[str]:
    """Yield the statuses asked for; of yes or no, the verdict says whether a state is current."""
    if asked.has("modality", "no_longer"):
        yield "ended"
    yield from (state for state in asked.concepts("state") if state != "current")
    if (asked.has("state", "current") or asked.has("modality", "still")) and mode is not Mode.YES_NO:
        yield "current"


def _measure(asked: Question, view: View, targets: Sequence[str]) -> str | None:
    """Return what a superlative counts or measures: the last noun after the first, or capacity for size."""
    if not asked.has("aggregate"):
        return None
    if asked.has("aggregate", "biggest", "smallest"):
        return next((target for target in targets if target in ("capacity", "employees")), "capacity")
    if asked.has("aggregate", "newest", "oldest"):
        return "start" if view is not View.PLANT else "opened"
    return targets[-1] if len(targets) > 1 else {View.TIE: "party"}.get(view, "model")


def _kinds(asked: Question) -> Iterator[str]:
    if asked.has("noun", "joint_venture"):
        yield "JointVenture"
    if (asked.has("noun", "agreement") or asked.has("verb", "agree")) and len(asked.names) < 2:  # noqa: PLR2004 (a deal of two)
        yield "Agreement"
    if asked.has("verb", "partner") and not asked.has("noun", "joint_venture", "agreement"):
        yield from ("Agreement", "JointVenture")
    if asked.has("attribute"):
        yield from (f"drive:{item.term.concept}" for item in asked.items if item.term and item.is_a("attribute"))


def _date(asked: Question, view: View) -> str | None:
    if asked.has("question", "until_when"):
        return "closed" if view is View.PLANT else "end"
    if asked.has("question", "since_when"):
        return "opened" if view is View.PLANT else "start"
    for verb in asked.concepts("verb"):
        if verb in _VERB_DATES:
            return _VERB_DATES[verb]
    return "start" if asked.has("question", "when") else None


def _lacking(asked: Question) -> Iterator[str]:
    """Yield the topics that the base does not hold; a number of things sold is one."""
    yield from dict.fromkeys(asked.concepts("lacking"))
    sells = asked.has("verb", "sell") and not asked.has("verb", "build")
    if sells and asked.has("question", "how_many") and not asked.has("noun", "market", "plant", "model"):
        yield "sales"


def _scope(asked: Question) -> Iterator[str]:
    if asked.has("question", "for_whom"):
        yield "for_whom"
    if load_lexicon(asked.language).opens(asked.text, "past"):
        yield "past"
    yield from (concept for concept in asked.concepts("mark") if concept in ("other", "own_maker", "itself", "both"))
