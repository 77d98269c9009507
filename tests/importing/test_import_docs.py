"""What docs/importing.md shows works as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autokg.importing import IMPORTERS, Imported, import_file
from autokg.importing.mapping_file import TableSpec


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.fixture
def done(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Imported:
    monkeypatch.chdir(tmp_path)
    for name, language in (("cars.csv", "csv"), ("cars.toml", "toml")):
        block = re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)
        assert block
        Path(name).write_text(block[1], encoding="utf-8")
    return import_file(Path("cars.csv"), mapping=Path("cars.toml"))


def test_the_example_gives_what_the_page_says(page: str, done: Imported) -> None:
    assert f"# {done.summary()}" in page
    assert f"# {done.rejects[0]}".partition("; expected")[0] in page


def test_the_example_reads_every_cell(done: Imported) -> None:
    first, stake = done.facts[:2]
    assert first.slots() == {
        "model": "Sample 3", "brand": "Sample", "builder": "Example Motors", "country": "KR",
        "markets": ("KR", "Europe"), "start": "2025-07", "volume_per_year": 120000,
    }  # fmt: skip
    assert stake.slots() == {"owner": "Sample Group", "owned": "Example Motors", "share_percent": 34}


def test_every_importer_is_on_the_page(page: str) -> None:
    assert [name for name in IMPORTERS if f"| `{name}` |" not in page] == []


def test_the_table_section_shows_every_key(page: str) -> None:
    (block,) = re.findall(r"```toml\n\[table\]\n(.*?)```", page, re.DOTALL)
    assert re.findall(r"^(\w+) =", block, re.MULTILINE) == list(TableSpec.model_fields)
