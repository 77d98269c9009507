"""An answer as HTML: the sentence, the rows, the evidence with links to its sources, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from autokg.answers.evidence import Evidence
from autokg.markup import Html, element, items, join, link, table
from autokg.results import tabulate_rows

if TYPE_CHECKING:
    from autokg.answers.answer import Answer


def write_page(answer: Answer) -> Html:
    """Return an answer as a notebook shows it."""
    return join("div", *_parts(answer))


def _parts(answer: Answer) -> Iterator[Html]:
    yield from (element("small", note) for note in answer.notes)
    yield join("p", element("b", answer.sentence))
    rows = tabulate_rows(answer.rows)
    if rows.rows:
        yield table(rows)
    if answer.evidence:
        yield join("p", element("b", "Evidence"))
        yield items(dict.fromkeys(map(_cite, answer.evidence)))  # a quote once, whatever number of things it speaks of
    if answer.conflicts:
        yield join("p", element("b", "Sources disagree"))
        yield items(map(_tell, answer.conflicts))


def _cite(item: Evidence) -> Html:
    words = f"“{item.quote}”" if item.quote else item.words
    speaker = f"{item.speaker}, in: " if item.speaker else ""
    said_by = speaker + ", ".join(filter(None, (item.publisher or item.title, item.published)))
    source = link(item.url, said_by)
    return join("span", words, Html("<br>"), join("small", source, f" ({item.status}, {item.outcome})"))


def _tell(row: Mapping[str, str]) -> Html:
    accepted, rejected = (f"{row[f'{side}Value']}: {row[f'{side}Quote']}" for side in ("accepted", "rejected"))
    what = element("b", f"{row['subjectLabel']}, {row['propertyLabel']}")
    lines = (f"accepted {accepted}", f"rejected {rejected}", f"by {row['rule']}")
    return join("span", what, *(part for line in lines for part in (Html("<br>"), line)))
