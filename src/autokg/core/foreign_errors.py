"""Errors of Python, the system and other libraries, in our words: one table for the command line and the server.

>>> str(translate(RecursionError("maximum recursion depth exceeded")))
'the input is nested too deep; simplify it'
>>> translate(TypeError("a mistake of ours")) is None
True
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from autokg.errors import AutokgError, InputError, OutputError, StoreError, UsageError


class _Row(NamedTuple):
    """An error by the name of its class and a pattern of its text; the message may hold `{error}`."""

    name: str
    pattern: str
    result: type[AutokgError]
    message: str


_DAMAGED = "the store is damaged ({error}); build it again from its facts; `autokg doctor -s STORE` tells more"
_MEMORY = "not enough memory; give less input at a time, or free memory"

TABLE = (
    _Row("OSError", r"Corruption|checksum mismatch|[Bb]ad block|Invalid argument: .*\.sst", StoreError, _DAMAGED),
    _Row("RuntimeError", r"Corruption|corrupted|checksum", StoreError, _DAMAGED),
    _Row("ValueError", r"(?i)\bIRI\b|Invalid character|No scheme|in host|port", UsageError, "not an IRI: {error}"),
    _Row("ValueError", r"embedded null", UsageError, "a path or name has a NUL character; leave it out"),
    _Row("ValueError", r"digits\) for integer string", InputError, "a number has too many digits; shorten it"),
    _Row("MemoryError", "", InputError, _MEMORY),
    _Row("RecursionError", "", InputError, "the input is nested too deep; simplify it"),
    _Row("UnicodeError", "", InputError, "text in another encoding than expected ({error}); save it as UTF-8"),
    _Row("OverflowError", "", InputError, "a number or date is out of range ({error}); give a smaller one"),
    _Row("JSONDecodeError", "", InputError, "invalid JSON ({error})"),
    _Row("TOMLDecodeError", "", InputError, "invalid TOML ({error})"),
    _Row("ValidationError", "", InputError, "a value has another form than expected: {error}"),
    _Row("PatternError", "", InputError, "a pattern has a mistake ({error})"),  # the name of `re.error` from 3.13
    _Row("error", "", InputError, "a pattern or a packed file has a mistake ({error})"),  # re, zlib, struct, binascii
    _Row("Error", "", InputError, "a packed or encoded text has a mistake ({error})"),  # csv, binascii
    _Row("BadZipFile", "", InputError, "the file is damaged or no ZIP archive ({error})"),
    _Row("ParseError", "", InputError, "invalid XML ({error})"),
    _Row("DatabaseError", "", InputError, "the database cannot be read ({error})"),
    _Row("SyntaxError", "at line|line \\d", InputError, "a text with a mistake ({error})"),
    _Row("EOFError", "", InputError, "the input ends too early; give the rest of it"),
)

_ADVICE: Mapping[int, str] = {
    errno.ENOSPC: "free space there, or write elsewhere",
    errno.EDQUOT: "free space there, or write elsewhere",
    errno.EFBIG: "raise the limit on file sizes (ulimit -f), or write elsewhere",
    errno.EMFILE: "raise the limit of open files (ulimit -n)",
    errno.ENFILE: "close other programs: the system has too many open files",
    errno.ENOMEM: "give less input at a time, or free memory",
    errno.EACCES: "change its permissions, or name another",
    errno.EPERM: "change its permissions, or name another",
    errno.EROFS: "write elsewhere: the file system is read-only",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOENT: "check the name",
    errno.ELOOP: "its links lead in a circle",
    errno.EIO: "the disk or the network drive may be failing; copy your data elsewhere",
    errno.EADDRINUSE: "choose another port",
}
"""What to do about an error of the system, by its number."""

_LONGEST = 300


def translate(error: BaseException) -> AutokgError | None:
    """Return the error for users that a foreign error stands for; None for a mistake of this package."""
    if isinstance(error, AutokgError):
        return error
    names = {kind.__name__ for kind in type(error).__mro__}
    text = _shorten(str(error))
    for row in TABLE:
        if row.name in names and re.search(row.pattern, str(error)):
            return row.result(row.message.format(error=text))
    return _of_system(error) if isinstance(error, OSError) else None


def _of_system(error: OSError) -> AutokgError:
    name = error.filename
    place = _shorten(os.fsdecode(name)) if isinstance(name, str | bytes) else "standard output"
    advice = _ADVICE.get(error.errno or 0)
    return OutputError(f"{place}: {error.strerror or _shorten(str(error))}{f'; {advice}' if advice else ''}")


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
