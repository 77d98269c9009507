"""Errors that users see.

Each message states the problem, the place, what was expected and what to do. The command line prints `str(error)` and
exits with the code of the class. Public.

    AutokgError                     exit 3
    ├── UsageError                  exit 2: a wrong or incomplete call
    │   └── UnknownNameError        an unknown name; similar names are offered
    ├── InputError                  exit 3: bad input, with file, line and column if known
    │   ├── DateError               not an EDTF date
    │   ├── DocumentError           an article that cannot be read
    │   ├── FactError               a record that is not a valid fact
    │   ├── EvidenceError           a quote that is not in its text
    │   ├── QueryError              SPARQL with a mistake
    │   └── ShapeError              SHACL with a mistake
    ├── NoAnswerError               exit 1: a question of no supported kind, or an unknown name in it
    ├── StoreError                  exit 3: a store that is missing, locked or cannot be written
    ├── OutputError                 exit 3: a file that cannot be written
    ├── ReaderError                 exit 3: the service behind a reader fails
    │   └── BudgetError             exit 3: the next request could exceed the budget
    └── OutOfTimeError              exit 4: a time limit was reached
"""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable
from typing import ClassVar

_MOST_LISTED = 40  # more names than this are no help in a message
_LONGEST = 300  # characters of a name in a message
_NEAR = 0.65  # least likeness by difflib, 1 for the same name: `cvs` is near `csv`, `nope` is not near `operator`


class AutokgError(Exception):
    """The base class of all errors that users see."""

    exit_code: ClassVar[int] = 3


class UsageError(AutokgError):
    """A wrong or incomplete call."""

    exit_code: ClassVar[int] = 2


class UnknownNameError(UsageError):
    """An unknown name; the message offers similar known names."""

    def __init__(self, what: str, name: str, known: Iterable[str], near: Iterable[str] = ()) -> None:
        """Make the message from the kind of name, the `name`, the `known` names and similar ones, if already found."""
        choices = sorted(set(known))
        self.name = name
        self.near = list(dict.fromkeys(near)) or difflib.get_close_matches(name, choices, n=5, cutoff=_NEAR)
        if self.near:
            hint = f"did you mean {', '.join(self.near)}?"
        elif len(choices) <= _MOST_LISTED:
            hint = f"known: {', '.join(choices)}"
        else:
            hint = f"none of {len(choices):,} names is similar"
            hint += "; `autokg queries` lists them" if what == "saved query" else ""
        super().__init__(f"no {what} named {reprlib.repr(name) if len(name) > _LONGEST else repr(name)}; {hint}")


class InputError(AutokgError):
    """Bad input.

    Attributes:
        source: file name, `-` for standard input, or None if the input has no name.
        line, column: counted from 1; None if unknown.

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
        """Make the message `source:line:column: problem; expected …; hint`."""
        self.problem, self.source, self.line, self.column = problem, source, line, column
        self.expected, self.hint = expected, hint
        super().__init__(problem)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        expected = f"expected {self.expected}" if self.expected else None
        message = "; ".join(part for part in (self.problem, expected, self.hint) if part)
        return f"{place}: {message}" if place else message

    def at(self, source: str | None, line: int | None = None, column: int | None = None) -> InputError:
        """Return the same error with a place that was unknown where it was raised."""
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
    """An article that cannot be read."""


class FactError(InputError):
    """A record that is not a valid fact."""


class EvidenceError(InputError):
    """A quote that is not in its text."""


class QueryError(InputError):
    """SPARQL with a mistake, or a query file that cannot be read."""


class ShapeError(InputError):
    """SHACL with a mistake, or with features that cannot be checked."""


class NoAnswerError(AutokgError):
    """A question of no supported kind, or about a name that no source has.

    Attributes:
        reason: why, as a code: empty, too-long, sparql, language, not-held, unknown-word, unknown-name, no-content,
            model.
        language: ISO 639-1 code of the language of the message.

    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, reason: str = "no-content", language: str = "en") -> None:
        """Take the message with its reason."""
        super().__init__(message)
        self.reason, self.language = reason, language


class StoreError(AutokgError):
    """A store that is missing, locked, or cannot be written."""


class OutputError(AutokgError):
    """A file that cannot be written."""


class ReaderError(AutokgError):
    """The service behind a reader fails."""


class BudgetError(ReaderError):
    """The next request could exceed the budget; it was not sent."""


class OutOfTimeError(AutokgError):
    """A time limit was reached before the result was complete."""

    exit_code: ClassVar[int] = 4
