"""Question → answer: understand, check, compile, run, tell. The one function is `ask`.

An answer is given only if every content word of the question was used. Otherwise the question is refused with the word,
the name or the topic that stands in the way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from autokg.answers.answer import Answer
from autokg.answers.conflicts import conflicts_of
from autokg.answers.descriptions import tell_common, tell_profile
from autokg.answers.evidence import find_evidence
from autokg.answers.facts import Fact, ordered
from autokg.answers.form import Form, Mode, View
from autokg.answers.form_words import describe
from autokg.answers.naming import values_in_words
from autokg.answers.refusals import check, check_text, clean
from autokg.answers.retrieval import Asker
from autokg.answers.special import Told, tell_changes, tell_conflicts, tell_gaps, tell_sources
from autokg.answers.telling import tell
from autokg.answers.understanding import understand
from autokg.answers.words import Words, load_words
from autokg.stores.base import Store
from autokg.stores.kept import keeping_meanwhile

Reader = Callable[[str, Store, dt.date, str | None], Form]
_TWO_STOPS = re.compile(r"(?<![.\s])\.\.(?!\.)")  # after a name that ends in a full stop, such as "SEAT S.A."
_MOST_EVIDENCED = 60  # nodes whose evidence is looked up


def ask(
    question: str, store: Store, today: dt.date | None = None, language: str | None = None, reader: Reader | None = None
) -> Answer:
    """Answer a question as of a day, by default the current day.

    Args:
        reader: what reads the question; by default the lexicon of its language.

    Raises:
        NoAnswerError: if a word or name is not understood, or the base does not hold what is asked.

    """
    check_text(question, language)
    question = clean(question)
    day = today or dt.datetime.now(tz=dt.UTC).date()
    with keeping_meanwhile(store):
        return _answer_on(question, store, day, language, reader)


def _answer_on(question: str, store: Store, day: dt.date, language: str | None, reader: Reader | None) -> Answer:
    form = (reader or understand)(question, store, day, language)
    words = load_words(form.language)
    check(question, form, store, words)
    asker = Asker(store, day.isoformat(), words)
    sentence, facts, sparql = _answer(form, asker, words)
    nodes = list(dict.fromkeys(fact.node for fact in facts))
    conflicts = tuple(conflicts_of(store, nodes))
    return Answer(
        question=question,
        form=form,
        language=form.language,
        reading=words.say("read_as", reading=describe(form, words)),
        sentence=_TWO_STOPS.sub(".", sentence),
        notes=(*([words.say("by_model")] if reader else []), *_notes(form, facts, words)),
        rows=conflicts if form.view is View.CONFLICT else tuple(row_of(fact, words) for fact in facts),
        evidence=tuple(find_evidence(store, nodes[:_MOST_EVIDENCED])),
        conflicts=conflicts,
        sparql=sparql,
    )


def _answer(form: Form, asker: Asker, words: Words) -> Told:
    """Return the sentence, the facts behind it and the query."""
    tellers = (
        (tell_conflicts, form.view is View.CONFLICT),
        (tell_sources, form.view is View.SOURCE),
        (tell_changes, form.view is View.CHANGE),
        (tell_gaps, "gap" in form.modality and not form.missing),
        (tell_common, form.mode is Mode.COMMON),
        (tell_profile, form.view is View.THING or form.mode is Mode.DESCRIBE),
    )
    teller = next((teller for teller, applies in tellers if applies), _tell_facts)
    return teller(form, asker, words)


def _tell_facts(form: Form, asker: Asker, words: Words) -> Told:
    found, sparql = asker.find(form)
    facts = ordered([*found.facts, *found.possible] or found.nearby)
    sentence = tell(form, found, words)
    chain = form.chain
    while chain:
        described, _ = asker.find(chain)
        sentence = f"{tell(chain, described, words)} {sentence}"
        facts = [*facts, *described.facts]
        chain = chain.chain
    return sentence, facts, sparql


def _notes(form: Form, facts: Sequence[Fact], words: Words) -> Iterator[str]:
    """Yield what is to be known of the answer: words read as near spellings or as one of several things, open lists."""
    by_text = {name.text: name for name in reversed(form.names)}
    for name in reversed(by_text.values()):
        if name.corrected:
            yield words.say("corrected", text=name.text, chosen=name.label)
        elif name.others and "Country" in name.kinds:
            yield words.say("both_places", text=name.text, others=words.joined(name.others))
        elif name.others:
            yield words.say("also_means", text=name.text, chosen=name.label, others=words.joined(name.others))
    if form.view is View.PRODUCTION and form.condition("builder").names and any(map(_is_unnamed, facts)):
        yield words.say("unnamed")
    if any(map(_is_undated, facts)):
        yield words.say("undated")
    if facts and (form.mode is Mode.COUNT or any(condition.negated for condition in form.on("site"))):
        yield words.say("open_world")


def _is_unnamed(fact: Fact) -> bool:
    return not fact.label("builder")


# Collections of nodes that have a state of their own, with the day of its last report; of a brand no query asks it.
_DATED = frozenset({"production", "stake", "agreement", "appointment", "supply", "investment"})


def _is_undated(fact: Fact) -> bool:
    """Whether a state is told in the present although no source of it has a date."""
    collection = fact.node.rpartition("/")[0].rpartition("/")[2]
    return fact.phase == "current" and collection in _DATED and not fact.value("reported")


def row_of(fact: Fact, words: Words) -> dict[str, str]:
    """Return a fact as a row: IRIs, labels, dates, and the phase as a code and in words."""
    labels = {f"{slot}Label": ", ".join(values) for slot, values in fact.labels.items() if values}
    iris = {slot: values[0] for slot, values in fact.iris.items() if values}
    return {
        **iris,
        **labels,
        **fact.values,
        **values_in_words(fact, words),
        "phase": fact.phase,
        "statusWords": _status_of(fact, words),
        "node": fact.node,
    }


def _status_of(fact: Fact, words: Words) -> str:
    """Return the phase of a fact in words; of what only a wider thing keeps going, when it was last reported."""
    if not fact.value("aged"):
        return words.phrase("status", fact.phase)
    return words.phrase("after", "last_known").format(when=words.when(fact.value("reported"))).strip(" ()")
