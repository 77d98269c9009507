"""The rules reader: all rules of a text's language over the text, speakers of quotations added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from autokg.articles.article import Article
from autokg.errors import FactError
from autokg.facts import KINDS, Fact, make_fact
from autokg.names.gazetteer import Gazetteer
from autokg.reading.language.profile import load_language
from autokg.reading.refusal import Refusal
from autokg.reading.rules.attributes import find_attributes
from autokg.reading.rules.builders import name_builders
from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.context import speaker
from autokg.reading.rules.headlines import name_headline_models
from autokg.reading.rules.known_names import KnownNames
from autokg.reading.rules.plants import find_plants
from autokg.reading.rules.prepare import prepare
from autokg.reading.rules.production import find_production
from autokg.reading.rules.slips import find_slips
from autokg.reading.rules.slot_values import READER, VERSION, Finding, merge_same, to_record
from autokg.reading.rules.templates import apply_rules
from autokg.reading.rules.text import Text

# A plant follows the production it belongs to; the others in the order of their declaration.
_KIND_ORDER = ("production", "plant", *(kind for kind in KINDS if kind not in ("production", "plant")))


@dataclass(slots=True)
class RulesReader:
    """Reads by rules; a language without a data file gives no facts."""

    gazetteer: Gazetteer
    name: str = READER
    version: str = VERSION
    _names: dict[str, KnownNames] = field(default_factory=dict)

    def read(self, article: Article) -> Iterator[Fact | Refusal]:
        """Yield the facts of an article in the order of the text, and the records that no form takes."""
        language = load_language(article.language)
        if language is None:
            return
        text = prepare(article, language, self._known_names(language.code))
        for finding in sorted(find_rules(text), key=in_text_order):
            record = to_record(finding, text)
            try:
                yield make_fact(record)
            except FactError as error:
                yield Refusal(record, error.problem)

    def _known_names(self, language: str) -> KnownNames:
        if language not in self._names:
            self._names[language] = KnownNames(self.gazetteer, {"en", language})
        return self._names[language]


def find_rules(text: Text) -> list[Finding]:
    """Return what all rules find, completed by the article."""
    found = merge_same([with_speaker(finding, text) for finding in find_all(text)])
    return list(name_builders(list(name_headline_models(found))))


def find_all(text: Text) -> Iterator[Finding]:
    """Yield what all rules find."""
    by_sentence = list(text.clauses())
    clauses: list[Clause] = [clause for sentence in by_sentence for clause in sentence]
    for sentence in by_sentence:
        yield from find_production(text, sentence)
        yield from apply_rules(text, sentence)
    yield from find_attributes(text, clauses)
    yield from find_slips(text, clauses)
    yield from find_plants(text, clauses)


def with_speaker(finding: Finding, text: Text) -> Finding:
    """Say who is quoted where the words stand in a quotation."""
    person = speaker(finding.start, text)
    return replace(finding, speaker=person.name) if person else finding


def in_text_order(finding: Finding) -> tuple[int, int, int, str]:
    """Return the key that sorts findings as their text has them."""
    return finding.clause.start, _KIND_ORDER.index(finding.kind), finding.start, finding.rule
