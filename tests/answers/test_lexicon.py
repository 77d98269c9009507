"""Six lexicons hold the same concepts; phrases match whole words, stems, and two parts with words between."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from autokg.answers.languages import detect_language
from autokg.answers.lexicon import LANGUAGES, Lexicon, Term, load_lexicon
from autokg.answers.linking import Word, split_words
from autokg.core.resources import find_resource

Tables = dict[str, dict[str, str]]


def _tables(language: str) -> Tables:
    path = find_resource("queries", "lexicon") / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_lexicon_has_the_concepts_of_english(language: str) -> None:
    english, own = _tables("en"), _tables(language)
    free = {("state", "ended")}
    missing = [(t, c) for t in english if t != "demonym" for c in english[t] if c not in own[t] and (t, c) not in free]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_written_as_words_are_matched(language: str) -> None:
    phrases = [
        phrase.strip()
        for t, table in _tables(language).items()
        if t != "accented"
        for line in table.values()
        for phrase in line.split(",")
    ]
    unmatched = [
        phrase
        for phrase in phrases
        if " ".join(word.key for word in split_words(phrase.replace("*", "").replace("...", "")))
        != " ".join(phrase.replace("*", "").replace("...", "").split())
    ]
    assert unmatched == []


# A stem must not catch a word of another meaning, a name or a country.
@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("es", "china"), ("es", "rusia"), ("es", "india"), ("es", "individual"), ("es", "abril"), ("es", "social"),
        ("pt", "francisco"), ("pt", "franca"), ("pt", "alem"), ("pt", "belgica"), ("pt", "planeta"), ("pt", "abril"),
        ("it", "carburante"), ("it", "finanza"), ("it", "primavera"), ("it", "aprile"), ("it", "mercedes"),
        ("fr", "vendredi"), ("fr", "russell"), ("fr", "couteau"), ("fr", "villeneuve"),
        ("de", "deutschland"), ("de", "los"), ("de", "schliesslich"), ("de", "besteht"), ("de", "diesseits"),
        ("en", "mountain"), ("en", "statement"), ("en", "brandt"), ("en", "colorado"), ("en", "engineer"),
    ],
)  # fmt: skip
def test_a_stem_does_not_catch_another_word(language: str, word: str) -> None:
    found = load_lexicon(language).match((word,), 0)
    assert found is None or found[0].table in ("words", "mark")


def test_the_longest_phrase_wins_and_an_ending_is_open() -> None:
    lexicon = Lexicon("en", {"verb": {"build": "put together"}, "noun": {"plant": "factor*"}, "words": {"stop": "put"}})
    assert lexicon.match(("put", "together"), 0) == (Term("verb", "build"), 2)
    assert lexicon.match(("put", "down"), 0) == (Term("words", "stop"), 1)
    assert lexicon.match(("factories",), 0) == (Term("noun", "plant"), 1)
    assert lexicon.match(("facts",), 0) is None


def test_a_phrase_in_two_parts_may_go_round_a_name() -> None:
    lexicon = Lexicon("de", {"verb": {"build": "stellt ... her", "end": "stellt ... ein"}, "mark": {"from": "her"}})
    words = ("wann", "stellt", "magna", "das", "ein")
    assert lexicon.matches(words, 1, 2) == ([Term("verb", "end")], 1)
    assert lexicon.second_parts(words) == {4}
    assert lexicon.matches(("stellt", "her"), 0) is None
    assert lexicon.second_parts(("her", "stellt", "magna")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_questions_are_known(language: str) -> None:
    """Only names are unknown, and they are written with a capital or a digit."""
    text = (Path(__file__).parent / f"questions_{language}.toml").read_text(encoding="utf-8")
    lexicon = load_lexicon(language)
    unknown = {
        word.text
        for part in tomllib.loads(text).values()
        for question in part
        if detect_language(split_words(question), text=question) == language
        for word in _unexplained(question, lexicon)
        if word.text.isalpha() and word.text.islower()
    }
    assert unknown <= {"polestar", "canada", "flins", "magna", "busan"}


def _unexplained(question: str, lexicon: Lexicon) -> list[Word]:
    words = split_words(question)
    keys = [word.key for word in words]
    second = lexicon.second_parts(keys)
    explained: set[int] = set(second)
    at = 0
    while at < len(keys):
        found = lexicon.matches(keys, at)
        length = found[1] if found else 1
        explained.update(range(at, at + length) if found else ())
        at += length
    return [word for at, word in enumerate(words) if at not in explained]


@pytest.mark.parametrize(
    ("language", "word", "concept"),
    [
        ("en", "wich", ("question", "which")),
        ("en", "modells", ("noun", "model")),
        ("de", "bautt", ("verb", "build")),
        ("es", "fabrika", ("verb", "build")),
        ("en", "xyz", None),
        ("en", "mdoesl", None),
        ("en", "plant7", None),
    ],
)
def test_a_slip_is_one_letter_of_a_word(language: str, word: str, concept: tuple[str, str] | None) -> None:
    assert load_lexicon(language).nearest(word) == concept


@pytest.mark.parametrize(
    ("text", "concept"), [("fábrica", ("noun", "plant")), ("Fábrica", ("noun", "plant")), ("fabrica", None)]
)
def test_accents_alone_tell_some_words_apart(text: str, concept: tuple[str, str] | None) -> None:
    assert load_lexicon("es").accented(text) == concept


@pytest.mark.parametrize(
    ("language", "phrase", "concept"),
    [
        ("en", "elsewhere than in", ("mark", "outside")), ("fr", "ailleurs qu en", ("mark", "outside")),
        ("de", "anderswo als in", ("mark", "outside")), ("es", "en otro lugar que", ("mark", "outside")),
        ("it", "altrove che in", ("mark", "outside")), ("pt", "noutro lugar que nao a", ("mark", "outside")),
        ("en", "not confirmed", ("state", "overdue")), ("fr", "pas confirmees", ("state", "overdue")),
        ("de", "nicht bestatigt", ("state", "overdue")), ("es", "no estan confirmadas", ("state", "overdue")),
        ("it", "non sono confermati", ("state", "overdue")), ("pt", "nao foram confirmadas", ("state", "overdue")),
        ("de", "abgelaufen", ("verb", "end")), ("pt", "expiraram", ("verb", "end")),
        ("de", "streiten", ("noun", "conflict")), ("it", "litigano", ("noun", "conflict")),
        ("es", "habiendo", ("words", "stop")), ("pt", "ficam", ("words", "stop")),
    ],
)  # fmt: skip
def test_everyday_phrases_have_a_concept(language: str, phrase: str, concept: Term) -> None:
    words = tuple(phrase.split())
    assert load_lexicon(language).match(words, 0) == (concept, len(words))
