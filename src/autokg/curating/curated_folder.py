"""A folder of curated data: facts, filings, reference entries and decisions, each with its place in a file.

The folder has the layout of the bundled `data/`: `facts/`, `filings/`, `reference/`, `unresolved.md`, `base.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autokg.core.dates import ImpreciseDate
from autokg.facts import Document, Fact, read_jsonl
from autokg.facts.corpus import read_lines
from autokg.names.gazetteer import Gazetteer, load_gazetteer


@dataclass(frozen=True, slots=True)
class Located:
    """A record and its place, as `file:line`."""

    record: Any
    file: str
    line: int

    @property
    def where(self) -> str:
        """The place, with the id of the record if it has one."""
        return f"{self.file}:{self.line}" + (f" ({self.record.id})" if self.record.id else "")


@dataclass(frozen=True, slots=True)
class LocatedFact:
    """A fact with its documents and its place."""

    fact: Fact
    documents: tuple[Document, ...]
    where: str
    file: str
    is_filing: bool

    @property
    def as_of(self) -> ImpreciseDate | None:
        """The date for which the source states the fact, None if neither fact nor source has one."""
        stated = self.fact.as_of or self.documents[0].published
        return ImpreciseDate.parse(stated) if stated else None


class DataFolder:
    """The records of a folder, read once."""

    def __init__(self, path: Path) -> None:
        """Read all records; raise an `AutokgError` at the first file that is not in the record form."""
        self.path = path
        self.records = tuple(self._read("facts")) + tuple(self._read("filings"))

    def _read(self, part: str) -> Iterator[Located]:
        for path in sorted((self.path / part).glob("**/*.jsonl")):
            name = path.relative_to(self.path).as_posix()
            for number, record in enumerate(read_jsonl(read_lines(path), str(path)), 1):
                yield Located(record, name, number)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return {located.record.id: located.record for located in self.records if isinstance(located.record, Document)}

    @cached_property
    def facts(self) -> tuple[LocatedFact, ...]:
        """All facts whose documents are known."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[LocatedFact]:
        for located in self.records:
            fact = located.record
            if not isinstance(fact, Fact):
                continue
            cited = [self.documents.get(evidence.document) for evidence in fact.evidence]
            known = tuple(document for document in cited if document)
            if known:
                yield LocatedFact(fact, known, located.where, located.file, located.file.startswith("filings/"))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The reference entries."""
        return load_gazetteer(self.path / "reference")

    @cached_property
    def stated_reasons(self) -> dict[str, str]:
        """The names that the curators leave unresolved or without an owner, with the reason."""
        text = (self.path / "unresolved.md").read_text(encoding="utf-8")
        return dict(re.findall(r"^- `([^`]+)`: (.+)", text, re.MULTILINE))

    @cached_property
    def base(self) -> dict[str, str]:
        """The version of the base, and the date of its newest source."""
        return tomllib.loads((self.path / "base.toml").read_text(encoding="utf-8"))

    @property
    def newest_source(self) -> str:
        """The publication date of the newest source, the latest that is known to have been reached."""
        dates = [ImpreciseDate.parse(document.published) for document in self.documents.values() if document.published]
        return max(dates, key=lambda date: (date.earliest or dt.date.min, str(date))).edtf
