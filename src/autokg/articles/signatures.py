"""What a file that holds no text is, by its first bytes: a picture, a program, an archive, an old Word file."""

from __future__ import annotations

import io
import zipfile

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"), (b"MM\0*", "a TIFF picture"), (b"BM", "a BMP picture"),
    (b"RIFF", "a picture, sound or film (RIFF)"), (b"OggS", "a sound (Ogg)"), (b"ID3", "a sound (MP3)"),
    (b"\x1aE\xdf\xa3", "a film (Matroska)"), (b"\x7fELF", "a program (ELF)"), (b"MZ", "a program (Windows)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (such as .doc or .xls)"),
    (b"\x1f\x8b", "a gzip archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an XZ archive"), (b"SQLite format 3\0", "an SQLite database"),
)  # fmt: skip
_FILM = slice(4, 8)
_ZIP = b"PK\x03\x04"
_IN_ZIP = {
    "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation", "word/": "a DOCX without a document",
    "META-INF/container.xml": "an EPUB book", "content.xml": "an OpenDocument file",
}  # fmt: skip
HINT = "save its text as a .txt, .docx or .pdf file"


def name_binary(content: bytes) -> str | None:
    """Return what a binary file is, None if it is not known."""
    if content.startswith(_ZIP):
        return _name_zip(content)
    if content[_FILM] == b"ftyp":
        return "a film (MP4)"
    return next((name for start, name in _KINDS if content.startswith(start)), None)


def _name_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "a damaged ZIP, DOCX or XLSX file"
    return next(
        (kind for part, kind in _IN_ZIP.items() if any(name.startswith(part) for name in names)), "a ZIP archive"
    )
