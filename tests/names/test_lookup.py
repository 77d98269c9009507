"""Names of a store's things: exact ones, and models without their brand."""

from __future__ import annotations

import pytest

from autokg.building.build import build
from autokg.core.terms import AKG
from autokg.names.lookup import Names
from builders import GAZETTEER, corpus, document, fact


@pytest.fixture(scope="module")
def names() -> Names:
    models = [
        fact("model", model="Sample Northstar", brand="Sample"),
        fact("model", model="Example Northstar", brand="Example"),
        fact("model", model="Sample Dune", brand="Sample"),
        fact("plant", plant="Dune"),
    ]
    return Names(build(corpus(document("d1"), *models), gazetteer=GAZETTEER).store)


def test_a_model_is_found_without_its_brand(names: Names) -> None:
    assert [thing.label for thing in names.find("northstar", [AKG.VehicleModel])] == [
        "Example Northstar",
        "Sample Northstar",
    ]
    assert [thing.label for thing in names.find("dune", [AKG.VehicleModel])] == ["Sample Dune"]


@pytest.mark.parametrize(("name", "kinds"), [("star", None), ("northstar", [AKG.Plant]), ("", None)])
def test_no_part_of_a_name_or_other_kind_is_taken_for_it(names: Names, name: str, kinds: list[object] | None) -> None:
    assert names.find(name, kinds) == []  # type: ignore[arg-type]


def test_a_whole_name_goes_before_a_short_one(names: Names) -> None:
    assert [thing.kind for thing in names.find("dune")] == [AKG.Plant]
