"""The outlines of countries: Natural Earth, 1:110 million, in the public domain (https://www.naturalearthdata.com).

bqplot brings them (the extra `autokg[charts]`); its file is read, nothing of it is imported.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from autokg.errors import UsageError

COUNTRIES = "subunits"  # what the file calls them

_ANTARCTICA = 10  # ISO 3166-1 numeric; it would take a quarter of the picture


def load_outlines() -> dict[str, Any]:
    """Return the countries but Antarctica as TopoJSON; raise `UsageError` where the extra is not installed."""
    try:
        file = Path(str(distribution("bqplot").locate_file("bqplot/map_data/WorldMap.json")))
        topology: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (PackageNotFoundError, FileNotFoundError) as error:
        raise UsageError('a map needs the extra "charts": pip install "autokg[charts]"') from error
    countries = topology["objects"][COUNTRIES]
    kept = [country for country in countries["geometries"] if country.get("id") != _ANTARCTICA]
    return {**topology, "objects": {COUNTRIES: {**countries, "geometries": kept}}}
