"""What the rows of an answer rest on: the claims on the things they are about, with their words and sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, QuerySolutions

from autokg.core.terms import AKG
from autokg.query.saved import get_query
from autokg.stores.base import Store

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

    `properties` (local names), where given, limits it to claims on these. Many claims rest on the same few words, so
    these are looked up once, by a query of their own.
    """
    places = {subject: place for place, subject in enumerate(dict.fromkeys(subjects))}
    claims = _run(store, "claims-on", "subject", places)
    for claim in claims:
        claim["property"] = claim["predicate"].removeprefix(AKG.namespace).rpartition("#")[2]
    wanted = [claim for claim in claims if not properties or claim["property"] in properties]
    words = {row["evidence"]: row for row in _run(store, "words-of", "evidence", (c["evidence"] for c in wanted))}
    grouped: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for claim in wanted:
        if said := words.get(claim["evidence"]):
            key = (claim["subject"], said["document"], said.get("quote", ""), said.get("summary", ""))
            grouped.setdefault(key, []).append(claim | said)
    return _deciding_first(_collapse([_evidence(group) for group in grouped.values()]), places)


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
        newest = max(group, key=lambda e: (e.published or "", e.document))
        yield replace(newest, outcome=min(group, key=_rank).outcome, repeats=len(group) - 1)


def _run(store: Store, query: str, slot: str, nodes: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a saved query for some nodes."""
    terms = [NamedNode(node) for node in sorted(set(nodes))]
    return solutions(store, get_query(query).bind({slot: terms})) if terms else []


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
