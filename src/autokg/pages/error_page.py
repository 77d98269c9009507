"""The page of a mistake: what is wrong, in the words of its error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorPage:
    """The page of a mistake."""

    message: str
