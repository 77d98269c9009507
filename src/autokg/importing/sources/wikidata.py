"""Import results of Wikidata queries (SPARQL 1.1 JSON) as facts, by the names of their variables.

    ?company ?owner [?share]   a stake            ?company ?parent (or ?subsidiary)   a stake of half or more
    ?brand with ?company       who owns a badge   ?brand with ?model                  a model's badge
    ?model ?manufacturer       who builds it      ?plant [?operator]                  a plant

`?item` is the entity that the other variables lack: a model beside `?manufacturer` or a `?brand` alone, a plant beside
`?operator`, else a company. Each variable needs its label beside it (`?ownerLabel`), as the label service of Wikidata
gives it. Optional are `?country`, `?place`, `?start` and `?end`.

A date of Wikidata is written to the day whatever its precision, 2010-01-01 for a bare 2010; so the first of January
counts as the year and the first of a month as the month, unless `?startPrecision` (9, 10 or 11) says better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from autokg.errors import InputError
from autokg.importing.base import Options, Outcome, Reject, Row, Source, take_fact, word_problem
from autokg.importing.cell_values import read_country
from autokg.importing.input_file import hash_file, read_json
from autokg.importing.summaries import say_date, summarize

SOURCE = Source(
    title="Wikidata, result of a query",
    publisher="Wikidata",
    url="https://query.wikidata.org/",
    licence="CC0 1.0",
)
CONFIDENCE = 0.7
_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_MAJORITY = 50.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of fact, known by the variables of a query.

    Attributes:
        slots: slot → the variables that may fill it, the first that the result has counts; all are needed.
        optional: the same, for slots that may stay empty.
        constants: slots that are the same in each fact.
        said: statement of Wikidata, if the slots express it in other words.

    """

    kind: str
    slots: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Any]
    said: str | None = None


_PERIOD = {"since": ("start", "since"), "until": ("end", "until")}
_PLACE = {"place": ("place", "city", "location"), "country": ("country",)}

RELATIONS: tuple[Relation, ...] = (
    Relation("stake", {"owner": ("owner",), "owned": ("company",)}, {"share_percent": ("share",), **_PERIOD}, {}),
    Relation(
        "stake", {"owner": ("parent", "company"), "owned": ("subsidiary", "company")}, _PERIOD,
        {"share_min": _MAJORITY}, "the parent organization of {owned} is {owner}",
    ),
    Relation("brand", {"brand": ("brand",), "owner": ("company",)}, {}, {}),
    Relation("model", {"model": ("model",), "brand": ("brand",)}, {}, {}),
    Relation(
        "production", {"model": ("model",), "builder": ("manufacturer",)},
        {**_PLACE, "start": ("start",), "end": ("end",)}, {},
    ),
    Relation(
        "plant", {"plant": ("plant",)},
        {"operator": ("operator",), **_PLACE, "opened": ("start", "opened"), "closed": ("end", "closed")}, {},
    ),
)  # fmt: skip
_DATES = {"since", "until", "start", "end", "opened", "closed"}
_ENDS = {"until", "end", "closed"}


def import_wikidata(path: Path, options: Options) -> Iterator[Outcome]:
    """Yield the facts of each row of the result."""
    names, bindings = _result(read_json(path), str(path))
    variables = _by_role(names)
    relations = _relations(variables, str(path))
    document = options.source.over(SOURCE).over(Source(sha256=hash_file(path))).document("wikidata")
    for number, binding in enumerate(bindings, 1):
        row = Row(f"{path}: result {number}", {name: str(term.get("value", "")) for name, term in binding.items()})
        for relation in relations:
            try:
                slots = _slots(row, relation, variables)
            except InputError as error:
                yield Reject(row.where, word_problem(error), row.cells)
                continue
            yield take_fact(row, document, _summary(relation, slots), slots)


def _result(data: Any, name: str) -> tuple[list[str], list[Mapping[str, Mapping[str, Any]]]]:
    """Return variables and rows; raise `InputError` if this is no result of a SELECT."""
    head, results = (data.get(key) if isinstance(data, dict) else None for key in ("head", "results"))
    if isinstance(data, dict) and "boolean" in data:
        raise InputError(
            "the result of an ASK query, which has no rows", source=name, expected="the result of a SELECT"
        )
    variables = head.get("vars") if isinstance(head, dict) else None
    bindings = results.get("bindings") if isinstance(results, dict) else None
    if not _are_names(variables) or not isinstance(bindings, list) or not _are_terms(bindings):
        raise InputError("not a query result", source=name, expected='SPARQL JSON, with "head" and "results"')
    if not bindings:
        raise InputError("the result has no rows", source=name)
    return variables, bindings


def _are_names(variables: object) -> TypeGuard[list[str]]:
    return isinstance(variables, list) and all(isinstance(name, str) for name in variables)


def _are_terms(bindings: list[Any]) -> bool:
    return all(
        isinstance(binding, dict) and all(isinstance(term, dict) for term in binding.values()) for binding in bindings
    )


def _by_role(names: list[str]) -> dict[str, str]:
    """Return variables by role; `item` also takes the role that the others lack."""
    variables = {name: name for name in names}
    if "item" in variables:
        of_company = {"owner", "parent", "subsidiary"} & set(names)
        role = (
            "model" if "manufacturer" in names or ("brand" in names and not of_company)
            else "plant" if "operator" in names
            else "company"
        )  # fmt: skip
        variables.setdefault(role, "item")
    return variables


def _relations(variables: Mapping[str, str], name: str) -> list[Relation]:
    """Return the relations whose needed variables are there, each its own; raise `InputError` if there is none."""
    relations = []
    for relation in RELATIONS:
        picked = [_pick(choices, variables) for choices in relation.slots.values()]
        if None not in picked and len(set(picked)) == len(picked):
            relations.append(relation)
    if not relations:
        forms = [" ".join(f"?{choices[-1]}" for choices in relation.slots.values()) for relation in RELATIONS]
        problem = f"the variables {', '.join(variables)} match no kind of fact"
        raise InputError(problem, source=name, expected=f"one of {', '.join(dict.fromkeys(forms))}")
    return relations


def _pick(choices: tuple[str, ...], variables: Mapping[str, str]) -> str | None:
    return next((variables[choice] for choice in choices if choice in variables), None)


def _slots(row: Row, relation: Relation, variables: Mapping[str, str]) -> dict[str, Any]:
    """Return the slots of one fact; a needed name that is not there raises `InputError`."""
    slots: dict[str, Any] = {"kind": relation.kind, "status": "actual", **relation.constants, "confidence": CONFIDENCE}
    items = []
    for slot, choices in {**relation.slots, **relation.optional}.items():
        variable = _pick(choices, variables)
        if variable is None or not row.text(variable):
            if slot in relation.slots:
                raise InputError(f"?{variable} is empty")
            continue
        slots[slot] = _value(row, slot, variable)
        if (item := _ITEM.fullmatch(row.text(variable))) and slot != "country":
            items.append(f"{slot} {item[1]}")
    if _ENDS & set(slots):
        slots["status"] = "ended"
    return {**slots, "note": f"Wikidata: {', '.join(items)}" if items else None}


def _value(row: Row, slot: str, variable: str) -> str | float:
    if slot in _DATES:
        return _read_date(row.text(variable), row.text(f"{variable}Precision"))
    if slot == "share_percent":
        return _read_share(row.text(variable), variable)
    name = _name(row, variable)
    return read_country(name) if slot == "country" else name


def _name(row: Row, variable: str) -> str:
    """Return the label of a thing; Wikidata gives the id itself where there is none in the languages asked for."""
    value, label = row.text(variable), row.text(f"{variable}Label")
    item = _ITEM.fullmatch(value)
    if not label and not item:
        return value
    if not label:
        raise InputError(f"?{variable} has no label", expected=f"?{variable}Label, from the label service of Wikidata")
    if item and label == item[1]:
        raise InputError(f"?{variable} ({label}) has no label in the language of the query")
    return label


def _read_share(text: str, variable: str) -> float:
    """Read a proportion (Wikidata's P1107, 0 to 1) as per cent; a value above 1 is already in per cent."""
    try:
        share = float(text)
    except ValueError as error:
        raise InputError(f"?{variable}: {text!r} is not a number", expected="a proportion between 0 and 1") from error
    return round(share * 100, 6) if share <= 1 else share


def _read_date(text: str, precision: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", text)
    if not match:
        raise InputError(f"{text!r} is not a Wikidata date", expected="a date such as 2010-01-01T00:00:00Z")
    year, month, day = match.groups()
    exact = {"9": 1, "10": 2, "11": 3}.get(precision) or (3 if day != "01" else 2 if month != "01" else 1)
    return "-".join((year, month, day)[:exact])


def _summary(relation: Relation, slots: Mapping[str, Any]) -> str:
    if relation.said is None:
        return f"In Wikidata: {summarize({slot: value for slot, value in slots.items() if slot != 'note'})}"
    period = [
        f"{word} {say_date(slots[slot])}" for slot, word in (("since", "from"), ("until", "until")) if slot in slots
    ]
    return " ".join([f"In Wikidata: {relation.said.format_map(slots)}", *period]) + "."
