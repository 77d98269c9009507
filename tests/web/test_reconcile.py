"""The reconciliation service: a dialogue as OpenRefine leads it, and answers that are valid by the schemas of the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from web.served import Served

pytestmark = pytest.mark.slow
SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "standards" / "reconciliation-0.2"
DIALOGUE = json.loads((Path(__file__).parent / "openrefine_dialogue.json").read_text(encoding="utf-8"))


def answer(step: dict[str, Any], server: Served) -> Any:
    form = {name: json.dumps(value) for name, value in step["form"].items()} if "form" in step else None
    response = server.client.request(step["method"], step["path"], params=step.get("params"), data=form)
    assert response.status_code == 200, response.text
    return json.loads(response.text.replace(server.url, "$URL"))


@pytest.mark.parametrize("step", DIALOGUE, ids=lambda step: step["does"])
def test_the_dialogue_goes_as_it_was_recorded(step: dict[str, Any], server: Served) -> None:
    assert answer(step, server) == step["answer"]


def validator(name: str) -> Draft7Validator:
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    resources = [(schema["$id"], Resource.from_contents(schema, default_specification=DRAFT7)) for schema in contents]
    return Draft7Validator(
        json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")),
        registry=Registry().with_resources(resources),
    )


@pytest.mark.skipif(not SCHEMAS.exists(), reason="needs the schemas in ../shared/standards/reconciliation-0.2")
@pytest.mark.parametrize("step", DIALOGUE, ids=lambda step: step["does"])
def test_answers_are_valid_by_their_schemas(step: dict[str, Any], server: Served) -> None:
    validator(step["schema"]).validate(json.loads(json.dumps(answer(step, server)).replace("$URL", "http://127.0.0.1")))
    assert not validator(step["schema"]).is_valid([])


def match(server: Served, query: dict[str, Any]) -> list[dict[str, Any]]:
    response = server.client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["q"]["result"]
    return found


def test_two_things_of_one_name_are_no_sure_match(server: Served) -> None:
    (only,) = match(server, {"query": "Polestar", "limit": 1})
    assert (only["score"], only["match"]) == (100, False)
    (brand,) = match(server, {"query": "Polestar", "limit": 1, "type": "Brand"})
    assert brand["match"] is True


@pytest.mark.parametrize(
    ("types", "strict", "kinds"),
    [
        ("VehicleModel", None, {"VehicleModel"}),
        (["Brand", "Company"], "any", {"Brand", "Company"}),
        (["Organization", "Company"], "all", {"Company"}),
        (["Brand", "Company"], "all", set()),
        (["Brand"], "should", {"Brand", "Company", "Plant", "VehicleModel"}),
    ],
)
def test_types_narrow_the_candidates_as_strictly_as_asked(
    types: Any, strict: str | None, kinds: set[str], server: Served
) -> None:
    query = {"query": "Polestar", "type": types, "limit": 20} | ({"type_strict": strict} if strict else {})
    assert {found["type"][0]["id"] for found in match(server, query)} == kinds


def test_a_value_of_another_column_decides_between_candidates(server: Served) -> None:
    def score(brand: str) -> float:
        return float(
            match(server, {"query": "Polestar 4", "properties": [{"pid": "modelBrand", "v": brand}]})[0]["score"]
        )

    assert score("POLESTAR") == 100
    assert score("brand/polestar") == 100
    assert score("Volvo") == 60


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"queries": "{"}, "Invalid JSON"),
        ({"queries": "[]"}, "Input should be a"),
        ({"queries": '{"q0": {"query": "x", "colour": "red"}}'}, "q0.colour: Extra inputs"),
        ({"queries": '{"q0": {"query": "x", "limit": 0}}'}, "q0.limit: Input should be greater"),
        ({"queries": json.dumps({str(number): {"query": "x"} for number in range(201)})}, "send at most 200"),
        (
            {"extend": '{"ids": ["model/polestar-4"], "properties": [{"id": "shoeSize"}]}'},
            "no property named 'shoeSize'",
        ),
        ({"queries": '{"q0": {"query": "x", "type": "Planet"}}'}, "no type named 'Planet'"),
        ({"nonsense": "1"}, "no parameter 'nonsense'"),
    ],
)
def test_what_the_api_does_not_know_is_refused(form: dict[str, str], message: str, server: Served) -> None:
    response = server.client.post("/reconcile", data=form)
    assert response.status_code in (400, 404)
    assert message in response.json()["error"]


def test_a_preview_is_a_page_that_other_programs_may_show(server: Served) -> None:
    response = server.client.get("/reconcile/preview", params={"id": "model/polestar-4"})
    assert "<h1>Polestar 4</h1>" in response.text
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert server.client.get("/reconcile/preview", params={"id": "model/<script>"}).status_code == 404


@pytest.mark.parametrize("limit", ["-1", "x", "1.5"])
def test_a_number_of_suggestions_is_a_number(limit: str, server: Served) -> None:
    assert server.client.get("/reconcile/suggest/entity", params={"prefix": "a", "limit": limit}).status_code == 400
