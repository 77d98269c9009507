"""What can go wrong, and how it is said.

Errors carry data and word themselves: what was wrong, where, what was expected, what to do. The command line turns
the class into an exit code and prints `str(error)`; nothing else in the package words an error for a person.

    AutokgError                     exit 3
    ├── UsageError                  exit 2: the call cannot be carried out as given
    │   └── UnknownNameError        a name that stands for nothing here; near names are offered
    ├── InputError                  exit 3: bad input, with file, line and column where there is one
    │   ├── DateError               not an EDTF date
    │   ├── DocumentError           a text that cannot be read
    │   ├── FactError               a record outside the record form
    │   ├── EvidenceError           a quote that does not stand in its text
    │   ├── QueryError              SPARQL with a mistake
    │   └── ShapeError              SHACL with a mistake
    ├── NoAnswerError               exit 1: a question that none of the families takes, or a name no source knows
    ├── StoreError                  exit 3: a store that is not one, is locked or cannot be written
    ├── OutputError                 exit 3: a file that cannot be written
    ├── ReaderError                 exit 3: the service behind a reader does not answer as it should
    │   └── BudgetError             exit 3: the next request could exceed what may be spent
    └── OutOfTimeError              exit 4
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class AutokgError(Exception):
    """The root of all errors that are a user's to see."""

    exit_code: ClassVar[int] = 3


class UsageError(AutokgError):
    """The call cannot be carried out as given."""

    exit_code: ClassVar[int] = 2


class UnknownNameError(UsageError):
    """A name that stands for nothing here, with the near names that do."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        """Word the error from `what` kind of name it is, the `name` and the `known` ones."""
        choices = sorted(known)
        self.name = name
        self.near = difflib.get_close_matches(name, choices, n=5, cutoff=0.5)
        hint = f"did you mean {', '.join(self.near)}?" if self.near else f"known: {', '.join(choices)}"
        super().__init__(f"no {what} named {name!r}; {hint}")


class InputError(AutokgError):
    """Bad input.

    Attributes:
        source: file name, `-` for standard input, or None where the input has no name.
        line, column: counted from 1; None where not known.

    """

    def __init__(
        self,
        problem: str,
        *,
        source: str | None = None,
        line: int | None = None,
        column: int | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Word the error as `source:line:column: problem; expected …; hint`."""
        self.problem, self.source, self.line, self.column = problem, source, line, column
        self.expected, self.hint = expected, hint
        super().__init__(problem)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        expected = f"expected {self.expected}" if self.expected else None
        message = "; ".join(part for part in (self.problem, expected, self.hint) if part)
        return f"{place}: {message}" if place else message

    def at(self, source: str | None, line: int | None = None, column: int | None = None) -> InputError:
        """Return the same error at a place that the raiser could not know."""
        return type(self)(
            self.problem,
            source=source or self.source,
            line=line or self.line,
            column=column or self.column,
            expected=self.expected,
            hint=self.hint,
        )


class DateError(InputError):
    """Not an EDTF date."""


class DocumentError(InputError):
    """A text that cannot be read."""


class FactError(InputError):
    """A record outside the record form."""


class EvidenceError(InputError):
    """A quote that does not stand in its text."""


class QueryError(InputError):
    """SPARQL with a mistake, or a parameter that the query does not take."""


class ShapeError(InputError):
    """SHACL with a mistake, or outside what can be checked."""


class NoAnswerError(AutokgError):
    """A question that none of the families takes, or that asks about a name no source here knows."""

    exit_code: ClassVar[int] = 1


class StoreError(AutokgError):
    """A store that is not one, is locked, or cannot be written."""


class OutputError(AutokgError):
    """A file that cannot be written."""


class ReaderError(AutokgError):
    """The service behind a reader does not answer as it should."""


class BudgetError(ReaderError):
    """The next request could exceed what may be spent; it was not made."""


class OutOfTimeError(AutokgError):
    """A time limit was reached before the answer was there."""

    exit_code: ClassVar[int] = 4
