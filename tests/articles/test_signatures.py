"""What holds no text is refused under its name."""

from __future__ import annotations

import io
import zipfile

import pytest

from autokg.articles.article import read_all_articles
from autokg.errors import DocumentError


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), bytes(range(256)))  # of 1980: each process collects the same bytes
    return out.getvalue()


_NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + _NOISE, "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + _NOISE, "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _NOISE, "an old Office file"),
        (b"\x7fELF" + _NOISE, "a program"),
        (b"\x00\x00\x00\x18ftypmp42" + _NOISE, "a film"),
        (b"\x1f\x8b\x08" + _NOISE, "a gzip archive"),
        (_zip("xl/workbook.xml"), "an Excel workbook"),
        (_zip("content.xml"), "an OpenDocument file"),
        (_zip("a.bin"), "a ZIP archive"),
        (b"PK\x03\x04" + _NOISE, "a damaged ZIP, DOCX or XLSX file"),
    ],
)
def test_binary_files_are_named(content: bytes, kind: str) -> None:
    with pytest.raises(DocumentError, match=f"^a.bin: the file is {kind}"):
        read_all_articles(content, name="a.bin")


@pytest.mark.parametrize("text", ["BMW builds the X5 in Spartanburg.", "MZ builds motorcycles.", "GIF8 is no car."])
def test_text_that_starts_like_a_binary_file_is_read(text: str) -> None:
    assert read_all_articles(text.encode())[0].text == text
