"""What a question is about and what it asks for: its view, its targets, and what the answer is to be.

A view is chosen by the strongest verb or noun; names alone choose by their types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from autokg.answers.form import Bound, Mode, View
from autokg.answers.lexicon import load_lexicon
from autokg.answers.marking import Item
from autokg.answers.owned import asks_for_all, asks_owned
from autokg.answers.question import LARGE, ORGANIZATIONS, REGIONS, Question, of_kinds
from autokg.core.ids import fold

# A view is chosen by the first of these concepts that the question has, read from the top.
_VIEWS: tuple[tuple[str, tuple[str, ...], View], ...] = (
    ("noun", ("conflict",), View.CONFLICT),
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
    ("noun", ("due",), View.CHANGE),
    ("verb", ("start", "end", "leave"), View.PRODUCTION),
    ("noun", ("brand", "group"), View.OWNERSHIP),
    ("noun", ("company",), View.PRODUCTION),
)

# What a noun asks for in a view.
TARGETS: dict[View, dict[str, str]] = {
    View.PRODUCTION: {
        "model": "model", "plant": "plant", "company": "builder", "brand": "brand", "group": "builder",
        "country": "country", "place": "place", "market": "market", "region": "country", "volume": "volume",
        "customer": "client", "owner": "builder", "product": "model",
    },
    View.PLANT: {
        "plant": "plant", "company": "operator", "owner": "operator", "country": "country", "place": "place",
        "capacity": "capacity", "employees": "employees", "volume": "capacity",
        "group": "operator", "brand": "operator", "region": "country",
    },
    View.TIE: {
        "joint_venture": "tie", "agreement": "tie", "company": "party", "group": "party", "brand": "party",
        "country": "country",
    },
    View.OWNERSHIP: {
        "owner": "owner", "subsidiary": "owned", "brand": "owned", "stake": "owned", "company": "owned",
        "group": "owner",
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
_MODELS = frozenset({"VehicleModel"})
_FIGURES = frozenset({"capacity", "employees", "volume", "amount", "share"})


def view_of(asked: Question) -> View:  # noqa: PLR0911 (a return for each sign)
    """Return the view of the strongest concept; names alone choose by their types."""
    if _asks_for_head(asked):
        return View.ROLE
    if _counts_of_model(asked):
        return View.PRODUCTION
    if asks_for_all(asked):
        return View.OWNERSHIP
    for table, concepts, view in _VIEWS:
        if asked.has(table, *concepts) or (table == "noun" and set(concepts) & set(asked.nouns)):
            return _narrow(asked, view)
    kinds = asked.kinds()
    if len(asked.names) > 1 and kinds & {"VehicleModel", "Plant", "Country", "Place"}:
        return View.PRODUCTION
    if len(asked.names) > 1 and kinds & ORGANIZATIONS:
        return View.OWNERSHIP if _is_of(asked) or asked.has("question", "how_much") else View.TIE
    if asked.has("state") and (not asked.names or "VehicleModel" in kinds):
        return View.PRODUCTION
    is_thing = asked.names and not asked.is_dated and not _asks_what_is_new(asked)
    return View.THING if is_thing else View.CHANGE


def _asks_what_is_new(asked: Question) -> bool:
    """Return whether "new" is all that is asked of a thing, as in "what is new in Austria"."""
    alone = not (asked.nouns or asked.has("verb") or "VehicleModel" in asked.kinds())
    return alone and asked.has("time", "new")


def _is_of(asked: Question) -> bool:
    """Return whether it is asked if one firm is of another, without a verb, as in "La Volvo è ancora di Ford?"."""
    last = max(at for at, item in enumerate(asked.items) if item.names)
    return asked.text.rstrip().endswith("?") and asked.items[last - 1].is_a("mark", "of") and not asked.nouns


def _asks_for_head(asked: Question) -> bool:
    """Return whether "who runs X" asks for a person: X is a firm, not a plant."""
    asks = asked.has("verb", "operate") and asked.has("question", "who") and bool(asked.kinds() & ORGANIZATIONS)
    return asks and "plant" not in asked.nouns


def _narrow(asked: Question, view: View) -> View:
    """Return the view that a verb of several views means beside the other words of the question."""
    if view is View.CHANGE and asked.has("noun", "due") and not asked.is_dated:
        return View.PRODUCTION
    about_plants = "plant" in asked.nouns or "Plant" in asked.kinds()
    if view is View.PLANT:
        return _narrow_plant(asked, about_plants=about_plants)
    if view is View.OWNERSHIP:
        return _narrow_ownership(asked, about_plants=about_plants)
    if view is View.PRODUCTION and _tells_of_venture(asked):
        return View.TIE
    if view is View.PRODUCTION and "plant" in asked.nouns and not asked.has("verb", "build", "sell"):
        return View.PRODUCTION if asked.has("noun", "model", "market") else View.PLANT
    return _narrow_production(asked) if view is View.PRODUCTION else view


def _tells_of_venture(asked: Question) -> bool:
    """Return whether a joint venture alone starts or ends, as in "when was NUMMI dissolved"; else its cars do."""
    named = all("JointVenture" in name.kinds for item in asked.names for name in item.names) and bool(asked.names)
    return named and asked.has("verb", "start", "end") and not (asked.has("verb", "build", "sell") or asked.nouns)


def _asks_what_begins_or_ends(asked: Question) -> bool:
    """Return whether it is asked what begins or ends somewhere at some time, whatever it is: also plants and ties."""
    verbs = asked.concepts("verb")
    plain = bool(verbs) and set(verbs) <= {"start", "end"} and not asked.nouns and not asked.has("attribute")
    return plain and asked.is_dated and asked.has("question", "which") and asked.kinds() <= {"Place", *REGIONS}


def _narrow_production(asked: Question) -> View:
    """Return the view of "build": a yearly number is a plant's, and parts built for something are supplied."""
    if _asks_what_begins_or_ends(asked):
        return View.CHANGE
    if _asks_for_capacity(asked):
        return View.PLANT
    for_what = "VehicleModel" in asked.kinds() or asked.has("mark", "for")
    if not asked.has("product") or not (asked.has("question", "who") or "plant" in asked.nouns[:1]):
        return View.PRODUCTION
    return View.SUPPLY if for_what or not asked.has("verb", "build") else View.PLANT


def _narrow_ownership(asked: Question, *, about_plants: bool) -> View:
    """Return the view of "belong": of plants who runs them, of models built somewhere the brand."""
    if about_plants and not {"stake", "owner"} & set(asked.nouns):
        return View.PLANT
    models = asked.nouns[:1] == ["model"] and asked.has("verb", "build")
    return View.PRODUCTION if models else View.OWNERSHIP


def _narrow_plant(asked: Question, *, about_plants: bool) -> View:
    figures = asked.has("noun", "capacity", "employees") or asked.has("verb", "employ")
    if _asks_where_brand_is_built(asked) and not figures:
        return View.PRODUCTION
    if asked.nouns[:1] == ["brand"] and not (figures or asked.has("verb") or asked.has("aggregate")):
        return View.PRODUCTION  # a brand that has a plant is built there
    if "VehicleModel" in asked.kinds() and not figures and not asked.has("verb", "open", "close"):
        return View.PRODUCTION
    if asked.has("verb", "open", "close", "operate") and not about_plants and asked.has("verb", "build"):
        return View.PRODUCTION
    return View.PLANT


def _asks_where_brand_is_built(asked: Question) -> bool:
    """Return whether plants are asked for of a brand that is no firm, such as Jeep, or brands by their plants."""
    if asked.has("verb", "open", "close", "start", "end", "leave") or asked.bounds:
        return False
    firms = [item for item in asked.names if of_kinds(item.names, {"Brand", *ORGANIZATIONS})]
    alone = [item for item in firms if not of_kinds(item.names, ORGANIZATIONS)]
    return asked.nouns[:1] == ["brand"] or (len(firms) == len(alone) == 1 and "plant" in asked.nouns)


def _asks_for_capacity(asked: Question) -> bool:
    """Return whether a yearly number is asked of a plant, not of a model."""
    kinds = asked.kinds()
    counts = asked.has("question", "how_many", "how_much")
    yearly = counts and (asked.has("noun", "volume") or asked.has("modality", "can"))
    bounded = any(value >= LARGE for _, value in asked.bounds)
    place = bool(kinds & {"Place", *ORGANIZATIONS}) and asked.has("modality", "can")
    about_plant = "Plant" in kinds or "plant" in asked.nouns or place
    return (yearly or bounded) and about_plant and "VehicleModel" not in kinds


def targets_of(asked: Question, view: View) -> tuple[str, ...]:
    """Return the slots asked for: by question word, else by the nouns after it, else by the view."""
    nouns = [target for noun in asked.nouns if (target := TARGETS.get(view, {}).get(noun))]
    if view is View.PRODUCTION and _names_plant(asked, nouns):
        nouns.remove("plant")
    found = _asked_first(asked, view)
    asks_for_owned = view is View.OWNERSHIP and (asks_owned(asked) or asks_for_all(asked))
    if asks_for_owned or (view is View.OWNERSHIP and "owner" in (*found, *nouns)):
        return ("owned",) if asks_for_owned else ("owner",)
    if asked.has("verb", "share") and asked.has("verb", "partner"):
        return ("party",)
    if view is View.TIE and asked.has("verb", "partner") and asked.has("aggregate") and "tie" in nouns:
        return ("party", "tie")
    if view is View.TIE and asked.has("verb", "partner") and not asked.names and asked.has("verb", "end", "start"):
        return ("tie",)
    if view is View.TIE and asked.has("verb", "partner") and not found and not nouns and len(asked.names) < 2:  # noqa: PLR2004 (of two partners the tie is asked)
        found.append("party")
    if view is View.PLANT and asked.has("verb", "employ") and asked.has("question", "how_many", "how_much"):
        found.append("employees")
    builds = asked.has("verb", "build") or "capacity" in nouns
    if view is View.PLANT and builds and not asked.bounds:
        counts_cars = asked.nouns[:1] == ["model"] and asked.has("question", "how_many")
        if counts_cars or (_asks_for_capacity(asked) and not {"plant", "employees"} & {*found, *nouns}):
            return ("capacity",)
        if _FIGURES & {*found, *nouns}:
            nouns.append("capacity")
    if asked.has("question", "where") and not _names_what(asked):
        found += ["market"] if view is View.PRODUCTION and _asks_where_sold(asked) else ["plant", "country"]
    targets = tuple(dict.fromkeys([*found, *nouns]))
    ranked = {View.PLANT: "plant", View.PRODUCTION: "model"}.get(view)
    is_figure = targets[:1] != () and targets[0] in _FIGURES and asked.has("aggregate") and not asked.bounds
    return (ranked, *targets) if ranked and is_figure else targets


def _asks_where_sold(asked: Question) -> bool:
    """Return whether "where" asks for markets: its verb, the first or the last, is of selling, and no place follows."""
    verbs = [at for at, item in enumerate(asked.items) if item.is_a("verb")]
    for at in {*verbs[:1], *verbs[-1:]}:
        following = [name for item in asked.items[at + 1 : at + 3] for name in item.names]
        if asked.items[at].is_a("verb", "sell") and not of_kinds(following, REGIONS):
            return True
    return False


def _names_what(asked: Question) -> bool:
    """Return whether "where" has a noun in or before it, as in "in which plant" and "the country where"."""
    at, where = next((at, item) for at, item in enumerate(asked.items) if item.is_a("question", "where"))
    before = {noun for item in asked.items[:at] for noun in item.nouns}
    return bool(where.nouns) or bool(before & {"plant", "country", "place"})


def _asked_first(asked: Question, view: View) -> list[str]:
    """Return the slots that the question word asks for, before those of its nouns."""
    found = ["volume"] if view is View.PRODUCTION and _counts_vehicles(asked) else []
    if asked.has("question", "for_whom"):
        found.append("brand")
    if asked.has("question", "who") or _asks_who_does(asked):
        firms = [at for at, item in enumerate(asked.items) if item.names]
        taken = any(asked.items[at - 1].is_a("mark", "from", "by") for at in firms if at)
        taker = view is View.SUPPLY and (taken or asked.has("question", "to_whom"))
        found.append("customer" if taker else _WHO.get(view, "party"))
    return found


def _counts_vehicles(asked: Question) -> bool:
    """Return whether a number of vehicles is asked for, as in "how many cars were built", and none of models."""
    if _counts_of_model(asked):
        return True
    if not (asked.has("question", "how_many") and asked.has("verb", "build")) or asked.bounds or asked.means("various"):
        return False
    nouns = [item for item in asked.items if item.nouns and not item.is_a("attribute")]
    if nouns:
        return nouns[0].nouns == ("model",) and asked.means("vehicle", nouns[0])
    return "VehicleModel" in asked.kinds() and not asked.has("attribute")


def _counts_of_model(asked: Question) -> bool:
    """Return whether "how many" stands before a model that is built, as in "how many Polestar 4 does Busan build"."""
    builds = asked.has("verb", "build") or asked.has("noun", "capacity")
    pairs = pairwise(asked.items)
    return builds and any(item.is_a("question", "how_many") and of_kinds(after.names, _MODELS) for item, after in pairs)


def _names_plant(asked: Question, nouns: Sequence[str]) -> bool:
    """Return whether "plant" belongs to the name of one whose models are asked for, also by words alone."""
    named = "Plant" in asked.kinds() or any(_is_town(item) for item in asked.items)
    alone = {"plant", "model"} <= set(nouns) and named and not asked.has("question") and not asked.has("verb")
    return alone or (nouns[:1] == ["plant"] and _names_plant_by_town(asked))


def _is_town(item: Item) -> bool:
    return bool(of_kinds(item.names, {"Place"})) and not of_kinds(item.names, REGIONS)


def _asks_who_does(asked: Question) -> bool:
    """Return whether "who is", which asks for a description as it stands, asks for who does what a verb says."""
    lexicon = load_lexicon(asked.language)
    firsts = [fold(item.text.split()[0]) for item in asked.items if item.is_a("question", "describe")]
    found = [lexicon.match([first], 0) for first in firsts]
    return asked.has("verb") and any(term and term[0] == ("question", "who") for term in found)


def _names_plant_by_town(asked: Question) -> bool:
    """Return whether "plant" stands with a town as its name, as in "the Zwickau plant", and is what builds."""
    if not asked.has("verb", "build") or asked.has("question", "where", "who", "how_many"):
        return False
    named_alone = not asked.kinds() & {"VehicleModel", "Brand", *ORGANIZATIONS}
    between = ("of", "in", "at") if named_alone and not asked.has("aggregate", *_RANKS) else ("of",)
    items = [item for item in asked.items if not item.is_a("mark", *between)]
    towns = [_is_town(item) for item in items]
    beside = zip(items, [False, *towns], [*towns[1:], False], strict=False)
    return any(item.is_a("noun", "plant") and (before or after) for item, before, after in beside)


_RANKS = ("most", "least", "biggest", "smallest", "newest", "oldest")


def mode_of(asked: Question, view: View, targets: Sequence[str]) -> Mode:
    """Return what the answer is to be, by the strongest sign."""
    figures = bool(_FIGURES & set(targets))
    signs = (
        (Mode.COMMON, asked.has("verb", "share") and len(asked.names) > 1),
        (
            Mode.SUPERLATIVE,
            asked.has("aggregate") and not asked.bounds and bool(asked.nouns or asked.has("question", "who", "where")),
        ),
        (Mode.HOW_MUCH, (figures and targets[0] in _FIGURES) or asked.has("question", "how_much")),
        (Mode.HOW_MUCH, view is View.OWNERSHIP and asked.has("question", "how_many") and not asked.nouns),
        (Mode.HOW_MUCH, view is View.INVESTMENT and asked.has("question", "how_many") and not targets),
        (Mode.COUNT, asked.has("question", "how_many")),
        (Mode.WHEN, asked.has("question", "when", "since_when", "until_when")),
        (Mode.DESCRIBE, view is View.THING or _is_description(asked, targets)),
        (Mode.LIST, asked.has("question", "who", "where", "which", "for_whom", "describe")),
        (Mode.YES_NO, _is_yes_or_no(asked)),
    )
    return next((mode for mode, shown in signs if shown), Mode.LIST)


def _is_yes_or_no(asked: Question) -> bool:
    if any(asked.items[first + 1].is_a("mark", "or") for first, _ in asked.joined()):
        return False  # "is it built in France or in Spain" asks which
    states = asked.has("verb") or asked.has("noun", "joint_venture", "agreement") or asked.has("state", "current")
    return states and (asked.text.rstrip().endswith("?") or asked.opens("yes_no"))


def _is_description(asked: Question, targets: Sequence[str]) -> bool:
    describes = asked.has("question", "describe") and len(asked.names) == 1 and not asked.has("verb")
    if _asks_what_is_new(asked):
        return False
    if not asked.has("question") and not asked.has("verb") and "Plant" in asked.kinds():
        return len(asked.names) == 1 and targets == ("plant",)
    return describes and (not targets or (targets == ("plant",) and "Place" in asked.kinds()))


def measure_of(asked: Question, view: View, targets: Sequence[str]) -> str | None:
    """Return what a superlative counts or measures: the last noun after the first, or capacity for size."""
    if not asked.has("aggregate"):
        return None
    if figure := next((target for target in targets if target in _FIGURES), None):
        return figure
    by_size = asked.has("aggregate", "biggest", "smallest")
    if by_size or (view is View.OWNERSHIP and "stake" in asked.nouns):
        return "share" if view is View.OWNERSHIP else "capacity"
    if asked.has("aggregate", "newest", "oldest"):
        return "end" if asked.has("verb", "end", "close") else "start"
    if asked.has("verb", "partner") and "tie" not in targets[1:]:
        return "party"
    ranked = [target for target in _ranked_nouns(asked, view) if target in targets] or targets[1:][-1:]
    return ranked[0] if ranked else {View.TIE: "party", View.OWNERSHIP: "owned"}.get(view, "model")


def _ranked_nouns(asked: Question, view: View) -> Iterator[str]:
    """Yield what the nouns directly after "most" or "fewest" ask for in a view."""
    for item, after in pairwise(asked.items):
        if item.is_a("aggregate", "most", "least", "more"):
            nouns = item.nouns or after.nouns
            yield from (TARGETS[view][noun] for noun in nouns if noun in TARGETS.get(view, {}))


def kinds_of(asked: Question, view: View, targets: Sequence[str]) -> list[str]:  # noqa: PLR0911 (a return for each view)
    """Return the kinds of tie asked for, and whether brands alone are asked for of what a firm owns."""
    asks_owned = "owned" in targets[:1] or asked.has("aggregate")
    if view is View.OWNERSHIP and asks_owned and asked.has("noun", "brand"):
        others = {"company", "subsidiary", "stake"} & set(asked.nouns)
        return [] if others and "owned" in targets[:1] else ["Brand"]
    if view is View.CONFLICT:
        return [_PROPERTIES[noun] for noun in dict.fromkeys(asked.nouns) if noun in _PROPERTIES]
    if view is View.PLANT and asked.has("noun", "car_plant"):
        return ["CarPlant"]
    if view is not View.TIE:
        return []
    if asked.has("noun", "joint_venture"):
        return ["JointVenture"]
    if ("agreement" in asked.nouns or asked.has("verb", "agree")) and len(asked.names) < 2:  # noqa: PLR2004 (a deal of two)
        return ["Agreement"]
    return ["Agreement", "JointVenture"] if asked.has("verb", "partner") else []


# What sources may contradict each other on, by noun.
_PROPERTIES = {
    "capacity": "capacityPerYear", "employees": "employees", "volume": "volumePerYear", "stake": "sharePercent",
    "start_date": "productionStart",
}  # fmt: skip


def bounds_of(asked: Question, view: View, targets: Sequence[str]) -> Iterator[Bound]:
    """Yield the bounds on figures and counts, each on what the noun after its number means in the view."""
    for number, item in enumerate(asked.items):
        if item.bound:
            comparator, value = item.bound
            nouns = [noun for other in asked.items[number + 1 :] for noun in other.nouns]
            yield Bound(_bounded_slot(nouns, value, asked, view, targets), comparator, value)


def _bounded_slot(nouns: Sequence[str], value: float, asked: Question, view: View, targets: Sequence[str]) -> str:
    if view is View.OWNERSHIP or (view is View.TIE and asked.has("noun", "stake")):
        return "share"
    if "employees" in asked.nouns or asked.has("verb", "employ"):
        return "employees"
    if figure := next((target for target in targets if target in _FIGURES), None):
        return figure
    if value >= LARGE or not nouns:
        return "capacity" if view is View.PLANT else "volume"
    return TARGETS.get(view, {}).get(nouns[0], nouns[0])


def date_of(asked: Question, view: View) -> str | None:
    """Return which date a question of when asks for."""
    if asked.has("question", "until_when"):
        return "closed" if view is View.PLANT else "end"
    if asked.has("question", "since_when"):
        if asked.has("verb", "close", "end", "leave") or asked.has("modality", "no_longer"):
            return "closed" if view is View.PLANT else "end"
        return "opened" if view is View.PLANT else "start"
    if asked.has("question", "when") and asked.has("verb", "build") and asked.has("aggregate", "newest"):
        return "end"
    dates = [_VERB_DATES[verb] for verb in asked.concepts("verb") if verb in _VERB_DATES]
    return dates[0] if dates else "start" if asked.has("question", "when") else None
