"""Describe named things, and write them to the `reference` layer.

Every thing has one label, its class (except relations), and a folded key per name (`skos:hiddenLabel`). So any store
finds it by any of its names with one index look-up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from autokg.core import geography
from autokg.core.ids import fold
from autokg.core.terms import AKG, GRAPH, RDF, RDFS, SKOS, WIKIDATA

# Sources claim the class of a relation, so it is in the `accepted` layer.
_CLAIMED = frozenset({AKG.Production, AKG.Agreement, AKG.Stake, AKG.Appointment, AKG.Supply, AKG.Investment})


# Languages by the script of a name, the first that fits; a script of many languages gives no language.
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "ARABIC": "und-Arab",
    "CYRILLIC": "und-Cyrl",
    "DEVANAGARI": "und-Deva",
}


@lru_cache(maxsize=65536)
def language_of(name: str) -> str:
    """Return the language tag of a name: English for Latin letters, that of its script for others.

    >>> language_of("Škoda Enyaq"), language_of("기아"), language_of("トヨタ自動車"), language_of("比亚迪 e6")
    ('en', 'ko', 'ja', 'zh')
    """
    if name.isascii():
        return "en"
    scripts = {unicodedata.name(character, "").split(" ")[0] for character in name if character.isalpha()}
    return next((language for script, language in _SCRIPTS.items() if script in scripts), "en")


class Resolution(StrEnum):
    """How a name was resolved."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    DECIDED = "decided"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Thing:
    """Describe a thing that a name refers to.

    Attributes:
        names: its names, the label among them.
        resolution: how the name was resolved.
        absorbed: IRIs of other things that a decision declares the same.
        borrowed: whether label and class are those of an absorbed thing, because it has none of its own.

    """

    iri: NamedNode
    kind: NamedNode
    label: str
    names: tuple[str, ...] = ()
    resolution: Resolution = Resolution.EXACT
    absorbed: tuple[str, ...] = ()
    borrowed: bool = False

    @property
    def local(self) -> str:
        """The last part of its IRI."""
        return self.iri.value.rpartition("/")[2]

    def merged(self, other: Thing) -> Thing:
        """Merge two mentions of one thing, independently of their order."""
        main = min(self, other, key=lambda thing: (thing.borrowed, thing.label, thing.kind.value))
        return replace(
            main,
            names=tuple(sorted({*self.names, *other.names} | ({self.label, other.label} - {main.label}))),
            resolution=min(self.resolution, other.resolution),
            absorbed=tuple(sorted({*self.absorbed, *other.absorbed})),
        )

    def quads(self) -> Iterator[Quad]:
        """Yield its quads of the `reference` layer."""
        if self.kind not in _CLAIMED:
            yield Quad(self.iri, RDF.type, self.kind, GRAPH.reference)
        yield Quad(self.iri, RDFS.label, self._literal(), GRAPH.reference)
        if self.kind in (AKG.Country, AKG.Region):
            yield from self._geography()
        for key in sorted({fold(name) for name in (self.label, *self.names)}):
            yield Quad(self.iri, SKOS.hiddenLabel, Literal(key), GRAPH.reference)
        if self.resolution is Resolution.UNRESOLVED:
            yield Quad(self.iri, AKG.resolution, Literal(self.resolution.value), GRAPH.reference)

    def _literal(self) -> Literal:
        return Literal(self.label, language=language_of(self.label))

    def _geography(self) -> Iterator[Quad]:
        """Yield the names of a country or region in several languages, its Wikidata item, and its regions."""
        if self.local in geography.all_regions() or geography.is_country(self.local):
            for language, name in geography.translations(self.local):
                yield Quad(self.iri, SKOS.prefLabel, Literal(name, language=language), GRAPH.reference)
        if item := geography.wikidata_item(self.local):
            yield Quad(self.iri, SKOS.exactMatch, NamedNode(WIKIDATA + item), GRAPH.reference)
        collections = self.iri.value.rpartition("/")[0].rpartition("/")[0]
        for region in geography.regions_of(self.local):
            yield Quad(self.iri, AKG.inRegion, NamedNode(f"{collections}/region/{region}"), GRAPH.reference)
