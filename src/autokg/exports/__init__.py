"""Views of the graph, and charts, in the formats of other tools: one format, one short writer."""

from autokg.exports.charts import CHARTS
from autokg.exports.export import Exported, export
from autokg.exports.formats import CHART_FORMATS, DATA, DATA_FORMATS, FORMATS
from autokg.network import VIEWS

__all__ = ["CHARTS", "CHART_FORMATS", "DATA", "DATA_FORMATS", "FORMATS", "VIEWS", "Exported", "export"]
