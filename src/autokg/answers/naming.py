"""Names and codes of the base in the words of an answer: ties, productions, posts, conflicts.

>>> from autokg.answers.words import load_words
>>> name_node("Nissan NP200 at Nissan Rosslyn plant", "id/production/np200@rosslyn", load_words("fr"))
'Nissan NP200 (usine Nissan Rosslyn)'
>>> name_post("CEO", load_words("es")), name_post("Head of Vans", load_words("es"))
('consejero delegado', '«Head of Vans»')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from autokg.answers.facts import Fact
from autokg.answers.words import Words

_VENTURE = re.compile(r"(.+) joint venture")
_PRODUCTION = re.compile(r"(.+) (?:at|in|by) (.+)")
_STAKE = re.compile(r"(.+) in (.+)")
_DATES = frozenset({"productionStart", "productionEnd", "since", "until", "opened", "closed", "investedOn", "signedOn"})
_REGIONS = frozenset({"country", "market", "plannedMarket"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ARTICLES = {
    "fr": r"une? ", "de": r"eine?n? ", "es": r"una? ", "it": r"un(?:a |o | |’)", "pt": r"uma? ",
}  # fmt: skip


def in_words(fact: Fact, words: Words) -> Fact:
    """Return a fact whose tie or node is named in the language of the answer; English labels stand as they are."""
    if words.language == "en":
        return fact
    labels = dict(fact.labels)
    for slot in _REGIONS & labels.keys():
        pairs = zip(labels[slot], fact.iris.get(slot, ()), strict=False)
        labels[slot] = tuple(words.region(iri, label) for label, iri in pairs)
    if labels.get("tie"):
        labels["tie"] = (_name_tie(fact, words),)
    if labels.get("thing"):
        labels["thing"] = tuple(name_node(label, fact.node, words) for label in labels["thing"])
    return replace(fact, labels=labels)


def _name_tie(fact: Fact, words: Words) -> str:
    """Return an agreement by its type, parties and models, a stake by owner and owned, a joint venture by its name."""
    if fact.value("kind") != "Agreement":
        return name_node(fact.label("tie"), fact.node, words)
    parties = fact.labels.get("party", ())
    type_ = name_type(fact, words)
    # Of two parties the one that the question names may be left out; the other stands beside the tie.
    between = f" {'–'.join(parties)}" if len(parties) > 1 else ""
    about = words.joined(list(fact.labels.get("model", ())), 3)
    return f"{type_}{between}{words.phrase('join', 'comma')}{about}" if about else f"{type_}{between}"


def name_type(fact: Fact, words: Words) -> str:
    """Return the type of an agreement without its article."""
    type_ = fact.value("type").rpartition("#")[2]
    return _without_article(words.phrase("type", type_ if words.has("type", type_) else "other"), words)


def type_in_words(iri: str, label: str, words: Words) -> str:
    """Return a type of agreement by itself; in English by its label."""
    type_ = iri.rpartition("#")[2]
    is_label = words.language == "en" or not words.has("type", type_)
    return label if is_label else _without_article(words.phrase("type", type_), words)


def _without_article(phrase: str, words: Words) -> str:
    return re.sub(f"^{_ARTICLES[words.language]}", "", phrase) if words.language in _ARTICLES else phrase


def values_in_words(fact: Fact, words: Words) -> dict[str, str]:
    """Return the codes and English names of a fact in words, such as `startWords` beside `start`."""
    told = {
        f"{side}Words": words.date(fact.value(side))
        for side in ("start", "end", "reported")
        if fact.value(side).strip(".")
    }
    if fact.value("title"):
        told["titleWords"] = name_post(fact.value("title"), words)
    if fact.value("type"):
        told["typeWords"] = name_type(fact, words)
    countries = zip(fact.iris.get("country", ()), fact.labels.get("country", ()), strict=False)
    if names := [words.region(iri, label) for iri, label in countries]:
        told["countryWords"] = ", ".join(names)
    if products := fact.labels.get("product", ()):
        told["productWords"] = ", ".join(map(words.product, products))
    if plants := fact.labels.get("plant", ()):
        told["plantWords"] = ", ".join(words.plant(label, fact.label("place")) for label in plants)
    return told


def name_node(label: str, node: str, words: Words) -> str:
    """Return the label of a production, stake or joint venture, which the base builds from names, in words."""
    if words.language == "en":
        return label
    if venture := _VENTURE.fullmatch(label):
        return words.phrase("piece", "venture_name").format(venture[1])
    if "/production/" in node and (built := _PRODUCTION.fullmatch(label)):
        return words.phrase("piece", "production_name").format(model=built[1], site=words.place(built[2]))
    if stake := _STAKE.fullmatch(label):
        return words.phrase("piece", "stake_name").format(owner=stake[1], owned=stake[2])
    return words.plant(label)


def name_post(title: str, words: Words) -> str:
    """Return the title of a post in words; a title without a translation is quoted."""
    if words.language == "en":
        return title
    return words.phrase("title", title.casefold()) if words.has("title", title.casefold()) else words.quoted(title)


def tell_conflict(row: Mapping[str, str], words: Words) -> str:
    """Return a conflict in words: what it is about, both values, and the rule that settled it."""
    return words.say(
        "conflict",
        thing=name_node(row["subjectLabel"], row["subject"], words),
        property=name_property(row, words),
        accepted=tell_value(row["property"], row["acceptedValue"], words),
        rejected=tell_value(row["property"], row["rejectedValue"], words),
        rule=words.phrase("rule", row["rule"]),
    )


class Side(NamedTuple):
    """One side of a conflict: what became of it, its value and quote, and its source."""

    verdict: str
    text: str
    source: str


class ToldConflict(NamedTuple):
    """A conflict in words; `rule` is what the rule that settled it is called, after the word for it."""

    title: str
    sides: tuple[Side, ...]
    rule: tuple[str, str]


def told_conflicts(rows: Iterable[Mapping[str, str]], words: Words) -> list[ToldConflict]:
    """Return conflicts with both sides in words."""
    return [
        ToldConflict(
            f"{name_node(row['subjectLabel'], row['subject'], words)}, {name_property(row, words)}",
            tuple(_side(row, side, words) for side in ("accepted", "rejected")),
            (words.say("rule"), words.phrase("rule", row["rule"])),
        )
        for row in rows
    ]


def _side(row: Mapping[str, str], side: str, words: Words) -> Side:
    value = tell_value(row["property"], row[f"{side}Value"], words)
    text = f"{value}{words.phrase('join', 'colon')}{row[f'{side}Quote']}"
    claim = words.say("claim", id=row[side].rpartition("/")[2])
    return Side(words.say(side), text, f"{row[f'{side}Source']}, {claim}")


def name_property(row: Mapping[str, str], words: Words) -> str:
    """Return what a conflict is about, such as the start of production."""
    return words.phrase("property", row["property"], default=row["propertyLabel"])


def tell_value(property_: str, value: str, words: Words) -> str:
    """Return a value of a property in words: dates, numbers and states as the language writes them."""
    if property_ in _DATES:
        return words.date(value)
    if property_ == "status":
        return words.phrase("state", value)
    return words.number(value) if _NUMBER.fullmatch(value) else value
