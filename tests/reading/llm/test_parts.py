"""Pieces, quotes, forms and values, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.facts import KINDS, Fact
from autokg.reading.llm.dialect import Dialect, Format
from autokg.reading.llm.ledger import Ledger, estimate_tokens
from autokg.reading.llm.passage import Passage
from autokg.reading.llm.pieces import cut
from autokg.reading.llm.prompt import instructions
from autokg.reading.llm.schema import answer_schema, form_of
from autokg.reading.llm.settings import KEY, MODEL, URL, Options
from autokg.reading.llm.values import to_form

LETTERS = st.text(st.sampled_from("ab é\u00a0\n.½ﬁ-–\u00ad'»韩"), max_size=60)


@given(LETTERS, st.integers(1, 20))
def test_pieces_are_parts_of_the_text_in_order_and_leave_out_only_space(text: str, length: int) -> None:
    pieces = list(cut(text, length))
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(0 < len(piece.text) <= length for piece in pieces)
    assert re.sub(r"\s", "", "".join(piece.text for piece in pieces)) == re.sub(r"\s", "", text)


def test_a_piece_ends_with_a_paragraph_where_one_ends_late_enough() -> None:
    paragraph = "Some words of a paragraph. " * 4
    text = f"{paragraph}\n\n{paragraph}\n\n{paragraph}"
    assert [piece.text for piece in cut(text, 250)] == [f"{paragraph}\n\n{paragraph}".strip(), paragraph.strip()]


def test_a_piece_knows_what_stands_before_it() -> None:
    text = "Alpha owns a plant in Lyon.\n\n" + "It is old. " * 100
    first, second, *_ = cut(text, 600)
    assert first.before == ""
    assert second.before.endswith(first.text[-100:])


@given(LETTERS, st.data())
def test_any_words_of_a_text_are_found_with_a_span_of_the_same_letters(text: str, data: st.DataObject) -> None:
    words = text.split()
    start = data.draw(st.integers(0, len(words)))
    quote = " ".join(words[start : data.draw(st.integers(start, len(words)))])
    passage, bare = Passage.of(text), Passage.of(quote).bare
    place = passage.find_quote(quote)
    assert (place is not None) == bool(bare)
    assert place is None or Passage.of(text[slice(*place)]).bare == bare


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("près de 2\u202f000\u00a0salariés", "près de 2 000 salariés", "près de 2\u202f000\u00a0salariés"),
        ("« Nous sommes prêts »,\u00a0dit-il", '"Nous sommes prêts", dit-il', "Nous sommes prêts »,\u00a0dit-il"),
        ("l’usine — la plus grande — ferme", "l'usine - la plus grande - ferme", "l’usine — la plus grande — ferme"),
        ("in the\nplant", "in the plant", "in the\nplant"),
        ("a 50 % stake", "a 50% stake", "a 50 % stake"),
        ("韩国工厂", "韩国", None),
        ("Alphabet owns it", "Alpha", None),
        ("The plant is open.", "the plant is open.", None),
        ("The plant is open.", "...", None),
        ("The plant is open.", "", None),
    ],
)
def test_a_quote_is_found_as_it_stands(text: str, quote: str, found: str | None) -> None:
    place = Passage.of(text).find_quote(quote)
    assert (text[slice(*place)] if place else None) == found


def test_a_name_is_found_last_before_a_place() -> None:
    text = "Škoda’s plant. SKODA again. Skodas. Then Skoda."
    passage = Passage.of(text)
    assert passage.find_name_before("Skoda", text.index("Then")) == (15, 20)
    assert passage.find_name_before("Skoda", 10) == (0, 5)
    assert passage.find_name_before("Skoda", 3) is None
    assert passage.find_name_before("...", 40) is None


def test_every_kind_has_a_form_with_every_slot() -> None:
    forms = answer_schema()["properties"]["facts"]["items"]["anyOf"]
    assert [form["properties"]["kind"]["enum"] for form in forms] == [[kind] for kind in KINDS]
    for form, kind in zip(forms, KINDS.values(), strict=True):
        own = set(kind.model_fields) - set(Fact.model_fields)
        assert set(form["properties"]) - own == {"kind", "status", "quote", "elsewhere", "speaker"}
        assert own < set(form["properties"])


def test_forms_keep_to_what_servers_bind_answers_to() -> None:
    words = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"}
    for schema in schemas(answer_schema()):
        assert set(schema) <= words
        if schema.get("type") == "object":
            assert schema["required"] == list(schema["properties"])
            assert schema["additionalProperties"] is False


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", []), *filter(None, [schema.get("items")])]
    for one in inner:
        yield from schemas(one)


def test_words_of_a_slot_are_listed_with_null() -> None:
    assert form_of("production")["properties"]["method"] == {
        "type": ["string", "null"],
        "enum": ["full", "CKD", "SKD", None],
    }


def test_the_instructions_name_every_kind_and_slot() -> None:
    text = instructions()
    lines = {line[2:].partition(":")[0]: line for line in text.splitlines() if line.startswith("- ")}
    for kind, form in KINDS.items():
        assert all(slot in lines[kind] for slot in form.model_fields if slot not in Fact.model_fields)
    assert "KINDS" not in text


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        (
            {"markets": ["South Korea", "Nordamerika", "Gulf", None, ""]},
            {"markets": ["KR", "North America", "Gulf"]},
        ),
        ({"markets": "France"}, {"markets": ["FR"]}),
        ({"country": "us"}, {"country": "US"}),
        ({"id": "f1", "note": "sure", "confidence": 1, "evidence": [], "found_by": {}}, {}),
        ({"country": "Europe"}, {"country": "Europe"}),
        ({"shares": [{"parent": "Alpha", "percent": 60}, {"parent": "Beta"}, 7]}, {"shares": {"Alpha": 60}}),
        ({"employees": None, "employees_comparator": "over", "plant": ""}, {}),
        ({"kind": "plant", "status": "actual", "quote": "q", "elsewhere": [], "speaker": "A"}, {}),
    ],
)
def test_values_are_brought_into_the_form(said: dict[str, Any], slots: dict[str, Any]) -> None:
    assert to_form(said) == slots


def test_a_refusal_that_is_not_about_a_parameter_ends_it() -> None:
    free = Dialect(format=Format.FREE)
    assert free.adapt(400, "the context is too long") is None
    assert Dialect().adapt(403, "response_format") is None


def test_an_estimate_is_rather_too_high() -> None:
    assert estimate_tokens("The plant employs people.") > 5
    assert estimate_tokens("한국 공장") >= 5


def test_without_prices_there_is_no_cost() -> None:
    assert Ledger().cost is None
    assert Ledger(price_out=1.0, answer_tokens=1_000_000).cost == 1.0


def test_every_option_is_documented(root: Path) -> None:
    page = (root / "docs" / "llm.md").read_text(encoding="utf-8")
    table = page.split("## Options")[1].split("\n## ")[0]
    assert [field.name for field in fields(Options) if f"`{field.name}`" not in table] == []
    assert all(name in page for name in (URL, MODEL, KEY))
