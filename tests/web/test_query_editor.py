"""The query editor works as a plain form: queries, mistakes, saved queries, pictures and downloads."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import httpx
import pytest

from web.served import Served, serving

pytestmark = pytest.mark.slow
BUILDERS = "SELECT ?builder ?builderLabel { ?model akg:builder ?builder . ?builder rdfs:label ?builderLabel }"


def ask(server: Served, query: str = "", **fields: str) -> httpx.Response:
    return server.client.get("/query", params={**({"query": query} if query else {}), **fields})


def text_of(page: httpx.Response) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def cells(page: httpx.Response) -> list[str]:
    found = re.findall(r"<td[^>]*>(.*?)</td>", page.text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in found]


def test_the_editor_opens_with_an_example_that_runs(server: Served) -> None:
    page = ask(server)
    assert "<table" not in page.text
    assert {"Geely Holding", "Renault Korea"} <= set(cells(ask(server, text_of(page))))


def test_a_result_has_labels_that_link_to_pages(server: Served) -> None:
    page = ask(server, BUILDERS + " ORDER BY ?builderLabel")
    assert cells(page) == ["Geely Holding", "Renault Korea"]
    assert 'href="/thing/organization/geely-holding"' in page.text
    assert text_of(page).strip() == BUILDERS + " ORDER BY ?builderLabel"


def test_a_mistake_is_told_with_its_place(server: Served) -> None:
    page = ask(server, "SELECT ?x\nWHER { ?x a akg:Plant }")
    assert "2:1: unknown SPARQL keyword" in page.text
    assert 'data-line="2" data-column="1"' in page.text
    assert text_of(page) == "SELECT ?x\nWHER { ?x a akg:Plant }"


def test_a_mistake_after_a_limit_is_told_where_it_stands(server: Served) -> None:
    assert "1:48" in ask(server, "SELECT ?x { ?x a akg:Plant } LIMIT 10 ORDER BY } ?x").text


def test_a_note_tells_of_a_term_that_does_not_exist(server: Served) -> None:
    page = ask(server, "SELECT ?x { ?x a akg:Plantt }")
    assert "akg:Plantt" in re.findall(r'<p class="note" role="note">(.*?)</p>', page.text)[0]


def test_yes_or_no_is_a_word(server: Served) -> None:
    assert '<p class="sentence">Yes</p>' in ask(server, "ASK { ?x a akg:Plant }").text
    assert '<p class="sentence">Nein</p>' in ask(server, "ASK { ?x a akg:Person }", lang="de").text


def test_triples_are_rows_of_three(server: Served) -> None:
    page = ask(server, "CONSTRUCT { ?p akg:builder ?b } { ?p akg:builder ?b }")
    assert re.findall(r'<th scope="col">(\w+)', page.text) == ["subject", "predicate", "object"]
    assert re.findall(r'formaction="/query\.(\w+)"', page.text) == ["ttl", "nt", "jsonld", "rdf"]


def test_a_saved_query_is_filled_in_with_its_example_or_what_is_given(server: Served) -> None:
    page = ask(server, saved="who-builds")
    assert "VALUES ?model { <https://w3id.org/autokg/id/model/polestar-4> }" in text_of(page)
    assert "#+" not in text_of(page)
    assert 'name="model" value="Polestar 4"' in page.text
    assert {"Geely Holding", "Renault Korea"} <= set(cells(page))
    other = ask(server, saved="who-builds", model="Polestarr 4")
    assert "did you mean Polestar 4, " in other.text


def test_an_empty_parameter_asks_for_all(server: Served) -> None:
    assert "VALUES ?model { UNDEF }" in text_of(ask(server, saved="who-builds", model=""))


def test_each_saved_query_can_be_chosen(server: Served) -> None:
    names = {query["name"] for query in server.client.get("/api/query").json()}
    assert set(re.findall(r'href="/query\?saved=([\w-]+)"', ask(server).text)) == names


def test_an_unknown_saved_query_is_told(server: Served) -> None:
    assert "no saved query named" in ask(server, saved="nothing").text


@pytest.mark.parametrize("view", ["graph", "map", "chart"])
def test_a_picture_is_part_of_the_page_without_a_script(server: Served, view: str) -> None:
    query = """SELECT ?plant ?builder ?name ?lat ?long (1 AS ?n) {
      ?p akg:atPlant ?plant ; akg:productionBuilder ?builder . ?plant rdfs:label ?name BIND(50 AS ?lat) BIND(8 AS ?long)
    }"""
    page = ask(server, query, view=view)
    picture = re.search(r"<figure[^>]*>(<svg.*?</svg>)</figure>", page.text, re.DOTALL)
    assert picture
    assert "style" not in picture[1]
    assert ElementTree.fromstring(picture[1]).get("role") == "img"
    assert f'value="{view}" class="plain" aria-pressed="true"' in page.text
    file = server.client.get("/query.svg", params={"query": query, "view": view})
    assert "".join(ElementTree.fromstring(file.text).itertext()) == "".join(
        ElementTree.fromstring(picture[1]).itertext()
    )
    assert file.headers["content-type"] == "image/svg+xml"


def test_a_picture_that_the_columns_do_not_allow_becomes_a_table(server: Served) -> None:
    assert "<table" in ask(server, BUILDERS, view="map").text
    refused = server.client.get("/query.svg", params={"query": BUILDERS, "view": "map"})
    assert refused.status_code == 400
    assert "no picture of the kind 'map'" in refused.text


@pytest.mark.parametrize(
    ("ending", "query", "media"),
    [
        ("csv", BUILDERS, "text/csv; charset=utf-8"),
        ("json", BUILDERS, "application/sparql-results+json"),
        ("json", "ASK {}", "application/sparql-results+json"),
        ("ttl", "CONSTRUCT WHERE { ?p akg:builder ?b }", "text/turtle; charset=utf-8"),
        ("jsonld", "CONSTRUCT WHERE { ?p akg:builder ?b }", "application/ld+json"),
    ],
)
def test_a_result_is_downloaded(server: Served, ending: str, query: str, media: str) -> None:
    file = server.client.get(f"/query.{ending}", params={"query": query})
    assert file.status_code == 200
    assert file.headers["content-type"] == media
    assert file.headers["content-disposition"] == f'attachment; filename="result.{ending}"'


@pytest.mark.parametrize(
    ("ending", "query", "status"),
    [
        ("exe", BUILDERS, 404),
        ("ttl", BUILDERS, 406),
        ("csv", "CONSTRUCT WHERE { ?p akg:builder ?b }", 406),
        ("csv", "SELECT", 400),
    ],
)
def test_a_download_that_cannot_be_is_refused(server: Served, ending: str, query: str, status: int) -> None:
    assert server.client.get(f"/query.{ending}", params={"query": query}).status_code == status


def test_a_query_that_is_too_long_for_an_address_is_posted(server: Served) -> None:
    query = f"{BUILDERS} # {'x' * 20_000}"
    assert server.client.get("/query", params={"query": query}).status_code == 414
    page = server.client.post("/query", data={"query": query, "lang": "fr"})
    assert set(cells(page)) == {"Geely Holding", "Renault Korea"}
    assert '<html lang="fr">' in page.text
    assert server.client.post("/query", data={"query": "#" * 100_001}).status_code == 400


def test_hostile_text_stays_text(server: Served) -> None:
    query = """SELECT ("</textarea><script>alert(1)</script>" AS ?x) ("javascript:alert(1)" AS ?y) {}"""
    page = ask(server, query, view="<b>")
    assert "<script>alert" not in page.text
    assert 'href="javascript:' not in page.text
    assert cells(page)[0] == "</textarea><script>alert(1)</script>"


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "DELETE WHERE { ?s ?p ?o }"]
)
def test_other_servers_and_updates_are_refused(server: Served, query: str) -> None:
    assert 'role="alert"' in ask(server, query).text


def test_a_long_result_is_cut_and_says_so(server: Served) -> None:
    query = "SELECT ?a ?b ?c { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
    page = ask(server, query)
    assert "More than 5,000 rows" in page.text
    assert page.text.count("<tr>") == 301


def test_a_query_that_takes_too_long_is_told_on_the_page(server: Served) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x != ?y) }"
    with serving(server.store, "--timeout", "4") as strict:
        page = ask(strict, slow)
    assert page.status_code == 503
    assert "took longer than 4 s" in page.text
    assert text_of(page).strip() == slow


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_the_editor_speaks_the_language_of_the_page(server: Served, language: str) -> None:
    heading = {"en": "SPARQL editor", "fr": "Éditeur SPARQL", "de": "SPARQL-Editor"}[language]
    page = ask(server, BUILDERS, lang=language)
    assert f"<h1>{heading}</h1>" in page.text
    assert f'<input type="hidden" name="lang" value="{language}">' in page.text


def test_the_script_of_the_editor_is_deferred_and_small(server: Served) -> None:
    assert '<script src="/assets/editor.js" defer></script>' in ask(server).text
    with server.client.stream("GET", "/assets/editor.js", headers={"Accept-Encoding": "gzip"}) as response:
        assert sum(map(len, response.iter_raw())) < 150_000
