"""Register the importers by name, and run one on a file."""

from __future__ import annotations

from pathlib import Path

from autokg.core.input_files import require_input
from autokg.errors import UnknownNameError, UsageError
from autokg.importing.base import Importer, Options, Source
from autokg.importing.imported import Imported, collect
from autokg.importing.mapped import import_table
from autokg.importing.mapping_file import load_mapping
from autokg.importing.sources.aala import import_aala
from autokg.importing.sources.vpic import import_vpic
from autokg.importing.sources.vpic_tables import import_vpic_tables
from autokg.importing.sources.wikidata import import_wikidata

IMPORTERS: dict[str, Importer] = {
    "table": import_table,
    "nhtsa-aala": import_aala,
    "vpic": import_vpic,
    "vpic-tables": import_vpic_tables,
    "wikidata": import_wikidata,
}


def import_file(
    path: Path,
    *,
    importer: str = "table",
    mapping: Path | None = None,
    source: Source | None = None,
    model_year: int | None = None,
) -> Imported:
    """Turn a file into press facts; raise an `AutokgError` if the file, or the mapping, as a whole cannot be read.

    Parameters
    ----------
    importer
        One of `IMPORTERS`. `table` needs a `mapping`, a TOML file; the others know their form.
    source
        Metadata of the file, such as the day it was retrieved; they override the importer's own.
    model_year
        The year of label filings that do not say it themselves.

    """
    if importer not in IMPORTERS:
        raise UnknownNameError("importer", importer, IMPORTERS)
    if mapping and importer != "table":
        raise UsageError(f"the importer {importer} accepts no mapping")
    require_input(path)
    read = load_mapping(mapping) if mapping else None
    return collect(IMPORTERS[importer](path, Options(source or Source(), read, model_year)))
