"""The protocol of readers, and a reading: an article's record, its facts, and what the gate turned away.

A reader only yields facts; the gate checks that a fact is in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from autokg.articles.article import Article
from autokg.facts import Document, Fact
from autokg.names.gazetteer import Gazetteer
from autokg.reading.gate import Gate
from autokg.reading.language.profile import load_language
from autokg.reading.refusal import Refusal
from autokg.reading.rules.publication import find_published
from autokg.reading.shadow import Shadow


class Reader(Protocol):
    """Anything that finds facts in an article."""

    @property
    def name(self) -> str:
        """Name of the reader in `found_by`."""

    @property
    def version(self) -> str:
        """The version that goes with the name."""

    def read(self, article: Article) -> Iterable[Fact | Refusal]:
        """Yield the facts of an article, and candidates that the record form refuses; raise for no article."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A fact that the gate turned away, and why."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document record, its facts, those that the gate turned away, and candidates that the form refuses."""

    document: Document
    facts: tuple[Fact, ...]
    rejects: tuple[Reject, ...]
    refusals: tuple[Refusal, ...] = ()

    def records(self) -> Iterator[Document | Fact]:
        """Yield the document record and then the facts, as a file of press facts has them."""
        yield self.document
        yield from self.facts


def read_facts(article: Article, readers: Sequence[Reader], gazetteer: Gazetteer | None = None) -> Reading:
    """Read an article with all readers and pass every fact through the gate."""
    gate = Gate.of(article, gazetteer)
    facts: dict[str, Fact] = {}
    rejects: list[Reject] = []
    refusals: list[Refusal] = []
    for reader in readers:
        for fact in reader.read(article):
            if isinstance(fact, Refusal):
                refusals.append(fact)
                continue
            reason = gate.find_fault(fact)
            if reason:
                rejects.append(Reject(fact, reason))
            else:
                facts.setdefault(fact.model_dump_json(), fact)
    return Reading(document_record(article), tuple(facts.values()), tuple(rejects), tuple(refusals))


def document_record(article: Article) -> Document:
    """Return the article's record; its day of publication is taken from the text if none is given."""
    return Document(
        kind="document",
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.published or _stated_day(article),
        language=article.language,
        url=article.url,
        retrieved=article.retrieved,
        sha256=article.sha256,
    )


def _stated_day(article: Article) -> str | None:
    language = load_language(article.language)
    return find_published(Shadow.of(article.text).text, language) if language else None
