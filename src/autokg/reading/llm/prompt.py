"""Compose the prompt: instructions that never change, and a piece of an article fenced as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autokg.articles.article import Article
from autokg.core.ids import digest
from autokg.reading.llm.pieces import Piece
from autokg.reading.llm.schema import answer_schema, describe_kinds


@dataclass(frozen=True, slots=True)
class Prompt:
    """The two messages of a request."""

    system: str
    user: str

    def messages(self) -> list[dict[str, str]]:
        """Return the messages as the protocol has them."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]


@cache
def instructions() -> str:
    """Return the instructions, the kinds of fact filled in."""
    text = Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")
    return text.replace("KINDS", describe_kinds(), 1)


@cache
def prompt_hash() -> str:
    """Return a hash of these instructions and this form; it is part of `found_by`."""
    return digest(instructions(), json.dumps(answer_schema(), sort_keys=True), length=12)


def make_prompt(article: Article, piece: Piece, published: str | None = None) -> Prompt:
    """Fence a piece of an article that came out on a day.

    The mark is a hash of the text, so that no text can hold the mark that closes its own fence.
    """
    mark = f"article-{digest(article.text, length=12)}"
    known = [f"Language: {article.language}"]
    if published:
        known.append(f"Published: {published}")
    data = []
    if article.title and piece.start > 0:
        data.append(f"[headline]\n{article.title}")
    if piece.before:
        data.append(f"[what stands before, for its names only]\n{piece.before}")
    data.append(f"[read this]\n{piece.text}" if data else piece.text)
    return Prompt(instructions(), "\n".join([*known, f"<{mark}>", "\n\n".join(data), f"</{mark}>"]))
