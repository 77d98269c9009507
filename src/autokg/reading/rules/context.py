"""Resolve anaphors: "the plant", "the company" and "our", by the names before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autokg.core.ids import fold
from autokg.reading.rules.clauses import Clause, preposition
from autokg.reading.rules.mentions import ANAPHORS, Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.text import Text

_SENTENCES = 4
_ARTICLE = 8
_REACH = 3  # paragraphs back; beyond it a definite noun more likely refers to something else


def resolve(mention: Mention, text: Text) -> Mention | None:
    """Return the mention that an anaphor refers to; any other mention as it is."""
    if not mention.anaphoric:
        return mention
    if mention.kind is Kind.OURS:
        return speakers_organization(mention, text)
    return antecedent(ANAPHORS[mention.kind], mention.start, text)


def antecedent(kind: Kind, position: int, text: Text) -> Mention | None:
    """Return the antecedent of a definite noun at a position, from the nearest sentence that names one of the kind.

    An organisation is likelier to be that sentence's subject, and so its first; a model the one that the article
    speaks of most.
    """
    here = text.sentence_at(position)
    before = [
        mention
        for mention in text.mentions
        if mention.kind is kind and mention.start < position and _is_referent(mention)
    ]
    if kind is Kind.PLANT:
        before = [m for m in before if not _is_left(m, text)] or before
    if kind is Kind.ORG:
        before = [m for m in before if m.start < here.start or not _is_partner(m, here, text)]
    if not before:
        return None
    if kind is Kind.MODEL:
        return _topic(before, here, text)
    nearest = text.sentence_at(before[-1].start)
    if here.paragraph - nearest.paragraph > _REACH * 2:
        return None
    if nearest == here and kind is not Kind.ORG:
        return before[-1]
    first = next(mention for mention in before if mention.start >= nearest.start)
    return _said_before(first, nearest, text) or first


def sole_organization(position: int, text: Text) -> Mention | None:
    """Return the last organisation named before a position, if the text has named no other by then."""
    named = [m for m in text.mentions if m.kind is Kind.ORG and m.end <= position]
    return named[-1] if len({fold(m.name).split()[0] for m in named if fold(m.name)}) == 1 else None


def _is_left(mention: Mention, text: Text) -> bool:
    """Return whether a plant is only where something comes from ("moves the car from its plant in Lyon to Metz")."""
    start = text.sentence_at(mention.start).start
    return preposition(text.masked, mention, start, text.language) == "from"


def _is_partner(mention: Mention, sentence: Sentence, text: Text) -> bool:
    """Return whether an organisation is only whom something is done with ("with Acme, it invests")."""
    return preposition(text.masked, mention, sentence.start, text.language) == "with"


def _said_before(first: Mention, sentence: Sentence, text: Text) -> Mention | None:
    """Return the antecedent of "the company" if it, and no name, is the subject of a sentence."""
    subject = next((m for m in text.mentions if sentence.start <= m.start < first.start), None)
    if subject is None or subject.kind is not Kind.THE_ORG or first.kind is not Kind.ORG:
        return None
    return antecedent(Kind.ORG, sentence.start, text)


def _topic(before: Sequence[Mention], here: Sentence, text: Text) -> Mention | None:
    """Return the model of the last sentences that the article names most, but none that the sentence itself names."""
    names = Counter(fold(mention.name) for mention in text.mentions if mention.kind is Kind.MODEL)
    beside = {fold(m.name) for m in text.mentions if m.kind is Kind.MODEL and here.start <= m.start < here.end}
    position = text.sentences.index(here)
    since = text.sentences[max(0, position - _SENTENCES)].start
    near = [mention for mention in before if mention.start >= since and fold(mention.name) not in beside]
    return max(near, key=lambda mention: (names[fold(mention.name)], mention.start), default=None)


def _is_referent(mention: Mention) -> bool:
    return mention.kind is not Kind.PLANT or bool(mention.parts or mention.entries)


def has_article(text: Text, clause: Clause, mention: Mention) -> bool:
    """Return whether an article stands before a name: before a town it only describes a noun ("the Lyon company")."""
    before = text.masked[max(clause.start, mention.start - _ARTICLE) : mention.start]
    return any(match.end() == len(before) for match in text.language.pattern("macros.det").finditer(before))


def speaker(position: int, text: Text) -> Mention | None:
    """Return who is quoted at a position: the person named beside the quotation, or the last one where none is."""
    zone = text.quotation_at(position)
    if zone is None:
        return None
    persons = [mention for mention in text.mentions if mention.kind is Kind.PERSON]
    line = [
        p for p in persons if not text.quotation_at(p.start) and text.sentence_at(p.start).paragraph == zone.paragraph
    ]
    after = [p for p in line if p.start >= zone.end]
    before = [p for p in line if p.end <= zone.start]
    if line:
        gap_after = after[0].start - zone.end if after else None
        gap_before = zone.start - before[-1].end if before else None
        if gap_after is not None and (gap_before is None or gap_after <= gap_before):
            return after[0]
        return before[-1]
    earlier = [p for p in persons if p.end <= zone.start and text.sentence_at(p.start).paragraph < zone.paragraph]
    return earlier[-1] if earlier and zone.paragraph - text.sentence_at(earlier[-1].start).paragraph <= _REACH else None


def speakers_organization(mention: Mention, text: Text) -> Mention | None:
    """Return the organisation of the person who says "our", by the nearest one named with the person."""
    person = speaker(mention.start, text)
    if person is None:
        return None
    return nearest_organization(person, text.mentions, text)


def nearest_organization(person: Mention, mentions: Sequence[Mention], text: Text) -> Mention | None:
    """Return the organisation that stands next to a person in the person's sentence."""
    sentence = text.sentence_at(person.start)
    orgs = [
        m for m in mentions
        if m.kind is Kind.ORG and sentence.start <= m.start < sentence.end and not text.quotation_at(m.start)
    ]  # fmt: skip
    return min(orgs, key=lambda m: min(abs(m.start - person.end), abs(person.start - m.end)), default=None)
