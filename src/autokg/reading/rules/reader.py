"""Apply all rules of a language to a text, and add the speakers of quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autokg.facts import KINDS
from autokg.reading.rules.attributes import find_attributes
from autokg.reading.rules.builders import name_builders
from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.context import speaker
from autokg.reading.rules.headlines import name_headline_models
from autokg.reading.rules.plants import find_plants
from autokg.reading.rules.production import find_production
from autokg.reading.rules.slips import find_slips
from autokg.reading.rules.slot_values import Finding, merge_same
from autokg.reading.rules.text import Text

# A plant follows the production it belongs to; the others in the order of their declaration.
_KIND_ORDER = ("production", "plant", *(kind for kind in KINDS if kind not in ("production", "plant")))


def find_rules(text: Text) -> list[Finding]:
    """Return what all rules find, completed by the article."""
    findings = merge_same([with_speaker(finding, text) for finding in find_all(text)])
    return list(name_builders(list(name_headline_models(findings))))


def find_all(text: Text) -> Iterator[Finding]:
    """Yield what all rules find."""
    by_sentence = list(text.clauses())
    clauses: list[Clause] = [clause for sentence in by_sentence for clause in sentence]
    for sentence in by_sentence:
        yield from find_production(text, sentence)
    yield from find_attributes(text, clauses)
    yield from find_slips(text, clauses)
    yield from find_plants(text, clauses)


def with_speaker(finding: Finding, text: Text) -> Finding:
    """Add the speaker if the words are in a quotation."""
    person = speaker(finding.start, text)
    return replace(finding, speaker=person.name) if person else finding


def in_text_order(finding: Finding) -> tuple[int, int, int, str]:
    """Return the key that sorts findings as their text has them."""
    return finding.clause.start, _KIND_ORDER.index(finding.kind), finding.start, finding.rule
