"""Adds the page of the ontology's terms to the documentation site; mkdocs calls this."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from autokg.core.ontology import load_ontology
from autokg.core.term_page import write_term_page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page."""
    files.append(File.generated(config, "terms.md", content=write_term_page(load_ontology())))
    return files
