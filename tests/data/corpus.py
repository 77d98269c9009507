"""The data of the checkout, read once."""

from __future__ import annotations

from pathlib import Path

from autokg.curating.curated_folder import DataFolder

DATA = Path(__file__).resolve().parents[2] / "data"
FOLDER = DataFolder(DATA)
