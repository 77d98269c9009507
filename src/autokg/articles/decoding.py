"""Decode bytes: as Unicode, else in the likeliest older encoding.

    >>> decode_bytes("salariés".encode())
    'salariés'
    >>> decode_bytes("salariés".encode("cp1252"))
    'salariés'
    >>> decode_bytes("à Metz ".encode() + "à Graz".encode("cp1252"))  # two encodings in one file
    'à Metz à Graz'

Short western European texts have too few accents for statistics on encodings. It is more reliable to check that their
non-ASCII bytes are letters in Windows-1252, at positions where such letters occur.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LETTERS = "àâäáãæçéèêëíìîïñóòôöõœúùûüÿß"
_SIGNS = "«»“”„‘’‚‹›–—…€£°·¡¿ªº§©®™´½\u00a0"
_WESTERN = frozenset(_LETTERS + _LETTERS.upper() + _SIGNS)
_FOREIGN = re.compile(f"[{_LETTERS}{_LETTERS.upper()}]{{4}}|[a-z][¿¡½§][a-z]")
_MOST_ACCENTS = 0.15
_MOST_STRAYS = 3  # a letter; more, and what looks like Unicode is chance
_SEQUENCES = re.compile(rb"([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})")


def decode_bytes(content: bytes) -> str:
    """Decode text; raise `UnicodeDecodeError` if it is in no encoding that is known."""
    bom, encoding = next(((bom, encoding) for bom, encoding in _BOMS if content.startswith(bom)), (b"", ""))
    try:
        return content[len(bom) :].decode(encoding or _guess_unicode(content))
    except UnicodeDecodeError:
        text = None if bom or _CONTROL_BYTES.search(content) else _decode_older(content)
        if text is None:
            raise
        return text


def _guess_unicode(content: bytes) -> str:
    """Detect UTF-16 without a byte order mark by the zero bytes of its ASCII letters; default to UTF-8."""
    sample = content[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd > len(sample) // 4 and min(even, odd) < max(even, odd) // 10 and len(content) % 2 == 0:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _decode_older(content: bytes) -> str | None:
    """Decode text that is not valid Unicode; return None if no encoding fits."""
    if (text := _decode_mixed(content)) is not None:
        return text
    western = content.decode("cp1252", errors="replace")
    if _is_western(western):
        return western
    try:
        from charset_normalizer import from_bytes  # noqa: PLC0415 (an extra, needed for old files only)
    except ImportError:
        return None if "\ufffd" in western else western
    best = from_bytes(content).best()
    return str(best) if best else None


def _decode_mixed(content: bytes) -> str | None:
    """Decode text that is mostly UTF-8, with stray bytes of Windows-1252 as in concatenated files."""
    parts = _SEQUENCES.split(content)  # strays at even places, what is Unicode between them
    strays = "".join(part.decode("cp1252", errors="replace") for part in parts[::2])
    odd = sum(character > "\x7f" for character in strays)
    if len(parts) == 1 or odd > _MOST_STRAYS * (len(parts) // 2) or not _is_western(strays):
        return None
    return "".join(
        part.decode("utf-8" if place % 2 else "cp1252", errors="replace") for place, part in enumerate(parts)
    )


def _is_western(text: str) -> bool:
    """Whether all non-ASCII characters are western European letters or signs, at plausible positions."""
    odd = [character for character in text if character > "\x7f"]
    return set(odd) <= _WESTERN and len(odd) < _MOST_ACCENTS * len(text) and not _FOREIGN.search(text)
