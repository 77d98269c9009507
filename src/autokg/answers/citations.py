"""Evidence as it is cited: each quote or summary once, with its source in the language of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from autokg.answers.evidence import Evidence
from autokg.answers.words import Words

_LONGEST_TITLE = 70
_PHASES = {"planned": "planned", "ended": "ended", "cancelled": "cancelled", "reported": "rumoured", "denied": "denied"}


class Citation(NamedTuple):
    """What a source says, who it is, and its address, None if it has none."""

    text: str
    source: str
    url: str | None


def cite(evidence: Iterable[Evidence], words: Words) -> list[Citation]:
    """Return evidence in its order, with the source of each."""
    once: dict[tuple[str, str], Evidence] = {}
    for item in evidence:
        once.setdefault((item.document, item.words), item)
    return [Citation(_text(item), _source(item, words), item.url) for item in once.values()]


def _text(item: Evidence) -> str:
    return f"“{item.quote}”" if item.quote else item.words


def _source(item: Evidence, words: Words) -> str:
    parts = (item.publisher or shorten(item.title), _published(item, words), _position(item, words))
    source = words.phrase("join", "comma").join(filter(None, parts))
    if item.speaker:
        source = words.say("spoken_in", speaker=item.speaker, source=source)
    remark = words.phrase("join", "semicolon").join(_remarks(item, words))
    return f"{source} ({remark})" if remark else source


def _published(item: Evidence, words: Words) -> str | None:
    """Return the date of publication: a known one as it is written, one that is not exact in words."""
    published = item.published or ""
    return words.date(published) if published.endswith("~") else item.published


def _position(item: Evidence, words: Words) -> str:
    place = item.position or ""
    return words.phrase("position", place) if words.has("position", place) else ""


def _remarks(item: Evidence, words: Words) -> list[str]:
    """Return what is to be known of a piece of evidence: a plan, not followed, filed year by year."""
    parts = [words.phrase("status", _PHASES[item.status])] if item.status in _PHASES else []
    parts += [words.phrase("outcome", item.outcome)] if words.has("outcome", item.outcome) else []
    return [*parts, words.say("evidence_same", n=item.repeats)] if item.repeats else parts


def shorten(title: str) -> str:
    """Return a title shortened to what fits in a line of a list."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
