"""Every mistake in a mapping file is named with its line and with what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from autokg.errors import InputError
from autokg.importing.mapping_file import load_mapping, parse_mapping

GOOD = """\
[document]
publisher = "Example Weekly"

[document.columns]
url = "Link"

[[facts]]
kind = "stake"
columns = { owner = "Holder", owned = "Firm" }

[[facts]]
kind = "plant"
when = "Plant"
[facts.constants]
country = "KR"
[facts.columns]
plant = "Plant"
employees = { column = "Staff", thousands = "." }
"""


def test_a_column_is_a_name_or_a_table() -> None:
    stake, plant = parse_mapping(GOOD, "m.toml").facts
    assert stake.columns["owner"].column == "Holder"
    assert (plant.columns["employees"].thousands, plant.when, plant.constants) == (".", ("Plant",), {"country": "KR"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[document]", "[document", "m.toml:1:10: invalid TOML: Expected ']' at the end of a table declaration"),
        ("[document]", "[documents]", "m.toml:1: unknown key documents; expected one of table, document, facts"),
        ("publisher =", "publishers =", "m.toml:2: unknown key document.publishers; expected one of title, publisher,"),
        ('url = "Link"', 'link = "Link"', "m.toml:5: document.columns.link: must be one of 'title', 'publisher',"),
        ('kind = "stake"', 'kind = "steak"', "m.toml:8: unknown kind 'steak'; expected stake, or another of production,"),
        ('kind = "stake"', "kinds = 1", "m.toml:8: unknown key facts[1].kinds; expected one of kind, when,"),
        ('kind = "stake"\n', "", "m.toml:7: facts[1].kind is missing; expected see docs"),
        ("owned =", "own =", "m.toml:9: a stake has no slot 'own'; expected owner or owned, or another of"),
        (', owned = "Firm"', "", "m.toml:7: no column fills what a stake needs; expected a column for owned"),
        ("country =", "evidence =", "m.toml:15: a plant has no slot 'evidence'; expected confidence, or another of status, speaker,"),
        ('"KR"', '"Korea"', "m.toml:15: country: must be a country code of two capital letters"),
        ('country = "KR"', 'status = "sure"', "m.toml:15: status: must be one of 'planned', 'actual'"),
        ('"KR"', '["KR"]', "m.toml:15: country: not a text in quotes"),
        ('country = "KR"', 'note = 3', "m.toml:15: note: not a text in quotes"),
        ("thousands =", "thousand =", "m.toml:18: unknown key facts[2].columns.employees.thousand; expected one of column,"),
        ('plant = "Plant"', 'start = { column = "Plant", dates = ["%Y %Y"] }', "m.toml:17: facts[2].columns.start.dates[1]: '%Y %Y' names a part"),
        ('plant = "Plant"', 'start = { column = "Plant", dates = ["%Q"] }', "m.toml:17: facts[2].columns.start.dates[1]: '%Q' is no form of dates"),
        ('plant = "Plant"', "plant = 3", "m.toml:17: facts[2].columns.plant: not the name of a column, nor a table { column = … }"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(InputError) as caught:
        parse_mapping(GOOD.replace(old, new, 1), "m.toml")
    assert str(caught.value).startswith(expected)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(InputError, match=r"m\.toml: nested too deep"):
        parse_mapping(f"x = {'[' * 100_000}", "m.toml")


def test_only_one_slot_of_a_fact_can_be_taken_apart() -> None:
    text = '[[facts]]\nkind = "brand"\n[facts.columns]\nbrand = {column = "A", split = ";"}\nowner = {column = "B", split = ";"}\n'
    with pytest.raises(InputError, match=r"m\.toml:5: brand and owner are both split, but take one value each"):
        parse_mapping(text, "m.toml")


def test_a_mapping_without_facts_is_none() -> None:
    with pytest.raises(InputError, match="facts is missing"):
        parse_mapping('[document]\ntitle = "T"\n', "m.toml")


def test_a_missing_or_binary_mapping_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_mapping(tmp_path / "none.toml")
    (tmp_path / "m.toml").write_bytes(b"\x00\x01")
    with pytest.raises(InputError, match="binary data"):
        load_mapping(tmp_path / "m.toml")
