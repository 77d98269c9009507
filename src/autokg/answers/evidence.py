"""What the rows of an answer rest on: the claims on the things they are about, with their words and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolutions

from autokg.queries import get_query
from autokg.stores.base import Store
from autokg.vocab import AKG

_STANDS = ("accepted", "supporting", "refined", "compatible")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or summary, and what it is evidence of.

    Attributes:
        subject: the IRI of the thing. properties: the local names of what it says of it, sorted.
        outcome: what the judging made of the strongest of its claims.

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

    @property
    def words(self) -> str:
        """The quote, or the summary where the text is not kept."""
        return self.quote or self.summary or ""


def find_evidence(store: Store, subjects: Iterable[str], properties: Collection[str] = ()) -> list[Evidence]:
    """Return the evidence for some things, one item per quote or summary and thing, what stands first.

    `properties` (local names), where given, limits it to claims on these.
    """
    text = get_query("evidence-for").bind({"subject": [NamedNode(subject) for subject in sorted(set(subjects))]})
    rows = solutions(store, text)
    for row in rows:
        row["property"] = row["predicate"].removeprefix(AKG.namespace).rpartition("#")[2]
    grouped: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        if not properties or row["property"] in properties:
            key = (row["subject"], row["document"], row.get("quote", ""), row.get("summary", ""))
            grouped.setdefault(key, []).append(row)
    items = [_evidence(group) for group in grouped.values()]
    return sorted(items, key=lambda e: (e.outcome not in _STANDS, e.subject, e.published or "", e.document, e.words))


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
        **{key: first.get(key) for key in ("quote", "summary", "position", "publisher", "published", "url", "speaker")},
    )


def solutions(store: Store, text: str) -> list[dict[str, str]]:
    """Run a SELECT; return its rows as strings, what is not bound left out."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the bundled queries asked here are SELECTs)
    names = [variable.value for variable in result.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in result]
