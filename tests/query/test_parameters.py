"""Parameters of saved queries: names, aliases, IRIs, and what cannot be one."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.errors import QueryError, UnknownNameError, UsageError
from autokg.names.lookup import Names
from autokg.query.saved import SavedQuery, find_query, get_query, is_sparql, parse_arguments
from autokg.stores import OxigraphStore
from corpus import BASE

ODD = 'Fictif {Spéciale} "$1" \\ N'
ECHO = SavedQuery.parse(
    '#+ [parameters.text]\n#+ type = "text"\nSELECT ?text WHERE { VALUES ?text { UNDEF } }', name="echo"
)


def builders(store: OxigraphStore, model: str) -> list[str]:
    result = store.query(get_query("who-builds").fill({"model": model}, Names(store)))
    assert isinstance(result, QuerySolutions)
    return [row["builderLabel"].value for row in result]


@pytest.mark.parametrize(
    "model",
    [
        "Example Two",
        "EXAMPLE two",
        "example-two",
        "model/example-two",
        "id:model/example-two",
        f"{BASE}model/example-two",
        f"<{BASE}model/example-two>",
    ],
)
def test_a_thing_is_named_in_any_way(store: OxigraphStore, model: str) -> None:
    assert builders(store, model) == ["Muster Werke"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Exemple Automobiles", "Example Motors"),
        ("이그잼플 모터스", "Example Motors"),
        ("EM", "Example Motors"),
        ("Old Example Works", "Example Motors"),
        ("Muster Works", "Muster Werke"),
    ],
)
def test_an_alias_stands_for_its_thing(store: OxigraphStore, name: str, label: str) -> None:
    result = store.query(get_query("organization-builds").fill({"organization": name}, Names(store)))
    assert isinstance(result, QuerySolutions)
    assert {row["organizationLabel"].value for row in result} == {label}


@pytest.mark.parametrize("country", ["South Korea", "Corée du Sud", "Südkorea", "韩国", "KR", "Korea", "country/KR"])
def test_a_country_has_names_in_every_language(store: OxigraphStore, country: str) -> None:
    result = store.query(get_query("plants-in").fill({"country": country}, Names(store)))
    assert isinstance(result, QuerySolutions)
    assert [row["plantLabel"].value for row in result] == ["Placeholder City plant"]


@pytest.mark.parametrize("document", ["rumour-page", "document/rumour-page", f"{BASE}document/rumour-page"])
def test_a_document_is_named_by_its_id(store: OxigraphStore, document: str) -> None:
    result = store.query(get_query("said-by").fill({"document": document}, Names(store)))
    assert isinstance(result, QuerySolutions)
    assert {row["title"].value for row in result} == {"Heard in the corridors"}


def test_a_claim_is_named_as_reports_print_it(store: OxigraphStore) -> None:
    conflict = next(iter(store.query(get_query("conflicts").text)))  # type: ignore[arg-type]
    claim = conflict["rejected"].value
    filled = get_query("evidence-of").fill({"claim": claim.rpartition("/")[2]}, Names(store))
    assert f"VALUES ?claim {{ <{claim}> }}" in filled


def test_a_name_may_hold_what_sparql_and_re_take_for_syntax(store: OxigraphStore) -> None:
    assert builders(store, ODD) == ["Fictif Auto"]


@pytest.mark.parametrize(
    "text", [ODD, '"', "\\", "\\1 \\g<0>", "$0 ${x}", "{ UNDEF }", "} . ?s ?p ?o {", "a\nb\tc", "’é"]
)
def test_a_text_is_taken_as_it_stands(store: OxigraphStore, text: str) -> None:
    result = store.query(ECHO.fill({"text": text}, Names(store)))
    assert isinstance(result, QuerySolutions)
    assert [row["text"].value for row in result] == [text]


def test_several_terms_fill_one_slot(store: OxigraphStore) -> None:
    models = [NamedNode(f"{BASE}model/{name}") for name in ("example-two", "sample-pickup")]
    result = store.query(get_query("who-builds").bind({"model": models}))
    assert isinstance(result, QuerySolutions)
    assert {row["builderLabel"].value for row in result} == {"Muster Werke", "Sample Automotive"}


def test_a_slot_is_filled_wherever_it_stands() -> None:
    query = SavedQuery.parse("SELECT * { { VALUES ?x { UNDEF } } UNION { VALUES  ?x {UNDEF} } VALUES ?xy { UNDEF } }")
    assert query.bind({"x": [Literal("a")]}) == (
        'SELECT * { { VALUES ?x { "a" } } UNION { VALUES ?x { "a" } } VALUES ?xy { UNDEF } }'
    )


def test_a_parameter_it_does_not_take_is_named_beside_those_it_takes(store: OxigraphStore) -> None:
    with pytest.raises(UsageError, match=r"who-builds has no parameter 'plant'; its parameters: model \(model\)"):
        get_query("who-builds").fill({"plant": "Musterstadt plant"}, Names(store))
    with pytest.raises(UsageError, match="carmakers has no parameter 'x'; its parameters: none"):
        get_query("carmakers").fill({"x": "y"}, Names(store))


@pytest.mark.parametrize("model", ["id:a b", "id:%", "id:"])
def test_what_cannot_be_an_iri_is_refused(store: OxigraphStore, model: str) -> None:
    with pytest.raises(UsageError, match=f"'{model}' is no IRI; expected one such as id:brand/polestar"):
        builders(store, model)


def test_an_unknown_name_gets_near_names_of_its_type(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match=r"no model named 'Exmaple Two'; did you mean .*Example Two"):
        builders(store, "Exmaple Two")
    with pytest.raises(UnknownNameError) as error:
        builders(store, "Muster Werke")
    assert "Muster Werke" not in str(error.value).partition(";")[2]


def test_a_name_near_nothing_gets_some_that_are_known(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match=r"no model named 'Zzyzx'; known: .*Example One"):
        builders(store, "Zzyzx")


def test_a_status_and_a_date_are_checked(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match="no status named 'canceled'; did you mean cancelled"):
        get_query("productions-by-status").fill({"status": "canceled"}, Names(store))
    with pytest.raises(UsageError, match="since: '11/2023' is not a day; expected a date such as 2025-01-31"):
        get_query("changed-since").fill({"since": "11/2023"}, Names(store))


def test_arguments_are_pairs() -> None:
    assert parse_arguments(["model=Example=Two", "x="]) == {"model": "Example=Two", "x": ""}
    for pair in ("model", "=x"):
        with pytest.raises(UsageError, match="expected name=value"):
            parse_arguments([pair])


@pytest.mark.parametrize("name", ["x" * 100, "x" * 101, "x" * 5000, "a\0b", "../queries/who-builds", "."])
def test_a_name_that_no_file_can_have_is_unknown(name: str) -> None:
    with pytest.raises(UnknownNameError, match="no saved query named"):
        get_query(name)


def test_an_unknown_query_gets_near_names() -> None:
    with pytest.raises(UnknownNameError, match="no saved query named 'who-build'; did you mean who-builds"):
        find_query("who-build", None)


@pytest.mark.parametrize("text", ["SELECT ?s { ?s a akg:Plant }", "describe plant:p", "ASK{}", "{" + "x" * 5000])
def test_sparql_needs_no_option(text: str) -> None:
    assert find_query(text, None) == find_query(None, text)


@pytest.mark.parametrize("name", ["select", "describe.rq", "plants in"])
def test_a_name_is_no_sparql(name: str) -> None:
    assert not is_sparql(name)


def test_a_query_is_given_in_one_way() -> None:
    for source, text in ((None, None), ("who-builds", "ASK {}")):
        with pytest.raises(UsageError, match=r"give a (saved )?query"):
            find_query(source, text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ title = \nASK {}", "front matter is not as expected"),
        ("#+ [parameters.x]\nASK {}", "front matter is not as expected"),
        ('#+ [parameters.x]\n#+ type = "model"\nASK {}', "the parameter x has no slot; expected VALUES \\?x { UNDEF }"),
    ],
)
def test_front_matter_is_checked(text: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        SavedQuery.parse(text, "mine.rq")


def test_a_parameter_of_an_unknown_type_is_an_error(store: OxigraphStore) -> None:
    query = SavedQuery.parse('#+ [parameters.x]\n#+ type = "colour"\nASK { VALUES ?x { UNDEF } }')
    with pytest.raises(QueryError, match="unknown type 'colour'"):
        query.fill({"x": "red"}, Names(store))
