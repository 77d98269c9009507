"""A server as tests ask it: the command in a process of its own, on a free port, over a small store."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from autokg import api
from autokg.building.build import build
from autokg.facts import Document, Fact
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.stores.folder import replace_store
from builders import corpus, document, fact

TOKEN = "a-token-of-tests"
WRITER = {"Authorization": f"Bearer {TOKEN}"}
_ADDRESS = re.compile(r"serving (http://\S+)/ ")
FACTS = (
    document("d1"),
    document("d2", publisher="The Daily Sample", published="2025-03-01"),
    fact("production", model="Polestar 4", builder="Renault Korea", plant="Busan plant", country="KR", start="2024"),
    fact(
        "production", model="Polestar 4", builder="Geely", plant="Hangzhou Bay plant", country="CN", documents=("d2",)
    ),
    fact("brand", brand="Polestar", owner="Geely"),
    fact("model", model="Polestar 4", brand="Polestar", powertrain="battery electric"),
)


@dataclass
class Served:
    """A running server: its process, a client, its store, and the lines that it has printed."""

    process: subprocess.Popen[str]
    client: httpx.Client
    store: Path
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.client.base_url).rstrip("/")


def build_small(store: Path) -> Path:
    api.build(FACTS, store=store)
    return store


def build_tiny(store: Path, *facts: Document | Fact) -> Path:
    """Build a store of some facts, with a few things of the reference data only."""
    entries = [
        Entry(id="polestar", type=EntityType.BRAND, name="Polestar", aliases=(Alias(name="Pole Star Cars"),)),
        Entry(id="polestar-4", type=EntityType.MODEL, name="Polestar 4", brand="polestar"),
    ]
    replace_store(store, build(corpus(*facts), gazetteer=Gazetteer(entries)).store.quads())
    return store


@contextmanager
def serving(store: Path | None = None, *options: str) -> Iterator[Served]:
    """Run a server, over the bundled base if no store is given, until the block ends."""
    which = [] if store is None else ["-s", str(store)]
    command = [sys.executable, "-m", "autokg", "serve", *which, "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    address = _ADDRESS.search(first := process.stderr.readline())
    assert address, first + process.stderr.read()
    with httpx.Client(base_url=address[1], timeout=60) as client:
        served = Served(process, client, store or Path())
        reading = threading.Thread(target=served.lines.extend, args=(process.stderr,))
        reading.start()
        try:
            yield served
        finally:
            process.terminate()
            process.wait(30)
            reading.join(10)
            process.stderr.close()
