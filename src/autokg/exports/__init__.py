"""Views of the graph in the formats of other tools: one format, one short writer."""

from autokg.exports.export import Exported, export
from autokg.exports.formats import FORMATS
from autokg.network import VIEWS

__all__ = ["FORMATS", "VIEWS", "Exported", "export"]
