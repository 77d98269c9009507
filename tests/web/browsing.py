"""A browser as tests of pages drive it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium and its driver are not installed")
SIZES = {"wide": (1280, 800), "phone": (390, 844)}
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1", "--lang=en",
)  # fmt: skip
_Value = TypeVar("_Value")


@contextmanager
def opened_browser(profile: Path) -> Iterator[webdriver.Chrome]:
    """Run a browser until the block ends."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def resize(browser: webdriver.Chrome, size: str) -> None:
    """Give the page the size of a kind of screen."""
    width, height = SIZES[size]
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def problems(browser: webdriver.Chrome) -> list[Any]:
    """Return what the browser has complained of since it was asked last, such as scripts and styles it refused."""
    entries: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries]


def wait_for(browser: webdriver.Chrome, condition: Callable[[], _Value]) -> _Value:
    """Return a value once it is true."""
    return WebDriverWait(browser, 20).until(lambda _: condition())
