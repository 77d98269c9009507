"""The frame of other names: "Acme Motors (AM)", "AM – Acme Motors", and "Acme, formerly Bolt"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.aliases import may_be_one
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots, is_complete, to_value
from autokg.reading.rules.text import Text

_NAMED = (Kind.ORG, Kind.NAME)
_OPENS = re.compile(r'(?: \([^()]{1,12}\))? \((?:the |kurz:? )?["„«“]?')
_CLOSES = re.compile(r'["”»“]?\)')
_DASH = re.compile(r" [–—-] ")


def find_other_names(items: Sequence[Item], sentence: Sentence, text: Text) -> Iterator[Finding]:
    """Yield the second name that a sentence gives a company right beside its first."""
    named = [item.mention for item in items if item.mention]
    for first, second in itertools.pairwise(named):
        if not {first.kind, second.kind} <= set(_NAMED) or Kind.ORG not in (first.kind, second.kind):
            continue
        if pair := _pair(first, second, text):
            full, alias = pair
            sides = (("of", full), ("alias", alias))
            slots: Slots = {slot: value for slot, m in sides if (value := to_value(slot, m, text))}
            clause = Clause(sentence, "main", [i for i in items if first.start <= i.start < second.end])
            finding = make_finding("alias", "other-name", clause, Status.ACTUAL, slots, text=text)
            if is_complete(finding):
                yield finding


def _pair(first: Mention, second: Mention, text: Text) -> tuple[Mention, Mention] | None:
    """Return the full or present name and the other one, if two names that follow each other are of one company."""
    link = text.masked[first.end : second.start]
    if text.language.pattern("names.formerly").fullmatch(link.strip(" ,(")):
        return first, second
    closed = _CLOSES.match(text.masked, second.end)
    if _OPENS.fullmatch(link) and closed and may_be_one(first, second):
        return first, second
    if _DASH.fullmatch(link) and first.kind is second.kind and may_be_one(first, second):
        alias, full = sorted((first, second), key=lambda mention: len(mention.name))
        return full, alias
    return None
