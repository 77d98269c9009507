"""Shapes are read as SHACL has them; a mistake names the shape, and what is not compiled names the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from autokg.errors import ShapeError
from autokg.validation import compile_shapes, find_breaches, load_shapes_with
from validation.builders import HEAD, ours, pyshacls, read, store_of

MISTAKES = {
    "sh:property [ sh:path :p ; sh:minCont 1 ]": "shape S: sh:minCont is not known here; did you mean sh:minCount",
    "sh:property [ sh:path :p ; sh:minCount 1, 2 ]": "shape S: <http://www.w3.org/ns/shacl#minCount> has 2 values; expected one at most",
    'sh:property [ sh:path :p ; sh:minCount "some" ]': "where a number belongs; expected an integer of 0 or more",
    "sh:minCount 1": "shape S: a count of values without a path; expected sh:path beside it",
    "sh:uniqueLang true": "shape S: a language for each value without a path",
    "sh:lessThan :q": "shape S: an order of values without a path",
    "sh:property [ sh:minCount 1 ]": "shape S: a property shape without a path; expected sh:path",
    "sh:property [ sh:path [ :p :q ] ; sh:minCount 1 ]": "shape S: not a property path",
    "sh:property [ sh:path ( :p ) ; sh:minCount 1 ]": "fewer than two members",
    "sh:nodeKind sh:Class": "shape S: no node kind Class; expected IRI, BlankNode",
    "sh:datatype 7": "where an IRI belongs",
    "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p": "a property path that is a part of itself",
    "sh:targetSubjectsOf 7": "a target that is not a property; expected an IRI",
    'sh:class "C"': "where an IRI belongs",
    "sh:in :list": "a list that does not end",
    "sh:js [ ]": "sh:js is not known here",
    "sh:sparql [ ]": "sh:sparql without a query",
}
HANDED_ON = {
    "sh:node :S": "a shape that refers to itself",
    'sh:pattern "a(?=b)"': "a pattern that SPARQL cannot read: a(?=b)",
    "sh:expression [ sh:path :p ]": "sh:expression",
    ":own 1": "a constraint component of its own (<https://e.org/own>)",
}
OWN = ':Own a sh:ConstraintComponent ; sh:parameter [ sh:path :own ] ; sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value = 1) }" ] .'


@pytest.mark.parametrize("turtle", MISTAKES)
def test_a_mistake_names_the_shape(turtle: str) -> None:
    with pytest.raises(ShapeError) as raised:
        compile_shapes(read(f":S a sh:NodeShape ; sh:targetNode :a ; {turtle} ."))
    assert MISTAKES[turtle] in str(raised.value)


@pytest.mark.parametrize("turtle", HANDED_ON)
def test_what_is_not_compiled_is_handed_on_with_the_reason(turtle: str) -> None:
    compiled = compile_shapes(read(f"{OWN} :S a sh:NodeShape ; sh:targetNode :a ; {turtle} ."))
    assert compiled.shapes == ()
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


@pytest.mark.parametrize(
    "shapes",
    [
        ":C a <http://www.w3.org/2000/01/rdf-schema#Class>, sh:NodeShape ; sh:closed true .",
        ":S sh:targetClass :C ; sh:deactivated true ; sh:closed true .",
        ":S sh:targetClass :C ; sh:closed true ; sh:property [ sh:path :p ; sh:deactivated true ; sh:maxCount 0 ] .",
        ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:severity :Grave ; sh:maxCount 1 ; sh:message 'two'@x-said ] .",
        ":S sh:targetClass :C ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 3 .",
        ":S sh:targetObjectsOf :p ; sh:nodeKind sh:IRI .",
        ":P sh:path :p ; sh:targetClass :C ; sh:nodeKind sh:IRI .",
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

    def test_without_files_the_bundled_shapes_are_meant(self) -> None:
        assert "Plant" in {shape.name for shape in load_shapes_with([]).shapes}

    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            ("own.ttl", "\n<a> <b> ", "own.ttl:2:"),
            ("own.csv", "", "own.csv: not a file of shapes by its ending; expected .ttl, .nt, .rdf or .jsonld"),
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
        assert breach.messages[0].value == "expected of <https://e.org/p>/<https://e.org/q>: 1 value or more"

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ShapeError, match=r"own\.ttl: the shapes cannot be read \(.*No such file"):
            load_shapes_with([tmp_path / "own.ttl"])
