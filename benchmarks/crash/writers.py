"""The writers that are killed. What they load is loaded when this file is: a process forked then writes at once."""

from __future__ import annotations

from pathlib import Path

from autokg.building.build import build
from autokg.building.updating import add_to_store, remove_from_store
from autokg.core.ontology import load_ontology
from autokg.facts.corpus import load_corpus
from autokg.names.gazetteer import load_gazetteer
from autokg.reasoning.rulebook import compile_rulebook
from autokg.stores import replacing_store

compile_rulebook(load_ontology())
load_gazetteer()


def build_into(store: Path, facts: Path) -> None:
    """Build facts in the place of what is there."""
    with replacing_store(store) as new:
        build(load_corpus([facts]), store=new)


def add_article(store: Path, facts: Path) -> None:
    """Add the documents of a file."""
    add_to_store(store, load_corpus([facts]))


def remove_article(store: Path, facts: Path) -> None:
    """Remove the documents of a file."""
    remove_from_store(store, list(load_corpus([facts]).documents))


WRITERS = {"build": build_into, "add": add_article, "remove": remove_article}
