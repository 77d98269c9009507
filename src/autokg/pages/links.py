"""The addresses of pages, one object for all links of a page: a static site makes them relative to its files.

>>> links = Links("https://w3id.org/autokg/id/", kept={"lang": "fr"})
>>> links.thing("https://w3id.org/autokg/id/model/polestar-4"), links.page("search", q="a b")
('/thing/model/polestar-4?lang=fr', '/search?lang=fr&q=a+b')
>>> links.thing("https://w3id.org/autokg/id/model/polestar-4", ".csv"), links.asset("site.css")
('/thing/model/polestar-4.csv?lang=fr', '/assets/site.css')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

_SAFE = "/@+:~!$&'()*,;="  # in a path, beside letters and digits
_WEB = ("http://", "https://")


@dataclass(frozen=True)
class Links:
    """Links of one page of a server.

    Attributes:
        base: start of the IRIs of things that have pages.
        kept: parameters that every link keeps: the language, and the day of a past.
        path: path of the page itself.
        parameters: the page's other parameters.

    """

    base: str
    kept: Mapping[str, str] = field(default_factory=dict)
    path: str = "/"
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_static(self) -> bool:
        """Whether there is no server that answers."""
        return False

    def thing(self, iri: str, ending: str = "") -> str:
        """Return the address of the page of a thing, or of its file with an ending; empty if it has no page."""
        if not iri.startswith(self.base):
            return ""
        return self.to(f"/thing/{quote(iri.removeprefix(self.base), safe=_SAFE)}{ending}", self.kept)

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name, such as `sources`; the start page has none."""
        return self.to(f"/{name}", {**self.kept, **parameters})

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return self.to(f"/assets/{name}", {})

    def picture(self, chart: str, iri: str) -> str:
        """Return the address of a chart of a thing, or of its neighbourhood (`ties`), as SVG."""
        return self.to(f"/picture/{chart}/{quote(iri.removeprefix(self.base), safe=_SAFE)}.svg", self.kept)

    def data(self, iri: str, ending: str) -> str:
        """Return the address of the RDF document on a thing, such as with `ttl`."""
        return self.to(f"/data/{quote(iri.removeprefix(self.base), safe=_SAFE)}.{ending}", {})

    def here(self, **changed: str | int) -> str:
        """Return the address of this page with changed parameters; an empty one is left out."""
        asked = {**self.kept, **self.parameters, **{name: str(value) for name, value in changed.items()}}
        return self.to(self.path, {name: value for name, value in asked.items() if value})

    def file(self, ending: str) -> str:
        """Return the address of the data of this page, such as with `.csv`."""
        return self.to(f"{self.path}{ending}", {**self.kept, **self.parameters})

    def to(self, path: str, parameters: Mapping[str, str]) -> str:
        """Return an address."""
        return f"{path}?{urlencode(parameters)}" if parameters else path


def web_address(url: str | None) -> str:
    """Return the address of a source if it may be linked to: http or https; else empty.

    >>> web_address("https://e.org/a"), web_address("javascript:alert(1)"), web_address(None)
    ('https://e.org/a', '', '')
    """
    return url if url and url.lower().startswith(_WEB) else ""
