"""Parse and serialise records as JSONL, with the position of mistakes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from autokg.core.counting import count_of, with_article
from autokg.errors import FactError
from autokg.facts.messages import describe_finding, describe_json
from autokg.facts.models import KINDS, Document, Evidence, Fact, Record

MOST_CHARACTERS = 10_000_000  # of a line: the longest record is far shorter
_ADAPTER: TypeAdapter[Any] = TypeAdapter(Record)


def parse_record(line: str) -> Any:
    """Parse one line of JSONL as a `Document` or a kind of `Fact`; raise `FactError` with the column of the mistake."""
    if len(line) > MOST_CHARACTERS:
        expected = f"at most {MOST_CHARACTERS:,}: one record per line"
        raise FactError(f"the line has {len(line):,} characters", column=1, expected=expected)
    data = _load_json(line)
    if not isinstance(data, dict):
        raise FactError(f"{_JSON_TYPES[type(data)]}, not an object", column=1, expected="one JSON object per line")
    try:
        return _ADAPTER.validate_json(line)
    except ValidationError as error:
        raise _fact_error(error, data, line) from error


_JSON_TYPES = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}


def _load_json(line: str) -> Any:
    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Refuse a repeated key, of whose values a parser would drop all but the last."""
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise FactError(f"the key {key!r} is repeated", column=_find_column(key, line, 2))
            seen.add(key)
        return dict(pairs)

    try:
        return json.loads(line, object_pairs_hook=check)
    except json.JSONDecodeError as error:
        raise FactError(
            f"invalid JSON: {describe_json(error.msg)}", column=error.colno, expected="one JSON object per line"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or deep nesting
        raise FactError(
            f"unreadable JSON: {describe_json(str(error))}", column=1, expected="one JSON object per line"
        ) from error


def make_fact(data: dict[str, Any]) -> Fact:
    """Build a fact from its keys, `kind` and `evidence` among them; raise `FactError` for what the form refuses."""
    try:
        return KINDS[data["kind"]].model_validate(data)
    except ValidationError as error:
        raise _fact_error(error, data) from error


def _fact_error(error: ValidationError, data: dict[str, Any], line: str | None = None) -> FactError:
    """Describe the first of pydantic's findings, a misspelt slot before a missing one, at the column of its key."""
    findings = error.errors(include_url=False)
    first = min(findings, key=lambda finding: finding["type"] != "extra_forbidden")
    path = _path(first, data)
    key = next((part for part in reversed(path) if not part.isdigit()), "kind")
    column = None if line is None else _find_column(key, line)
    if first["type"] in ("union_tag_invalid", "union_tag_not_found"):
        problem = f"unknown kind {data['kind']!r}" if "kind" in data else "the key 'kind' is missing"
        return FactError(problem, column=column, expected=f"one of document, {', '.join(KINDS)}")
    if first["type"] == "extra_forbidden":
        kind = KINDS.get(str(data.get("kind")), Document) if len(path) == 1 else Evidence
        return FactError(f"unknown slot {key!r}", column=column, expected=f"one of {', '.join(kind.model_fields)}")
    slot = ".".join(path)
    if first["type"] == "missing" and data.get("kind") in KINDS and len(path) == 1:
        missing = [".".join(_path(finding, data)) for finding in findings if finding["type"] == "missing"]
        return FactError(f"{with_article(data['kind'])} needs {' and '.join(missing)}", column=column)
    message = describe_finding(first)
    return FactError(f"{slot}: {message}" if slot else message, column=column)


def _path(finding: ErrorDetails, data: dict[str, Any]) -> list[str]:
    """Return where a finding is, without the kind that pydantic puts first for a record of one of several forms."""
    path = [str(part) for part in finding["loc"]]
    return path[1:] if len(path) > 1 and path[0] == data.get("kind") else path


def _find_column(key: str, line: str, occurrence: int = 1) -> int:
    """Return the column of an occurrence of a key in a line, 1 if it is not there."""
    matches = list(re.finditer(rf'"{re.escape(key)}"\s*:', line))
    return matches[occurrence - 1].start() + 1 if len(matches) >= occurrence else 1


def read_jsonl(lines: Iterable[str], source: str) -> Iterator[Any]:
    """Yield the records of a JSONL text; see `number_records`."""
    return (record for _, record in number_records(lines, source))


def number_records(lines: Iterable[str], source: str) -> Iterator[tuple[int, Any]]:
    """Yield the records of a JSONL text, each with the number of its line.

    Raise `FactError` after the last line if any line was bad, with file, line and column of the first bad one and the
    number of good and bad lines.
    """
    first: FactError | None = None
    good = bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = parse_record(line)
        except FactError as error:
            bad += 1
            first = first or FactError(
                error.problem, source=source, line=number, column=error.column, expected=error.expected
            )
            continue
        good += 1
        yield number, record
    if first:
        first.hint = f"{count_of(good, 'valid line')}, {bad} invalid"
        raise first


def to_jsonl(record: Document | Fact) -> str:
    """Serialise a record as one line, keys in the order of the form, without empty slots."""
    data = record.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    return json.dumps(_prune(data), ensure_ascii=False)


def _prune(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out empty lists and objects, and the position of a quote in a body."""
    kept = {key: value for key, value in data.items() if value not in ([], {}, "body") or key == "kind"}
    if "evidence" in kept:
        kept["evidence"] = [_prune(item) for item in kept["evidence"]]
    return {key: int(v) if isinstance(v, float) and v.is_integer() else v for key, v in kept.items()}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line."""
    return _ADAPTER.json_schema()
