"""A question as a row of items: names of things, concepts of the lexicon, years, and words that nothing explains."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autokg.answers.form import Comparator, Name
from autokg.answers.languages import likely_languages
from autokg.answers.lexicon import Lexicon, Term, load_lexicon
from autokg.answers.linking import Link, Word, link_names, split_words
from autokg.answers.name_scope import column, values
from autokg.answers.named_days import find_days, whole_year
from autokg.answers.quantities import find_bounds
from autokg.core.geography import is_country, region_name
from autokg.core.ids import DEFAULT_BASE
from autokg.stores.base import Store

YEAR = re.compile(r"(?:19|20)\d\d")
# Two languages that share many words, by the countries where they are spoken.
_SPOKEN_IN = {"es": frozenset({"AR", "CL", "CO", "EC", "ES", "MX", "PE", "UY", "VE"}), "pt": frozenset({"BR", "PT"})}
_SHORT = 3  # letters; a shorter name must be written as a name, unless it is no word of any language, as "vw"
_VOWELS = frozenset("aeiouy")
_CODES = frozenset({"us", "uk", "eu"})  # that people write; other codes are parts of names, as in "Mini Cooper SE"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a question; one of `names`, `term`, `days` is set, or none if the words are unknown.

    A span, such as "the last ten years", has a term, `since`, and days.

    Attributes:
        text: the words as written.
        also: other concepts that the same words may stand for.
        days: the first and last day of a year or of a finer date (ISO 8601).
        nouns: concepts of the nouns in the words, as in "in which plant".
        bound: how a number bounds a figure, with the number, as in "more than 300,000".
        is_adjective: whether a country is named by its adjective, as in "Korean".

    """

    text: str
    names: tuple[Name, ...] = ()
    term: Term | None = None
    also: tuple[Term, ...] = ()
    days: tuple[str, str] | None = None
    nouns: tuple[str, ...] = ()
    bound: tuple[Comparator, float] | None = None
    is_adjective: bool = False

    def is_a(self, table: str, *concepts: str) -> bool:
        """Return whether the item is a concept of a table, one of the given ones if any are given."""
        terms = ((self.term,) if self.term else ()) + self.also
        return any(term.table == table and (not concepts or term.concept in concepts) for term in terms)

    @property
    def is_unknown(self) -> bool:
        """Whether no name, concept, date or number explains the words."""
        return not self.names and self.term is None and self.days is None and self.bound is None


def mark(
    question: str, store: Store, language: str | None = None, today: dt.date | None = None
) -> tuple[str, tuple[Item, ...]]:
    """Return the language of a question and its items in order; words that carry no condition are left out.

    Spans such as "in the last ten years" and months without a year are counted back from `today`.
    """
    words = split_words(question)
    linked = link_names(words, store)
    code = language or _spoken(likely_languages(words, _named(linked), question), linked, store)
    lexicon = load_lexicon(code)
    links = [link for link in linked if _is_name(link, words, lexicon)]
    dates = list(find_days(words, lexicon, question, today, _named(links)))
    links = [link for link in links if not any(date.first <= link.first < date.last for date in dates)]
    times = {date.first: (date.last, Item(_text(words, date.first, date.last), days=date.days)) for date in dates}
    times |= _spans(words, lexicon, today) if today else {}
    return code, tuple(_settled(tuple(_items(words, links, lexicon, question, times))))


def _spans(words: Sequence[Word], lexicon: Lexicon, today: dt.date) -> dict[int, tuple[int, Item]]:
    """Return the numbers of last or next years, by the first of their three words: one past them, and an item.

    The words may be in any order. Last years are since the year that the number goes back to; next years are planned.
    """
    found = {}
    for at in range(len(words) - 2):
        keys = [word.key for word in words[at : at + 3]]
        number = sum(int(key) if key.isdigit() else lexicon.number(key) or 0 for key in keys)
        parts = {part for part in ("last", "next", "years") if any(lexicon.spans(key, part) for key in keys)}
        text = _text(words, at, at + 3)
        if number in range(1, 100) and parts == {"last", "years"}:
            found[at] = (at + 3, Item(text, term=Term("time", "since"), days=whole_year(today.year - number)))
        elif number in range(1, 100) and parts == {"next", "years"}:
            ahead = (today.isoformat(), whole_year(today.year + number)[1])
            found[at] = (at + 3, Item(text, term=Term("state", "planned"), days=ahead))
    return found


def _spoken(codes: Sequence[str], links: Sequence[Link], store: Store) -> str:
    """Return the first of some languages, or the one that is spoken where a thing named is: "fábrica betim"."""
    if len(codes) == 1 or codes[0] not in _SPOKEN_IN:
        return codes[0]
    things = {name.iri for link in links for name in link.names}
    lands = column(
        store, f"SELECT ?land WHERE {{ VALUES ?thing {{ {values(sorted(things))} }} ?thing akg:inCountry ?land }}"
    )
    spoken = {iri.rpartition("/")[2] for iri in (*lands, *things)}
    return next((code for code in codes if spoken & _SPOKEN_IN.get(code, frozenset())), codes[0])


def _settled(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, with "or" for the French "ou" directly after a name, where it does not mean "where"."""
    for before, item in zip((None, *items), items, strict=False):
        if item.is_a("mark", "or") and item.is_a("question"):
            is_or = before is not None and bool(before.names) and item.text.casefold() != "où"
            yield replace(item, term=Term("mark", "or") if is_or else item.term, also=())
        elif before and item.is_a("question", "who") and item.is_a("mark", "relative") and _is_described(before):
            yield replace(item, term=Term("mark", "relative"), also=())
        else:
            yield item


def _is_described(item: Item) -> bool:
    """Return whether French "qui" after an item describes it, and asks for nobody."""
    return bool(item.names) or item.is_a("noun") or item.is_a("attribute")


def _named(links: Sequence[Link]) -> set[int]:
    """Return the positions of the words of names of several words, which tell nothing about the language."""
    return {at for link in links if link.last - link.first > 1 for at in range(link.first, link.last)}


def _is_name(link: Link, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Return whether words are meant as a name: a common or very short word must be written like one."""
    if link.last - link.first > 1:
        return True
    word = words[link.first]
    found = lexicon.match([word.key], 0)
    if found and not _is_more_than(found[0], link):
        return False
    if len(word.key) < _SHORT and word.key not in _CODES and any("Place" in name.kinds for name in link.names):
        before = lexicon.match([words[link.first - 1].key], 0) if link.first else None
        return before is not None and before[0].table == "mark" and word.text.isupper()
    written_as_name = word.text[:1].isupper() and (link.first > 0 or word.text.isupper())
    if found:
        return written_as_name and not word.key.isdigit()
    if len(word.key) < _SHORT:
        is_code = any(character.isdigit() for character in word.key) or _VOWELS.isdisjoint(word.key)
        return word.text.isupper() or is_code
    return not word.key.isdigit()


def _is_more_than(term: Term, link: Link) -> bool:
    """Return whether things are more than what a word means: "SUV" is a kind of body, "American" tells a country."""
    if term.table == "demonym" and not any("Place" in name.kinds for name in link.names):
        return False
    return not all("Product" in name.kinds for name in link.names)


def _items(
    words: Sequence[Word],
    links: Sequence[Link],
    lexicon: Lexicon,
    question: str,
    times: Mapping[int, tuple[int, Item]],
) -> Iterator[Item]:
    bounds = {first: (last, bound) for first, last, bound in find_bounds(words, lexicon, question)}
    starts = {link.first: link for link in links}
    keys = [word.key for word in words]
    second_parts = lexicon.second_parts(keys)
    at = 0
    while at < len(words):
        if at in times:
            at, item = times[at]
            yield item
            continue
        if at in bounds:
            last, bound = bounds[at]
            yield Item(_text(words, at, last), bound=bound)
            at = last
            continue
        if at in second_parts:
            at += 1
            continue
        if link := starts.get(at):
            yield Item(_text(words, at, link.last), names=link.names)
            at = link.last
            continue
        if words[at].text == "&":
            yield Item("&", term=Term("mark", "and"))
            at += 1
            continue
        if _opens_clause(words, at, lexicon, question):
            yield Item(words[at].text, term=Term("mark", "relative"))
            at += 1
            continue
        limit = min((first for first in (*starts, *times) if first > at), default=len(words))
        found = lexicon.matches(keys, at, limit)
        accented = lexicon.accented(words[at].text)
        if accented and (found is None or found[1] == 1):
            found = ([accented], 1)
        last = at + found[1] if found else at + 1
        if found and found[0][0].table == "demonym":
            yield Item(_text(words, at, last), names=(_region(found[0][0].concept),), is_adjective=True)
        elif found and found[0][0].table != "words":
            terms = found[0]
            nouns = tuple(_nouns(terms, keys[at:last], lexicon))
            yield Item(_text(words, at, last), term=terms[0], also=tuple(terms[1:]), nouns=nouns)
        elif not found:
            yield _plain(words[at])
        at = last


def _opens_clause(words: Sequence[Word], at: int, lexicon: Lexicon, question: str) -> bool:
    """Return whether a word is a pronoun that opens a relative clause, as "die" does in German.

    It follows a comma or, where that is left out, a noun, and another article follows it.
    """
    if at == 0 or not lexicon.opens(words[at].text, "clause"):
        return False
    noun = lexicon.match([words[at - 1].key], 0)
    after_noun = noun is not None and noun[0].table == "noun"
    following = words[at + 1].text if at + 1 < len(words) else ""
    return "," in question[words[at - 1].end : words[at].start] or (after_noun and lexicon.opens(following, "article"))


def _nouns(terms: Sequence[Term], keys: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield the concepts of the nouns that a phrase is or, if it asks, that it has inside."""
    if terms[0].table == "noun":
        yield terms[0].concept
    elif terms[0].table in ("product", "agreement"):
        yield terms[0].table
    elif terms[0].table in ("question", "aggregate") and len(keys) > 1:
        inside = (lexicon.match(keys, at) for at in range(1, len(keys)))
        yield from (found[0].concept for found in inside if found and found[0].table == "noun")


def _region(code: str) -> Name:
    """Return the country or region that an adjective stands for, as in "Korean"."""
    kind = "Country" if is_country(code) else "Region"
    return Name(region_name(code), f"{DEFAULT_BASE}{kind.lower()}/{code}", (kind, "Place"), region_name(code))


def _plain(word: Word) -> Item:
    return Item(word.text, days=whole_year(int(word.key))) if YEAR.fullmatch(word.key) else Item(word.text)


def _text(words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(dict.fromkeys(word.text for word in words[first:last]))
