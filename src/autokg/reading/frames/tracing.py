"""Explain the reading of an article: the groups, clauses and findings of each sentence, or why it gave no fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.articles.article import Article
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader, find_frames, tag_sentences
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.registers import says_enough
from autokg.reading.frames.tagging import OTHER, Item
from autokg.reading.frames.word_classes import load_lexicon
from autokg.reading.rules.reader import find_rules
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.text import Text


def explain_article(article: Article, reader: FramesReader) -> Iterator[str]:
    """Yield lines that explain how an article is read."""
    text, lexicon = reader.prepare(article), load_lexicon(article.language)
    if text is None or lexicon is None:
        yield f"no rules for the language {article.language!r}"
        return
    tagged = tag_sentences(text, lexicon)
    findings = [*find_rules(text), *find_frames(text, tagged)]
    reading = read_facts(article, [reader], reader.gazetteer)
    starts = [e.start for fact in reading.facts for e in fact.evidence if e.start is not None]
    rejected = [(e.start, r.reason) for r in reading.rejects for e in r.fact.evidence if e.start is not None]
    for sentence in text.sentences:
        start, end = text.shadow.raw_span(sentence.start, sentence.end)
        yield f"\nsentence {start}–{end}: {text.shadow.text[sentence.start : sentence.end]}"
        clauses = reduce(tagged[sentence.start], sentence)
        yield from (f"  {_describe(clause, text)}" for clause in clauses)
        own = [finding for finding in findings if finding.clause.sentence is sentence]
        yield from (f"  found: {_tell(finding)}" for finding in own)
        facts = sum(start <= place < end for place in starts)
        reasons = [reason for place, reason in rejected if start <= place < end]
        yield f"  facts: {facts}" if facts else f"  no fact: {_reason(own, clauses, reasons)}"


def _describe(clause: Clause, text: Text) -> str:
    groups = " ".join(_group(item, text) for item in clause.items)
    return f"{clause.link} clause: {groups}"


def _group(item: Item, text: Text) -> str:
    words = text.shadow.text[item.start : item.end]
    if item.mention:
        return f"[{words} = {item.mention.kind.value}]"
    return words if item.kind in (OTHER, item.word) else f"{words}/{item.kind}"


def _tell(finding: Finding) -> str:
    slots = ", ".join(f"{slot} {value.value}" for slot, value in finding.values())
    return f"{finding.rule}: {finding.kind}, {finding.status.value}, {slots}"


def _reason(findings: Sequence[Finding], clauses: Sequence[Clause], rejected: Sequence[str]) -> str:
    """Say why a sentence gave no fact."""
    if rejected:
        return f"rejected, {'; '.join(dict.fromkeys(rejected))}"
    if findings:
        enough = any(says_enough(finding) for finding in findings)
        return "found before, or a site that is only named" if enough else "too little is said of it"
    if not any(clause.mentions() for clause in clauses):
        return "it names nothing"
    return "no frame fits"
