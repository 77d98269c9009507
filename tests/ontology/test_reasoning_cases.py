"""What follows under the ontology and its rules, case by case; and what each disjointness forbids."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from autokg.core.ontology import load_ontology
from autokg.core.terms import OWL, PREFIXES
from autokg.reasoning import infer

HEAD = (
    "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    + "PREFIX : <https://e.org/>\n"
)
ONTOLOGY = load_ontology()


def triples(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE)}


FOLLOWS = {
    "an actual production gives a site and a builder": (
        ":p akg:ofModel :m ; akg:atPlant :f ; akg:status akg:actual . :f akg:operatedBy :o . :m a akg:VehicleModel .",
        ":m akg:producedAt :f ; akg:hasProductionSite :f ; akg:builder :o . :o akg:builds :m ; a akg:Carmaker .",
        ":m akg:plannedBuilder :o .",
    ),
    "a planned builder never looks actual": (
        ":p akg:ofModel :m ; akg:atPlant :f ; akg:status akg:planned . :f akg:operatedBy :o .",
        ":m akg:plannedProductionAt :f ; akg:hasProductionSite :f ; akg:plannedBuilder :o .",
        ":m akg:builder :o ; akg:producedAt :f .",
    ),
    "an ended production is told as past": (
        ":p akg:ofModel :m ; akg:atPlant :f ; akg:productionBuilder :o ; akg:status akg:ended .",
        ":m akg:formerlyProducedAt :f ; akg:formerBuilder :o .",
        ":m akg:producedAt :f ; akg:builder :o .",
    ),
    "a country follows from a place, and a production's from its plant's": (
        ":p akg:atPlant :f . :f akg:locatedIn :town . :town akg:locatedIn :state . :state akg:inCountry :c .",
        ":f akg:locatedIn :state ; akg:inCountry :c . :p akg:inCountry :c .",
        "",
    ),
    "a majority makes a parent, through any depth": (
        ":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:sharePercent 60 ; akg:status akg:actual . :t akg:stakeOwner :b ; akg:stakeIn :c ; akg:sharePercent 51 ; akg:status akg:actual .",
        ":c akg:directParent :b ; akg:ancestorOrganization :a ; akg:shareholder :b .",
        ":c akg:directParent :a .",
    ),
    "a majority without a number makes a parent": (
        ":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:shareMinimum 50 ; akg:status akg:actual .",
        ":b akg:directParent :a .",
        "",
    ),
    "34 per cent does not make a parent": (
        ":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:sharePercent 34 ; akg:status akg:actual .",
        ":b akg:shareholder :a .",
        ":b akg:directParent :a .",
    ),
    "parties are partners of each other, and none of itself": (
        ":d akg:party :a , :b ; akg:status akg:actual .",
        ":a akg:partnerOf :b . :b akg:partnerOf :a .",
        ":a akg:partnerOf :a .",
    ),
    "parties of a planned deal are planned partners": (
        ":d akg:party :a , :b ; akg:status akg:planned .",
        ":a akg:plannedPartnerOf :b . :b akg:plannedPartnerOf :a .",
        ":a akg:partnerOf :b .",
    ),
    "who holds the head post heads the organisation": (
        ":p a akg:HeadPost ; akg:holder :a ; akg:postIn :o ; akg:status akg:actual .", ":a akg:headOf :o .", "",
    ),
    "a parent of a joint venture is a shareholder": (
        ":v akg:jointVentureOf :a ; akg:status akg:actual .", ":v akg:shareholder :a .", "",
    ),
    "a former parent is none": (
        ":v akg:jointVentureOf :a ; akg:status akg:ended .", "", ":v akg:shareholder :a .",
    ),
    "a deal that was given up makes no partners": (
        ":d akg:party :a , :b ; akg:status akg:cancelled .", "", ":a akg:partnerOf :b .",
    ),
    "parents of a joint venture are partners": (
        ":v akg:jointVentureOf :a , :b ; akg:status akg:actual .", ":a akg:partnerOf :b . :v a akg:JointVenture , akg:Company .", "",
    ),
    "building a brand of another owner is contract manufacturing": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :o akg:shareholder :h . :w a akg:Group .", ":o akg:contractManufacturerFor :w .", "",
    ),
    "building for the listed owner of a brand is as well": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:listedOwner :w . :o akg:shareholder :h . :w a akg:Group .",
        ":o akg:contractManufacturerFor :w .", "",
    ),
    "it is not told of a builder whose owners are unknown": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :w a akg:Group .", "", ":o akg:contractManufacturerFor :w .",
    ),
    "nor of a brand whose owner's family is unknown": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :o akg:shareholder :h .", "", ":o akg:contractManufacturerFor :w .",
    ),
    "unless a source says so": (
        ":d akg:agreementType akg:contractManufacturing ; akg:status akg:actual ; akg:party :o , :w ; akg:concernsModel :m . :m akg:builder :o .",
        ":o akg:contractManufacturerFor :w .", "",
    ),
    "building for one's own parent is not": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :o akg:directParent :w .", "", ":o akg:contractManufacturerFor :w .",
    ),
    "building for a sister is not": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :o akg:directParent :g . :w akg:directParent :g .", "", ":o akg:contractManufacturerFor :w .",
    ),
    "a joint venture building for its parent is not": (
        ":m akg:builder :o ; akg:modelBrand :b . :b akg:brandOwner :w . :o akg:jointVentureOf :w , :x ; akg:status akg:actual .", "", ":o akg:contractManufacturerFor :w .",
    ),
    "models on one platform are siblings": (
        ":m akg:onPlatform :q . :n akg:onPlatform :q .", ":m akg:sharesPlatformWith :n . :n akg:sharesPlatformWith :m .", ":m akg:sharesPlatformWith :m .",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FOLLOWS)
def test_follows(case: str) -> None:
    given, expected, forbidden = map(triples, FOLLOWS[case])
    inferred = infer(ONTOLOGY, given).inferred
    assert expected <= inferred | given
    assert not forbidden & inferred


def disjoint_pairs() -> list[tuple[NamedNode, NamedNode]]:
    pairs = [(t.subject, t.object) for t in ONTOLOGY.triples if t.predicate == OWL.disjointWith]
    return [(a, b) for a, b in pairs if isinstance(a, NamedNode) and isinstance(b, NamedNode)]


@pytest.mark.parametrize(("one", "other"), disjoint_pairs(), ids=lambda node: node.value.rpartition("#")[2])
def test_nothing_is_two_disjoint_things(one: NamedNode, other: NamedNode) -> None:
    assert infer(ONTOLOGY, triples(f":x a {one} , {other} .")).inconsistencies


@pytest.mark.parametrize(
    "broken",
    [
        ":a akg:directParent :b . :b akg:directParent :a .",
        ":a akg:directParent :a .",
        ":m akg:derivedFrom :n . :n akg:derivedFrom :m .",
        ":a akg:partnerOf :a .",
        ":a akg:contractManufacturerFor :a .",
    ],
)
def test_what_an_axiom_forbids_is_reported(broken: str) -> None:
    assert infer(ONTOLOGY, triples(broken)).inconsistencies


def test_a_brand_as_party_is_an_inconsistency() -> None:
    assert infer(ONTOLOGY, triples(":d a akg:Agreement ; akg:party :b . :b a akg:Brand .")).inconsistencies


def test_nothing_follows_from_nothing_but_itself() -> None:
    assert infer(ONTOLOGY, set()).inferred == frozenset()


def test_the_noise_of_owlrl_is_left_out() -> None:
    inferred = infer(ONTOLOGY, triples(":a akg:directParent :b . :s akg:sharePercent 60 .")).inferred
    assert all(t.predicate != OWL.sameAs and isinstance(t.subject, NamedNode) for t in inferred)
    assert all(t.object != OWL.Thing for t in inferred)
