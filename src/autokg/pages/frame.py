"""What surrounds every page: its links and texts, and the data that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from autokg.core.version import __version__
from autokg.pages.interface_texts import Texts, load_texts
from autokg.pages.links import Links
from autokg.pages.page_languages import LANGUAGES


@dataclass(frozen=True)
class Frame:
    """What surrounds a page.

    Attributes:
        links: addresses of other pages.
        language: of the page; one of `LANGUAGES`.
        today: the day (ISO 8601) of which the page tells.
        as_of: the day to which the sources are limited, empty if they are not.
        version: the version of the data.
        newest: the date of the newest source, empty if there is none.
        notes: what is to be known of a past: which sources were left out.

    """

    links: Links
    language: str
    today: str
    as_of: str = ""
    version: str = ""
    newest: str = ""
    notes: tuple[str, ...] = ()
    program: str = __version__
    languages: dict[str, str] = field(default_factory=lambda: LANGUAGES)

    @property
    def texts(self) -> Texts:
        """The texts in the language of the page."""
        return load_texts(self.language)
