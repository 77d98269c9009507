"""Shapes → SPARQL queries, one for each constraint, and the shapes that are left to pySHACL.

Only what the bundled shapes use is compiled. A shape that has anything else is left to pySHACL whole.

>>> from pyoxigraph import parse, RdfFormat
>>> turtle = b'''PREFIX sh: <http://www.w3.org/ns/shacl#>
... <e:S> sh:targetObjectsOf <e:p> ; sh:disjoint <e:q> ; sh:message "p and q differ" .'''
>>> shapes = compile_shapes(quad.triple for quad in parse(turtle, RdfFormat.TURTLE))
>>> shapes.checks[0].select
'SELECT DISTINCT ?this WHERE { FILTER(EXISTS { ?this <e:q> ?this }) }'
>>> shapes.checks[0].targets
'{ ?subject <e:p> ?this }'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, Triple

from autokg.core.terms import RDF, RDFS, SH, shorten
from autokg.stores.sparql_tokens import read_tokens
from autokg.validation.breaches import Term
from autokg.validation.conditions import COUNTS, INSTANCE_OF, NotCompiledError, conditions, require_inline, write_path
from autokg.validation.shapes_graph import ShapesGraph, local_name

# What a query of `sh:sparql` may have, so that asked once of all nodes it finds what it finds asked of each.
_SELECT = re.compile(r"SELECT (DISTINCT )?\$this\b[^{]*WHERE \{")
_WORDS = {
    *("SELECT", "DISTINCT", "WHERE", "FILTER", "NOT", "EXISTS", "GROUP", "BY", "HAVING"),
    *("AS", "SUM", "REGEX", "STR", "STRLEN", "SUBSTR"),
}
# Variables to which SHACL gives a meaning.
_SPECIAL = {"path", "message", "failure", "PATH", "currentShape", "shapesGraph"}

# Name of the constraint component, query about ?this, and messages.
Select = tuple[str, str, tuple[Literal, ...]]


@dataclass(frozen=True, slots=True)
class Check:
    """A query for the nodes that break one constraint.

    Attributes:
        node, shape: the shape that has the targets; name of the shape that has the constraint.
        path: property path in SPARQL, shortened for people; None if the constraint is on the node itself.
        targets: pattern of the nodes to check, as `?this`.
        select: query about any node `?this`, with `?value` if the constraint is about values of a path.

    """

    node: Term
    shape: str
    component: str
    path: str | None
    severity: str
    messages: tuple[Literal, ...]
    targets: str
    select: str

    def query(self, dataset: str = "", focus: str = "") -> str:
        """Return the query over some graphs; the pattern `focus` binds `?this` to the nodes to check, if not to all."""
        nodes = f"{{ SELECT DISTINCT ?this WHERE {{ {focus} {self.targets} }} }}"
        head, *groups = self.select.split("WHERE {")
        return f"{head}{dataset}" + "".join(f"WHERE {{ {nodes}{group}" for group in groups)


@dataclass(frozen=True, slots=True)
class CompiledShapes:
    """The shapes of a graph: checks of those that are compiled, and the nodes of those that are left to pySHACL."""

    graph: ShapesGraph
    checks: tuple[Check, ...]
    handed_on: tuple[Term, ...]

    def notes(self) -> list[str]:
        """Return a line on each shape that is left to pySHACL."""
        names = dict.fromkeys(map(self.graph.name, self.handed_on))
        return [f"shape {name} is checked by pySHACL, which is slower" for name in names]


def compile_shapes(triples: Iterable[Triple], own: Iterable[Triple] = ()) -> CompiledShapes:
    """Compile shapes; those that `own` describes, or adds to, are left to pySHACL.

    Raise `ShapeError` for a term that SHACL does not have.
    """
    added = list(own)
    uncompiled = {triple.subject for triple in added}
    graph = ShapesGraph([*triples, *added])
    graph.check_terms()
    checks: list[Check] = []
    handed_on: list[Term] = []
    for node in filter(graph.is_shape, graph.subjects()):
        compiled = None if node in uncompiled else _compile(graph, node)
        if compiled is None:
            handed_on.append(node)
        else:
            checks += compiled
    return CompiledShapes(graph, tuple(checks), tuple(handed_on))


def _compile(graph: ShapesGraph, node: Term) -> list[Check] | None:
    """Return the checks of a shape; None if it has anything that is not compiled."""
    try:
        return list(_checks(graph, node))
    except NotCompiledError:
        return None


def _checks(graph: ShapesGraph, node: Term) -> Iterator[Check]:
    targets = _targets(graph, node)
    properties = graph.objects(node, SH.property)
    for shape in properties:
        require_inline(graph, shape)
    for shape in (node, *properties):
        path = graph.find(shape, SH.path)
        for component, select, messages in (*_selects(graph, shape), *_sparql_selects(graph, shape)):
            yield Check(
                node=node,
                shape=graph.name(shape),
                component=f"{component}ConstraintComponent",
                path=graph.path(path, shorten) if path else None,
                severity=local_name(graph.find(shape, SH.severity) or SH.Violation),
                messages=messages,
                targets=targets,
                select=select,
            )


def _targets(graph: ShapesGraph, node: Term) -> str:
    is_class = RDFS.Class in graph.objects(node, RDF.type)  # it is a target of its own
    patterns = [f"?this {INSTANCE_OF} {cls}" for cls in graph.objects(node, SH.targetClass)]
    patterns += [f"?subject {name} ?this" for name in graph.objects(node, SH.targetObjectsOf)]
    if is_class or not patterns:
        raise NotCompiledError
    return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def _selects(graph: ShapesGraph, shape: Term) -> Iterator[Select]:
    """Yield the queries for the constraints of a shape, each on its nodes or on their values."""
    path = write_path(graph, shape)
    for name, condition in conditions(graph, shape, "?this", "?value" if path else "?this"):
        if path and name not in COUNTS:
            select = f"SELECT DISTINCT ?this ?value WHERE {{ ?this {path} ?value FILTER({condition}) }}"
        else:
            select = f"SELECT DISTINCT ?this WHERE {{ FILTER({condition}) }}"
        yield f"{name[0].upper()}{name[1:]}", select, _messages(graph, shape)


def _sparql_selects(graph: ShapesGraph, shape: Term) -> Iterator[Select]:
    """Yield the queries of `sh:sparql` as they are: stores know the prefixes that the bundled shapes declare."""
    for constraint in graph.objects(shape, SH.sparql):
        select, messages = graph.find(constraint, SH.select), _messages(graph, constraint, shape)
        has_others = not set(graph.properties(constraint)) <= {SH.prefixes, SH.select, SH.message}
        has_placeholder = any("{" in message.value for message in messages)
        if select is None or has_others or has_placeholder or not _can_ask_at_once(select.value):
            raise NotCompiledError
        yield "SPARQL", select.value, messages


def _can_ask_at_once(select: str) -> bool:
    tokens = read_tokens(select)
    words = [token.word for token in tokens if token.word]
    variables = {token.text[1:] for token in tokens if token.kind == "variable"}
    is_known = set(words) <= _WORDS and variables.isdisjoint(_SPECIAL)
    return is_known and len(_SELECT.findall(select)) == words.count("SELECT")


def _messages(graph: ShapesGraph, *nodes: Term) -> tuple[Literal, ...]:
    """Return the messages of the first node that has any."""
    for node in nodes:
        if messages := tuple(text for text in graph.objects(node, SH.message) if isinstance(text, Literal)):
            return messages
    raise NotCompiledError
