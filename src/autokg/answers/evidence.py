"""What the rows of an answer rest on: the claims on the things they are about, with their words and sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import QuerySolutions

from autokg.core.terms import AKG, OA, RDF, RDFS, SCHEMA
from autokg.stores.base import Store
from autokg.stores.lookups import Description, describe, find_subjects

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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

    `properties` (local names), where given, limits it to claims on these. Many claims share a few sayings, so that
    these and their words are looked up once.
    """
    places = {subject: place for place, subject in enumerate(dict.fromkeys(subjects))}
    wanted = [claim for claim in _claims(store, places) if not properties or claim["property"] in properties]
    sayings = _sayings(store, {claim["saying"] for claim in wanted})
    grouped: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for claim in wanted:
        if said := sayings.get(claim["saying"]):
            key = (claim["subject"], said["document"], said.get("quote", ""), said.get("summary", ""))
            grouped.setdefault(key, []).append(claim | said)
    return _deciding_first(_collapse([_evidence(group) for group in grouped.values()]), places)


def _claims(store: Store, subjects: Iterable[str]) -> list[dict[str, str]]:
    """Return the judged claims on things, and on what was merged into them: property, outcome and saying, sorted."""
    nodes = set(subjects)
    about = [(node, node) for node in nodes] + find_subjects(store, AKG.mergedInto, nodes)
    named = defaultdict(list)
    for node, merged in about:
        named[merged].append(node)
    pairs = [(node, claim) for merged, claim in find_subjects(store, RDF.subject, named) for node in named[merged]]
    said = describe(store, (claim for _, claim in pairs))
    found = [
        {"subject": node, "property": _local(predicate), "outcome": _local(outcome), "saying": saying, "claim": claim}
        for node, claim in pairs
        for predicate in said[claim].get(_PREDICATE, ())
        for outcome in said[claim].get(_OUTCOME, ())
        for saying in said[claim].get(_SAYING, ())
    ]
    return sorted(found, key=lambda claim: (claim["subject"], claim["property"], claim["claim"], claim["saying"]))


def _sayings(store: Store, sayings: Collection[str]) -> dict[str, dict[str, str]]:
    """Return what sayings rest on, by IRI: status, speaker, words and document; what is not known is left out."""
    said = describe(store, sayings)
    evidence = describe(store, _all(said, _EVIDENCE))
    selectors, documents = (describe(store, _all(evidence, link)) for link in (_SELECTOR, _SOURCE))
    found = {}
    for saying, values in said.items():
        words = evidence.get(_first(values, _EVIDENCE), {})
        quotes = [quote for node in words.get(_SELECTOR, ()) for quote in selectors.get(node, {}).get(_EXACT, ())]
        source = documents.get(_first(words, _SOURCE), {})
        row = {name: _first(part, term) for part, terms in ((values, _SAID), (words, _WORDS), (source, _PRINTED))
               for name, term in terms.items()}  # fmt: skip
        row |= {"status": _local(row["status"]), "quote": min(quotes, default="")}
        found[saying] = {name: value for name, value in row.items() if value}
    return {saying: row for saying, row in found.items() if "title" in row and "document" in row}


def _all(nodes: Mapping[str, Description], predicate: str) -> list[str]:
    return [value for said in nodes.values() for value in said.get(predicate, ())]


def _first(said: Description, predicate: str) -> str:
    return min(said.get(predicate, ()), default="")


def _local(iri: str) -> str:
    return iri.removeprefix(AKG.namespace).rpartition("#")[2]


_PREDICATE, _OUTCOME, _SAYING = RDF.predicate.value, AKG.outcome.value, AKG.saying.value
_EVIDENCE, _SELECTOR, _SOURCE, _EXACT = (term.value for term in (AKG.evidence, OA.hasSelector, OA.hasSource, OA.exact))
_SAID = {"status": AKG.status.value, "speaker": AKG.speaker.value}
_WORDS = {"document": _SOURCE, "summary": AKG.summary.value, "position": AKG.position.value}
_PRINTED = {
    "title": RDFS.label.value,
    "publisher": SCHEMA.publisher.value,
    "published": SCHEMA.datePublished.value,
    "url": SCHEMA.url.value,
}


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
