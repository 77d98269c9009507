"""What a shape says of each constraint component → the constraints to run.

A builder takes the shape's place in its graph and the values of the parameter that it is listed under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from autokg.core.terms import OWL, SH
from autokg.errors import QueryError, ShapeError
from autokg.stores import OxigraphStore
from autokg.validation.constraints import counts, kinds, literals, logic, pairs
from autokg.validation.constraints.sparql_constraints import Sparql
from autokg.validation.graph import Term
from autokg.validation.prebinding import NotAskedOnceError, plan_query
from autokg.validation.shape import Constraint, Shape
from autokg.validation.shapes_graph import ShapesGraph

_NAMESPACE = NamedNode(f"{SH.namespace}namespace")  # a vocabulary's own attribute is in its way


class NotCompiledError(Exception):
    """A shape that cannot be compiled; it names what in it is the reason."""


@dataclass(frozen=True, slots=True)
class Site:
    """A shape where it stands in its graph.

    Attributes:
        shape_at: compiles the shape of another node.

    """

    graph: ShapesGraph
    node: Term
    shape_at: Callable[[Term], Shape]

    @property
    def has_path(self) -> bool:
        """Whether it is a property shape."""
        return bool(self.graph.objects(self.node, SH.path))

    def error(self, problem: str, expected: str | None = None) -> ShapeError:
        """Return what is wrong with it."""
        return self.graph.error(self.node, problem, expected)

    def shapes(self, values: Iterable[Term]) -> Iterator[tuple[Shape, ...]]:
        """Yield the shapes of each list."""
        return (tuple(self.shape_at(member) for member in self.graph.items(value)) for value in values)

    def flag(self, name: NamedNode) -> bool:
        """Return a boolean of the shape, false where there is none."""
        found = self.graph.find(self.node, name)
        return isinstance(found, Literal) and found.value == "true"


Builder = Callable[[Site, list[Term]], Iterable[Constraint]]


def _iri(site: Site, value: Term) -> NamedNode:
    if not isinstance(value, NamedNode):
        raise site.error(f"{value} where an IRI belongs", "an IRI")
    return value


def _literal(site: Site, value: Term) -> Literal:
    if not isinstance(value, Literal):
        raise site.error(f"{value} where a literal belongs", "a literal")
    return value


def _integer(site: Site, value: Term) -> int:
    if not isinstance(value, Literal) or not value.value.isdecimal():
        raise site.error(f"{value} where a number belongs", "an integer of 0 or more")
    return int(value.value)


def _counted(kind: Callable[[int], Constraint]) -> Builder:
    def build(site: Site, values: list[Term]) -> Iterator[Constraint]:
        if not site.has_path:
            raise site.error("a count of values without a path", "sh:path beside it")
        yield kind(_integer(site, values[0]))

    return build


def _measured(kind: Callable[[int], Constraint]) -> Builder:
    return lambda site, values: [kind(_integer(site, values[0]))]


def _bounded(component: str) -> Builder:
    return lambda site, values: [literals.Bound(component, _literal(site, values[0]))]


def _beside(kind: Callable[[NamedNode], Constraint]) -> Builder:
    return lambda site, values: [kind(_iri(site, value)) for value in values]


def _ordered(*, or_equal: bool) -> Builder:
    def build(site: Site, values: list[Term]) -> Iterator[Constraint]:
        if not site.has_path:
            raise site.error("an order of values without a path", "sh:path beside it")
        yield from (pairs.LessThan(_iri(site, value), or_equal) for value in values)

    return build


def _node_kind(site: Site, values: list[Term]) -> Iterator[Constraint]:
    kind = _iri(site, values[0]).value.removeprefix(SH.namespace)
    if kind not in kinds.node_kinds():
        raise site.error(f"no node kind {kind}", ", ".join(kinds.node_kinds()))
    yield kinds.NodeKind(kind)


def _patterns(site: Site, values: list[Term]) -> Iterator[Constraint]:
    flags = site.graph.find(site.node, SH.flags)
    for value in values:
        pattern = literals.Pattern(_literal(site, value), flags.value if isinstance(flags, Literal) else "")
        if not pattern.is_readable():
            raise NotCompiledError(f"a pattern that SPARQL cannot read: {pattern.pattern.value}")
        yield pattern


def _languages(site: Site, values: list[Term]) -> Iterator[Constraint]:
    yield literals.LanguageIn(tuple(_literal(site, item).value for item in site.graph.items(values[0])))


def _unique_language(site: Site, _values: list[Term]) -> Iterator[Constraint]:
    if not site.has_path:
        raise site.error("a language for each value without a path", "sh:path beside it")
    if site.flag(SH.uniqueLang):
        yield literals.UniqueLang()


def _closed(site: Site, _values: list[Term]) -> Iterator[Constraint]:
    if site.flag(SH.closed):
        named = [
            path for inner in site.graph.objects(site.node, SH.property) for path in site.graph.objects(inner, SH.path)
        ]
        ignored = [
            item for each in site.graph.objects(site.node, SH.ignoredProperties) for item in site.graph.items(each)
        ]
        yield counts.Closed(frozenset(path for path in (*named, *ignored) if isinstance(path, NamedNode)))


def _qualified(site: Site, values: list[Term]) -> Iterator[Constraint]:
    if not site.has_path:
        return  # SHACL lets a node shape have it, and gives it no meaning there
    least, most = (site.graph.find(site.node, name) for name in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
    if least is None and most is None:
        raise site.error("sh:qualifiedValueShape alone", "sh:qualifiedMinCount or sh:qualifiedMaxCount beside it")
    for value in values:
        shape, siblings = site.shape_at(value), tuple(site.shape_at(other) for other in _siblings(site, value))
        if least is not None:
            yield logic.Qualified(shape, _integer(site, least), False, siblings)
        if most is not None:
            yield logic.Qualified(shape, _integer(site, most), True, siblings)


def _siblings(site: Site, own: Term) -> list[Term]:
    """Return the other qualified shapes of the shapes that this one is a property of, where they are to be disjoint."""
    if not site.flag(SH.qualifiedValueShapesDisjoint):
        return []
    graph = site.graph
    beside = (
        inner for parent in graph.subjects_of(SH.property, site.node) for inner in graph.objects(parent, SH.property)
    )
    found = dict.fromkeys(shape for inner in beside for shape in graph.objects(inner, SH.qualifiedValueShape))
    return [shape for shape in found if shape != own]


def _queries(site: Site, values: list[Term]) -> Iterator[Constraint]:
    for node in values:
        if Site(site.graph, node, site.shape_at).flag(SH.deactivated):
            continue
        select = site.graph.find(node, SH.select)
        if not isinstance(select, Literal):
            raise site.error("sh:sparql without a query", "sh:select with a SELECT query")
        text = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in _prefixes(site, node)) + select.value
        _check_syntax(site, text)
        try:
            plan = plan_query(text)
        except NotAskedOnceError as reason:
            raise NotCompiledError(f"{reason} in sh:sparql") from None
        messages = (message for message in site.graph.objects(node, SH.message) if isinstance(message, Literal))
        yield Sparql(plan, tuple(messages), on_node=not site.has_path)


def _prefixes(site: Site, node: Term) -> Iterator[tuple[str, str]]:
    places = list(site.graph.objects(node, SH.prefixes))
    for place in places:
        places += [more for more in site.graph.objects(place, OWL.imports) if more not in places]
        for declared in site.graph.objects(place, SH.declare):
            prefix, space = site.graph.find(declared, SH.prefix), site.graph.find(declared, _NAMESPACE)
            if prefix is None or space is None:
                raise site.error("sh:declare that is not whole", "sh:prefix and sh:namespace")
            yield prefix.value, space.value


def _check_syntax(site: Site, text: str) -> None:
    if "$PATH" in text or "?PATH" in text:
        raise NotCompiledError("$PATH in sh:sparql")
    try:
        OxigraphStore().query(text)
    except QueryError as error:
        raise site.error(f"the SPARQL of sh:sparql has a mistake in line {error.line}", error.expected) from error


# One parameter of each component, by its local name; the others are read beside it.
COMPONENTS: dict[str, Builder] = {
    "class": lambda site, values: [kinds.Class(_iri(site, value)) for value in values],
    "datatype": lambda site, values: [kinds.Datatype(_iri(site, values[0]))],
    "nodeKind": _node_kind,
    "in": lambda site, values: [kinds.In(tuple(site.graph.items(values[0])))],
    "hasValue": lambda _, values: [counts.HasValue(value) for value in values],
    "minCount": _counted(counts.MinCount),
    "maxCount": _counted(counts.MaxCount),
    "minExclusive": _bounded("MinExclusive"),
    "minInclusive": _bounded("MinInclusive"),
    "maxExclusive": _bounded("MaxExclusive"),
    "maxInclusive": _bounded("MaxInclusive"),
    "minLength": _measured(literals.MinLength),
    "maxLength": _measured(literals.MaxLength),
    "pattern": _patterns,
    "languageIn": _languages,
    "uniqueLang": _unique_language,
    "equals": _beside(pairs.Equals),
    "disjoint": _beside(pairs.Disjoint),
    "lessThan": _ordered(or_equal=False),
    "lessThanOrEquals": _ordered(or_equal=True),
    "node": lambda site, values: [logic.Node(site.shape_at(value)) for value in values],
    "not": lambda site, values: [logic.Not(site.shape_at(value)) for value in values],
    "and": lambda site, values: map(logic.And, site.shapes(values)),
    "or": lambda site, values: map(logic.Or, site.shapes(values)),
    "xone": lambda site, values: map(logic.Xone, site.shapes(values)),
    "qualifiedValueShape": _qualified,
    "closed": _closed,
    "sparql": _queries,
}

# The parameters of which a shape has one value at most.
SINGLE = (
    *("closed", "datatype", "deactivated", "flags", "in", "languageIn", "maxCount", "maxExclusive", "maxInclusive"),
    *("maxLength", "minCount", "minExclusive", "minInclusive", "minLength", "nodeKind", "path", "qualifiedMaxCount"),
    *("qualifiedMinCount", "severity", "uniqueLang"),
)
