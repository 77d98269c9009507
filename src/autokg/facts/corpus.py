"""Load fact files into one corpus, and check it against itself and the texts.

Every document that a fact cites must have a record; a quote must be in its text if the text is available.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from autokg.articles.article import read_article
from autokg.core.files import split_lines
from autokg.core.input_files import read_input, read_text_input
from autokg.core.visible import without_controls
from autokg.errors import EvidenceError, FactError, InputError
from autokg.facts import Document, Evidence, Fact
from autokg.facts.jsonl import number_records

_Place: TypeAlias = tuple[str | None, int | None]  # file and line


@dataclass(slots=True)
class Corpus:
    """Documents by id and the facts that cite them; for messages, the first place of each id and citation."""

    documents: dict[str, Document] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    _first: dict[tuple[str, str], tuple[Document | Fact, _Place]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _cited: dict[str, _Place] = field(default_factory=dict, repr=False, compare=False)

    def add(self, record: Document | Fact, source: str, line: int | None = None) -> None:
        """Add a record; raise `FactError` if its id belongs to another document or fact."""
        if record.id is not None:
            self._check_id(record, record.id, (source, line))
        if isinstance(record, Fact):
            self.facts.append(record)
            for evidence in record.evidence:
                self._cited.setdefault(evidence.document, (source, line))
        else:
            self.documents[record.id] = record

    def _check_id(self, record: Document | Fact, id_: str, place: _Place) -> None:
        noun = "fact" if isinstance(record, Fact) else "document"
        first, (source, line) = self._first.setdefault((noun, id_), (record, place))
        if first != record:
            raise FactError(
                f"the {noun} id {id_!r} belongs to two different {noun}s",
                source=place[0],
                line=place[1],
                hint=f"the other is at {source}{f':{line}' if line else ''}; give one of them another id",
            )

    def by_document(self) -> Iterator[tuple[Document, list[Fact]]]:
        """Yield each document with the facts that cite it, in their order."""
        citing: dict[str, list[Fact]] = {document: [] for document in self.documents}
        for fact in self.facts:
            for document in dict.fromkeys(evidence.document for evidence in fact.evidence):
                citing[document].append(fact)
        for document, facts in citing.items():
            yield self.documents[document], facts

    def check_citations(self) -> None:
        """Raise `FactError` if a fact cites a document that no record describes."""
        for fact in self.facts:
            for evidence in fact.evidence:
                if evidence.document not in self.documents:
                    source, line = self._cited.get(evidence.document, (None, None))
                    raise FactError(
                        f"a {fact.kind} fact cites the document {evidence.document!r}, which no record describes",
                        source=source,
                        line=line,
                        expected=f'a line {{"kind": "document", "id": "{evidence.document}", …}}',
                    )

    def check_quotes(self, folder: Path) -> int:
        """Check every quote of documents whose text is in a folder; return how many texts were found.

        Texts are identified by the SHA-256 of their bytes; their names do not matter.
        """
        texts = self._find_texts(folder)
        for fact in self.facts:
            for evidence in fact.evidence:
                if evidence.quote is not None and evidence.document in texts:
                    _check_quote(evidence, fact.kind, texts[evidence.document])
        return len(texts)

    def _find_texts(self, folder: Path) -> dict[str, str]:
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder", expected="the folder with the texts of the documents")
        by_hash: dict[str, list[str]] = {}
        for id_, document in self.documents.items():
            by_hash.setdefault(document.sha256 or "", []).append(id_)
        texts: dict[str, str] = {}
        for path in sorted(path for path in folder.iterdir() if path.is_file()):
            content = read_input(path)
            if same := by_hash.get(hashlib.sha256(content).hexdigest()):
                texts |= dict.fromkeys(same, read_article(content, name=str(path), language="und").text)
        return texts


def cited_by(fact: Fact) -> set[str]:
    """Return the ids of the documents that a fact cites."""
    return {evidence.document for evidence in fact.evidence}


def without(fact: Fact, documents: Collection[str]) -> Fact | None:
    """Return a fact that cites other documents only, None if it cites no other."""
    rest = tuple(evidence for evidence in fact.evidence if evidence.document not in documents)
    if len(rest) == len(fact.evidence):
        return fact
    return fact.model_copy(update={"evidence": rest}) if rest else None


def _check_quote(evidence: Evidence, kind: str, text: str) -> None:
    """Raise `EvidenceError` if the text at the offsets is not the quote."""
    actual = without_controls(text[evidence.start : evidence.end])
    if actual != evidence.quote:
        raise EvidenceError(
            f"a {kind} fact misquotes the document {evidence.document!r}: {evidence.quote!r} at "
            f"{evidence.start}–{evidence.end}",
            expected=f"the text there, {actual!r}",
        )


def load_corpus(paths: Iterable[Path]) -> Corpus:
    """Read fact files; a folder means the `*.jsonl` in it, `-` standard input."""
    corpus = Corpus()
    for path in _files(paths):
        for line, record in number_records(read_lines(path), str(path)):
            corpus.add(record, str(path), line)
    corpus.check_citations()
    return corpus


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file; raise `InputError` if it cannot be read."""
    return split_lines(read_text_input(path, expected="JSONL"))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            files = sorted(path.glob("**/*.jsonl"))
            if not files:
                raise InputError("the folder contains no facts", source=str(path), expected="*.jsonl files")
            yield from files
        else:
            yield path
