r"""Quads as text, N-Quads: a store's bulk path takes a line many times faster than an object a term.

>>> from autokg.core.terms import AKG, GRAPH
>>> said = [f"{AKG.summary} {text_of('one hall')}", f"{AKG.employees} {text_of('1' + chr(10))}"]
>>> print(about(NamedNode("https://e.org/a"), said, GRAPH.claims))
<https://e.org/a> <https://w3id.org/autokg/ontology#summary> "one hall" <https://w3id.org/autokg/graph/claims> .
<https://e.org/a> <https://w3id.org/autokg/ontology#employees> "1\n" <https://w3id.org/autokg/graph/claims> .
<BLANKLINE>
>>> [quad.object.value for quad in parse_quads(about(NamedNode("https://e.org/a"), said, GRAPH.claims))]
['one hall', '1\n']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse


def about(subject: NamedNode, said: Iterable[str], graph: NamedNode) -> str:
    """Return the lines that say something of a subject; each thing said is a property and a value, at least one."""
    end = f" {graph} .\n"
    return f"{subject} {f'{end}{subject} '.join(said)}{end}"


def text_of(value: str) -> str:
    """Write a string as a literal; the escaping is pyoxigraph's own."""
    return str(Literal(value))


def parse_quads(text: str) -> Iterator[Quad]:
    """Yield the quads that lines of N-Quads stand for."""
    return parse(text, format=RdfFormat.N_QUADS)
