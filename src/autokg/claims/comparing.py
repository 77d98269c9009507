"""How the values of two claims of one slot stand to each other.

>>> from decimal import Decimal
>>> Bounds.of(Decimal(2000), Comparator.OVER).compare(Bounds.of(Decimal(2000), Comparator.AT_MOST))
<Agreement.CONFLICT: 'conflict'>
>>> Bounds.of(Decimal("33.88")).compare(Bounds.of(Decimal(34)))
<Agreement.FINER: 'finer'>
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pyoxigraph import Literal

from autokg.claims.claim import Claim
from autokg.core.dates import Agreement
from autokg.core.enums import Comparator
from autokg.core.terms import XSD

_INFINITE = Decimal("Infinity")
_WIDEST = Decimal("0.05")  # "about 2,000" is within 5 per cent, however round the number


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers that the words of a source allow for.

    Attributes:
        open_low, open_high: whether the end itself is left out ("over", "nearly").
        exact: the number, where it is said plainly.

    """

    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False
    exact: Decimal | None = None

    @classmethod
    def of(cls, number: Decimal, comparator: Comparator | None = None) -> Bounds:
        """Return what a number with a comparator allows for."""
        width = _width(number)
        match comparator:
            case Comparator.OVER:
                return cls(number, _INFINITE, open_low=True)
            case Comparator.AT_LEAST:
                return cls(number, _INFINITE)
            case Comparator.AT_MOST:
                return cls(-_INFINITE, number)
            case Comparator.NEARLY:
                return cls(number - 2 * width, number, open_high=True)
            case Comparator.ABOUT:
                return cls(number - width, number + width)
        return cls(number, number, exact=number)

    def compare(self, other: Bounds) -> Agreement:
        """Tell how these numbers stand to others; a rounded number agrees with the one it rounds."""
        if self == other:
            return Agreement.SAME
        if self.exact is not None and other.exact is not None:
            return _compare_rounded(self.exact, other.exact)
        if self._ends_before(other) or other._ends_before(self):
            return Agreement.CONFLICT
        if other._contains(self):
            return Agreement.FINER
        return Agreement.COARSER if self._contains(other) else Agreement.COMPATIBLE

    def _ends_before(self, other: Bounds) -> bool:
        """Whether all of it is less; a plain number is often a round one, so that "over" it may be the same."""
        is_plain = self.exact is not None or other.exact is not None
        touching = self.high == other.low and (self.open_high or other.open_low) and not is_plain
        return self.high < other.low or touching

    def _contains(self, other: Bounds) -> bool:
        low = self.low < other.low or (self.low == other.low and (other.open_low or not self.open_low))
        high = self.high > other.high or (self.high == other.high and (other.open_high or not self.open_high))
        return low and high


def compare_values(claim: Claim, other: Claim) -> Agreement:
    """Tell how the value of a claim stands to another's."""
    if claim.date and other.date:
        return claim.date.compare(other.date)
    mine, theirs = _bounds(claim), _bounds(other)
    if mine and theirs:
        return mine.compare(theirs)
    return Agreement.SAME if claim.object == other.object else Agreement.CONFLICT


def _bounds(claim: Claim) -> Bounds | None:
    if not isinstance(claim.object, Literal) or claim.object.datatype not in (XSD.integer, XSD.decimal):
        return None
    return Bounds.of(Decimal(claim.object.value), claim.comparator)


def _compare_rounded(number: Decimal, other: Decimal) -> Agreement:
    """Tell whether the number with fewer decimal places rounds the other."""
    if _places(number) < _places(other):
        return Agreement.COARSER if _round(other, number) == number else Agreement.CONFLICT
    if _places(other) < _places(number):
        return Agreement.FINER if _round(number, other) == other else Agreement.CONFLICT
    return Agreement.CONFLICT


def _round(number: Decimal, like: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-_places(like)), ROUND_HALF_UP)


def _places(number: Decimal) -> int:
    """Return the number of decimal places, without trailing zeros."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _width(number: Decimal) -> Decimal:
    """Return how far "about" reaches to each side: half a unit of the last digit that is not zero, within limits."""
    exponent = number.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return min(unit / 2, abs(number) * _WIDEST)
