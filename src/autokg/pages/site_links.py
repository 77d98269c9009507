"""The addresses of pages in a folder of files: relative, so that the folder may lie anywhere and needs no server.

>>> base = "https://w3id.org/autokg/id/"
>>> known = frozenset({base + "model/polestar-4", base + "org/a+b"})
>>> links = SiteLinks(base, path="/thing/model/polestar-4", things=known)
>>> links.thing(base + "org/a+b"), links.thing(base + "org/unknown"), links.page("sources"), links.page("")
('../org/a%2Bb.html', '', '../../sources.html', '../../index.html')
>>> links.asset("site.css"), file_of("/thing/org/a+b"), SiteLinks(base).asset("site.css")
('../../assets/site.css', 'thing/org/a+b.html', 'assets/site.css')
>>> french = SiteLinks(base, path="/sources", folder="/fr", folders={"en": "", "fr": "/fr"})
>>> french.page("gaps"), french.here(lang="en"), french.asset("site.css")
('gaps.html', '../sources.html', '../assets/site.css')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from autokg.pages.links import Links

_NOT_IN_FILE = re.compile(r"[^\w./@+~-]|(?<=/)\.+|^\.+|\.+(?=/|$)", re.ASCII)


@dataclass(frozen=True)
class SiteLinks(Links):
    """Links of one page of a static site; an address is empty if the site does not have the page.

    Attributes:
        things: IRIs of the things and sources that have pages.
        folder: path of the folder of all pages in the language of this one; style sheets and scripts are shared.
        folders: such paths by language.

    """

    things: frozenset[str] = frozenset()
    folder: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_static(self) -> bool:
        """Whether there is no server that answers."""
        return True

    def thing(self, iri: str, ending: str = "") -> str:
        """Return the address of the page of a thing."""
        return "" if ending or iri not in self.things else self._relative(self.folder + thing_path(iri, self.base))

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name; what is searched for stands after it."""
        address = self._relative(f"{self.folder}/{name}")
        return f"{address}?q={quote(parameters['q'])}" if "q" in parameters else address

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"{self._up()}assets/{name}"

    def picture(self, chart: str, iri: str) -> str:
        """Return the address of a chart of a thing."""
        return self._relative(self.folder + picture_path(chart, iri, self.base), ".svg")

    def here(self, **changed: str | int) -> str:
        """Return the address of this page in another language."""
        return self._relative(f"{self.folders[str(changed['lang'])]}{self.path}")

    def file(self, ending: str) -> str:
        """Return the address of the tables of this page as CSV; a site has no other data."""
        return self._relative(f"{self.folder}{self.path}", ending) if ending == ".csv" else ""

    def to(self, path: str, parameters: Mapping[str, str]) -> str:  # noqa: ARG002 (of every kind of links)
        """Return no address: only a server has others."""
        return ""

    def _relative(self, path: str, ending: str = ".html") -> str:
        return _step(_address_of(f"{self.folder}{self.path}", ""), _address_of(path, ending))

    def _up(self) -> str:
        return "../" * _address_of(f"{self.folder}{self.path}", "").count("/")


@lru_cache(maxsize=50_000)
def _step(start: str, address: str) -> str:
    """Return the way from one file to another.

    >>> _step("thing/model/a", "thing/brand/b.html"), _step("index", "thing/model/a.html"), _step("a/b", "a/b.csv")
    ('../brand/b.html', 'thing/model/a.html', 'b.csv')
    """
    here, there = start.split("/")[:-1], address.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


def thing_path(iri: str, base: str) -> str:
    """Return the path of the page of a thing."""
    return f"/thing/{iri.removeprefix(base)}"


def picture_path(chart: str, iri: str, base: str) -> str:
    """Return the path of a chart of a thing, without its ending."""
    return f"/picture/{chart}/{iri.removeprefix(base)}"


@lru_cache(maxsize=50_000)  # many pages link to the same ones
def _address_of(path: str, ending: str) -> str:
    return quote(file_of(path, ending))


def file_of(path: str, ending: str = ".html") -> str:
    """Return the file of a page or picture in the folder of a site; characters that a file system may lack are escaped.

    >>> file_of("/"), file_of("/fr/"), file_of("/thing/a/b:c d"), file_of("/thing/../x")
    ('index.html', 'fr/index.html', 'thing/a/b%3Ac%20d.html', 'thing/%2E%2E/x.html')
    """
    name = _NOT_IN_FILE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), path.removeprefix("/"))
    return f"{name}{'index' if name.endswith('/') or not name else ''}{ending}"
