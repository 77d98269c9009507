"""The JSON API: what its paths return, and that it does what its description says whatever it is sent."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from web.served import Served

pytestmark = pytest.mark.slow
PATHS = ["/api/ask", "/api/search", "/api/entity/{name}", "/api/query", "/api/query/{name}", "/api/export/{file}"]


def get(server: Served, path: str, **parameters: str) -> Any:
    response = server.client.get(f"/api/{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def refused(server: Served, path: str, **parameters: str) -> tuple[int, str]:
    response = server.client.get(f"/api/{path}", params=parameters)
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json()["error"]


def test_a_question_is_answered_with_rows_and_evidence(server: Served) -> None:
    answer = get(server, "ask", question="Who builds the Polestar 4?")
    assert {row["builderLabel"] for row in answer["rows"]} == {"Renault Korea", "Geely Holding"}
    assert answer["evidence"][0]["summary"].startswith("What d")
    assert get(server, "ask", question="Wer baut den Polestar 4?")["language"] == "de"


def test_a_question_is_answered_for_a_day(server: Served) -> None:
    before = get(server, "ask", question="Who builds the Polestar 4 in South Korea?", today="2024-06-01")
    after = get(server, "ask", question="Who builds the Polestar 4 in South Korea?", today="2026-06-01")
    assert before["answer"] != after["answer"]


def test_a_question_without_an_answer_is_refused_with_a_reason(server: Served) -> None:
    response = server.client.get("/api/ask", params={"question": "Who builds the Zorblax 9?"})
    assert response.status_code == 422
    assert response.json()["reason"] == "unknown-name"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("polestar 4", "Polestar 4"),
        ("Polest", "Polestar"),
        ("koreas", "South Korea"),
        ("bussan plant", "Renault Korea Busan plant"),
        ("폴스타 4", "Polestar 4"),
    ],
)
def test_things_are_found_by_names_beginnings_and_slips(text: str, first: str, server: Served) -> None:
    assert get(server, "search", q=text)[0]["label"] == first


def test_a_search_is_narrowed_by_type_and_number(server: Served) -> None:
    assert {found["kind"] for found in get(server, "search", q="pol", type="VehicleModel")} == {"VehicleModel"}
    assert len(get(server, "search", q="pol", limit="1")) == 1
    assert refused(server, "search", q="pol", type="Planet")[0] == 404
    assert refused(server, "search", q="pol", limit="0") == (400, "limit is '0'; expected a whole number from 1 to 100")
    assert len(get(server, "search", q="a", limit="100")) <= 100
    assert refused(server, "search", q="pol", limit="101")[0] == 400


@pytest.mark.parametrize(
    "name", ["model/polestar-4", "Polestar 4", "https://w3id.org/autokg/id/model/polestar-4", "model:polestar-4"]
)
def test_a_thing_is_described_with_its_relations(name: str, server: Served) -> None:
    thing = get(server, f"entity/{name}")
    assert (thing["label"], thing["kinds"]) == ("Polestar 4", ["VehicleModel"])
    assert {"property": "powertrain", "label": "powertrain", "values": [{"text": "battery electric"}]} in thing[
        "statements"
    ]
    productions = [relation for relation in thing["relations"] if relation["kind"] == "Production"]
    assert {relation["property"] for relation in productions} == {"ofModel"}
    plants = {
        value["text"]
        for one in productions
        for said in one["statements"]
        if said["property"] == "atPlant"
        for value in said["values"]
    }
    assert plants == {"Renault Korea Busan plant", "Geely Hangzhou Bay plant"}


def test_a_thing_is_described_as_of_a_day(server: Served) -> None:
    builders = {
        day: {
            value["text"]
            for said in get(server, "entity/model/polestar-4", as_of=day)["statements"]
            if said["property"] == "builder"
            for value in said["values"]
        }
        for day in ("2024-06-01", "2025-06-01")
    }
    assert "Geely Holding" not in builders["2024-06-01"]
    assert "Geely Holding" in builders["2025-06-01"]
    assert refused(server, "entity/model/polestar-4", as_of="soon")[0] == 400


def test_an_unknown_thing_is_told_with_similar_names(server: Served) -> None:
    assert refused(server, "entity/Polestarr 4") == (
        404,
        "no thing named 'Polestarr 4'; did you mean Polestar 4, Polestar 1, Polestar 2, Polestar 3, Polestar 5?",
    )
    assert refused(server, "entity/model/none")[0] == 404


def test_saved_queries_are_listed_and_run(server: Served) -> None:
    listed = {query["name"]: query for query in get(server, "query")}
    assert [slot["name"] for slot in listed["who-builds"]["parameters"]] == ["model"]
    result = get(server, "query/who-builds", model="Polestar 4")
    assert "builderLabel" in result["columns"]
    assert {row["builderLabel"] for row in result["rows"]} == {"Renault Korea", "Geely Holding"}
    assert refused(server, "query/who-builds", model="Polestar 44")[0] == 404
    assert refused(server, "query/who-builds", modell="Polestar 4")[0] == 400
    assert refused(server, "query/who-builds", allow_service="true")[0] == 400
    assert refused(server, "query/none")[0] == 404
    assert refused(server, "query/SELECT * { ?s ?p ?o }")[0] == 404


def test_a_result_with_more_rows_than_asked_for_is_refused_not_cut(server: Served) -> None:
    assert len(get(server, "query/who-builds", model="Polestar 4", limit="2")["rows"]) == 2
    assert refused(server, "query/who-builds", model="Polestar 4", limit="1")[0] == 400


@pytest.mark.parametrize(
    ("file", "kind", "begin"),
    [
        ("production.graphml", "application/octet-stream", b"<graphml"),
        ("partners.svg", "image/svg+xml", b"<svg"),
        ("production.ttl", "text/turtle", b"@prefix"),
        ("timeline.csv", "text/csv", b""),
        ("all.cyjs", "application/octet-stream", b"{"),
    ],
)
def test_views_and_charts_are_files_to_keep(file: str, kind: str, begin: bytes, server: Served) -> None:
    response = server.client.get(f"/api/export/{file}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == kind
    assert response.content.startswith(begin)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file}"'


def test_a_format_of_several_files_is_an_archive(server: Served) -> None:
    response = server.client.get("/api/export/partners.csv")
    assert zipfile.ZipFile(io.BytesIO(response.content)).namelist() == ["partners.nodes.csv", "partners.edges.csv"]


@pytest.mark.parametrize(
    "file",
    ["none.svg", "partners.none", "partners", "..svg", "..%2F..%2Fetc%2Fpasswd", "partners.%2e%2e%2fsvg", "%00.svg"],
)
def test_only_views_are_exported(file: str, server: Served) -> None:
    response = server.client.get(f"/api/export/{file}")
    assert response.status_code in (400, 404)
    assert "root:" not in response.text


def test_what_a_client_has_is_not_sent_again(server: Served) -> None:
    for path in (
        "/api/search?q=pol",
        "/api/entity/model/polestar-4",
        "/api/query/who-builds",
        "/api/export/partners.svg",
        "/api/ask?question=Who builds the Polestar 4?",
    ):
        tag = server.client.get(path).headers["ETag"]
        assert server.client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, mode) for path in PATHS for mode in GenerationMode if (path, mode.value) != ("/api/query", "negative")],
)
def test_the_api_does_what_its_description_says(path: str, mode: GenerationMode, server: Served) -> None:
    operation = schemathesis.openapi.from_url(f"{server.url}/api/openapi.json")[path]["GET"]

    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        response = case.call()
        if response.status_code != 414:  # no URL of any length does harm, but the checks do not know the status
            case.validate_response(
                response, excluded_checks=[positive_data_acceptance]
            )  # a question may have no answer

    check()


def test_the_description_names_every_path_of_the_api(server: Served) -> None:
    description = get(server, "openapi.json")
    assert sorted(description["paths"]) == sorted(PATHS)
    assert description["openapi"] == "3.1.0"
