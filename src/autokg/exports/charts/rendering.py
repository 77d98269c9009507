"""Charts as files: pictures, a page that works offline, the table behind, and the specification.

PDF is left out: the library puts its parts in another order each time.

vl-convert draws them (the extra `autokg[charts]`): it carries Vega and Vega-Lite, and needs no browser and no network.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from functools import cache
from pathlib import Path
from string import Template
from types import ModuleType

from autokg.errors import UsageError
from autokg.exports.charts.chart import Chart, Spec

_NUMBERED = re.compile(r"(?<=id=\")(?:clip|gradient_)\d+|(?<=url\(#)(?:clip|gradient_)\d+")
_PAGE = Path(__file__).with_name("page.html")


def write_svg(chart: Chart) -> bytes:
    """Write a chart as SVG."""
    library, spec = import_library(), chart.spec()
    svg = library.vegalite_to_svg(spec) if _is_lite(spec) else library.vega_to_svg(spec)
    return f"{_renumber(svg)}\n".encode()


def write_png(chart: Chart) -> bytes:
    """Write a chart as PNG, at twice the size so that it is sharp on any screen."""
    png: bytes = import_library().svg_to_png(write_svg(chart).decode(), scale=2)
    return png


def write_html(chart: Chart) -> bytes:
    """Write a chart as one page that asks nothing of the network."""
    page = Template(_PAGE.read_text(encoding="utf-8"))
    spec = _inline(json.dumps(chart.spec(), ensure_ascii=False))
    return page.substitute(title=html.escape(chart.title), library=_bundle(), spec=spec).encode()


@cache
def _bundle() -> str:
    """Return the scripts that draw in a browser as one, made to stand in a page."""
    bundle: str = import_library().javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle


def _renumber(svg: str) -> str:
    """Return a picture with its clips and gradients numbered from 0; the library goes on from the picture before.

    >>> _renumber('<clipPath id="clip7"/><g clip-path="url(#clip7)"/>')
    '<clipPath id="clip0"/><g clip-path="url(#clip0)"/>'
    """
    numbers = {name: number for number, name in enumerate(dict.fromkeys(_NUMBERED.findall(svg)))}
    return _NUMBERED.sub(lambda match: re.sub(r"\d+$", str(numbers[match[0]]), match[0]), svg)


def _inline(data: str) -> str:
    r"""Return JSON that no markup in a string of it ends.

    >>> print(_inline('{"label": "</script>"}'))
    {"label": "<\/script>"}
    """
    return data.replace("</", "<\\/").replace("<!--", "<\\u0021--")


def _is_lite(spec: Spec) -> bool:
    return "vega-lite" in spec["$schema"]


def import_library() -> ModuleType:
    """Return the library that draws; raise `UsageError` where the extra that brings it is not installed."""
    try:
        import vl_convert  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise UsageError('a chart needs the extra "charts": pip install "autokg[charts]"') from error
    return vl_convert


def write_spec(chart: Chart) -> bytes:
    """Write how a chart is drawn, for the Vega editor, Altair and other tools of that family."""
    return (json.dumps(chart.spec(), ensure_ascii=False, indent=1) + "\n").encode()


def write_csv(chart: Chart) -> bytes:
    """Write what a chart shows as a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, chart.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(chart.rows)
    return text.getvalue().encode()
