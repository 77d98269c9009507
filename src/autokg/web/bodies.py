"""Read the body of a request within limits of size and time."""

from __future__ import annotations

import asyncio
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_BYTES = 1_000_000  # of a query, a form or a batch of names
_SECONDS = 20  # for the whole body: a client that sends less quickly holds a connection for nothing
_MOST_FIELDS = 1_000


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return the body; refuse one that is too large or arrives too slowly."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise _too_large(most)
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise _too_large(most)
    except TimeoutError:
        raise HTTPException(408, "the body of the request arrives too slowly") from None
    return bytes(body)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"the body of the request has more than {most:,} bytes")


def media_type_of(request: Request) -> tuple[str, str]:
    """Return the media type of the body in lower case, and its character set, UTF-8 if none is named."""
    media, *parameters = (part.strip() for part in request.headers.get("content-type", "").lower().split(";"))
    named = dict(parameter.split("=", 1) for parameter in parameters if "=" in parameter)
    return media, named.get("charset", "utf-8").strip('"')


async def read_text(request: Request, most: int = MOST_BYTES) -> str:
    """Return the body as text; refuse any character set but UTF-8."""
    _, charset = media_type_of(request)
    if charset not in ("utf-8", "utf8"):
        raise HTTPException(415, f"the body is in {charset}; send UTF-8")
    try:
        return (await read_body(request, most)).decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 text (byte {error.start})") from error


async def read_form(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form with their values, in order."""
    text = await read_text(request)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400, f"the form cannot be read ({error})") from error


def split_parts(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    r"""Return the parts of a multipart body, each with its media type.

    >>> body = b'--x\r\nContent-Type: text/turtle\r\n\r\n<a> <b> <c> .\r\n--x--'
    >>> split_parts("multipart/form-data; boundary=x", body)
    [('text/turtle', b'<a> <b> <c> .')]
    """
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    parts = message.iter_parts() if message.is_multipart() else ()
    return [(part.get_content_type(), bytes(part.get_payload(decode=True))) for part in parts]
