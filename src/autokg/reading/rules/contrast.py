"""Leave out what a text names only to say that it is something else: "in Lyon rather than in Metz", "not the Nova".

>>> from autokg.reading.language.profile import load_language
>>> from autokg.reading.rules.mentions import Kind, Mention, mask
>>> words = "built in Lyon, not in Metz."
>>> towns = [Mention(Kind.PLACE, 9, 13, "Lyon"), Mention(Kind.PLACE, 22, 26, "Metz")]
>>> [mention.name for mention in without_contrasted(towns, mask(words, towns), load_language("en"))[0]]
['Lyon']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autokg.reading.language.profile import Language
from autokg.reading.rules.mentions import Mention
from autokg.reading.shadow import in_lower_case

Span = tuple[int, int]


def without_contrasted(
    mentions: Sequence[Mention], written: str, language: Language
) -> tuple[list[Mention], list[Span]]:
    """Return the mentions that are not merely contrasted with others, and the spans of the words that do so."""
    spans = [match.span() for match in language.scan("status.instead", in_lower_case(written))]
    kept = [m for m in mentions if not any(start <= m.start < end for start, end in spans)] if spans else mentions
    return list(kept), spans


def blank(text: str, spans: Iterable[Span]) -> str:
    """Return a text with spaces in the place of some spans, so that offsets stay."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += text[done:start], " " * (end - start)
        done = end
    return "".join((*parts, text[done:]))
