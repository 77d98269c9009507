"""Questions read by a language model: the service is a real one on this machine; what it proposes is checked."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from autokg.answers import Answer, ask
from autokg.answers.form import View
from autokg.answers.model_reader import ModelReader, slots_of
from autokg.errors import NoAnswerError, ReaderError
from autokg.reading.llm import client
from autokg.reading.llm.settings import Options
from autokg.stores import OxigraphStore
from local_server import Handler, serving

QUESTION = "Which outfit screws the Example Two together?"
TODAY = dt.date(2025, 6, 1)
MODEL = "https://w3id.org/autokg/id/model/example-two"


@dataclass
class Service:
    """Says the given contents in turn, the last one for good, after a wait; keeps what it was asked."""

    url: str
    contents: list[str]
    wait: float = 0
    requests: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    class Chat(Handler):
        def answer(self, content: bytes) -> None:
            told.requests.append(json.loads(content))
            time.sleep(told.wait)
            text = told.contents.pop(0) if len(told.contents) > 1 else told.contents[0]
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            self.send(json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode())

    with serving(Chat) as address:
        told = Service(f"{address}/v1", [])
        yield told


Asked = Callable[..., Answer]


@pytest.fixture
def asked(service: Service, store: OxigraphStore) -> Asked:
    def run(*contents: object, question: str = QUESTION, **options: Any) -> Answer:
        service.contents = [c if isinstance(c, str) else json.dumps(c) for c in contents]
        with ModelReader(Options(service.url, "small-model", **options), sleep=lambda _: None) as reader:
            return ask(question, store, TODAY, "en", reader.understand)

    return run


def _form(**more: Any) -> dict[str, Any]:
    condition = {"slot": "model", "names": [MODEL], "negated": False, "outside": False}
    return {"view": "production", "mode": "list", "targets": ["builder"], "conditions": [condition], **more}


def _condition(**more: Any) -> dict[str, Any]:
    return _form(conditions=[{"slot": "model", "names": [MODEL], "negated": False, "outside": False, **more}])


def test_a_valid_form_is_answered_from_the_base(asked: Asked, service: Service, store: OxigraphStore) -> None:
    answer = asked(_form())
    same = ask("Who builds the Example Two?", store, TODAY)
    assert (answer.sentence, answer.rows, answer.sparql) == (same.sentence, same.rows, same.sparql)
    assert answer.evidence == same.evidence
    assert answer.notes[0] == "A language model read the question."
    assert len(service.requests) == 1


def test_the_names_are_a_closed_list_and_the_answer_is_bound_to_a_schema(asked: Asked, service: Service) -> None:
    asked(_form())
    (request,) = service.requests
    told = json.loads(request["messages"][1]["content"])
    assert [thing["iri"] for name in told["names"] for thing in name["things"]] == [MODEL]
    schema = request["response_format"]["json_schema"]
    assert (schema["name"], schema["schema"]["additionalProperties"]) == ("question_form", False)
    assert "builder" in request["messages"][0]["content"]
    assert request["temperature"] == 0


@pytest.mark.parametrize(
    ("proposed", "problem"),
    [
        ("Muster Werke builds it.", "not JSON"),
        ("", "empty"),
        ('{"view": "production", ', "invalid JSON"),
        ("[]", "form: "),
        ("INSERT DATA { <a> <b> <c> }", "invalid JSON"),
        ("DELETE WHERE", "not JSON"),
        ("SELECT * WHERE", "not JSON"),
        ({"query": "DROP ALL"}, "view: Field required"),
        (_form(sparql="INSERT DATA { }"), "sparql: Extra inputs are not permitted"),
        (_form(view="sales"), "view: Input should be"),
        (_form(view="source"), "view: source is not one of"),
        (_form(mode="guess"), "mode: Input should be"),
        (_form(targets=["price"]), "'price' is no slot of production"),
        (_form(targets=["owner"]), "'owner' is no slot of production"),
        (_form(mode="compare", by="model"), "mode: compare needs"),
        (_form(mode="superlative"), "mode: superlative needs"),
        (_form(by="horsepower"), "'horsepower' is no slot of production"),
        (_condition(slot="capacity"), "'capacity' is no slot of production"),
        (_condition(slot="volume"), "'volume' cannot be a condition of production"),
        (_condition(names=["https://w3id.org/autokg/id/model/invented"]), "invented is not in the list of names"),
        (_condition(names=["https://example.org/> } INSERT { <a"]), "is not in the list of names"),
        (_condition(names=[]), "conditions.0.names: List should have at least 1 item"),
        (_form(conditions=[]), "the form leaves out 'Example Two'"),
        (_form(states=["sold"]), "states.0: Input should be"),
        (_form(window={"first": "lately", "last": None, "event": "holds"}), "window.first: Input should be"),
        (_form(kinds=["Marriage"]), "kinds.0: Input should be"),
        (_form(date="birthday"), "date: Input should be"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason(
    asked: Asked, service: Service, proposed: object, problem: str
) -> None:
    with pytest.raises(NoAnswerError) as error:
        asked(proposed)
    assert problem in str(error.value)
    assert (error.value.reason, len(service.requests)) == ("model", 2)


def test_a_year_that_the_form_leaves_out_is_refused(asked: Asked) -> None:
    question = "Which outfit built the Example Two in 2024?"
    with pytest.raises(NoAnswerError, match="leaves out '2024'"):
        asked(_form(), question=question)
    window = {"first": "2024-01-01", "last": "2024-12-31", "event": "holds"}
    assert asked(_form(window=window), question=question).form.window is not None


def test_a_form_may_be_corrected_once(asked: Asked, service: Service) -> None:
    answer = asked(_form(targets=["price"]), _form())
    assert "Muster Werke" in answer.sentence
    last = service.requests[1]["messages"]
    assert [message["role"] for message in last] == ["system", "user", "assistant", "user"]
    assert "'price' is no slot of production" in last[3]["content"]
    with pytest.raises(NoAnswerError, match="price"):
        asked(_form(targets=["price"]), _form(targets=["price"]), _form())


def test_a_service_that_takes_too_long_is_named(asked: Asked, service: Service) -> None:
    service.wait = 0.5
    with pytest.raises(
        ReaderError, match=r"127\.0\.0\.1:\d+, model small-model: no answer within 0\.1 s; asked 2 times"
    ):
        asked(_form(), timeout=0.1, attempts=2)


def test_a_text_that_is_no_question_is_not_sent(asked: Asked, service: Service) -> None:
    with pytest.raises(NoAnswerError, match="autokg query"):
        asked(_form(), question="SELECT ?s { ?s ?p ?o }")
    assert service.requests == []


@pytest.mark.parametrize(
    ("view", "slots"),
    [(View.ROLE, ["organization", "person", "title"]), (View.MODEL, ["brand", "model", "platform", "sibling"])],
)
def test_the_slots_of_a_view_are_those_of_its_patterns(view: View, slots: list[str]) -> None:
    assert set(slots) <= set(slots_of(view))
    assert "price" not in slots_of(view)


@pytest.fixture
def trickling(monkeypatch: pytest.MonkeyPatch, store: OxigraphStore) -> Iterator[Callable[..., Answer]]:
    """Ask a service whose response never ends: a byte from time to time, or as much as it can."""
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    parts: list[tuple[bytes, float]] = []

    class Trickle(Handler):
        def answer(self, content: bytes) -> None:
            assert content
            self.send_response(200)
            self.end_headers()
            part, pause = parts[0]
            with suppress(OSError):  # the client has gone
                while True:
                    self.wfile.write(part)
                    time.sleep(pause)

    def run(part: bytes, pause: float) -> Answer:
        parts[:] = [(part, pause)]
        with ModelReader(Options(f"{address}/v1", "small-model", timeout=0.3, attempts=1)) as reader:
            return ask(QUESTION, store, TODAY, "en", reader.understand)

    with serving(Trickle) as address:
        yield run


def test_a_response_that_keeps_arriving_is_ended_by_the_timeout(trickling: Callable[..., Answer]) -> None:
    with pytest.raises(ReaderError, match=r"no answer within 0\.3 s"):
        trickling(b" ", 0.02)


def test_a_response_without_end_is_not_read_to_its_end(
    trickling: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_LARGEST", 1_000_000)
    with pytest.raises(ReaderError, match="the response is larger than 1 MB"):
        trickling(b" " * 1_000_000, 0)


def test_a_long_answer_is_not_sent_back_whole(asked: Asked, service: Service) -> None:
    with pytest.raises(NoAnswerError, match="not JSON"):
        asked("x" * 100_000)
    assert len(service.requests[1]["messages"][2]["content"]) == 4_000
