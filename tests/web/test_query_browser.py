"""The query editor in a real browser: colours, completion, marks and pictures, under the security policy of the site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from web.browsing import SIZES, needs_browser, opened_browser, problems, resize, wait_for
from web.served import Served

pytestmark = [pytest.mark.slow, needs_browser]
BUILDERS = "SELECT ?model ?builder ?builderLabel { ?model akg:builder ?builder . ?builder rdfs:label ?builderLabel }"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with opened_browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def open_editor(browser: webdriver.Chrome, server: Served, query: str = "", size: str = "wide") -> WebElement:
    """Return the editable part of the editor."""
    resize(browser, size)
    browser.get(f"{server.url}/query" + (f"?query={quote(query)}" if query else ""))
    return wait_for(browser, lambda: inside(browser, ".cm-content"))


def inside(browser: webdriver.Chrome, selector: str) -> WebElement:
    host = wait_for(browser, lambda: browser.find_element(By.CSS_SELECTOR, ".query-editor"))
    return host.shadow_root.find_element(By.CSS_SELECTOR, selector)


def all_inside(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    return browser.find_element(By.CSS_SELECTOR, ".query-editor").shadow_root.find_elements(By.CSS_SELECTOR, selector)


def field(browser: webdriver.Chrome) -> str:
    return str(browser.find_element(By.ID, "query-text").get_property("value"))


def replace(editor: WebElement, text: str) -> None:
    editor.send_keys(Keys.CONTROL + "a" + Keys.NULL + Keys.DELETE + text)  # at once: each call begins at the end


def completions(browser: webdriver.Chrome) -> list[str]:
    return [item.text for item in all_inside(browser, ".cm-tooltip-autocomplete li")]


def test_the_text_is_coloured_and_nothing_is_refused(browser: webdriver.Chrome, server: Served) -> None:
    open_editor(browser, server, BUILDERS)
    colours = {part.value_of_css_property("color") for part in all_inside(browser, ".cm-line span")}
    assert len(colours) >= 3
    assert not browser.find_element(By.ID, "query-text").is_displayed()
    assert problems(browser) == []


def test_what_is_typed_is_run(browser: webdriver.Chrome, server: Served) -> None:
    editor = open_editor(browser, server)
    replace(editor, "ASK { ?x a akg:Plant")
    assert field(browser) == "ASK { ?x a akg:Plant}"
    editor.send_keys(Keys.ESCAPE)
    editor.send_keys(Keys.CONTROL, Keys.ENTER)
    assert wait_for(browser, lambda: browser.find_elements(By.CSS_SELECTOR, ".sentence"))[0].text == "Yes"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ASK { ?x a akg:Pla", "akg:Plant"),
        ("SEL", "SELECT"),
        ("ASK { ?plant a akg:Plant . ?p", "?plant"),
        ("ASK { model:polest", "Polestar 4"),
        ("ASK { ?x akg:builder renau", "Renault"),
    ],
)
def test_terms_names_variables_and_keywords_are_completed(
    browser: webdriver.Chrome, server: Served, typed: str, expected: str
) -> None:
    replace(open_editor(browser, server), typed)
    wait_for(browser, lambda: any(item.startswith(expected) for item in completions(browser)))


def test_a_name_becomes_the_thing(browser: webdriver.Chrome, server: Served) -> None:
    editor = open_editor(browser, server)
    replace(editor, "ASK { polestar")
    wait_for(browser, lambda: any("Brand" in item for item in completions(browser)))
    next(item for item in all_inside(browser, ".cm-tooltip-autocomplete li") if "Brand" in item.text).click()
    assert field(browser) == "ASK { brand:polestar}"


def test_a_mistake_is_marked_until_the_text_changes(browser: webdriver.Chrome, server: Served) -> None:
    editor = open_editor(browser, server, "SELECT ?x\nWHER { ?x a akg:Plant }")
    assert inside(browser, ".cm-mistakeLine").text == "WHER { ?x a akg:Plant }"
    assert browser.find_element(By.CSS_SELECTOR, "[role=alert]").text.startswith("2:1: ")
    editor.send_keys("x")
    assert all_inside(browser, ".cm-mistake") == []


def test_the_keyboard_leaves_the_editor(browser: webdriver.Chrome, server: Served) -> None:
    editor = open_editor(browser, server)
    editor.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Run"


def test_the_editor_is_named_for_screen_readers(browser: webdriver.Chrome, server: Served) -> None:
    assert open_editor(browser, server).accessible_name == "Query"


def test_views_are_chosen_by_buttons(browser: webdriver.Chrome, server: Served) -> None:
    open_editor(browser, server, BUILDERS)
    browser.find_element(By.CSS_SELECTOR, 'button[value="graph"]').click()
    labels = wait_for(browser, lambda: browser.find_element(By.CSS_SELECTOR, ".picture svg")).text
    assert "Polestar 4" in labels
    assert problems(browser) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_no_wider_than_the_screen(browser: webdriver.Chrome, server: Served, size: str) -> None:
    open_editor(browser, server, BUILDERS, size)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= SIZES[size][0]


def test_nothing_below_moves_when_the_script_runs(browser: webdriver.Chrome, server: Served) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    resize(browser, "wide")
    browser.get(f"{server.url}/query")
    before = browser.find_element(By.CSS_SELECTOR, "#query-form button").location["y"]
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    open_editor(browser, server)
    assert abs(browser.find_element(By.CSS_SELECTOR, "#query-form button").location["y"] - before) <= 1
