"""Names of things in a question: the longest runs of words that are a name in the base, else near spellings.

All runs of words are looked up at once, so the time does not depend on how many names the base has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.answers.form import Name
from autokg.core.ids import fold
from autokg.core.terms import AKG
from autokg.names.lookup import Found, Names
from autokg.stores.base import Store

_LONGEST_NAME = 8  # words
_SHORTEST_MODEL = 4  # characters of a model's name apart from its brand
# Words that a name may be asked without: "Magna" for "Magna Steyr" is no name, "Valmet" for "Valmet Automotive" is.
_DROPPED = ("automotive", "group", "motor", "motors", "motor company", "motor corporation", "ag", "auto", "cars")
_JOINTS = frozenset({"and", "et", "und", "y", "e"})
_WORD = re.compile(r"[^\W_]+(?:\+)?|&")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: as written, folded for matching, and where it stands."""

    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the question, first and one past the last, and the things they may name."""

    first: int
    last: int
    names: tuple[Name, ...]


def split_words(question: str) -> tuple[Word, ...]:
    """Split a question into words; letters and digits written together are parted, as in polestar4."""
    words: list[Word] = []
    for match in _WORD.finditer(question):
        words += [Word(match[0], key, match.start(), match.end()) for key in fold(match[0]).split()]
    return tuple(words)


def link_names(words: Sequence[Word], store: Store) -> list[Link]:
    """Return the names in a question, left to right, the longest first where they overlap."""
    runs = {
        (first, last): " ".join(word.key for word in words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + _LONGEST_NAME, len(words)) + 1)
    }
    spellings = {run: tuple(_spellings(key)) for run, key in runs.items()}
    found = look_up({spelling for keys in spellings.values() for spelling in keys}, store)
    models = _models_of_brands(runs, found, store)
    links: list[Link] = []
    taken: set[int] = set()
    for first, last in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        names = models.get((first, last)) or [
            replace(name, shortened=spelling in _with_endings(runs[first, last]))
            for spelling in spellings[first, last]
            for name in found.get(spelling, ())
        ]
        if not names or not taken.isdisjoint(range(first, last)):
            continue
        if _JOINTS & {word.key for word in words[first + 1 : last - 1]} and all(_is_product(name) for name in names):
            continue  # products called "Jaguar and Land Rover cars" in one source are of two brands
        if all("Product" in name.kinds for name in names) and _is_brand_and_kind(words[first:last], found):
            continue
        text = " ".join(word.text for word in words[first:last])
        links.append(Link(first, last, _distinct(names, text)))
        taken.update(range(first, last))
    return sorted(links, key=lambda link: link.first)


def _is_product(name: Name) -> bool:
    return not name.kinds or "Product" in name.kinds


def _models_of_brands(
    runs: Mapping[tuple[int, int], str], found: Mapping[str, Sequence[Name]], store: Store
) -> dict[tuple[int, int], list[Name]]:
    """Return the models that words name if a brand stands elsewhere: "does Tesla build the Model Y"."""
    brands = {(run, key) for run, key in runs.items() if any("Brand" in name.kinds for name in found.get(key, ()))}
    apart = {
        f"{brand} {key}": run
        for run, key in runs.items()
        for (first, last), brand in brands
        if len(key) >= _SHORTEST_MODEL and not key.isdigit() and (run[1] < first or run[0] > last)
    }
    models = look_up(apart, store) if apart else {}
    return {apart[key]: names for key, names in models.items() if all("VehicleModel" in name.kinds for name in names)}


def _is_brand_and_kind(words: Sequence[Word], found: Mapping[str, Sequence[Name]]) -> bool:
    """Return whether a product is only what a brand makes: "smart cars" are the cars of the brand smart."""
    brand = " ".join(word.key for word in words[:-1])
    named = any("Brand" in name.kinds for name in found.get(brand, ()))
    return named and words[-1].key in ("car", "cars", "models", "vehicles")


def _spellings(key: str) -> Iterable[str]:
    """Yield a run of words as a key, and as it may be written in the base."""
    yield key
    if " s " in key:
        yield key.replace(" s ", " ", 1)  # "BMW's Leipzig plant"
    parted = re.sub(r"(?<=[a-z]{3})(?=\d)", " ", key)
    if parted != key:
        yield parted
    yield from _with_endings(key)
    if key.endswith("s") and len(key) > _SHORTEST_MODEL:
        yield key[:-1]  # "Europas", "Minis"


def _with_endings(key: str) -> tuple[str, ...]:
    if len(key) <= 3:  # noqa: PLR2004 (a short word with an ending is another name)
        return ()
    plant = (f"{key} plant",) if " " in key else ()  # a town alone is a place, a firm with its town is a plant
    return (*(f"{key} {ending}" for ending in _DROPPED), *plant)


def _distinct(names: Iterable[Name], text: str) -> tuple[Name, ...]:
    """Return each thing once, sorted; "Volvo" is no short name of the product "Volvo cars"."""
    unique = {name.iri: name for name in reversed(list(names))}
    firms = [name for name in unique.values() if "Product" not in name.kinds]
    return tuple(
        replace(name, text=text) for name in sorted(firms or unique.values(), key=lambda name: (name.label, name.iri))
    )


def look_up(keys: Iterable[str], store: Store) -> dict[str, list[Name]]:
    """Return the things of the base by the keys they bear."""
    values = " ".join(str(Literal(key)) for key in sorted(keys))
    result = store.query(
        f"SELECT DISTINCT ?key ?thing ?label ?kind WHERE {{ VALUES ?key {{ {values} }} "
        "?thing skos:hiddenLabel ?key ; rdfs:label ?label ; a ?kind } ORDER BY ?key ?thing ?label ?kind"
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    found: dict[str, list[Name]] = {}
    for (key, thing), rows in groupby(result, key=lambda row: (row["key"].value, row["thing"])):
        told = list(rows)
        kinds = {_local(row["kind"]) for row in told} - {"Thing"}
        if "Appointment" not in kinds:  # its label joins a person, a post and a firm, which are asked for apart
            found.setdefault(key, []).append(Name(_label(told), thing.value, tuple(sorted(kinds))))
    return {
        key: names if any(name.kinds for name in names) else _typed(key, names, store) for key, names in found.items()
    }


def _typed(key: str, names: list[Name], store: Store) -> list[Name]:
    """Return the things that share the name of others without a type, of which only an alias is told."""
    labels = {fold(name.label) for name in names} - {key}
    same = [name for found in (look_up(labels, store) if labels else {}).values() for name in found if name.kinds]
    return same or names


def _label(rows: Sequence[object]) -> str:
    """Return the English label, or the first."""
    labels = [row["label"] for row in rows]  # type: ignore[index]
    english = [label for label in labels if label.language in (None, "en")]
    return str((english or labels)[0].value)


def _local(kind: NamedNode) -> str:
    return kind.value.rpartition("#")[2]


# What a question can name; nodes of facts have labels too, but nobody calls them so.
NAMED = (
    AKG.VehicleModel, AKG.Brand, AKG.Company, AKG.Group, AKG.JointVenture, AKG.Organization, AKG.Plant, AKG.Person,
    AKG.Place, AKG.Country, AKG.Region, AKG.Platform,
)  # fmt: skip


def nearest_names(words: str, known: Names, limit: int = 3) -> list[Name]:
    """Return the things whose names are nearest to some words that name nothing."""
    return [_guess(found, words) for found in known.near(words, NAMED, limit)]


def slips(words: str, known: Names) -> list[Name]:
    """Return the things of whose names some words may be a slip."""
    return [_guess(found, words) for found in known.slips(words, NAMED)]


def _guess(found: Found, words: str) -> Name:
    return Name(found.label, found.iri.value, (_local(found.kind),), words, corrected=True)
