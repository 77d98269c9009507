from __future__ import annotations

import re
import string

import pytest

from autokg.claims.derived import DERIVED
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, OWL, RDF
from autokg.pages.interface_texts import load_texts, read_texts
from autokg.pages.list_pages import _LACKING
from autokg.pages.page_languages import LANGUAGES
from autokg.pages.page_templates import FOLDER
from autokg.review.due import Due

KEYS = read_texts()
USED = re.compile(r"""\bt\("(\w+)"[,)]""")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", KEYS)
def test_a_text_has_all_languages_with_the_same_fields(key: str) -> None:
    assert set(KEYS[key]) == set(LANGUAGES)
    assert all(said.strip() for said in KEYS[key].values())
    assert len({frozenset(fields(said)) for said in KEYS[key].values()}) == 1


@pytest.mark.parametrize("template", sorted((FOLDER / "templates").iterdir()), ids=lambda path: path.stem)
def test_a_template_uses_texts_that_exist(template: object) -> None:
    used = USED.findall(template.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert [key for key in used if key not in KEYS] == []


# Properties of claims, sayings, evidence and decisions, which have no pages.
OF_CLAIMS = {
    *("about", "acceptedClaim", "approximate", "asOf", "comparator", "confidence", "decidedBy", "decidedOn", "decides"),
    *("earliest", "evidence", "fact", "latest", "mergedInto", "onProperty", "outcome", "ownParty", "position"),
    *("publishedOn", "reason", "rejectedClaim", "saying", "settledBy", "slot", "speaker", "statedFor", "summary"),
    *("supersededBy", "validFrom", "validUntil", "verdict"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_properties_of_things_have_names(language: str) -> None:
    typed = {t.subject for t in load_ontology().triples if t.predicate == RDF.type and t.object in _PROPERTIES}
    names = {_local(node) for node in typed - set(DERIVED) if str(node).startswith(f"<{AKG.namespace}")} - OF_CLAIMS
    assert len(names) > 60
    assert [name for name in sorted(names) if load_texts(language).of_property(name, "?") == "?"] == []


_PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty}


def _local(node: object) -> str:
    return str(getattr(node, "value", "")).rpartition("#")[2]


def test_what_is_lacking_or_due_has_a_title() -> None:
    keys = [*(f"lacking_{key}" for key in _LACKING), *(f"due_{why.name.lower()}" for why in Due)]
    assert [key for key in keys if key not in KEYS] == []


def test_numbers_are_written_as_the_language_has_them() -> None:
    assert [load_texts(language).number(12345) for language in LANGUAGES] == ["12,345", "12\u202f345", "12.345"]
