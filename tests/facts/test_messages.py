"""What pydantic and json find is told in our words."""

from __future__ import annotations

import json
import re

import pytest
from pydantic import BaseModel, ValidationError

from autokg.errors import FactError
from autokg.facts import KINDS, Document, parse_record
from autokg.facts.messages import FINDINGS, describe_finding, describe_json

BAD: tuple[object, ...] = (None, "", " ", "x" * 400, "\ud800", True, -1, 0, 1.5, 10**20, 1e300, float("inf"), [], [1], [[]], {}, {"a": 1}, {"a": {}}, b"x")  # fmt: skip
EVIDENCE = {"document": "d1", "quote": "ab", "start": 0, "end": 2}
FOREIGN = re.compile(
    r"Input should|should have|should be|valid (string|number|integer|dictionary)|recursion|sys\.|\{[a-z]+\}"
)


def test_every_finding_that_our_records_raise_has_words_of_ours() -> None:
    seen: dict[str, str] = {}
    forms: list[type[BaseModel]] = [*KINDS.values(), Document]
    for form in forms:
        for slot in form.model_fields:
            for bad in BAD:
                for data in ({slot: bad}, {"evidence": [{**EVIDENCE, slot: bad}]}, {"found_by": {slot: bad}}):
                    try:
                        form.model_validate(data)
                    except ValidationError as error:
                        seen |= {found["type"]: describe_finding(found) for found in error.errors()}
                    else:
                        assert (form, data) == (Document, {"id": b"x"})  # bytes are read as text
    assert set(seen) <= set(FINDINGS)
    assert {"string_type", "tuple_type", "enum", "too_short", "less_than", "finite_number"} <= set(seen)
    assert not [message for message in seen.values() if FOREIGN.search(message.replace("{ … }", ""))]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "a key in double quotes is missing"),
        ('{"a" 1}', "a colon is missing after a key"),
        ('{"a": 1 "b": 2}', "a comma is missing"),
        ('{"a": x}', "a value is missing, or text is not in double quotes"),
        ('{"a": 1} 2', "more text follows the value"),
        ('{"a": "b', "a text has no closing quote"),
        ('{"a": "b\tc"}', "a text contains a line break or another control character"),
        ('{"a": "\\x"}', "a backslash starts no known escape"),
        (f'{{"a": {"1" * 5000}}}', "a number has too many digits"),
        ('{"a": ' + "[" * 100_000, "nested too deeply"),
        ('{"kind": "alias", "alias": "\\ud800"}', "an escape \\ud800 to \\udfff has no partner"),
    ],
)
def test_broken_json_is_described_in_words_of_ours(text: str, problem: str) -> None:
    with pytest.raises(FactError) as caught:
        parse_record(text)
    assert caught.value.problem.partition(": ")[2] == problem


def test_an_unknown_message_of_a_parser_is_not_repeated() -> None:
    assert describe_json(json.JSONDecodeError("A new message", "", 0).msg) == "not standard JSON"
