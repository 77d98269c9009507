"""Import results of vPIC, NHTSA's decoder of vehicle identification numbers: where a car was built, by its VIN.

It takes the JSON of `DecodeVinValues`, `DecodeVinValuesExtended` and `DecodeVINValuesBatch`: `Results` is a list with
one flat object a VIN. `Manufacturer` is who registered the number, an importer as often as a maker, so it speaks and
does not build. `PlantCompanyName` is a company in some registrations, a badge or a plant in others; it counts as the
builder where the reference data knows an organisation by that name, and as the plant where it knows nothing by it.
The serial number of the car is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autokg.errors import InputError
from autokg.importing.base import Options, Outcome, Reject, Row, Source, take_fact
from autokg.importing.cell_values import read_country
from autokg.importing.input_file import hash_file, read_json
from autokg.importing.sources.filed_names import brand_name, model_name
from autokg.importing.sources.filings import CONFIDENCE, LICENCE, read_model_year, year_bounds
from autokg.importing.summaries import join_words, say_country
from autokg.importing.text_tables import to_text
from autokg.names.gazetteer import ORGANIZATIONS, EntityType, Gazetteer, load_gazetteer

SOURCE = Source(
    title="Product Information Catalog and Vehicle Listing (vPIC), decoded VINs",
    publisher="NHTSA",
    language="en",
    url="https://vpic.nhtsa.dot.gov/api/",
    licence=LICENCE,
)
# 0 is a clean decode; 6 is a VIN that was asked for without its serial number.
_CLEAN = {"0", "6"}
_NEEDED = ("Make", "Model", "ModelYear", "PlantCountry")
_VIN_LENGTH = 17


def import_vpic(path: Path, options: Options) -> Iterator[Outcome]:
    """Yield a production for each VIN that was decoded clean."""
    document = options.source.over(SOURCE).over(Source(sha256=hash_file(path))).document("nhtsa-vpic")
    gazetteer = load_gazetteer()
    for number, result in enumerate(_results(read_json(path), str(path)), 1):
        row = Row(f"{path}: result {number}", {key: text for key, value in result.items() if (text := to_text(value))})
        try:
            slots = _slots(row, gazetteer)
        except InputError as error:
            yield Reject(row.where, error.problem, row.cells)
            continue
        yield take_fact(row, document, _summary(row, slots), slots)


def _results(data: Any, name: str) -> list[Mapping[str, Any]]:
    """Return the list of results; raise `InputError` if this is no such answer."""
    results = data.get("Results") if isinstance(data, dict) else None
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        raise InputError("not a vPIC response", source=name, expected='an object with a list "Results"')
    if results and "Variable" in results[0]:
        raise InputError(
            "a DecodeVin response, with one row per variable",
            source=name,
            expected="a DecodeVinValues response, as JSON",
        )
    if not results:
        raise InputError("the response has no results", source=name)
    return results


def _slots(row: Row, gazetteer: Gazetteer) -> dict[str, Any]:
    _check(row)
    brand = brand_name(row.text("Make"), gazetteer)
    plant = row.text("PlantCompanyName")
    is_company, is_badge = (bool(gazetteer.find(plant, types)) for types in (ORGANIZATIONS, {EntityType.BRAND}))
    return {
        "kind": "production",
        "speaker": row.text("Manufacturer"),
        "confidence": CONFIDENCE,
        "model": model_name(brand, row.text("Model"), gazetteer),
        "brand": brand,
        "builder": plant if is_company else None,
        "plant": None if is_company or is_badge else plant,
        "place": _title(row.text("PlantCity")),
        "country": read_country(row.text("PlantCountry")),
        **year_bounds(read_model_year(row.text("ModelYear"))),
    }


def _check(row: Row) -> None:
    """Raise `InputError` if the number was not decoded clean, or not as far as the plant."""
    codes = {code.strip() for code in row.text("ErrorCode").split(",") if code.strip()}
    if not codes <= _CLEAN:
        raise InputError(f"decoded with errors: {row.text('ErrorText') or row.text('ErrorCode')}")
    if missing := [key for key in _NEEDED if not row.text(key)]:
        raise InputError(f"no {join_words(missing)}")


def _title(name: str) -> str:
    """Return a name in capitals as it is written elsewhere."""
    return name.title() if name.isupper() else name


def _summary(row: Row, slots: Mapping[str, Any]) -> str:
    state = _title(row.text("PlantState"))
    place = ", ".join(part for part in (slots["place"], state, say_country(slots["country"])) if part)
    plant = row.text("PlantCompanyName")
    at = f"{plant}, {place}" if plant else place
    return f"Model year {row.text('ModelYear')}: {slots['model']}, VIN {_descriptor(row)}, assembled at {at}."


def _descriptor(row: Row) -> str:
    """Return the part of the VIN that encodes the type of car, as vPIC writes it: no serial, no check digit."""
    vin = row.text("VIN")
    masked = f"{vin[:8]}*{vin[9:11]}" if len(vin) == _VIN_LENGTH else vin[:11]
    return row.text("VehicleDescriptor") or masked
