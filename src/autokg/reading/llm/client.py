"""Asks a service in the protocol of chat completions, again where it is busy, and words what goes wrong.

The key goes into one header and nowhere else: whatever a service sends back is cleared of it before anything reads it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from autokg.core.extras import require_extra
from autokg.errors import ReaderError
from autokg.reading.llm.answers import Answer, from_response, show
from autokg.reading.llm.dialect import Dialect
from autokg.reading.llm.ledger import Ledger, estimate_tokens
from autokg.reading.llm.settings import KEY, Options

if TYPE_CHECKING:
    import httpx

OK = 200
_BUSY = {408, 425, 429, 500, 502, 503, 504, 529}
_LARGEST = 10_000_000  # bytes of a response; an answer has a few thousand
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_KEY_FAULTS = {401, 403}

Sleep = Callable[[float], None]


class Messages(Protocol):
    """Messages of a request."""

    def messages(self) -> list[dict[str, str]]:
        """Return the messages as the protocol has them."""


class ChatClient:
    """A connection to one service and model; it learns which parameters the service takes."""

    def __init__(
        self, options: Options, ledger: Ledger, sleep: Sleep = time.sleep, bound: Mapping[str, Any] | None = None
    ) -> None:
        """Take what to ask and spend; `bound` is the named schema of answers, by default that of facts."""
        self._options = options
        self._bound = bound
        self._ledger = ledger
        self._sleep = sleep
        self._dialect = Dialect()
        self._httpx = require_extra("httpx", extra="llm", purpose="the llm reader")
        headers = {"Authorization": f"Bearer {options.key}"} if options.key else {}
        self._http: httpx.Client = self._httpx.Client(headers=headers, timeout=options.timeout)

    def ask(self, prompt: Messages) -> Answer:
        """Return the answer to a prompt.

        Raise `BudgetError` before a request that could exceed the budget, `ReaderError` if the service fails.
        """
        while True:
            spoken = self._dialect
            body = self._body(prompt, spoken)
            asked = estimate_tokens(json.dumps(body, ensure_ascii=False))
            with self._ledger.reserving(asked + self._options.answer_tokens):
                status, text = self._deliver(body)
                if status == OK:
                    return self._read_answer(text, asked)
            message = _error_message(text)
            dialect = spoken.adapt(status, message)
            if dialect is None:
                raise self._error(f"{_meaning(status)}: {message}")
            if self._dialect == spoken:  # another thread may have learnt it meanwhile
                self._dialect = dialect

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _body(self, prompt: Messages, dialect: Dialect) -> dict[str, Any]:
        parameters = dialect.parameters(self._options.answer_tokens, self._bound)
        return {"model": self._options.model, "messages": prompt.messages(), **parameters}

    def _deliver(self, body: dict[str, Any]) -> tuple[int, str]:
        """Post until the service answers for good; the pauses double, or are as long as the service asks for."""
        pause, trouble = _FIRST_PAUSE, ""
        for attempt in range(self._options.attempts):
            if attempt:
                self._sleep(min(pause, _LONGEST_PAUSE))
                pause *= 2
            try:
                response, text = self._post(body)
            except self._httpx.TimeoutException:
                trouble = f"no answer within {self._options.timeout:g} s"
            except self._httpx.HTTPError as error:
                trouble = f"no connection ({type(error).__name__})"
            else:
                if response.status_code not in _BUSY:
                    return response.status_code, text
                trouble = f"{_meaning(response.status_code)}: {_error_message(text)}"
                pause = _asked_pause(response.headers.get("retry-after")) or pause
        raise self._error(f"{trouble}; asked {self._options.attempts} times")

    def _post(self, body: Mapping[str, Any]) -> tuple[httpx.Response, str]:
        """Post once and read the response, which as a whole may take no longer than the timeout allows."""
        content, end = bytearray(), time.monotonic() + self._options.timeout
        with self._http.stream("POST", self._options.endpoint, json=body) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > _LARGEST:
                    raise self._error(f"the response is larger than {_LARGEST // 1_000_000} MB")
                if time.monotonic() > end:
                    raise self._httpx.ReadTimeout("the response is still arriving")
        return response, self._clear(content.decode(response.encoding or "utf-8", "replace"))

    def _read_answer(self, text: str, asked: int) -> Answer:
        try:
            answer = from_response(json.loads(text), asked)
        except (ValueError, RecursionError) as error:
            raise self._error(f"not an answer of the chat completions protocol: {_error_message(text)}") from error
        self._ledger.count(answer.prompt_tokens, answer.answer_tokens)
        return answer

    def _clear(self, text: str) -> str:
        return text.replace(self._options.key, "[key]") if self._options.key else text

    def _error(self, problem: str) -> ReaderError:
        return ReaderError(f"{self._options.host}, model {self._options.model}: {problem}")


def _meaning(status: int) -> str:
    return f"HTTP {status}, see {KEY}" if status in _KEY_FAULTS else f"HTTP {status}"


def _error_message(text: str) -> str:
    """Return a service's error message: that of its JSON, or the start of its response."""
    try:
        error = json.loads(text)["error"]
        return show(error.get("message", error) if isinstance(error, dict) else error)
    except (ValueError, RecursionError, KeyError, TypeError):
        return show(text) if text.strip() else "no details given"


def _asked_pause(header: str | None) -> float | None:
    """Return the seconds that a service asks to wait; a date, which it may also give, is not read."""
    return float(header) if header and header.isascii() and header.isdigit() else None
