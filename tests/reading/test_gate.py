"""Nothing passes the gate that is not in the text, whatever reader says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from autokg.articles.article import Article, read_article
from autokg.facts import Evidence, Fact, Plant, Production, Role, Span, Stake
from autokg.names.gazetteer import Gazetteer
from autokg.reading.base import read_facts
from autokg.reading.gate import Gate

TEXT = (
    "Alpha will build the Alpha Nova in Lyon, France, from the second half of 2031. "
    "The plant employs nearly 2,000 people. Jane Poole is the CEO of Alpha."
)
FIRST, SECOND, THIRD = (TEXT.index(part) for part in ("Alpha will", "The plant", "Jane"))


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(TEXT.encode(), language="en", published="2030-05-01")


def evidence(article: Article, start: int, end: int, **more: Any) -> tuple[Evidence, ...]:
    return (Evidence(document=article.id, quote=TEXT[start:end], start=start, end=end, **more),)


def production(article: Article, **slots: Any) -> Production:
    values: dict[str, Any] = {
        "status": "planned",
        "model": "Alpha Nova",
        "evidence": evidence(article, FIRST, SECOND - 1),
        **slots,
    }
    return Production(kind="production", **values)


def test_what_stands_in_the_quote_passes(article: Article, gazetteer: Gazetteer) -> None:
    fact = production(article, builder="Alpha", place="Lyon", country="FR", start="2031-41")
    assert Gate.of(article, gazetteer).find_fault(fact) is None


def role(quote: tuple[Evidence, ...]) -> Role:
    slots = {"person": "Jane", "organization": "Jane", "title": "Jane"}
    return Role.model_validate({"kind": "role", "status": "actual", "evidence": quote, **slots})


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"builder": "Borealis"}, "builder 'Borealis' is not in the quote"),
        ({"model": "Alpha Supernova"}, "model 'Alpha Supernova' is not in the quote"),
        ({"start": "2031-40"}, "start '2031-40' is not in the quote"),
        ({"start": "2031"}, "start '2031' is not in the quote"),
        ({"country": "DE"}, "country 'DE' is not in the quote"),
        ({"markets": ["North America"]}, "markets 'North America' is not in the quote"),
        ({"volume_per_year": 2000}, "volume_per_year 2000.0 is not in the quote"),
        ({"status": "denied"}, "no words in the quote support denied"),
        ({"status": "cancelled"}, "no words in the quote support cancelled"),
    ],
)
def test_what_does_not_stand_in_the_quote_is_named(
    article: Article, gazetteer: Gazetteer, slots: dict[str, Any], reason: str
) -> None:
    assert Gate.of(article, gazetteer).find_fault(production(article, **slots)) == reason


@pytest.mark.parametrize("language", ["en", "und"])
@pytest.mark.parametrize(
    ("words", "employees", "passes"),
    [
        ("2,015", 2015, True),
        ("2,015", 2000, False),
        ("about 2,015", 2000, False),
        ("about 2,000", 2000, True),
        ("about 2,000", 2001, False),
        ("about 2,000", 1999, False),
        ("12,000", 2000, False),
        ("20,001", 2000, False),
    ],
)
def test_a_number_is_the_one_that_is_stated(
    gazetteer: Gazetteer, language: str, words: str, employees: int, passes: bool
) -> None:
    text = f"The plant in Lyon has {words} employees."
    article = read_article(text.encode(), language=language)
    quoted = [{"document": article.id, "quote": text, "start": 0, "end": len(text)}]
    record = {"kind": "plant", "status": "actual", "place": "Lyon", "employees": employees, "evidence": quoted}
    bound = {"employees_comparator": "about"} if "about" in words else {}
    fault = Gate.of(article, gazetteer).find_fault(Plant.model_validate({**record, **bound}))
    assert fault == (None if passes else f"employees {employees} is not in the quote")


@pytest.mark.parametrize(("share", "passes"), [(34.02, True), (34, False), (34.0200004, True), (34.02001, False)])
def test_a_share_is_the_one_that_is_stated(gazetteer: Gazetteer, share: float, passes: bool) -> None:
    text = "Alpha holds 34.02 percent of Borealis."
    article = read_article(text.encode(), language="en")
    quoted = [{"document": article.id, "quote": text, "start": 0, "end": len(text)}]
    record = {"kind": "stake", "status": "actual", "owner": "Alpha", "owned": "Borealis", "evidence": quoted}
    fact = Stake.model_validate({**record, "share_percent": share})
    assert (Gate.of(article, gazetteer).find_fault(fact) is None) is passes


def test_a_quote_must_be_the_words_at_its_offsets(article: Article) -> None:
    quote = (Evidence(document=article.id, quote="Jane", start=0, end=4),)
    fact = role(quote)
    assert Gate.of(article).find_fault(fact) == "the quote differs from the text at 0"


def test_evidence_of_another_document_is_refused(article: Article) -> None:
    quote = (Evidence(document="other", quote="Jane", start=THIRD, end=THIRD + 4),)
    fact = role(quote)
    assert "document other" in str(Gate.of(article).find_fault(fact))


def test_a_value_taken_over_passes_by_the_span_that_is_cited(article: Article, gazetteer: Gazetteer) -> None:
    lyon = TEXT.index("Lyon")
    cited = {"place": Span(start=lyon, end=lyon + 4)}
    employees = {"employees": 2000, "employees_comparator": "nearly"}
    values = {"kind": "plant", "status": "actual", "place": "Lyon", **employees}
    fact = Plant.model_validate({**values, "evidence": evidence(article, SECOND, THIRD - 1, slots=cited)})
    gate = Gate.of(article, gazetteer)
    assert gate.find_fault(fact) is None
    uncited = fact.model_copy(update={"evidence": evidence(article, SECOND, THIRD - 1)})
    assert gate.find_fault(uncited) == "place 'Lyon' is not in the quote"


def test_what_does_not_pass_is_a_reject_with_its_reason(article: Article, gazetteer: Gazetteer) -> None:
    class Inventor:
        name, version = "inventor", "1"

        def read(self, article: Article) -> Iterator[Fact]:
            yield production(article, builder="Alpha")
            yield production(article, builder="Nobody")

    reading = read_facts(article, [Inventor()], gazetteer)
    assert [fact.slots()["builder"] for fact in reading.facts] == ["Alpha"]
    assert [(reject.fact.slots()["builder"], reject.reason) for reject in reading.rejects] == [
        ("Nobody", "builder 'Nobody' is not in the quote")
    ]
