"""Names of a store's things: exact ones, and models without their brand."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from autokg.building.build import build
from autokg.core.terms import AKG, OWL
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


@pytest.fixture(scope="module")
def aliased() -> Names:
    facts = [
        fact("production", model="Quill Octava", builder="Quill Motors", plant="Quill Nowhere plant", country="SE"),
        fact("production", model="Zenith One", builder="Zenith", country="SE"),
        *(
            fact("alias", documents=("d2",), alias=alias, of=of)
            for alias, of in [
                ("Quillon", "Quill Motors"),
                ("Octavka", "Quill Octava"),
                ("the Ark", "Quill Nowhere plant"),
                ("Zen", "Zenith"),
                ("Nothing", "Nobody"),
            ]
        ),
    ]
    return Names(build(corpus(document("d1"), document("d2"), *facts), gazetteer=GAZETTEER).store)


@pytest.mark.parametrize(
    ("alias", "label", "kind"),
    [
        ("Quillon", "Quill Motors", AKG.Organization),
        ("octavka", "Quill Octava", AKG.VehicleModel),
        ("the Ark", "Quill Nowhere plant", AKG.Plant),
        ("Zen", "Zenith", AKG.Organization),
    ],
)
def test_a_thing_is_found_by_an_alias_told_elsewhere(alias: str, label: str, kind: NamedNode, aliased: Names) -> None:
    for kinds in (None, [kind]):
        assert [(thing.label, thing.kind) for thing in aliased.find(alias, kinds)] == [(label, kind)]


def test_an_alias_is_of_no_other_kind(aliased: Names) -> None:
    assert aliased.find("Octavka", [AKG.Plant]) == []
    assert [thing.kind for thing in aliased.find("Nothing")] == [OWL.Thing]
