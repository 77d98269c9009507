"""Parts of a file that holds several articles: each an extract, or a fault that says why it is none."""

from __future__ import annotations

from dataclasses import dataclass

from autokg.articles.extraction import Extract


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a container that cannot be read, with the address that it states."""

    reason: str
    url: str | None = None


def make_part(
    title: str, text: str, *, published: str | None, publisher: str | None = None, url: str | None = None,
    language: str | None = None,
) -> Extract:  # fmt: skip
    """Return an article with its title before its text."""
    title, text = _without_surrogates(title), _without_surrogates(text)
    headed = text if not title or text.strip().startswith(title) else f"{title}\n\n{text}"
    return Extract(headed, title or None, publisher, published, url, language)


def _without_surrogates(text: str) -> str:
    """Return text without halves of characters, which JSON may hold and no encoding writes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
