"""Find names by their shape: runs of capitalised words, typed by the known names and type words in them.

"Renault Korea Motors" is an organisation because *Motors* says so, "Polestar 4" a model because a known badge is
followed by a figure; a name without such a sign stays a bare name, for its context to type.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from autokg.names.gazetteer import EntityType
from autokg.reading.language.profile import Language
from autokg.reading.rules.known_names import Token
from autokg.reading.rules.mentions import Kind, Mention, merge

_JOINT = re.compile(r" |[-.:'/&]| & |(?<=ID)\. ")
_FIGURE = re.compile(r"\d{1,4}|[A-Z]{0,3}\d+[A-Z]{0,2}|[a-z]\d\w?|\d+[A-Za-z]{1,2}|[A-Z]{2,}\d*|[a-z]-?[A-Z]\w+|[a-zë]")
# Capitals of the trade that name no one, in any language.
_ABBREVIATIONS = frozenset(
    " ".join([
        "SUV SUVs MPV MPVs EV EVs BEV BEVs PHEV PHEVs HEV HEVs FCEV ICE ICEs NEV NEVs LFP NCM NMC NCA LMFP WLTP EPA",
        "NEDC GWh kWh MWh TWh kW CKD SKD R D OEM OEMs JV JVs IPO AI IT HR CO MoU MOU LOI AG GmbH SE Inc Ltd Co LLC",
        "CEO CFO COO CTO PDG UE EU ADAS OTA DC AC TMS USD EUR CNY RMB SEK GBP JPY KRW CHF PKW LKW Pkw Lkw KI VDA ESG",
        "VUS VÉ VÉs VE E",
    ]).split()
)  # fmt: skip
# A letter and a hyphen open a model's name (e-208, i-Pace, A-Klasse), but not a word of the trade (e-mobility).
_LETTERED = re.compile(
    r"(?<![\w.@/-])[eEiIë][-:.](?!(?i:mob|com|bik|scoot|mot|ax|fuel|auto|fahr|masch|mail|antr|driv))[A-Za-z0-9]\w*"
    r"|(?<![\w.@/-])[A-DF-Z]-[A-Z][a-z]{2,}|(?<=\bID)\. [A-Z]\w+"
)
# A letter alone names a model after such a word, whatever it means elsewhere ("R & D").
_NAMED_BY_LETTER = re.compile(
    r"\b(?:Model|Modell|Modèle|Modelo|Modello|Series|Serie|Série|Class|Classe|Clase|Type|Typ|Tipo) $"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES_MODELS = {EntityType.BRAND, EntityType.MODEL}
_LONGEST = 7
_LONGEST_MODEL = 4
_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shape of names in a language: words that never start one, words that make a company of one."""

    function_words: frozenset[str]
    common_words: frozenset[str]
    org_words: re.Pattern[str]
    legal_forms: re.Pattern[str]
    tails: re.Pattern[str]
    common_nouns: re.Pattern[str]
    nouns_are_capitalised: bool

    @classmethod
    def of(cls, language: Language) -> Shapes:
        """Take the tables of a language."""
        return cls(
            function_words=language.words("names.function_words"),
            common_words=language.words("names.common_words"),
            org_words=language.pattern("names.org_words"),
            legal_forms=language.tail("names.legal_forms"),
            tails=language.tail("names.tails"),
            common_nouns=language.pattern("names.common_nouns"),
            nouns_are_capitalised=bool(language.table("names.nouns_are_capitalised")),
        )

    def is_common(self, word: str) -> bool:
        """Return whether a word is an ordinary one."""
        return word.lower() in self.common_words or word.lower() in self.function_words

    def is_common_noun(self, word: str, *, by_ending: bool) -> bool:
        """Return whether a capitalised word is an ordinary noun, by the list or by its ending."""
        return word.lower() in self.common_words or (by_ending and bool(self.common_nouns.fullmatch(word.lower())))

    def makes_company(self, word: str) -> bool:
        """Return whether a word in a name shows that it names an organisation."""
        return word[0].isupper() and bool(self.org_words.fullmatch(word.lower()))


def _words(mention: Mention) -> int:
    return len(re.findall(r"\w+", mention.name))


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names of one text.

    Attributes:
        known: names that the reference data gives, in the order of the text.
        blocked: positions in dates and amounts, in which there are no names.
        starts: positions at which a sentence starts, where a capital says nothing.
        shouted: the lines that give every word a capital.
        calm: the words of all other lines.

    """

    text: str
    tokens: Sequence[Token]
    known: Sequence[Mention]
    blocked: frozenset[int]
    starts: frozenset[int]
    shouted: Sequence[tuple[int, int]]
    calm: frozenset[str]
    shapes: Shapes

    def find(self) -> list[Mention]:
        """Return the mentions of all names, known ones grown by the words that belong to them."""
        doubtful = self.shapes.nouns_are_capitalised
        mentions = self._find()
        return [replace(m, kind=Kind.NAME) if m.short and doubtful else m for m in mentions]

    def _find(self) -> list[Mention]:
        inside = {token.text for token in self.tokens if token.start not in self.starts and token.text[:1].isupper()}
        lower = {token.text for token in self.tokens if token.text.islower()}
        mentions: list[Mention] = []
        for run in self._runs():
            chunk = self._without_sentence_word(run, lower)
            if chunk:
                alone = len(chunk) == 1 and chunk[0].start in self.starts and chunk[0].text not in inside
                mentions += self._as_words(self._classify(chunk)) if alone else self._classify(chunk)
        return merge(self.known, mentions)

    def _runs(self) -> Iterator[list[Token]]:
        """Yield runs of words that look like parts of a name."""
        named = {position for mention in self.known for position in range(mention.start, mention.end)}
        named |= {position for match in _LETTERED.finditer(self.text) for position in range(*match.span())}
        run: list[Token] = []
        for token in self.tokens:
            joins = bool(run) and bool(_JOINT.fullmatch(self.text, run[-1].end, token.start))
            after_known = joins and run[-1].start in named
            looks = self._looks_named(token, joins, after_known)
            fits = token.start not in self.blocked and (token.start in named or looks)
            if run and (not joins or not fits or len(run) >= _LONGEST):
                yield run
                run = []
            if fits:
                run.append(token)
        if run:
            yield run

    def _looks_named(self, token: Token, follows: bool, after_known: bool) -> bool:
        word = token.text
        if follows and self._is_sure_part(token):
            return True
        if self._is_ordinary(word, follows, after_known):
            return False
        if word.isdigit() or not word[0].isalpha():
            return follows and len(word) <= _FIGURES and not _YEAR.fullmatch(word)
        return any(map(str.isupper, word)) or any(map(str.isdigit, word))

    def _is_sure_part(self, token: Token) -> bool:
        """Return whether a word goes on the name before it whatever it means by itself."""
        if len(token.text) == 1 and token.text.isupper() and self._is_letter_of_model(token):
            return True
        hyphened = token.text[0].isupper() and self.text[token.start - 1] == "-"
        return self.shapes.makes_company(token.text) or (hyphened and not self.shapes.nouns_are_capitalised)

    def _is_letter_of_model(self, token: Token) -> bool:
        before, after = self.text[max(0, token.start - 9) : token.start], self.text[token.end : token.end + 1]
        return bool(_NAMED_BY_LETTER.search(before)) and after != "&"

    def _is_ordinary(self, word: str, follows: bool, after_known: bool) -> bool:
        """Return whether a word is a function word, a trade abbreviation or, if nouns are capitalised, a noun."""
        if word in _ABBREVIATIONS:
            return True
        if word.lower() in self.shapes.function_words and not (word.isupper() and follows):
            return True
        return self.shapes.nouns_are_capitalised and self.shapes.is_common_noun(word, by_ending=not after_known)

    @staticmethod
    def _as_words(mentions: Sequence[Mention]) -> list[Mention]:
        """Return bare names as words that only their context can make names of."""
        return [
            replace(mention, kind=Kind.WORD) if mention.kind is Kind.NAME and mention.name[1:].islower() else mention
            for mention in mentions
        ]

    def _without_sentence_word(self, chunk: list[Token], lower: set[str]) -> list[Token]:
        """Take off a word that has its capital from the start of a sentence only."""
        first = chunk[0]
        if first.start not in self.starts or self._known_within(first.start, first.start + 1):
            return chunk
        word = first.text
        plain = word[1:].islower() or len(word) == 1
        ordinary = word.lower() in lower or word.lower() in self.shapes.common_words
        return chunk[1:] if plain and ordinary else chunk

    def _classify(self, chunk: list[Token]) -> list[Mention]:
        start, last = chunk[0].start, chunk[-1].end
        if end := self._end_of_legal_form(chunk):
            rest = [token for token in chunk if token.start >= end]
            return [self._mention(Kind.ORG, start, end), *(self._classify(rest) if rest else [])]
        inside = [m for m in self._known_within(start, last) if self._stands_alone(m, chunk)]
        exact = [mention for mention in inside if mention.start == start and mention.end == last]
        if not exact and self._is_company(chunk, inside):
            return [] if self._is_shouted(chunk) else [self._mention(Kind.ORG, start, last)]
        if not inside and len(chunk) == 1 and self.shapes.makes_company(chunk[0].text):
            return []  # "the Group" names none
        if not inside:
            tail = self.shapes.tails.match(self.text, last)
            name = self._mention(self._kind_of_name(chunk), start, tail.end() if tail else last)
            return [] if self._is_shouted(chunk) else [name]
        return list(self._around_known(chunk, inside))

    def _kind_of_name(self, chunk: list[Token]) -> Kind:
        """Return WORD for a lone word that may be any noun, in a language that gives nouns a capital."""
        word = chunk[0].text
        plain = len(chunk) == 1 and word[1:].islower()
        return Kind.WORD if plain and self.shapes.nouns_are_capitalised else Kind.NAME

    def _stands_alone(self, mention: Mention, chunk: list[Token]) -> bool:
        """Return whether a name may have its known type: a plain word must open its chunk or follow a badge."""
        if not mention.short:
            return True
        if self.shapes.is_common(mention.name):
            return False
        at = bisect_left(self.known, mention.start, key=attrgetter("start"))
        follows = at > 0 and self.known[at - 1].end + 1 == mention.start
        return mention.start == chunk[0].start or follows

    def _known_within(self, start: int, end: int) -> Sequence[Mention]:
        first, last = (bisect_left(self.known, place, key=attrgetter("start")) for place in (start, end))
        return self.known[first:last]

    def _end_of_legal_form(self, chunk: list[Token]) -> int | None:
        """Return where a name with a legal form ends: at the form that is nearest to its start."""
        forms = (self.shapes.legal_forms.match(self.text, token.end) for token in chunk)
        return next((form.end() for form in forms if form), None)

    def _is_shouted(self, chunk: list[Token]) -> bool:
        """Return whether a name is only in lines that capitalise every word."""
        if not any(start <= chunk[0].start < end for start, end in self.shouted):
            return False
        return chunk[-1].text not in self.calm

    def _is_company(self, chunk: list[Token], inside: Sequence[Mention]) -> bool:
        """Return whether a word like *Motors* ends the name."""
        with_model = any(mention.kind is Kind.MODEL for mention in inside)
        return not with_model and len(chunk) > 1 and self.shapes.makes_company(chunk[-1].text)

    def _mention(self, kind: Kind, start: int, end: int) -> Mention:
        return Mention(kind, start, end, self.text[start:end])

    def _around_known(self, chunk: list[Token], inside: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the known names of a chunk, each with what belongs to it, and the bare names between them."""
        rest = chunk
        for number, mention in enumerate(inside):
            before = [token for token in rest if token.end <= mention.start]
            rest = rest[len(before) :]
            swallowed = not rest or mention.start < rest[0].start  # by the name before
            name = self._mention(Kind.NAME, before[0].start, before[-1].end) if before else None
            badge = name if name and not swallowed and self._is_badge(before, mention) else None
            if name and not badge:
                yield name
            if swallowed:
                continue
            rest = [token for token in rest if token.start >= mention.end]
            grown, used = self._grow(mention, rest, inside[number + 1 :])
            rest = rest[used:]
            yield self._mention(Kind.MODEL, badge.start, grown.end) if badge else grown
        if rest and not all(self.shapes.is_common(token.text) for token in rest):
            yield self._mention(Kind.NAME, rest[0].start, rest[-1].end)

    def _is_badge(self, before: Sequence[Token], mention: Mention) -> bool:
        """Return whether an unknown name before a known model's letters and figure makes another model of them.

        "The Acme X5" is no X5 of the maker that is known; in a language that gives nouns a capital it may be one.
        """
        if mention.kind is not Kind.MODEL or self.shapes.nouns_are_capitalised or self._is_shouted(list(before)):
            return False
        lettered = any(map(str.isdigit, mention.name)) and " " not in mention.name
        adjacent = self.text[before[-1].end : mention.start] == " "
        return lettered and adjacent and not _NAMED_BY_LETTER.search(self.text[before[0].start : mention.start])

    def _grow(self, mention: Mention, rest: list[Token], later: Sequence[Mention]) -> tuple[Mention, int]:
        """Return a known name with the words after it that make another thing of it, and how many words it took."""
        if not rest or not _JOINT.fullmatch(self.text, mention.end, rest[0].start):
            return mention, 0
        free = [token for token in rest if not later or token.start < later[0].start]
        if mention.kind is Kind.MODEL:
            return self._grow_to_model(mention, free, mention.parts)
        if mention.kind is not Kind.ORG:
            return mention, 0
        return self._grow_badge(mention, rest, later, free)

    def _grow_badge(
        self, mention: Mention, rest: list[Token], later: Sequence[Mention], free: list[Token]
    ) -> tuple[Mention, int]:
        """Return an organisation or badge with what makes another organisation or a model of it."""
        adjacent = later[0] if later and later[0].start == rest[0].start else None
        if adjacent and adjacent.kind is Kind.ORG and len(rest) == _words(adjacent):
            return self._mention(Kind.ORG, mention.start, adjacent.end), len(rest)
        if used := self._org_tail(rest, later):
            return self._mention(Kind.ORG, mention.start, rest[used - 1].end), used
        if adjacent and adjacent.kind in (Kind.MODEL, Kind.PLACE):
            name = self.text[mention.start : adjacent.end]
            took = sum(token.start < adjacent.end for token in rest)
            model = replace(adjacent, kind=Kind.MODEL, start=mention.start, name=name, parts={"brand": mention})
            return (model, took) if adjacent.kind is Kind.MODEL or self._names_models(mention) else (mention, 0)
        return self._grow_to_model(mention, free, {"brand": mention})

    def _grow_to_model(self, mention: Mention, free: list[Token], parts: dict[str, Mention]) -> tuple[Mention, int]:
        used = self._model_tail(mention, free)
        if not used:
            return mention, 0
        return replace(self._mention(Kind.MODEL, mention.start, free[used - 1].end), parts=parts), used

    @staticmethod
    def _names_models(mention: Mention) -> bool:
        """Return whether a known name is that of a badge or a model."""
        return any(entry.type in _NAMES_MODELS for entry in mention.entries)

    def _org_tail(self, rest: list[Token], later: Sequence[Mention]) -> int:
        """Count the words after an organisation that name another one: a region, *Motors*, *Group*."""
        used = 0
        for token in rest:
            in_region = any(m.kind is Kind.REGION and m.start <= token.start < m.end for m in later)
            if not in_region and not self.shapes.makes_company(token.text):
                break
            used += 1
        return used

    def _model_tail(self, mention: Mention, rest: list[Token]) -> int:
        """Count the words after a badge that name a model: figures, letters, or a name of its own."""
        if not rest or self.text[mention.end : rest[0].start] not in (" ", ""):
            return 0
        if mention.entries and not self._names_models(mention):
            return 0
        used = 0
        for token in rest[:_LONGEST_MODEL]:
            named = token.text[0].isupper() and not self.shapes.is_common(token.text) and not self._is_shouted([token])
            if not named and not _FIGURE.fullmatch(token.text):
                break
            used += 1
        return used
