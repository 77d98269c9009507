"""The search of a static site: a page whose script finds names in an index, which is a script too.

A page in a folder of files may load scripts, but no other data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from autokg.entities.name_index import index_of
from autokg.pages.frame import Frame
from autokg.pages.thing_page import kind_of, name_in_words
from autokg.stores import Store


@dataclass(frozen=True)
class SiteSearchPage:
    """The page on which names are found; `index` is the script that has them."""

    index: str


def site_search_page(store: Store, frame: Frame) -> SiteSearchPage:  # noqa: ARG001 (as other pages are made)
    """Return the page on which names are found."""
    return SiteSearchPage(index_file(frame.language))


def index_file(language: str) -> str:
    """Return the name of the index in a language."""
    return f"site-index-{language}.js"


def write_index(store: Store, frame: Frame) -> str:
    """Return the names of all things that have pages as a script: label, kind, address, and all names, folded."""
    entries = [
        [
            name_in_words(entry.label, entry.iri.value, frame.texts.words),
            frame.texts(f"thing_{kind_of([kind.value.rpartition('#')[2] for kind in entry.kinds])}"),
            address,
            *entry.keys,
        ]
        for entry in index_of(store).entries()
        if (address := frame.links.thing(entry.iri.value))
    ]
    return f"autokgIndex={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"
