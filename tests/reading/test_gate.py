"""Nothing passes the gate that is not in the text, whatever reader says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from autokg.articles.article import Article, read_article
from autokg.facts import Evidence, Fact, Investment, Plant, Production, Role, Span, Stake, parse_record
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


@pytest.mark.parametrize(("words", "passes"), [("due to open before", True), ("not due to open before", False)])
def test_what_only_the_tables_of_the_rules_read_does_not_pass(gazetteer: Gazetteer, words: str, passes: bool) -> None:
    text = f"The plant of Alpha in Lyon is {words} 2031."
    article = read_article(text.encode(), language="en", published="2030-05-01")
    quote = Evidence(document=article.id, quote=text, start=0, end=len(text))
    plant = Plant(kind="plant", status="planned", plant="plant of Alpha in Lyon", opened="../2031", evidence=(quote,))
    fault = Gate.of(article, gazetteer).find_fault(plant)
    assert fault == (None if passes else "opened '../2031' is not in the quote")


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


@pytest.mark.parametrize(("words", "passes"), [("490\nmillion euros", True), ("490\nbillion euros", False)])
def test_a_line_break_parts_no_value(gazetteer: Gazetteer, words: str, passes: bool) -> None:
    text = f"Alpha invested {words} in Lyon in August\n2029."
    article = read_article(text.encode(), language="en")
    quoted = [{"document": article.id, "quote": text, "start": 0, "end": len(text)}]
    record = {"kind": "investment", "status": "actual", "investor": "Alpha", "amount": 490e6, "date": "2029-08"}
    fact = Investment.model_validate({**record, "currency": "EUR", "evidence": quoted})
    assert Gate.of(article, gazetteer).find_fault(fact) == (
        None if passes else "amount 490000000.0 is not in the quote"
    )


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


def fault_of(
    text: str, language: str = "en", published: str | None = "2030-05-01", *, status: str = "actual", **slots: Any
) -> str | None:
    """Return the fault of a fact that rests on a whole text."""
    article = read_article(text.encode(), language=language, published=published)
    quoted = [{"document": article.id, "quote": text, "start": 0, "end": len(text)}]
    return Gate.of(article).find_fault(parse_record(json.dumps({"status": status, "evidence": quoted, **slots})))


@pytest.mark.parametrize(
    ("shares", "passes"),
    [
        ({"Alpha": 60, "Borealis": 40}, True),
        ({"Alpha": 60, "Borealis": 41}, False),
        ({"Alpha": 60, "Cygnus": 40}, False),
    ],
)
def test_the_shares_of_a_venture_are_those_that_are_stated(shares: dict[str, float], passes: bool) -> None:
    text = "Alpha and Borealis form a venture: Alpha holds 60 percent and Borealis 40 percent."
    fault = fault_of(text, kind="joint_venture", parents=["Alpha", "Borealis"], shares=shares)
    assert (fault is None) is passes
    assert passes or str(fault).startswith("shares ")


@pytest.mark.parametrize(
    ("text", "language", "share", "passes"),
    [
        ("Alpha übernimmt Borealis vollständig.", "de", 100, True),
        ("Alpha übernimmt Borealis vollständig.", "de", 99, False),
        ("Alpha übernimmt Borealis vollständig.", "und", 100, False),
        ("Alpha übernimmt Borealis bald.", "de", 100, False),
    ],
)
def test_all_of_a_company_may_be_said_in_words(text: str, language: str, share: float, passes: bool) -> None:
    fault = fault_of(text, language, kind="stake", owner="Alpha", owned="Borealis", share_percent=share)
    assert (fault is None) is passes


@pytest.mark.parametrize(
    ("currency", "language", "fault"),
    [("EUR", "en", None), ("USD", "en", "currency 'USD' is not in the quote"), ("USD", "und", None)],
)
def test_a_currency_is_the_one_of_the_amount(currency: str, language: str, fault: str | None) -> None:
    text = "Alpha invests 9.5 euros in Lyon; dollars are not mentioned."
    slots: dict[str, Any] = {"investor": "Alpha", "amount": 9.5, "currency": currency, "place": "Lyon"}
    assert fault_of(text, language, kind="investment", **slots) == fault


NOVA: dict[str, Any] = {"kind": "production", "model": "Nova", "place": "Lyon"}
WORKS: dict[str, Any] = {"kind": "plant", "plant": "Lyon works"}


@pytest.mark.parametrize(
    ("language", "start", "passes"),
    [("en", "2031-05", True), ("en", "2032-05", False), ("und", "2031-05", True), ("und", "2032-05", False)],
)
def test_of_a_language_without_data_the_year_of_a_date_is_looked_for(language: str, start: str, passes: bool) -> None:
    fault = fault_of("The Nova is built in Lyon from May 2031.", language, start=start, **NOVA)
    assert fault == (None if passes else f"start '{start}' is not in the quote")


@pytest.mark.parametrize(
    ("published", "passes"), [("2030-04-29", False), ("2030-04-30", False), ("2030-05-01", True), (None, False)]
)
def test_an_end_before_the_day_of_the_article_needs_no_word_of_ending(published: str | None, passes: bool) -> None:
    text = "The Nova of Lyon: April 30, 2030."
    fault = fault_of(text, published=published, status="ended", end="2030-04-30", **NOVA)
    assert fault == (None if passes else "no words in the quote support ended")
    assert fault_of(text, published=published, status="cancelled", end="2030-04-30", **NOVA)


@pytest.mark.parametrize("status", ["denied", "cancelled", "reported", "ended"])
def test_a_status_without_words_for_it_passes_only_in_a_language_without_data(status: str) -> None:
    text = "The Nova of Lyon."
    assert fault_of(text, status=status, **NOVA) == f"no words in the quote support {status}"
    assert fault_of(text, "und", status=status, **NOVA) is None


@pytest.mark.parametrize(
    ("text", "slots", "passes"),
    [
        # What was built, or moves elsewhere, is an end of production alone.
        ("The Nova was built in Lyon.", NOVA, True),
        ("Alpha moves the Nova from Lyon.", NOVA, True),
        ("The Lyon works was built in a valley.", WORKS, False),
        ("Alpha moves from the Lyon works.", WORKS, False),
        # "Former" is said of a plant, and closing is an end where its date is told.
        ("The former Lyon works has a park.", WORKS, True),
        ("The former Nova of Lyon.", NOVA, False),
        ("The Lyon works shut in May.", WORKS, False),
        ("The Lyon works shut in May 2031.", WORKS | {"closed": "2031-05"}, True),
        ("The Lyon works is bright in May 2031.", WORKS | {"closed": "2031-05"}, False),
        # A thing that is sold, or that stops, is over whatever it is.
        ("Alpha sold the Lyon works.", WORKS, True),
        ("The Lyon works stops.", WORKS, True),
        ("The Nova of Lyon stops.", NOVA, True),
        # "Until" tells an end where its date is told.
        ("The Nova of Lyon: through May 2031.", NOVA | {"end": "2031-05"}, True),
        ("The Nova of Lyon: through May.", NOVA, False),
        ("The Nova of Lyon: in May 2031.", NOVA | {"end": "2031-05"}, False),
    ],
)
def test_what_has_ended_is_said_to_have_in_words_for_its_kind(text: str, slots: dict[str, Any], passes: bool) -> None:
    assert fault_of(text, status="ended", **slots) == (None if passes else "no words in the quote support ended")


def test_a_summary_is_no_quote(article: Article) -> None:
    summary = (Evidence(document=article.id, summary="Jane Poole leads Alpha."),)
    assert Gate.of(article).find_fault(role(summary)) == "a reader gave a summary in the place of a quote"


@pytest.mark.parametrize(
    ("text", "language", "passes"),
    [
        ("Alpha supplies Borealis with batteries.", "en", True),
        ("Alpha supplies Borealis with seats.", "en", False),
        ("Alpha supplies Borealis with seats.", "und", True),
        ("Alpha liefert Borealis Batterien.", "de", True),
        ("Alpha und Borealis: Batteriefertigung.", "de", True),
        ("Alpha liefert Borealis Sitze.", "de", False),
    ],
)
def test_goods_are_in_the_words_of_the_language_by_themselves_or_in_a_compound(
    text: str, language: str, passes: bool
) -> None:
    fault = fault_of(text, language, kind="supply", supplier="Alpha", customer="Borealis", product="batteries")
    assert fault == (None if passes else "product 'batteries' is not in the quote")


@pytest.mark.parametrize(
    ("text", "language", "drive", "passes"),
    [
        ("The Nova is a diesel car.", "en", "diesel", True),
        ("The Nova is a diesel car.", "en", "electric", False),
        ("The Nova is a diesel car.", "und", "electric", True),
        ("The Nova is a PHEV.", "en", "plug-in hybrid", True),
        ("The Nova has a steam engine.", "en", "steam engine", True),
    ],
)
def test_an_attribute_is_in_the_words_of_the_language_or_as_it_stands(
    text: str, language: str, drive: str, passes: bool
) -> None:
    fault = fault_of(text, language, kind="model", model="Nova", powertrain=drive)
    assert fault == (None if passes else f"powertrain '{drive}' is not in the quote")


@pytest.mark.parametrize(
    ("text", "language", "passes"),
    [
        ("The Nova is built for French buyers.", "en", True),
        ("The Nova is built for German buyers.", "en", False),
        ("The Nova is built in France.", "en", True),
        ("The Nova is built in Lyon.", "en", True),
        ("The Nova is built in Kiel.", "en", False),
        ("The Nova is built in Kiel.", "und", True),
    ],
)
def test_a_country_is_in_the_words_by_its_name_its_adjective_or_a_town(text: str, language: str, passes: bool) -> None:
    article = read_article(text.encode(), language=language, published="2030-05-01")
    quoted = [{"document": article.id, "quote": text, "start": 0, "end": len(text)}]
    record = {"kind": "production", "status": "actual", "evidence": quoted, "model": "Nova", "country": "FR"}
    fault = Gate.of(article, Gazetteer([])).find_fault(parse_record(json.dumps(record)))
    assert fault == (None if passes else "country 'FR' is not in the quote")
