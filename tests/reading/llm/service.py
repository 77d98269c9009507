"""What a service on this machine is told to reply, what it was asked, and a text to read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Protocol

from autokg.reading.llm.reader import LlmReader

KEY = "sk-test-4f2a9c-never-to-be-seen"
TEXT = (
    "Alpha to build the Nova in Lyon\n\n"
    "Alpha will build the Alpha Nova in Lyon, France, from the second half of 2031. The plant employs nearly 2,000 people.\n\n"
    "“We are ready,” said Jane Poole, the CEO of Alpha. Borealis owns 34% of Alpha."
)
NOVA = "Alpha will build the Alpha Nova in Lyon, France, from the second half of 2031."
STAFF = "The plant employs nearly 2,000 people."


@dataclass(frozen=True)
class Reply:
    """One response: a status, a body and headers, after a wait."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0


@dataclass
class Service:
    """Replies in turn, the last one for good; keeps what it was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def says(*facts: Any, tokens: tuple[int, int] = (100, 20)) -> Reply:
    """A well-formed answer."""
    return says_text(json.dumps({"facts": facts}), tokens=tokens)


def says_text(
    content: str | None, *, finish: str = "stop", tokens: tuple[int, int] = (100, 20), **message: Any
) -> Reply:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return Reply(body={"id": "1", "object": "chat.completion", "choices": [choice], "usage": usage})


def fails(status: int, message: str = "", **headers: str) -> Reply:
    return Reply(
        status, {"error": {"message": message}}, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def production(**slots: Any) -> dict[str, Any]:
    return {"kind": "production", "status": "planned", "quote": NOVA, "elsewhere": [], "speaker": None, **slots}


class ReaderOf(Protocol):
    """Options → a reader that asks the service."""

    def __call__(self, **options: Any) -> LlmReader: ...
