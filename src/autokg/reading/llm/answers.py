r"""Parse the answers of the protocol, and the facts in them.

>>> list(Answer('```json\n{"facts": [{"kind": "role"}]}\n```', 10, 10).facts())
[{'kind': 'role'}]
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_THOUGHT_END = "</think>"  # servers that show a model's thinking put it before the answer
_SHOWN = 200


class AnswerError(Exception):
    """An answer without facts that can be read, and why; it words itself and is reported, never raised to a person."""


class CutOffError(AnswerError):
    """An answer that reached its bound before its end; less text would have a shorter one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of a model.

    Attributes:
        refusal: its own words if it refused, else empty.
        finish: why it stopped: `stop`, `length` (cut off), `content_filter`.

    """

    content: str
    prompt_tokens: int
    answer_tokens: int
    refusal: str | None = None
    finish: str = "stop"

    def facts(self) -> list[Any]:
        """Return the list of facts; raise `AnswerError` if there is no such list."""
        return _list_of_facts(self.value())

    def value(self) -> Any:
        """Return the JSON of the answer; raise `AnswerError` if there is none."""
        if self.refusal:
            raise AnswerError(f"the model refused: {_shorten(self.refusal)}")
        if self.finish == "content_filter":
            raise AnswerError("the service's content filter withheld the answer")
        if self.finish == "length":
            raise CutOffError(f"the answer was cut off after {self.answer_tokens:,} tokens")
        if not self.content.strip():
            raise AnswerError("the answer is empty")
        return _find_json(self.content)


def _find_json(content: str) -> Any:
    """Read the first JSON value of an answer, with or without a fence of code or words around it."""
    answer = content.rpartition(_THOUGHT_END)[2]
    starts = [at for at in (answer.find("{"), answer.find("[")) if at >= 0]
    if not starts:
        raise AnswerError(f"the answer is not JSON: {_shorten(answer)}")
    try:
        return json.JSONDecoder().raw_decode(answer, min(starts))[0]
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"the answer is invalid JSON: {_shorten(answer)}") from error


def _list_of_facts(said: Any) -> list[Any]:
    facts = said.get("facts") if isinstance(said, dict) else said
    if not isinstance(facts, list):
        raise AnswerError(f"the answer has no list of facts: {show(said)}")
    return facts


def show(said: Any) -> str:
    """Return the answer as one short line that any file can hold."""
    text = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _shorten(text)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def from_response(response: Any, prompt_tokens: int) -> Answer:
    """Read a response of the protocol; raise `ValueError` if it is none.

    A server that does not count tokens is held to have used `prompt_tokens` and one token for three bytes of answer.
    """
    try:
        choice = response["choices"][0]
        message = choice["message"]
        content = _text(message.get("content"))
        usage = response.get("usage") or {}
        return Answer(
            content,
            prompt_tokens=int(usage.get("prompt_tokens") or prompt_tokens),
            answer_tokens=int(usage.get("completion_tokens") or -(-len(content.encode()) // 3)),
            refusal=_text(message.get("refusal")) or None,
            finish=str(choice.get("finish_reason") or "stop"),
        )
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError("no choices with a message") from error


def _text(value: Any) -> str:
    """Return a text that can be written: a lone surrogate, which JSON can spell, becomes a question mark."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
