"""Detect the language of a text.

    >>> detect_language("Der Nova entsteht in Burnaston.")
    'de'

A short text has little evidence, so languages without rules must lead clearly: a sentence in Spanish must not be lost
to Catalan, nor an English headline full of names to Finnish. Languages without a press of their own are no candidates.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The most frequent function words of each language; a clear majority saves the second that a model takes to load.
_FUNCTION_WORDS = {
    "en": "the and of to that is with for was by has are from its at this will",
    "fr": "le les et des une est du dans pour que qui sur au avec par cette ont",
    "de": "der die das und den ist mit von für auf nicht dem ein eine wird im werden",
    "es": "el los las y del una para con por se su más es han como está",
    "it": "il di che per della una sono con nel gli dei alla ha anche è lo",
    "pt": "o os do da em uma para com não no na pela são dos é mais",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 700  # words
_CLEAR = 2.0
_ENOUGH = 8
_ENOUGH_ENGLISH = 2  # its words are in few other languages, and the model is poor at short English

_OTHERS = (
    "am ar az be bg bn bs cs da el et fa fi gu he hi hr hu hy id is ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my ne"
    " nl no pa pl ps ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh"
)
_RELATIVES = frozenset(("af", "ca", "cy", "eu", "fy", "ga", "gl", "lb"))  # near to those above, or spoken beside them
_LEAD = 6.0  # of the logarithm of likelihood; Catalan and Galician sentences lead by more, Spanish ones by less
_SHORT = 12  # words; so few may be mostly names, which look like any language
_SHORT_LEAD = 12.0  # other languages lead by 17 and more in a sentence of their own, in one of names by less than 10
_NONE = "zxx"  # ISO 639's code for no linguistic content


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text; zxx if it has no words."""
    words = [match[0] for match in islice(_WORD.finditer(text), _SAMPLE)]
    sample = [word.lower() for word in words]
    counts = sorted(((sum(word in known for word in sample), code) for code, known in _WORDS.items()), reverse=True)
    (best, language), (second, _) = counts[:2]
    enough = _ENOUGH_ENGLISH if language == "en" else _ENOUGH
    if best >= enough and best >= _CLEAR * second and best > len(sample) // 12:
        return language
    if not words:
        return _NONE
    ranked: dict[str, float] = dict(_identifier().rank(" ".join(words)))
    handicap = _SHORT_LEAD if len(words) < _SHORT else 0.0
    return max(ranked, key=lambda code: (ranked[code] - _lead(code, handicap), code))


def _lead(code: str, handicap: float) -> float:
    """Return by how much a language must lead those with rules."""
    near = _LEAD if code in _RELATIVES else 0.0
    return 0.0 if code in _WORDS else max(near, handicap)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model, restricted to plausible languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (its model takes a second to load)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*_WORDS, *_OTHERS.split(), *_RELATIVES])
    return identifier
