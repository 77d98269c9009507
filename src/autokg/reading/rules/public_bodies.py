"""Ministries, unions, universities and clubs are no companies: they are no parties to deals and invest in no plant."""

from __future__ import annotations

from dataclasses import replace

from autokg.core.ids import fold
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

_BEFORE, _AFTER = 16, 14  # letters that hold the noun beside a name: "the union Acme", "the Acme union"


def without_bodies(finding: Finding, text: Text) -> Finding | None:
    """Return a finding without the parties that are no companies; None if too few are left, or none invests."""
    if finding.kind == "investment":
        return None if _is_public(finding, text) else finding
    parties = finding.slots.get("parties")
    if finding.kind != "agreement" or not isinstance(parties, tuple):
        return finding
    sentence = finding.clause.sentence
    if text.language.pattern("names.sponsors").search(text.lower, sentence.start, sentence.end):
        return None
    kept = tuple(party for party in parties if not _is_body(party, text))
    return replace(finding, slots={**finding.slots, "parties": kept}) if len(kept) > 1 else None


def _is_public(finding: Finding, text: Text) -> bool:
    """Return whether a public body stands before an amount, which then is no company's."""
    investor, amount = finding.slots.get("investor"), finding.slots.get("amount")
    if not isinstance(investor, Value) or not isinstance(amount, Value):
        return False
    start = finding.clause.sentence.start
    invests = start <= investor.start < amount.start
    first = text.language.pattern("names.bodies").search(text.lower, start, amount.start)
    return _is_body(investor, text) or bool(first and not (invests and investor.end <= first.start()))


def _is_body(name: Value, text: Text) -> bool:
    """Return whether a name has such a noun in it or beside it."""
    bodies = text.language.pattern("names.bodies")
    if bodies.search(fold(str(name.value))):
        return True
    before, after = text.lower[max(0, name.start - _BEFORE) : name.start], text.lower[name.end : name.end + _AFTER]
    beside = bodies.match(after.removeprefix(" ")) if after[:1] == " " else None
    return bool(beside) or any(match.end() == len(before.rstrip()) for match in bodies.finditer(before.rstrip()))
