"""A question answered: names looked up, the query run, the rows said, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from autokg.answers.conflicts import conflicts_of
from autokg.answers.evidence import Evidence, find_evidence, solutions
from autokg.answers.families import Family, Parsed, load_families, parse_question
from autokg.answers.phrases import in_words
from autokg.answers.wording import compose, fill
from autokg.core.ids import fold
from autokg.core.terms import AKG
from autokg.errors import NoAnswerError
from autokg.names.lookup import Found, Names
from autokg.query.saved import THING_TYPES, get_query
from autokg.stores.base import Store

_ARTICLE = re.compile(r"^(?:(?:(?:the|an?|les?|la|une?|de|du|des|aux?)\s+)|(?:[ld]|qu)['’]\s*)+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_PLANT_WORDS = re.compile(
    r"^(?:plant|factory|works|site|usine|site) (?:in|at|of|de la|de|du|d['’]|à|a) ?|[ -](?:plant|factory|works|site)$",
    re.IGNORECASE,
)
_LONG, _SHORT_WORD = 10, 3
_SAME = 100.0
_REGIONS = (AKG.Country, AKG.Region)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with all it rests on.

    Attributes:
        sentence: the answer as one plain sentence.
        notes: names that were understood as others.
        rows: the rows of the query that evidence stands behind, as strings.

    """

    question: str
    family: str
    language: str
    sentence: str
    notes: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    evidence: tuple[Evidence, ...]
    conflicts: tuple[Mapping[str, str], ...]
    sparql: str

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        evidence = [{key: value for key, value in asdict(item).items() if value is not None} for item in self.evidence]
        return {
            "question": self.question,
            "family": self.family,
            "answer": self.sentence,
            "notes": list(self.notes),
            "rows": [dict(row) for row in self.rows],
            "evidence": evidence,
            "conflicts": [dict(row) for row in self.conflicts],
            "sparql": self.sparql,
        }

    def __str__(self) -> str:
        return "\n".join((*self.notes, self.sentence))

    def _repr_html_(self) -> str:
        from autokg.answers.page import write_page  # noqa: PLC0415 (in notebooks only)

        return write_page(self.sentence, self.rows, self.evidence, self.conflicts, self.notes)


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question with its names resolved: per parameter the things it stands for."""

    parsed: Parsed
    things: Mapping[str, list[Found]]
    notes: tuple[str, ...]


def ask(question: str, store: Store) -> Answer:
    """Answer a question from a store; raise `NoAnswerError` where no family takes it or a name is not known."""
    names = Names(store)
    understood = _understand(question, names)
    family, language = understood.parsed.family, understood.parsed.language
    query = get_query(family.query)
    fixed = replace(query, text=query.fill(family.given, names))
    sparql = fixed.bind({name: [t.iri for t in ts] for name, ts in understood.things.items()})
    rows = solutions(store, sparql)
    evidence = find_evidence(store, (row[c] for row in rows for c in family.about if c in row), family.on)
    evidenced = {item.subject for item in evidence}
    rows = [row for row in rows if any(row.get(column) in evidenced for column in family.about)]
    subjects = {row[column] for row in rows for column in family.about if column in row}
    return Answer(
        question=question,
        family=family.name,
        language=language,
        sentence=_sentence(understood, rows),
        notes=understood.notes,
        rows=tuple(rows),
        evidence=tuple(item for item in evidence if item.subject in subjects),
        conflicts=tuple(conflicts_of(store, subjects)),
        sparql=sparql,
    )


def _understand(question: str, names: Names) -> _Understood:
    """Take the first family whose names are all known, else the one whose names are nearest."""
    candidates = []
    for parsed in parse_question(question):  # one by one: the first family that fits spares compiling the others
        exact = {slot: _find(name, parsed.family, slot, names) for slot, name in parsed.names.items()}
        if all(exact.values()):
            return _Understood(parsed, exact, _notes(parsed, exact))
        candidates.append(parsed)
    if not candidates:
        raise NoAnswerError(f"no family of questions takes {question!r}; ask like one of these:\n{examples()}")
    nearest = [(p, {slot: _near(n, p.family, slot, names) for slot, n in p.names.items()}) for p in candidates]
    for parsed, near in nearest:
        slips = {slot: _slips(_bare(parsed.names[slot]), found) for slot, found in near.items()}
        if all(len(found) == 1 for found in slips.values()):
            return _Understood(parsed, slips, _notes(parsed, slips))
    raise NoAnswerError(_unknown(nearest))


def _bare(name: str) -> str:
    """Return a name without the article before it and the possessive after it."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", name))


def _find(name: str, family: Family, slot: str, names: Names) -> list[Found]:
    type_ = get_query(family.query).parameters[slot].type
    kinds = THING_TYPES[type_]
    return names.find(name, kinds) or names.find(_bare(name), kinds) or (type_ == "plant" and _plant(name, names)) or []


def _plant(name: str, names: Names) -> list[Found]:
    """Return the one plant of the place that a name such as "the factory in Graz" speaks of."""
    place = _PLANT_WORDS.sub("", _bare(name))
    plants = names.plants_in(place) if place != _bare(name) else []
    return plants if len(plants) == 1 else []


def _near(name: str, family: Family, slot: str, names: Names) -> list[Found]:
    kinds = THING_TYPES[get_query(family.query).parameters[slot].type]
    return _find(name, family, slot, names) or names.near(_bare(name), kinds)


def _slips(name: str, near: list[Found]) -> list[Found]:
    """Return the things that a name is, or is the fewest slips away from; more than one would be a guess."""
    by_distance: dict[int, list[Found]] = {}
    for found in near:
        if (slips := 0 if found.score == _SAME else count_slips(fold(name), found.name)) is not None:
            by_distance.setdefault(slips, []).append(found)
    return by_distance[min(by_distance)] if by_distance else []


def count_slips(name: str, known: str) -> int | None:
    """Return how many letters of a folded name are off, None where it is another name.

    Numbers and short words tell models apart, so they must be the same.

    >>> count_slips("exmaple wagon", "example wagon"), count_slips("model x", "model s"), count_slips("ex 30", "ex 40")
    (1, None, None)
    """
    if _designations(name) != _designations(known):
        return None
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 (only where a name is not known)

    slips = DamerauLevenshtein.distance(name, known)
    return slips if slips <= (2 if len(known) >= _LONG else 1) else None


def _designations(name: str) -> list[str]:
    return [word for word in name.split() if len(word) <= _SHORT_WORD or any(map(str.isdigit, word))]


def _notes(parsed: Parsed, things: Mapping[str, list[Found]]) -> tuple[str, ...]:
    """Say which names were understood as others; the name of a country, or a label that goes on, needs no word."""
    pairs = [(_bare(name), things[slot][0]) for slot, name in parsed.names.items()]
    return tuple(
        f"{name} → {thing.label}"
        for name, thing in pairs
        if not fold(thing.label).startswith(fold(name)) and (thing.score < _SAME or thing.kind not in _REGIONS)
    )


def _unknown(nearest: list[tuple[Parsed, dict[str, list[Found]]]]) -> str:
    parsed, near = next((pair for pair in nearest if any(pair[1].values())), nearest[0])
    slot, found = next((s, f) for s, f in near.items() if len(_slips(_bare(parsed.names[s]), f)) != 1)
    kind = get_query(parsed.family.query).parameters[slot].type
    offer = f"did you mean {', '.join(thing.label for thing in found)}?" if found else "no name here is near it"
    return f"no {kind} named {_bare(parsed.names[slot])!r} is known here; {offer}"


def _sentence(understood: _Understood, rows: list[dict[str, str]]) -> str:
    wording = understood.parsed.family.wordings[understood.parsed.language]
    named = {slot: found[0].iri.value for slot, found in understood.things.items()}
    named |= {f"{slot}Label": found[0].label for slot, found in understood.things.items()}
    language = understood.parsed.language
    if not rows:
        return fill(wording.nothing, in_words(named, language))
    return compose(wording, [{**named, **row} for row in rows], language)


def examples() -> str:
    """Return one question of each family, a line each."""
    return "\n".join(f"  {family.example}" for family in load_families())
