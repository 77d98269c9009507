r"""The gate before an answer: what is no question, what is not understood and what the base does not hold is refused.

>>> clean("Who\x00 builds the \u202ePolestar\u202c  4\x1b[31m?")
'Who builds the Polestar 4?'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from autokg.answers.form import Form, Mode, View
from autokg.answers.form_words import describe
from autokg.answers.languages import detect_language, supported
from autokg.answers.lexicon import LANGUAGES, Term, load_lexicon
from autokg.answers.linking import link_names, nearest_names, split_words
from autokg.answers.marking import YEAR
from autokg.answers.patterns import PATTERNS
from autokg.answers.words import Words, load_words
from autokg.core.ids import fold
from autokg.errors import NoAnswerError
from autokg.names.lookup import Names
from autokg.stores.base import Store

_MOST_CHARACTERS = 1000
_LONG_WORD = 5  # letters; near names of shorter words are guesses
_ALIKE = 60  # of 100
_ALIKE_WORD = 80  # of 100, of a word that may be none of a name: one letter of five is another
_SPARQL = re.compile(
    r"^\s*(?:#.*\n\s*)*(?:(?:prefix\s+\S*:|base)\s*<|(?:insert|delete|load|clear|drop|create)\s+(?:data|where|graph|<|\{)"
    r"|(?:select|ask|construct|describe|insert|delete)\b[^{]*\{)",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_WHOLE = (View.CONFLICT, View.TIE)  # views that may be asked for without a name
_RANKED = (Mode.SUPERLATIVE, Mode.COMPARE)
_OTHER_TIMES = frozenset({
    ("modality", "no_longer"), ("time", "this_year"), ("time", "last_year"), ("time", "next_year"),
})  # fmt: skip
_SPECIAL = (View.CONFLICT, View.SOURCE, View.THING)


def clean(question: str) -> str:
    """Return a question without control and direction characters, its white space folded."""
    told = (" " if char.isspace() else char for char in _ESCAPE.sub("", question))
    kept = (char for char in told if unicodedata.category(char) not in ("Cc", "Cf"))
    return " ".join("".join(kept).split())


def check_text(question: str, language: str | None = None) -> None:
    """Raise `NoAnswerError` if a text is no question at all; nothing is looked up for it."""
    start = question[:_MOST_CHARACTERS]
    words = load_words(language or detect_language(split_words(start), text=start))
    if not any(char.isalnum() for char in question):
        raise _refusal("empty", words, words.say("empty"), _example(words))
    if _SPARQL.search(question):
        raise _refusal("sparql", words, words.say("sparql"))
    if len(question) > _MOST_CHARACTERS:
        raise _refusal("too-long", words, words.say("too_long", n=len(question), most=_MOST_CHARACTERS))
    if len(list(_questions(start, words.language))) > 1 or _asks_twice(start, words.language):
        raise _refusal("several", words, words.say("several"))


def _questions(text: str, language: str) -> Iterator[str]:
    """Yield the parts of a text that end in a question mark and ask something, by the words of their language."""
    lexicon = load_lexicon(language)
    for part in re.findall(r"[^?？]+[?？]", text):
        keys = [word.key for word in split_words(part)]
        found = (lexicon.match(keys, at) for at in range(len(keys)))
        if any(term and term[0].table in ("question", "verb") for term in found):
            yield part


def _asks_twice(text: str, language: str) -> bool:
    """Return whether a question is followed by "and" with a second one, about another time or another kind of fact."""
    lexicon = load_lexicon(language)
    keys = [word.key for word in split_words(text)]
    terms = [found[0] if (found := lexicon.match(keys, at)) else Term("", key) for at, key in enumerate(keys)]
    for at, (term, following) in enumerate(pairwise(terms)):
        if term == ("mark", "and") and following.table == "question":
            halves = terms[:at], terms[at + 1 :]
            whole = {"question", "verb"} <= {term.table for term in halves[0]}
            if whole and (len({any(map(_is_dated, half)) for half in halves}) > 1 or _tells_of_two(*halves)):
                return True
    return False


# Verbs by what they tell of: of two kinds, such as who owns a firm and who leads it, no one form tells.
_SUBJECTS = (frozenset({"own", "buy"}), frozenset({"lead", "operate"}), frozenset({"build", "start", "end", "sell"}))


def _tells_of_two(first: Sequence[Term], second: Sequence[Term]) -> bool:
    verbs = [{term.concept for term in half if term.table == "verb"} for half in (first, second)]
    told = [{subject for subject in _SUBJECTS if half & subject} for half in verbs]
    return all(told) and told[0].isdisjoint(told[1])


def _is_dated(term: Term) -> bool:
    year = not term.table and YEAR.fullmatch(term.concept)
    return bool(year) or term in _OTHER_TIMES


def check(question: str, form: Form, store: Store, words: Words) -> None:
    """Raise `NoAnswerError` if something in the question is not understood or not held by the base."""
    if form.lacking:
        topic = words.phrase("topic", form.lacking[0])
        raise _refusal("not-held", words, words.say("lacking", topic=topic), words.say("covers"))
    if form.unknown:
        raise _unknown(question, form, store, words)
    if form.unjoined:
        raise _refusal(
            "unclear", words, words.say("unjoined", names=words.joined(list(form.unjoined))), _example(words)
        )
    if form.dangling:
        raise _refusal("not-held", words, words.say("nothing", what=describe(form, words)))
    if form.view not in PATTERNS and form.view not in _SPECIAL:
        raise _refusal("no-content", words, words.say("no_content"), _example(words))
    if form.mode in _RANKED and (form.by or "model") not in _countable(form.view):
        raise _refusal("no-content", words, words.say("no_content"), _example(words))
    if not (form.names or form.targets or form.window or form.states or form.kinds or form.date or form.view in _WHOLE):
        raise _refusal("no-content", words, words.say("no_content"), _example(words))


def _countable(view: View) -> set[str]:
    """Return the slots of a view that can be counted or measured, and the start of what it is about."""
    pattern = PATTERNS.get(view)
    return {*pattern.things, *pattern.values, "start", "end", "opened"} if pattern else set()


def _unknown(question: str, form: Form, store: Store, words: Words) -> NoAnswerError:
    """Return that a language, a word or a name is not known, with near names."""
    if not _is_supported(question, store):
        english = load_words("en")
        return _refusal("language", english, english.say("no_language"), _languages(english), _example(english))
    plain = [word for word in form.unknown if word.islower() and word.isalpha()]
    unknown = plain[:1] if len(plain) < len(form.unknown) and plain else form.unknown
    text = " ".join(unknown)
    is_name = any(word[:1].isupper() or any(char.isdigit() for char in word) for word in unknown)
    quoted = words.quoted(text)
    reason = "unknown-name" if is_name else "unknown-word"
    first = words.say(reason.replace("-", "_"), name=quoted, word=quoted)
    least = _ALIKE if _may_name(unknown, question) else _ALIKE_WORD
    if near := _near(text, store, least, is_name=is_name):
        return _refusal(reason, words, f"{first} {words.say('near', names=words.joined(near))}")
    return _refusal(reason, words, first, _languages(words), _example(words))


def _is_supported(question: str, store: Store) -> bool:
    """Return whether a question is in a language with a lexicon."""
    words = split_words(question)
    named = {at for link in link_names(words, store) for at in range(link.first, link.last)}
    return supported(words, named)


def _may_name(unknown: Sequence[str], question: str) -> bool:
    """Return whether words are written as a name; the capital of the word that opens a question tells nothing."""
    opening = split_words(question)[0].text
    return any(any(map(str.isdigit, word)) or (word[:1].isupper() and word != opening) for word in unknown)


def _near(text: str, store: Store, least: int, *, is_name: bool) -> Sequence[str]:
    """Return names that are near to unknown words; a short word that is no name has none."""
    near = nearest_names(text, Names(store)) if is_name or len(text) >= _LONG_WORD else ()
    return list(dict.fromkeys(name.label for name in near if _is_like(text, name.label, least)))


def _is_like(text: str, label: str, least: int) -> bool:
    """Return whether a name is near to unknown words: by most of its letters or a whole word, not by a number."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (only where a name is not known)

    asked, known = fold(text), fold(label)
    shared = {word for word in set(asked.split()) & set(known.split()) if word.isalpha() and len(word) >= _LONG_WORD}
    return bool(shared) or fuzz.ratio(asked, known) >= least


def _languages(words: Words) -> str:
    return words.say("language", languages=words.joined([words.language_name(code) for code in LANGUAGES]))


def _example(words: Words) -> str:
    return words.say("try", example=words.say("example"))


def _refusal(reason: str, words: Words, *lines: str) -> NoAnswerError:
    return NoAnswerError("\n".join(lines), reason, words.language)
