"""A static site works from the file system: pages lead to pages, and names are found without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from autokg.api.site_writing import SitePlan, write_site
from web.browsing import SIZES, needs_browser, opened_browser, problems, resize, wait_for
from web.served import FACTS, build_tiny

pytestmark = [pytest.mark.slow, needs_browser]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = build_tiny(tmp_path_factory.mktemp("tiny") / "store", *FACTS)
    folder = tmp_path_factory.mktemp("written") / "a site"
    write_site(SitePlan(store=store, today="2026-01-01"), folder)
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with opened_browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def found(browser: webdriver.Chrome) -> list[str]:
    return [item.text for item in browser.find_elements(By.CSS_SELECTOR, "#names a")]


def test_a_name_leads_from_the_start_page_to_its_page(browser: webdriver.Chrome, site: Path) -> None:
    resize(browser, "wide")
    browser.get((site / "index.html").as_uri())
    browser.find_element(By.ID, "q").send_keys("polestar 4" + Keys.ENTER)
    wait_for(browser, lambda: found(browser))
    assert found(browser)[0] == "Polestar 4"
    browser.find_element(By.LINK_TEXT, "Polestar 4").click()
    assert wait_for(browser, lambda: browser.find_elements(By.TAG_NAME, "h1"))[0].text == "Polestar 4"
    assert problems(browser) == []


@pytest.mark.parametrize("typed", ["POLESTAR", "pole", "  Polestar  "])
def test_names_are_found_while_they_are_typed(browser: webdriver.Chrome, site: Path, typed: str) -> None:
    browser.get((site / "search.html").as_uri())
    browser.find_element(By.ID, "q").send_keys(typed)
    assert "Polestar 4" in wait_for(browser, lambda: found(browser))


def test_an_unknown_name_is_told(browser: webdriver.Chrome, site: Path) -> None:
    browser.get((site / "search.html").as_uri() + "?q=qqqq")
    assert wait_for(browser, lambda: browser.find_element(By.ID, "found").text) == "No name is like this."
    assert found(browser) == []


def test_a_page_leads_to_its_sources(browser: webdriver.Chrome, site: Path) -> None:
    browser.get((site / "thing/model/polestar-4.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, ".evidence .source a").click()
    assert wait_for(browser, lambda: "/thing/document/" in browser.current_url)
    assert problems(browser) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["index", "search", "sources", "thing/model/polestar-4", "list/VehicleModel"])
def test_no_page_is_wider_than_the_screen(browser: webdriver.Chrome, site: Path, size: str, name: str) -> None:
    resize(browser, size)
    browser.get((site / f"{name}.html").as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") <= SIZES[size][0]
