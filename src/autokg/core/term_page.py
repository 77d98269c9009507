"""The terms of the ontology as a page in Markdown, for the documentation site.

>>> from autokg.core.ontology import load_ontology
>>> page = write_term_page(load_ontology())
>>> "### akg:inRegion" in page, "A region, of any size" in page
(True, True)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, OWL, RDF, RDFS, SCHEMA, SKOS, shorten

_SECTIONS = {
    "Classes": OWL.Class,
    "Object properties": OWL.ObjectProperty,
    "Datatype properties": OWL.DatatypeProperty,
    "Annotation properties": OWL.AnnotationProperty,
}
_LINES = {
    "subclass of": (RDFS.subClassOf,),
    "subproperty of": (RDFS.subPropertyOf,),
    "inverse of": (OWL.inverseOf,),
    "used of": (RDFS.domain, NamedNode(f"{SCHEMA.namespace}domainIncludes")),
    "values": (RDFS.range, NamedNode(f"{SCHEMA.namespace}rangeIncludes")),
    "note": (NamedNode(f"{SKOS.namespace}scopeNote"),),
    "example": (NamedNode(f"{SKOS.namespace}example"),),
    "question": (AKG.competencyQuestion,),
}
Said = Mapping[NamedNode, list[object]]


def write_term_page(ontology: Ontology) -> str:
    """Return a page with a section for each sort of term, and an entry for each term."""
    terms: dict[NamedNode, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
    for triple in ontology.triples:
        if isinstance(triple.subject, NamedNode) and triple.subject in AKG:
            terms[triple.subject][triple.predicate].append(triple.object)
    lines = ["# Terms of the ontology", "", f"Namespace: `{AKG.namespace}`", ""]
    seen: set[NamedNode] = set()
    for title, kind in _SECTIONS.items():
        of_kind = {term for term, values in terms.items() if kind in values[RDF.type]}
        lines += _section(title, of_kind, terms)
        seen |= of_kind
    return "\n".join([*lines, *_section("Individuals", terms.keys() - seen, terms)])


def _section(title: str, chosen: set[NamedNode], terms: Mapping[NamedNode, Said]) -> Iterator[str]:
    yield f"## {title}\n"
    for term in sorted(chosen, key=lambda node: node.value.lower()):
        yield from _entry(term, terms[term])


def _entry(term: NamedNode, said: Said) -> Iterator[str]:
    yield f"### {shorten(term)}\n"
    yield f"**{_english(said[RDFS.label])}**: {_english(said[SKOS.definition])}\n"
    for words, predicates in _LINES.items():
        values = [_written(value) for predicate in predicates for value in said.get(predicate, ())]
        if values:
            yield f"- {words}: {', '.join(sorted(values))}"
    yield ""


def _english(values: list[object]) -> str:
    return next((literal.value for literal in values if isinstance(literal, Literal) and literal.language == "en"), "")


def _written(value: object) -> str:
    return f"`{shorten(value)}`" if isinstance(value, NamedNode) else getattr(value, "value", "")
