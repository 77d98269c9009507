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
    "sh:js [ ]": "shape S: sh:js is not known here",
    "sh:property [ sh:path [ :p :q ] ; sh:minCount 1 ]": "shape S: not a property path",
}
MISTAKES_OF_FILES = {
    'sh:property [ sh:path :p ; sh:minCount "some" ]': "sh:minCount must be a literal with datatype xsd:integer",
    "sh:minCount 1": "can only be present on a PropertyShape",
    "sh:or :list": "a well-formed RDF list",
    "sh:sparql [ ]": "must have at least one sh:select",
    'sh:sparql [ sh:select "SELECT $this WHERE { $this" ]': "Expected SelectQuery",
}
SAID = 'sh:message "said: no"@en'
OWN = ':Own a sh:ConstraintComponent ; sh:parameter [ sh:path :own ] ; sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value = 1) }" ] .'
# What the bundled shapes do not use, with the component of which pySHACL finds a breach.
NOT_COMPILED = {
    'sh:pattern "x"': "Pattern",
    "sh:nodeKind sh:Literal": "NodeKind",
    "sh:datatype xsd:integer": "Datatype",
    "sh:in ( 1 )": "In",
    "sh:hasValue 1": "HasValue",
    "sh:minLength 99": "MinLength",
    "sh:and ( [ sh:class :C ] )": "And",
    "sh:expression [ sh:path :p ]": "Expression",
    "sh:closed true": "Closed",
    "sh:not [ sh:in ( :a ) ]": "Not",
    "sh:not [ sh:property [ sh:path :p ; sh:minCount 1 ] ]": "Not",
    "sh:not :Named": "Not",
    "sh:or ( [ sh:class :C ] [ sh:xone ( [ sh:class :D ] [ sh:class :E ] ) ] )": "Or",
    "sh:property :NamedProperty": "MinCount",
    "sh:property [ sh:path :p ; sh:lessThan :q ]": "LessThan",
    "sh:property [ sh:path :p ; sh:maxCount 2 ]": "MaxCount",
    "sh:property [ sh:path :q ; sh:minCount 3 ]": "MinCount",
    "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :C ]": "Class",
    "sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:class :C ]": "Class",
    "sh:property [ sh:path [ sh:inversePath :r ] ; sh:class :C ]": "Class",
    "sh:property [ sh:path ( :r :q ) ; sh:minCount 1 ]": "MinCount",
    "sh:property [ sh:path [ sh:alternativePath ( :p [ sh:zeroOrOnePath :q ] ) ] ; sh:class :C ]": "Class",
    "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]": "MinCount",
    'sh:property [ sh:path :p ; sh:sparql [ sh:select "SELECT $this {}" ] ]': "SPARQL",
    "sh:targetNode :b ; sh:class :C": "Class",
    "sh:targetSubjectsOf :p ; sh:class :C": "Class",
    "a rdfs:Class ; sh:class :C": "Class",
    'sh:name "a name" ; sh:class :C': "Class",
    "sh:property [ sh:path :p ; sh:class :C ]": "Class",  # a property shape without a message
}
COMPILED_COUNTS = ("sh:maxCount 0", "sh:maxCount 1", "sh:minCount 1", "sh:minCount 2")


@pytest.mark.parametrize("turtle", MISTAKES)
def test_a_mistake_names_the_shape(turtle: str) -> None:
    with pytest.raises(ShapeError) as raised:
        find_breaches(
            store_of([]), compile_shapes(read(f":S a sh:NodeShape ; sh:targetClass :T ; {SAID} ; {turtle} ."))
        )
    assert MISTAKES[turtle] in str(raised.value)


@pytest.mark.parametrize("count", COMPILED_COUNTS)
def test_small_counts_are_compiled(count: str) -> None:
    shapes = read(f":S sh:targetClass :T ; sh:property [ sh:path :p ; {count} ; {SAID} ] .")
    store = store_of(read(":a a :T . :b a :T ; :p 1 . :c a :T ; :p 1, 2 ."))
    assert ours(shapes, store) == pyshacls(shapes, store) != set()


@pytest.mark.parametrize("turtle", NOT_COMPILED)
def test_what_is_not_compiled_goes_to_pyshacl(turtle: str) -> None:
    named = ":Named sh:class :T . :NamedProperty sh:path :r ; sh:minCount 1 ."
    shapes = read(f"{named} :S a sh:NodeShape ; sh:targetClass :T ; {SAID} ; {turtle} .")
    compiled = compile_shapes(shapes)
    assert compiled.checks == ()
    assert compiled.notes() == ["shape S is checked by pySHACL, which is slower"]
    found = find_breaches(store_of(read(":a a :T ; :p 1, 2, 3, :a . :b :r :a . :a :q 0 . :c :p 5 .")), compiled)
    assert {breach.component for breach in found} == {f"{NOT_COMPILED[turtle]}ConstraintComponent"}


def test_the_others_are_compiled_all_the_same_and_each_is_checked_once() -> None:
    own = f"{OWN} :S sh:targetClass :T ; :own 1 . :U sh:targetClass :T ; {SAID} ; sh:class :C ."
    found = find_breaches(store_of(read(":a a :T .")), compile_shapes(read(own)))
    assert [(breach.shape, breach.component) for breach in found] == [("U", "ClassConstraintComponent"), ("S", "Own")]


def test_what_goes_to_pyshacl_is_looked_at_near_the_focus_too() -> None:
    shapes = compile_shapes(read(":S sh:targetNode :a, :b ; sh:class :C ."))
    only = [NamedNode("https://e.org/b")]
    assert [breach.focus for breach in find_breaches(store_of(read(":a :p 1 .")), shapes, only)] == only


@pytest.mark.parametrize("number", [1, 50, 51])
def test_a_focus_of_any_size_finds_its_own_nodes_only(number: int) -> None:
    """Up to 50 nodes are named in the query; of more, all nodes are checked and the others left out."""
    triples = read("".join(f":n{n} a :C ; :p {n} ." for n in range(60)))
    shapes = compile_shapes(
        read(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 0 ; sh:message 'no' ] .")
    )
    focus = [NamedNode(f"https://e.org/n{n}") for n in range(number)]
    found = find_breaches(store_of(triples), shapes, focus)
    assert sorted(str(breach.focus) for breach in found) == sorted(map(str, focus))


@pytest.mark.parametrize(
    "shapes",
    [
        ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:severity :Grave ; sh:maxCount 1 ; sh:message 'two'@x-said ] .",
        f":S sh:targetObjectsOf :q, :r ; {SAID} ; sh:class :C .",
        f":S sh:targetClass :C ; sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxInclusive 2 ; {SAID} ] .",
    ],
)
def test_the_same_as_pyshacl(shapes: str) -> None:
    store = store_of(read(':a a :C ; :p "one"@en, "two"@en, 3 ; :q :b .'))
    assert ours(read(shapes), store) == pyshacls(read(shapes), store) != set()


class TestFiles:
    def test_a_file_may_speak_of_a_bundled_shape(self, tmp_path: Path) -> None:
        file = tmp_path / "own.ttl"
        file.write_text(f"{HEAD} :Mine sh:targetNode :a ; sh:node <https://w3id.org/autokg/shapes#Plant> .")
        compiled = load_shapes_with([file])
        assert [breach.shape for breach in find_breaches(store_of([]), compiled)] == ["Mine"]
        assert compiled.notes() == ["shape Mine is checked by pySHACL, which is slower"]

    def test_a_file_may_add_to_a_bundled_shape(self, tmp_path: Path) -> None:
        file = tmp_path / "own.ttl"
        file.write_text(f"{HEAD} <https://w3id.org/autokg/shapes#Plant> sh:property [ sh:path :p ; sh:minCount 1 ] .")
        store = store_of(read(":a a akg:Plant ; akg:inCountry :c ."))
        (breach,) = find_breaches(store, load_shapes_with([file]))
        assert (breach.shape, breach.path) == ("Plant", "<https://e.org/p>")

    def test_without_files_the_bundled_shapes_are_meant(self) -> None:
        assert "Plant" in {check.shape for check in load_shapes_with([]).checks}

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

    @pytest.mark.parametrize("turtle", MISTAKES_OF_FILES)
    def test_a_mistake_that_pyshacl_sees_is_told(self, tmp_path: Path, turtle: str) -> None:
        (tmp_path / "own.ttl").write_text(f"{HEAD} :S a sh:NodeShape ; sh:targetNode :a ; {turtle} .")
        with pytest.raises(ShapeError, match="pySHACL cannot check the shapes") as raised:
            find_breaches(store_of([]), load_shapes_with([tmp_path / "own.ttl"]))
        assert MISTAKES_OF_FILES[turtle] in str(raised.value)

    @pytest.mark.parametrize(
        "turtle",
        [
            f":S sh:targetNode :a ; {SAID} ; sh:class :C .",
            f":S sh:targetClass :T ; {SAID} ; sh:class :C .",  # would be compiled if it were bundled
            ":S sh:targetNode :a ; sh:not [ sh:not :S2 ] . :S2 sh:class :C ; sh:node :S .",  # refers to itself
            "[] sh:targetNode :a ; sh:class :C .",
            ":T a rdfs:Class, sh:NodeShape ; sh:class :C .",
        ],
    )
    def test_every_shape_of_a_file_is_checked_by_pyshacl(self, tmp_path: Path, turtle: str) -> None:
        (tmp_path / "own.ttl").write_text(f"{HEAD} {turtle}")
        compiled = load_shapes_with([tmp_path / "own.ttl"])
        assert compiled.checks == load_shapes_with([]).checks
        assert compiled.handed_on
        assert [str(breach.focus) for breach in find_breaches(store_of(read(":a a :T .")), compiled)] == [
            "<https://e.org/a>"
        ]

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
