"""Grammar of the six languages of answers: prepositions and articles of countries, and words that contract.

Rules give most countries; what no rule gives stands in the wording files, in `in_country` and `the_country`.

>>> in_country("MX", "fr"), in_country("US", "fr"), in_country("SE", "fr"), in_country("BR", "pt")
('au Mexique', 'aux États-Unis', 'en Suède', 'no Brasil')
>>> contract("à partir de le premier semestre, de Audi", "fr"), contract("Kia y Isuzu", "es")
('à partir du premier semestre, d’Audi', 'Kia e Isuzu')
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autokg.core.geography import region_name

_PLURAL = frozenset({"AE", "BS", "KM", "MV", "NL", "PH", "SC", "US"})
_FEMININE_PLURAL = frozenset({"BS", "KM", "MV", "PH", "SC"})
_VOWELS = "AEIOUÂÉÈÊÎÔÁÍÓÚ"

# French
_TOWNLIKE = frozenset({"BH", "CU", "CY", "DJ", "HK", "MC", "MG", "MO", "MT", "MU", "OM", "SG", "SM", "TW"})
_BARE_FRENCH = _TOWNLIKE | {"AD", "HT", "IL"}
_MASCULINE_FRENCH = frozenset({"BZ", "KH", "MX", "MZ", "ZW"})
# Italian
_MASCULINE_ITALIAN = frozenset({"BW", "CA", "GH", "KE", "NI", "ZA"})
_BARE_ITALIAN = frozenset({"AD", "CU", "CY", "HK", "IL", "MC", "MT", "PA", "SG", "SM", "TW"})
_LO = re.compile(r"(?:S[^aeiouAEIOU]|Z|Gn|Ps|Y)")
# Portuguese
_MASCULINE_PORTUGUESE = frozenset({"GH", "KE", "KH"})
_BARE_PORTUGUESE = frozenset(
    {
        "AD",
        "AO",
        "CU",
        "CV",
        "CY",
        "HK",
        "HN",
        "IL",
        "MA",
        "MC",
        "MG",
        "MO",
        "MT",
        "MZ",
        "PT",
        "SG",
        "SM",
        "SV",
        "TL",
        "TW",
    }
)


def in_country(code: str, language: str) -> str:
    """Return a country or region with the preposition that says where, as in "au Mexique"."""
    if language == "fr":
        return _in_french(code)
    if language == "pt":
        return contract(f"em {the_country(code, language)}", language)
    return f"{_IN.get(language, 'in')} {region_name(code, language)}"


def the_country(code: str, language: str) -> str:
    """Return a country or region as it stands in running text, with its article if the language uses one."""
    name = region_name(code, language)
    return f"{_ARTICLES[language](code, name)}{name}" if language in _ARTICLES else name


_IN = {"en": "in", "de": "in", "es": "en", "it": "in"}


def _in_french(code: str) -> str:
    name = region_name(code, "fr")
    if code in _TOWNLIKE:
        return f"à {name}"
    if code in _PLURAL:
        return f"aux {name}"
    if code in _BARE_FRENCH or _is_feminine_french(code, name) or name[:1] in _VOWELS:
        return f"en {name}"
    return f"au {name}"


def _is_feminine_french(code: str, name: str) -> bool:
    return name.split(maxsplit=1)[0].endswith("e") and code not in _MASCULINE_FRENCH


def _french_article(code: str, name: str) -> str:
    if code in _BARE_FRENCH:
        return ""
    if code in _PLURAL:
        return "les "
    if name[:1] in _VOWELS:
        return "l’"
    return "la " if _is_feminine_french(code, name) else "le "


def _italian_article(code: str, name: str) -> str:
    if code in _BARE_ITALIAN:
        return ""
    if code in _PLURAL:
        return "le " if code in _FEMININE_PLURAL else "gli " if name[:1] in _VOWELS or _LO.match(name) else "i "
    if name[:1] in _VOWELS:
        return "l’"
    if name.split(maxsplit=1)[0].endswith("a") and code not in _MASCULINE_ITALIAN:
        return "la "
    return "lo " if _LO.match(name) else "il "


def _portuguese_article(code: str, name: str) -> str:
    if code in _BARE_PORTUGUESE:
        return ""
    if code in _PLURAL:
        return "as " if code in _FEMININE_PLURAL else "os "
    feminine = name.split(maxsplit=1)[0].endswith(("a", "União")) and code not in _MASCULINE_PORTUGUESE
    return "a " if feminine else "o "


_ARTICLES: dict[str, Callable[[str, str], str]] = {
    "fr": _french_article,
    "it": _italian_article,
    "pt": _portuguese_article,
}


def contract(text: str, language: str) -> str:
    """Return a text with the words joined that the language joins, as in "du" for "de le"."""
    for pattern, replacement in _CONTRACTIONS.get(language, ()):
        text = pattern.sub(replacement, text)
    return text


def _italian_joint(match: re.Match[str]) -> str:
    preposition, article = match[1], match[2]
    stem = {"di": "de", "in": "ne"}.get(preposition, preposition)
    if article == "il":
        return f"{stem}l"
    if article in ("i", "gli"):
        return f"{stem}{article}"
    return f"{stem}l{article}" if article != "l’" else f"{stem}ll’"


def _spanish_span(match: re.Match[str]) -> str:
    article = "el " if match[1] else ""
    return f"desde {article}{match[2]} hasta "


_MADE_BY = re.compile(r"\bse (fabric\w+)(, según rumores,)? por ([^;,()]*?)(?= en | desde | a partir |[;,(.]|$)")


def _spanish_maker(match: re.Match[str]) -> str:
    """Return the active voice, in the plural if several makers are named."""
    verb, rumoured, makers = match[1], match[2] or "", match[3]
    if re.search(r" [ye] ", makers):
        verb = f"{verb[:-1]}aron" if verb.endswith("ó") else f"{verb}n"
    return f"lo {verb}{rumoured} {makers}"


def _portuguese_joint(match: re.Match[str]) -> str:
    preposition, article = match[1], match[2]
    if preposition == "a":
        return "à" + article[1:] if article[0] == "a" else f"a{article}"
    return {"em": "n", "de": "d", "por": "pel"}[preposition] + article


_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_CONTRACTIONS: dict[str, tuple[_Rule, ...]] = {
    "fr": (
        (re.compile(r"\bde le (?=\w)"), "du "),
        (re.compile(r"à partir (d[eu’] ?[^;,()]{4,40}?) jusqu’en "), r"\1 à "),
        (re.compile(r"à partir (d[eu’] ?[^;,()]{4,40}?) jusqu’(?=à|au)"), r"\1 "),
        (re.compile(r"\bde les (?=\w)"), "des "),
        (re.compile(r"\bà le (?=\w)"), "au "),
        (re.compile(r"\bà les (?=\w)"), "aux "),
        (re.compile(r"\b(d|D|qu|Qu)e (?=[aeiouéèêâîôAEIOUÉÈÊÂÎÔ])"), r"\1’"),
    ),
    "es": (
        # With a builder named, the active voice is the natural one: "lo fabrica X", not "se fabrica por X".
        (_MADE_BY, _spanish_maker),
        (
            re.compile(r"\b(debe|debía|iba a|vaya a) fabricarse(, según se decía,)? por (?=[^\W_])"),
            r"lo \1 fabricar\2 ",
        ),
        (re.compile(r"a partir de(l?) ([^;,()]{4,40}?) hasta "), _spanish_span),
        (re.compile(r"\b(de|a) el (?=\w)"), lambda match: "del " if match[1] == "de" else "al "),
        (re.compile(r" y (?=[iIíÍ]|[hH]i(?!e))"), " e "),
    ),
    "it": (
        (re.compile(r"\bfino a (?=a)"), "fino ad "),
        (re.compile(r"a partire (da\w*[ ’][^;,()]{4,40}? fino )"), r"\1"),
        (re.compile(r"\b(di|da|a|in|su) (il|lo|la|i|gli|le)(?= \w)"), _italian_joint),
        (re.compile(r"\b(di|da|a|in|su) (l’)(?=\w)"), _italian_joint),
        (re.compile(r"\b(da|a|ne|de|su)l (?=(?:8|11) |[aeiou])"), r"\1ll’"),
        (re.compile(r"\bil (?=(?:8|11) )"), "l’"),
    ),
    "pt": (
        (re.compile(r"\b(em|de|por|a) (os?|as?)(?= \w)"), _portuguese_joint),
        (re.compile(r"a partir (d[eoa]s? [^;,()]{4,40}? até )"), r"\1"),
    ),
    "de": (
        (re.compile(r"\bab dem ([^;,()]{4,40}?) bis "), r"vom \1 bis "),
        (re.compile(r"\bab ([^;,()]{4,40}?) bis "), r"von \1 bis "),
    ),
}
