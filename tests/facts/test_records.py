from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from autokg.errors import FactError, InputError
from autokg.facts import KINDS, Document, Fact, Stake, json_schema, parse_record, read_jsonl, to_jsonl
from autokg.facts.corpus import load_corpus
from autokg.facts.jsonl import MOST_CHARACTERS
from builders import document, fact

EVIDENCE = [{"document": "d1", "summary": "Somebody says so."}]
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


def line(**slots: object) -> str:
    return json.dumps({"status": "actual", "evidence": EVIDENCE, **slots})


def stake(**slots: object) -> str:
    return line(kind="stake", owner="A", owned="B", **slots)


@given(NAMES, NAMES, st.none() | st.floats(0, 100), st.sampled_from(["2025", "2025-41", "2025-01~", "2022/.."]))
def test_a_record_is_read_back_as_it_was_written(owner: str, owned: str, share: float | None, since: str) -> None:
    fact = parse_record(line(kind="stake", owner=owner, owned=owned, share_percent=share, since=since))
    assert parse_record(to_jsonl(fact)) == fact


def test_what_is_not_filled_is_not_written() -> None:
    assert json.loads(to_jsonl(parse_record(stake()))) == {
        "kind": "stake", "status": "actual", "evidence": EVIDENCE, "owner": "A", "owned": "B",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "invalid JSON"),
        ("[1]", "a list, not an object"),
        (line(kind="rumour"), "unknown kind 'rumour'"),
        (line(kind=None), "unknown kind None"),
        (line(person="P"), "the key 'kind' is missing; expected one of document, production"),
        (stake(colour="red"), "unknown slot 'colour'"),
        (stake(since="2025-13"), "since: '2025-13' is not a date"),
        (stake(share_percent=120), "share_percent: must be at most 100"),
        (line(kind="stake", owner="A"), "a stake needs owned"),
        (line(kind="stake"), "a stake needs owner and owned"),
        (line(kind="alias", of="A"), "an alias needs alias"),
        (line(kind="model", status="actual"), "a model needs model"),
        (line(kind="production", builder="A"), "a production needs model or product"),
        (line(kind="plant", plant="P", country="Korea"), "country: must be a country code of two capital letters"),
        (line(kind="plant", plant="P", country="XX"), "country: no country has the code 'XX'"),
        (line(kind="plant", plant="P", country="EU"), "country: no country has the code 'EU'"),
        (stake(evidence=[]), "evidence: must have at least 1 entry"),
        (stake(evidence=[{"document": "d1"}]), "give either a quote with its offsets or a summary"),
        (
            stake(evidence=[{"document": "d1", "quote": "ab", "start": 0, "end": 9}]),
            "the quote has 2 characters, its span 9",
        ),
        (stake(evidence=[{"document": "d1", "quote": "ab"}]), "a quote needs start and end"),
        (
            stake(
                evidence=[
                    {"document": "d1", "quote": "ab", "start": 0, "end": 2, "slots": {"plant": {"start": 3, "end": 5}}}
                ]
            ),
            "evidence cites plant, which the fact does not fill",
        ),
    ],
)
def test_a_bad_record_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(FactError) as caught:
        parse_record(text)
    assert problem in str(caught.value)


@pytest.mark.parametrize("text", ["[" * 100_000, f'{{"kind": "stake", "share_percent": {"1" * 5000}}}'])
def test_json_that_python_cannot_hold_is_a_fact_error(text: str) -> None:
    with pytest.raises(FactError, match="unreadable JSON"):
        parse_record(text)


@pytest.mark.parametrize(
    ("kind", "slots", "slot", "most"),
    [
        ("plant", {"place": "P"}, "employees", 10**9),
        ("plant", {"place": "P"}, "capacity_per_year", 10**9),
        ("production", {"model": "M"}, "volume_per_year", 10**9),
        ("investment", {"investor": "A"}, "amount", 10**15),
    ],
)
def test_counts_without_end_are_refused(kind: str, slots: dict[str, object], slot: str, most: int) -> None:
    assert getattr(parse_record(line(kind=kind, **slots, **{slot: most - 1})), slot) == most - 1
    with pytest.raises(FactError, match=f"{slot}: must be less than"):
        parse_record(line(kind=kind, **slots, **{slot: most}))


def test_an_error_names_the_column() -> None:
    with pytest.raises(FactError) as caught:
        parse_record('{"kind": "stake", "colour": "red"}')
    assert caught.value.column == 19


def test_good_lines_are_counted_and_the_first_bad_one_is_named() -> None:
    seen: list[object] = []
    with pytest.raises(FactError) as caught:
        seen.extend(read_jsonl([stake(), "", "{", stake(), line(kind="x")], "facts.jsonl"))
    assert len(seen) == 2
    assert str(caught.value).startswith("facts.jsonl:3:2: invalid JSON")
    assert str(caught.value).endswith("2 valid lines, 2 invalid")


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_line_feeds_separate_records(tmp_path: Path, sign: str, end: str) -> None:
    path = tmp_path / "facts.jsonl"
    evidence = [{"document": "d1", "summary": f"A{sign}B"}]
    written = [to_jsonl(document()), to_jsonl(fact("stake", owner="A", owned="B", evidence=evidence))]
    path.write_bytes(end.join([*written, ""]).encode())
    (read,) = load_corpus([path]).facts
    assert read.evidence[0].summary == f"A{sign}B"


def test_every_kind_has_its_class() -> None:
    kinds: list[type[BaseModel]] = [*KINDS.values(), Document]
    assert [*KINDS, "document"] == [get_args(kind.model_fields["kind"].annotation)[0] for kind in kinds]
    assert all(issubclass(kind, Fact) for kind in KINDS.values())


def test_the_schema_takes_every_kind() -> None:
    schema = json_schema()
    assert set(schema["discriminator"]["mapping"]) == {*KINDS, "document"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_requires_what_the_form_requires(kind: str) -> None:
    form = json_schema()["$defs"][KINDS[kind].__name__]
    single = {group[0] for group in KINDS[kind].requires() if len(group) == 1}
    assert set(form["required"]) == {"kind", "status", "evidence", *single}
    assert [choice["required"] for choice in form.get("anyOf", [])] == [[slot] for slot in KINDS[kind].one_of]


@pytest.mark.parametrize("empty", [{"owned": None}, {"owned": ""}, {}])
def test_a_required_slot_is_filled(empty: dict[str, object]) -> None:
    with pytest.raises(FactError, match="owned"):
        parse_record(line(kind="stake", owner="A", **empty))


def test_a_slot_of_a_one_of_group_counts_only_when_filled() -> None:
    choices = json_schema()["$defs"]["JointVenture"]["anyOf"]
    assert choices == [
        {"required": ["name"], "properties": {"name": {"not": {"type": "null"}}}},
        {"required": ["parents"], "properties": {"parents": {"minItems": 1}}},
    ]
    with pytest.raises(FactError, match="a joint_venture needs name or parents"):
        parse_record(line(kind="joint_venture", parents=[]))


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("agreement", {"parties": ["A", "B"], "type": "asset-sale", "ended": "2024"}),
        ("joint_venture", {"name": "AB", "dissolved": "2024-06"}),
        ("brand", {"brand": "Nova", "owner": "A", "since": "2010", "until": "2024"}),
        ("supply", {"supplier": "A", "customer": "B", "since": "2010", "until": "2024"}),
        ("investment", {"investor": "A", "amount": 5, "country": "FR"}),
    ],
)
def test_ends_and_countries_are_kept(kind: str, slots: dict[str, object]) -> None:
    fact = parse_record(line(kind=kind, as_of="2021-05", **slots))
    written = json.loads(to_jsonl(fact))
    assert {name: written[name] for name in slots} == slots
    assert written["as_of"] == "2021-05"
    assert "as_of" not in fact.slots()


def test_slots_leave_common_keys_out() -> None:
    fact = parse_record(stake(speaker="S", share_percent=0))
    assert isinstance(fact, Stake)
    assert fact.slots() == {"owner": "A", "owned": "B", "share_percent": 0}


def test_a_changed_copy_has_another_hash() -> None:
    one = fact("stake", owner="A", owned="B", share_percent=10)
    before = one.content_hash
    other = one.model_copy(update={"share_percent": 20})
    assert other.content_hash != before
    assert other.content_hash == fact("stake", owner="A", owned="B", share_percent=20).content_hash


@pytest.mark.parametrize(
    ("slots", "column", "problem"),
    [
        ('"owner": " \\u00a0"', 19, "owner: contains only spaces"),
        ('"owner": "A", "owner": "B"', 33, "the key 'owner' is repeated"),
        ('"a": [{"start": 1, "start": 2}]', 38, "the key 'start' is repeated"),
    ],
)
def test_blank_names_and_repeated_keys_are_refused_with_their_column(slots: str, column: int, problem: str) -> None:
    text = f'{{"kind": "stake", {slots}, "owned": "B", "status": "actual", "evidence": {json.dumps(EVIDENCE)}}}'
    with pytest.raises(FactError) as caught:
        parse_record(text)
    assert (caught.value.problem, caught.value.column) == (problem, column)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("A\x00B", "A�B"), ("A\x1b[2JB", "A�[2JB"), ("A\x9fB", "A�B"), ("A\nB\tC", "A\nB\tC"), ("\x07", "�")],
)
def test_control_characters_of_a_name_are_replaced_but_for_spaces(name: str, kept: str) -> None:
    record = fact("stake", owner=name, owned="B", share_percent=10, note=name)
    assert (record.owner, record.note) == (kept, kept)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["A\nB", "A\tB", "A B"])
def test_names_may_be_broken_over_lines(name: str) -> None:
    assert parse_record(stake(speaker=name)).speaker == name


def test_a_missing_document_is_reported_with_the_line_that_cites_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"\n{stake()}\n", encoding="utf-8")
    with pytest.raises(FactError, match=rf"^{re.escape(str(path))}:2: a stake fact cites the document 'd1'"):
        load_corpus([path])


def test_two_documents_of_one_id_are_reported_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{to_jsonl(document())}\n{to_jsonl(document(title='T'))}\n", encoding="utf-8")
    with pytest.raises(FactError, match=r":2: the document id 'd1' belongs.*; the other is at .*facts\.jsonl:1;"):
        load_corpus([path])


def test_text_of_another_encoding_is_reported_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes("é".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8 text; expected JSONL; save the file in the encoding UTF-8"):
        load_corpus([path])


@pytest.mark.parametrize(("length", "problem"), [(0, "invalid JSON"), (1, "the line has 10,000,001 characters")])
def test_a_line_that_is_no_record_by_its_length_is_named(length: int, problem: str) -> None:
    with pytest.raises(FactError) as caught:
        parse_record("x" * (MOST_CHARACTERS + length))
    assert caught.value.problem.startswith(problem)
