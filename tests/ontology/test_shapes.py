"""Each shape has a case that breaks it, and a sound graph breaks none."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from autokg.core.terms import GRAPH, PREFIXES
from autokg.stores import OxigraphStore
from autokg.validation import Breach, find_breaches, load_shapes
from autokg.validation.pyshacl_fallback import check_by_pyshacl

HEAD = (
    "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    + "PREFIX : <https://e.org/>\n"
)
SOUND = """
:p a akg:Production ; akg:ofModel :m ; akg:atPlant :f ; akg:productionStart "2020"^^edtf:EDTF ; akg:productionEnd "2024"^^edtf:EDTF .
:m a akg:VehicleModel ; akg:modelBrand :b . :b a akg:Brand ; akg:brandOwner :o . :o a akg:Company .
:f a akg:Plant ; akg:inCountry :c ; akg:operatedBy :o ; akg:employees 2000 ; akg:capacityPerYear 300000 .
:s a akg:Stake ; akg:stakeOwner :g ; akg:stakeIn :o ; akg:sharePercent 60 ; akg:status akg:actual .
:t a akg:Stake ; akg:stakeOwner :h ; akg:stakeIn :o ; akg:sharePercent 40.2 ; akg:status akg:actual .
:a a akg:Agreement ; akg:party :o , :g . :j a akg:Appointment ; akg:jobTitle "CEO" .
"""
BROKEN = {
    "Production": ":q a akg:Production ; akg:atPlant :f ; akg:status akg:planned .",
    "ProductionSite": ":q a akg:Production ; akg:ofModel :m ; akg:status akg:actual .",
    "Period": ':q a akg:Production ; akg:ofModel :m ; akg:inCountry :c ; akg:productionStart "2020-41"^^edtf:EDTF ; akg:productionEnd "2019"^^edtf:EDTF .',
    "Period in months": ':f akg:opened "2020-06"^^edtf:EDTF ; akg:closed "2020-05-31"^^edtf:EDTF .',
    "Period of a stake": ':s akg:since "2020"^^edtf:EDTF ; akg:until "2019-12"^^edtf:EDTF .',
    "ShareBounds": ":s akg:shareMinimum 51 ; akg:shareMaximum 50 .",
    "Plant": ":q a akg:Plant .",
    "Plant twice": ":f akg:inCountry :d .",
    "PlantFigures": ":f akg:employees 3000000 .",
    "PlantFigures capacity": ":q a akg:Plant ; akg:inCountry :c ; akg:capacityPerYear 0 .",
    "Agreement": ":q a akg:Agreement ; akg:party :o .",
    "Organization": ":q a akg:Agreement ; akg:party :b , :o .",
    "Stake": ":q a akg:Stake ; akg:stakeOwner :g ; akg:stakeIn :x ; akg:sharePercent 120 ; akg:status akg:ended .",
    "Stake of itself": ":q a akg:Stake ; akg:stakeOwner :g ; akg:stakeIn :g .",
    "Shares": ":q a akg:Stake ; akg:stakeOwner :k ; akg:stakeIn :o ; akg:sharePercent 30 ; akg:status akg:actual .",
    "VehicleModel": ":m akg:modelBrand :b2 . :b2 a akg:Brand .",
    "Appointment": ":q a akg:Appointment .",
}


def store_of(turtle: str) -> OxigraphStore:
    store = OxigraphStore()
    triples = parse(HEAD + turtle, format=RdfFormat.TURTLE)
    store.load(Quad(t.subject, t.predicate, t.object, GRAPH.accepted) for t in triples)
    return store


def breaches(turtle: str) -> list[Breach]:
    return find_breaches(store_of(turtle), load_shapes())


def test_a_sound_graph_breaks_no_shape() -> None:
    assert breaches(SOUND) == []


@pytest.mark.parametrize(
    ("start", "end"), [("2020", "2020"), ("2020-06", "2020"), ("2020-06", "2020-06-01"), ("2020-12", "2020-21")]
)
def test_a_period_may_end_when_it_starts(start: str, end: str) -> None:
    assert breaches(SOUND + f':f akg:opened "{start}"^^edtf:EDTF ; akg:closed "{end}"^^edtf:EDTF .') == []


def test_a_least_share_may_equal_the_greatest() -> None:
    assert breaches(SOUND + ":s akg:shareMinimum 50 ; akg:shareMaximum 50 .") == []


def test_a_production_that_is_only_denied_lacks_nothing() -> None:
    assert breaches(SOUND + ":q a akg:Production .") == []


def test_no_bundled_shape_is_handed_on() -> None:
    assert load_shapes().handed_on == ()


@pytest.mark.parametrize("case", BROKEN)
def test_a_case_breaks_its_shape_and_no_other(case: str) -> None:
    assert {breach.shape for breach in breaches(SOUND + BROKEN[case])} == {case.split(maxsplit=1)[0]}


@pytest.mark.parametrize("case", BROKEN)
def test_pyshacl_finds_the_same(case: str) -> None:
    store, shapes = store_of(SOUND + BROKEN[case]), load_shapes().graph
    theirs = check_by_pyshacl(shapes, shapes.triples, {quad.triple for quad in store.quads()})
    assert set(map(facts_of, find_breaches(store, load_shapes()))) == set(map(facts_of, theirs))


def facts_of(breach: Breach) -> tuple[object, ...]:
    said = sorted(message.value for message in breach.messages)
    return (breach.focus, breach.component, breach.path, breach.value, breach.shape, breach.severity, *said)


def test_every_shape_has_a_case() -> None:
    node_shape = NamedNode("http://www.w3.org/ns/shacl#NodeShape")
    shapes = {
        t.subject.value.rpartition("#")[2]
        for t in load_shapes().graph.triples
        if t.object == node_shape and isinstance(t.subject, NamedNode)
    }
    assert shapes == {case.split()[0] for case in BROKEN}


def test_every_message_stands_in_both_languages() -> None:
    message = NamedNode("http://www.w3.org/ns/shacl#message")
    languages: dict[object, list[str]] = {}
    for triple in load_shapes().graph.triples:
        if triple.predicate == message and isinstance(triple.object, Literal):
            languages.setdefault(triple.subject, []).append(str(triple.object.language))
    assert languages
    assert all(sorted(found) == ["en", "fr"] for found in languages.values())


def test_a_share_sold_in_the_past_does_not_count() -> None:
    past = ':q a akg:Stake ; akg:stakeOwner :k ; akg:stakeIn :o ; akg:sharePercent 30 ; akg:status akg:actual ; akg:until "2019"^^edtf:EDTF .'
    assert breaches(SOUND + past) == []
