"""Trace the reading of an article: groups, clauses, frames and findings of each sentence, and why it gave no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autokg.articles.article import Article
from autokg.facts import Fact
from autokg.reading.attachment.attaching import Scored, score_pairs
from autokg.reading.attachment.pairing import Layout
from autokg.reading.attachment.weights import UNUSED, load_weights
from autokg.reading.base import Reading, Reject, read_facts
from autokg.reading.frames.near_misses import describe_openings, tell_why
from autokg.reading.frames.reader import FramesReader, combine, find_frames, tag_sentences
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.tagging import OTHER, Item
from autokg.reading.frames.word_classes import load_lexicon
from autokg.reading.rules.reader import find_rules
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.text import Text


@dataclass(frozen=True, slots=True)
class Trace:
    """How one sentence was read, at offsets into the text as it came.

    Attributes:
        findings: what rules and frames found, before the gate.
        scored: the models of the sentence with the sites that attachment considered, the best first.
        rejects: what the gate refused.
        facts: what came out, with a quote from the sentence.

    """

    start: int
    end: int
    sentence: str
    text: Text
    clauses: Sequence[Clause]
    findings: Sequence[Finding]
    scored: Sequence[Scored]
    rejects: Sequence[Reject]
    facts: Sequence[Fact]

    @property
    def why(self) -> str:
        """Why the sentence gave no fact; empty if it gave one."""
        if self.facts:
            return ""
        if self.rejects:
            return f"refused by the gate: {self.rejects[0].reason}"
        return tell_why(self.findings, self.clauses, self.sentence)

    def lines(self) -> Iterator[str]:
        """Yield the trace as lines of text."""
        yield f"\nsentence {self.start}–{self.end}: {self.sentence}"
        yield from (f"  {_describe(clause, self.text)}" for clause in self.clauses)
        if openings := describe_openings(self.clauses):
            yield f"  frames: {openings}"
        yield from (f"  found: {_tell(finding)}" for finding in self.findings)
        yield from (f"  site: {scored.describe(load_weights())}" for scored in self.scored)
        yield from (f"  refused by the gate: {_tell_reject(reject)}" for reject in self.rejects)
        yield from (f"  fact: {_tell_fact(fact)}" for fact in self.facts)
        if not self.facts and not self.rejects:
            yield f"  no fact: {self.why}"


def explain_article(article: Article, reader: FramesReader) -> Iterator[str]:
    """Yield lines that explain how an article is read."""
    traces = list(trace_sentences(article, reader, read_facts(article, [reader], reader.gazetteer)))
    if not traces:
        yield f"no rules for the language {article.language!r}"
    for trace in traces:
        yield from trace.lines()


def trace_sentences(article: Article, reader: FramesReader, reading: Reading) -> Iterator[Trace]:
    """Yield the trace of each sentence; none for a language without rules."""
    text, lexicon = reader.prepare(article), load_lexicon(article.language)
    if text is None or lexicon is None:
        return
    tagged = tag_sentences(text, lexicon)
    findings = [*find_rules(text), *find_frames(text, tagged)]
    read = [(e.start, fact) for fact in reading.facts for e in fact.evidence if e.start is not None]
    told = combine(find_rules(text), text, lexicon, UNUSED)
    scored = sorted(score_pairs(told, Layout.of(text, tagged)), key=lambda scored: -scored.score)
    refused = [(e.start, r) for r in reading.rejects for e in r.fact.evidence if e.start is not None]
    for sentence in text.sentences:
        start, end = text.shadow.raw_span(sentence.start, sentence.end)
        yield Trace(
            start,
            end,
            text.shadow.text[sentence.start : sentence.end],
            text,
            reduce(tagged[sentence.start], sentence),
            _of_sentence(findings, sentence),
            [s for s in scored if sentence.start <= s.pair.a.mention.start < sentence.end],
            [reject for place, reject in refused if start <= place < end],
            [fact for place, fact in read if start <= place < end],
        )


def _of_sentence(findings: Sequence[Finding], sentence: Sentence) -> list[Finding]:
    return [finding for finding in findings if finding.clause.sentence is sentence]


def _describe(clause: Clause, text: Text) -> str:
    groups = " ".join(_group(item, text) for item in clause.items)
    return f"{clause.link} clause: {groups}"


def _group(item: Item, text: Text) -> str:
    words = text.shadow.text[item.start : item.end]
    if item.mention:
        return f"[{words} = {item.mention.kind.value}]"
    return words if item.kind in (OTHER, item.word) else f"{words}/{item.kind}"


def _tell_reject(reject: Reject) -> str:
    return f"{_tell_fact(reject.fact)}: {reject.reason}"


def _tell_fact(fact: Fact) -> str:
    slots = ", ".join(f"{slot} {value}" for slot, value in fact.slots().items())
    return f"{fact.kind}, {fact.status.value}, {slots}"


def _tell(finding: Finding) -> str:
    slots = ", ".join(f"{slot} {value.value}" for slot, value in finding.values())
    return f"{finding.rule}: {finding.kind}, {finding.status.value}, {slots}"
