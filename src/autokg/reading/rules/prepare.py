"""Article → text with its mentions: each pass sees the mask that the passes before it left."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from autokg.articles.article import Article
from autokg.core.ids import fold
from autokg.core.spans import Spans
from autokg.names.gazetteer import EntityType
from autokg.reading.language.profile import Language, in_case_of
from autokg.reading.rules.aliases import may_be_one
from autokg.reading.rules.chunks import NameFinder, Shapes
from autokg.reading.rules.clauses import within
from autokg.reading.rules.contrast import blank, without_contrasted
from autokg.reading.rules.date_phrases import find_dates
from autokg.reading.rules.known_names import KnownNames, Token, tokenize
from autokg.reading.rules.mentions import COMPASS, FILLER, Kind, Mention, mask, merge
from autokg.reading.rules.numbers import find_amounts
from autokg.reading.rules.publication import find_today
from autokg.reading.rules.sentences import Sentence, find_quotations, split_sentences, unwrap
from autokg.reading.rules.slips import group_by_figures, is_slip
from autokg.reading.rules.text import Text
from autokg.reading.shadow import Shadow, in_lower_case

_TYPED = {
    "persons": Kind.PERSON, "places": Kind.PLACE, "orgs": Kind.ORG, "models": Kind.MODEL, "platforms": Kind.PLATFORM,
}  # fmt: skip
_ANAPHORS = {"the_plant": Kind.THE_PLANT, "the_org": Kind.THE_ORG, "the_model": Kind.THE_MODEL, "ours": Kind.OURS}
_QUARTER, _THE = re.compile(r"Q[1-4](?: \w+)?"), re.compile(r"\b(?:the|de[rn]|le|la|el|il|o) $", re.IGNORECASE)
_OF_TIME = ("at", "from", "since", "until")
_SHOUTED_WORDS = 4
_APPOSITION = 60
# Words right before a kind of car that only describes a model: "the X1, a compact", "the X1 is a compact".
_DESCRIBES = re.compile(
    rf"{Kind.MODEL.letter}{FILLER}*(?:[\"»]?,[\"»]? ?|[\"»]? (?:is|est|ist|es|è|é) )"
    r"(?:[\w-]+[ ']){0,3}\Z"
)
_ARTICLE = re.compile(r"\b(?:the|der|die|das|den|dem|la|le|el|il|lo|o|a) $")
_MODEL = re.compile(
    r"(?:[^\W\d_][\w-]+ ){1,2}(?:[A-Z]{0,2}-?(?:\d{1,3}|(?!19|20)\d{4})[A-Za-z]{0,2}|[a-z]{1,2}\d{1,2})"
)


Retype = Callable[[Sequence[Mention], str, Sequence[Sentence]], list[Mention]]


def prepare(article: Article, language: Language, names: KnownNames, retype: Retype | None = None) -> Text:
    """Find sentences, quotations and mentions of an article; `retype` may give names other kinds by their context."""
    shadow = Shadow.of(article.text)
    shadow = replace(shadow, text=unwrap(shadow.text))
    text = shadow.text
    sentences = split_sentences(text, language.words("sentences.abbreviations"), language.pattern("sentences.caption"))
    quotations = find_quotations(text)
    today = find_today(text, language, article.published)
    tokens = tokenize(text)
    known = names.find(text, tokens)
    mentions = [m for m in _amounts_and_titles(text, language, today) if not _is_of_model(m, known)]
    mentions = merge(_names(text, sentences, mentions, language, (tokens, known)), mentions)
    mentions = _without_slips(_spread(_type_by_context(text, mentions, language), text))
    mentions = _of_badges(mentions, names, in_lower_case(text), language)
    if retype:
        mentions = retype(mentions, in_lower_case(mask(text, mentions)), sentences)
    mentions = [mention for mention in mentions if mention.kind is not Kind.WORD]
    for add in (_adjectives, _plants, _goods, _anaphors):
        mentions = merge(mentions, add(text, mentions, language))
    mentions = [_with_place(mention) for mention in mentions]
    short = _abbreviations(text, mentions, language)
    mentions, contrasts = without_contrasted(mentions, mask(text, mentions), language)
    written, lower = blank(mask(text, mentions), contrasts), blank(in_lower_case(text), contrasts)
    masked = in_lower_case(written)
    return Text(article, language, shadow, sentences, quotations, mentions, lower, masked, written, today, short)


def _search(path: str, text: str, mentions: Sequence[Mention], language: Language) -> Iterator[re.Match[str]]:
    """Find a pattern, or any of a table, in the mask that mentions leave."""
    pattern = language.any_of(path) if isinstance(language.table(path), Mapping) else language.pattern(path)
    return language.scan(path, mask(in_case_of(pattern, text), mentions))


def _abbreviations(text: str, mentions: Sequence[Mention], language: Language) -> dict[str, Mention]:
    """Return the full names of the abbreviations that the text introduces.

    An abbreviation used before its introduction is the common name, and is not expanded.
    """
    by_start = {mention.start: mention for mention in mentions}
    by_short: dict[str, Mention] = {}
    for match in _search("context.abbreviations", text, mentions, language):
        short, full = by_start[match.start("short")], by_start[match.start("full")]
        used = any(m.name == short.name and m.start < full.start for m in mentions)
        if not used and fold(short.name) not in fold(full.name) and may_be_one(short, full):
            by_short.setdefault(short.name, full)
    return by_short


def _amounts_and_titles(text: str, language: Language, today: dt.date | None) -> list[Mention]:
    amounts = find_amounts(text, language)
    dates = [
        date
        for date in find_dates(text, language, today)
        if not _counts(date, amounts, text, language) and not _is_lettered(date, text)
    ]
    amounts = merge(amounts, dates)
    titles = [
        Mention(Kind.TITLE, match.start(), match.end(), text[match.start() : match.end()])
        for match in language.scan("titles", in_lower_case(text))
    ]
    return merge(titles, amounts)


def _is_of_model(mention: Mention, known: Sequence[Mention]) -> bool:
    """Return whether a bare year belongs to the name of a known model ("Peugeot 2008")."""
    if mention.kind is not Kind.DATE or not mention.name.isdigit():
        return False
    at = bisect_right(known, mention.start, key=attrgetter("start")) - 1
    model = known[at] if at >= 0 else None
    return bool(model and model.kind is Kind.MODEL and model.start < mention.start and mention.end <= model.end)


def _is_lettered(date: Mention, text: str) -> bool:
    """Return whether a quarter without a year is the model that an article stands before ("builds the Q3")."""
    lettered = _QUARTER.fullmatch(text, date.start, date.end)
    return bool(lettered and _THE.search(text, max(0, date.start - 4), date.start))


def _counts(date: Mention, amounts: Sequence[Mention], text: str, language: Language) -> bool:
    """Return whether a bare year is a number after all ("2000 people"); after "in" or "from" it stays a year."""
    if not date.name.isdigit():
        return False
    counted = (
        m for m in amounts if m.kind in (Kind.PEOPLE, Kind.VEHICLES, Kind.MONEY) and m.start <= date.start < m.end
    )
    before = in_lower_case(text[max(0, date.start - 20) : date.start]).rstrip()
    return any(amount.end > date.end for amount in counted) and not any(
        match.end() == len(before)
        for role in _OF_TIME
        for match in language.pattern(f"prepositions.{role}").finditer(before)
    )


def _names(
    text: str,
    sentences: Sequence[Sentence],
    taken: Sequence[Mention],
    language: Language,
    looked_up: tuple[list[Token], list[Mention]],
) -> list[Mention]:
    tokens, known = looked_up
    places = [token.start for token in tokens]
    starts = {places[n] for s in sentences if (n := bisect_left(places, s.start)) < len(places)}
    starts |= {match.end() for match in re.finditer(r"[\"«»:] ?", text)}
    blocked = frozenset(position for mention in taken for position in range(mention.start, mention.end))
    blocked |= _adjective_positions(text, language)
    shouted = _shouted(text)
    calm = frozenset(token.text for token in tokens if not any(start <= token.start < end for start, end in shouted))
    finder = NameFinder(text, tokens, known, blocked, frozenset(starts), shouted, calm, Shapes.of(language))
    return finder.find()


def _adjective_positions(text: str, language: Language) -> frozenset[int]:
    """Return where adjectives of countries stand that no other name follows ("the French carmaker")."""
    return frozenset(
        position
        for match in language.scan("adjectives", in_lower_case(text))
        if not text[match.end() + 1 : match.end() + 2].isupper()
        for position in range(match.start(), match.end())
    )


def _shouted(text: str) -> list[tuple[int, int]]:
    """Return the lines that give nearly every word a capital."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        words = [] if line[0].rstrip().endswith((".", "!", "?", '"', "»")) else re.findall(r"[^\W\d_]{4,}", line[0])
        if len(words) >= _SHOUTED_WORDS and sum(word[0].isupper() for word in words) >= len(words) - 1:
            spans.append(line.span())
    return spans


def _type_by_context(text: str, mentions: Sequence[Mention], language: Language) -> list[Mention]:
    """Give bare names the type that their context shows."""
    typed = [replace(m, kind=Kind.MODEL) if _is_model(m, language) else m for m in mentions]
    typed = merge(typed, _named_apart(text, typed, language, "joined_persons", Kind.PERSON))
    typed = merge(typed, _named_apart(text, typed, language, "figured_models", Kind.MODEL))
    common = language.words("names.common_words")
    for table, kind in _TYPED.items():
        spans = Spans(
            match.span(group)
            for match in _search(f"context.{table}", text, typed, language)
            for group in match.groupdict()
            if match[group]
        )
        typed = [_typed(mention, kind, spans, common) for mention in typed]
    return typed


def _named_apart(
    text: str, mentions: Sequence[Mention], language: Language, table: str, kind: Kind
) -> Iterator[Mention]:
    """Yield the names that their shape does not show: "Ada de Vries" beside a title, "la 208" after an article."""
    for match in _search(f"context.{table}", text, mentions, language):
        for group, name in match.groupdict().items():
            if name:
                start, end = match.span(group)
                yield Mention(kind, start, end, text[start:end])


def _typed(mention: Mention, kind: Kind, spans: Spans, common: frozenset[str]) -> Mention:
    open_to_it = mention.kind in (Kind.NAME, Kind.WORD) and spans.reach(mention.start) >= mention.end
    unfit = (kind is Kind.PERSON and not _is_person(mention.name)) or (
        kind is Kind.PLACE and (mention.name.lower() in common or _is_acronym(mention.name))
    )
    known = bool(mention.entries) and kind is not Kind.MODEL
    return replace(mention, kind=kind) if open_to_it and not unfit and not known else mention


def _of_badges(mentions: Sequence[Mention], names: KnownNames, lower: str, language: Language) -> list[Mention]:
    """Return mentions with the models that the reference data knows of badges in the text: "the Fiesta" beside Ford.

    A company of the same name has no article before it ("den Astra"), unless a noun follows ("the Astra brand").
    """
    badges = {entry.id for mention in mentions for entry in mention.entries if entry.type is EntityType.BRAND}
    noun = language.pattern("macros.company_noun")
    typed = []
    for mention in mentions:
        bare = mention.kind in (Kind.NAME, Kind.WORD)
        named = mention.kind is Kind.ORG and bool(_ARTICLE.search(lower, max(0, mention.start - 5), mention.start))
        named = named and not noun.match(lower, mention.end + 1)
        models = names.short_models(mention.name) if bare or named else ()
        own = tuple(entry for entry in models if entry.brand in badges) or (models if named else ())
        typed.append(replace(mention, kind=Kind.MODEL, entries=own, short=True) if own else mention)
    return typed


def _without_slips(mentions: Sequence[Mention]) -> list[Mention]:
    """Take the type from a name that is one letter away from a model that is better known or named more often."""
    models = Counter(mention.name for mention in mentions if mention.kind is Kind.MODEL)
    sure = {m.name for m in mentions if m.kind is Kind.MODEL and (m.entries or m.parts)}
    alike = {name: group for group in group_by_figures(models) for name in group}
    slips = {
        name
        for name, count in models.items()
        if name not in sure
        and any(is_slip(name, other) and (other in sure or models[other] > count) for other in alike[name])
    }
    return [replace(m, kind=Kind.NAME) if m.kind is Kind.MODEL and m.name in slips else m for m in mentions]


def _is_model(mention: Mention, language: Language) -> bool:
    """Return whether a bare name looks like a model's: a figure and a name that is no ordinary word."""
    if mention.kind is not Kind.NAME or not _MODEL.fullmatch(mention.name):
        return False
    return mention.name.split()[0].lower() not in language.words("names.numbered")


def _is_acronym(name: str) -> bool:
    """Return whether a name is written in capitals only, as companies are and towns are not."""
    return name.isupper() and name.isalpha()


def _is_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and not any(map(str.isdigit, name)) and not name.isupper()  # noqa: PLR2004


def _spread(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Give a name the type that it has elsewhere in the article; "T03" is the model once "Leapmotor T03" was."""
    mentions = _agreed(mentions)
    types: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda mention: not mention.entries):
        if mention.kind in (Kind.ORG, Kind.MODEL, Kind.PLACE, Kind.PERSON):
            types.setdefault(fold(mention.name), mention)
        if mention.kind is Kind.MODEL and (brand := mention.parts.get("brand")):
            types.setdefault(fold(text[brand.end : mention.end]), mention)
        if mention.kind is Kind.PERSON:
            types.setdefault(fold(mention.name.split()[-1]), mention)
    return [
        replace(mention, kind=known.kind, entries=known.entries)
        if mention.kind in (Kind.NAME, Kind.WORD) and (known := types.get(fold(mention.name)))
        else mention
        for mention in mentions
    ]


def _adjectives(text: str, _: Sequence[Mention], language: Language) -> Iterator[Mention]:
    """Yield the regions that adjectives name, if the words are about a market."""
    around = language.pattern("markets.around")
    lower = in_lower_case(text)
    for match in language.scan("adjectives", lower):
        if around.search(lower[max(0, match.start() - 25) : match.end() + 12]):
            code = next(code for code, pattern in language.lookup("adjectives") if pattern.fullmatch(match[0]))
            yield Mention(Kind.REGION, match.start(), match.end(), code)


def _agreed(mentions: Sequence[Mention]) -> list[Mention]:
    """Settle what a name is that its contexts type differently: what most of them say, an organisation in doubt."""
    kinds_by_name: dict[str, Counter[Kind]] = {}
    for mention in mentions:
        if mention.kind in (Kind.ORG, Kind.PLACE, Kind.MODEL) and not mention.entries and not mention.parts:
            kinds_by_name.setdefault(mention.name, Counter())[mention.kind] += 1
    settled = {
        name: max(kinds, key=lambda kind: (kinds[kind] + (name.isupper() and kind is Kind.ORG), kind is Kind.ORG))
        for name, kinds in kinds_by_name.items()
        if len(kinds) > 1
    }
    return [
        replace(mention, kind=settled[mention.name])
        if mention.name in settled and not mention.entries and not mention.parts
        else mention
        for mention in mentions
    ]


def _plants(text: str, mentions: Sequence[Mention], language: Language) -> Iterator[Mention]:
    for match in _search("plants.named", text, mentions, language):
        inside = [m for m in within(mentions, match.start(), match.end()) if m.name.lower() not in COMPASS]
        parts: dict[str, Mention] = {}
        for mention in inside:
            part = {Kind.PLACE: "place", Kind.REGION: "country", Kind.ORG: "operator"}
            if mention.kind in part:
                parts.setdefault(part[mention.kind], mention)
        for mention in inside:
            if mention.kind is Kind.NAME and not (_is_acronym(mention.name) and text[mention.start - 1] == "("):
                parts.setdefault("operator" if _is_acronym(mention.name) else "place", mention)
        if parts or match.groupdict().get("bare"):
            start = match.start("plant") if "plant" in match.groupdict() and match["plant"] else match.start()
            yield Mention(Kind.PLANT, start, match.end(), text[start : match.end()], parts=parts)


def _with_place(mention: Mention) -> Mention:
    """Add the town that the name of a known plant holds."""
    towns = [entry.place for entry in mention.entries if entry.place]
    if mention.kind is not Kind.PLANT or mention.parts or not towns or towns[0] not in mention.name:
        return mention
    start = mention.start + mention.name.index(towns[0])
    return replace(mention, parts={"place": Mention(Kind.PLACE, start, start + len(towns[0]), towns[0])})


def _goods(text: str, mentions: Sequence[Mention], language: Language) -> Iterator[Mention]:
    products = language.lookup("products")
    for match in _search("products", text, mentions, language):
        masked, start = match.string, match.start()
        if _DESCRIBES.search(masked, max(0, start - _APPOSITION), start):
            continue
        matches = ((name, pattern.match(in_case_of(pattern, masked), start)) for name, pattern in products)
        english = next(name for name, own in matches if own)
        yield Mention(Kind.PRODUCT, match.start(), match.end(), english)


def _anaphors(text: str, mentions: Sequence[Mention], language: Language) -> Iterator[Mention]:
    for table, kind in _ANAPHORS.items():
        for match in _search(f"anaphors.{table}", text, mentions, language):
            yield Mention(kind, match.start(), match.end(), text[match.start() : match.end()])
