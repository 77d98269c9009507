"""The frames reader: the pipeline of its stages over an article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from autokg.articles.article import Article
from autokg.core.ids import fold
from autokg.errors import FactError
from autokg.facts import Fact, Position, make_fact
from autokg.names.gazetteer import Gazetteer
from autokg.reading.attachment.attaching import find_attached
from autokg.reading.attachment.weights import Weights
from autokg.reading.frames.belongings import find_belongings
from autokg.reading.frames.building_frame import find_production
from autokg.reading.frames.careers import find_careers
from autokg.reading.frames.consistency import (
    Entrusting,
    as_last,
    is_nearby,
    with_maker,
    without_contradictions,
    without_supplier,
    without_vague_plant,
)
from autokg.reading.frames.deals import find_agreements, find_contracts, find_investments, find_supplies
from autokg.reading.frames.handovers import find_handovers
from autokg.reading.frames.model_nouns import find_asides, find_models, find_platforms
from autokg.reading.frames.moves import LEFT, find_left
from autokg.reading.frames.other_names import find_other_names
from autokg.reading.frames.placed_models import find_placed
from autokg.reading.frames.plant_frames import find_plants, last_site
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.registers import SITE, Registers, says_enough
from autokg.reading.frames.retyping import retype
from autokg.reading.frames.roles import find_roles, with_organization
from autokg.reading.frames.sentence_status import restate
from autokg.reading.frames.shares import find_equal, find_rest
from autokg.reading.frames.stakes import LISTED, find_holdings, find_stakes, is_sold
from autokg.reading.frames.status import correct_status, find_signs
from autokg.reading.frames.table_rows import find_rows
from autokg.reading.frames.tagging import Item, tag
from autokg.reading.frames.ventures import find_founding
from autokg.reading.frames.word_classes import Lexicon, load_lexicon
from autokg.reading.language.profile import load_language
from autokg.reading.refusal import Refusal
from autokg.reading.rules.known_names import known_names_of
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.prepare import prepare
from autokg.reading.rules.public_bodies import without_bodies
from autokg.reading.rules.reader import find_rules, in_text_order
from autokg.reading.rules.slot_values import READER, VERSION, Finding, Value, drop_lesser, merge_same, to_record
from autokg.reading.rules.text import Text

NAMED = ".frame.named"  # a plant that only its name tells of: "Acme's Lyon works"
# What tells two findings of one sentence apart.
_SUBJECT = {"production": ("model",), "role": ("person",), "stake": ("owner", "owned"), "investment": ("investor",)}
_ADDRESS = re.compile(r"https?://|www\.")


@dataclass(slots=True)
class FramesReader:
    """Reads by rules and, where these find nothing, by frames; a language without data gives no facts."""

    gazetteer: Gazetteer
    name: str = READER
    version: str = VERSION
    with_rules: bool = True
    weights: Weights | None = None  # of attachment, None for those that were learnt

    def read(self, article: Article) -> Iterator[Fact | Refusal]:
        """Yield the facts of an article in the order of the text, and the records that no form takes."""
        text, lexicon = self.prepare(article), load_lexicon(article.language)
        if text is None or lexicon is None:
            return
        for finding in combine(find_rules(text) if self.with_rules else [], text, lexicon, self.weights):
            record = to_record(finding, text)
            try:
                yield make_fact(record)
            except FactError as error:
                yield Refusal(record, error.problem)

    def prepare(self, article: Article) -> Text | None:
        """Return an article with its sentences and mentions; None for a language without data."""
        language, lexicon = load_language(article.language), load_lexicon(article.language)
        if language is None or lexicon is None:
            return None
        typed = partial(retype, lexicon=lexicon, language=language)
        return prepare(article, language, known_names_of(self.gazetteer, language.code), typed)


def combine(by_rules: Sequence[Finding], text: Text, lexicon: Lexicon, weights: Weights | None = None) -> list[Finding]:
    """Return the findings of the rules, those of the frames in sentences without a similar one, and attached sites.

    Sites that are only named ("the plant in Lyon") are facts if the article says whose they are.
    What says nothing of a product but that it is built is no fact, even with details from the rest of the article.
    """
    tagged = tag_sentences(text, lexicon)
    by_rules = [as_last(finding, text) for finding in _corrected(by_rules, text, tagged)]
    by_frames = find_frames(text, tagged)
    led = _subjects(finding for finding in by_frames if "organization" in finding.slots)
    by_rules = [finding for finding in by_rules if not _is_bare_role(finding) or not _is_read(finding, led)]
    by_rules = [
        without_supplier(finding, items)
        for finding in by_rules
        if not is_sold(finding, items := tagged[finding.clause.sentence.start])
    ]
    listed = {_held_by(finding) for finding in by_frames if finding.rule.endswith(LISTED)}
    by_rules = [finding for finding in by_rules if finding.kind != "stake" or _held_by(finding) not in listed]
    by_rules = drop_lesser(by_rules, by_frames)
    read = _subjects(by_rules)
    by_frames += find_placed([*by_rules, *by_frames], text, tagged)
    by_frames = list(_corrected(by_frames, text, tagged))
    registers = Registers.of([*by_rules, *by_frames], text)
    new = [
        complete
        for finding in by_frames
        if not _is_read(finding, read)
        if says_enough(complete := with_organization(registers.complete(finding), text))
    ]
    # A plant that nobody can place keeps the site of another sentence out, and then goes itself.
    placed = [without_vague_plant(registers.complete(finding), text) for finding in by_rules]
    told = find_careers([*placed, *merge_same(new)], text)
    findings = [kept for finding in _without_repeated(told, text) if (kept := without_bodies(finding, text))]
    attached = list(find_attached(findings, text, tagged, weights))
    complete_ones = map(registers.complete, _corrected(attached, text, tagged))
    return sorted([*findings, *filter(says_enough, complete_ones)], key=in_text_order)


def _held_by(finding: Finding) -> tuple[int, str]:
    """Return the sentence and the folded owner of a stake."""
    owner = finding.slots.get("owner")
    return finding.clause.sentence.start, fold(str(owner.value)) if isinstance(owner, Value) else ""


def _subjects(findings: Iterable[Finding]) -> dict[tuple[str, int], set[str]]:
    """Return what findings are about, by kind and start of sentence."""
    subjects: dict[tuple[str, int], set[str]] = defaultdict(set)
    for finding in findings:
        subjects[finding.kind, finding.clause.sentence.start].add(_subject(finding))
    return subjects


def _subject(finding: Finding) -> str:
    """Return the folded names of what a finding is about, empty without any."""
    values = (finding.slots.get(slot) for slot in _SUBJECT.get(finding.kind, ()))
    return " | ".join(fold(str(value.value)) for value in values if isinstance(value, Value))


def _is_bare_role(finding: Finding) -> bool:
    """Return whether a finding is a role without its period, which frames read as well."""
    return finding.kind == "role" and not {"since", "until"} & set(finding.slots)


def _is_read(finding: Finding, read: Mapping[tuple[str, int], set[str]]) -> bool:
    """Return whether the same kind of fact was found in a sentence, for the same model or person."""
    if finding.rule.endswith(LEFT):
        return False
    here = read.get((finding.kind, finding.clause.sentence.start), set())
    own = _subject(finding)
    if not here or not own:
        return bool(here)
    return any(name and (name in own or own in name) for name in here)


def _without_repeated(findings: Sequence[Finding], text: Text) -> Iterator[Finding]:
    """Drop plants that only a headline names, and those that are named again with nothing new."""
    told: set[frozenset[tuple[str, str]]] = set()
    for finding in findings:
        if finding.kind == "plant":
            named = frozenset((slot, fold(str(value.value))) for slot, value in finding.values() if slot != "plant")
            repeated = any(named <= other for other in told) or _is_headline(finding, text)
            told.add(named)
            if repeated and finding.rule.endswith((NAMED, SITE)):
                continue
        yield finding


def _is_headline(finding: Finding, text: Text) -> bool:
    sentence = finding.clause.sentence
    return sentence.position is Position.HEADLINE and text.masked[sentence.end - 1] not in ".!"


def _corrected(findings: Sequence[Finding], text: Text, tagged: Mapping[int, list[Item]]) -> Iterator[Finding]:
    """Yield findings with the status that words before them give, and slots that fit together."""
    signs: dict[int, list[Item]] = {}
    entrusting: dict[int, Entrusting] = {}
    for finding in findings:
        sentence = finding.clause.sentence
        if sentence.start not in signs:
            signs[sentence.start] = find_signs(tagged[sentence.start])
            entrusting[sentence.start] = Entrusting.of(sentence, text)
        if is_nearby(finding, text) or not (corrected := correct_status(finding, signs[sentence.start], text)):
            continue
        if restated := restate(corrected, tagged[sentence.start], text):
            yield without_contradictions(with_maker(restated, entrusting[sentence.start]))


def tag_sentences(text: Text, lexicon: Lexicon) -> dict[int, list[Item]]:
    """Return the items of each sentence by where it starts."""
    return {sentence.start: tag(text.masked, text.mentions, sentence, lexicon) for sentence in text.sentences}


def find_frames(text: Text, tagged: Mapping[int, list[Item]]) -> list[Finding]:
    """Return what all frames find, clause by clause."""
    findings: list[Finding] = []
    topic: list[Mention] = []
    plant: Mention | None = None
    for sentence in text.sentences:
        if _ADDRESS.search(text.lower, sentence.start, sentence.end):
            continue  # words of a web address are no sentence
        items = tagged[sentence.start]
        findings += find_rows(items, sentence, text)
        findings += find_holdings(items, sentence, text)
        findings += find_equal(items, sentence, text)
        findings += find_other_names(items, sentence, text)
        clauses = reduce(items, sentence)
        around = [mention for clause in clauses for mention in clause.mentions()]
        for clause in clauses:
            plant = last_site(clause, plant)
            findings += _of_clause(clause, text, topic, plant, around)
        findings += find_rest(items, sentence, text, findings)
        topic = _models(clauses) or topic
    return findings


def _of_clause(
    clause: Clause, text: Text, topic: Sequence[Mention], plant: Mention | None, around: list[Mention]
) -> Iterator[Finding]:
    yield from find_production(clause, text, topic, plant)
    yield from find_left(clause, text)
    yield from find_plants(clause, text, plant)
    yield from find_models(clause, text)
    yield from find_asides(clause, text)
    yield from find_platforms(clause, text)
    yield from find_roles(clause, text, around)
    yield from find_stakes(clause, text)
    yield from find_belongings(clause, text)
    yield from find_investments(clause, text)
    yield from find_agreements(clause, text)
    yield from find_founding(clause, text)
    yield from find_contracts(clause, text)
    yield from find_handovers(clause, text)
    yield from find_supplies(clause, text)


def _models(clauses: Sequence[Clause]) -> list[Mention]:
    return [mention for clause in clauses for mention in clause.mentions() if mention.kind is Kind.MODEL]
