"""The page of a chart in a real browser: it is read, clicked, searched, zoomed and saved, alone and on a small screen."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from autokg.exports.charts import CHARTS, Chart, Scope, rendering
from autokg.exports.charts.chart import Mark, Picture
from autokg.exports.charts.chart_values import Values
from autokg.exports.drawing.svg import Body, element, text
from autokg.stores import OxigraphStore

pytestmark = pytest.mark.slow

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
NASTY = '</script><script>window.broken = 1</script> & <b>"x" $title \x1b[2J \u202egnp'

needs_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium and its driver are not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield browser
    browser.quit()


def show(browser: webdriver.Chrome, chart: Chart, folder: Path, hash_: str = "", width: int = 1280) -> None:
    path = folder / "chart.html"
    path.write_bytes(rendering.write_html(chart))
    size = {"width": width, "height": 800 if width > 800 else 844, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get("about:blank")
    browser.get(f"{path.as_uri()}{hash_}")
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


def nasty() -> Chart:
    mark = Mark("m", NASTY, (NASTY,), ())
    body = Body(100, 20, [element("g", text(NASTY, 0, 10), class_="mark", data_mark="m")])
    values = Values({}, {}, {}, frozenset(), NASTY, OxigraphStore())
    return Chart(NASTY, NASTY, ("label",), [{"label": NASTY}], lambda: Picture(body, (), [mark]), values, [NASTY])


def texts(browser: webdriver.Chrome, selector: str) -> list[str]:
    return [str(each.get_attribute("textContent")) for each in browser.find_elements(By.CSS_SELECTOR, selector)]


BOXES = """
return [...document.querySelectorAll("#content text.label")].map(label => {
  const box = label.getBoundingClientRect();
  return [label.textContent, box.left, box.top + box.height * .15, box.right, box.bottom - box.height * .15];
});
"""


@needs_browser
@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [1280, 390])
def test_labels_are_visible_at_opening_and_none_overlaps(
    browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path, name: str, width: int
) -> None:
    show(browser, CHARTS[name](store, Scope()), tmp_path, width=width)
    boxes: list[tuple[str, float, float, float, float]] = browser.execute_script(BOXES)
    assert boxes
    overlaps = [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] + 1 < other[3] and other[1] + 1 < one[3] and one[2] + 1 < other[4] and other[2] + 1 < one[4]
    ]
    assert overlaps == []
    assert min(bottom - top for _, _, top, _, bottom in boxes) > 4
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@needs_browser
@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_tells_its_evidence(
    browser: webdriver.Chrome, store: OxigraphStore, town: str, tmp_path: Path, name: str
) -> None:
    chart = CHARTS[name](store, Scope())
    show(browser, chart, tmp_path)
    click = """
    return [...document.querySelectorAll("#content [data-mark]")].map(mark => {
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      const details = document.getElementById("details");
      return [details.querySelector("h2")?.textContent, details.querySelectorAll("blockquote").length];
    });"""
    told: list[tuple[str, int]] = browser.execute_script(click)
    assert {label for label, _ in told} == {mark.label for mark in chart.picture().marks}
    assert sum(quotes > 0 for _, quotes in told) >= len(told) * 0.5


@needs_browser
def test_evidence_has_words_publisher_date_and_link(
    browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path
) -> None:
    chart = CHARTS["who-builds"](store, Scope())
    show(browser, chart, tmp_path)
    browser.find_element(By.CSS_SELECTOR, '[data-mark$="model/example-3"]').click()
    assert texts(browser, "#details h2") == ["Example 3"]
    quotes = texts(browser, "#details blockquote")
    assert any("2023" in quote and len(quote) > 40 for quote in quotes)
    links = [str(link.get_attribute("href")) for link in browser.find_elements(By.CSS_SELECTOR, "#details a")]
    assert links
    assert all(link.startswith("http") for link in links)
    assert "at=" in browser.current_url


@needs_browser
def test_search_ignores_case_and_accents_and_knows_other_names(
    browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path
) -> None:
    show(browser, CHARTS["owners"](store, Scope()), tmp_path)
    search = browser.find_element(By.ID, "search")
    search.send_keys("demo")
    bright = texts(browser, "#content .name:not(.dim) text")
    assert bright == ["Démo"]
    assert len(browser.find_elements(By.CSS_SELECTOR, "#table tbody tr")) >= 1
    search.clear()
    search.send_keys("no such name")
    assert texts(browser, "#content .name:not(.dim) text") == []
    assert texts(browser, "#count") == ["0 found in the picture, 0 in the table"]


@needs_browser
def test_other_names_are_told_of_one_thing_only(
    browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path
) -> None:
    data = data_of(rendering.write_html(CHARTS["who-builds"](store, Scope())))
    own = next(mark for mark in data["marks"] if mark["names"] and mark["isOne"])
    show(browser, CHARTS["who-builds"](store, Scope()), tmp_path, f"#at={own['key']}")
    assert f"Also known as {', '.join(own['names'])}" in texts(browser, "#details")[0]
    timeline = data_of(rendering.write_html(CHARTS["timeline"](store, Scope())))
    other = next(mark for mark in timeline["marks"] if mark["names"])
    show(browser, CHARTS["timeline"](store, Scope()), tmp_path, f"#at={other['key']}")
    assert "Also known as" not in texts(browser, "#details")[0]


@needs_browser
def test_a_link_leads_to_a_mark_and_a_search(browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path) -> None:
    chart = CHARTS["owners"](store, Scope())
    mark = next(mark for mark in chart.picture().marks if mark.label == "Démo")
    show(browser, chart, tmp_path, f"#at={mark.key}&find=demo")
    assert texts(browser, "#details h2") == ["Démo"]
    assert browser.find_element(By.ID, "search").get_attribute("value") == "demo"


@needs_browser
def test_the_table_stands_beside_the_picture_and_its_rows_lead_to_marks(
    browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path
) -> None:
    chart = CHARTS["timeline"](store, Scope())
    show(browser, chart, tmp_path)
    assert not browser.find_element(By.ID, "rows").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "[data-show=both]").click()
    assert browser.find_element(By.ID, "rows").is_displayed()
    assert browser.find_element(By.ID, "chart").is_displayed()
    lines = browser.find_elements(By.CSS_SELECTOR, "#table tbody tr")
    assert len(lines) == len(chart.rows)
    lines[0].click()
    assert texts(browser, "#details h2") == [chart.rows[0]["label"]]


@needs_browser
def test_picture_and_table_are_saved_whole(browser: webdriver.Chrome, store: OxigraphStore, tmp_path: Path) -> None:
    chart = CHARTS["owners"](store, Scope())
    show(browser, chart, tmp_path)
    browser.execute_script("""
      window.saved = [];
      URL.createObjectURL = blob => { blob.text().then(text => window.saved.push(text)); return "#saved"; };
    """)
    for name in ("svg", "csv"):
        browser.find_element(By.ID, name).click()
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    svg, table = browser.execute_script("return window.saved")
    assert chart.title in svg
    assert 'id="legend"' in svg
    assert table == rendering.write_csv(chart).decode().replace(".0,", ",")  # a number of JavaScript has no ".0"


TURN_WHEEL = """
const picture = document.querySelector("#body"), box = picture.getBoundingClientRect();
const middle = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, view: window };
const content = document.getElementById("content"), transforms = [];
for (const event of [new WheelEvent("wheel", { deltaY: -300, ...middle }), new MouseEvent("dblclick", middle)]) {
  picture.dispatchEvent(event);
  transforms.push(content.getAttribute("transform"));
}
return transforms;
"""


@needs_browser
def test_a_picture_is_zoomed_by_the_wheel_and_reset_by_a_double_click(
    browser: webdriver.Chrome, store: OxigraphStore, town: str, tmp_path: Path
) -> None:
    show(browser, CHARTS["map"](store, Scope()), tmp_path)
    zoomed, whole = browser.execute_script(TURN_WHEEL)
    assert float(re.findall(r"scale\((.*)\)", zoomed)[0]) > 1
    assert whole == "translate(0,0) scale(1)"


@needs_browser
def test_hostile_labels_stay_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    show(browser, nasty(), tmp_path)
    browser.find_element(By.CSS_SELECTOR, "[data-mark]").click()
    assert browser.execute_script("return window.broken") is None
    assert browser.find_elements(By.CSS_SELECTOR, "b") == []
    (heading,) = texts(browser, "#details h2")
    assert '</script><script>window.broken = 1</script> & <b>"x" $title' in heading
    everything = str(browser.execute_script("return document.documentElement.textContent"))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", everything)


def test_a_page_asks_nothing_of_the_network_and_keeps_markup_out() -> None:
    page = rendering.write_html(nasty()).decode()
    assert re.findall(r"""<(?:link|img|iframe|script)[^>]*(?:src|href)=|@import|url\((?!#)""", page) == []
    assert "default-src 'none'" in page
    assert page.count("</script>") == 2  # its data and its script
    assert page == rendering.write_html(nasty()).decode()


def data_of(page: bytes) -> Any:
    (found,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page.decode(), re.DOTALL)
    return json.loads(found)


def test_dates_and_columns_of_a_page_are_words(store: OxigraphStore) -> None:
    data = data_of(rendering.write_html(CHARTS["timeline"](store, Scope())))
    columns = [column["name"] for column in data["columns"]]
    shown = {row[columns.index("label")]: row[columns.index("start")] for row in data["shown"]}
    assert shown["Example Two"] == "the second half of 2026"
    assert [column["name"] for column in data["columns"] if not column["shown"]] == ["thing"]
