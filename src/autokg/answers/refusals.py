"""The gate before an answer: every content word of the question must be used, else it is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autokg.answers.form import Form, View
from autokg.answers.languages import supported
from autokg.answers.lexicon import LANGUAGES
from autokg.answers.linking import link_names, nearest_names, split_words
from autokg.answers.patterns import PATTERNS
from autokg.answers.words import Words, load_words
from autokg.errors import NoAnswerError
from autokg.names.lookup import Names
from autokg.stores.base import Store

_MOST_CHARACTERS = 1000
_LONG_WORD = 5  # letters; near names of shorter words are guesses
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
        if not _is_supported(question, store):
            english = load_words("en")
            raise NoAnswerError(_lines(english, english.say("language", languages=_languages(english))))
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
    near = nearest_names(text, Names(store)) if is_name or len(text) >= _LONG_WORD else []
    if near:
        return f"{first} {words.say('near', names=words.joined(list(dict.fromkeys(name.label for name in near))))}"
    return _lines(words, first)


def _is_supported(question: str, store: Store) -> bool:
    """Return whether a question is in a language with a lexicon."""
    words = split_words(question)
    named = {at for link in link_names(words, store) for at in range(link.first, link.last)}
    return supported(words, named)


def _languages(words: Words) -> str:
    """Return the names of the languages with a lexicon."""
    from babel import Locale  # noqa: PLC0415 (only where a question is refused)

    names = [Locale(code).get_display_name(words.language) or code for code in LANGUAGES]
    return words.joined(names)


def _lines(words: Words, *lines: str) -> str:
    return "\n".join([*lines, words.say("try", example=words.say("example"))])
