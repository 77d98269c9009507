"""Parts of a store are read back whole by parsers that are not ours, and never held in memory at once."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import rdflib
import rispy
from bibtexparser.entrypoint import parse_string
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from autokg.core.terms import AKG, GRAPH, OA, RDF, RDFS, SCHEMA, SKOS, WIKIDATA
from autokg.errors import UnknownNameError, UsageError
from autokg.exports import DATA, DATA_FORMATS, export
from autokg.exports.bibliography import Source, load_sources, to_bibtex, to_csl, to_ris
from autokg.exports.reifiers import REIFIES
from autokg.exports.store_data import StoreData
from autokg.stores import OxigraphStore
from corpus import build_example

pytestmark = pytest.mark.slow

FORMATS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS,
}  # fmt: skip
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return build_example().store


def written(view: str, store: OxigraphStore, path: Path, format_: str | None = None) -> bytes:
    (file,) = export(view, store, path, format_).files
    return file.read_bytes()


def named(quads: list[Quad]) -> set[str]:
    """Return the quads without blank nodes."""
    ends = (NamedNode, Literal)
    return {str(quad) for quad in quads if isinstance(quad.subject, NamedNode) and isinstance(quad.object, ends)}


def text_of(term: object) -> str:
    return str(getattr(term, "value", term))


@pytest.mark.parametrize("ending", ["trig", "nq"])
def test_all_is_the_whole_store_with_its_layers(store: OxigraphStore, tmp_path: Path, ending: str) -> None:
    quads = list(parse(written("all", store, tmp_path / f"a.{ending}"), FORMATS[ending]))
    given = list(store.quads())
    assert len(quads) == len(set(quads)) == len(given)
    assert named(quads) == named(given)


@pytest.mark.parametrize("ending", RDFLIB)
def test_all_without_layers_is_a_graph_that_rdflib_reads(store: OxigraphStore, tmp_path: Path, ending: str) -> None:
    content = written("all", store, tmp_path / f"a.{ending}")
    graph = rdflib.Graph().parse(data=content, format=RDFLIB[ending])
    triples = {quad.triple for quad in store.quads()}
    assert len(graph) == len(triples)
    found = {tuple(map(str, triple)) for triple in graph if not any(isinstance(term, rdflib.BNode) for term in triple)}
    blank = (BlankNode,)
    assert found == {
        (text_of(t.subject), t.predicate.value, text_of(t.object))
        for t in triples
        if not isinstance(t.subject, blank) and not isinstance(t.object, blank)
    }


def test_json_ld_names_terms_by_the_prefixes_of_its_context(store: OxigraphStore, tmp_path: Path) -> None:
    data = json.loads(written("facts", store, tmp_path / "a.jsonld"))
    assert data["@context"]["akg"] == AKG.namespace
    keys = Counter(key.partition(":")[0] for node in data["@graph"] for key in node)
    assert set(keys) <= {"@id", "@type", *data["@context"]}


def test_facts_are_what_is_accepted_or_inferred_and_every_thing_has_a_label(
    store: OxigraphStore, tmp_path: Path
) -> None:
    triples = set(parse(written("facts", store, tmp_path / "a.nt"), RdfFormat.N_TRIPLES))
    stated = {Quad(*quad.triple) for graph in (GRAPH.accepted, GRAPH.inferred) for quad in store.quads(graph)}
    assert stated <= triples
    assert {quad.predicate for quad in triples - stated} == {RDF.type, RDFS.label}
    things = {end for quad in stated for end in (quad.subject, quad.object) if isinstance(end, NamedNode)}
    labelled = {quad.subject for quad in triples if quad.predicate == RDFS.label}
    assert {thing.value for thing in things - labelled if "/id/" in thing.value} == set()
    assert not {quad for quad in triples if quad.object == AKG.Claim}


def test_claims_come_with_their_evidence_outcomes_and_documents(store: OxigraphStore, tmp_path: Path) -> None:
    quads = list(parse(written("claims", store, tmp_path / "a.nq"), RdfFormat.N_QUADS))
    layers = (GRAPH.claims, GRAPH.judgements, GRAPH.sources)
    assert set(quads) == {quad for graph in layers for quad in store.quads(graph)}


def test_a_reifier_stands_for_the_three_triples_of_a_claim(store: OxigraphStore, tmp_path: Path) -> None:
    content = written("claims", store, tmp_path / "a.reifiers.ttl")
    found = {quad.subject: quad.object for quad in parse(content, RdfFormat.TURTLE) if quad.predicate == REIFIES}
    claims = {quad.subject for quad in store.match(None, RDF.type, AKG.Claim, GRAPH.claims)}
    assert set(found) == claims
    for claim, statement in found.items():
        assert isinstance(statement, Triple)
        (subject,) = store.match(claim, RDF.subject, None, GRAPH.claims)
        assert statement.subject == subject.object
    assert REIFIES.value.encode() not in content or b"rdf:subject" not in content


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
def test_a_nanopublication_has_a_head_an_assertion_its_provenance_and_publication(
    store: OxigraphStore, tmp_path: Path
) -> None:
    done = export("claims", store, tmp_path / "a.nanopub.trig")
    dataset = rdflib.Dataset()
    dataset.parse(data=done.files[0].read_bytes(), format="trig")
    np = rdflib.Namespace("http://www.nanopub.org/nschema#")
    publications = list(dataset.quads((None, rdflib.RDF.type, np.Nanopublication, None)))
    assert len(publications) == done.rows
    accepted = {
        quad.subject for name in (AKG.accepted, AKG.supporting) for quad in store.match(None, AKG.outcome, name, None)
    }
    assert len(accepted) == done.rows
    for publication, *_, head in publications:
        parts = {part: triples_in(dataset, graph) for part, graph in parts_of(dataset, publication, head)}
        assert len(parts["hasAssertion"]) == len(parts["hasPublicationInfo"]) == 1
        predicates = {str(predicate) for _, predicate, *_ in parts["hasProvenance"]}
        assert "http://www.w3.org/ns/prov#wasDerivedFrom" in predicates


def triples_in(dataset: Any, graph: Any) -> list[Any]:
    """Return the quads of one graph; rdflib yields a triple once for each graph that it stands in."""
    return [quad for quad in dataset.quads((None, None, None, graph)) if quad[3] == graph]


def parts_of(dataset: Any, publication: Any, head: Any) -> list[tuple[str, Any]]:
    links = dataset.quads((publication, None, None, head))
    return [(str(predicate).partition("#")[2], graph) for _, predicate, graph, _ in links if "has" in predicate]


def test_quickstatements_have_stakes_with_share_and_dates_and_a_reference(tmp_path: Path) -> None:
    item = f"{WIKIDATA}Q{{}}".format
    text = f"""
    @prefix akg: <{AKG.namespace}> . @prefix skos: <{SKOS.namespace}> . @prefix rdfs: <{RDFS.namespace}> .
    @prefix schema: <{SCHEMA.namespace}> . @prefix oa: <{OA.namespace}> . @prefix rdf: <{RDF.namespace}> .
    @prefix : <https://example.org/> .
    :owner skos:exactMatch <{item(1)}> . :owned skos:exactMatch <{item(2)}> .
    :stake akg:stakeIn :owned ; akg:stakeOwner :owner, :nobody ; akg:status akg:actual ; akg:sharePercent 33.88 ;
      akg:since "2019-08" .
    :claim rdf:subject :stake ; rdf:predicate akg:stakeOwner ; rdf:object :owner ; akg:outcome akg:accepted ;
      akg:saying [ akg:evidence [ oa:hasSource :document ] ] .
    :document schema:url "https://example.org/news" ; rdfs:label "Shares" ; schema:inLanguage "en" ;
      schema:datePublished "2020-05-01" .
    """
    store = OxigraphStore()
    store.load(Quad(t.subject, t.predicate, t.object, GRAPH.accepted) for t in parse(text, RdfFormat.TURTLE))
    line = written("facts", store, tmp_path / "a.qs").decode()
    assert line == (
        'Q2\tP127\tQ1\tP1107\t0.3388\tP580\t+2019-08-00T00:00:00Z/10\tS854\t"https://example.org/news"\t'
        'S1476\ten:"Shares"\tS577\t+2020-05-01T00:00:00Z/11\n'
    )


def test_references_are_read_back_by_reference_managers(store: OxigraphStore, tmp_path: Path) -> None:
    sources = load_sources(StoreData("sources", store))
    entries = parse_string(written("sources", store, tmp_path / "a.bib").decode()).entries
    assert [entry.key for entry in entries] == [source.id for source in sources]
    records = rispy.loads(written("sources", store, tmp_path / "a.ris").decode())
    assert [record["title"] for record in records] == [source.title for source in sources]
    items = json.loads(written("sources", store, tmp_path / "a.csl.json"))
    assert [item["title"] for item in items] == [source.title for source in sources]
    rows = list(csv.DictReader(io.StringIO(written("sources", store, tmp_path / "a.csv").decode())))
    assert [row["url"] for row in rows] == [source.url for source in sources]


NASTY = Source(
    "a/b c{d}", r"50 % of {A} & B_C #1 ~ ^ $x \n \\", 'The "Daily"', "2024-05-31~", "de", "https://e.org/{x}?a=%20"
)


def test_signs_of_tex_in_a_title_come_back_as_they_were() -> None:
    (entry,) = parse_string(to_bibtex(NASTY)).entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert entry.key == "a-b-c-d-"
    plain = fields["title"][1:-1].replace(r"\textbackslash{}", "\0").replace(r"\textasciitilde{}", "~")
    plain = plain.replace(r"\textasciicircum{}", "^").replace("\\", "").replace("\0", "\\")
    assert plain == NASTY.title
    assert (fields["year"], fields["month"], fields["day"]) == ("2024", "5", "31")
    assert fields["url"] == "https://e.org/%7Bx%7D?a=%20"


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2024", (2024,)),
        ("2024-05", (2024, 5)),
        ("2024-05-31", (2024, 5, 31)),
        ("2024-05~", (2024, 5)),
        ("2024-41", (2024,)),
        ("", ()),
        ("2024/2025", ()),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(published: str, parts: tuple[int, ...]) -> None:
    item = to_csl(Source("d", "T", published=published))
    assert tuple(item.get("issued", {"date-parts": [[]]})["date-parts"][0]) == parts
    assert item.get("issued", {}).get("circa", False) == published.endswith("~")
    assert ("DA  - " in to_ris(Source("d", "T", published=published))) == bool(parts)


@pytest.mark.parametrize("view", DATA)
def test_an_empty_store_is_written_too(tmp_path: Path, view: str) -> None:
    for name, format_ in DATA_FORMATS[view].items():
        done = export(view, OxigraphStore(), tmp_path / f"a.{format_.endings[0]}", name)
        assert done.is_empty
        assert done.files[0].exists()


def test_parts_of_a_store_are_not_cut_or_measured(store: OxigraphStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="facts are written whole"):
        export("facts", store, tmp_path / "a.ttl", around="Example 4")
    with pytest.raises(UsageError, match="only networks have nodes to measure"):
        export("claims", store, tmp_path / "a.ttl", measures=["degree"])
    with pytest.raises(UnknownNameError, match="no format named 'bibtex'"):
        export("claims", store, tmp_path / "a", "bibtex")
