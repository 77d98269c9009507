"""Define press facts: records of what a document states, with evidence. Public contract of autokg.

Readers, importers, curators and the evaluation all use this form: one JSON object per line, distinguished by `kind`.

    >>> fact = parse_record('{"kind": "role", "status": "actual", "person": "A. Person", "organization": "Some Motors",'
    ...     ' "title": "CEO", "evidence": [{"document": "d1", "summary": "Some Motors names A. Person as its CEO."}]}')
    >>> fact.person, fact.status.value
    ('A. Person', 'actual')

Names and titles are kept as the text has them; dates are EDTF, countries ISO 3166-1 alpha-2; offsets count code points.
`json_schema()` returns the same contract as JSON Schema.
"""

from autokg.core.enums import AgreementType, Comparator, Method, Position, Status
from autokg.facts.jsonl import json_schema, make_fact, parse_record, read_jsonl, to_jsonl
from autokg.facts.models import (
    KINDS,
    Agreement,
    Alias,
    Brand,
    Country,
    Currency,
    Document,
    Edtf,
    Evidence,
    Fact,
    Finder,
    Identifier,
    Investment,
    JointVenture,
    Model,
    Name,
    Percent,
    Plant,
    PressFact,
    Production,
    Record,
    Role,
    Span,
    Stake,
    Supply,
)

__all__ = [
    "KINDS",
    "Agreement",
    "AgreementType",
    "Alias",
    "Brand",
    "Comparator",
    "Country",
    "Currency",
    "Document",
    "Edtf",
    "Evidence",
    "Fact",
    "Finder",
    "Identifier",
    "Investment",
    "JointVenture",
    "Method",
    "Model",
    "Name",
    "Percent",
    "Plant",
    "Position",
    "PressFact",
    "Production",
    "Record",
    "Role",
    "Span",
    "Stake",
    "Status",
    "Supply",
    "json_schema",
    "make_fact",
    "parse_record",
    "read_jsonl",
    "to_jsonl",
]
