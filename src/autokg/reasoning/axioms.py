"""OWL 2 RL axioms of an ontology → rules, with the axiom in words.

A construct that is not read here is an error that names it: a reasoner that silently knows less than its ontology
misleads everyone who trusts the ontology.

>>> from autokg.core.ontology import load_ontology
>>> theory = read_theory(load_ontology())
>>> print(next(rule for rule in theory.rules if rule.name == "chain"))
?x0 akg:builder ?x2 ← ?x0 akg:producedAt ?x1, ?x1 akg:operatedBy ?x2
>>> next(rule.words for rule in theory.rules if rule.name == "chain")
'“produced at” then “operated by” implies “builder”'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, count, pairwise, product

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.ontology import Ontology
from autokg.core.terms import OWL, RDF, RDFS, XSD
from autokg.errors import InputError
from autokg.reasoning.rule import Atom, Rule, Variable

Label = Callable[[NamedNode], str]
_LANGUAGE = (OWL.namespace, RDFS.namespace, RDF.namespace)
_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")


def _terms(namespace: str, names: str) -> frozenset[NamedNode]:
    return frozenset(NamedNode(namespace + name) for name in names.split())


_DECLARED = _terms(
    OWL.namespace,
    "Class Restriction ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual Ontology Thing",
) | {RDF.Property}
_ANNOTATIONS = _terms(RDFS.namespace, "label comment seeAlso isDefinedBy") | _terms(
    OWL.namespace, "versionInfo versionIRI priorVersion deprecated"
)
# The parts of a class expression or list; they are read with the axiom that names the node.
_EXPRESSIONS = _terms(OWL.namespace, "someValuesFrom hasValue intersectionOf unionOf")
_PARTS = _EXPRESSIONS | _terms(OWL.namespace, "onProperty members") | {RDF.first, RDF.rest}
_ALL_DISJOINT = NamedNode(OWL.namespace + "AllDisjointClasses")
_Ends = tuple[Variable, Variable]  # subject and object of an atom with the property
# name, words, head (None if the body must never hold) and body of the rule for each characteristic
_CHARACTERISTICS: dict[NamedNode, tuple[str, str, _Ends | None, tuple[_Ends, ...]]] = {
    OWL.SymmetricProperty: ("symmetric", "holds both ways", (_Y, _X), ((_X, _Y),)),
    OWL.TransitiveProperty: ("transitive", "is transitive", (_X, _Z), ((_X, _Y), (_Y, _Z))),
    OWL.AsymmetricProperty: ("asymmetric", "never holds both ways", None, ((_X, _Y), (_Y, _X))),
    OWL.IrreflexiveProperty: ("irreflexive", "relates nothing to itself", None, ((_X, _X),)),
}


@dataclass(frozen=True, slots=True)
class Theory:
    """An ontology as rules.

    Attributes:
        rules: those with a head derive triples; a match of one without a head is an inconsistency.
        assertions: triples about individuals.

    """

    rules: tuple[Rule, ...]
    assertions: tuple[Triple, ...]


def read_theory(ontology: Ontology) -> Theory:
    """Compile the axioms of an ontology; raise `InputError` for the first that OWL 2 RL or this reader lacks."""
    reader = _Reader(ontology)
    axioms = ontology.axioms()
    rules = chain.from_iterable(map(reader.read, axioms))
    return Theory(tuple(dict.fromkeys(rules)), tuple(filter(_is_assertion, axioms)))


def _is_assertion(triple: Triple) -> bool:
    term = triple.object if triple.predicate == RDF.type else triple.predicate
    return not isinstance(term, NamedNode) or not term.value.startswith(_LANGUAGE)


@dataclass(frozen=True, slots=True)
class _Class:
    """A class expression.

    Attributes:
        kind: `class`, or the OWL property that makes the expression.
        on: the property of a restriction.
        term: the class, or the value of hasValue.
        parts: the operands, or the filler of someValuesFrom.

    """

    kind: str
    on: NamedNode = OWL.onProperty
    term: NamedNode | Literal = OWL.Thing
    parts: tuple[_Class, ...] = ()

    def bodies(self, member: Variable, fresh: Iterator[int]) -> Iterator[tuple[Atom, ...]]:
        """Yield each way to be a member; variables inside the expression are numbered."""
        match self.kind:
            case "class":
                yield () if self.term == OWL.Thing else (Atom(member, RDF.type, self.term),)
            case "hasValue":
                yield (Atom(member, self.on, self.term),)
            case "someValuesFrom":
                value = Variable(f"y{next(fresh)}")
                yield from ((Atom(member, self.on, value), *rest) for rest in self.parts[0].bodies(value, fresh))
            case "unionOf":
                yield from chain.from_iterable(part.bodies(member, fresh) for part in self.parts)
            case _:
                ways = product(*(list(part.bodies(member, fresh)) for part in self.parts))
                yield from (tuple(chain.from_iterable(way)) for way in ways)

    def heads(self, member: Variable, words: str) -> list[Atom]:
        """Return what follows for a member; raise `InputError` if no rule can conclude it."""
        match self.kind:
            case "class":
                return [] if self.term == OWL.Thing else [Atom(member, RDF.type, self.term)]
            case "hasValue":
                return [Atom(member, self.on, self.term)]
            case "intersectionOf":
                return [head for part in self.parts for head in part.heads(member, words)]
            case _:
                raise _no_rule(words)

    def words(self, label: Label) -> str:
        """Return the class in words."""
        parts = [part.words(label) for part in self.parts]
        term = label(self.term) if isinstance(self.term, NamedNode) else self.term.value
        match self.kind:
            case "class":
                return term
            case "hasValue":
                return f"thing with “{label(self.on)}” {term}"
            case "someValuesFrom":
                return f"thing with “{label(self.on)}” some {parts[0]}"
            case kind:
                return (" or " if kind == "unionOf" else " and ").join(parts)


class _Reader:
    """Reads axioms; a node of the ontology is found by its subject."""

    def __init__(self, ontology: Ontology) -> None:
        self._label = ontology.label
        self._about: dict[object, list[Triple]] = defaultdict(list)
        for triple in ontology.triples:
            self._about[triple.subject].append(triple)

    def read(self, triple: Triple) -> Iterator[Rule]:
        """Yield the rules of the axiom that a triple carries; none for a declaration, annotation or assertion."""
        if triple.predicate == RDF.type:
            yield from self._read_type(triple)
        elif triple.predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
            one, other = self._class(triple.subject, triple), self._class(triple.object, triple)
            if triple.predicate == OWL.disjointWith:
                yield from self._disjoint(one, other)
            else:
                yield from self._subclass(one, other)
            if triple.predicate == OWL.equivalentClass:
                yield from self._subclass(other, one)
        elif triple.predicate.value.startswith(_LANGUAGE):
            yield from self._read_property(triple)

    def _read_type(self, triple: Triple) -> Iterator[Rule]:
        """Read a characteristic of a property, or a list of disjoint classes."""
        term = triple.object
        if term == _ALL_DISJOINT:
            members = self._items(self._value(triple, NamedNode(OWL.namespace + "members")), triple)
            for one, other in combinations([self._class(member, triple) for member in members], 2):
                yield from self._disjoint(one, other)
        elif isinstance(term, NamedNode) and term in _CHARACTERISTICS:
            name, words, head, body = _CHARACTERISTICS[term]
            on = _property(triple.subject, triple)
            atoms = tuple(Atom(one, on, other) for one, other in body)
            yield Rule(name, f"{self._quote(on)} {words}", Atom(head[0], on, head[1]) if head else None, atoms)
        elif term not in _DECLARED and not _is_assertion(triple):
            raise _not_understood(triple)

    def _read_property(self, triple: Triple) -> Iterator[Rule]:
        """Read an axiom about properties."""
        subject, value = triple.subject, triple.object
        match triple.predicate:
            case RDFS.domain | RDFS.range:
                yield from self._typing(triple)
            case RDFS.subPropertyOf | OWL.equivalentProperty:
                one, other = _property(subject, triple), _property(value, triple)
                yield self._subproperty(one, other)
                if triple.predicate == OWL.equivalentProperty:
                    yield self._subproperty(other, one)
            case OWL.inverseOf:
                one, other = _property(subject, triple), _property(value, triple)
                words = f"{self._quote(one)} is the inverse of {self._quote(other)}"
                yield Rule("inverse", words, Atom(_Y, other, _X), (Atom(_X, one, _Y),))
                yield Rule("inverse", words, Atom(_Y, one, _X), (Atom(_X, other, _Y),))
            case OWL.propertyChainAxiom:
                yield self._chain(triple)
            case other if other not in _ANNOTATIONS and not (other in _PARTS and isinstance(subject, BlankNode)):
                raise _not_understood(triple)

    def _typing(self, triple: Triple) -> Iterator[Rule]:
        on, above = _property(triple.subject, triple), self._class(triple.object, triple)
        if triple.predicate == RDFS.domain:
            name, member, words = "domain", _X, f"what has {self._quote(on)}"
        else:
            name, member, words = "range", _Y, f"what {self._quote(on)} points to"
        words = f"{words} is of class {above.words(self._label)}"
        yield from (Rule(name, words, head, (Atom(_X, on, _Y),)) for head in above.heads(member, words))

    def _subproperty(self, sub: NamedNode, above: NamedNode) -> Rule:
        words = f"{self._quote(sub)} implies {self._quote(above)}"
        return Rule("subproperty", words, Atom(_X, above, _Y), (Atom(_X, sub, _Y),))

    def _chain(self, triple: Triple) -> Rule:
        links = [_property(link, triple) for link in self._items(triple.object, triple)]
        above = _property(triple.subject, triple)
        ends = [Variable(f"x{number}") for number in range(len(links) + 1)]
        body = tuple(Atom(one, link, other) for link, (one, other) in zip(links, pairwise(ends), strict=True))
        words = f"{' then '.join(map(self._quote, links))} implies {self._quote(above)}"
        return Rule("chain", words, Atom(ends[0], above, ends[-1]), body)

    def _subclass(self, sub: _Class, above: _Class) -> Iterator[Rule]:
        words = f"{sub.words(self._label)} is a kind of {above.words(self._label)}"
        for body, head in product(sub.bodies(_X, count()), above.heads(_X, words)):
            if not body:  # a subclass of nothing less than everything
                raise _no_rule(words)
            yield Rule("subclass", words, head, body)

    def _disjoint(self, one: _Class, other: _Class) -> Iterator[Rule]:
        words, fresh = f"nothing is both {one.words(self._label)} and {other.words(self._label)}", count()
        for left, right in product(list(one.bodies(_X, fresh)), list(other.bodies(_X, fresh))):
            if not left + right:
                raise _no_rule(words)
            yield Rule("disjoint", words, None, left + right)

    def _class(self, node: object, axiom: Triple) -> _Class:
        """Read a named class, a restriction, an intersection or a union."""
        if isinstance(node, NamedNode):
            if not node.value.startswith((*_LANGUAGE, XSD.namespace)) or node == OWL.Thing:
                return _Class("class", term=node)
            raise _not_understood(axiom)
        found = [triple for triple in self._about[node] if triple.predicate in _EXPRESSIONS]
        if len(found) != 1:
            raise _not_understood(axiom)
        (part,) = found
        kind = part.predicate.value.removeprefix(OWL.namespace)
        if kind in ("intersectionOf", "unionOf"):
            return _Class(kind, parts=tuple(self._class(item, part) for item in self._items(part.object, part)))
        on = _property(self._value(part, OWL.onProperty), part)
        if kind == "someValuesFrom":
            return _Class(kind, on, parts=(self._class(part.object, part),))
        if not isinstance(part.object, NamedNode | Literal):
            raise _not_understood(part)
        return _Class(kind, on, part.object)

    def _items(self, head: object, axiom: Triple) -> Iterator[object]:
        while head != RDF.nil:
            pair = {triple.predicate: triple.object for triple in self._about[head]}
            if RDF.first not in pair or RDF.rest not in pair:
                raise _not_understood(axiom)
            yield pair[RDF.first]
            head = pair[RDF.rest]

    def _value(self, triple: Triple, predicate: NamedNode) -> object:
        values = [other.object for other in self._about[triple.subject] if other.predicate == predicate]
        if len(values) != 1:
            raise _not_understood(triple)
        return values[0]

    def _quote(self, term: NamedNode) -> str:
        return f"“{self._label(term)}”"


def _property(node: object, axiom: Triple) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise _not_understood(axiom)
    return node


def _not_understood(triple: Triple) -> InputError:
    return InputError(
        f"the ontology has an axiom that is not reasoned with: {triple}",
        expected="subclasses, subproperties, inverse, symmetric and transitive properties, chains, domains and ranges, "
        "someValuesFrom, hasValue, intersections, unions, equivalents, disjointness, asymmetry, irreflexivity",
    )


def _no_rule(words: str) -> InputError:
    return InputError(
        f"the ontology has an axiom that no rule can carry out: {words}",
        expected="anything narrower than all things as the narrower class; as the wider class, as in OWL 2 RL, a named "
        "class, a value or an intersection of these",
    )
