"""Logical form → SPARQL 1.1: the rows of a form, the count of what it asks for, or its ranking.

The text is complete: it can be run again by `autokg query`, rdflib or any other engine. Conditions are joined first,
in a query of their own, so that optional slots are looked up for the few nodes that fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.answers.form import Bound, Condition, Event, Form, Relation, View, Window
from autokg.answers.form_conditions import BY_OTHERS, CONDITIONS, FOR_OTHERS, brand_owner, built_by_others
from autokg.answers.name_scope import companies_of, values
from autokg.answers.patterns import DAYS, PATTERNS, TIMES, labelled
from autokg.core.terms import AKG, RDF, RDFS, SKOS
from autokg.stores.base import Store

_PREFIXES = (
    f"PREFIX akg: <{AKG.namespace}>\nPREFIX rdf: <{RDF.namespace}>\nPREFIX rdfs: <{RDFS.namespace}>\n"
    f"PREFIX skos: <{SKOS.namespace}>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)
Row = Sequence[NamedNode | BlankNode | Literal | Triple | None]  # of a result, in the order of its variables
Found = Sequence[Row] | None
_INDENT = "\n  "
_VARIABLE = re.compile(r"\?(\w+)")
_HELPER = re.compile(r"\?(\w+)_\b")
_ROOTED = {View.TIE: ("?kind",), View.OWNERSHIP: ("?owned", "?owner", "?basis"), View.CHANGE: ("?kind",)}
# A plant builds cars if a model is built there or a carmaker runs it; others make batteries or engines.
_BUILDS_CARS = (
    "{ ?made_ akg:atPlant ?node ; akg:ofModel ?any_ } UNION "
    "{ ?node akg:operatedBy|akg:listedOperator ?runner_ . ?runner_ a akg:Carmaker }"
)
# A carmaker is a firm that builds models or has a brand, not each owner of one.
_IS_CARMAKER = "FILTER(EXISTS {{ ?{0} a akg:Carmaker }} || EXISTS {{ ?mark_ akg:brandOwner|akg:listedOwner ?{0} }})"
# A contract manufacturer builds for others and has no brand of its own.
_WITHOUT_BRAND = (
    f"{PATTERNS[View.PRODUCTION].things['builder']} "
    "FILTER NOT EXISTS { ?mark_ akg:brandOwner|akg:listedOwner ?builder }"
)
_OF_MAKERS = (("own_maker", BY_OTHERS), ("for_whom", FOR_OTHERS), ("contract", _WITHOUT_BRAND))
_BETWEEN_FIRMS = (View.OWNERSHIP,)
# A stake begins with its present share; another share may have been held before.
_EARLIER_SHARE = (
    "?node ^rdf:subject ?told_ . ?told_ rdf:predicate akg:sharePercent ; akg:outcome akg:superseded ; "
    "akg:saying/akg:status akg:actual"
)
# A state began with its present run; a source may have told an earlier one.
# A query of its own: as a condition it would be asked for each node.
_EARLIER_RUN = (
    "?told_ rdf:predicate akg:status ; rdf:subject ?node ; rdf:object akg:actual ; "
    "akg:saying/(akg:asOf|akg:validFrom) ?then_ FILTER(STR(?then_) <= {}) BIND(true AS ?ran_)"
)
_PLACED = "{ ?node akg:inCountry ?somewhere } UNION { ?node akg:atPlant ?somewhere }"
_STATES = ("planned", "actual", "ended", "cancelled", "reported", "denied")
MOST_RANKED = 60
_MOST_NAMED = 600  # nodes for which each slot is looked up apart; of more, the slots of all are read about as fast
_MARKETS = ("market", "plannedMarket")
_FIGURES = ("capacity", "employees", "volume", "start", "end", "share")


def compile_form(form: Form, store: Store, today: str, found: Found = None) -> str:
    """Return the SELECT of the rows of a form, one for each node and value of its slots.

    Args:
        found: rows of `compile_fitting`; the slots of these alone are looked up then, which is faster for a few.

    """
    pattern = PATTERNS[form.view]
    things = [slot for slot in pattern.things if slot not in _MARKETS or form.needs("market")]
    head = [*(f"?{slot} ?{slot}Label" for slot in things), *(f"?{name}" for name in (*TIMES, *pattern.values))]
    inner = f"SELECT DISTINCT {' '.join(_rooted(form))} WHERE {{ {' '.join(_fitting(form, store, today, _group))} }}"
    fitting = f"{{ {inner} }}" if found is None else _rows_as_values(form, found)
    optional = [
        *(labelled(slot, pattern.things[slot]) for slot in things),
        *(f"OPTIONAL {{ {text} }}" for text in pattern.values.values() if text),
        *pattern.times(),
        *_time_filters(form, today),
    ]
    body = [fitting, *(optional if found is None else (_among(text, found) for text in optional))]
    first = next(iter(things))
    return _select(f"DISTINCT ?node {' '.join(head)}", body, f"ORDER BY ?{first}Label ?node")


def compile_fitting(form: Form, store: Store, today: str) -> str:
    """Return the SELECT of the nodes that meet the conditions of a form at any time, without their slots."""
    return _select(f"DISTINCT {' '.join(_rooted(form))}", list(_fitting(form, store, today)))


def _rooted(form: Form) -> tuple[str, ...]:
    """Return the variables that what makes a node one of a view binds, as far as others need them."""
    more = ("?builder",) if "contract" in form.modality else _ROOTED.get(form.view, ())
    return ("?node", "?state", *more)


def _rows_as_values(form: Form, found: Sequence[Row]) -> str:
    rows = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in found)
    return f"VALUES ({' '.join(_rooted(form))}) {{ {rows} }}"


def _among(text: str, found: Sequence[Row]) -> str:
    """Return an optional pattern for some nodes alone: an engine looks a path or union up for all nodes first."""
    opening = "OPTIONAL { SELECT DISTINCT ?node ?ran_ WHERE {" if "?ran_" in text else "OPTIONAL {"
    if not text.startswith(opening) or "?node" not in text or len(found) > _MOST_NAMED:
        return text
    return f"{opening} {_nodes(found)} {text.removeprefix(opening)}"


def _nodes(found: Sequence[Row]) -> str:
    return f"VALUES ?node {{ {' '.join(sorted({str(row[0]) for row in found}))} }}"


def compile_nodes(form: Form, store: Store, today: str) -> str:
    """Return the SELECT of the nodes that meet the conditions of a form, whether or not they are of its view.

    Joined with what makes a node of the view, some conditions take a hundred times as long; those on who owns what
    give no nodes without it.
    """
    root = "" if form.view is View.OWNERSHIP else PATTERNS[form.view].root
    return _select("DISTINCT ?node", [part for part in _fitting(form, store, today) if part != root])


def compile_count(form: Form, store: Store, today: str, slot: str, found: Found = None) -> str:
    """Return the SELECT of how many distinct things fill a slot; `found` as for `compile_form`."""
    return _select(f"(COUNT(DISTINCT ?{slot}) AS ?n)", _filled(form, store, today, (slot,), found))


def compile_comparison(forms: Mapping[str, Form], store: Store, today: str, slot: str) -> str:
    """Return the SELECT of how many distinct things fill a slot of each of some forms, by name."""
    parts = []
    for name, form in forms.items():
        counted = PATTERNS[form.view].things[slot]
        body = " ".join(filter(None, [*_fitting(form, store, today), counted, *_times(form, today)]))
        parts.append(f"{{ SELECT ({Literal(name)} AS ?name) (COUNT(DISTINCT ?{slot}) AS ?n) WHERE {{ {body} }} }}")
    return _select("?name ?n", [" UNION ".join(parts)])


def compile_ranking(  # noqa: PLR0917 (as the others, and what is counted)
    form: Form, store: Store, today: str, target: str, by: str, found: Found = None
) -> str:
    """Return the SELECT of things with the number of distinct things in another slot, or with a figure.

    `found` is as for `compile_form`.
    """
    if form.view is View.TIE and by == "party":
        body = ["?party akg:partnerOf ?by ."]
        target, counted = "party", "COUNT(DISTINCT ?by)"
    elif by in _FIGURES:
        body = [*_filled(form, store, today, (target,), found), _figure(form.view, by)]
        counted = "MIN(?figure)" if form.least else "MAX(?figure)"
    else:
        body = _filled(form, store, today, (target, by), found)
        counted = f"COUNT(DISTINCT ?{by})"
    body += _others_than_asked(form, target, store)
    inner = f"SELECT ?{target} ({counted} AS ?n) WHERE {{ {' '.join(filter(None, body))} }} GROUP BY ?{target}"
    order = "ASC(?n)" if form.least else "DESC(?n)"
    label = f'?{target} rdfs:label ?{target}Label FILTER(LANG(?{target}Label) IN ("en", ""))'
    return _select(
        f"?{target} ?{target}Label ?n",
        [f"{{ {inner} }}", label],
        f"ORDER BY {order} ?{target}Label LIMIT {MOST_RANKED}",
    )


def _filled(form: Form, store: Store, today: str, slots: Sequence[str], found: Found) -> list[str]:
    """Return the patterns of what meets a form, with some of its slots and the times that it needs."""
    told = [PATTERNS[form.view].things[slot] for slot in slots]
    if found is None:
        return [*_fitting(form, store, today), *told, *_times(form, today)]
    among = [f"{{ {_nodes(found)} {text} }}" if len(found) <= _MOST_NAMED else text for text in told]
    return [_rows_as_values(form, found), *among, *_times(form, today)]


def _others_than_asked(form: Form, target: str, store: Store) -> Iterator[str]:
    """Yield that parties are ranked by their ties with those asked about, who are no answer."""
    if form.view is View.TIE and target == "party" and (conditions := list(form.on("party"))):
        scopes = [companies_of(condition.names, store) for condition in conditions]
        own = sorted({iri for scope in scopes for iri in (*scope.companies, *scope.brands)})
        yield f"FILTER(?party NOT IN ({', '.join(values(own).split())}))"


def _figure(view: View, by: str) -> str:
    if by in ("start", "end"):
        return f"?node akg:{by}Earliest ?figure ."
    pattern = PATTERNS[view].values.get(by, "")
    return pattern.replace(f"?{by} ", "?figure ")


def _select(head: str, body: Sequence[str], after: str = "") -> str:
    lines = _INDENT.join(filter(None, body))
    return f"{_PREFIXES}SELECT {head}\nWHERE {{{_INDENT}{lines}\n}}\n{after}".rstrip() + "\n"


def _fitting(form: Form, store: Store, today: str, apart: Callable[[str], str] | None = None) -> Iterator[str]:
    """Yield the root of the view and its conditions, with numbered helper variables; `apart` sets a condition apart."""
    apart = apart or _nodes_of
    pattern = PATTERNS[form.view]
    texts = [_numbered(_text(form, condition, store), number) for number, condition in enumerate(form.conditions)]
    pairs = list(zip(form.conditions, texts, strict=True))
    shared = shared_slots(form)
    alone = [(condition, text) for condition, text in pairs if condition.slot not in shared]
    yield from (apart(text) for condition, text in alone if _binds_nodes(form, condition))
    for slot in sorted(shared):
        yield from _together(form, [text for condition, text in pairs if condition.slot == slot])
    yield pattern.root
    yield from (
        _applied(form, condition, text, today) for condition, text in alone if not _binds_nodes(form, condition)
    )
    yield from (_nowhere_else(form, text) for condition, text in pairs if condition.only)
    if form.view is View.PRODUCTION:
        yield from (_numbered(text, "X") for word, text in _OF_MAKERS if word in form.modality)
    if "carmaker" in form.modality and form.view in _BETWEEN_FIRMS:
        yield _IS_CARMAKER.format(next((slot for slot in form.targets if slot in pattern.things), "owner"))
    if kinds := [kind for kind in form.kinds if kind in ("JointVenture", "Agreement", "Stake")]:
        yield f"FILTER(?kind IN ({', '.join(map(repr, kinds))}))".replace("'", '"')
    if "Brand" in form.kinds:
        yield "?owned a akg:Brand ."
    if "CarPlant" in form.kinds:
        yield apart(_BUILDS_CARS)
    for number, bound in enumerate(form.bounds):
        yield from _bounded(form, bound, number, store, today)
    for slot in form.missing:
        yield from (f"FILTER NOT EXISTS {{ {told} }}" for told in pattern.lacking(slot))


def _nodes_of(text: str) -> str:
    """Return the nodes that meet a condition as a query of its own, which is joined with what makes a node of a view.

    Joined the other way, some conditions are looked up for each node of the view, a hundred times as slow.
    """
    return f"{{ SELECT DISTINCT ?node WHERE {{ {text} }} }}"


def _group(text: str) -> str:
    """Return a condition as a group: in a query within a query, Virtuoso loses what a union of it binds."""
    return f"{{ {text} }}"


def _binds_nodes(form: Form, condition: Condition) -> bool:
    """Return whether a condition gives nodes by itself: none that leaves out some, nor one on who owns what."""
    return not (condition.negated or condition.outside or form.view is View.OWNERSHIP)


def _bounded(form: Form, bound: Bound, number: int, store: Store, today: str) -> Iterator[str]:
    """Yield that a figure lies in a bound, or that as many distinct things fill a slot of what is asked for."""
    pattern = PATTERNS[form.view]
    limit = int(bound.number) if bound.number.is_integer() else bound.number
    if bound.slot in pattern.values:
        yield pattern.values[bound.slot].replace(f"?{bound.slot} ", f"?bounded{number} ")
        yield f"FILTER(?bounded{number} {bound.comparator.value} {limit})"
        return
    target = next(slot for slot in (*form.targets, "model") if slot in pattern.things and slot != bound.slot)
    now = replace(form, bounds=(), states=form.states or ("current",))
    body = " ".join(
        [*_fitting(now, store, today), pattern.things[target], pattern.things[bound.slot], *_times(now, today)]
    )
    having = f"HAVING(COUNT(DISTINCT ?{bound.slot}) {bound.comparator.value} {limit})"
    yield f"{{ SELECT ?{target} WHERE {{ {body} }} GROUP BY ?{target} {having} }}"
    yield pattern.things[target]


def can_restrict(form: Form, slot: str) -> bool:
    """Return whether a condition on a slot can be put to a form."""
    return (form.view, slot) in CONDITIONS


def _text(form: Form, condition: Condition, store: Store) -> str:
    if condition.slot == "builder" and condition.negated and form.view is View.PRODUCTION:
        return built_by_others(condition, store)
    if condition.slot == "owner" and "Brand" in form.kinds:
        return brand_owner(condition, store)
    return CONDITIONS[form.view, condition.slot](condition, store)


def _numbered(text: str, number: object) -> str:
    return _HELPER.sub(rf"?\g<1>{number}", text)


def _slots(form: Form) -> list[str]:
    return [condition.slot for condition in form.conditions if not (condition.negated or condition.outside)]


def shared_slots(form: Form) -> set[str]:
    """Return the slots on which several conditions are to be met by one thing in several of its facts."""
    of_operators = form.view is View.PLANT and form.targets[:1] == ("operator",)
    of_owners = form.view is View.OWNERSHIP and form.targets[:1] == ("owner",) and "both" in form.modality
    slots = _slots(form) if form.view is View.PRODUCTION or of_operators or of_owners else []
    return {slot for slot in slots if slots.count(slot) > 1}


def _together(form: Form, texts: Sequence[str]) -> Iterator[str]:
    """Yield that a node meets one of some conditions, and that what is asked for meets each of them."""
    if form.view is View.OWNERSHIP:
        yield from _owned_together(texts)
        return
    target = _linking(form)
    link = PATTERNS[form.view].things[target]
    again = (f"{{ {text} }} {link}".replace("?node", "?again").replace(f"?{target}", "?same") for text in texts)
    meeting = " ".join(f"{{ SELECT DISTINCT ?same WHERE {{ {text} }} }}" for text in again)
    # Queries of their own: otherwise each part of the union is joined for each of the things.
    yield f"{{ SELECT DISTINCT ?same WHERE {{ {meeting} }} }}"
    yield link.replace(f"?{target}", "?same")
    yield f"{{ SELECT DISTINCT ?node WHERE {{ {' UNION '.join(f'{{ {text} }}' for text in texts)} }} }}"


def _owned_together(texts: Sequence[str]) -> Iterator[str]:
    """Yield that an owner has each of some things, which the root of the view alone joins with their owners."""
    root = PATTERNS[View.OWNERSHIP].root.replace("?node", "?again")
    yield from (f"{{ SELECT DISTINCT ?owner WHERE {{ {text} {root} }} }}" for text in texts)
    yield " UNION ".join(f"{{ {text} }}" for text in texts)


def _nowhere_else(form: Form, text: str) -> str:
    """Return that no current node of what is asked for misses a condition."""
    target = _linking(form)
    link = PATTERNS[form.view].things[target].replace(f"?{target}", "?sole")
    other = f"{link} ?node akg:status akg:actual . {_PLACED}".replace("?node", "?else")
    meeting = text.replace("?node", "?else")
    return f"{link} MINUS {{ SELECT DISTINCT ?sole WHERE {{ {other} MINUS {{ {meeting} }} }} }}"


def _linking(form: Form) -> str:
    """Return the slot of what is asked for, through which several nodes are of one thing."""
    things = PATTERNS[form.view].things
    taken = set(_slots(form)) - {"brand"}  # the brands of a firm are several, and may be what is asked for
    return next((slot for slot in form.targets if slot in things and slot not in taken), "model")


# A production that goes on as of a day; without a prefix of "?node" another one is meant.
_GOING_ON = "?node akg:status akg:actual FILTER NOT EXISTS {{ ?node akg:endLatest ?over_ FILTER(?over_ < {}) }}"


def _asks_now(form: Form) -> bool:
    """Return whether what goes on is asked about: no time, no status but the current one, and no word for the past."""
    return (
        form.window is None
        and set(form.states) <= {"current"}
        and {"past", "ever", "no_longer"}.isdisjoint(form.modality)
    )


def _applied(form: Form, condition: Condition, text: str, today: str) -> str:
    """Return a condition as it applies; of a negated one on a model, none of its productions may meet it."""
    if condition.outside:
        return f"{_PLACED} MINUS {{ {text} }}"
    if condition.slot == "builder" and condition.negated:
        return text
    if condition.negated and form.view is View.PRODUCTION:
        target = _linking(form)
        link = PATTERNS[form.view].things[target].replace(f"?{target}", "?same")
        there, now = "", ""
        if condition.slot == "site" and _asks_now(form):  # what ended there tells nothing of where else it is built
            there, now = f" MINUS {{ {text} }}", _GOING_ON.format(_day(today))
        again = f"{link} {text} {now}".replace("?node", "?again")
        return f"{link} MINUS {{ SELECT DISTINCT ?same WHERE {{ {again} }} }}{there}"
    if condition.negated:
        return f"MINUS {{ {text} }}"
    return f"{{ {text} }}" if "UNION" in text else text


def _times(form: Form, today: str) -> list[str]:
    """Return the filters of time, with the patterns of the days that they need."""
    filters = list(_time_filters(form, today))
    needed = set(_VARIABLE.findall(" ".join(filters)))
    return [*(text for name, text in DAYS.items() if name in needed), *filters]


def _time_filters(form: Form, today: str) -> Iterator[str]:
    """Yield the filters of statuses and of the window; what is current depends on the day asked."""
    tests = [test for state in form.states if (test := _state_test(state, today))]
    if tests:
        yield f"FILTER({' || '.join(tests)})"
    if form.window:
        yield from _window_filters(form, form.window, today)


def _state_test(state: str, today: str) -> str:
    """Return the condition of a status on a day, empty for one that no condition tells."""
    if state == "current":
        return f"((!BOUND(?state) || ?state = akg:actual) && (!BOUND(?endLast) || ?endLast >= {_day(today)}))"
    if state == "overdue":
        return f"(?state = akg:planned && BOUND(?startLast) && ?startLast < {_day(today)})"
    if state == "ended":
        past = f"(?state = akg:actual && BOUND(?endLast) && ?endLast < {_day(today)})"
        return f"?state = akg:ended || {past}"
    return f"?state = akg:{state}" if state in _STATES else ""


def _day(day: str) -> str:
    return f'"{day}"^^xsd:date'


def _window_filters(form: Form, window: Window, today: str) -> Iterator[str]:
    if window.event is Event.HOLDS:
        yield from _holding(form.view, window, today)
    elif window.event is Event.CHANGES:
        yield f"FILTER({_inside(window, 'start')} || {_inside(window, 'end')})"
    else:
        yield f"FILTER({_inside(window, 'start' if window.event is Event.STARTS else 'end')})"
        announced = form.view is View.INVESTMENT and "planned" in form.states  # its day is that of the news
        past = window.relation is not Relation.SINCE and window.last and window.last < today
        if past and not announced and "overdue" not in form.states:
            yield "FILTER(!BOUND(?state) || ?state != akg:planned)"  # what was planned for a past time did not come


def _holding(view: View, window: Window, today: str) -> Iterator[str]:
    """Yield the filters of states that may hold at some time in a window; a time to come admits plans.

    What is only possible, because a date is not known, is told apart later.
    """
    states = ["akg:actual", "akg:ended", *(["akg:planned"] if (window.last or today) > today else [])]
    began = f"?state IN ({', '.join(states)})"
    if window.last:
        earlier = f" || EXISTS {{ {_EARLIER_SHARE} }}" if view in (View.OWNERSHIP, View.TIE) else ""
        began += f" && (COALESCE(?startFirst, {_day('0001-01-01')}) <= {_day(window.last)}{earlier})"
        told = _EARLIER_RUN.format(Literal(window.last))
        yield f"OPTIONAL {{ SELECT DISTINCT ?node ?ran_ WHERE {{ {told} }} }}"
        began = f"({began}) || BOUND(?ran_)"
    yield f"FILTER({began})"
    if window.first:
        yield f"FILTER(COALESCE(?endLast, {_day('9999-12-31')}) >= {_day(window.first)})"


def _inside(window: Window, side: str) -> str:
    """Return the condition that a date lies in the window as a whole."""
    tests = [f"BOUND(?{side}First)", f"BOUND(?{side}Last)"]
    if window.first:
        tests.append(f"?{side}First >= {_day(window.first)}")
    if window.last:
        tests.append(f"?{side}Last <= {_day(window.last)}")
    return f"({' && '.join(tests)})"
