"""An answer as HTML: the sentence, the rows, the evidence with links to its sources, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from autokg.answers.citations import Citation
from autokg.answers.evidence import Evidence
from autokg.answers.naming import Side, ToldConflict
from autokg.answers.words import Words
from autokg.query.markup import Html, element, items, join, link, table
from autokg.query.results import Table

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}table{border-collapse:collapse}caption{text-align:left;font-weight:bold}"
    "th,td{border-bottom:1px solid #767676;padding:.2rem .8rem .2rem 0;vertical-align:top}"
)


class Reported(Protocol):
    """What a report is written of: see `answer.Answer`."""

    @property
    def question(self) -> str:
        """The question."""

    @property
    def language(self) -> str:
        """Code of the language."""

    @property
    def reading(self) -> str:
        """The form in words."""

    @property
    def sentence(self) -> str:
        """The answer in words."""

    @property
    def notes(self) -> Sequence[str]:
        """What is to be known of the reading."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        """What the rows rest on."""

    @property
    def conflicts(self) -> Sequence[Mapping[str, str]]:
        """Where sources disagree."""

    @property
    def words(self) -> Words:
        """The words of the language."""

    def table(self, *, whole: bool = False) -> Table:
        """Return the rows with heads and values in words."""

    def citations(self) -> list[Citation]:
        """Return the evidence as it is cited."""

    def told_conflicts(self) -> list[ToldConflict]:
        """Return the conflicts in words."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON."""


def write_document(answer: Reported) -> str:
    """Return an answer as a page of its own, in valid HTML with headings and a language."""
    head = join(
        "head", Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", answer.question), element("style", Html(_STYLE)),
    )  # fmt: skip
    main = join("main", element("h1", answer.question), *_parts(answer, "h2"), element("p", answer.reading))
    return f"<!DOCTYPE html>\n{join('html', head, join('body', main), lang=answer.language)}\n"


def write_page(answer: Reported) -> Html:
    """Return the parts of an answer as a notebook shows them."""
    return join("div", *_parts(answer, "b"))


def _parts(answer: Reported, heading: str) -> Iterator[Html]:
    words = answer.words
    yield from (join("p", element("small", note)) for note in answer.notes)
    yield join("p", element("b", answer.sentence))
    if (rows := answer.table()).rows:
        yield table(rows)
    if answer.evidence:
        yield element(heading, words.say("evidence_head"))
        yield items(map(_cite, answer.citations()))
    if answer.conflicts:
        yield element(heading, words.say("conflicts_head"))
        yield write_conflicts(answer.told_conflicts())


def _cite(item: Citation) -> Html:
    return join("span", item.text, Html("<br>"), join("small", link(item.url, item.source)))


def write_conflicts(conflicts: Iterable[ToldConflict]) -> Html:
    """Return conflicts with both sides, their words and their sources, and the rule that settled each."""
    return items(map(_tell, conflicts))


def _tell(conflict: ToldConflict) -> Html:
    sides = [part for side in conflict.sides for part in _side(side)]
    rule = " ".join(conflict.rule)
    return join("span", element("b", conflict.title), *sides, Html("<br>"), rule)


def _side(side: Side) -> Iterator[Html]:
    yield Html("<br>")
    yield element("span", f"{side.verdict} {side.text} ")
    yield element("small", side.source)
