"""Shapes are read as SHACL has them; a mistake names the shape, and what is not compiled names the reason."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from autokg.errors import ShapeError
from autokg.validation import compile_shapes, find_breaches, load_shapes_with
from validation.builders import HEAD, ours, pyshacls, read, store_of

MISTAKES = {
    "sh:property [ sh:path :p ; sh:minCont 1 ]": "shape S: sh:minCont is not known here; did you mean sh:minCount",
    'sh:property [ sh:path :p ; sh:minCount "some" ]': "shape S: sh:minCount some; expected an integer of 0 or more",
    "sh:minCount 1": "shape S: sh:minCount 1; expected an integer of 0 or more, beside sh:path",
    "sh:property [ sh:path [ :p :q ] ; sh:minCount 1 ]": "shape S: not a property path",
    "sh:or :list": "an RDF list without an end",
    "sh:js [ ]": "shape S: sh:js is not known here",
    "sh:sparql [ ]": "shape S: sh:sparql without a query",
}
HANDED_ON = {
    "sh:not :S": "a shape that refers to itself",
    'sh:pattern "a"': "sh:pattern",
    "sh:nodeKind sh:IRI": "sh:nodeKind",
    "sh:datatype xsd:integer": "sh:datatype",
    "sh:in ( 1 )": "sh:in",
    "sh:hasValue 1": "sh:hasValue",
    "sh:minLength 1": "sh:minLength",
    "sh:property [ sh:path :p ; sh:lessThan :q ]": "sh:lessThan",
    "sh:and ( [ sh:class :C ] )": "sh:and",
    "sh:expression [ sh:path :p ]": "sh:expression",
    ":own 1": "<https://e.org/own>",
    "sh:closed true": "sh:closed",
    "sh:property [ sh:path :p ; sh:maxCount 4 ]": "a count above 4",
    "sh:property [ sh:path :p ; sh:minCount 5 ]": "a count above 4",
    "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :C ]": "a path of no steps",
    "sh:property [ sh:path [ sh:zeroOrOnePath :p ] ; sh:class :C ]": "a path of no steps",
    "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]": "sh:property in a property shape",
    'sh:property [ sh:path :p ; sh:sparql [ sh:select "SELECT $this {}" ] ]': "sh:sparql in a property shape",
    'sh:not [ sh:sparql [ sh:select "SELECT $this {}" ] ]': "sh:sparql within sh:not",
    "sh:targetNode [] ; sh:class :C": "a blank node as a target",
    "a <http://www.w3.org/2000/01/rdf-schema#Class>": "a class that is a shape",
    "sh:or ( [ sh:class :C ] [ sh:xone ( [ sh:class :D ] [ sh:class :E ] ) ] )": "sh:xone",
}
COMPILED_AT_THE_LIMIT = ("sh:maxCount 3", "sh:minCount 4")
OWN = ':Own a sh:ConstraintComponent ; sh:parameter [ sh:path :own ] ; sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value = 1) }" ] .'


@pytest.mark.parametrize("turtle", MISTAKES)
def test_a_mistake_names_the_shape(turtle: str) -> None:
    with pytest.raises(ShapeError) as raised:
        compile_shapes(read(f":S a sh:NodeShape ; sh:targetNode :a ; {turtle} ."))
    assert MISTAKES[turtle] in str(raised.value)


@pytest.mark.parametrize("count", COMPILED_AT_THE_LIMIT)
def test_small_counts_are_compiled(count: str) -> None:
    shapes = read(f":S sh:targetNode :a, :b ; sh:property [ sh:path :p ; {count} ] .")
    store = store_of(read(":a :p 1, 2, 3 . :b :p 1, 2, 3, 4 ."))
    assert ours(shapes, store) == pyshacls(shapes, store) != set()


@pytest.mark.parametrize("turtle", HANDED_ON)
def test_what_is_not_compiled_is_handed_on_with_the_reason(turtle: str) -> None:
    compiled = compile_shapes(read(f"{OWN} :S a sh:NodeShape ; sh:targetNode :a ; {turtle} ."))
    assert compiled.compiled == ()
    assert [handed.reason for handed in compiled.handed_on] == [HANDED_ON[turtle]]


def test_the_others_are_compiled_all_the_same_and_each_is_checked_once() -> None:
    shapes = compile_shapes(read(f"{OWN} :S sh:targetNode :a ; :own 1 . :T sh:targetNode :a ; sh:class :C ."))
    found = find_breaches(store_of(read(":a :p 1 .")), shapes)
    assert [(breach.shape, breach.component) for breach in found] == [
        ("T", "ClassConstraintComponent"),
        ("S", "Own"),
    ]


def test_what_is_handed_on_is_looked_at_near_the_focus_too() -> None:
    shapes = compile_shapes(read(f"{OWN} :S sh:targetNode :a, :b ; :own 1 ."))
    only = [NamedNode("https://e.org/b")]
    assert [breach.focus for breach in find_breaches(store_of(read(":a :p 1 .")), shapes, only)] == only


@pytest.mark.parametrize("number", [1, 50, 51])
def test_a_focus_of_any_size_finds_its_own_nodes_only(number: int) -> None:
    """Up to 50 nodes are named in the query; of more, all nodes are checked and the others left out."""
    triples = read("".join(f":n{n} a :C ; :p {n} ." for n in range(60)))
    shapes = compile_shapes(read(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 0 ] ."))
    focus = [NamedNode(f"https://e.org/n{n}") for n in range(number)]
    found = find_breaches(store_of(triples), shapes, focus)
    assert sorted(str(breach.focus) for breach in found) == sorted(map(str, focus))


@pytest.mark.parametrize(
    "shapes",
    [
        ":S sh:targetClass :C ; sh:deactivated true ; sh:class :D .",
        ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:deactivated true ; sh:maxCount 0 ] .",
        ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:severity :Grave ; sh:maxCount 1 ; sh:message 'two'@x-said ] .",
        ":S sh:targetObjectsOf :p ; sh:class :C .",
        ":P sh:path :p ; sh:targetClass :C ; sh:maxInclusive 2 .",
    ],
)
def test_the_same_as_pyshacl(shapes: str) -> None:
    store = store_of(read(':a a :C ; :p "one"@en, "two"@en, 3 ; :q :b .'))
    assert ours(read(shapes), store) == pyshacls(read(shapes), store)


class TestFiles:
    def test_a_file_may_speak_of_a_bundled_shape(self, tmp_path: Path) -> None:
        file = tmp_path / "own.ttl"
        file.write_text(f"{HEAD} :Mine sh:targetNode :a ; sh:node <https://w3id.org/autokg/shapes#Plant> .")
        compiled = load_shapes_with([file])
        assert [breach.shape for breach in find_breaches(store_of([]), compiled)] == ["Mine"]
        assert [str(shape) for shape in compiled.handed_on] == [
            "shape Mine is checked by pySHACL, which is slower: a shape of a file of your own is not compiled"
        ]

    def test_a_file_may_add_to_a_bundled_shape(self, tmp_path: Path) -> None:
        file = tmp_path / "own.ttl"
        file.write_text(f"{HEAD} <https://w3id.org/autokg/shapes#Plant> sh:property [ sh:path :p ; sh:minCount 1 ] .")
        store = store_of(read(":a a akg:Plant ; akg:inCountry :c ."))
        (breach,) = find_breaches(store, load_shapes_with([file]))
        assert (breach.shape, breach.path) == ("Plant", "<https://e.org/p>")

    def test_without_files_the_bundled_shapes_are_meant(self) -> None:
        assert "Plant" in {shape.name for shape in load_shapes_with([]).compiled}

    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            ("own.ttl", "\n<a> <b> ", "own.ttl:2:"),
            ("own.csv", "", "own.csv: unknown file extension for shapes; expected .ttl, .nt, .rdf or .jsonld"),
        ],
    )
    def test_a_file_with_a_mistake_is_told_with_the_place(
        self, tmp_path: Path, name: str, text: str, words: str
    ) -> None:
        (tmp_path / name).write_text(text)
        with pytest.raises(ShapeError) as raised:
            load_shapes_with([tmp_path / name])
        assert words in str(raised.value)

    def test_a_rule_without_words_is_worded(self) -> None:
        shapes = compile_shapes(read(":S sh:targetNode :a ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] ."))
        (breach,) = find_breaches(store_of([]), shapes)
        assert breach.messages[0].value == "expected of <https://e.org/p>/<https://e.org/q>: sh:minCount 1"

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ShapeError, match=r"own\.ttl: the shapes cannot be read \(.*No such file"):
            load_shapes_with([tmp_path / "own.ttl"])


FETCHING = {
    "sh:sparql [ sh:select 'SELECT $this FROM <http://127.0.0.1:9/data> WHERE { $this ?p ?o }' ]": "FROM in a query",
    "sh:sparql [ sh:select 'SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }' ]": "SERVICE in a query",
}
IMPORTING = {
    "own.ttl": (f"{HEAD} <e:doc> owl:imports <http://127.0.0.1:9/shapes> . :S sh:targetNode :a ; sh:class :C .", None),
    "own.rdf": (
        """<!DOCTYPE r [ <!ENTITY more SYSTEM "http://127.0.0.1:9/more"> ]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:sh="http://www.w3.org/ns/shacl#">
        <rdf:Description rdf:about="https://e.org/S"><sh:targetNode rdf:resource="https://e.org/a"/>
        <sh:class rdf:resource="https://e.org/C"/><sh:name>&more;</sh:name></rdf:Description></rdf:RDF>""",
        "own.rdf",
    ),
    "own.jsonld": ('{"@context": "http://127.0.0.1:9/context", "@id": "https://e.org/S"}', "own.jsonld"),
}


class TestNetwork:
    @pytest.fixture(autouse=True)
    def connections(self, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        """Record each attempt to open a connection, and fail it."""
        made: list[object] = []

        def refuse(_: object, address: object) -> None:
            made.append(address)
            raise OSError("no network")

        monkeypatch.setattr("socket.socket.connect", refuse)
        return made

    @pytest.mark.parametrize("constraint", FETCHING)
    def test_a_query_that_would_fetch_is_refused(
        self, constraint: str, tmp_path: Path, connections: list[object]
    ) -> None:
        file = tmp_path / "own.ttl"
        file.write_text(f"{HEAD} :S sh:targetNode :a ; {constraint} .")
        with pytest.raises(ShapeError, match=FETCHING[constraint]):
            find_breaches(store_of([]), load_shapes_with([file]))
        assert connections == []

    @pytest.mark.parametrize("name", IMPORTING)
    def test_nothing_that_a_file_refers_to_is_fetched(
        self, name: str, tmp_path: Path, connections: list[object]
    ) -> None:
        (tmp_path / name).write_text(IMPORTING[name][0])
        expected = IMPORTING[name][1]
        with pytest.raises(ShapeError, match=expected) if expected else nullcontext():
            breaches = find_breaches(store_of([]), load_shapes_with([tmp_path / name]))
            assert [breach.shape for breach in breaches] == ["S"]
        assert connections == []


def test_entities_are_refused_before_they_grow(tmp_path: Path) -> None:
    file = tmp_path / "s.rdf"
    file.write_text('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', encoding="utf-8")
    with pytest.raises(ShapeError, match=r"s\.rdf: declares XML entities"):
        load_shapes_with([file])
