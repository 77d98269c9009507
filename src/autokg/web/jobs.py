"""What the server asks of its workers: a function of `autokg.api` with its arguments, and the reply.

Jobs and replies are pickled: both ends are processes of the same server.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autokg.errors import AutokgError, InputError, NoAnswerError

LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Job:
    """A function that takes a `KnowledgeBase` first, and its other arguments.

    Attributes:
        patience: how many times the time limit of a query it may take.

    """

    function: Callable[..., Any]
    arguments: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    patience: int = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of a job.

    Attributes:
        kinds: names of the class of the error and of its bases, the nearest first.
        message: the error in words.
        line, column: its place in the query or document, counted from 1; None if unknown.
        reason, language: why a question has no answer, as a code, and the language of the message.

    """

    kinds: tuple[str, ...]
    message: str
    line: int | None = None
    column: int | None = None
    reason: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Return the failure that an error means; what is no error of a user is told without details."""
        kinds = tuple(kind.__name__ for kind in type(error).__mro__)
        if not isinstance(error, AutokgError):
            traceback.print_exception(error)
            return cls(kinds, "an error in the server; its log has the details")
        line, column = (error.line, error.column) if isinstance(error, InputError) else (None, None)
        reason, language = (error.reason, error.language) if isinstance(error, NoAnswerError) else (None, None)
        return cls(kinds, str(error), line, column, reason, language)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a job returned or how it failed, and the version of the data that it read."""

    version: str
    value: Any = None
    failure: Failure | None = None


class JobError(Exception):
    """A job failed in a way that the client is told of."""

    def __init__(self, failure: Failure) -> None:
        """Take the failure."""
        super().__init__(failure.message)
        self.failure = failure


def frame(message: Job | Reply) -> bytes:
    """Return a message as bytes, after their number."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def unframe(content: bytes) -> Any:
    """Return the message that bytes without their number are."""
    return pickle.loads(content)  # noqa: S301 (from a process of the same server)
