"""Messages of the libraries that parse records, in our words."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

_OBJECT, _WHOLE, _NUMBER = "must be an object {{ … }}", "must be a whole number", "must be a number"

FINDINGS: Mapping[str, str] = {
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must {pattern}",
    "string_unicode": "must be valid Unicode",
    "tuple_type": "must be a list [ … ]",
    "list_type": "must be a list [ … ]",
    "too_short": "must have at least {min_length} entry",
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "must be a finite number",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "has too many digits",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than": "must be greater than {gt:.15g}",
    "greater_than_equal": "must be at least {ge:.15g}",
    "less_than": "must be less than {lt:.15g}",
    "less_than_equal": "must be at most {le:.15g}",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "value_error": "{error}",
    "missing": "is missing",
    "extra_forbidden": "is unknown",
    "union_tag_invalid": "is an unknown kind",
    "union_tag_not_found": "has no kind",
}
"""Templates by the type of a finding of pydantic, filled from its context."""

_PATTERNS: Mapping[str, str] = {
    "^[A-Z]{2}$": "be a country code of two capital letters (ISO 3166-1 alpha-2), such as DE",
    "^[A-Z]{3}$": "be a currency code of three capital letters (ISO 4217), such as EUR",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "have letters, digits, dots, underscores or hyphens only, a letter or digit first",
    r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$": "be a day such as 2025-07-01, or a time such as 2025-07-01T08:30:00Z",
    "^[0-9a-f]{64}$": "be a SHA-256 hash of 64 digits and letters a to f",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "have lower-case letters, digits and single hyphens between them",
    r"^Q\d+$": "be a Wikidata id, such as Q42",
}
"""The patterns of the slots in words."""

_BROKEN_JSON: Mapping[str, str] = {
    "Expecting value": "a value is missing, or text is not in double quotes",
    "Expecting property name": "a key in double quotes is missing",
    "Expecting ':'": "a colon is missing after a key",
    "Expecting ','": "a comma is missing",
    "Extra data": "more text follows the value",
    "Unterminated string": "a text has no closing quote",
    "Invalid control character": "a text contains a line break or another control character",
    "Invalid \\": "a backslash starts no known escape",
    "Illegal trailing comma": "a comma precedes a closing bracket",
    "lone surrogate": "an escape \\ud800 to \\udfff has no partner",
    "unexpected end of hex escape": "an escape \\ud800 to \\udfff has no partner",
    "recursion limit": "nested too deeply",
    "maximum recursion": "nested too deeply",
    "Stack overflow": "nested too deeply",
    "Exceeds the limit": "a number has too many digits",
    "number out of range": "a number is too large",
}


def describe_finding(finding: ErrorDetails) -> str:
    """Return the message of a finding of pydantic."""
    if finding["type"] == "json_invalid":
        return f"invalid JSON: {describe_json(str(finding['ctx']['error']))}"
    template = FINDINGS.get(finding["type"])
    if template is None:  # a type that no model of ours raises today
        return finding["msg"]
    context = finding.get("ctx", {})
    pattern = context.get("pattern", "")
    words = {
        "expected": _with_commas(context.get("expected", "")),
        "pattern": _PATTERNS.get(pattern, f"match {pattern}"),
    }
    return template.format_map({**context, **words})


def _with_commas(expected: object) -> str:
    """Return `'a', 'b' or 'c'` as `'a', 'b', 'c'`."""
    return str(expected).replace(" or ", ", ")


def describe_json(message: str) -> str:
    """Return the message of a JSON parser in our words.

    >>> describe_json("Expecting value: line 1 column 2 (char 1)")
    'a value is missing, or text is not in double quotes'
    """
    return next((ours for start, ours in _BROKEN_JSON.items() if message.startswith(start)), "not standard JSON")
