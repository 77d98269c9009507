"""How each name of a question is attached: its slot by its type, the mark before it and the noun or verb beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from autokg.answers.form import Condition, Name, View
from autokg.answers.form_conditions import CONDITIONS
from autokg.answers.lexicon import load_lexicon
from autokg.answers.marking import Item
from autokg.answers.name_scope import column, companies_of, owners_of, values, variants_of, versions_of
from autokg.answers.question import ORGANIZATIONS, REGIONS, Question, of_kinds
from autokg.core.ids import fold
from autokg.core.terms import AKG
from autokg.stores.base import Store

_VERB_AT_END = ("de",)
_NAME_AFTER_NOUN = ("fr", "es", "it", "pt")  # "modèles Peugeot", not "Peugeot models"
# Slots of which a model, or another thing asked for, may meet several at a time.
_MANY = ("site", "market", "client", "plant", "builder", "brand", "model", "operator")
_SLOTS_OF_KINDS = (
    ("VehicleModel", "model"), ("Plant", "plant"), ("Person", "person"), ("Platform", "platform"),
    ("Product", "product"),
)  # fmt: skip
# Views in which a product, such as batteries, is a condition.
_PRODUCT_VIEWS = (View.PRODUCTION, View.PLANT, View.SUPPLY)


def conditions_of(asked: Question, view: View, targets: Sequence[str], store: Store) -> tuple[Condition, ...]:
    """Return the conditions of a question, in its order; names joined by "or" share one."""
    conditions = _with_makers(_alike(asked, list(_each(asked, view, targets, store))), store)
    merged: list[Condition] = []
    for condition in conditions:
        twin = next((held for held in merged if _is_joined(held, condition, asked, targets)), None)
        if twin:
            merged[merged.index(twin)] = replace(twin, names=tuple(dict.fromkeys((*twin.names, *condition.names))))
        else:
            merged.append(condition)
    return tuple(merged)


def _alike(asked: Question, conditions: Sequence[Condition]) -> list[Condition]:
    """Return conditions with the firms that "and" or "or" joins all as brands, if one of them is only a brand."""
    slots = ("brand", "builder", "operator")
    alike = list(conditions)
    for first, last in asked.joined():
        texts = {asked.items[first].text, asked.items[last].text}
        pair = [c for c in conditions if c.slot in slots and c.names and c.names[0].text in texts]
        if len({c.slot for c in pair}) > 1 and all(c.slot == "brand" or c.brands for c in pair):
            alike = [replace(c, slot="brand", names=c.brands or c.names, brands=()) if c in pair else c for c in alike]
    return alike


def _with_makers(conditions: Sequence[Condition], store: Store) -> list[Condition]:
    """Return conditions with a firm that builds for another one as the builder, not as the brand of what it builds."""
    clients = [name for condition in conditions if condition.slot == "client" for name in condition.names]
    if not clients or any(condition.slot == "builder" for condition in conditions):
        return list(conditions)
    owners = [Name("", iri, ("Company",)) for iri in owners_of(companies_of(clients, store).brands, store)]
    own = set(companies_of((*clients, *owners), store).brands)
    return [
        replace(condition, slot="builder")
        if condition.slot == "brand" and own.isdisjoint(companies_of(condition.names, store).brands)
        else condition
        for condition in conditions
    ]


def _is_joined(held: Condition, condition: Condition, asked: Question, targets: Sequence[str]) -> bool:
    """Return whether two conditions on one slot are alternatives: joined by "or", or of what has only one."""
    if held.slot == condition.slot and held.slot in ("owned", "owner"):
        apart = asked.has("verb", "share") or (asked.has("mark", "both") and targets[:1] == ("owner",))
        return any(True for _ in asked.joined()) and not apart
    if held.slot != condition.slot or held.negated != condition.negated or held.slot not in _MANY:
        return False
    if asked.has("verb", "share") or (asked.has("mark", "both") and _is_asked_of_both(held, targets)):
        return False
    if held.negated or asked.has("mark", "or") or asked.compares or _asks_of_each(asked):
        return True
    places = ("site",) if asked.has("mark", "and") else ()  # a plant lies in one of them alone
    slots = {"model": ("model", "builder", "brand", "client"), "plant": ("plant", "operator", *places)}
    return held.slot in slots.get(targets[0] if targets else "model", ("model",))


def _is_asked_of_both(held: Condition, targets: Sequence[str]) -> bool:
    """Return whether "both" asks for what meets two conditions: two makers, or two models of one plant or country."""
    where = targets[:1] in (("plant",), ("country",), ("place",), ("builder",), ("market",))
    return held.slot in ("builder", "client") or (where and held.slot in ("model", "brand"))


def _asks_of_each(asked: Question) -> bool:
    """Return whether things joined by "and" are asked about one by one, as in "where are X and Y built"."""
    if asked.has("mark", "both"):
        return False
    places = [item for item in asked.items if item.is_a("question", "where") and not item.nouns]
    asking = [item for item in asked.items if item.is_a("question", "which", "where", "who", "how_many")]
    return bool(places) or len(asking) > 1


def _each(asked: Question, view: View, targets: Sequence[str], store: Store) -> Iterator[Condition]:
    negated = outside = only = denied = False
    for number, item in enumerate(asked.items):
        if item.term and item.term.table == "product" and view in _PRODUCT_VIEWS:
            yield Condition("product", (Name(item.text, "", ("Product",), item.term.concept),))
        if item.term and item.term.table == "method" and view is View.PRODUCTION:
            yield Condition("method", _methods(item))
        if item.term and item.term.table == "agreement" and view is View.TIE:
            yield Condition("type", (Name(item.text, f"{AKG.namespace}{item.term.concept}", (), item.text),))
        # "Which plant has the highest capacity after Wolfsburg" leaves Wolfsburg out.
        next_to = item.is_a("time", "after") and asked.has("aggregate")
        negated = negated or item.is_a("mark", "not") or next_to
        outside = outside or item.is_a("mark", "outside")
        only = only or item.is_a("mark", "only")
        if not item.names:
            continue
        negated = negated or (denied and _is_alternative(asked.items, number)) or _is_denied_after(asked.items, number)
        denied = negated
        slot, names = _attach(asked, number, view, targets)
        names = _both_places(_likeliest(names, item, store), store)
        if slot == "model":
            names = _versions(asked, number, names, store)
        brands = of_kinds(item.names, {"Brand"})
        if slot == "operator" and brands and not _own_any(names, brands, store):
            slot, names = "brand", brands  # the plants of another firm are not those of its brand
        if brands and slot in _DOES and not _DOES[slot](names, store):
            slot, names = "brand", brands
        elif slot == "builder" and names == brands and not asked.has("mark", "other"):
            slot = "brand"  # a brand alone stands for its models, not for all that its owner builds
        if slot == "brand" and not companies_of(names, store).brands:
            slot = "builder"  # a company that has no brand of its own is meant as a builder
        yield Condition(
            slot,
            names,
            negated=negated and slot != "model",
            outside=outside,
            only=only,
            itself=view is View.ROLE or asked.has("mark", "itself"),
            brands=brands if slot in ("builder", "operator") else (),
        )
        negated = outside = only = False


def _is_denied_after(items: Sequence[Item], number: int) -> bool:
    """Return whether a negation follows the last name, which was named before: "models of X that X does not build"."""
    rest = items[number + 1 :]
    denied = any(item.is_a("mark", "not") for item in rest) and not any(item.names for item in rest)
    return denied and _is_named_again(items, number)


def _own_any(firms: Sequence[Name], brands: Sequence[Name], store: Store) -> bool:
    """Return whether one of some firms owns a brand of the same name, as Audi AG does."""
    return not {firm.iri for firm in firms}.isdisjoint(owners_of([brand.iri for brand in brands], store))


def _is_alternative(items: Sequence[Item], number: int) -> bool:
    """Return whether a name follows another one and "or", so that "not" before the first holds for both."""
    between = list(takewhile(lambda item: item.is_a("mark", *_JOINING), reversed(items[:number])))
    before = items[: number - len(between)]
    return bool(between) and bool(before) and bool(before[-1].names)


_JOINING = ("or", "and", "not", "by", "from")


def _versions(asked: Question, number: int, names: tuple[Name, ...], store: Store) -> tuple[Name, ...]:
    """Return models with those called the same but for a note in brackets; a "new" one may have more to its name."""
    beside = asked.items[max(0, number - 1) : number] + asked.items[number + 1 : number + 2]
    will_start = asked.has("question", "when") and asked.has("verb", "start") and asked.has("state", "planned")
    is_new = will_start or any(item.is_a("time", "new") for item in beside)
    known = {name.iri for name in names}
    starts = tuple(f"{name.label} (" for name in names)
    found = [n for n in variants_of(names, store) if n.iri not in known and (is_new or n.label.startswith(starts))]
    found += [name for name in versions_of(names, store) if name not in found]
    return (*names, *(replace(name, text=asked.items[number].text) for name in found))


def _builds(names: tuple[Name, ...], store: Store) -> bool:
    """Return whether something is built, or to be built, by some firms, as far as sources tell."""
    built = CONDITIONS[View.PRODUCTION, "builder"](Condition("builder", names), store)
    state = "FILTER EXISTS { ?node akg:status ?state FILTER(?state IN (akg:actual, akg:planned)) }"
    return bool(store.query(f"ASK {{ {{ {built} }} {state} }}"))


def _runs(names: tuple[Name, ...], store: Store) -> bool:
    """Return whether some firms run a plant that is open, as far as sources tell."""
    run = CONDITIONS[View.PLANT, "operator"](Condition("operator", names), store)
    # One test for each sign of an end: a union of them is computed for all plants.
    signs = ("akg:status akg:ended", "akg:closed ?day", "akg:endLatest ?last")
    going = " ".join(f"FILTER NOT EXISTS {{ ?node {sign} }}" for sign in signs)
    return bool(store.query(f"ASK {{ {{ {run} }} {going} }}"))


# What firms of a slot do by its meaning; those that do nothing of the kind are meant as their brand.
_DOES = {"builder": _builds, "operator": _runs}


def _methods(item: Item) -> tuple[Name, ...]:
    """Return the ways of assembly that a word stands for: kits are complete or in part."""
    assert item.term  # noqa: S101 (a word of this table)
    kinds = [kind for kind in METHODS if item.term.concept in ("kits", kind)]
    return tuple(Name(item.text, f"{AKG.namespace}{kind}", (), item.text) for kind in kinds)


METHODS = ("completelyKnockedDown", "semiKnockedDown")


def _attach(asked: Question, number: int, view: View, targets: Sequence[str]) -> tuple[str, tuple[Name, ...]]:
    """Return the slot of a name and the things of the fitting type."""
    item = asked.items[number]
    for kind, slot in _SLOTS_OF_KINDS:
        if names := of_kinds(item.names, {kind}):
            return slot, names
    if names := of_kinds(item.names, REGIONS | {"Place"}):
        return (_place_slot(asked, number, view) if of_kinds(names, REGIONS) else "site"), names
    organizations, brands = of_kinds(item.names, ORGANIZATIONS), of_kinds(item.names, {"Brand"})
    slot = _firm_slot(asked, number, view, targets)
    if slot in ("owned", "party"):
        return slot, (*organizations, *brands) or item.names
    own = slot == "brand" and targets[:1] != ("brand",)  # of which brands are asked, a firm has several
    first = brands if own or slot == "client" else organizations
    return slot, first or organizations or brands or item.names


def _likeliest(names: tuple[Name, ...], item: Item, store: Store) -> tuple[Name, ...]:
    """Return the firms that own the brand of the same name, or its owner; those left out are named with them."""
    brands = of_kinds(item.names, {"Brand"})
    firms = [name for name in of_kinds(names, ORGANIZATIONS) if name.shortened]
    if not brands or len(firms) < 2:  # noqa: PLR2004 (one firm leaves no choice)
        return names
    owners = set(owners_of([brand.iri for brand in brands], store))
    kept = [name for name in names if name not in firms or owners & set(companies_of([name], store).companies)]
    left = tuple(name.label for name in names if name not in kept)
    return tuple(replace(name, others=left) for name in kept) if any(name in firms for name in kept) else names


def _both_places(names: tuple[Name, ...], store: Store) -> tuple[Name, ...]:
    """Return names with a note on a country that shares its name with a place elsewhere, such as Georgia."""
    regions = of_kinds(names, REGIONS)
    twins = [name for name in names if name not in regions and "Place" in name.kinds]
    if not regions or not twins:
        return names
    lands = column(
        store, f"SELECT ?land WHERE {{ VALUES ?place {{ {values(n.iri for n in twins)} }} ?place akg:inCountry ?land }}"
    )
    others = tuple(f"{twins[0].label} ({land.rpartition('/')[2]})" for land in lands)
    return tuple(replace(name, others=others) if name in regions else name for name in names)


def _place_slot(asked: Question, number: int, view: View) -> str:
    """Return whether a place is a market or a site: a market stands after selling, a market word or `for`."""
    if view is View.PRODUCTION:
        before = [item for at, item in enumerate(asked.items[:number]) if _may_sell(asked, at, number)]
        beside = asked.items[max(0, number - 2) : number] + asked.items[number + 1 : number + 2]
        if any(item.is_a("noun", "market") for item in beside):
            return "market"
        marker = _mark_before(asked.items, number)
        if marker == "from":
            return "site"
        if asked.has("verb", "sell") and (marker == "to" or _is_before_verb_at_end(asked, number)):
            return "market"
        if before and before[-1].is_a("verb", "sell"):
            return "market"
        if before and before[-1].is_a("mark", "for") and marker != "in":
            return "market"  # "for Mercedes in Austria" is built there
    return "site"


def _is_before_verb_at_end(asked: Question, number: int) -> bool:
    """Return whether a verb of selling follows a name where verbs stand at the end, as in "in Europa verkauft"."""
    after = asked.items[number + 1 : number + 2]
    return asked.language in _VERB_AT_END and bool(after) and after[0].is_a("verb", "sell")


def _may_sell(asked: Question, at: int, number: int) -> bool:
    """Return whether an item tells if a later place is a market: a verb, or a "for" that is not the "for" of a firm."""
    item = asked.items[at]
    between = asked.items[at + 1 : number]
    of_firm = any(of_kinds(other.names, {"Brand", *ORGANIZATIONS}) for other in between)
    return item.is_a("verb", "sell", "build") or (item.is_a("mark", "for") and not of_firm)


def _firm_slot(asked: Question, number: int, view: View, targets: Sequence[str]) -> str:
    """Return the slot of a firm or brand in a view."""
    if view in (View.SUPPLY, View.INVESTMENT):
        return _side_of_delivery(asked, number, view, targets)
    if view is View.OWNERSHIP:
        return _owner_side(asked, number, targets)
    if view is View.PRODUCTION:
        return _maker_slot(asked, number, targets)
    return {View.PLANT: "operator", View.ROLE: "organization", View.MODEL: "brand"}.get(view, "party")


def _maker_slot(asked: Question, number: int, targets: Sequence[str]) -> str:  # noqa: PLR0911 (a return for each sign)
    """Return whether a firm is the client, the builder or the brand of what is built."""
    marker = _mark_before(asked.items, number)
    if marker == "for":
        return "client"
    if _completes_noun(asked.items, number) or asked.has("verb", "own") or _is_built_at(asked.items, number):
        return "brand"
    if _is_named_after_not(asked.items, number):
        return "brand"
    if marker in ("by", "at", "from"):
        return "builder"
    if number and asked.items[number - 1].is_a("mark", "not") and asked.nouns[:1] == ["model"]:
        return "brand"  # "models built in Spain that are not Seat"
    if _stands_by_noun(asked, number):
        return "brand"
    if asked.has("question", "for_whom") or asked.has("aggregate", "more"):
        return "builder"
    if "builder" in targets and not asked.has("modality", "other"):
        return "brand"
    if _is_named_again(asked.items, number):
        return "builder"
    if _follows_maker_and_verb(asked.items, number):
        return "brand"
    builds = any(other.is_a("verb", "build") for other in asked.items[number + 1 :])
    return "builder" if builds or (marker != "of" and asked.has("verb", "build")) else "brand"


def _is_named_again(items: Sequence[Item], number: int) -> bool:
    """Return whether a firm was named before, as the maker in "models of Ford that Ford does not build"."""
    return any(item.names and item.names == items[number].names for item in items[:number]) and any(
        item.is_a("mark", "not") for item in items
    )


def _follows_maker_and_verb(items: Sequence[Item], number: int) -> bool:
    """Return whether a firm is what another one before the verb builds, as in "Stellantis will build Leapmotors"."""
    verbs = [at for at, item in enumerate(items[:number]) if item.is_a("verb", "build")]
    firms = {"Brand", *ORGANIZATIONS}
    makers = (at for at, item in enumerate(items[: verbs[-1]]) if of_kinds(item.names, firms)) if verbs else ()
    return any(not _completes_noun(items, at) for at in makers)


def _is_built_at(items: Sequence[Item], number: int) -> bool:
    """Return whether a firm is what plants or countries build, as in "which plants build Seat"."""
    verb = next((at for at in range(number - 1, 0, -1) if items[at].is_a("verb", "build")), 0)
    if not verb or any(not _joins(item) and not item.is_a("mark", "than") for item in items[verb + 1 : number]):
        return False
    doer = items[verb - 1]
    return bool({"plant", "country", "place"} & set(doer.nouns)) and not doer.is_a("question", "where")


def _is_named_after_not(items: Sequence[Item], number: int) -> bool:
    """Return whether models are said not to be of a firm, as in "models built in Spain that are not Seat"."""
    denied = next((item.is_a("mark", "not") for item in reversed(items[:number]) if not _joins(item)), False)
    return denied and not any(item.is_a("verb", "build") for item in items[number + 1 :])


def _completes_noun(items: Sequence[Item], number: int) -> bool:
    """Return whether a firm follows a noun and "of" directly, as in "models of Renault" and "modelos da Renault"."""
    while number > 1 and items[number - 1].is_a("mark", "and", "or") and items[number - 2].names:
        number -= 2
    before = items[max(0, number - 2) : number]
    is_noun = len(before) > 1 and (before[0].is_a("noun", "model", "brand") or before[0].is_a("attribute"))
    return is_noun and before[1].is_a("mark", "of")


def _stands_by_noun(asked: Question, number: int) -> bool:
    """Return whether a firm tells whose models are meant, as in "Peugeot models"; "or" and "and" do not part it."""
    following = asked.items[number + 1 : number + 2]
    if following and following[0].is_a("verb", "build") and asked.means("inverted"):
        return False  # "Quels modèles Renault produit-elle"
    if asked.language in _NAME_AFTER_NOUN:
        before = next((item for item in asked.before(number) if not _joins(item)), None)
        if before and before.is_a("noun", "model", "brand"):
            return True
    noun = next((item for item in asked.items[number + 1 :] if not _joins(item)), None)
    return bool(noun and (noun.is_a("noun", "model", "brand") or noun.is_a("attribute")))


def _joins(item: Item) -> bool:
    return bool(item.names) or item.is_a("mark", "and", "or", "both") or item.is_a("attribute")


def _owner_side(asked: Question, number: int, targets: Sequence[str]) -> str:
    """Return whether a firm is the owner or the thing owned."""
    if asked.has("mark", "both") and targets[:1] == ("owner",):
        return "owned"
    firms = [place for place, item in enumerate(asked.items) if item.names]
    last = {firms[-1]}
    last |= {first for first, second in reversed(list(asked.joined())) if second in last}
    if len(firms) > len(last):
        if (owned := _whole_of_share(asked, firms)) is not None:
            return "owned" if number == owned else "owner"
        taking = _mark_before(asked.items, firms[-1]) in _TAKING or _ends_in_mark(asked, firms[-1] - 1)
        taking = taking or any(item.is_a("verb", "own") and asked.means("belong", item) for item in asked.items)
        owns = asked.has("verb", "own", "buy") or not asked.has("verb")
        belongs = taking and owns and not _calls_owner(asked) and not asked.has("noun", "stake")
        belongs = belongs and not _is_object(asked, firms[-1])
        return "owner" if (number in last) == belongs else "owned"
    return "owned" if "owner" in targets else "owner"


def _is_object(asked: Question, number: int) -> bool:
    """Return whether "a" before a name marks no owner but what is owned, as in "¿Controla X a Y?"."""
    owns = [item for item in asked.items if item.is_a("verb", "own", "buy")]
    return asked.items[number - 1].is_a("mark", "to") and bool(owns) and not asked.means("belong", *owns)


def _calls_owner(asked: Question) -> bool:
    """Return whether a firm is called the owner of the next one, as in "é dona da Opel"."""
    lexicon = load_lexicon(asked.language)
    lasts = [fold(item.text).split()[-1:] for item in asked.items if item.is_a("verb", "own")]
    found = [lexicon.matches(last, 0) for last in lasts]
    return asked.has("noun", "owner") or any(terms and ("noun", "owner") in terms[0] for terms in found)


_TAKING = ("to", "of", "in", "by")


def _ends_in_mark(asked: Question, number: int) -> bool:
    """Return whether the words before a name end in a preposition, as "property of" does."""
    words = fold(asked.items[number].text).split()
    found = load_lexicon(asked.language).matches(words[-1:], 0) if len(words) > 1 else None
    return found is not None and any(term.table == "mark" and term.concept in _TAKING for term in found[0])


def _whole_of_share(asked: Question, firms: Sequence[int]) -> int | None:
    """Return the firm that a share is of, as in "what share of X does Y hold" or "the share of Y in X"."""
    amount = asked.has("question", "how_much") or (asked.has("question", "how_many") and not asked.nouns)
    if not (amount or asked.bounds):
        return None
    if (first := firms[0]) and asked.items[first - 1].is_a("question", "how_many"):
        return first  # as after French "combien de", whose preposition is in the question word
    for concept in ("in", "of"):
        whole = [place for place in firms if asked.items[place - 1].is_a("mark", concept)]
        if len(whole) == 1:
            return whole[0]
    return None


def _side_of_delivery(asked: Question, number: int, view: View, targets: Sequence[str]) -> str:
    giver, taker = ("supplier", "customer") if view is View.SUPPLY else ("investor", "target")
    takes = _mark_before(asked.items, number) in ("from", "by")
    if view is View.SUPPLY and (takes or asked.has("question", "to_whom")):
        return giver
    if giver in targets and not asked.has("question", "for_whom"):
        # "Who supplies X" asks for the giver, "whom does X supply" for the taker.
        gives = next((place for place, item in enumerate(asked.items) if item.is_a("verb", "supply", "invest")), 0)
        return taker if gives < number else giver
    return taker if _mark_before(asked.items, number) in ("for", "to", "in", "of") else giver


def _mark_before(items: Sequence[Item], number: int) -> str | None:
    """Return the mark that a name stands after; names joined by `and` share it."""
    for item in reversed(items[:number]):
        if item.names or item.is_a("mark", "and", "or", "both", "not", "relative"):
            continue
        return item.term.concept if item.term and item.term.table == "mark" else None
    return None
