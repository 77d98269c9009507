"""Which language a question is in, by its words and letters, and whether it is one that has a lexicon.

>>> from autokg.answers.linking import split_words
>>> detect_language(split_words("Où est fabriquée la Polestar 4 ?")), detect_language(split_words("polestar 4"))
('fr', 'en')
>>> supported(split_words("Waar wordt de Polestar 4 gebouwd?")), supported(split_words("polestar 4"))
(False, True)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from autokg.answers.lexicon import LANGUAGES, Lexicon, load_lexicon
from autokg.answers.linking import Word

# Letters that words of one language have and those of the others lack; names are no evidence.
_LETTERS = {"fr": "èêîûœ", "de": "äöß", "es": "ñ¿¡", "it": "òì", "pt": "ãõ"}
# Words that their accents tell from words of the other languages.
_ACCENTED = {"fr": {"où", "été"}, "it": {"è", "più"}, "pt": {"é", "já", "à"}}
_LETTER_WEIGHT = 0.5  # of a word: letters decide only between lexicons that explain as much
_GRAMMAR_WEIGHT = 1.5
_GRAMMAR = frozenset({"words", "mark", "question"})


def detect_language(words: Sequence[Word], names: Collection[int] = (), text: str = "") -> str:
    """Return the language whose lexicon explains most words; of equals the first of `LANGUAGES`.

    Args:
        words: the words of the question.
        names: positions of words that are names, which tell nothing.
        text: the question, whose marks and letters decide between languages that explain as much.

    """
    return likely_languages(words, names, text)[0]


def likely_languages(words: Sequence[Word], names: Collection[int] = (), text: str = "") -> list[str]:
    """Return the languages whose lexicons explain most words, and equally many, in the order of `LANGUAGES`."""
    scores = {code: _score(code, words, names, text) for code in LANGUAGES}
    best = max(scores.values())
    return [code for code in LANGUAGES if scores[code] == best]


def supported(words: Sequence[Word], names: Collection[int] = ()) -> bool:
    """Return whether the words that are no names belong to a language with a lexicon.

    More than half of them must be known, or a verb or a question word; one unknown word may be a name or a slip.
    A question of names only is supported.
    """
    lexicon = load_lexicon(detect_language(words, names))
    if any(_asks(lexicon, words, at) for at in range(len(words))):
        return True
    explained = _explained(lexicon, words)
    if any(at not in explained and at not in names and _is_foreign(word.text) for at, word in enumerate(words)):
        return False
    plain = [at for at in range(len(words)) if at in explained or not (at in names or _may_be_name(words, at))]
    unknown = sum(at not in explained for at in plain)
    return unknown <= 1 or unknown < len(plain) - unknown


def _is_foreign(text: str) -> bool:
    """Return whether a word has letters of another script than the Latin one."""
    return any(char.isalpha() and not unicodedata.name(char, "LATIN").startswith("LATIN") for char in text)


def _asks(lexicon: Lexicon, words: Sequence[Word], at: int) -> bool:
    found = lexicon.match([word.key for word in words], at)
    return found is not None and found[0].table in ("question", "verb")


def _may_be_name(words: Sequence[Word], at: int) -> bool:
    text = words[at].text
    return text.isascii() and (any(character.isdigit() for character in text) or (at > 0 and text[:1].isupper()))


def _score(code: str, words: Sequence[Word], names: Collection[int], text: str) -> tuple[float, int]:
    """Weigh the explained words; those of questions and grammar count half more, and of equals more words decide."""
    explained = _explained(load_lexicon(code), words)
    weight = sum(tables for at, tables in explained.items() if at not in names)
    letters = (text or "".join(word.text for at, word in enumerate(words) if at not in names)).casefold()
    weight -= sum(_denies_name(load_lexicon(code), words, at) for at in explained)
    weight += _LETTER_WEIGHT * any(letter in letters for letter in _LETTERS.get(code, ""))
    weight += _LETTER_WEIGHT * any(word.text.casefold() in _ACCENTED.get(code, ()) for word in words)
    return weight, len(explained)


def _denies_name(lexicon: Lexicon, words: Sequence[Word], at: int) -> bool:
    """Return whether a word would be a negation right before a name, as Portuguese "no Brasil" in Spanish."""
    keys = [word.key for word in words]
    found = lexicon.match(keys, at)
    denies = found is not None and found[0] == ("mark", "not") and found[1] == 1
    return denies and at + 1 < len(words) and words[at + 1].text[:1].isupper() and not lexicon.match(keys, at + 1)


def _explained(lexicon: Lexicon, words: Sequence[Word]) -> dict[int, float]:
    """Return the weight of each word that the lexicon explains, by position."""
    keys = [word.key for word in words]
    weights: dict[int, float] = {}
    at = 0
    while at < len(keys):
        found = lexicon.match(keys, at)
        length = found[1] if found else 1
        if found:
            weight = _GRAMMAR_WEIGHT if found[0].table in _GRAMMAR else 1.0
            weights.update(dict.fromkeys(range(at, at + length), weight))
        at += length
    return weights
