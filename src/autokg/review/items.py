"""Describe open items: unknown names, facts that the gate refused, claims that contradict each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from autokg.answers.conflicts import find_conflicts
from autokg.answers.evidence import solutions
from autokg.claims.sources import fact_iri
from autokg.core.ids import fold
from autokg.errors import FactError, InputError
from autokg.facts import Fact, parse_record
from autokg.reading.gate import MISQUOTE
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that the reference data does not know.

    Attributes:
        id: what follows the base in the IRI of its thing: `collection/local`.
        type: the class that the record gave it, `Plant` for example.
        facts: the kinds of the facts that speak of it, one a fact.
        claims: the ids of all claims that do.
        words: a quote or summary, one with the name in it where there is one.
        source: title of the document with the words.

    """

    id: str
    label: str
    type: str
    facts: tuple[str, ...]
    claims: tuple[str, ...]
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenReject:
    """A fact that a reader's gate turned away, and why."""

    id: str
    label: str
    fact: Fact
    reason: str

    @property
    def words(self) -> str:
        """The quotes that the fact would rest on."""
        return " … ".join(evidence.quote or evidence.summary or "" for evidence in self.fact.evidence)

    @property
    def is_misquote(self) -> bool:
        """Whether its quote is not in the text, so that no decision can accept it."""
        return self.reason.startswith(MISQUOTE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two claims that cannot both hold."""

    claim: str
    value: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """Two claims that cannot both hold, and the rule that accepted one."""

    id: str
    label: str
    accepted: Side
    rejected: Side
    rule: str

    @property
    def words(self) -> str:
        """Both sides with their words."""
        return " ↔ ".join(f"{side.value}: {side.words}" for side in (self.accepted, self.rejected))


Item = OpenName | OpenReject | OpenConflict

_NAMES = """
SELECT DISTINCT ?thing ?label ?class ?claim ?fact ?kind ?quote ?summary ?source WHERE {
  ?thing akg:resolution "unresolved" ; rdfs:label ?label .
  GRAPH graph:reference { ?thing a ?class }
  { ?claim rdf:object ?thing } UNION { ?claim rdf:subject ?thing }
  ?claim akg:saying ?saying . ?saying akg:fact ?fact ; akg:evidence ?evidence .
  FILTER NOT EXISTS { ?claim akg:outcome akg:dropped }
  ?fact rdfs:label ?kind .
  ?evidence a akg:Evidence ; oa:hasSource/rdfs:label ?source .
  OPTIONAL { ?evidence oa:hasSelector/oa:exact ?quote }
  OPTIONAL { ?evidence akg:summary ?summary }
} ORDER BY ?thing ?source ?claim ?class"""


def find_names(store: Store) -> list[OpenName]:
    """Return the unresolved names of a store, the most spoken of first; claims that dropped out do not count."""
    rows = solutions(store, _NAMES)
    names = [_name(thing, list(group)) for thing, group in groupby(rows, key=itemgetter("thing"))]
    return sorted(names, key=lambda name: (-len(name.facts), name.label, name.id))


def _name(thing: str, rows: list[dict[str, str]]) -> OpenName:
    key = fold(rows[0]["label"])
    first = next((row for row in rows if key in fold(_words(row))), rows[0])
    facts = {row["fact"]: row["kind"] for row in rows}
    return OpenName(
        id=local_id(thing),
        label=first["label"],
        type=first["class"].rpartition("#")[2],
        facts=tuple(sorted(facts.values())),
        claims=tuple(sorted({local_id(row["claim"]) for row in rows})),
        words=_words(first),
        source=first["source"],
    )


def _words(row: dict[str, str]) -> str:
    return row.get("quote") or row.get("summary") or ""


def local_id(iri: str) -> str:
    """Return the part of a resource's IRI that reports print: `collection/local`."""
    return "/".join(iri.rsplit("/", 2)[-2:])


def find_open_conflicts(store: Store) -> list[OpenConflict]:
    """Return the conflicts of a store, each pair of claims once."""
    pairs: dict[tuple[str, str], OpenConflict] = {}
    for row in find_conflicts(store):
        pairs.setdefault((row["accepted"], row["rejected"]), _conflict(row))
    return list(pairs.values())


def _conflict(row: dict[str, str]) -> OpenConflict:
    accepted, rejected = (
        Side(local_id(row[side]), row[f"{side}Value"], row[f"{side}Quote"], row[f"{side}Source"])
        for side in ("accepted", "rejected")
    )
    label = f"{row['subjectLabel']}, {row['propertyLabel']}"
    return OpenConflict(f"{accepted.claim} {rejected.claim}", label, accepted, rejected, row["rule"])


def read_rejects(lines: Iterable[str], source: str) -> Iterator[OpenReject]:
    """Yield the facts of a rejects file, each once; raise `InputError` with the line that is not one."""
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        reject = _reject(line, source, number)
        if reject and reject.id not in seen:
            seen.add(reject.id)
            yield reject


def _reject(line: str, source: str, number: int) -> OpenReject | None:
    """Return a rejected fact, None for a record with an invalid form: no decision can make it a fact."""
    expected = '{"reason": "…", "fact": {…}}'
    try:
        data = json.loads(line)
        if "record" in data:
            return None
        reason, record = str(data["reason"]), json.dumps(data["fact"], ensure_ascii=False)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("not a rejected fact", source=source, line=number, expected=expected) from error
    try:
        fact = parse_record(record)
    except FactError as error:
        raise error.at(source, number) from error
    if not isinstance(fact, Fact):
        raise InputError("a document, not a rejected fact", source=source, line=number, expected=expected)
    return OpenReject(local_id(fact_iri(fact).value), _fact_label(fact), fact, reason)


def _fact_label(fact: Fact) -> str:
    """Return a fact in a line: its kind, its status and its slots."""
    slots = "; ".join(f"{slot} {_plain(value)}" for slot, value in fact.slots().items())
    return f"{fact.kind}, {fact.status.value}: {slots}"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
