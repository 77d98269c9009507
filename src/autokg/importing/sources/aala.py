"""Import label filings: where cars sold in the USA are assembled, as their makers report to NHTSA.

Makers report for each model year under the American Automobile Labeling Act (49 CFR Part 583). The filings come as
tables in PDF (by the extra `autokg[pdf]`), or as a CSV of such tables with the columns `model_year`, `manufacturer`,
`make`, `carline`, `final_assembly` and optionally `final_assembly_raw` (the filing's own code) and `flags`.

The records are like those of `data/filings`: the reporting manufacturer is the speaker and not the builder, whom the
filings do not name; the model year stands as bounds; trims are put together where the reference data knows the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from autokg.core import geography
from autokg.errors import InputError
from autokg.facts import Document
from autokg.importing.base import Options, Outcome, Reject, Row, Source, take_fact, word_problem
from autokg.importing.input_file import hash_file
from autokg.importing.sources.aala_countries import read_assembly
from autokg.importing.sources.filed_names import brand_name, find_model, model_name
from autokg.importing.sources.filings import CONFIDENCE, LICENCE, read_model_year, year_bounds
from autokg.importing.sources.label_pdf import read_label_pdf
from autokg.importing.summaries import say_country
from autokg.importing.tables import Reading, read_table
from autokg.names.gazetteer import EntityType, Gazetteer, load_gazetteer

NEEDED = ("manufacturer", "make", "carline", "final_assembly")
# Such a row counts only where it names one country and a model that is known under its make.
_DOUBTFUL = "merged_cell_suspect"


def import_aala(path: Path, options: Options) -> Iterator[Outcome]:
    """Yield a production for each model, country and model year."""
    rows, year = _read_rows(path)
    year = options.model_year or year
    origin = options.source.over(Source(publisher="NHTSA", language="en", licence=LICENCE, sha256=hash_file(path)))
    gazetteer = load_gazetteer()
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        try:
            yield from _row_outcomes(row, year, origin, gazetteer)
        except InputError as error:
            yield Reject(row.where, word_problem(error), row.cells)


def _read_rows(path: Path) -> tuple[Iterable[Row | Reject], int | None]:
    """Return the rows and, of a PDF, the model year in its text."""
    if path.suffix.lower() == ".pdf":
        return read_label_pdf(path)
    table = read_table(path, Reading())
    if missing := [column for column in NEEDED if column not in table.columns]:
        raise InputError(
            f"no column {', '.join(missing)}", source=str(path), line=1,
            expected=f"a table of label filings, with {', '.join(NEEDED)}",
        )  # fmt: skip
    return table.rows, None


def _row_outcomes(row: Row, year: int | None, origin: Source, gazetteer: Gazetteer) -> Iterator[Outcome]:
    if missing := [column for column in ("manufacturer", "make", "carline") if not row.text(column)]:
        raise InputError(f"no {' and no '.join(missing)}")
    stated = row.text("model_year")
    year = read_model_year(stated) if stated else year
    if year is None:
        raise InputError("no model year", expected="a column model_year, or `model_year`")
    document = _document(year, origin)
    brand = brand_name(row.text("make"), gazetteer)
    model = model_name(brand, row.text("carline"), gazetteer)
    countries = _countries(row, gazetteer)
    if _DOUBTFUL in row.text("flags") and (len(countries) > 1 or not find_model(brand, row.text("carline"), gazetteer)):
        raise InputError("cells of the filing were merged here; check the row against the filing")
    for country in countries:
        yield take_fact(row, document, _summary(year, model, country), _slots(row, year, brand, model, country))


def _document(year: int, origin: Source) -> Document:
    title = f"American Automobile Labeling Act reports (49 CFR Part 583), model year {year}"
    return origin.over(Source(title=title)).document(f"nhtsa-aala-{year}")


def _countries(row: Row, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Read the filing's own words if the row has them, else the interpreted ones."""
    raw = row.text("final_assembly_raw")
    if not raw:
        return tuple(_iso(code) for code in row.text("final_assembly").split("|"))
    countries = read_assembly(raw, lambda city: _city_country(city, gazetteer))
    if len(countries) > 1 and "engine" in row.cells and not row.text("engine"):
        raise InputError(f"{raw!r} may include the engine's country, because the engine's column is empty")
    return countries


def _iso(code: str) -> str:
    if not geography.is_country(code.strip()):
        raise InputError(f"{code!r} is not a country", expected="ISO 3166-1 alpha-2, separated by | if several")
    return code.strip()


def _city_country(city: str, gazetteer: Gazetteer) -> str | None:
    places = gazetteer.find(city, {EntityType.PLACE})
    return places[0].country if len(places) == 1 else None


def _slots(row: Row, year: int, brand: str, model: str, country: str) -> Mapping[str, Any]:
    return {
        "kind": "production",
        "speaker": row.text("manufacturer"),
        "confidence": CONFIDENCE,
        "model": model,
        "brand": brand,
        "country": country,
        "markets": ["US"],
        **year_bounds(year),
    }


def _summary(year: int, model: str, country: str) -> str:
    return f"Model year {year}: {model} for the US market, final assembly in {say_country(country)}."
