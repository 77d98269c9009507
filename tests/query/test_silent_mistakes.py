"""Parts of a query that are in vain are told; those that find something are not."""

from __future__ import annotations

import pytest

from autokg.query.saved import load_queries
from autokg.query.silent_mistakes import find_silent_mistakes

LABEL, DATE = "labels have a language", "is an EDTF date, which SPARQL does not compare"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('SELECT ?m { ?m rdfs:label "Clio" }', LABEL),
        ("ASK { ?m skos:altLabel 'Clio' }", LABEL),
        ("SELECT ?m { ?m akg:opened ?day FILTER(?day > 2020) }", "akg:startEarliest or akg:startLatest"),
        ('SELECT ?m { ?m akg:until ?day FILTER(?day <= "2020-01-01"^^xsd:date) }', "akg:endEarliest or akg:endLatest"),
        ("SELECT ?m { ?m akg:lastReported ?d FILTER(?d > '2020') }", "akg:lastReportedLatest (xsd:date)"),
        ("SELECT ?m ?brnad { ?m akg:modelBrand ?brand }", "?brnad is nowhere in the pattern"),
        ("SELECT ?m { { SELECT $m ?x { ?m a akg:Plant } } }", "?x is nowhere in the pattern"),
    ],
)
def test_what_can_never_hold_is_told(text: str, note: str) -> None:
    (found,) = find_silent_mistakes(text)
    assert note in found


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?m { ?m rdfs:label "Clio"@en }',
        'SELECT ?m { ?m rdfs:label "Clio"^^xsd:string }',
        'SELECT ?m { ?m skos:hiddenLabel "clio" }',
        "SELECT ?m { ?m akg:opened ?day ; akg:startLatest ?last FILTER(?last > '2020-01-01'^^xsd:date) }",
        "SELECT ?m { ?m akg:opened ?day . ?n akg:opened ?other FILTER(?day = ?other) }",
        "SELECT ?m { ?m akg:opened ?day FILTER(STR(?day) > '2020') }",
        "SELECT ?m { ?m akg:employees ?n FILTER(?n > 2020) }",
        "SELECT ?m (COUNT(?n) AS ?plants) { ?m akg:operates ?n } GROUP BY ?m",
        "SELECT $m { ?m a akg:Plant } ORDER BY ?other",
        "SELECT * { ?m a akg:Plant }",
    ],
)
def test_what_may_hold_is_not_told(text: str) -> None:
    assert list(find_silent_mistakes(text)) == []


def test_no_saved_query_has_such_a_mistake() -> None:
    assert {name: list(find_silent_mistakes(query.text)) for name, query in load_queries().items()} == {
        name: [] for name in load_queries()
    }
