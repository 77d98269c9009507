"""A static site has all pages, links that lead somewhere, the same bytes each time, and never takes the place of else."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from autokg.api import site_writing
from autokg.api.site_writing import MARKER, SitePlan, require_free, write_site
from autokg.errors import OutputError, UsageError
from builders import document, fact
from command_line import Command
from web.served import build_tiny

pytestmark = pytest.mark.slow
FACTS = (
    document("d1"),
    document("d2", title="A <title> & more", published="2025-03-01"),
    fact("production", model="Polestar 4", builder="Renault Korea", plant="Busan plant", country="KR", start="2025"),
    fact("production", model="P7+", builder="Geely", plant="Hangzhou Bay plant", country="CN", documents=("d2",)),
    fact("brand", brand="Polestar", owner="Geely"),
)
_ADDRESS = re.compile(r"""(?:href|src|action|data-picture)=["']([^"']*)["']""")
DAY = "2026-01-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "store"
    return build_tiny(folder, *FACTS)


@pytest.fixture(scope="module")
def site(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "site"
    write_site(SitePlan(store=store, today=DAY), folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_all_things_and_sources_have_pages(site: Path) -> None:
    names = {page.relative_to(site).as_posix() for page in pages(site)}
    assert {"index.html", "search.html", "sources.html", "conflicts.html", "changes.html", "gaps.html"} <= names
    assert {"thing/model/polestar-4.html", "thing/document/d1.html", "list/VehicleModel.html"} <= names
    assert any(name.startswith("thing/production/") for name in names)
    assert "A &lt;title&gt; &amp; more" in (site / "thing/document/d2.html").read_text(encoding="utf-8")


def test_every_link_leads_to_a_file_of_the_site_or_the_web(site: Path) -> None:
    missing, foreign = set(), set()
    for page in pages(site):
        for address in _ADDRESS.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(address)
            if parts.scheme:
                foreign.add(parts.scheme)
            elif parts.path and not (page.parent / unquote(parts.path)).resolve().is_file():
                missing.add((page.name, address))
            assert not address.startswith("/"), page
    assert missing == set()
    assert foreign <= {"http", "https"}


def test_a_page_is_there_in_each_language(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(SitePlan(store=store, today=DAY, languages=("de", "fr", "en")), folder)
    names = {name for name in files(folder) if name.endswith(".html") and not name.startswith(("fr/", "en/"))}
    for language, others in (("fr", ("en", "de")), ("en", ("fr", "de"))):
        assert {f"{language}/{name}" for name in names} <= set(files(folder))
        text = (folder / language / "thing/model/polestar-4.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in text
        for other in others:
            prefix = "" if other == "de" else f"{other}/"
            assert f'href="../../../{prefix}thing/model/polestar-4.html" lang="{other}"' in text
        assert 'src="../../picture/map/model/polestar-4.svg"' in text
        assert (folder / language / "picture/map/model/polestar-4.svg").is_file()
        assert (folder / f"assets/site-index-{language}.js").is_file()
    test_every_link_leads_to_a_file_of_the_site_or_the_web(folder)


def test_the_tables_of_a_page_are_beside_it(site: Path) -> None:
    page = site / "thing/model/polestar-4.html"
    assert 'href="polestar-4.csv"' in page.read_text(encoding="utf-8")
    rows = page.with_suffix(".csv").read_text(encoding="utf-8").splitlines()
    assert any("Renault Korea" in row and "2025" in row for row in rows)
    assert not page.with_suffix(".json").exists()


def test_the_charts_of_a_thing_are_beside_its_page(site: Path) -> None:
    page = (site / "thing/model/polestar-4.html").read_text(encoding="utf-8")
    for chart in ("timeline", "map"):
        assert f'src="../../picture/{chart}/model/polestar-4.svg"' in page
        assert "Polestar 4" in (site / f"picture/{chart}/model/polestar-4.svg").read_text(encoding="utf-8")


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"""<(?:link|img|script|iframe)[^>]*(?:href|src)=["'](?:https?:)?//""", text) == []
        assert re.findall(r"<style|<script(?! src)|\son\w+=|\sstyle=", text) == []


def test_no_page_offers_what_needs_a_server(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        assert "data-suggest" not in text
        assert 'name="as_of"' not in text
        assert not re.search(r'(?:href|action)=""', text), page


def test_a_site_is_the_same_each_time_and_takes_the_place_of_the_last(site: Path, store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    written = write_site(SitePlan(store=store, today=DAY), folder)
    assert files(folder) == files(site)
    (folder / "left.html").write_text("old")
    assert write_site(SitePlan(store=store, today=DAY), folder) == written
    assert files(folder) == files(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_report_counts_what_is_there(site: Path, store: Path, tmp_path: Path) -> None:
    written = write_site(SitePlan(store=store, today=DAY), tmp_path / "site")
    content = {name: data for name, data in files(site).items() if name != MARKER}
    assert written.pages == len(pages(site))
    assert written.bytes == sum(map(len, content.values()))


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty, and not a site that autokg wrote"):
        require_free(tmp_path / "notes")
    (tmp_path / "link").symlink_to(tmp_path / "notes")
    for name in ("notes/mine.txt", "link"):
        with pytest.raises(UsageError, match="not a folder"):
            require_free(tmp_path / name)
    (tmp_path / "empty").mkdir()
    require_free(tmp_path / "empty")
    require_free(tmp_path / "new")


def test_a_failure_leaves_the_last_site_and_nothing_else(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARKER).touch()

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site_writing, "render", fail)
    with pytest.raises(OutputError, match="cannot be written"):
        write_site(SitePlan(store=store, today=DAY), folder)
    assert list(files(tmp_path)) == [f"site/{MARKER}"]


def test_the_command_writes_a_site_in_a_language(autokg: Command, store: Path, tmp_path: Path) -> None:
    run = autokg("site", "-s", store, "-o", tmp_path / "site", "--language", "de", "--today", DAY)
    assert run.code == 0
    assert re.search(r"site: \d+ pages, \d MB", run.err)
    assert '<html lang="de">' in (tmp_path / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [("--language", "xx"), ("--today", "soon")])
def test_a_wrong_option_is_told(autokg: Command, store: Path, tmp_path: Path, wrong: tuple[str, str]) -> None:
    run = autokg("site", "-s", store, "-o", tmp_path / "site", *wrong)
    assert run.code == 2
    assert wrong[1] in run.err
    assert not (tmp_path / "site").exists()


def test_several_processes_write_the_same(
    site: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_writing, "_FEW", 0)
    write_site(SitePlan(store=store, today=DAY), tmp_path / "site")
    assert files(tmp_path / "site") == files(site)
