"""A page works in a real browser, by itself: it is searched, filtered, set to a day, and tells its evidence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from autokg.errors import AutokgError
from autokg.exports.drawing import browse, shell
from autokg.network.edge_evidence import EdgeEvidence

pytestmark = pytest.mark.slow

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1200,800",
)  # fmt: skip
HOSTILE = 'The "Hill" </script><script>window.broken = 1</script> <!-- & plant'

needs_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium and its driver are not installed")


def make_page() -> str:
    network = nx.MultiDiGraph()
    things = (
        ("a", "Acme", "Company"),
        ("b", "Beta", "Company"),
        ("h", HOSTILE, "Plant"),
        ("m", "Example 4", "VehicleModel"),
    )
    for iri, label, type_ in things:
        network.add_node(iri, label=label, type=type_)
    network.add_edge("a", "h", type="operates", status="actual", start="2010", sources=2, slot="s1")
    network.add_edge("m", "h", type="plannedProductionAt", status="planned", start="2025-41", sources=1, slot="s2")
    network.add_edge("a", "b", type="formerPartnerOf", status="ended", end="2015-06", sources=1)
    piece = EdgeEvidence(
        "Acme runs <b>Hill</b>.", True, "actual", "A title", "A paper", "2011-02-03", "https://e.org/1", ""
    )
    return browse(network, "An <example>", {("a", "h", "s1"): [piece]}, ["a note"]).decode()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_the_data_of_a_page_come_back_as_they_were() -> None:
    data = data_of(make_page())
    assert [node["label"] for node in data["nodes"]] == ["Acme", "Beta", HOSTILE, "Example 4"]
    ends = [
        (tie["source"], tie["target"], tie["begins"], tie["ends"], tie["line"], tie["arrow"]) for tie in data["ties"]
    ]
    assert sorted(ends) == [
        (0, 1, None, "2015-06-30", "dotted", False),
        (0, 2, "2010-01-01", None, "solid", True),
        (3, 2, "2025-07-01", None, "dashed", True),
    ]


def test_a_page_names_no_address_to_load_from() -> None:
    page = make_page().replace(shell.load_built("network.js"), "")
    assert (
        re.findall(r"""<(?:link|img|iframe|script)[^>]*(?:src|href)=|@import|url\((?!#)|fetch\(|XMLHttpRequest""", page)
        == []
    )
    assert "default-src 'none'" in page


def test_a_page_is_the_same_each_time() -> None:
    assert make_page() == make_page()


def test_a_page_carries_the_licences_of_its_libraries() -> None:
    page = make_page()
    assert "d3-selection" in page
    assert "Permission to use, copy, modify" in page


def test_a_missing_script_is_told() -> None:
    with pytest.raises(AutokgError, match=r"the installation lacks nothing.js; install autokg again"):
        shell.load_built("nothing.js")


def test_an_empty_network_gives_a_page() -> None:
    assert data_of(browse(nx.MultiDiGraph(), "Nothing", {}).decode())["nodes"] == []


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    (tmp_path / "page.html").write_text(make_page(), encoding="utf-8")
    browser.get((tmp_path / "page.html").as_uri())
    return browser


SENT = "Network.requestWillBeSent"


def log_of(page: webdriver.Chrome, kind: str) -> list[Any]:
    """Return what a browser has logged since it was asked last."""
    entries: list[dict[str, Any]] = page.get_log(kind)  # type: ignore[no-untyped-call]
    return [json.loads(entry["message"])["message"] if kind == "performance" else entry for entry in entries]


def shown(page: webdriver.Chrome) -> set[str]:
    """Return the first words of the labels of the nodes that are there."""
    return {node.text.split()[0] for node in page.find_elements(By.CSS_SELECTOR, ".node text") if node.is_displayed()}


def ties(page: webdriver.Chrome) -> int:
    return len(page.find_elements(By.CSS_SELECTOR, "#picture .tie:not(.gone)"))


def click(page: webdriver.Chrome, element: WebElement) -> None:
    """Click by the page's own events: a line has no middle of its box on it."""
    page.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", element)


def one(page: webdriver.Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


@needs_browser
def test_it_loads_without_errors_and_asks_for_nothing(page: webdriver.Chrome) -> None:
    assert shown(page) == {"Acme", "Beta", "The", "Example"}
    assert log_of(page, "browser") == []
    log_of(page, "performance")  # what the browser asked for before
    page.refresh()
    sent = [message["params"] for message in log_of(page, "performance") if message["method"] == SENT]
    assert {request["request"]["url"].partition(":")[0] for request in sent} == {"file"}
    assert page.execute_script("return window.broken") is None
    assert one(page, "h1").text == "An <example>"


@needs_browser
def test_a_search_finds_and_counts(page: webdriver.Chrome) -> None:
    one(page, "#search").send_keys("acm")
    assert one(page, "#count").text == "1 found of 4 things, 3 ties"
    assert [node.text for node in page.find_elements(By.CSS_SELECTOR, ".node.found text")] == ["Acme"]
    assert [node.text for node in page.find_elements(By.CSS_SELECTOR, ".node.dim text")] == ["Example 4"]
    one(page, "#search").send_keys(Keys.ENTER)
    assert one(page, "#details h2").text == "Acme"
    one(page, "#search").send_keys(Keys.ESCAPE)
    assert one(page, "#details").text == ""
    assert one(page, "#count").text == "4 things, 3 ties"


@needs_browser
def test_types_and_statuses_are_filtered(page: webdriver.Chrome) -> None:
    one(page, "#types input[value=Plant]").click()
    assert shown(page) == {"Acme", "Beta"}
    assert ties(page) == 1
    one(page, "#types input[value=Plant]").click()
    one(page, "#statuses input[value=ended]").click()
    assert shown(page) == {"Acme", "The", "Example"}


@needs_browser
def test_the_slider_shows_what_may_hold_on_a_day(page: webdriver.Chrome) -> None:
    one(page, "#dated").click()
    days = {}
    for step in (1, 70, 188):
        page.execute_script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
            one(page, "#slider"),
            step,
        )
        days[one(page, "#day").text] = shown(page)
    assert days == {
        "2010-01-01": {"Acme", "Beta", "The"},
        "2015-10-01": {"Acme", "The"},
        "2025-08-01": {"Acme", "The", "Example"},
    }


@needs_browser
def test_a_tie_tells_its_evidence_as_it_was_said(page: webdriver.Chrome) -> None:
    numbers = [tie["words"] for tie in data_of(make_page())["ties"]]
    click(page, one(page, f"[data-tie='{numbers.index('operates, from 2010')}'] .hit"))
    assert one(page, "#details blockquote").text.splitlines() == [
        "“Acme runs <b>Hill</b>.”",
        "A paper, A title, February 3, 2011 https://e.org/1",
    ]
    assert "actual · 2 sources" in one(page, "#details").text


@needs_browser
def test_a_node_is_chosen_by_key_and_leads_to_its_ties(page: webdriver.Chrome) -> None:
    one(page, "[data-node='0']").send_keys(Keys.ENTER)
    listed = page.find_elements(By.CSS_SELECTOR, "#details li button")
    assert len(listed) == 2
    listed[0].click()
    assert "Acme" in one(page, "#details h2").text


@needs_browser
def test_a_node_is_dragged_with_its_ties_and_the_picture_is_zoomed(page: webdriver.Chrome) -> None:
    node, layer = one(page, "[data-node='0']"), one(page, "#picture > g")
    before = node.get_attribute("transform"), one(page, "#picture .tie .drawn").get_dom_attribute("x1")
    webdriver.ActionChains(page).drag_and_drop_by_offset(one(page, "[data-node='0'] path"), 60, 40).perform()
    after = node.get_attribute("transform"), one(page, "#picture .tie .drawn").get_dom_attribute("x1")
    assert before[0] != after[0]
    assert before[1] != after[1]
    zoomed = layer.get_attribute("transform")
    one(page, "#in").click()
    assert page.execute_script("return document.getElementById('picture').__zoom.k") > 0
    assert layer.get_attribute("transform") != zoomed


@needs_browser
def test_ties_of_the_same_two_lie_beside_each_other(page: webdriver.Chrome, tmp_path: Path) -> None:
    network = nx.MultiDiGraph()
    network.add_nodes_from(["a", "b"], label="Acme", type="Company")
    for ends in (("a", "b"), ("a", "b"), ("b", "a")):
        network.add_edge(*ends, type="shareholder", status="actual", sources=1)
    (tmp_path / "beside.html").write_bytes(browse(network, "Beside", {}))
    page.get((tmp_path / "beside.html").as_uri())
    lines = page.find_elements(By.CSS_SELECTOR, "#picture .tie .drawn")
    places = {
        frozenset((line.get_dom_attribute("y1"), line.get_dom_attribute("x1"), line.get_dom_attribute("x2")))
        for line in lines
    }
    assert len(places) == 3
    assert log_of(page, "browser") == []


@needs_browser
def test_in_a_narrow_window_nothing_is_wider_than_it(page: webdriver.Chrome) -> None:
    page.set_window_size(500, 800)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        assert one(page, "#picture").size["height"] > 200
    finally:
        page.set_window_size(1200, 800)


def large_page(groups: int = 12, members: int = 15, lone: int = 0) -> bytes:
    """Return a page of groups of companies, each of which is tied to the head of its group, and heads to each other."""
    network = nx.MultiDiGraph()
    for group in range(groups):
        for member in range(members):
            about = {
                "group": f"Group {group}",
                "country": "Škodaland" if group % 2 else "Otherland",
                "community": group + 1,
            }
            network.add_node(f"{group}-{member}", label=f"Company {member} of group {group}", type="Company", **about)
            if member:
                network.add_edge(f"{group}-0", f"{group}-{member}", type="shareholder", status="actual", sources=1)
        if group:
            network.add_edge("0-0", f"{group}-0", type="partnerOf", status="actual", sources=2)
    for number in range(lone):
        network.add_node(f"lone {number}", label=f"Lone {number}", type="Company")
        network.add_edge("0-0", f"lone {number}", type="partnerOf", status="ended", sources=1)
    return browse(network, "Many", {}, ["Source: a base."], {"3-4": ["Société Générale d’Autos"]})


def open_page(page: webdriver.Chrome, folder: Path, hash_: str = "", lone: int = 0) -> None:
    (folder / "large.html").write_bytes(large_page(lone=lone))
    page.get("about:blank")
    page.get((folder / "large.html").as_uri() + hash_)


def labels(page: webdriver.Chrome) -> list[str]:
    return [
        str(node.get_attribute("textContent")) for node in page.find_elements(By.CSS_SELECTOR, ".node:not(.small) text")
    ]


OVERLAPS = """
const boxes = [...document.querySelectorAll(".node:not(.small):not(.gone) text")].map(text => text.getBoundingClientRect());
return boxes.flatMap((one, number) => boxes.slice(number + 1).filter(other =>
  one.left + 2 < other.right && other.left + 2 < one.right && one.top + 3 < other.bottom && other.top + 3 < one.bottom)).length;
"""


@needs_browser
def test_a_large_network_opens_by_group_with_all_labels_and_a_group_is_expanded_and_collapsed(
    page: webdriver.Chrome, tmp_path: Path
) -> None:
    open_page(page, tmp_path)
    assert sorted(labels(page)) == sorted(f"Group {group} (15)" for group in range(12))
    assert page.execute_script(OVERLAPS) == 0
    click(page, one(page, "[data-node='group: Group 3']"))
    assert one(page, "#details h2").text == "Group 3 (15)"
    click(page, page.find_element(By.XPATH, "//aside//button[text()='Expand']"))
    assert len(page.find_elements(By.CSS_SELECTOR, "#picture .node")) == 11 + 15
    assert page.execute_script(OVERLAPS) == 0
    click(page, one(page, "[data-node='49']"))
    assert one(page, "#details h2").text == "Company 4 of group 3"
    click(page, page.find_element(By.XPATH, "//aside//button[starts-with(text(), 'Collapse')]"))
    assert len(page.find_elements(By.CSS_SELECTOR, "#picture .node")) == 12


@needs_browser
def test_what_belongs_to_no_group_stands_for_itself(page: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(page, tmp_path, lone=2)
    names = [
        str(node.get_attribute("textContent")) for node in page.find_elements(By.CSS_SELECTOR, "#picture .node text")
    ]
    assert {name for name in names if not name.startswith("Group")} == {"Lone 0", "Lone 1"}


@needs_browser
def test_what_is_grouped_coloured_found_and_chosen_stands_in_the_address(
    page: webdriver.Chrome, tmp_path: Path
) -> None:
    open_page(page, tmp_path, "#group=country&colour=country&find=skoda")
    assert set(labels(page)) == {"Škodaland (90)", "Otherland (90)"}
    assert [entry.text for entry in page.find_elements(By.CSS_SELECTOR, "#colours li")][:2] == [
        "Otherland (90)",
        "Škodaland (90)",
    ]
    open_page(page, tmp_path, "#group=&find=societe+generale&at=3-4")
    assert one(page, "#details h2").text == "Company 4 of group 3"
    assert "1 found of 180 things" in one(page, "#count").text
    assert "at=3-4" in page.current_url


@needs_browser
def test_the_best_tied_are_drawn_first_and_all_if_wanted(page: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(page, tmp_path, "#group=&at=")
    assert len(page.find_elements(By.CSS_SELECTOR, "#picture .node")) == 60
    assert "The 60 with the most ties are drawn, and 120 more are not." in one(page, "#named").text
    one(page, "#all").click()
    assert len(page.find_elements(By.CSS_SELECTOR, "#picture .node")) == 180
    assert page.execute_script(OVERLAPS) == 0


@needs_browser
def test_the_table_has_every_tie_and_is_saved(page: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(page, tmp_path)
    one(page, "[data-show=both]").click()
    assert one(page, "#table caption").text == "179 rows"
    page.execute_script(
        "window.saved = []; URL.createObjectURL = blob => { blob.text().then(text => window.saved.push(text)); return '#'; }"
    )
    one(page, "#svg").click()
    one(page, "#csv").click()
    page.execute_async_script("setTimeout(arguments[0], 200)")
    picture, table = page.execute_script("return window.saved")
    assert table.splitlines()[0] == "from,tie,to,status,sources,through"
    assert len(table.splitlines()) == 180
    assert "<svg" in picture
    assert "Group 3 (15)" in picture


@needs_browser
def test_on_the_screen_of_a_phone_the_picture_comes_first_and_nothing_is_wider(
    page: webdriver.Chrome, tmp_path: Path
) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        open_page(page, tmp_path)
        assert page.execute_script("return document.documentElement.scrollWidth") <= 390
        assert one(page, "#picture").location["y"] < one(page, "#filters").location["y"]
        assert labels(page)
        assert page.execute_script(OVERLAPS) == 0
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
