"""Why a triple holds, by matching rules backwards on the closed graph; and why one does not.

>>> from pyoxigraph import NamedNode, Quad
>>> from autokg.core.ontology import load_ontology
>>> from autokg.core.terms import AKG, GRAPH
>>> from autokg.reasoning import infer
>>> from autokg.reasoning.rulebook import compile_rulebook
>>> from autokg.stores import OxigraphStore
>>> car, plant, maker = (NamedNode(f"https://example.org/{name}") for name in ("car", "plant", "maker"))
>>> asserted = [Triple(car, AKG.producedAt, plant), Triple(plant, AKG.operatedBy, maker)]
>>> store = OxigraphStore()
>>> store.load(Quad(t.subject, t.predicate, t.object, GRAPH.accepted) for t in asserted)
>>> store.load(infer(load_ontology(), asserted).quads())
>>> why = Explainer(compile_rulebook(load_ontology()), ClosedGraph(store))
>>> print(why.explain(Triple(maker, AKG.builds, car)))
<https://example.org/maker> akg:builds <https://example.org/car>: “builds” is the inverse of “builder”
  <https://example.org/car> akg:builder <https://example.org/maker>: “produced at” then “operated by” implies “builder”
    <https://example.org/car> akg:producedAt <https://example.org/plant>
    <https://example.org/plant> akg:operatedBy <https://example.org/maker>
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from pyoxigraph import NamedNode, Triple

from autokg.reasoning.closed_graph import Bindings, ClosedGraph, conclude, join
from autokg.reasoning.derivations import Derivation, NearMiss, Step
from autokg.reasoning.rule import Atom, Condition, Rule
from autokg.reasoning.rulebook import Rulebook


class Explainer:
    """Explains triples by the rules of a book on a closed graph."""

    def __init__(self, book: Rulebook, graph: ClosedGraph) -> None:
        """Index the rules by what they conclude."""
        self._graph = graph
        self._sorted: dict[Atom, list[Triple]] = {}
        self._rules: dict[NamedNode, list[Rule]] = defaultdict(list)
        for rule in book.rules:
            if rule.head:
                self._rules[rule.head.predicate].append(rule)

    def steps(self, triple: Triple) -> Iterator[Step]:
        """Yield each use of a rule that gives a triple, in the order of the rules."""
        for rule, binding in self._heads(triple):
            for found in join(rule.body, binding, self._match):
                premises = tuple(atom.bind(found).triple() for atom in rule.body)
                if triple not in premises and triple in conclude(rule, found, self._match):
                    absent = tuple(tuple(atom.bind(found) for atom in group) for group in rule.unless)
                    yield Step(rule, premises, absent)

    def explain(self, triple: Triple) -> Derivation | None:
        """Return a derivation of the least depth, None for a triple that is neither asserted nor follows."""
        if self._graph.is_asserted(triple):
            return Derivation(triple)
        steps: dict[Triple, list[Step]] = {}
        depths: dict[Triple, int] = {}
        frontier = [triple]
        while frontier and triple not in depths:
            for conclusion in frontier:
                steps[conclusion] = self._likely_steps(conclusion)
            found = dict.fromkeys(p for conclusion in frontier for step in steps[conclusion] for p in step.premises)
            depths.update((premise, 0) for premise in found if self._graph.is_asserted(premise))
            frontier = [premise for premise in found if premise not in depths and premise not in steps]
            _deepen(depths, steps)
        return _tree(triple, steps, depths) if triple in depths else None

    def derivations(self, triple: Triple) -> Iterator[Derivation]:
        """Yield all derivations of a triple, none of which passes through a triple twice.

        There may be very many; who wants some takes them with `itertools.islice`.
        """
        if self._graph.is_asserted(triple):
            yield Derivation(triple)
        yield from self._derive(triple, frozenset())

    def near_misses(self, triple: Triple, most: int = 10) -> list[NearMiss]:
        """Return rules that could give a triple with what keeps each from it, the nearest first.

        Of one rule no more than `most` are told: a country has thousands of productions that are of other models.
        """
        misses = [miss for rule, binding in self._heads(triple) for miss in islice(self._misses(rule, binding), most)]
        return sorted(misses, key=lambda miss: (miss.distance, -len(miss.present), not _speaks_of(miss, triple)))

    def _likely_steps(self, triple: Triple) -> list[Step]:
        """Return the steps that give a triple, or the first from asserted premises alone: none is shallower."""
        steps = []
        for step in self.steps(triple):
            if all(map(self._graph.is_asserted, step.premises)):
                return [step]
            steps.append(step)
        return steps

    def _heads(self, triple: Triple) -> Iterator[tuple[Rule, Bindings]]:
        for rule in self._rules.get(triple.predicate, []):
            binding = rule.head.match(triple) if rule.head else None
            if binding is not None:
                yield rule, binding

    def _match(self, atom: Atom) -> list[Triple]:
        """Return the triples that an atom may stand for, sorted, so that explanations are the same each time."""
        if atom not in self._sorted:
            self._sorted[atom] = sorted(self._graph.match(atom), key=str)
        return self._sorted[atom]

    def _failed(self, rule: Rule, binding: Bindings) -> list[Condition]:
        """Return the conditions that do not hold; one whose values are not known does not count."""
        bound = [condition.bind(binding) for condition in rule.conditions]
        return [condition for condition in bound if not condition.variables and not condition.is_met()]

    def _barred(self, rule: Rule, binding: Bindings) -> list[tuple[Triple, ...]]:
        """Return one match of each conjunction that the rule denies, if all it shares with the body is bound."""
        body = {variable for atom in rule.body for variable in atom.variables}
        barred = []
        for group in rule.unless:
            known = all(v in binding or v not in body for atom in group for v in atom.variables)
            found = next(join(group, binding, self._match), None) if known else None
            if found is not None:
                barred.append(tuple(atom.bind(found).triple() for atom in group))
        return barred

    def _derive(self, triple: Triple, path: frozenset[Triple]) -> Iterator[Derivation]:
        below = path | {triple}
        for step in self.steps(triple):
            if below.isdisjoint(step.premises):
                for premises in self._derive_all(step.premises, below):
                    yield Derivation(triple, step, premises)

    def _derive_all(self, triples: Sequence[Triple], path: frozenset[Triple]) -> Iterator[tuple[Derivation, ...]]:
        """Yield each way to derive all of some premises; an asserted premise needs no other reason."""
        if not triples:
            yield ()
            return
        first, *rest = triples
        ways = [Derivation(first)] if self._graph.is_asserted(first) else self._derive(first, path)
        for way in ways:
            for others in self._derive_all(rest, path):
                yield (way, *others)

    def _misses(self, rule: Rule, binding: Bindings) -> Iterator[NearMiss]:
        """Yield the matches of a rule's body that lack the fewest atoms."""
        for lacking in range(len(rule.body) + 1):
            found = (
                self._miss(rule, present, match)
                for present in combinations(range(len(rule.body)), len(rule.body) - lacking)
                if _is_connected([rule.body[number] for number in present], binding)
                for match in join([rule.body[number] for number in present], binding, self._match)
            )
            first = next(found, None)
            if first is not None:
                yield first
                yield from found
                return

    def _miss(self, rule: Rule, present: Sequence[int], binding: Bindings) -> NearMiss:
        return NearMiss(
            rule,
            tuple(rule.body[number].bind(binding).triple() for number in present),
            tuple(atom.bind(binding) for number, atom in enumerate(rule.body) if number not in present),
            tuple(self._failed(rule, binding)),
            tuple(self._barred(rule, binding)),
        )


def _speaks_of(miss: NearMiss, triple: Triple) -> bool:
    return any(triple.subject in (premise.subject, premise.object) for premise in miss.present)


def _is_connected(atoms: Sequence[Atom], binding: Bindings) -> bool:
    """Whether each atom hangs together with what is bound; what does not would match things that have no part in it."""
    reached, waiting = set(binding), list(atoms)
    while linked := [atom for atom in waiting if not reached.isdisjoint(atom.variables) or not atom.variables]:
        reached.update(variable for atom in linked for variable in atom.variables)
        waiting = [atom for atom in waiting if atom not in linked]
    return not waiting


def _deepen(depths: dict[Triple, int], steps: dict[Triple, list[Step]]) -> None:
    """Give each conclusion whose premises have a depth the least depth that a step allows."""
    changed = True
    while changed:
        changed = False
        for conclusion, ways in steps.items():
            reach = [max(depths[p] for p in way.premises) for way in ways if depths.keys() >= set(way.premises)]
            if reach and depths.get(conclusion, len(steps) + 1) > min(reach) + 1:
                depths[conclusion] = min(reach) + 1
                changed = True


def _tree(triple: Triple, steps: dict[Triple, list[Step]], depths: dict[Triple, int]) -> Derivation:
    """Return the derivation that goes down in depth at every step."""
    if not depths[triple]:
        return Derivation(triple)
    below = depths[triple]
    step = next(way for way in steps[triple] if all(depths.get(p, below) < below for p in way.premises))
    return Derivation(triple, step, tuple(_tree(premise, steps, depths) for premise in step.premises))
