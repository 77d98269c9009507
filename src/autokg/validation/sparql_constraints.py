"""`sh:sparql`: a query about one node, `$this`, → a query about all nodes of a shape.

SHACL asks the query once for each node. Here each group of the query starts with the pattern of the nodes, so every
part that SPARQL evaluates by itself has `$this` bound, and one query finds what the many would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from autokg.core.terms import OWL, SH
from autokg.errors import QueryError
from autokg.stores import OxigraphStore
from autokg.stores.sparql_tokens import read_tokens
from autokg.validation.breaches import Term
from autokg.validation.conditions import NotCompiledError
from autokg.validation.shapes_graph import ShapesGraph

_NAMESPACE = NamedNode(f"{SH.namespace}namespace")  # `SH.namespace` is the namespace of the vocabulary
_WHERE = re.compile(r"\bWHERE\s*$", re.IGNORECASE)
_SELECTED = re.compile(r"SELECT\b([^{]*)\{", re.IGNORECASE)
_SUMS = {"AVG", "COUNT", "GROUP_CONCAT", "SUM"}
_REFUSED = {
    *("FROM", "GRAPH", "LIMIT", "MINUS", "OFFSET", "SERVICE", "VALUES"),
    *("$PATH", "$currentShape", "$shapesGraph", "$failure"),
}


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A query that selects the nodes of a shape that break it.

    Attributes:
        select: the query with its prefixes; FROM and the pattern of the nodes are still to be put in.
        messages: the rule in several languages; `{?value}` stands for the value of a row.

    """

    select: str
    messages: tuple[Literal, ...]

    def query(self, dataset: str, nodes: str) -> str:
        """Return the query for the nodes of a pattern, over some graphs."""
        tokens = read_tokens(self.select)
        text, end = "", 0
        for before, brace, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if brace.text == "{" and before.word != "EXISTS":
                head = self.select[end : brace.start]
                text += head if text else f"{_WHERE.sub('', head)} {dataset} WHERE "
                text += "{ " if after.word == "SELECT" else f"{{ {nodes} "
                end = brace.start + 1
        return text + self.select[end:]


def compile_query(graph: ShapesGraph, node: Term) -> SparqlConstraint:
    """Compile the query of a `sh:sparql`; raise `ShapeError` if it has a mistake, `NotCompiledError` for some forms."""
    select = graph.find(node, SH.select)
    if not isinstance(select, Literal):
        raise graph.error(node, "sh:sparql without a query", "sh:select with a SELECT query")
    text = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in _prefixes(graph, node)) + select.value
    try:
        OxigraphStore().query(text)
    except QueryError as error:
        raise graph.error(
            node, f"the SPARQL of sh:sparql has a mistake in line {error.line}", error.expected
        ) from error
    _check_form(select.value)
    messages = (message for message in graph.objects(node, SH.message) if isinstance(message, Literal))
    return SparqlConstraint(text, tuple(messages))


def query_words(text: str) -> set[str]:
    """Return the words of a query in capitals, and its variables with a dollar sign.

    >>> sorted(query_words('select ?a where { ?a e:from "LIMIT" }'))
    ['$a', 'SELECT', 'WHERE']
    """
    tokens = read_tokens(text)
    return {f"${token.text[1:]}" if token.kind == "variable" else token.word for token in tokens} - {""}


def _check_form(select: str) -> None:
    """Raise for a query that may find something else if it is asked about all nodes at once."""
    words = query_words(select)
    if refused := words & _REFUSED:
        raise NotCompiledError(f"{min(refused)} in sh:sparql")
    if not all(re.search(r"[?$]this\b", variables[1]) for variables in _SELECTED.finditer(select)):
        raise NotCompiledError("a SELECT without $this in sh:sparql")
    if words & _SUMS and "DISTINCT" not in words:  # a store may find a triple of two graphs twice
        raise NotCompiledError("an aggregate without DISTINCT in sh:sparql")


def _prefixes(graph: ShapesGraph, node: Term) -> Iterator[tuple[str, str]]:
    places = graph.objects(node, SH.prefixes)
    imported = [more for place in places for more in graph.objects(place, OWL.imports)]
    for place in dict.fromkeys((*places, *imported)):
        for declared in graph.objects(place, SH.declare):
            prefix, namespace = graph.find(declared, SH.prefix), graph.find(declared, _NAMESPACE)
            if prefix is None or namespace is None:
                raise graph.error(node, "sh:declare is incomplete", "sh:prefix and sh:namespace")
            yield prefix.value, namespace.value
