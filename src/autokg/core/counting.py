"""Counts and nouns in words."""

from __future__ import annotations


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun in the singular or plural.

    >>> count_of(1, "document"), count_of(1200, "document"), count_of(0, "entity", "entities")
    ('1 document', '1,200 documents', '0 entities')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article.

    >>> with_article("plant"), with_article("agreement")
    ('a plant', 'an agreement')
    """
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
