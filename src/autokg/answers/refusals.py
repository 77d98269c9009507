"""The gate before an answer: every content word of the question must be used, else it is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autokg.answers.form import Form, View
from autokg.answers.lexicon import LANGUAGES
from autokg.answers.linking import nearest_names
from autokg.answers.patterns import PATTERNS
from autokg.answers.words import Words
from autokg.errors import NoAnswerError
from autokg.stores.base import Store

_MOST_CHARACTERS = 1000
_SPARQL = re.compile(r"^\s*(?:prefix\s+\S*:\s*<|(?:select|ask|construct|describe)\b[^{]*\{)", re.IGNORECASE)
_WHOLE = (View.CONFLICT, View.TIE)  # views that may be asked for without a name
_SPECIAL = (View.CONFLICT, View.SOURCE, View.THING)


def check_text(question: str, words: Words) -> None:
    """Raise `NoAnswerError` if a text is no question at all."""
    if not question.strip():
        raise NoAnswerError(_lines(words, words.say("empty")))
    if len(question) > _MOST_CHARACTERS:
        raise NoAnswerError(words.say("too_long", n=len(question), most=_MOST_CHARACTERS))
    if _SPARQL.search(question):
        raise NoAnswerError(words.say("sparql"))


def check(question: str, form: Form, store: Store, words: Words) -> None:
    """Raise `NoAnswerError` if something in the question is not understood or not held by the base."""
    check_text(question, words)
    if form.lacking:
        topic = words.phrase("topic", form.lacking[0])
        raise NoAnswerError(f"{words.say('lacking', topic=topic)}\n{words.say('covers')}")
    if form.unknown:
        raise NoAnswerError(_unknown(form.unknown, store, words))
    if form.view not in PATTERNS and form.view not in _SPECIAL:
        raise NoAnswerError(_lines(words, words.say("no_content")))
    if not (form.names or form.targets or form.window or form.states or form.kinds or form.date or form.view in _WHOLE):
        raise NoAnswerError(_lines(words, words.say("no_content")))


def _unknown(unknown: Sequence[str], store: Store, words: Words) -> str:
    """Return that a word or a name is not known, with near names."""
    text = " ".join(unknown)
    is_name = any(word[:1].isupper() or any(c.isdigit() for c in word) for word in unknown)
    first = words.say("unknown_name" if is_name else "unknown_word", name=f"“{text}”", word=f"“{text}”")
    near = list(dict.fromkeys(name.label for name in nearest_names(text, store))) if is_name or len(text) > 4 else []  # noqa: PLR2004
    if near:
        return f"{first} {words.say('near', names=words.joined(near))}"
    languages = ", ".join(LANGUAGES)
    return _lines(words, first, words.say("language", languages=languages))


def _lines(words: Words, *lines: str) -> str:
    return "\n".join([*lines, words.say("try", example=words.say("example"))])
