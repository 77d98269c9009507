"""Charts as files: pictures, a page that works offline, and the table behind them as CSV or JSON."""

from __future__ import annotations

import json

from autokg.core.csv_text import write_csv as write_csv_text
from autokg.exports.charts.chart import Chart
from autokg.exports.charts.chart_page import write_page
from autokg.exports.drawing.svg import Sheet, to_pdf, to_png, write_sheet


def write_svg(chart: Chart) -> bytes:
    """Write a chart as SVG."""
    picture = chart.picture()
    return write_sheet(
        Sheet(chart.title, chart.subtitle, picture.body, picture.legend, chart.notes, chart.values.source)
    )


def write_png(chart: Chart) -> bytes:
    """Write a chart as PNG."""
    return to_png(write_svg(chart))


def write_pdf(chart: Chart) -> bytes:
    """Write a chart as PDF."""
    return to_pdf(write_svg(chart))


def write_html(chart: Chart) -> bytes:
    """Write a chart as one page that asks nothing of the network."""
    return write_page(chart)


def write_json(chart: Chart) -> bytes:
    """Write the table of a chart with its title and notes, for other tools to draw."""
    content = {"title": chart.title, "notes": list(chart.notes), "rows": list(chart.rows)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_csv(chart: Chart) -> bytes:
    """Write the table of a chart."""
    return write_csv_text(chart.columns, ([row.get(column) for column in chart.columns] for row in chart.rows)).encode()
