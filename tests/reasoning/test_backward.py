"""Every inferred triple says why it holds; one that is not there, what would make it."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from pyoxigraph import NamedNode, Quad, Triple

from autokg.core.terms import AKG, GRAPH, RDF
from autokg.reasoning import infer
from autokg.reasoning.backward import Explainer
from autokg.reasoning.closed_graph import ClosedGraph
from autokg.reasoning.derivations import Derivation, Step
from autokg.stores import OxigraphStore

from .worlds import BOOK, BUNDLED, closed_graph, follow_from, graphs, thing, triples

DEAL = """
:car akg:producedAt :plant ; akg:modelBrand :badge . :plant akg:operatedBy :maker . :badge akg:brandOwner :client .
:run akg:ofModel :car ; akg:productionBuilder :maker ; akg:status akg:actual .
:maker akg:shareholder :fund . :client akg:shareholder :bank .
"""


def explainer(graph: set[Triple]) -> Explainer:
    return Explainer(BOOK, closed_graph(graph, follow_from(graph)))


def fact(subject: str, predicate: NamedNode, value: str | NamedNode) -> Triple:
    return Triple(thing(subject), predicate, value if isinstance(value, NamedNode) else thing(value))


def steps_of(derivation: Derivation) -> list[Step]:
    own = [derivation.step] if derivation.step else []
    return own + [step for premise in derivation.premises for step in steps_of(premise)]


def test_an_asserted_triple_stands_for_itself() -> None:
    found = explainer(triples(DEAL)).explain(fact("car", AKG.producedAt, "plant"))
    assert found == Derivation(fact("car", AKG.producedAt, "plant"))
    assert found.is_asserted


def test_what_does_not_follow_has_no_derivation() -> None:
    why = explainer(triples(DEAL))
    assert why.explain(fact("maker", AKG.builds, "plant")) is None
    assert list(why.derivations(fact("maker", AKG.builds, "plant"))) == []


def test_the_shallowest_derivation_is_given() -> None:
    found = explainer(triples(DEAL)).explain(fact("maker", RDF.type, AKG.Organization))
    assert found is not None
    assert found.step is not None
    assert found.step.rule.words in (
        "what “operated by” points to is of class organisation",
        "what “builder of the production” points to is of class organisation",
    )
    assert [premise.is_asserted for premise in found.premises] == [True]


def test_all_derivations_are_told_and_none_goes_in_a_circle() -> None:
    why = explainer(triples(DEAL))
    ways = list(why.derivations(fact("car", AKG.builder, "maker")))
    assert [way.step.rule.name for way in ways if way.step] == ["chain", "production-builders"]
    assert len({str(way) for way in why.derivations(fact("maker", AKG.builds, "car"))}) == 2


def test_an_asserted_triple_may_follow_as_well() -> None:
    why = explainer(triples(DEAL + ":car akg:builder :maker ."))
    ways = list(why.derivations(fact("car", AKG.builder, "maker")))
    assert [way.is_asserted for way in ways] == [True, False, False]


def test_what_a_rule_denies_is_part_of_its_step() -> None:
    found = explainer(triples(DEAL)).explain(fact("maker", AKG.contractManufacturerFor, "client"))
    assert found is not None
    assert found.step is not None
    assert [str(atom) for atom in found.step.absent[0]] == [
        "<https://example.org/maker> akg:ancestorOrganization <https://example.org/client>"
    ]


def test_a_premise_that_is_missing_is_named() -> None:
    nearest = explainer(triples(":car akg:plannedProductionAt :plant . :car akg:producedAt :site .")).near_misses(
        fact("car", AKG.plannedBuilder, "maker")
    )[0]
    assert nearest.present == (fact("car", AKG.plannedProductionAt, "plant"),)
    assert [str(atom) for atom in nearest.missing] == [
        "<https://example.org/plant> akg:operatedBy <https://example.org/maker>"
    ]


def test_a_condition_that_fails_is_named() -> None:
    stake = ":stake akg:stakeOwner :owner ; akg:stakeIn :owned ; akg:status akg:actual ; akg:sharePercent 34 ."
    nearest = explainer(triples(stake)).near_misses(fact("owned", AKG.directParent, "owner"))[0]
    assert nearest.missing == ()
    assert [str(condition) for condition in nearest.failed] == ["34 > 50"]


def test_what_bars_a_rule_is_named() -> None:
    nearest = explainer(triples(DEAL + ":maker akg:directParent :client .")).near_misses(
        fact("maker", AKG.contractManufacturerFor, "client")
    )[0]
    assert nearest.barred == ((fact("maker", AKG.ancestorOrganization, "client"),),)
    assert nearest.to_json()["barred"] == [[[str(thing("maker")), str(AKG.ancestorOrganization), str(thing("client"))]]]


def test_premises_that_have_no_part_in_it_are_not_told_as_present() -> None:
    misses = explainer(triples(":car a akg:VehicleModel .")).near_misses(fact("maker", RDF.type, AKG.Carmaker))
    carmaker = next(miss for miss in misses if miss.rule.name == "subclass")
    assert carmaker.present == ()


def test_of_many_misses_some_are_told_and_first_those_about_the_subject() -> None:
    others = "".join(
        f":run{number} akg:ofModel :car{number} ; akg:productionBuilder :maker ; akg:status akg:actual . "
        for number in range(30)
    )
    own = ":own akg:ofModel :car ; akg:productionBuilder :other ; akg:status akg:actual ."
    misses = explainer(triples(others + own)).near_misses(fact("car", AKG.builder, "maker"))
    productions = [miss for miss in misses if miss.rule.name == "production-builders"]
    assert len(productions) == 10
    assert fact("own", AKG.ofModel, "car") in productions[0].present


class OnlySparql:
    """A store that answers SPARQL and has no index to look things up in, as a server would be."""

    def __init__(self, store: OxigraphStore) -> None:
        self.query, self.load, self.quads = store.query, store.load, store.quads

    def __len__(self) -> int:
        return len(list(self.quads()))


def test_any_sparql_store_explains_as_an_embedded_one_does() -> None:
    graph = triples(DEAL)
    closure = infer(BUNDLED, graph)
    store = OxigraphStore()
    store.load([*BUNDLED.quads(), *closure.quads()])
    store.load(Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted) for triple in graph)
    of_server, embedded = Explainer(BOOK, ClosedGraph(OnlySparql(store))), explainer(graph)  # type: ignore[arg-type]
    for triple in closure.inferred:
        assert of_server.explain(triple) == embedded.explain(triple)
        assert of_server.near_misses(triple) == embedded.near_misses(triple)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(graphs())
@pytest.mark.slow
def test_what_a_derivation_rests_on_gives_its_triple(graph: set[Triple]) -> None:
    why = explainer(graph)
    known, inferred = graph | set(BOOK.assertions), follow_from(graph)
    for triple in islice(sorted(inferred, key=str), 20):
        found = why.explain(triple)
        assert found is not None
        assert set(found.leaves()) <= known
        steps = steps_of(found)
        assert all(premise in known | inferred for step in steps for premise in step.premises)
        if not any(step.absent for step in steps):  # what is denied depends on the rest of the graph
            assert triple in follow_from(found.leaves())
