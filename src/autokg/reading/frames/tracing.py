"""Explain the reading of an article: the groups, clauses and findings of each sentence, or why it gave no fact."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.articles.article import Article
from autokg.reading.base import Reject, read_facts
from autokg.reading.frames.near_misses import tell_why
from autokg.reading.frames.reader import FramesReader, find_frames, tag_sentences
from autokg.reading.frames.reduction import Clause, reduce
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
    refused = [(e.start, r) for r in reading.rejects for e in r.fact.evidence if e.start is not None]
    for sentence in text.sentences:
        start, end = text.shadow.raw_span(sentence.start, sentence.end)
        yield f"\nsentence {start}–{end}: {text.shadow.text[sentence.start : sentence.end]}"
        clauses = reduce(tagged[sentence.start], sentence)
        yield from (f"  {_describe(clause, text)}" for clause in clauses)
        own = [finding for finding in findings if finding.clause.sentence is sentence]
        yield from (f"  found: {_tell(finding)}" for finding in own)
        facts = sum(start <= place < end for place in starts)
        here = [reject for place, reject in refused if start <= place < end]
        yield from (f"  refused by the gate: {_tell_reject(reject)}" for reject in here)
        if facts:
            yield f"  facts: {facts}"
        elif not here:
            yield f"  no fact: {tell_why(own, clauses, text.shadow.text[sentence.start : sentence.end])}"


def _describe(clause: Clause, text: Text) -> str:
    groups = " ".join(_group(item, text) for item in clause.items)
    return f"{clause.link} clause: {groups}"


def _group(item: Item, text: Text) -> str:
    words = text.shadow.text[item.start : item.end]
    if item.mention:
        return f"[{words} = {item.mention.kind.value}]"
    return words if item.kind in (OTHER, item.word) else f"{words}/{item.kind}"


def _tell_reject(reject: Reject) -> str:
    slots = ", ".join(f"{slot} {value}" for slot, value in reject.fact.slots().items())
    return f"{reject.fact.kind}, {reject.fact.status.value}, {slots}: {reject.reason}"


def _tell(finding: Finding) -> str:
    slots = ", ".join(f"{slot} {value.value}" for slot, value in finding.values())
    return f"{finding.rule}: {finding.kind}, {finding.status.value}, {slots}"
