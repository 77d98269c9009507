"""The `sources` and `reference` layers of a store, and those of a judgement beside them.

A triple stands in one layer only, so that a query over all of them counts it once: claims that repeat the reference
data are accepted, and their triples stay in the `reference` layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from autokg.claims.judging import Judgement
from autokg.claims.sources import document_nquads, fact_nquads
from autokg.core import geography
from autokg.core.terms import AKG, GEONAMES, GRAPH, SKOS, WGS84, WIKIDATA, XSD
from autokg.facts.corpus import Corpus
from autokg.names.entity import Thing
from autokg.names.gazetteer import EntityType, Entry
from autokg.names.resolver import Resolver
from autokg.stores.nquads import parse_quads

_LISTED = {
    EntityType.BRAND: AKG.listedOwner,
    EntityType.COMPANY: AKG.listedOwner,
    EntityType.GROUP: AKG.listedOwner,
    EntityType.PLANT: AKG.listedOperator,
}


def source_nquads(corpus: Corpus, base: str) -> Iterator[str]:
    """Yield lines of N-Quads on documents, and facts with their evidence."""
    for document in corpus.documents.values():
        yield document_nquads(document, base)
    for fact in corpus.facts:
        yield fact_nquads(fact, base)


def source_quads(corpus: Corpus, base: str) -> Iterator[Quad]:
    """Yield the quads that these lines stand for."""
    return parse_quads("".join(source_nquads(corpus, base)))


def judged_quads(judgement: Judgement, reference: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the `accepted` and `judgements` layers, without the triples that the reference data has."""
    listed = {quad.triple for quad in reference if quad.triple in judgement.accepted}
    return (quad for quad in judgement.quads() if quad.triple not in listed)


def reference_quads(resolver: Resolver, things: Iterable[Thing]) -> list[Quad]:
    """Return all that the gazetteer knows and the things that facts brought, sorted."""
    quads = {quad for thing in things for quad in thing.quads()}
    quads.update(quad for code in geography.all_regions() for quad in resolver.region(code).quads())
    quads.update(quad for entry in resolver.gazetteer.entries for quad in _entry_quads(entry, resolver))
    return sorted(quads, key=str)


def _entry_quads(entry: Entry, resolver: Resolver) -> Iterator[Quad]:
    thing = resolver.known(entry)
    yield from thing.quads()
    for alias in entry.aliases:
        yield Quad(thing.iri, SKOS.altLabel, Literal(alias.name, language=alias.language), GRAPH.reference)
    if entry.wikidata:
        yield Quad(thing.iri, SKOS.exactMatch, NamedNode(WIKIDATA + entry.wikidata), GRAPH.reference)
    if entry.geonames:
        yield Quad(thing.iri, SKOS.exactMatch, NamedNode(f"{GEONAMES}{entry.geonames}/"), GRAPH.reference)
    for degrees, property_ in ((entry.latitude, WGS84.lat), (entry.longitude, WGS84.long)):
        if degrees is not None:
            yield Quad(thing.iri, property_, Literal(str(degrees), datatype=XSD.decimal), GRAPH.reference)
    if entry.country and entry.type in (EntityType.PLANT, EntityType.PLACE):
        country = resolver.region(entry.country)
        yield from country.quads()
        yield Quad(thing.iri, AKG.inCountry, country.iri, GRAPH.reference)
    if entry.place and entry.type is EntityType.PLANT:
        place = resolver.place(entry.place, entry.country)
        yield from place.quads()
        yield Quad(thing.iri, AKG.locatedIn, place.iri, GRAPH.reference)
    listed = _LISTED.get(entry.type)
    if listed and (organization := resolver.gazetteer.find_organization(entry.organization)):
        yield Quad(thing.iri, listed, resolver.known(organization).iri, GRAPH.reference)
