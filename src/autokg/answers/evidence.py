"""What the rows of an answer rest on: the claims on the things they are about, with their words and sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, QuerySolutions

from autokg.core.terms import AKG
from autokg.stores.base import Store
from autokg.stores.kept import kept_each
from autokg.stores.oxigraph import OxigraphStore

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOST_KEPT = 10_000  # things whose evidence is kept
_STANDS = ("accepted", "supporting", "refined", "compatible")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or summary, and what it is evidence of.

    Attributes:
        subject: the IRI of the thing. properties: the local names of what it says of it, sorted.
        outcome: what the judging made of the strongest of its claims. accepted: how many of them hold.
        repeats: how many earlier filings of the same publisher say the same of other years.

    """

    subject: str
    properties: tuple[str, ...]
    outcome: str
    status: str
    quote: str | None
    summary: str | None
    position: str | None
    document: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    speaker: str | None
    accepted: int = 0
    repeats: int = 0

    @property
    def words(self) -> str:
        """The quote, or the summary where the text is not kept."""
        return self.quote or self.summary or ""


def find_evidence(store: Store, subjects: Iterable[str], properties: Collection[str] = ()) -> list[Evidence]:
    """Return the evidence for some things, in their order: one item per quote or summary, what stands first.

    `properties` (local names), where given, limits it to claims on these.
    """
    places = {subject: place for place, subject in enumerate(dict.fromkeys(subjects))}
    by_subject = kept_each(
        store, ("evidence", *sorted(properties)), places, lambda some: _evidence_of(store, some, properties), _MOST_KEPT
    )
    return _deciding_first((item for subject in places for item in by_subject[subject]), places)


def _evidence_of(store: Store, subjects: Sequence[str], properties: Collection[str]) -> dict[str, list[Evidence]]:
    """Return the evidence for each of some things; many claims share a few sayings, which are looked up once."""
    if isinstance(store, OxigraphStore):
        wanted = _wanted(_rows(store, _CLAIMS, subjects), properties)
        rows = _rows(store, _SAYINGS, (claim["saying"] for claim in wanted))
    else:  # a request more takes longer than a larger query
        rows = _rows(store, _BOTH, subjects)
        wanted = _wanted(rows, properties)
    sayings = _sayings(rows)
    grouped: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for claim in wanted:
        if said := sayings.get(claim["saying"]):
            key = (claim["subject"], said["document"], said.get("quote", ""), said.get("summary", ""))
            grouped.setdefault(key, []).append(said | claim)
    by_subject: dict[str, list[Evidence]] = {subject: [] for subject in subjects}
    for item in _collapse([_evidence(group) for group in grouped.values()]):
        by_subject[item.subject].append(item)
    return by_subject


# A path, not VALUES before a UNION: an engine would join those with all claims.
_CLAIM = """
  VALUES ?subject {{ {} }}
  ?subject ^rdf:subject|(^akg:mergedInto/^rdf:subject) ?claim .
  ?claim rdf:predicate ?property ; akg:outcome ?outcome ; akg:saying ?saying .
"""
_SAYING = """
  ?saying akg:status ?status ; akg:evidence ?evidence .
  ?evidence oa:hasSource ?document .
  ?document rdfs:label ?title .
  OPTIONAL {{ ?saying akg:speaker ?speaker }}
  OPTIONAL {{ ?document schema:publisher ?publisher }}
  OPTIONAL {{ ?document schema:datePublished ?published }}
  OPTIONAL {{ ?document schema:url ?url }}
  OPTIONAL {{ ?evidence akg:summary ?summary }}
  OPTIONAL {{ ?evidence akg:position ?position }}
  OPTIONAL {{ ?evidence oa:hasSelector/oa:exact ?quote }}
"""
_OF_CLAIM = "?subject ?property ?outcome ?saying ?claim"
_OF_SAYING = "?saying ?status ?speaker ?evidence ?document ?title ?publisher ?published ?url ?summary ?position ?quote"
_CLAIMS = f"SELECT {_OF_CLAIM} WHERE {{{{{_CLAIM}}}}}"
_SAYINGS = f"SELECT {_OF_SAYING} WHERE {{{{ VALUES ?saying {{{{ {{}} }}}} {_SAYING}}}}}"
_BOTH = f"SELECT {_OF_CLAIM} {_OF_SAYING.removeprefix('?saying ')} WHERE {{{{{_CLAIM}{_SAYING}}}}}"


def _wanted(rows: Iterable[dict[str, str]], properties: Collection[str]) -> list[dict[str, str]]:
    """Return the judged claims in rows, of some properties or of any: each once, sorted, with local names."""
    told = {
        (row["subject"], _local(row["property"]), row["claim"], row["saying"], _local(row["outcome"])) for row in rows
    }
    names = ("subject", "property", "claim", "saying", "outcome")
    return [dict(zip(names, claim, strict=True)) for claim in sorted(told) if not properties or claim[1] in properties]


def _sayings(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return what sayings rest on, by IRI: status, speaker, words and document; the first of several pieces of each."""
    by_saying: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_saying[row["saying"]].append(row | {"status": _local(row["status"])})
    return {saying: _first(rows) for saying, rows in by_saying.items()}


def _first(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    """Return the first value of each name, in the rows of the first piece of evidence."""
    first = min(row["evidence"] for row in rows)
    values: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["evidence"] == first:
            for name, value in row.items():
                values[name].append(value)
    return {name: min(some) for name, some in values.items()}


def _rows(store: Store, query: str, nodes: Iterable[str]) -> list[dict[str, str]]:
    terms = " ".join(str(NamedNode(node)) for node in sorted(set(nodes)))
    return solutions(store, query.format(terms)) if terms else []


def _local(iri: str) -> str:
    return iri.removeprefix(AKG.namespace).rpartition("#")[2]


def _deciding_first(items: Iterable[Evidence], places: Mapping[str, int]) -> list[Evidence]:
    """Return evidence with what decides first, the best of each thing before further evidence on any of them."""
    newest = sorted(items, key=lambda e: (e.subject, e.document, e.words))
    newest.sort(key=lambda e: e.published or "", reverse=True)
    newest.sort(key=lambda e: (_rank(e), -e.accepted))
    turn: Counter[str] = Counter()
    ranked = []
    for item in newest:
        ranked.append((item.outcome not in _STANDS, turn[item.subject], places[item.subject], item))
        turn[item.subject] += 1
    return [item for *_, item in sorted(ranked, key=lambda entry: entry[:3])]


def _rank(item: Evidence) -> int:
    return _STANDS.index(item.outcome) if item.outcome in _STANDS else len(_STANDS)


def _collapse(items: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield evidence, what a publisher files year by year on one thing only once, by its newest words."""
    filings: dict[tuple[str, str, str], list[Evidence]] = {}
    for item in items:
        filings.setdefault((item.subject, item.publisher or item.document, _YEAR.sub("", item.words)), []).append(item)
    for group in filings.values():
        newest = max(group, key=lambda e: (e.published or "", e.document, e.words))
        yield replace(newest, outcome=min(group, key=_rank).outcome, repeats=len(group) - 1)


def _evidence(rows: Sequence[dict[str, str]]) -> Evidence:
    first = rows[0]
    outcomes = {row["outcome"] for row in rows}
    return Evidence(
        subject=first["subject"],
        properties=tuple(sorted({row["property"] for row in rows})),
        outcome=next((outcome for outcome in _STANDS if outcome in outcomes), min(outcomes)),
        status=first["status"],
        document=first["document"],
        title=first["title"],
        quote=first.get("quote"),
        summary=first.get("summary"),
        position=first.get("position"),
        publisher=first.get("publisher"),
        published=first.get("published"),
        url=first.get("url"),
        speaker=first.get("speaker"),
        accepted=len({row["property"] for row in rows if row["outcome"] == "accepted"}),
    )


def solutions(store: Store, text: str) -> list[dict[str, str]]:
    """Run a SELECT; return its rows as strings, what is not bound left out."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the bundled queries asked here are SELECTs)
    names = [variable.value for variable in result.variables]
    return [{name: value.value for name, value in zip(names, row, strict=True) if value is not None} for row in result]
