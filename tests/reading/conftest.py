"""A small gazetteer and a way to read a sentence, so that tests say text → facts."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

from autokg.articles.article import read_article
from autokg.core.ids import slugify
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.reading.attachment.weights import UNUSED
from autokg.reading.base import Reading, read_facts
from autokg.reading.frames.reader import FramesReader


class ReadingOf(Protocol):
    """Text → reading."""

    def __call__(self, text: str, language: str, published: str | None = None, known: bool = True) -> Reading: ...


class FactsOf(Protocol):
    """Text → facts as dictionaries."""

    def __call__(
        self, text: str, language: str, published: str | None = None, known: bool = True
    ) -> list[dict[str, Any]]: ...


_BRANDS = ("Alpha", "Borealis", "Cormoran", "Dunlin", "Lynx & Co")
_COMPANIES = ("Alpha", "Borealis", "Cormoran", "Dunlin Motors", "Lynx & Co", "Voltaic")


def _entry(type_: EntityType, name: str, **more: str) -> Entry:
    return Entry.model_validate({"id": slugify(name), "type": type_, "name": name, **more})


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    brands = [_entry(EntityType.BRAND, name) for name in _BRANDS]
    companies = [_entry(EntityType.COMPANY, name) for name in _COMPANIES]
    return Gazetteer([*brands, *companies, _entry(EntityType.MODEL, "Teal", brand="dunlin")])


@pytest.fixture(scope="session")
def reading_of(gazetteer: Gazetteer) -> ReadingOf:
    readers = {True: FramesReader(gazetteer), False: FramesReader(Gazetteer([]))}

    def read(text: str, language: str, published: str | None = None, known: bool = True) -> Reading:
        article = read_article(text.encode(), language=language, published=published)
        return read_facts(article, [readers[known]], gazetteer if known else None)

    return read


@pytest.fixture(scope="session")
def facts_of(reading_of: ReadingOf) -> FactsOf:
    """Return the facts of a text as dictionaries of kind, status and slots, text by text the same."""

    def facts(text: str, language: str, published: str | None = None, known: bool = True) -> list[dict[str, Any]]:
        reading = reading_of(text, language, published, known)
        assert not reading.rejects, [reject.reason for reject in reading.rejects]
        return [{"kind": fact.kind, "status": fact.status.value, **fact.slots()} for fact in reading.facts]

    return facts


@pytest.fixture(scope="session")
def frames_of(gazetteer: Gazetteer) -> FactsOf:
    """Return the facts that frames alone read, so that a test sees what they add to the rules."""
    alone: dict[str, Any] = {"with_rules": False, "weights": UNUSED}
    readers = {True: FramesReader(gazetteer, **alone), False: FramesReader(Gazetteer([]), **alone)}

    def facts(text: str, language: str, published: str | None = None, known: bool = True) -> list[dict[str, Any]]:
        article = read_article(text.encode(), language=language, published=published)
        reading = read_facts(article, [readers[known]], gazetteer if known else None)
        return [{"kind": fact.kind, "status": fact.status.value, **fact.slots()} for fact in reading.facts]

    return facts


def holds(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Assert that there are just the facts expected, each with the slots that are named."""
    for slots in expected:
        assert any(all(fact.get(slot) == value for slot, value in slots.items()) for fact in found), (slots, found)
    assert len(found) == len(expected), found
