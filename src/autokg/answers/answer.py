"""A question answered: names looked up, the query run, the rows said, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from autokg.answers.conflicts import conflicts_of
from autokg.answers.evidence import Evidence, find_evidence, solutions
from autokg.answers.families import Family, Parsed, load_families, parse_question
from autokg.answers.wording import compose, fill
from autokg.errors import NoAnswerError
from autokg.ids import fold
from autokg.names import Found, Names
from autokg.queries import THING_TYPES, get_query
from autokg.stores.base import Store

_SLIP = 86  # of 100: one or two letters off in a name of usual length
_ARTICLE = re.compile(r"^(?:the|a|an|la|le|les|l['’ ]|un|une|de|du|des|d['’ ])\s*", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question with its names resolved: per parameter the things it stands for."""

    parsed: Parsed
    things: Mapping[str, list[Found]]
    notes: tuple[str, ...]


def ask(question: str, store: Store) -> Answer:
    """Answer a question from a store; raise `NoAnswerError` where no family takes it or a name is not known."""
    understood = _understand(question, Names(store))
    family, language = understood.parsed.family, understood.parsed.language
    sparql = get_query(family.query).bind({name: [t.iri for t in ts] for name, ts in understood.things.items()})
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
    candidates = list(parse_question(question))
    if not candidates:
        raise NoAnswerError(f"no family of questions takes {question!r}; ask like one of these:\n{examples()}")
    for parsed in candidates:
        exact = {slot: _find(name, parsed.family, slot, names) for slot, name in parsed.names.items()}
        if all(exact.values()):
            return _Understood(parsed, exact, _notes(parsed, exact))
    nearest = [
        (parsed, {s: _near(n, parsed.family, s, names) for s, n in parsed.names.items()}) for parsed in candidates
    ]
    slips = [(parsed, near) for parsed, near in nearest if all(_is_slip(parsed.names[s], n) for s, n in near.items())]
    if slips:
        parsed, near = max(slips, key=lambda pair: min(found[0].score for found in pair[1].values()))
        things = {slot: found[:1] for slot, found in near.items()}
        return _Understood(parsed, things, _notes(parsed, things))
    raise NoAnswerError(_unknown(nearest))


def _find(name: str, family: Family, slot: str, names: Names) -> list[Found]:
    kinds = THING_TYPES[get_query(family.query).parameters[slot].type]
    return names.find(name, kinds) or names.find(_ARTICLE.sub("", name), kinds)


def _near(name: str, family: Family, slot: str, names: Names) -> list[Found]:
    kinds = THING_TYPES[get_query(family.query).parameters[slot].type]
    return _find(name, family, slot, names) or names.near(_ARTICLE.sub("", name), kinds)


def _is_slip(name: str, near: list[Found]) -> bool:
    """Whether one known name is a slip away; a number is no slip of another, and two equally near are a guess."""
    if not near or near[0].score < _SLIP or (len(near) > 1 and near[1].score == near[0].score < 100):  # noqa: PLR2004
        return False
    return re.findall(r"\d+", name) == re.findall(r"\d+", near[0].label)


def _notes(parsed: Parsed, things: Mapping[str, list[Found]]) -> tuple[str, ...]:
    """Say which names were understood as others; a label that goes on where the name ends needs no word."""
    pairs = [(_ARTICLE.sub("", name), things[slot][0].label) for slot, name in parsed.names.items()]
    return tuple(f"{name} → {label}" for name, label in pairs if not fold(label).startswith(fold(name)))


def _unknown(nearest: list[tuple[Parsed, dict[str, list[Found]]]]) -> str:
    parsed, near = max(nearest, key=lambda pair: max((f[0].score for f in pair[1].values() if f), default=0.0))
    slot, found = next((s, f) for s, f in near.items() if not _is_slip(parsed.names[s], f))
    kind = get_query(parsed.family.query).parameters[slot].type
    offer = f"did you mean {', '.join(thing.label for thing in found)}?" if found else "no name here is near it"
    return f"no {kind} named {_ARTICLE.sub('', parsed.names[slot])!r} is known here; {offer}"


def _sentence(understood: _Understood, rows: list[dict[str, str]]) -> str:
    wording = understood.parsed.family.wordings[understood.parsed.language]
    labels = {slot: found[0].label for slot, found in understood.things.items()}
    named = {f"{slot}Label": label for slot, label in labels.items()}
    if not rows:
        return fill(wording.nothing, labels)
    return compose(wording, [{**named, **row} for row in rows], understood.parsed.language)


def examples() -> str:
    """Return one question of each family, a line each."""
    return "\n".join(f"  {family.example}" for family in load_families())
