"""Count requests, tokens and costs, and check whether one more request may be sent.

>>> ledger = Ledger(max_tokens=1000)
>>> ledger.count(prompt_tokens=600, answer_tokens=100)
>>> with ledger.reserving(400):
...     pass
Traceback (most recent call last):
autokg.errors.BudgetError: the budget of 1,000 tokens is reached: 700 are used, the next request may take 400
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from autokg.core.counting import count_of
from autokg.errors import BudgetError

_MILLION = 1_000_000
_BYTES_A_TOKEN = 3  # Latin text has four or more a token, Hangul and Han about three: rather too many than too few


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few."""
    return -(-len(text.encode()) // _BYTES_A_TOKEN)


@dataclass(slots=True)
class Ledger:
    """The running count of one reader."""

    max_tokens: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    requests: int = 0
    from_cache: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    _reserved: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def tokens(self) -> int:
        """All tokens used."""
        return self.prompt_tokens + self.answer_tokens

    @property
    def cost(self) -> float | None:
        """Cost of the used tokens at the given prices; None without prices."""
        if self.price_in is None and self.price_out is None:
            return None
        return (self.prompt_tokens * (self.price_in or 0) + self.answer_tokens * (self.price_out or 0)) / _MILLION

    @contextmanager
    def reserving(self, tokens: int) -> Iterator[None]:
        """Reserve the possible cost of a request while it runs; raise `BudgetError` if it could be too much."""
        with self._lock:
            if self.max_tokens is not None and self.tokens + self._reserved + tokens > self.max_tokens:
                raise BudgetError(
                    f"the budget of {self.max_tokens:,} tokens is reached: {self.tokens:,} are used, "
                    f"the next request may take {tokens:,}"
                )
            self._reserved += tokens
        try:
            yield
        finally:
            with self._lock:
                self._reserved -= tokens

    def count(self, prompt_tokens: int, answer_tokens: int) -> None:
        """Add one answered request."""
        with self._lock:
            self.requests += 1
            self.prompt_tokens += prompt_tokens
            self.answer_tokens += answer_tokens

    def count_kept(self) -> None:
        """Add one answer that was kept from before."""
        with self._lock:
            self.from_cache += 1

    def summary(self) -> str:
        """Return tokens and costs in words."""
        cost = "" if self.cost is None else f", cost {self.cost:.4f} at the prices given"
        return (
            f"{count_of(self.requests, 'request')}, {self.from_cache} from the cache, "
            f"{self.prompt_tokens:,} tokens asked and {self.answer_tokens:,} answered{cost}"
        )
