r"""Numbers that words state, by other code and other tables than the rules read numbers with.

    >>> sorted(find_numbers_stated("1,5 Millionen Autos, davon zweihundert in 2026", "de"))
    [200.0, 2026.0, 1500000.0]
    >>> sorted(find_numbers_stated("a quarter of a million cars in two and a half years", "en"))
    [2.5, 250000.0]
    >>> sorted(find_shares_stated("Acme und Bolt sind zu gleichen Teilen beteiligt"))
    [50.0]

A library turns numbers in words into figures, and Unicode CLDR tells the decimal sign of a language. A scale belongs to
the figure before it. So the gate has a second opinion on what the rules read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel.numbers import get_decimal_symbol
from text_to_num import alpha2digit

LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "pt"})
# Powers of ten by their words, in figures as the library writes them, or as the press shortens them.
_SCALES = {
    3: r"1000|k|thousand|tsd|tausend|mila|mil",
    6: r"1000000|mn?|mio|mln|milion[ei]|mi",
    9: r"1000000000|bn?|mrd|mds?|miliard[oi]|bi",
    12: r"1000000000000",
}
_FRACTIONS = {
    0.5: r"half|demie?|moitie|halbe?n?|halfte|medi[ao]|mitad|mezz[ao]|meta|mei[ao]|metade|fifty-fifty|50-50"
    r"|equal(?:ly)?|egales|gleiche\w*|iguale?s|uguali|pari",
    0.25: r"quarter|quart|viertel|cuart[oa]|quart[oa]",
    0.75: r"three[- ]quarters|(?:trois|3) quarts|drei ?viertel|(?:tres|3) cuartos|(?:tre|3) quarti|(?:tres|3) quartos",
    round(1 / 3, 8): r"third|3rd|tiers|drittel|terci[oa]|terzo|terco",
    round(2 / 3, 8): r"(?:two|2)[- ]thirds|(?:deux|2) tiers|(?:zwei|2) ?drittel|(?:dos|2) tercios|(?:due|2) terzi"
    r"|(?:dois|2) tercos",
    0.2: r"fifth|5th|cinquieme|funftel|quint[oa]",
    0.1: r"tenth|10th|dixieme|zehntel|decim[oa]",
}
_MIXED = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5}
_FIGURES = r"\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d{1,2})?(?![.,]?\d)|\d+(?:[.,]\d+)?(?![.,]?\d)"
_AND_HALF = r" (?:and|et|y|e) (?:an? |une? |uma? )?(?:half|demie?|medi[ao]|mezz[ao]|mei[ao])(?!\w)"
_SCALE = "|".join(f"(?P<e{power}>{words})" for power, words in _SCALES.items())
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<figures>{_FIGURES})(?P<half>{_AND_HALF})?(?:[ -]?(?:{_SCALE})(?!\w)(?P<later>{_AND_HALF})?)?"
)
_PART = re.compile(
    rf"(?<!\w)(?<!and a )(?<!and )(?<!et )(?<! y )(?:(?P<fraction>{'|'.join(_FRACTIONS.values())})[ -]?"
    rf"(?:(?:of|d'|de|di|an?|eine[rn]?|une?|uma?) ?)*|(?P<mixed>{'|'.join(_MIXED)}) )"
    r"(?P<whole>1000(?:000)*|(?:mill?i|mil)(?P<milliard>ard)?\w*)(?!\w)"
)
_ALL = re.compile(
    r"(?<!\w)(?:all|whole|wholly|full|fully|sole|solely|entire|entirely|complete|completely|outright|tout|toute|totalite"
    r"|integral\w*|entier\w*|ganz\w*|voll\w*|allein\w*|komplett\w*|total\w*|enter[ao]\w*|complet[ao]\w*|inter[ao]\w*"
    r"|toda|todo|tutt[oa])(?!\w)"
)
_REST = re.compile(
    r"(?<!\w)(?:rest\w*|remain\w*|other|solde|ubrig\w*|verbleibend\w*|riman\w*|altr[oi]|otro|outr[oa])(?!\w)"
)
_THOUSAND, _HUNDRED, _DECIMALS = 1000, 100, 6


@lru_cache(maxsize=512)
def find_numbers_stated(text: str, language: str) -> frozenset[float]:
    """Return the numbers that words state, each with its scale."""
    known = language in LANGUAGES
    folded = fold_text(alpha2digit(text.lower(), language, threshold=0) if known else text)
    decimal = get_decimal_symbol(language) if known else "."
    parts: list[float] = []
    if "1000" in folded or "mil" in folded:  # the pattern of parts is slow, and few words have a whole to be part of
        parts = list(map(_part, _PART.finditer(folded)))
        folded = _PART.sub("…", folded)
    numbers = (_value(match, decimal) for match in _NUMBER.finditer(folded))
    return frozenset(round(number, _DECIMALS) for number in (*parts, *numbers))


@lru_cache(maxsize=512)
def find_shares_stated(text: str, numbers: frozenset[float] = frozenset()) -> frozenset[float]:
    """Return the shares in per cent that words state ("half", "all"), and what they leave of numbers ("the rest")."""
    folded = fold_text(text)
    shares = {_HUNDRED * part for part, words in _FRACTIONS.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", folded)}
    shares |= {float(_HUNDRED)} if _ALL.search(folded) else set()
    rest = {_HUNDRED - number for number in (*numbers, *shares)} if _REST.search(folded) else set()
    return frozenset(round(share, _DECIMALS) for share in shares | rest)


def fold_text(text: str) -> str:
    """Return a text in lower case, without accents and without marks of Markdown, spaces of all widths alike."""
    letters = unicodedata.normalize("NFKD", text.lower()).replace("’", "'").replace("*", "")
    return "".join(" " if letter.isspace() else letter for letter in letters if not unicodedata.combining(letter))


def _value(match: re.Match[str], decimal: str) -> float:
    scale: int = 10 ** next((power for power in _SCALES if match[f"e{power}"]), 0)
    number = _parse(match["figures"], match["mark"], decimal) * scale
    if not (match["half"] or match["later"]):
        return number
    return number + _unit_of(number, scale) / 2


def _unit_of(number: float, unit: int) -> int:
    """Return what "and a half" is half of: the scale, or the last thousands of a number such as two million."""
    while unit == 1 or unit < number:
        if number % (unit * _THOUSAND):
            break
        unit *= _THOUSAND
    return unit


def _parse(figures: str, mark: str | None, decimal: str) -> float:
    """Parse figures; one group of three after the language's decimal sign is decimals, unless it ends in a zero."""
    if mark is None or (figures.count(mark) == 1 and mark == decimal and not figures.endswith("0")):
        return float(figures.replace(",", "."))
    whole = re.match(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", figures)
    length = whole.end() if whole else len(figures)
    return float(re.sub(r"\D", "", figures[:length]) + re.sub(r"\D", ".", figures[length:]))


def _part(match: re.Match[str]) -> float:
    """Return a part of a whole in words: half a million."""
    whole = match["whole"]
    scale = float(whole) if whole.isdecimal() else 1e9 if match["milliard"] else 1e6
    if match["mixed"]:
        return _MIXED[match["mixed"]] * scale
    return next(part for part, words in _FRACTIONS.items() if re.fullmatch(words, match["fraction"])) * scale
