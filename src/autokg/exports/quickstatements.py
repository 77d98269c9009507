"""QuickStatements, which adds facts to Wikidata: only of things matched there, each with its source as a reference.

One statement a line, fields separated by tabs: item, property, item, qualifiers, then S854 (reference URL), S1476
(title) and S577 (publication date). https://www.wikidata.org/wiki/Help:QuickStatements tells the form. Check what it
would add before you run it: it adds a second reference to a statement that is there already.
"""

from __future__ import annotations

import datetime as dt

from pyoxigraph import QuerySolution, QuerySolutions

from autokg.core.dates import ImpreciseDate
from autokg.core.terms import WIKIDATA
from autokg.errors import DateError
from autokg.exports.store_data import StoreData

# Two queries, not a UNION, which joins the sources to all claims first.
_LINKS = """
  VALUES (?relation ?property) {
    (akg:operatedBy "P137") (akg:brandOwner "P127") (akg:modelBrand "P1716") (akg:jointVentureOf "P127")
    (akg:locatedIn "P131") (akg:inCountry "P17")
  }
  ?claim rdf:predicate ?relation ; rdf:subject ?subject ; rdf:object ?object .
  ?subject ?relation ?object .
"""
_STAKES = """
  ?stake akg:stakeIn ?subject ; akg:stakeOwner ?object ; akg:status ?status .
  FILTER(?status IN (akg:actual, akg:ended))
  ?claim rdf:subject ?stake ; rdf:predicate akg:stakeOwner ; rdf:object ?object .
  OPTIONAL { ?stake akg:sharePercent ?share }
  OPTIONAL { ?stake akg:since ?since }
  OPTIONAL { ?stake akg:until ?until }
  BIND("P127" AS ?property)
"""
_QUERY = """
SELECT DISTINCT ?from ?property ?to ?share ?since ?until ?url ?title ?language ?published WHERE {
  %s
  ?claim akg:outcome ?outcome .
  FILTER(?outcome IN (akg:accepted, akg:supporting))
  ?subject skos:exactMatch ?from .
  ?object skos:exactMatch ?to .
  FILTER(STRSTARTS(STR(?from), STR(wd:)) && STRSTARTS(STR(?to), STR(wd:)))
  ?claim akg:saying/akg:evidence/oa:hasSource ?document .
  ?document schema:url ?url ; rdfs:label ?title .
  OPTIONAL { ?document schema:inLanguage ?language }
  OPTIONAL { ?document schema:datePublished ?published }
} ORDER BY ?from ?property ?to ?published ?url
"""
_DAY, _MONTH, _YEAR = 11, 10, 9  # precisions of Wikidata


def write(data: StoreData) -> bytes:
    """Write the statements between things that Wikidata has."""
    lines = [_line(row) for pattern in (_LINKS, _STAKES) for row in _rows(data.store.query(_QUERY % pattern))]
    data.count = len(lines)
    data.remarks.append("only operators, owners, shareholders, brands and places of things that Wikidata has")
    return "".join(f"{line}\n" for line in lines).encode()


def _rows(result: object) -> QuerySolutions:
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def _line(row: QuerySolution) -> str:
    ends = (row[end].value.removeprefix(WIKIDATA) for end in ("from", "to"))
    source, target = ends
    language = row["language"].value if row["language"] else "und"
    fields = [source, row["property"].value, target, *_qualifiers(row), "S854", _quote(row["url"].value)]
    fields += ["S1476", f"{language}:{_quote(row['title'].value)}"]
    published = _date(row["published"].value) if row["published"] else ""
    return "\t".join([*fields, *(["S577", published] if published else [])])


def _qualifiers(row: QuerySolution) -> list[str]:
    """Return the share and the dates of a stake as qualifiers: proportion, start time and end time."""
    share = [] if row["share"] is None else ["P1107", f"{float(row['share'].value) / 100:.6g}"]
    dates = (("P580", row["since"]), ("P582", row["until"]))
    days = ((name, _date(term.value)) for name, term in dates if term is not None)
    return [*share, *(field for name, day in days if day for field in (name, day))]


def _quote(text: str) -> str:
    """Return a text in quotes; the format has no escape for a quotation mark, so it becomes a typographic one."""
    return '"' + " ".join(text.split()).replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}") + '"'


def _date(text: str) -> str:
    """Return a date as Wikidata has it, "" for one that is not a day, month or year.

    >>> _date("2024-05-31"), _date("2024-05"), _date("2024"), _date("2024-41")
    ('+2024-05-31T00:00:00Z/11', '+2024-05-00T00:00:00Z/10', '+2024-00-00T00:00:00Z/9', '')
    """
    try:
        date = ImpreciseDate.parse(text)
    except DateError:
        return ""
    if not isinstance(date.earliest, dt.date) or len(parts := text.rstrip("~").split("-")) > 3:  # noqa: PLR2004
        return ""
    if len(parts) > 1 and int(parts[1]) > 12:  # noqa: PLR2004 (quarters and halves)
        return ""
    year, month, day = [*parts, "00", "00"][:3]
    return f"+{year}-{month}-{day}T00:00:00Z/{(_YEAR, _MONTH, _DAY)[len(parts) - 1]}"
