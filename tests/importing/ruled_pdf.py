"""Writes small PDFs with ruled tables, so that no sample of anybody's file is kept here."""

from __future__ import annotations

Table = list[list[str]]

_LEFT, _TOP, _WIDE, _HIGH = 20, 560, 88, 20


def make_pdf(pages: list[Table], *, heading: str = "", ruled: bool = True) -> bytes:
    """Return a PDF with one table a page under a heading; an empty string stands for a cell merged with the one above."""
    contents = [_page(table, heading, ruled) for table in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _page(table: Table, heading: str, ruled: bool) -> str:
    drawn = [_text(_LEFT, _TOP + 12, heading)]
    for number, row in enumerate(table):
        top = _TOP - number * _HIGH
        for place, cell in enumerate(row):
            left = _LEFT + place * _WIDE
            drawn.append(_text(left + 2, top - 14, cell))
            if ruled:
                drawn += [_line(left, top, left, top - _HIGH), _line(left + _WIDE, top, left + _WIDE, top - _HIGH)]
                if cell or number == 0:
                    drawn.append(_line(left, top, left + _WIDE, top))
                if number == len(table) - 1:
                    drawn.append(_line(left, top - _HIGH, left + _WIDE, top - _HIGH))
    return "\n".join(drawn)


def _text(x: int, y: int, text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 7 Tf {x} {y} Td ({escaped}) Tj ET"


def _line(x1: int, y1: int, x2: int, y2: int) -> str:
    return f"{x1} {y1} m {x2} {y2} l S"


def _file(objects: list[str]) -> bytes:
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
