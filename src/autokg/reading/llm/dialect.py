"""What of the protocol a server understands, found out by asking: each refusal of a parameter leaves it out.

>>> first = Dialect()
>>> second = first.adapt(400, "response_format of type json_schema is not supported")
>>> second.format.value, second.adapt(401, "no such key")
('json_object', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from autokg.reading.llm.schema import answer_schema

_REFUSED = {400, 415, 422, 501}  # a parameter is not known; servers differ in how they say it
_NEW_LIMIT = "max_completion_tokens"


class Format(Enum):
    """How an answer is bound to a form."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    FREE = "text"


_LOOSER = {Format.SCHEMA: Format.OBJECT, Format.OBJECT: Format.FREE}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The parameters that a server takes."""

    format: Format = Format.SCHEMA
    limit: str = "max_tokens"
    temperature: bool = True

    def parameters(self, answer_tokens: int, bound: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the parameters of a request beside model and messages; `bound` is a named schema, by default facts."""
        body: dict[str, Any] = {self.limit: answer_tokens}
        if self.temperature:
            body["temperature"] = 0
        if self.format is Format.SCHEMA:
            form = bound or {"name": "press_facts", "strict": True, "schema": answer_schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.format is Format.OBJECT:
            body["response_format"] = {"type": "json_object"}
        return body

    def adapt(self, status: int, message: str) -> Dialect | None:
        """Return the dialect to try next after a refusal, None if the refusal is not about a parameter."""
        if status not in _REFUSED:
            return None
        if _NEW_LIMIT in message and self.limit != _NEW_LIMIT:
            return replace(self, limit=_NEW_LIMIT)
        if "temperature" in message and self.temperature:
            return replace(self, temperature=False)
        looser = _LOOSER.get(self.format)
        return replace(self, format=looser) if looser else None
