"""The rules in a store: as SPARQL updates, for any SPARQL 1.1 server.

>>> from autokg.reasoning.rule import Variable
>>> from autokg.core.terms import AKG
>>> x, y = Variable("x"), Variable("y")
>>> rule = Rule("symmetric", "…", Atom(y, AKG.partnerOf, x), (Atom(x, AKG.partnerOf, y),))
>>> print(write_update(rule, sources=[GRAPH.accepted], target=GRAPH.inferred))
INSERT { GRAPH <https://w3id.org/autokg/graph/inferred> { ?y <https://w3id.org/autokg/ontology#partnerOf> ?x } }
USING <https://w3id.org/autokg/graph/accepted>
USING <https://w3id.org/autokg/graph/inferred>
WHERE {
  ?x <https://w3id.org/autokg/ontology#partnerOf> ?y .
  FILTER NOT EXISTS { ?y <https://w3id.org/autokg/ontology#partnerOf> ?x }
}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from autokg.core.ontology import Ontology
from autokg.core.terms import GRAPH
from autokg.reasoning.closure import Closure, Inconsistency
from autokg.reasoning.rule import Atom, Rule, Variable
from autokg.reasoning.rulebook import Rulebook, compile_rulebook
from autokg.stores import OxigraphStore, Result

Ask = Callable[[str], Result]
Update = Callable[[str], None]

LAYERS = (GRAPH.ontology, GRAPH.reference, GRAPH.accepted)


def infer_in_store(ontology: Ontology, triples: Iterable[Triple], store: pyoxigraph.Store | None = None) -> Closure:
    """Return what follows from triples, by updates of an empty store if one is given, else of one in memory."""
    book, store = compile_rulebook(ontology), pyoxigraph.Store() if store is None else store
    for layer, asserted in ((GRAPH.ontology, book.assertions), (GRAPH.accepted, triples)):
        store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object, layer) for triple in asserted)
    wrapped = OxigraphStore(store)
    close_in_store(book, wrapped.query, store.update)
    inferred = frozenset(quad.triple for quad in wrapped.quads(GRAPH.inferred))
    return Closure(inferred, tuple(sorted(find_inconsistencies(book, wrapped.query), key=str)))


def close_in_store(
    book: Rulebook,
    ask: Ask,
    update: Update,
    *,
    sources: Sequence[NamedNode] = LAYERS,
    target: NamedNode = GRAPH.inferred,
) -> None:
    """Add all that follows from the source graphs to the target graph, and nothing that a source graph asserts.

    A rule runs again only after another one has added triples that it reads.
    """
    active: list[Rule] = []
    for _, stratum in groupby(book.rules, key=lambda rule: rule.stratum):
        waiting = list(stratum)
        active += waiting
        while waiting:
            rule = waiting.pop(0)
            before = _count(rule, ask, target)
            update(write_update(rule, sources, target))
            if _count(rule, ask, target) > before:
                waiting += [reader for reader in active if reader not in waiting and _reads(reader, rule)]


def find_inconsistencies(
    book: Rulebook, ask: Ask, *, sources: Sequence[NamedNode] = LAYERS, target: NamedNode = GRAPH.inferred
) -> Iterator[Inconsistency]:
    """Yield each set of triples of a closed store that contradicts an axiom, once."""
    graphs = "\n".join(f"FROM {graph}" for graph in (*sources, target))
    for check in book.checks:
        variables = sorted({variable for atom in check.body for variable in atom.variables}, key=str)
        rows = _select(ask, f"SELECT {' '.join(map(str, variables))}\n{graphs}\nWHERE {{\n{_write_body(check)}\n}}")
        bindings = ({variable: row[variable.name] for variable in variables} for row in rows)
        yield from set(filter(None, (Inconsistency.of(check, binding) for binding in bindings)))


def write_update(rule: Rule, sources: Sequence[NamedNode], target: NamedNode) -> str:
    """Write a rule as a SPARQL update that adds only triples that no graph has."""
    using = "\n".join(f"USING {graph}" for graph in (*sources, target))
    head = _write([rule.head])
    return (
        f"INSERT {{ GRAPH {target} {{ {head} }} }}\n{using}\n"
        f"WHERE {{\n{_write_body(rule)}\n  FILTER NOT EXISTS {{ {head} }}\n}}"
    )


def _write_body(rule: Rule) -> str:
    lines = [f"  {_write([atom])} ." for atom in rule.body]
    lines += [f"  FILTER({each.left} {each.operator} {each.right})" for each in rule.conditions]
    bound = {variable for atom in rule.body for variable in atom.variables}
    lines += [f"  FILTER NOT EXISTS {{ {_write(_in_reach(group, bound))} }}" for group in rule.unless]
    return "\n".join(lines)


def _in_reach(group: Iterable[Atom], bound: Iterable[Variable]) -> Iterator[Atom]:
    """Yield patterns so that each has a variable of those before: an update joins them in the order of its text."""
    left, known = list(group), set(bound)
    while left:
        atom = min(left, key=lambda each: (known.isdisjoint(each.variables), len(set(each.variables) - known)))
        left.remove(atom)
        known |= set(atom.variables)
        yield atom


def _write(atoms: Iterable[Atom | None]) -> str:
    return " . ".join(f"{atom.subject} {atom.predicate} {atom.object}" for atom in atoms if atom)


def _count(rule: Rule, ask: Ask, target: NamedNode) -> int:
    """Return how many triples the target holds of the kind that a rule concludes."""
    assert rule.head is not None  # noqa: S101 (checks are not counted)
    value = rule.head.object if not isinstance(rule.head.object, Variable) else "?o"
    pattern = f"GRAPH {target} {{ ?s {rule.head.predicate} {value} }}"
    (row,) = _select(ask, f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")
    assert isinstance(row["count"], Literal)  # noqa: S101 (COUNT gives a number)
    return int(row["count"].value)


def _select(ask: Ask, text: str) -> QuerySolutions:
    result = ask(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def _reads(reader: Rule, writer: Rule) -> bool:
    """Whether a conclusion of one rule may be a premise of another."""
    head = writer.head
    return head is not None and any(
        atom.predicate == head.predicate
        and (isinstance(atom.object, Variable) or isinstance(head.object, Variable) or atom.object == head.object)
        for atom in reader.body
    )
