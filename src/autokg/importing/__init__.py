"""Brings facts of one's own: tables by a mapping file, label filings, decoded VINs and Wikidata results.

One file an importer; `importers.py` knows them by name. docs/importing.md describes mapping files.
"""

from autokg.importing.base import Reject, Source, Take
from autokg.importing.imported import Imported, Preview
from autokg.importing.importers import IMPORTERS, import_file

__all__ = ["IMPORTERS", "Imported", "Preview", "Reject", "Source", "Take", "import_file"]
