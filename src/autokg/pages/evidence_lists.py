"""Evidence as a page shows it: words of sources, with the names that matter marked, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autokg.answers.citations import cite
from autokg.answers.evidence import Evidence
from autokg.answers.words import Words
from autokg.pages.links import web_address

_SHORTEST = 3  # letters of a name that is marked


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is one of the words looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Cited:
    """What a source says: its words, who it is, its address (empty if none), and the IRIs of document and subject."""

    pieces: tuple[Piece, ...]
    source: str
    url: str
    document: str
    is_quote: bool


def list_evidence(evidence: Iterable[Evidence], names: Collection[str], words: Words) -> tuple[Cited, ...]:
    """Return evidence as it is cited, each quote or summary once, with names marked."""
    once: dict[tuple[str, str], Evidence] = {}
    for item in evidence:
        once.setdefault((item.document, item.words), item)
    citations = cite(once.values(), words)
    pattern = _pattern(names, "\n".join(citation.text for citation in citations))
    return tuple(
        Cited(mark(citation.text, pattern), citation.source, web_address(item.url), item.document, bool(item.quote))
        for item, citation in zip(once.values(), citations, strict=True)
    )


def _pattern(names: Collection[str], text: str) -> re.Pattern[str] | None:
    """Return the pattern of the names that a text has; to compile one of all names takes longer than the search."""
    folded = text.casefold()
    there = {name for name in names if len(name) >= _SHORTEST and name.casefold() in folded}
    known = sorted(there, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE) if known else None


def mark(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """Return a text in pieces, those that a pattern with one group fits marked.

    >>> [(piece.text, piece.is_marked) for piece in mark("Acme in Busan", re.compile("(Busan)"))]
    [('Acme in ', False), ('Busan', True)]
    """
    pieces = pattern.split(text) if pattern else [text]
    return tuple(Piece(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece)
