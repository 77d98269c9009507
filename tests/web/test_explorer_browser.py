"""The pages in a real browser: usable by all, on wide screens and phones, light and dark, by keyboard and without scripts."""

from __future__ import annotations

import base64
import os
import struct
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from web.browsing import SIZES, needs_browser, opened_browser, problems, resize, wait_for
from web.pages import PAGES
from web.served import Served, serving

pytestmark = [pytest.mark.slow, needs_browser]
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FIND = """
const done = arguments[0];
axe.run().then(found => done(found.violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.html)}`)));
"""
ROWS = "/query?query=SELECT+*+%7B+%3Fmodel+akg%3AmodelBrand+%3Fbrand+%7D"
# The lists of all models and so on have thousands of rows of one kind.
LOOKED_AT = {
    **{name: address for name, address in PAGES.items() if not name.startswith("list") or name.endswith("Country")},
    "query": "/query",
    "query with rows": ROWS,
    "query with a picture": f"{ROWS}&view=graph",
    "query with a mistake": "/query?query=SELECT+%7B",
}
PICTURE = Path("docs", "explorer.png")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with opened_browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def wear(browser: webdriver.Chrome, scheme: str) -> None:
    """Prefer light or dark colours."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def violations(browser: webdriver.Chrome) -> Any:
    browser.execute_script(AXE)
    return browser.execute_async_script(FIND)


@pytest.mark.parametrize(("size", "scheme"), [("wide", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_everybody_can_use_a_page(browser: webdriver.Chrome, server: Served, name: str, size: str, scheme: str) -> None:
    resize(browser, size)
    wear(browser, scheme)
    browser.get(f"{server.url}{LOOKED_AT[name]}")
    assert violations(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= SIZES[size][0]
    assert problems(browser) == []


def test_the_colours_are_dark_where_people_like_them_so(browser: webdriver.Chrome, server: Served) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        wear(browser, scheme)
        browser.get(server.url)
        shades[scheme] = browser.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    assert shades["light"] != shades["dark"]


def test_names_are_suggested_and_taken_by_the_keyboard(browser: webdriver.Chrome, server: Served) -> None:
    wear(browser, "light")
    browser.get(server.url)
    box = browser.find_element(By.ID, "q")
    box.send_keys("polesta")
    items = wait_for(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "[role=option]"))
    assert any(item.text.startswith("Polestar 4") for item in items)
    assert violations(browser) == []
    box.send_keys(Keys.ARROW_DOWN)
    chosen = browser.find_element(By.CSS_SELECTOR, "[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    name = chosen.get_attribute("data-name")
    box.send_keys(Keys.ENTER)
    wait_for(browser, lambda: "/search" in browser.current_url)
    assert browser.find_element(By.ID, "q").get_attribute("value") == name


def test_the_first_key_leads_past_the_head_of_the_page(browser: webdriver.Chrome, server: Served) -> None:
    browser.get(f"{server.url}/sources")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    first = browser.switch_to.active_element
    assert (first.get_attribute("href") or "").endswith("#content")
    assert first.is_displayed()


def test_a_neighbourhood_is_expanded_and_folded_again(browser: webdriver.Chrome, server: Served) -> None:
    resize(browser, "wide")
    browser.get(f"{server.url}{PAGES['model']}")
    button = browser.find_element(By.CSS_SELECTOR, "[data-picture]")
    before = len(browser.find_elements(By.CSS_SELECTOR, "svg.ties"))
    browser.execute_script("arguments[0].click()", button)
    wait_for(browser, lambda: len(browser.find_elements(By.CSS_SELECTOR, "svg.ties")) == before + 1)
    assert button.get_attribute("aria-expanded") == "true"
    assert violations(browser) == []
    browser.execute_script("arguments[0].click()", button)
    wait_for(browser, lambda: len(browser.find_elements(By.CSS_SELECTOR, "svg.ties")) == before)
    assert problems(browser) == []


def test_a_slider_chooses_the_day_of_the_sources(browser: webdriver.Chrome, server: Served) -> None:
    browser.get(f"{server.url}{PAGES['model']}")
    browser.find_element(By.CSS_SELECTOR, ".when summary").click()
    slider = browser.find_element(By.CSS_SELECTOR, ".as-of input[type=range]")
    slider.send_keys(Keys.ARROW_LEFT * 3)
    wait_for(browser, lambda: "as_of=20" in browser.current_url)
    assert browser.find_elements(By.CSS_SELECTOR, ".past")


def test_a_page_is_whole_without_scripts(browser: webdriver.Chrome, server: Served) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{server.url}{PAGES['model']}")
        browser.find_element(By.ID, "q").send_keys("Who builds the Polestar 4?" + Keys.ENTER)
        sentence = wait_for(browser, lambda: browser.find_element(By.CSS_SELECTOR, ".answer .sentence").text)
        assert "Renault Korea" in sentence
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_picture_of_the_readme_is_of_this_page(browser: webdriver.Chrome, root: Path, tmp_path: Path) -> None:
    """`AUTOKG_PICTURES=1` puts the picture that is taken here into docs/."""
    resize(browser, "wide")
    wear(browser, "light")
    with serving() as server:
        browser.get(f"{server.url}{PAGES['model']}")
        shot = base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {})["data"])
        assert "Renault Korea" in browser.find_element(By.CSS_SELECTOR, ".sentence").text
    if os.environ.get("AUTOKG_PICTURES"):
        (root / PICTURE).write_bytes(shot)
    assert png_size(shot) == png_size((root / PICTURE).read_bytes()) == SIZES["wide"]
    assert PICTURE.as_posix() in (root / "README.md").read_text(encoding="utf-8")


def png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height
