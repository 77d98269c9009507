"""An answer as HTML: the sentence, the rows, the evidence with links to its sources, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from autokg.answers.evidence import Evidence
from autokg.query.markup import Html, element, items, join, link, table
from autokg.query.results import Table


def write_page(
    sentence: str,
    rows: Table,
    evidence: Sequence[Evidence],
    conflicts: Sequence[Mapping[str, str]],
    notes: Sequence[str] = (),
) -> Html:
    """Return the parts of an answer as a notebook shows them."""
    return join("div", *_parts(sentence, rows, evidence, conflicts, notes))


def _parts(
    sentence: str,
    rows: Table,
    evidence: Sequence[Evidence],
    conflicts: Sequence[Mapping[str, str]],
    notes: Sequence[str],
) -> Iterator[Html]:
    yield from (element("small", note) for note in notes)
    yield join("p", element("b", sentence))
    if rows.rows:
        yield table(rows)
    if evidence:
        yield join("p", element("b", "Evidence"))
        yield items(dict.fromkeys(map(_cite, evidence)))  # a quote once, whatever number of things it speaks of
    if conflicts:
        yield join("p", element("b", "Sources disagree"))
        yield write_conflicts(conflicts)


def _cite(item: Evidence) -> Html:
    words = f"“{item.quote}”" if item.quote else item.words
    speaker = f"{item.speaker}, in: " if item.speaker else ""
    said_by = speaker + ", ".join(filter(None, (item.publisher or item.title, item.published)))
    source = link(item.url, said_by)
    return join("span", words, Html("<br>"), join("small", source, f" ({item.status}, {item.outcome})"))


def write_conflicts(conflicts: Iterable[Mapping[str, str]]) -> Html:
    """Return conflicts with both sides, their words and their sources, and the rule that settled each."""
    return items(map(_tell, conflicts))


def _tell(row: Mapping[str, str]) -> Html:
    what = element("b", f"{row['subjectLabel']}, {row['propertyLabel']}")
    sides = [part for side in ("accepted", "rejected") for part in _side(row, side)]
    return join("span", what, *sides, Html("<br>"), f"by {row['rule']}")


def _side(row: Mapping[str, str], side: str) -> Iterator[Html]:
    yield Html("<br>")
    yield element("span", f"{side} {row[f'{side}Value']}: {row[f'{side}Quote']} ")
    yield element("small", row[f"{side}Source"])
