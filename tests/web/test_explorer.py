from __future__ import annotations

import re

import pytest

from web.served import Served

pytestmark = pytest.mark.slow
_ADDRESS = re.compile(r"""(?:href|src|action)=["']([^"']*)["']""")


def test_the_start_page_has_figures_and_examples(server: Served) -> None:
    page = server.client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Who builds the Polestar 4?" in page.text
    assert re.search(r"Sources</a></dt><dd>2</dd>", page.text)


def test_nothing_is_asked_of_another_host_and_no_script_or_style_is_inline(server: Served) -> None:
    page = server.client.get("/")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert all(address.startswith(("/", "#")) for address in _ADDRESS.findall(page.text))
    assert re.findall(r"<style|<script(?! src)|\son\w+=|\sstyle=", page.text) == []


@pytest.mark.parametrize(
    ("accepted", "address", "language"),
    [("fr-CA,en;q=0.5", "/", "fr"), ("fr", "/?lang=de", "de"), ("ja", "/", "en"), (None, "/", "en")],
)
def test_the_language_is_the_one_asked_for(server: Served, accepted: str | None, address: str, language: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    page = server.client.get(address, headers=headers)
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["vary"]


@pytest.mark.parametrize("address", ["/?lang=xx", "/?as_of=soon", "/?lang=en&lang=fr", f"/?x={'y' * 1001}"])
def test_a_wrong_parameter_is_refused(server: Served, address: str) -> None:
    assert server.client.get(address).status_code == 400


@pytest.mark.parametrize("name", ["site.css", "site.js", "icon.svg"])
def test_assets_are_served(server: Served, name: str) -> None:
    assert server.client.get(f"/assets/{name}").content
    assert server.client.get(f"/assets/..%2F{name}").status_code == 404
