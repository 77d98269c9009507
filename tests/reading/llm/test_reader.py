"""What a model says becomes facts where it stands in the text, and rejects or problems where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.articles.article import Article, read_article
from autokg.facts import Position
from autokg.names.gazetteer import Gazetteer
from autokg.reading.base import Reading, read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.llm.prompt import prompt_hash
from autokg.reading.merging import merge_facts

from .service import NOVA, STAFF, TEXT, ReaderOf, Reply, Service, production, says, says_text


@pytest.fixture
def reading_of(reader_of: ReaderOf, service: Service, article: Article, gazetteer: Gazetteer) -> Any:
    def read(*facts: Any) -> Reading:
        service.replies = [says(*facts)]
        return read_facts(article, [reader_of()], gazetteer)

    return read


def test_a_good_answer_becomes_facts_with_offsets(reading_of: Any) -> None:
    said = production(model="Alpha Nova", builder="Alpha", place="Lyon", country="FR", start="2031-41", markets=[])
    reading = reading_of(said)
    (fact,) = reading.facts
    assert fact.slots() == {
        "model": "Alpha Nova", "builder": "Alpha", "place": "Lyon", "country": "FR", "start": "2031-41",
    }  # fmt: skip
    (evidence,) = fact.evidence
    assert TEXT[evidence.start : evidence.end] == evidence.quote == NOVA
    assert evidence.position is Position.BODY
    assert reading.rejects == ()


def test_a_fact_names_reader_model_and_prompt(reading_of: Any) -> None:
    (fact,) = reading_of(production(model="Alpha Nova")).facts
    assert fact.found_by.model_dump() == {
        "reader": "llm", "version": "1 (small-model)", "rule": f"prompt {prompt_hash()}",
    }  # fmt: skip


def test_a_quote_in_other_spaces_and_quotation_marks_is_found(reading_of: Any) -> None:
    quote = '"We are ready," said Jane\nPoole, the CEO of Alpha.'
    said = {
        "kind": "role",
        "status": "actual",
        "quote": quote,
        "person": "Jane Poole",
        "organization": "Alpha",
        "title": "CEO",
    }
    (fact,) = reading_of(said).facts
    assert fact.evidence[0].quote == "We are ready,” said Jane Poole, the CEO of Alpha."


def test_a_quote_from_the_title_is_a_headline(reading_of: Any) -> None:
    quote = "Alpha to build the Nova in Lyon"
    (fact,) = reading_of(production(quote=quote, builder="Alpha", model="Nova", place="Lyon")).facts
    assert fact.evidence[0].position is Position.HEADLINE


def test_an_invented_name_beside_a_true_quote_is_turned_away(reading_of: Any) -> None:
    reading = reading_of(production(model="Alpha Nova", builder="Zephyr Motors"))
    assert reading.facts == ()
    assert [reject.reason for reject in reading.rejects] == ["builder 'Zephyr Motors' is not in the quote"]


@pytest.mark.parametrize(
    "quote",
    [
        "Alpha will build the Nova in Lyon from 2031.",
        "Alpha will build […] in Lyon",
        "will build the Alpha Nov",
        "Alpha a décidé",
    ],
)
def test_a_misquote_is_turned_away(reading_of: Any, quote: str) -> None:
    reading = reading_of(production(model="Alpha Nova", quote=quote))
    assert reading.facts == ()
    assert [reject.reason for reject in reading.rejects] == ["the quote differs from the text at 0"]


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"country": "KR"}, "country 'KR' is not in the quote"),
        ({"start": "2031-40"}, "start '2031-40' is not in the quote"),
        ({"volume_per_year": 90000}, "volume_per_year 90000.0 is not in the quote"),
        ({"markets": ["Europe"]}, "markets 'Europe' is not in the quote"),
        ({"plant": "Alpha Works Lyon"}, "plant 'Alpha Works Lyon' is not in the quote"),
        ({"place": "Marseille"}, "place 'Marseille' is not in the quote"),
    ],
)
def test_what_a_model_adds_of_its_own_is_turned_away_and_the_rest_stays(
    reading_of: Any, slots: Any, reason: str
) -> None:
    reading = reading_of(production(model="Alpha Nova", builder="Alpha", **slots))
    assert [reject.reason for reject in reading.rejects] == [reason]
    assert [fact.slots() for fact in reading.facts] == [{"model": "Alpha Nova", "builder": "Alpha"}]


def test_several_additions_leave_one_fact(reading_of: Any) -> None:
    reading = reading_of(production(model="Alpha Nova", country="KR", start="2029", volume_per_year=7, place="Lyon"))
    assert len(reading.rejects) == 1
    assert [fact.slots() for fact in reading.facts] == [{"model": "Alpha Nova", "place": "Lyon"}]


@pytest.mark.parametrize(
    ("employees", "left"), [(2000, {"employees": 2000, "employees_comparator": "nearly"}), (9000, {})]
)
def test_a_number_goes_with_its_comparator(reading_of: Any, employees: int, left: dict[str, Any]) -> None:
    said = {"kind": "plant", "status": "actual", "quote": STAFF, "place": "Lyon", "employees_comparator": "nearly"}
    (fact,) = reading_of({**said, "employees": employees}).facts
    assert fact.slots() == {"place": "Lyon", **left}


def test_a_value_of_another_sentence_cites_where_the_model_says(reading_of: Any) -> None:
    elsewhere = [{"slot": "place", "quote": "the Nova in Lyon"}]
    said = {
        "kind": "plant",
        "status": "actual",
        "quote": STAFF,
        "place": "Lyon",
        "employees": 2000,
        "elsewhere": elsewhere,
    }
    (fact,) = reading_of(said).facts
    span = fact.evidence[0].slots["place"]
    assert TEXT[span.start : span.end] == "the Nova in Lyon"


def test_a_name_of_another_sentence_cites_the_nearest_place_before(reading_of: Any) -> None:
    said = {"kind": "plant", "status": "actual", "quote": STAFF, "place": "lyon", "employees": 2000, "elsewhere": []}
    (fact,) = reading_of(said).facts
    span = fact.evidence[0].slots["place"]
    assert (span.start, span.end) == (TEXT.rindex("Lyon"), TEXT.rindex("Lyon") + 4)


def test_a_name_that_comes_only_later_is_not_taken_over(reading_of: Any) -> None:
    reading = reading_of(production(model="Alpha Nova", builder="Borealis"))
    assert [reject.reason for reject in reading.rejects] == ["builder 'Borealis' is not in the quote"]


def test_an_invented_speaker_is_left_out_and_told_of(reader_of: ReaderOf, service: Service, article: Article) -> None:
    service.replies = [says(production(model="Alpha Nova", speaker="John Nobody"))]
    reader = reader_of()
    (fact,) = reader.read(article)
    assert fact.speaker is None
    assert [problem.reason for problem in reader.drain_problems()] == ["speaker 'John Nobody' is not in the text"]
    assert reader.drain_problems() == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Alpha builds", "not a fact"),
        ({"kind": "rumour", "quote": NOVA}, "unknown kind 'rumour'"),
        ({"kind": "brand", "status": "actual", "brand": "A", "owner": "B"}, "a fact without a quote"),
        (production(quote="  ", model="Alpha Nova"), "a fact without a quote"),
        (production(model="Alpha Nova", status="certain"), "outside the record form: status"),
        (production(), "outside the record form: a production needs model or product"),
        (production(model=["Alpha Nova"]), "outside the record form: model"),
        (production(model="Alpha \ud800 Nova", note=[]), "outside the record form: model"),
    ],
)
def test_what_is_no_fact_is_a_problem(
    reader_of: ReaderOf, service: Service, article: Article, said: Any, reason: str
) -> None:
    service.replies = [says(said)]
    reader = reader_of()
    assert list(reader.read(article)) == []
    (problem,) = reader.problems
    assert problem.reason.startswith(reason)
    assert problem.document == article.id
    str(problem).encode()


def test_a_value_outside_the_form_is_left_out_and_told_of(
    reader_of: ReaderOf, service: Service, article: Article
) -> None:
    service.replies = [says(production(model="Alpha Nova", start="soon enough", colour="red"))]
    reader = reader_of()
    (fact,) = reader.read(article)
    assert fact.slots() == {"model": "Alpha Nova"}
    (problem,) = reader.problems
    assert "start: " in problem.reason
    assert "colour: " in problem.reason


@pytest.mark.parametrize("words", ["from the second half of 2031", "second half of\u00a02031"])
def test_a_date_in_words_is_read_as_the_gate_reads_it(reading_of: Any, words: str) -> None:
    (fact,) = reading_of(production(model="Alpha Nova", start=words)).facts
    assert fact.slots()["start"] == "2031-41"


def test_names_of_countries_become_codes(reading_of: Any) -> None:
    (fact,) = reading_of(production(model="Alpha Nova", country="Frankreich")).facts
    assert fact.slots()["country"] == "FR"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says_text('{"facts": [{"kind": "prod'), "the answer is invalid JSON"),
        (says_text("[" * 100_000), "the answer is invalid JSON"),
        (says_text("I found no facts, sorry."), "the answer is not JSON: I found no facts, sorry."),
        (says_text('{"results": []}'), 'the answer has no list of facts: {"results": []}'),
        (says_text('{"facts": "none"}'), "the answer has no list of facts"),
        (says_text(""), "the answer is empty"),
        (says_text(None), "the answer is empty"),
        (says_text(None, refusal="I cannot help with that."), "the model refused: I cannot help with that."),
        (says_text("", finish="content_filter"), "the service's content filter withheld the answer"),
        (says_text('{"facts": [', finish="length"), "the answer was cut off after 20 tokens"),
    ],
)
def test_an_answer_that_cannot_be_read_is_a_problem_and_not_kept(
    reader_of: ReaderOf, service: Service, article: Article, reply: Reply, reason: str
) -> None:
    service.replies = [reply]
    reader = reader_of()
    assert list(reader.read(article)) == []
    (problem,) = reader.problems
    assert problem.reason.startswith(reason)
    list(reader.read(article))
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    "content",
    [
        '```json\n{"facts": [FACT]}\n```\nDone!',
        '<think>Is it {"facts": []}? No.</think>{"facts": [FACT]}',
        "[FACT]",
        'Here you are: {"facts": [FACT]}',
    ],
)
def test_an_answer_is_found_among_other_words(
    reader_of: ReaderOf, service: Service, article: Article, content: str
) -> None:
    fact = '{"kind": "production", "status": "planned", "quote": "build the Alpha Nova", "model": "Alpha Nova"}'
    service.replies = [says_text(content.replace("FACT", fact))]
    assert [fact.slots() for fact in reader_of().read(article)] == [{"model": "Alpha Nova"}]


def test_a_long_article_is_read_in_pieces_and_each_quote_found_in_its_own(
    reader_of: ReaderOf, service: Service, gazetteer: Gazetteer
) -> None:
    filler = "Nothing of note was said about the weather on that day. " * 30
    text = f"{STAFF}\n\n{filler}\n\n{STAFF}"
    article = read_article(text.encode(), language="en")
    said = {"kind": "plant", "status": "actual", "quote": STAFF, "plant": "plant", "employees": 2000}
    service.replies = [says(said), says(), says(said)]
    reading = read_facts(article, [reader_of(piece_length=800)], gazetteer)
    assert len(service.requests) == 3
    assert [fact.evidence[0].start for fact in reading.facts] == [0, text.rindex(STAFF)]


def test_a_piece_with_too_many_facts_for_one_answer_is_read_in_parts(
    reader_of: ReaderOf, service: Service, gazetteer: Gazetteer
) -> None:
    filler = "Nothing of note was said about the weather on that day. " * 15
    text = f"{NOVA}\n\n{filler}\n\n{STAFF}"
    article = read_article(text.encode(), language="en")
    staff = {"kind": "plant", "status": "actual", "quote": STAFF, "place": "Lyon", "employees": 2000}
    service.replies = [says_text('{"facts": [', finish="length"), says(production(model="Alpha Nova")), says(staff)]
    reader = reader_of()
    reading = read_facts(article, [reader], gazetteer)
    assert [fact.kind for fact in reading.facts] == ["production", "plant"]
    assert reader.problems == []
    assert len(service.requests) == 3


def test_what_rules_and_model_find_alike_is_one_fact_and_surer(
    reader_of: ReaderOf, service: Service, article: Article, gazetteer: Gazetteer
) -> None:
    said = production(model="Alpha Nova", builder="Alpha", place="Lyon", country="FR", start="2031-41")
    owns = {
        "kind": "stake",
        "status": "actual",
        "quote": "Borealis owns 34% of Alpha",
        "owner": "Borealis",
        "owned": "Alpha",
    }
    service.replies = [says(said, owns)]
    reading = read_facts(article, [FramesReader(gazetteer), reader_of()], gazetteer)
    merged = merge_facts(reading.facts)
    (nova,) = (fact for fact in merged if fact.kind == "production" and str(fact.evidence[0].quote) in NOVA)
    (stake,) = (fact for fact in merged if fact.kind == "stake")
    assert nova.confidence == stake.confidence == 0.75
    assert nova.slots()["start"] == "2031-41"
    assert stake.slots() == {"owner": "Borealis", "owned": "Alpha", "share_percent": 34}
    assert len(merged) == len(reading.facts) - 2
