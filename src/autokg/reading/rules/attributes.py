"""Read the attributes of a model: drive, body and segment, from adjectives and appositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.language.profile import Language
from autokg.reading.rules.clauses import Clause, within
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import to_value
from autokg.reading.rules.text import Text
from autokg.reading.shadow import in_lower_case

ATTRIBUTES = ("powertrain", "body", "segment")


def find_attributes(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield a finding for each attribute that a description of a model has."""
    matches = (
        match
        for sentence in text.sentences
        for match in text.language.scan("descriptions", text.masked, sentence.start, sentence.end)
    )
    for match in matches:
        groups = match.groupdict()
        model_group = next((name for name in groups if name.startswith("model") and groups[name]), None)
        about_group = next((name for name in groups if name.startswith("about") and groups[name]), None)
        clause = next((c for c in clauses if c.start <= match.start() < c.end), None)
        if not model_group or not about_group or clause is None:
            continue
        about = match.span(about_group)
        for mention in within(text.mentions, *match.span(model_group))[:1]:
            named = resolve(mention, text) if mention.kind is not Kind.NAME else None
            model = to_value("model", named, text) if named and named.kind is Kind.MODEL else None
            if model is None:
                continue
            for slot in ATTRIBUTES:
                for value in said_in(text.shadow.text[slice(*about)], slot, text.language):
                    yield Finding(
                        "model",
                        f"{text.language.code}.model.{slot}",
                        clause,
                        match.start(),
                        match.end(),
                        Status.ACTUAL,
                        {"model": model, slot: Value(value, *about)},
                    )


def said_in(words: str, slot: str, language: Language) -> list[str]:
    """Return the plain English values of a slot in a phrase; a narrower term hides a wider one."""
    values: list[str] = []
    spans: list[tuple[int, int]] = []
    lower = in_lower_case(words)
    for english, pattern in language.lookup(f"vocabulary.{slot}"):
        for match in pattern.finditer(lower):
            if all(match.end() <= start or match.start() >= end for start, end in spans):
                spans.append(match.span())
                if english not in values:
                    values.append(english)
    return values
