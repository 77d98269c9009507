"""Recognise known names and numbers in texts of languages without rules.

A recognised name is no fact: it gives a place in a text, so that people know which texts in other
languages are worth reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.articles.article import Article
from autokg.names.gazetteer import Gazetteer
from autokg.reading.rules.known_names import known_names_of, tokenize
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.shadow import Shadow

# Figures grouped in threes are one number in every language; what parts its decimals depends on the language, so that
# a number with decimals is left out. Chinese, Japanese and Korean count by ten thousands.
_LATIN = "A-Za-z\u00c0-\u024f0-9"
_SCALES = {"\u4e07": 10**4, "\u842c": 10**4, "\ub9cc": 10**4, "\u4ebf": 10**8, "\u5104": 10**8, "\uc5b5": 10**8}
_NUMBER = re.compile(
    rf"(?<![{_LATIN}.,-])(?P<figures>\d{{1,3}}(?:[ .,'’]\d{{3}})+|\d+)(?P<scale>[{''.join(_SCALES)}])?(?P<percent> ?%)?"
    rf"(?![.,]?[{_LATIN}])"
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known name or a number in a text, at offsets into the text as it came.

    Attributes:
        kind: `organization`, `model`, `plant`, `place`, `region`, `platform`, `number` or `percent`.
        entities: ids of the entries with that name; for a region its code.

    """

    document: str
    kind: str
    text: str
    start: int
    end: int
    entities: tuple[str, ...] = ()
    number: int | None = None

    def to_json(self) -> str:
        """Return the sighting as one line of JSON, without what does not apply."""
        record = {
            "document": self.document, "kind": self.kind, "text": self.text, "start": self.start, "end": self.end,
            "entities": list(self.entities), "number": self.number,
        }  # fmt: skip
        return json.dumps({key: value for key, value in record.items() if value not in (None, [])}, ensure_ascii=False)


def recognize(article: Article, gazetteer: Gazetteer) -> Iterator[Sighting]:
    """Yield the known names and the numbers of an article in the order of the text."""
    shadow = Shadow.of(article.text)
    names = known_names_of(gazetteer, article.language)
    known = [mention for mention in names.find(shadow.text, tokenize(shadow.text)) if not mention.short]
    taken = {position for mention in known for position in range(mention.start, mention.end)}
    sightings = [_name(mention, article, shadow) for mention in known]
    sightings += [_number(m, article, shadow) for m in _NUMBER.finditer(shadow.text) if m.start() not in taken]
    yield from sorted(sightings, key=lambda sighting: sighting.start)


def _name(mention: Mention, article: Article, shadow: Shadow) -> Sighting:
    start, end = shadow.raw_span(mention.start, mention.end)
    region = (mention.name,) if mention.kind is Kind.REGION and not mention.entries else ()
    entities = tuple(entry.id for entry in mention.entries) or region
    return Sighting(article.id, mention.kind.value, article.text[start:end], start, end, entities)


def _number(match: re.Match[str], article: Article, shadow: Shadow) -> Sighting:
    start, end = shadow.raw_span(*match.span())
    kind = "percent" if match["percent"] else "number"
    value = int(re.sub(r"\D", "", match["figures"])) * _SCALES.get(match["scale"] or "", 1)
    return Sighting(article.id, kind, article.text[start:end], start, end, number=value)
