"""HTTP to a SPARQL endpoint: requests with credentials, retries and time limits, and errors in our words.

A response is spooled to a file before it is parsed: so a connection that breaks is noticed and tried again, and results
larger than memory are read.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from autokg.core.extras import require_extra
from autokg.core.version import __version__
from autokg.core.visible import visible
from autokg.errors import OutOfTimeError, QueryError, StoreError, UsageError
from autokg.stores.addresses import without_secrets

if TYPE_CHECKING:
    import httpx

USER, PASSWORD, TIMEOUT = "AUTOKG_USER", "AUTOKG_PASSWORD", "AUTOKG_TIMEOUT"
TOKEN = "AUTOKG_STORE_TOKEN"  # noqa: S105 (the name of a variable); not that of a server we start ourselves
_ATTEMPTS = 4
_BUSY = {429, 502, 503, 504}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0  # seconds
_CONNECT, _READ = 10.0, 60.0  # seconds
IN_MEMORY = 32_000_000  # bytes of a response; a larger one goes to a temporary file
_LONGER = 10  # times as long as a query may an update take
_UNSURE = "the server has the old state or the new one, never a part of it; look which, and try again if need be"
LARGEST = 4_000_000_000  # bytes
_LONGEST = 300  # characters of a server's own message

Sleep = Callable[[float], None]
Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Response:
    """A whole response: its media type, its headers in lower case, and its body from the start."""

    media: str
    headers: Mapping[str, str]
    body: IO[bytes]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a token, or a user with a password; empty if the server need not know."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str]) -> Credentials:
        """Read credentials from an address, else from variables, else from a netrc file."""
        parts = urlsplit(url)
        if parts.username:
            return cls(unquote(parts.username), unquote(parts.password or ""))
        if token := environment.get(TOKEN):
            return cls(token=token)
        if user := environment.get(USER):
            return cls(user, environment.get(PASSWORD, ""))
        return cls(*_look_up_netrc(parts.hostname or "", environment))

    def hide_in(self, text: str) -> str:
        """Return a text without them: a server may send back what it was sent."""
        for secret in filter(None, (self.password, self.token)):
            text = text.replace(secret, "[secret]")
        return text


class Spool(tempfile.SpooledTemporaryFile[bytes]):
    """Bytes in memory, or in a file if they are many; closed with its last reader, whom nobody tells to close it."""

    def __del__(self) -> None:
        self.close()


class Endpoint:
    """A SPARQL endpoint under an address; `name` is the address as messages show it, without secrets."""

    def __init__(
        self,
        url: str,
        *,
        environment: Mapping[str, str] = os.environ,
        sleep: Sleep = time.sleep,
        attempts: int = _ATTEMPTS,
    ) -> None:
        """Prepare a connection; the first request makes it."""
        self._httpx = require_extra("httpx", extra="remote", purpose="a store on a server")
        try:
            self._url, self.name = _bare(url), without_secrets(url)
        except ValueError as error:
            raise UsageError(f"{visible(url.rpartition('@')[2])}: not the address of a server ({error})") from error
        self._sleep, self._attempts = sleep, attempts
        self._credentials = Credentials.of(url, environment)
        self._seconds = _seconds(environment)
        self._client: httpx.Client = self._httpx.Client(
            timeout=self._httpx.Timeout(self._seconds, connect=min(_CONNECT, self._seconds)),
            headers={"User-Agent": f"autokg/{__version__}"},
        )
        weakref.finalize(self, self._client.close)
        known = self._credentials
        if known.token:
            self._client.headers["Authorization"] = f"Bearer {known.token}"
        elif known.user:
            self._client.auth = (known.user, known.password)

    def query(self, fields: Fields, accept: str) -> Response:
        """Send a query, again if the server is busy or the connection breaks, and return the response."""
        return self._request(self._url, headers={"Accept": accept}, fields=fields, is_repeatable=True)

    def update(self, url: str, text: bytes) -> None:
        """Send an update to an address of the same server; not again if the connection breaks."""
        try:
            self._request(
                url,
                headers={"Content-Type": "application/sparql-update"},
                is_repeatable=False,
                content=text,
                timeout=self._httpx.Timeout(self._seconds * _LONGER, connect=min(_CONNECT, self._seconds)),
            )
        except OutOfTimeError as error:
            raise OutOfTimeError(
                f"{self.name}: no end of the update within {self._seconds * _LONGER:g} s; {_UNSURE}"
            ) from error

    def _request(
        self, url: str, *, headers: Mapping[str, str], is_repeatable: bool, fields: Fields | None = None, **options: Any
    ) -> Response:
        """Post and return the response.

        Raise `QueryError` if the server refuses the content, `StoreError` if it fails, `OutOfTimeError` if it is slow.
        """
        pause, trouble = _FIRST_PAUSE, ""
        for _ in range(self._attempts):
            if trouble:
                self._sleep(min(pause, _LONGEST_PAUSE))
                pause *= 2
            try:
                with self._client.stream("POST", url, data=fields, headers=headers, **options) as response:
                    if response.status_code in _BUSY:
                        trouble = self._words(response)
                        pause = _asked_pause(response.headers.get("retry-after"), dt.datetime.now(dt.UTC)) or pause
                        continue
                    if self._learns_digest(response):
                        continue
                    return self._receive(response)
            except self._httpx.ConnectError as error:
                trouble = f"no server answers there ({error})"
            except self._httpx.TimeoutException as error:
                raise self._too_slow(error) from error
            except (self._httpx.InvalidURL, self._httpx.UnsupportedProtocol) as error:
                raise UsageError(f"{self.name}: not the address of a server ({error})") from error
            except self._httpx.TransportError as error:
                trouble = f"the connection broke ({error or type(error).__name__})"
                if not is_repeatable:
                    raise StoreError(f"{self.name}: {trouble} amid an update; {_UNSURE}") from error
        raise StoreError(f"{self.name}: {trouble}; check the address, and whether the server runs")

    def _learns_digest(self, response: httpx.Response) -> bool:
        """Return whether the server wants the password as a digest, in which it is sent from now on.

        Virtuoso does, but does not say so to who sends it otherwise.
        """
        challenge = response.headers.get("www-authenticate", "digest").lower()
        is_asked = response.status_code == HTTPStatus.UNAUTHORIZED and challenge.startswith("digest")
        if not (is_asked and self._credentials.user) or isinstance(self._client.auth, self._httpx.DigestAuth):
            return False
        self._client.auth = self._httpx.DigestAuth(self._credentials.user, self._credentials.password)
        return True

    def _receive(self, response: httpx.Response) -> Response:
        if response.is_success:
            headers = {name.lower(): value for name, value in response.headers.items()}
            media = headers.get("content-type", "").partition(";")[0].strip().lower()
            return Response(media, headers, self._spool(response))
        status, words = response.status_code, self._words(response)
        if response.is_redirect:
            place = without_secrets(str(response.headers.get("location", "")))
            raise StoreError(f"{self.name}: the server redirects to {visible(place)}; give that address")
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            advice = f"set {USER} and {PASSWORD}, or {TOKEN}, or add the host to ~/.netrc"
            raise StoreError(f"{self.name}: {words}; {advice}")
        if status == HTTPStatus.BAD_REQUEST:
            raise QueryError(f"{self.name} refuses the query ({words})")
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
            raise StoreError(f"{self.name}: {words}; there is no SPARQL endpoint under this address")
        raise StoreError(f"{self.name}: {words}")

    def _spool(self, response: httpx.Response) -> IO[bytes]:
        """Return the whole body in a file; raise `StoreError` if it is too large."""
        body = Spool(IN_MEMORY)
        for part in response.iter_bytes():
            body.write(part)
            if body.tell() > LARGEST:
                raise StoreError(f"{self.name}: the result has more than {LARGEST / 1e9:g} GB; ask for parts of it")
        body.seek(0)
        return body

    def _words(self, response: httpx.Response) -> str:
        """Return the status of a response, and the first line of what the server says, unless that is a page."""
        told = f"HTTP {response.status_code} {response.reason_phrase}".strip()
        start = next(response.iter_bytes(4_000), b"").decode(errors="replace")
        line = next(iter(start.split("\n")), "").strip()
        if line and "html" not in response.headers.get("content-type", ""):
            told += f": {self._credentials.hide_in(visible(line))[:_LONGEST]}"
        return told

    def _too_slow(self, error: Exception) -> OutOfTimeError:
        what = "no connection" if isinstance(error, self._httpx.ConnectTimeout) else "no answer"
        return OutOfTimeError(f"{self.name}: {what} within {self._seconds:g} s; ask for less, or set {TIMEOUT}")


def _bare(url: str) -> str:
    """Return an address without user name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def _look_up_netrc(host: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the user and the password that a netrc file has for a host; empty if it has none."""
    path = Path(environment.get("NETRC") or "~/.netrc").expanduser()
    try:
        found = netrc(path).authenticators(host) if path.is_file() else None
    except NetrcParseError as error:
        raise UsageError(f"{path}:{error.lineno}: a mistake in the netrc file") from None  # its text may hold a secret
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    return (found[0], found[2] or "") if found else ("", "")


def _seconds(environment: Mapping[str, str]) -> float:
    text = environment.get(TIMEOUT, "") or str(_READ)
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"{TIMEOUT}: expected a number of seconds, not {text!r}")
    return seconds


def _asked_pause(header: str | None, now: dt.datetime) -> float | None:
    """Return the seconds that a server asks to wait, as a number or until a date.

    >>> _asked_pause("7", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), _asked_pause("soon", dt.datetime.now(dt.UTC))
    (7.0, None)
    >>> _asked_pause("Thu, 01 Jan 2026 00:00:30 GMT", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    30.0
    """
    if not header:
        return None
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        return max((parsedate_to_datetime(header) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
