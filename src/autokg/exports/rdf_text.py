"""RDF written in batches, so that a store of any size takes little memory: one function for each syntax.

Each takes batches of quads and yields the bytes of a file in order. Turtle, N-Triples, RDF/XML and JSON-LD have no
layers: they are the triples of the quads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, Triple, serialize

from autokg.core.terms import PREFIXES, RDF, XSD
from autokg.exports.network_view import printable

Batches = Iterable[list[Quad]]

_AT_ONCE = 2000  # quads; fewer, and most of the time goes into beginnings and ends
_XML_ENDS = 2, -1  # lines before and after the statements
_HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES)).encode()


def turtle(batches: Batches) -> Iterator[bytes]:
    """Yield triples in Turtle; claims with reifiers in Turtle 1.2."""
    yield from _with_prefixes((_triples(batch) for batch in _larger(batches)), RdfFormat.TURTLE)


def trig(batches: Batches) -> Iterator[bytes]:
    """Yield quads in TriG."""
    yield from _with_prefixes(_larger(batches), RdfFormat.TRIG)


def ntriples(batches: Batches) -> Iterator[bytes]:
    """Yield triples in N-Triples."""
    for batch in _larger(batches):
        yield serialize(_triples(batch), format=RdfFormat.N_TRIPLES) or b""


def nquads(batches: Batches) -> Iterator[bytes]:
    """Yield quads in N-Quads."""
    for batch in _larger(batches):
        yield serialize(batch, format=RdfFormat.N_QUADS) or b""


def rdfxml(batches: Batches) -> Iterator[bytes]:
    """Yield triples in RDF/XML; characters that XML cannot hold are replaced."""
    first, last = _XML_ENDS
    end = b""
    for number, batch in enumerate(_larger(chain(batches, [[]]), even_empty=True)):
        lines = (serialize(map(_for_xml, batch), format=RdfFormat.RDF_XML) or b"").splitlines(keepends=True)
        yield b"".join(lines[0 if number == 0 else first : last])
        end = lines[last]
    yield end


def jsonld(batches: Batches) -> Iterator[bytes]:
    """Yield triples in JSON-LD with a context, one thing a line."""
    context = json.dumps({prefix: PREFIXES[prefix] for prefix in sorted(PREFIXES)}, ensure_ascii=False)
    yield f'{{"@context": {context},\n"@graph": ['.encode()
    between = "\n"
    for batch in batches:
        for node in _nodes(batch):
            yield f"{between}{json.dumps(node, ensure_ascii=False)}".encode()
            between = ",\n"
    yield b"\n]}\n"


def _larger(batches: Batches, *, even_empty: bool = False) -> Iterator[list[Quad]]:
    """Yield batches put together until they are worth a call."""
    waiting: list[Quad] = []
    for batch in batches:
        waiting += batch
        if len(waiting) >= _AT_ONCE:
            yield waiting
            waiting = []
    if waiting or even_empty:
        yield waiting


def _with_prefixes(batches: Iterable[list[Quad] | list[Triple]], format_: RdfFormat) -> Iterator[bytes]:
    """Yield batches that share the prefixes of the first lines; Oxigraph writes them in any order."""
    yield _HEAD
    for batch in batches:
        written = serialize(batch, format=format_, prefixes=PREFIXES) or b""
        start = 0
        while written.startswith(b"@prefix ", start):
            start = written.index(b"\n", start) + 1
        yield written[start:]


def _triples(batch: Iterable[Quad]) -> list[Triple]:
    return [quad.triple for quad in batch]


def _for_xml(quad: Quad) -> Triple:
    value = quad.object
    if isinstance(value, Literal) and (clean := printable(value.value)) != value.value:
        value = Literal(clean, language=value.language) if value.language else Literal(clean, datatype=value.datatype)
    return Triple(quad.subject, quad.predicate, value)


def _nodes(batch: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for quad in batch:
        node = nodes.setdefault(str(quad.subject), {"@id": _id(quad.subject)})
        if quad.predicate == RDF.type:
            node.setdefault("@type", []).append(_compact(_id(quad.object)))
        else:
            node.setdefault(_compact(quad.predicate.value), []).append(_value(quad.object))
    yield from nodes.values()


def _value(term: object) -> Any:
    match term:
        case Literal(value=value, language=str(language)):
            return {"@value": value, "@language": language}
        case Literal(value=value, datatype=datatype):
            return value if datatype == XSD.string else {"@value": value, "@type": _compact(datatype.value)}
        case _:
            return {"@id": _id(term)}


def _id(term: object) -> str:
    return str(term) if isinstance(term, BlankNode) else getattr(term, "value", str(term))


@cache
def _compact(iri: str) -> str:
    """Return an IRI by its prefix, as the context has it, where what is left is a plain name."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isalnum():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
