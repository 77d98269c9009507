"""Amounts in text: numbers in figures and words with their scale, unit and comparator.

>>> from autokg.reading.language.profile import load_language
>>> [(m.kind.name, m.number, m.comparator) for m in find_amounts("nearly 2,000 employees", load_language("en"))]
[('PEOPLE', 2000.0, 'nearly')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autokg.reading.language.profile import Language, lower_source
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.places import matches_at
from autokg.reading.shadow import in_lower_case

# One separator of thousands throughout, and another of decimals: "1,200,00" is no number, nor are digits without end.
_FIGURES = (
    r"(?:\d{1,3}(?P<thousands>[ .,'])\d{3}(?!\d)(?:(?P=thousands)\d{3}(?!\d))*(?:(?!(?P=thousands))[.,]\d{1,2}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d+)?)(?![.,]?\d)"
)
_SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR",
    "US$": "USD", "R$": "BRL", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NT$": "TWD", "HK$": "HKD",
    "S$": "SGD", "MX$": "MXN",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NAME_BEFORE = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Ý][\w-]+ \Z")
_PART_BEFORE = re.compile(
    r"(?:[^\W\d_]-|\b(?:quarter|third|half|tenth|fifth|quart|tiers|moitié|viertel|drittel|hälfte|cuarto|tercio|mitad"
    r"|quarto|terzo|metà|terço|metade) (?:of |de |d'|di |der |von )?)\Z",
    re.IGNORECASE,
)
_NAME_REACH, _SMALL, _WORDS_REACH = 30, 100, 60
_YEAR = re.compile(r"(?:19|20)\d\d")
# What ends a number that no noun follows: a mark, a conjunction or a preposition.
_CLOSED = re.compile(r"[.,;:)\n]|\s*$| (?:and|but|by|in|at|und|in|im|bis|et|à|en|dans|y|e|a|nel|no|na)\b")
_GROUPED = re.compile(r"\d{1,3}([ .,'])\d{3}(\1\d{3})*")


def parse_figures(text: str, language: Language) -> float:
    """Read a number in figures by the separators of a language: `300 000`, `1,5` or `1.5`."""
    decimal = str(language.table("numbers.decimal") or ".")
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped[1] != decimal or text.endswith("0")):  # no one writes a decimal zero at the end
        return float(re.sub(r"\D", "", text))
    bare = "".join(character for character in text if character.isdigit() or character == decimal)
    if grouped and text.count(decimal) > 1:
        return float(re.sub(r"\D", "", text))
    if text.count(".") + text.count(",") == 1 and decimal not in text:  # the other language's decimal sign
        bare = re.sub(r"[.,]", decimal, text)
    return float(bare.replace(decimal, ".").replace(" ", "").replace("'", ""))


def find_amounts(text: str, language: Language) -> list[Mention]:
    """Return the amounts of money, the percentages and the counts of people and vehicles, not overlapping."""
    mentions: list[Mention] = []
    end = 0
    worded: int | None = None
    for match in _matches(text, language):
        goes_on = worded is not None and match.start() == worded + 1
        worded = match.end() if match["number"][-1].isalpha() else None
        if goes_on:
            mentions = [mention for mention in mentions if mention.end != match.start() - 1]
            continue  # "four thousand five hundred" is neither of both
        mention = None if _is_part(match) else _mention(match, language)
        if mention and mention.start >= end:
            mentions.append(mention)
            end = mention.end
    return mentions


def _is_part(match: re.Match[str]) -> bool:
    """Return whether a number is part of a longer one in words ("twenty-two thousand") or a fraction's whole."""
    before = match.string[max(0, match.start() - _NAME_REACH) : match.start()]
    return bool(_PART_BEFORE.search(before)) and match["number"][-1].isalpha()


def find_numbers(text: str, language: Language) -> Iterator[float]:
    """Yield every number of a text, with its scale and without."""
    for match in _matches(text, language):
        yield _value(match, language)
        if match["scale"]:
            yield _value(match, language, scaled=False)


def _alternatives(language: Language, path: str) -> str:
    table = language.table(path) or {}
    return "|".join(language.expand(pattern) for pattern in table.values()) or "(?!)"


def _matches(text: str, language: Language) -> Iterator[re.Match[str]]:
    """Yield the amounts and bare numbers of a text as they stand, not overlapping."""
    places, pattern = _patterns(language)
    return matches_at(places.finditer(in_lower_case(text)), pattern, text)


def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a quick pattern for the places where an amount may start, and that of all amounts of a language."""
    compiled = language.compiled
    if "amounts" not in compiled:
        words = "|".join(language.table("numbers.words") or ()) or "(?!)"
        currency = _alternatives(language, "numbers.currencies")
        units = language.table("numbers.units") or {}
        comparators, codes = _alternatives(language, "numbers.comparators"), "|".join(_codes(language))
        source = (
            rf"(?:(?P<comparator>{comparators}) )?"
            rf"(?:(?P<sign>{_SIGN}|(?-i:{codes})) ?)?"
            rf"(?P<number>{_FIGURES}|{words})"
            rf"(?:(?: ?- ?| )?(?P<scale>{_alternatives(language, 'numbers.scales')}))?"
            rf"(?:(?P<percent> ?(?:%|{units.get('percent', '(?!)')}))"
            rf"| ?(?P<currency>[€$£]|{units.get('of', '(?!)')}{currency}|{currency})"
            rf"|(?: |-)(?:{units.get('between', '(?!)')} ?){{0,3}}(?:(?P<people>{units.get('people', '(?!)')})"
            rf"|(?P<vehicles>{units.get('vehicles', '(?!)')})))?"
            rf"(?P<rate>(?(vehicles)(?: (?!in |at |and |for |to )\w+)?){units.get('rate', '(?!)')})?"
        )
        start = rf"(?:(?:{comparators}) )?(?:(?:{_SIGN}|{codes}) ?)?(?:\d|{words})"
        compiled["amounts"] = (
            re.compile(rf"(?<![\w.,])(?={lower_source(language.expand(start))})"),
            re.compile(rf"(?<![\w.,])(?:{language.expand(source)})(?!\w)", re.IGNORECASE),
        )
    patterns: tuple[re.Pattern[str], re.Pattern[str]] = compiled["amounts"]
    return patterns


def _codes(language: Language) -> list[str]:
    return [str(code) for code in language.table("numbers.currencies") or {}]


def _value(match: re.Match[str], language: Language, *, scaled: bool = True) -> float:
    words = language.table("numbers.words") or {}
    text = match["number"]
    number = float(words[text.lower()]) if text.lower() in words else parse_figures(text, language)
    return number * _scale(match["scale"], language) if scaled else number


def _scale(text: str | None, language: Language) -> float:
    for scale, pattern in language.lookup("numbers.scales"):
        if text and pattern.fullmatch(text.lower()):
            return float(scale)
    return 1.0


def _mention(match: re.Match[str], language: Language) -> Mention | None:
    kind, unit = _kind(match, language)
    if kind is None:
        return None
    compared = (match["comparator"] or "").lower()
    comparator = next((word for word, p in language.lookup("numbers.comparators") if p.fullmatch(compared)), None)
    number = round(_value(match, language), 6)
    if kind in (Kind.PEOPLE, Kind.VEHICLES) and (number == 1 or _is_of_a_name(match, number)):
        return None  # "a car" counts nothing
    return Mention(kind, match.start(), match.end(), match[0], number, comparator, unit)


def _is_of_a_name(match: re.Match[str], number: float) -> bool:
    """Return whether a small number goes with the name before it, as in "the Alpha 3 electric SUV"."""
    before = match.string[max(0, match.start() - _NAME_REACH) : match.start()]
    return number < _SMALL and bool(_NAME_BEFORE.search(before))


def _kind(match: re.Match[str], language: Language) -> tuple[Kind | None, str | None]:
    """Return the kind of an amount and its unit; a number alone is none."""
    if match["percent"] or match["people"]:
        return Kind.PERCENT if match["percent"] else Kind.PEOPLE, None
    if counted := _counted_before(match, language):
        return counted, None
    if match["vehicles"] or (match["rate"] and not match["sign"] and not match["currency"]):
        return Kind.VEHICLES, "year" if match["rate"] else None
    currency = _currency(match, language)
    return (Kind.MONEY, currency) if currency else (None, None)


def _counted_before(match: re.Match[str], language: Language) -> Kind | None:
    """Return what a number without a noun counts by the words before it: "employs 2,500", "a capacity of 80,000"."""
    has_noun = any(match[group] for group in ("people", "vehicles", "rate", "sign", "currency"))
    is_figure = match["number"][-1].isdigit() and not _YEAR.fullmatch(match["number"])
    if has_noun or not is_figure or not _CLOSED.match(match.string, match.end()):
        return None
    before = in_lower_case(match.string[max(0, match.start() - _WORDS_REACH) : match.start()])
    units = language.table("numbers.before") or {}
    kinds = {"people": Kind.PEOPLE, "vehicles": Kind.VEHICLES}
    return next((kinds[unit] for unit in units if re.search(rf"(?:{units[unit]}) $", before)), None)


def _currency(match: re.Match[str], language: Language) -> str | None:
    written = (match["sign"] or match["currency"] or "").strip()
    if not written or written.upper() in _SIGNS:
        return _SIGNS.get(written.upper())
    codes = (code for code, pattern in language.lookup("numbers.currencies") if pattern.search(written.lower()))
    return next(codes, None)
