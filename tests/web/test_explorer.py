from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from autokg import api
from builders import document, fact
from web.pages import LISTS, PAGES, Reader, inline_code
from web.served import Served, serving

pytestmark = pytest.mark.slow
LANGUAGES = ("en", "fr", "de")
SCRIPT = "<script>alert(1)</script>"
QUOTE = '" onmouseover="alert(2)" x=\''


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a base whose names, words and addresses try to become markup, script or a template."""
    store = tmp_path_factory.mktemp("hostile") / "store"
    records = (
        document("d1", title=f"Report {SCRIPT}", publisher=QUOTE, url="javascript:alert(3)"),
        document("d2", title="{{ 7*7 }}", publisher="Paper", url='https://e.org/?b=<i>&c="x'),
        fact("production", model=f"Polestar {SCRIPT}", builder=f"Maker {QUOTE}", plant="{{ 7*7 }} plant", country="KR"),
        fact("production", model="Polestar 4", builder="Geely", plant="Busan plant", country="KR", documents=("d2",)),
        fact("brand", brand=f"Brand {SCRIPT}", owner=f"Maker {QUOTE}"),
    )
    api.build(records, store=store)
    with serving(store, "--rate", "0") as served:
        yield served


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_comes_in_each_language(server: Served, language: str) -> None:
    for address in PAGES.values():
        page = server.client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert page.status_code == 200, address
        assert f'<html lang="{language}">' in page.text


def links_of(html: str) -> set[str]:
    return {address.partition("#")[0] for address in Reader(html).values("href", "src", "data-picture")} - {""}


def test_every_link_within_the_site_leads_somewhere(server: Served) -> None:
    seen: set[str] = set()
    for address in (PAGES[name] for name in ("start", "question", "model", "plant", "source", "changes")):
        seen |= {link for link in links_of(server.client.get(address).text) if link.startswith("/")}
    statuses = {link: server.client.get(link).status_code for link in sorted(seen) if not link.startswith("/query")}
    assert {link: status for link, status in statuses.items() if status not in (200, 303)} == {}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_asks_nothing_of_another_host_and_has_no_code_in_it(server: Served, address: str) -> None:
    page = server.client.get(address)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert inline_code(page.text) == []
    for tag, held in Reader(page.text).elements:
        if tag not in {"a", "blockquote"}:
            assert not any(held.get(name, "").startswith(("http", "//")) for name in ("href", "src", "action")), tag
        elif held.get("href", "").startswith("http"):
            assert "noopener" in held["rel"].split()


@pytest.mark.parametrize(
    "address",
    ["/list/VehicleModel", "/list/Organization", "/list/Plant", "/sources", "/gaps", "/thing/document/d1", "/thing/document/d2",
     "/search?q=Who+builds+the+Polestar+4%3F", f"/search?q={SCRIPT}", f"/search?q={QUOTE}", "/search?q={{7*7}}",
     "/thing/brand/x%3Cscript%3E", f"/?x={QUOTE}"],
)  # fmt: skip
def test_hostile_names_are_text(hostile: Served, address: str) -> None:
    first = hostile.client.get(address, headers={"Accept": "text/html"})
    # The lists have all things that are known by name; what the documents tell of is enough to follow.
    things = [link for link in sorted(links_of(first.text)) if link.startswith("/thing/") and "/list" not in address]
    pages = [first, *(hostile.client.get(link, headers={"Accept": "text/html"}) for link in things)]
    for page in (page for page in pages if page.headers["content-type"].startswith("text/html")):
        assert SCRIPT not in page.text
        assert inline_code(page.text) == []
        assert "49 plant" not in page.text


def test_hostile_names_are_shown_as_they_are(hostile: Served) -> None:
    models = hostile.client.get("/list/VehicleModel").text
    assert "Polestar &lt;script&gt;alert(1)&lt;/script&gt;" in models
    assert "{{ 7*7 }} plant" in hostile.client.get("/list/Plant").text
    assert 'href="javascript' not in hostile.client.get("/thing/document/d1").text


def test_a_picture_of_hostile_names_has_no_script(hostile: Served) -> None:
    found = re.findall(r'href="(/thing/model/polestar-[^"]+)"', hostile.client.get("/list/VehicleModel").text)
    assert found
    for chart in ("ties", "timeline", "map"):
        for link in found:
            picture = hostile.client.get(link.replace("/thing/", f"/picture/{chart}/") + ".svg")
            assert picture.headers["content-type"].startswith("image/svg+xml")
            assert "<script" not in picture.text


def test_the_start_page_has_figures_and_examples(server: Served) -> None:
    page = server.client.get("/")
    assert "Who builds the Polestar 4?" in page.text
    assert re.search(r"Sources</a></dt><dd>2</dd>", page.text)


def test_the_page_of_a_model_tells_who_builds_it_where_and_by_which_sources(server: Served) -> None:
    page = server.client.get("/thing/model/polestar-4").text
    assert '<a href="/thing/organization/renault-korea">Renault Korea</a>' in page
    assert '<a href="/thing/country/KR">South Korea</a>' in page
    assert "What d2 says of the production." in page
    assert "The Daily Sample, 2025-03-01" in page
    assert "SELECT DISTINCT" in page


def test_a_question_is_answered_as_the_command_line_does(server: Served) -> None:
    told = server.client.get("/api/ask", params={"question": "Who builds the Polestar 4?"}).json()["answer"]
    assert told in server.client.get("/search", params={"q": "Who builds the Polestar 4?"}).text


def test_a_name_leads_to_its_things_whatever_its_script(server: Served) -> None:
    page = server.client.get("/search", params={"q": "폴스타 4"}).text
    assert '<a href="/thing/model/polestar-4">Polestar 4' in page


def test_what_is_no_question_is_answered_with_the_reason(server: Served) -> None:
    page = server.client.get("/search", params={"q": "What is the colour of love?"})
    assert page.status_code == 200
    assert "colour" in page.text


@pytest.mark.parametrize(
    ("accepted", "address", "language"),
    [("fr-CA,en;q=0.5", "/", "fr"), ("fr", "/?lang=de", "de"), ("ja", "/", "en"), (None, "/", "en")],
)
def test_the_language_is_the_one_asked_for(server: Served, accepted: str | None, address: str, language: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    page = server.client.get(address, headers=headers)
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["vary"]


def test_links_keep_the_language_and_the_day(server: Served) -> None:
    page = server.client.get("/thing/model/polestar-4?lang=de&as_of=2024-06-30")
    for path in ("/sources", "/thing/country/KR", "/thing/model/polestar-4.csv", "/picture/ties/country/KR.svg"):
        assert f"{path}?lang=de&as_of=2024-06-30" in links_of(page.text)


def test_a_past_tells_only_what_was_published_by_then(server: Served) -> None:
    past, now = (server.client.get(f"/thing/model/polestar-4{day}").text for day in ("?as_of=2024-06-30", ""))
    assert "The Daily Sample" in now
    assert "The Daily Sample" not in past
    assert "June 30, 2024" in past


@pytest.mark.parametrize(
    "address",
    [
        "/?lang=xx",
        "/?as_of=soon",
        "/?lang=en&lang=fr",
        f"/?x={'y' * 1001}",
        "/changes?since=x",
        "/revisions?since=x",
        "/revisions?since=2999-01-01",
        "/revisions?since=2020-01-01&page=0",
        "/revisions?since=2020-01-01&page=99",
        "/revisions?since=2020-01-01&page=x",
    ],
)
def test_a_wrong_parameter_is_refused(server: Served, address: str) -> None:
    assert server.client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/thing/model/none",
        "/thing/",
        "/thing/a%00b",
        "/list/Nothing",
        "/picture/pie/model/polestar-4.svg",
        "/picture/map/model/none.svg",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_not_found(server: Served, address: str) -> None:
    assert server.client.get(address).status_code == 404


def test_a_mistake_is_a_page_for_browsers_and_text_for_programs(server: Served) -> None:
    browser = server.client.get("/list/Nothing", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "de"})
    assert browser.headers["content-type"].startswith("text/html")
    assert '<html lang="de">' in browser.text
    assert "Nothing" in browser.text
    program = server.client.get("/list/Nothing")
    assert program.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path", ["/thing/model/polestar-4", *(f"/{name}" for name in LISTS if name != "conflicts"), "/list/Plant"]
)
def test_the_data_of_a_page_come_as_csv_and_json(server: Served, path: str) -> None:
    since = {"since": "2023-01-01"}  # of what changed
    table = list(csv.DictReader(io.StringIO(server.client.get(f"{path}.csv", params=since).text)))
    page = server.client.get(f"{path}.json", params=since).json()
    assert len(table) == sum(len(s["table"]["rows"]) + len(s["table"]["rest"]) for s in page["sections"])
    assert table


@pytest.mark.parametrize("path", ["/thing/model/polestar-4", "/sources", "/list/Country", "/search?q=polestar"])
def test_the_data_of_a_page_come_by_the_accept_header_too(server: Served, path: str) -> None:
    for media in ("application/json", "text/csv", "text/html"):
        assert server.client.get(path, headers={"Accept": media}).headers["content-type"].startswith(media)
    assert server.client.get(path, headers={"Accept": "*/*"}).headers["content-type"].startswith("text/html")


def test_turtle_of_a_thing_is_its_document_of_linked_data(server: Served) -> None:
    for path, headers in (("model/polestar-4.ttl", {}), ("model/polestar-4", {"Accept": "text/turtle"})):
        response = server.client.get(f"/thing/{path}", headers=headers)
        assert (response.status_code, response.headers["location"]) == (303, "/data/model/polestar-4.ttl")


def test_the_properties_of_a_thing_without_tables_are_its_csv(server: Served) -> None:
    text = server.client.get("/thing/production/polestar-4@renault-korea-busan.csv").text
    rows = {row["Property"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["of model"]["Value"] == "Polestar 4"
    assert rows["of model"]["iri"].endswith("/model/polestar-4")


def test_a_page_without_tables_has_no_csv(server: Served) -> None:
    assert server.client.get("/conflicts.csv").status_code == 400


def test_the_iri_of_a_thing_leads_browsers_to_its_page_and_programs_to_its_data(server: Served) -> None:
    browser = server.client.get("/id/model/polestar-4", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/thing/model/polestar-4")
    program = server.client.get("/id/model/polestar-4", headers={"Accept": "text/turtle"})
    assert program.headers["location"] == "/data/model/polestar-4.ttl"


@pytest.mark.parametrize("name", ["//evil.example/", "/\\evil.example", "https://evil.example/"])
def test_no_address_redirects_to_another_host(server: Served, name: str) -> None:
    for path in (f"/id/{name}", f"/thing/{name}", f"/{name}"):
        answer = server.client.get(path, headers={"Accept": "text/html"}, follow_redirects=False)
        assert answer.headers.get("location", "/").startswith("/")
        assert not answer.headers.get("location", "/").startswith(("//", "/\\"))


def test_a_page_is_sent_once_while_the_data_stay(server: Served) -> None:
    tag = server.client.get("/thing/model/polestar-4").headers["etag"]
    again = server.client.get("/thing/model/polestar-4", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_the_first_page_is_small(server: Served) -> None:
    first = ["/", *(link for link in links_of(server.client.get("/").text) if link.startswith("/assets/"))]
    assert len(first) == 4
    assert sum(int(server.client.get(link).headers["content-length"]) for link in first) <= 150_000


@pytest.mark.parametrize("name", ["site.css", "site.js", "icon.svg"])
def test_assets_are_served(server: Served, name: str) -> None:
    assert server.client.get(f"/assets/{name}").content
    assert server.client.get(f"/assets/..%2F{name}").status_code == 404


def test_assets_are_only_files_of_the_pages(server: Served) -> None:
    for name in ("../texts.toml", "%2e%2e/texts.toml", "..%5ctexts.toml", "/etc/passwd"):
        assert server.client.get(f"/assets/{name}").status_code == 404


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a base of which a second source adds a production and corrects the start of the first."""
    store = tmp_path_factory.mktemp("revised") / "store"
    made: dict[str, Any] = {"model": "Polestar 4", "builder": "Renault Korea", "plant": "Busan plant", "country": "KR"}
    api.build(
        (
            document("d1", published="2024-03-01"),
            document("d2", published="2025-03-01"),
            fact("production", **made, start="2025", status="planned"),
            fact("production", **made, start="2026", status="planned", documents=("d2",)),
            fact("production", model="Vento", builder="Geely", country="CN", documents=("d2",)),
        ),
        store=store,
    )
    with serving(store, "--rate", "0") as served:
        yield served


def test_revisions_are_the_differences_between_two_days(revised: Served) -> None:
    tables = {
        section["key"]: [
            [part["text"] for cell in row["cells"] for part in cell["parts"]] for row in section["table"]["rows"]
        ]
        for section in revised.client.get("/revisions.json?since=2024-06-30").json()["sections"]
    }
    assert [row[1:] for row in tables["revisions_changed"] if "2025" in row] == [
        ["start of production", "2025", "2026"]
    ]
    assert any("Vento" in row for row in tables["revisions_appeared"])
    assert not any("Polestar 4" in row[0] for row in tables["revisions_appeared"])


def test_revisions_end_with_the_day_that_a_page_is_limited_to(revised: Served) -> None:
    page = revised.client.get("/revisions.json?since=2024-06-30&as_of=2024-12-31").json()
    assert page["sections"] == []


def test_no_revisions_are_computed_before_a_day_is_chosen(revised: Served) -> None:
    page = revised.client.get("/revisions.json").json()
    assert page["sections"] == []
    assert "day" in page["lead"]
