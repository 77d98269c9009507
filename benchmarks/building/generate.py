"""Press facts on a carmaking world of any size, the same each time: `python generate.py 10000 > facts.jsonl`.

Ownership trees of companies, and around each company a brand, a plant, models, productions, deals, posts, investments,
told in three documents: the company's release, a newspaper that is finer here and contradicts there, and a filing that
says what came true. Everything is made up; a name is a few syllables and a number (`Vokarel 17 Motors`) and a quote is
a sentence that states the fact, at the offsets it has in its document.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain, count, islice
from typing import Any, TypeVar

Record = dict[str, Any]
T = TypeVar("T")

_TREE = 156  # companies in one ownership tree: 1 + 5 + 25 + 125
_ONSETS = ("B", "D", "F", "G", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Br", "Dr", "Kl", "Tr")
_SYLLABLES = ("ka", "lo", "mi", "ne", "ro", "su", "ta", "vel", "zan", "dor", "rin", "quo")
_COUNTRIES = ("AT", "BR", "CN", "CZ", "DE", "ES", "FR", "HU", "IN", "JP", "KR", "MX", "PL", "SE", "SK", "TR", "US")
_REGIONS = ("Europe", "North America", "Southeast Asia", "the Middle East")
_POWERTRAINS = ("battery electric", "plug-in hybrid", "hybrid", "petrol", "diesel", "fuel cell")
_BODIES = ("sedan", "SUV", "hatchback", "van", "pickup", "coupé")
_PRODUCTS = ("battery cells", "electric motors", "gearboxes", "seats", "brakes", "headlights")
_TITLES = ("CEO", "chief financial officer", "head of production", "chair of the board")
_DEALS = ("contract-manufacturing", "supply", "platform-sharing", "alliance", "memorandum", "technology-licence")


class Chance:
    """Choices that a seed and a number settle; only `random()` is used, which Python keeps the same for good."""

    def __init__(self, seed: int, number: int) -> None:
        self._random = random.Random(f"{seed}/{number}").random  # noqa: S311 (a benchmark, no secret)

    def below(self, limit: int) -> int:
        """Return a number from 0 to below a limit."""
        return int(self._random() * limit)

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of some options."""
        return options[self.below(len(options))]

    def happens(self, share: float) -> bool:
        """Return true in a share of cases."""
        return self._random() < share


def name(kind: str, number: int, seed: int) -> str:
    """Return the made-up name of the thing of a kind and number."""
    chance = Chance(seed, hash_of(kind) + number)
    syllables = "".join(chance.one_of(_SYLLABLES) for _ in range(2 + chance.below(2)))
    return f"{chance.one_of(_ONSETS)}{syllables[1:]} {number}"


def hash_of(text: str) -> int:
    """Return a large number that a text settles."""
    return int.from_bytes(sha256(text.encode()).digest()[:5], "big")


class Cell:
    """A company and what hangs on it, with what three documents say of it."""

    def __init__(self, number: int, seed: int) -> None:
        self._number, self._seed = number, seed
        self._chance = Chance(seed, number)
        self.company = self._company(number)
        self.brand = name("brand", number // 4, seed)
        self.plant = f"{name('place', number // 3, seed)} plant {number % 3 + 1}"
        self.place = name("place", number // 3, seed)
        self.country = _COUNTRIES[number // 3 % len(_COUNTRIES)]
        self.models = [f"{self.brand} {'XYZ'[turn]}{number}" for turn in range(2)]
        self.year = 2010 + number % 15
        self.share = 20 + self._chance.below(80)

    def _company(self, number: int) -> str:
        return f"{name('company', number, self._seed)} Motors"

    @property
    def owner(self) -> str | None:
        """The company above it in its tree, None for the one at the top."""
        place = self._number % _TREE
        return self._company(self._number - place + (place - 1) // 5) if place else None

    def documents(self) -> Iterator[Record]:
        """Yield each document with the facts it tells after it, each fact with the words for it under `words`."""
        yield from self._told("release", self.company, f"{self.year}-03-{1 + self._number % 28:02}", self._release())
        paper = name("paper", self._number % 40, self._seed)
        yield from self._told("news", f"The {paper} Gazette", f"{self.year}-09-15", self._news())
        yield from self._told("filing", "Registry of Made-up Filings", f"{self.year + 2}-01-31", self._filing())

    def _told(self, kind: str, publisher: str, published: str, facts: Iterator[Record]) -> Iterator[Record]:
        told = list(facts)
        id_ = f"{kind}-{self._number}"
        offset = 0
        for fact in told:
            words = fact.pop("words")
            fact["evidence"] = [{"document": id_, "quote": words, "start": offset, "end": offset + len(words)}]
            offset += len(words) + 1
        text = " ".join(fact["evidence"][0]["quote"] for fact in told)
        yield {
            "kind": "document", "id": id_, "title": f"{self.company}: {kind} of {published}", "publisher": publisher,
            "published": published, "language": "en", "url": f"https://example.org/{id_}",
            "retrieved": "2026-01-31T00:00:00Z", "sha256": sha256(text.encode()).hexdigest(),
        }  # fmt: skip
        yield from told

    def _release(self) -> Iterator[Record]:
        company, chance = self.company, self._chance
        if self.owner:
            yield self._stake(self.share, "actual")
        if self._number % 4 == 0:
            words = f"{self.brand} is a brand of {company}."
            yield {"kind": "brand", "status": "actual", "brand": self.brand, "owner": company, "words": words}
        yield self._plant(1_000 + chance.below(9_000))
        for model in self.models:
            yield self._model(model)
            half = f"{self.year + 1}-4{chance.below(2)}"
            yield self._production(model, "planned", f"{model} will be built in {self.place} by {company}.", start=half)
        title = chance.one_of(_TITLES)
        person = f"{name('person', self._number, self._seed)} Doe"
        yield {
            "kind": "role", "status": "actual", "person": person, "organization": company, "title": title,
            "since": f"{self.year}-01", "words": f"{person} is {title} of {company}.", "speaker": person,
        }  # fmt: skip
        amount = 1_000_000 * (1 + chance.below(900))
        yield {
            "kind": "investment", "status": "planned", "investor": company, "amount": amount, "currency": "EUR",
            "place": self.place, "date": f"{self.year}", "words": f"{company} puts {amount:,} euros into {self.place}.",
        }  # fmt: skip

    def _news(self) -> Iterator[Record]:
        company, chance = self.company, self._chance
        for model in self.models:  # half of the time finer, else another year: a contradiction
            start = f"{self.year + 1 + (chance.happens(0.2))}-{1 + chance.below(12):02}"
            words = f"Production of the {model} at {self.plant} is to begin in {start}."
            yield self._production(model, "planned", words, start=start)
        if self.owner:
            yield self._stake(self.share - (5 if chance.happens(0.2) else 0), "actual", "about")
        yield self._plant(1_000 + chance.below(9_000))
        partners = [self._company(self._number + step) for step in (1, 7 + chance.below(30))]
        yield self._deal(sorted({company, *partners}))
        product, supplier = chance.one_of(_PRODUCTS), self._company(self._number + 1 + chance.below(50))
        yield {
            "kind": "supply", "status": "actual", "supplier": supplier, "customer": company, "product": product,
            "model": self.models[0], "words": f"{supplier} supplies {product} for the {self.models[0]} of {company}.",
        }  # fmt: skip
        if chance.happens(0.1):
            short = f"{company.split()[0]}{self._number}"
            yield {
                "kind": "alias", "status": "actual", "alias": short, "of": company,
                "words": f"{company}, known as {short}, had no comment.",
            }  # fmt: skip

    def _filing(self) -> Iterator[Record]:
        chance = self._chance
        for model in self.models:
            start = f"{self.year + 1}-{1 + chance.below(12):02}-01"
            words = f"{model}: built at {self.plant} since {start}."
            volume = 1_000 * (1 + chance.below(200))
            yield self._production(model, "actual", words, start=start, volume_per_year=volume)
            yield self._model(model)
        if self.owner:
            yield self._stake(self.share, "actual")

    def _stake(self, share: int, status: str, comparator: str | None = None) -> Record:
        stake = {
            "kind": "stake", "status": status, "owner": self.owner, "owned": self.company, "share_percent": share,
            "since": f"{self.year - 5}", "words": f"{self.owner} holds {share} % of {self.company}.",
        }  # fmt: skip
        return stake | ({"share_percent_comparator": comparator} if comparator else {})

    def _plant(self, employees: int) -> Record:
        return {
            "kind": "plant", "status": "actual", "plant": self.plant, "operator": self.company, "place": self.place,
            "country": self.country, "opened": f"{self.year - 20}", "employees": employees,
            "words": f"{self.plant} of {self.company} in {self.place} employs {employees:,} people.",
        }  # fmt: skip

    def _model(self, model: str) -> Record:
        powertrain, body = self._chance.one_of(_POWERTRAINS), self._chance.one_of(_BODIES)
        return {
            "kind": "model", "status": "actual", "model": model, "brand": self.brand, "powertrain": powertrain,
            "body": body, "platform": name("platform", self._number // 5, self._seed),
            "words": f"The {model} is a {powertrain} {body}.",
        }  # fmt: skip

    def _production(self, model: str, status: str, words: str, **more: Any) -> Record:
        markets = sorted({self._chance.one_of(_REGIONS), self._chance.one_of(_COUNTRIES)})
        return {
            "kind": "production", "status": status, "model": model, "brand": self.brand, "builder": self.company,
            "plant": self.plant, "place": self.place, "country": self.country, "markets": markets, **more,
            "words": words,
        }  # fmt: skip

    def _deal(self, parties: list[str]) -> Record:
        return {
            "kind": "agreement", "status": "actual", "type": self._chance.one_of(_DEALS), "parties": parties,
            "signed": f"{self.year}-{1 + self._number % 12:02}-10", "model": self.models[1],
            "words": f"{' and '.join(parties)} agree on the {self.models[1]}.",
        }  # fmt: skip


def generate_records(size: int, seed: int = 0) -> Iterator[Record]:
    """Yield documents and `size` facts in all, each document before the facts that cite it."""
    left = size
    for record in chain.from_iterable(Cell(number, seed).documents() for number in count()):
        if record["kind"] != "document":
            left -= 1
        yield record
        if not left:
            return


def generate_lines(size: int, seed: int = 0) -> Iterator[str]:
    """Yield the same as lines of JSON."""
    for record in generate_records(size, seed):
        yield f"{json.dumps(record, ensure_ascii=False)}\n"


if __name__ == "__main__":
    size, seed = islice(chain(map(int, sys.argv[1:]), (0,)), 2)
    sys.stdout.writelines(generate_lines(size, seed))
