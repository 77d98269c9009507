"""Type names by context: the words around all mentions of a name show whether it is a company, a model or a place.

Each word around a mention is worth points for a kind; the points of all mentions of one name are added. "The Wren",
"the Wren hatchback" and "builds the Wren" make a model; "in Wren", "Wren, Hungary" a place; "Wren says" a company.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.core.ids import fold
from autokg.core.towns import country_of_town
from autokg.reading.frames.tagging import PREPOSITIONS, VERBS, Item, tag
from autokg.reading.frames.word_classes import Lexicon
from autokg.reading.language.profile import Language
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence

_OPEN = (Kind.NAME, Kind.WORD, Kind.PLACE, Kind.MODEL, Kind.ORG)
_PRIOR = {Kind.PLACE: 1.5, Kind.MODEL: 1.5, Kind.ORG: 2.5}
_NEEDED = 2.0
_NEEDED_OF_WORDS = 3.0
_SPEAKS = frozenset({"said", "invest", "plan", "hold", "buy", "sign", "sell"})
_ACTS = _SPEAKS | {"make", "run", "staff", "open", "supply", "will", "have", "close"}
_MAKERS_ACT = frozenset({"make", "run", "supply", "close", "invest", "buy", "sell"})  # of nouns few do these
_STOPS = frozenset({",", ";", ":", "(", ")", "rel", "sub", "–"})
# Prepositions joined to an article, which unknown towns do not have.
_WITH_ARTICLE = frozenset(
    ["im", "am", "beim", "ins", "au", "aux", "nel", "nella", "nello", "nell", "nei", "nelle", "al", "alla", "allo",
     "all", "ai", "sul", "sulla", "dal", "dalla", "no", "na", "nos", "nas", "ao"]
)  # fmt: skip
_MARKS = frozenset({'"', "“", "”", "«", "»", "„", "'", "’"})

# A model's letter code; not a model year, quarter or half.
_LETTERED = re.compile(r"\b(?![FM]Y\d|[QH]\d\b)[A-Z]{1,3}\d{1,3}\b")

_DATELINE = re.compile(
    r"^[^.;:!?()\n]{2,40}? \([^()\n]{2,20}\) ?(?:--|[-–—]) (?=[^|\n]{40})(?![^\n]* [–—-] )", re.MULTILINE
)
_MODEL_YEAR = re.compile(r"[FM]Y ?(?:\d{2}|\d{4})")
_YEAR = re.compile(r"\d{4}")
_SEPARATED = re.compile(r"[.,' ]\d")
_ARTICLE = re.compile(r"(?:\b(?:the|der|die|das|den|la|le|el|il|o|a) |l['’]|#)$")
_PLACE_LINK = re.compile(
    r" |-| d['’]|[ -](?:sur|sous|des|de|du|del|do|da|di|upon|an der|am|on)[ -]|-(?:en|la|les|lès|le|aux)-"
)
_FIGURES = 3
_SHORT = 1.5

Points = tuple[Kind, float]


def retype(
    mentions: Sequence[Mention], masked: str, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> list[Mention]:
    """Return the mentions with the kinds that the words around their names speak for."""
    points: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    tagged = [tag(masked, mentions, sentence, lexicon) for sentence in sentences]
    for items in tagged:
        for at, item in enumerate(items):
            if item.mention and _is_open(item.mention):
                for kind, worth in _evidence(items, at):
                    points[fold(item.mention.name)][kind] += worth
    for items in tagged:
        _add_openers(items, points, lexicon)
    _add_short_names(mentions, points)
    for name in [name for name in points if _is_adjective(name, language)]:
        del points[name]
    typed = [_typed(mention, points) if _is_open(mention) else mention for mention in mentions]
    typed = _with_figures(list(_with_plurals(typed)), masked)
    typed = [mention for mention in typed if not _is_mere_number(mention, masked)]
    typed = _without_dateline(_without_model_years(typed, masked), masked)
    typed = _with_long_places(_without_attributes(typed, masked), masked)
    return [_without_noun(mention, lexicon) for mention in typed if not _is_plain_noun(mention, lexicon)]


def _add_openers(items: Sequence[Item], points: dict[str, dict[Kind, float]], lexicon: Lexicon) -> None:
    """Count a word that opens a sentence as a company where it acts as one ("Marvik builds", "Marvik's plant").

    A town with a colon after it is a place ("Lyon: the Nova").
    """
    if len(items) < 3 or not items[0].is_a(Kind.WORD, Kind.NAME):  # noqa: PLR2004
        return
    name = items[0].mention.name if items[0].mention else ""
    if items[1].kind == ":" and country_of_town(name):
        points[fold(name)][Kind.PLACE] += 3
        return
    ordinary = " " not in name and lexicon.find([name.lower()], 0) is not None
    owns = items[1].word == "'" and items[2].word == "s"
    noun = items[0].is_a(Kind.WORD) and lexicon.capitalised_nouns and items[1].kind not in _MAKERS_ACT
    if items[2].kind in ("be", "will") or noun:
        return
    if not ordinary and not name.endswith("s") and (items[1].kind in _ACTS or owns):
        points[fold(name)][Kind.ORG] += 3


def _add_short_names(mentions: Sequence[Mention], points: dict[str, dict[Kind, float]]) -> None:
    """Count the first word of a company's name as the company where it stands alone ("Acme" of "Acme Motors")."""
    for mention in mentions:
        first, _, rest = mention.name.partition(" ")
        if mention.kind is Kind.ORG and rest and not mention.entries and first[:1].isupper():
            points[fold(first)][Kind.ORG] += _SHORT


def _with_plurals(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Give the plural of a model's name the kind of its singular ("31,000 Novas")."""
    models = {mention.name for mention in mentions if mention.kind is Kind.MODEL}
    for mention in mentions:
        plural = mention.kind in (Kind.NAME, Kind.WORD) and mention.name.endswith("s") and mention.name[:-1] in models
        yield replace(mention, kind=Kind.MODEL) if plural else mention


def _with_figures(mentions: Sequence[Mention], masked: str) -> list[Mention]:
    """Join a name to the figure right after it: "Kite" and "3" are the model "Kite 3"."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        figure = mention.name.isdigit() and len(mention.name) < _FIGURES and not _SEPARATED.match(masked, mention.end)
        if last and figure and last.kind in (Kind.NAME, Kind.MODEL) and not last.entries:
            link = masked[last.end : mention.start]
            if link in (" ", "-"):
                joined[-1] = replace(last, kind=Kind.MODEL, end=mention.end, name=f"{last.name}{link}{mention.name}")
                continue
        joined.append(mention)
    return joined


def _without_dateline(mentions: Sequence[Mention], masked: str) -> list[Mention]:
    """Leave out the town and the agency that open a line ("SEOUL (Yonhap) --"): they are no part of its sentence."""
    spans = [match.span() for match in _DATELINE.finditer(masked)]
    return [m for m in mentions if not any(start <= m.start and m.end <= end for start, end in spans)]


def _without_model_years(mentions: Sequence[Mention], masked: str) -> list[Mention]:
    """Leave out the year right between an article and a model ("the 2027 Nova"), which is no date of building."""
    models = {mention.start for mention in mentions if mention.kind is Kind.MODEL}
    return [
        m
        for m in mentions
        if not (m.kind is Kind.DATE and m.end + 1 in models and _YEAR.fullmatch(m.name))
        or not _ARTICLE.search(masked[max(0, m.start - 4) : m.start])
    ]


def _is_mere_number(mention: Mention, masked: str) -> bool:
    """Return whether a figure is read as a name without an article ("the 9") or inside a number ("1,900")."""
    if _MODEL_YEAR.fullmatch(mention.name):
        return True
    if not mention.name.isdigit():
        return False
    before, after = masked[max(0, mention.start - 4) : mention.start], masked[mention.end : mention.end + 2]
    inside = _SEPARATED.fullmatch(before[-2:][::-1]) or _SEPARATED.fullmatch(after)
    bare = len(mention.name) < _FIGURES and not _ARTICLE.search(before)
    return bool(inside) or bare


def _without_attributes(mentions: Sequence[Mention], masked: str) -> list[Mention]:
    """Leave out unknown names that a hyphen joins to a model, which they describe ("82.000 Open-Air-Golf")."""
    models = {mention.start for mention in mentions if mention.kind is Kind.MODEL}
    return [m for m in mentions if m.entries or not (masked[m.end : m.end + 1] == "-" and m.end + 1 in models)]


def _with_long_places(mentions: Sequence[Mention], masked: str) -> list[Mention]:
    """Join a place to the names that go on with it ("Commerce Ridge", "Hautmont-sur-Ternoise")."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.kind is Kind.PLACE and mention.kind in _OPEN and not mention.parts:
            link = masked[last.end : mention.start]
            if _PLACE_LINK.fullmatch(link) and not (mention.entries and link == " "):
                name = f"{last.name}{link}{mention.name}"
                joined[-1] = Mention(Kind.PLACE, last.start, mention.end, name)
                continue
        joined.append(mention)
    return joined


def _without_noun(mention: Mention, lexicon: Lexicon) -> Mention:
    """Remove the noun that only describes a company or model from its name ("Auftragsfertiger Acme Auto")."""
    noun = {Kind.ORG: "company", Kind.MODEL: "car"}.get(mention.kind)
    first, _, rest = mention.name.partition(" ")
    if not noun or not rest or mention.entries or first.lower().startswith(("gr", "firm")):
        return mention
    if (noun == "car" and not lexicon.capitalised_nouns) or not _is_of(first, noun, lexicon):
        return mention
    return replace(mention, start=mention.start + len(first) + 1, name=rest)


def _is_plain_noun(mention: Mention, lexicon: Lexicon) -> bool:
    """Return whether an unknown name is a noun: a plant or car as a model, a maker as a company."""
    if mention.kind is Kind.ORG and lexicon.capitalised_nouns and not mention.entries:
        return " " not in mention.name and "-" not in mention.name and _is_of(mention.name, "company", lexicon)
    if mention.kind is not Kind.MODEL or mention.entries or mention.parts:
        return False
    first, _, rest = mention.name.partition(" ")
    last = first.rpartition("-")[2]
    return _is_of(first, "plant", lexicon) or (not rest and "-" in first and _is_of(last, "car", lexicon))


def _is_of(word: str, kind: str, lexicon: Lexicon) -> bool:
    """Return whether a noun, or its German genitive, is of a class."""
    forms = (word.lower(), word.lower().removesuffix("s"))
    return any((entry := lexicon.find([form], 0)) and entry[0] == kind for form in forms)


def _is_adjective(name: str, language: Language) -> bool:
    """Return whether a name is the adjective of a country."""
    return any(pattern.fullmatch(name) for _, pattern in language.lookup("adjectives"))


def _is_open(mention: Mention) -> bool:
    if mention.kind is Kind.ORG and " " in mention.name:
        return False
    return mention.kind in _OPEN and not mention.entries and not mention.parts


def _typed(mention: Mention, points: dict[str, dict[Kind, float]]) -> Mention:
    own = dict(points.get(fold(mention.name), {}))
    if not own:
        return mention
    own[mention.kind] = own.get(mention.kind, 0) + _PRIOR.get(mention.kind, 0)
    best = max(own, key=lambda kind: (own[kind], kind.value))
    rest = max((worth for kind, worth in own.items() if kind is not best), default=0)
    needed = _NEEDED_OF_WORDS if mention.kind is Kind.WORD else _NEEDED
    sure = own[best] >= needed and own[best] - rest >= 1
    return replace(mention, kind=best) if sure and best is not mention.kind else mention


def _evidence(items: Sequence[Item], at: int) -> Iterator[Points]:
    """Yield the votes of the items around a mention."""
    mention = items[at].mention
    name = mention.name if mention else ""
    before, article = _before(items, at)
    after = _after(items, at)
    if _LETTERED.search(name):
        yield Kind.MODEL, 1.5
    yield from _by_word_before(before, article)
    if (
        items[at].is_a(Kind.WORD)
        and at > 1
        and items[at - 1].kind == "car"
        and items[at - 2].kind in ("det", "poss", "new")
    ):
        yield Kind.MODEL, 1.5  # "den Kleinwagen Spatz"
    if before is not None and not article and _is_on_the_way(items, before, after):
        yield Kind.PLACE, 2
    if before is not None and before.kind in ("at", "from", "to") and not article and country_of_town(name):
        yield Kind.PLACE, 1
    if not article and country_of_town(name) and _is_listed(items, at):
        yield Kind.PLACE, 3
    yield from _by_word_after(after, items, at)
    if article and _follows_make(items, at):
        yield Kind.MODEL, 1.5
    yield from _by_apposition(items, at)
    if _runs_plant(items, at):
        yield Kind.ORG, 3
    joined = items[at - 2 if items[at - 1].kind == "det" else at - 1].kind if at > 1 else ""
    if before is not None and before.kind in ("and", ",") and joined == "and":
        yield from _by_partner(items, at)
        if article and after is not None and after.kind == "at":
            yield Kind.MODEL, 1.5
    if before is not None and before.mention and before.kind == "MODEL" and items[at - 1].kind in ("and", ","):
        yield Kind.MODEL, 1.5


def _is_listed(items: Sequence[Item], at: int) -> bool:
    """Return whether a name is a cell of a row ("i4 – München – 2021", "Nova (Lyon)")."""
    before, after = items[at - 1].kind if at else "", items[at + 1].kind if at + 1 < len(items) else "–"
    return before in ("–", "—", "(", "|") and after in ("–", "—", ")", "|", ",")


def _is_on_the_way(items: Sequence[Item], before: Item, after: Item | None) -> bool:
    """Return whether a name is where something moves from or to ("from Lyon to Metz", "de Lyon à Metz")."""
    if not any(item.kind == "move" for item in items):
        return False
    leaves = before.kind == "of" and after is not None and after.kind in ("at", "to")
    return leaves or before.kind in ("from", "to", "at")


def _by_partner(items: Sequence[Item], at: int) -> Iterator[Points]:
    """Yield what a name is by the known one that "and" joins it to ("Acme and Bolt")."""
    head = [item for item in items[max(0, at - 4) : at] if item.kind not in ("det", "and")]
    mention = head[-1].mention if head else None
    if mention and mention.kind is Kind.ORG and mention.entries:
        yield Kind.ORG, 2


def _follows_make(items: Sequence[Item], at: int) -> bool:
    """Return whether a verb of building stands a few words before a name."""
    for item in reversed(items[max(0, at - 6) : at]):
        if item.kind in ("make", "made", "keep", "enter"):
            return True
        named = item.mention and item.mention.kind not in (Kind.DATE, Kind.MODEL)
        if named or item.kind in _STOPS | PREPOSITIONS:
            return False
    return False


def _runs_plant(items: Sequence[Item], at: int) -> bool:
    """Return whether a name stands between a plant and its place ("l'usine de Acme à Lyon")."""
    passed = ("det", "new", "company", "word", "'")
    before = [item.kind for item in items[max(0, at - 4) : at] if item.kind not in passed]
    return before[-2:-1] == ["plant"] and before[-1] in ("of", "by", "from") and _names_place(items, at + 1)


def _names_place(items: Sequence[Item], at: int) -> bool:
    """Return whether "in Lyon" follows at once; after a comma, and of a country, it would only locate a town."""
    rest = [item for item in items[at : at + 4] if item.kind not in ("det", "'")]
    return len(rest) > 1 and rest[0].kind == "at" and rest[1].is_a(Kind.PLACE, Kind.NAME)


def _by_apposition(items: Sequence[Item], at: int) -> Iterator[Points]:
    """Yield what a noun says that explains a name: "the Estafier, a small van"."""
    if at + 2 >= len(items) or items[at + 1].kind not in (",", "(", "–"):
        return
    for item in items[at + 2 : at + 8]:
        if item.kind == "car":
            yield Kind.MODEL, 2
            return
        if item.kind in ("company", "unit"):
            yield Kind.ORG, 2
            return
        if item.mention or item.kind in _STOPS or item.kind in VERBS:
            return


def _by_word_before(before: Item | None, article: bool) -> Iterator[Points]:
    if article:
        yield Kind.MODEL, 1
    kind = before.kind if before else ""
    if kind == "car":
        yield Kind.MODEL, 2
    elif kind == "company":
        yield Kind.ORG, 3
    elif kind == "by":
        yield Kind.ORG, 1
    elif kind == "at" and not article and before and before.word not in _WITH_ARTICLE:
        yield Kind.PLACE, 1.5
    elif kind == "plant":
        yield Kind.PLACE, 1
    elif kind == "new":
        yield Kind.MODEL, 1


def _by_word_after(after: Item | None, items: Sequence[Item], at: int) -> Iterator[Points]:
    if after is None:
        return
    if after.kind == "car":
        yield Kind.MODEL, 3
    elif after.kind == "company":
        yield Kind.ORG, 2
    elif after.kind == "plant":
        yield Kind.PLACE, 0.5
    elif after.kind in _SPEAKS:
        yield Kind.ORG, 1.5
    elif after.kind in ("make", "run") and (at == 0 or items[at - 1].kind not in ("be", "det", "poss")):
        yield Kind.ORG, 1
    elif after.word == "'" and at + 2 < len(items) and items[at + 2].word == "s":
        yield Kind.ORG, 0.7
        if _owns_right_away(items, at) and not items[at].is_a(Kind.PLACE):
            yield Kind.ORG, 1.5
    if _is_built(items, at):
        yield Kind.MODEL, 1.5
    if after.kind in (",", "(") and at + 2 < len(items) and items[at + 2].is_a(Kind.REGION):
        yield Kind.PLACE, 2


def _owns_right_away(items: Sequence[Item], at: int) -> bool:
    """Return whether a plant, unit or share follows "'s" with no more than a number or name between."""
    near = [item.kind for item in items[at + 3 : at + 6] if item.kind != "new"]
    return any(kind in ("plant", "PLANT", "unit", "stake") for kind in near) and "word" not in near[:1]


def _is_built(items: Sequence[Item], at: int) -> bool:
    """Return whether a name is the subject of "is built", "rolls off the line" or "goes into production"."""
    near = [item.kind for item in items[at + 1 : at + 6]]
    helped = "be" in near[:2] or "will" in near[:1]
    return "enter" in near[:2] or (helped and bool({"made", "enter"} & set(near)))


def _before(items: Sequence[Item], at: int) -> tuple[Item | None, bool]:
    """Return the item before a name and whether an article stands between."""
    article = False
    n = at - 1
    while n >= 0 and (items[n].kind in ("det", "poss", "new") or items[n].kind in _MARKS):
        article = article or items[n].kind in ("det", "poss")
        n -= 1
    return (items[n] if n >= 0 else None), article


def _after(items: Sequence[Item], at: int) -> Item | None:
    n = at + 1
    while n < len(items) and items[n].kind in _MARKS and items[n].word != "'":
        n += 1
    return items[n] if n < len(items) else None
