"""Which pages tests of the explorer look at, and what a page links to."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LISTS = ("sources", "conflicts", "changes", "gaps")
KINDS = ("Brand", "Organization", "Plant", "VehicleModel", "Agreement", "JointVenture", "Country", "Person")
# A page of each kind over the store of `web.served`.
PAGES = {
    "start": "/",
    "question": "/search?q=Who+builds+the+Polestar+4%3F",
    "name": "/search?q=polestar",
    "no answer": "/search?q=What+is+the+colour+of+love",
    "model": "/thing/model/polestar-4",
    "brand": "/thing/brand/polestar",
    "plant": "/thing/plant/renault-korea-busan",
    "company": "/thing/organization/renault-korea",
    "group": "/thing/organization/geely-holding",
    "country": "/thing/country/KR",
    "production": "/thing/production/polestar-4@renault-korea-busan",
    "source": "/thing/document/d1",
    **{f"list of {kind}": f"/list/{kind}" for kind in KINDS},
    **{name: f"/{name}" for name in LISTS},
    "revisions": "/revisions?since=2020-01-01",
}


class Reader(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, *names: str) -> list[str]:
        return [value for _, held in self.elements for name, value in held.items() if name in names]


def inline_code(html: str) -> list[str]:
    """Return what a page has of scripts and styles of its own, which its security policy would not run."""
    reader = Reader(html)
    handlers = [name for _, held in reader.elements for name in held if name.startswith("on") or name == "style"]
    scripts = [tag for tag, held in reader.elements if (tag == "script" and "src" not in held) or tag == "style"]
    return [*handlers, *scripts, *(value for value in reader.values("href", "src", "action") if _is_code(value))]


def _is_code(address: str) -> bool:
    return bool(re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE))
