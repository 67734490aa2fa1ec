"""Builds `report.schema.json`, the schema of the JSON export, from the data set's own types.

    python -m exports.templates.make_schema

A test rebuilds and compares it.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from exports import look
from exports.data_set import SCHEMA
from exports.report import GRADED, Report

PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def build() -> bytes:
    """The schema; the same bytes each time."""
    parts: dict[str, Any] = {}
    root = _of(Report, parts)
    counted = {"type": "integer", "minimum": 0}
    figures = {
        **dict.fromkeys(("references", "tested", "evidence", "samples", "actions"), counted),
        "verdicts": _object(dict.fromkeys(look.TONES, counted)),
        "findings": _object(dict.fromkeys(GRADED, counted)),
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "The report of an internal audit",
        **_object({"schema": {"const": SCHEMA}, "figures": _object(figures), "report": root}),
        "$defs": dict(sorted(parts.items())),
    }
    return (json.dumps(schema, indent=2) + "\n").encode()


def _of(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; that of a data class is put into `parts`, and named."""
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in parts:
            hints = get_type_hints(kind)
            made = _object({field.name: _of(hints[field.name], parts) for field in fields(kind)})
            parts[kind.__name__] = {"description": " ".join((kind.__doc__ or "").split()), **made}
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0], parts)}
    if isinstance(kind, types.UnionType):
        return {"type": [PLAIN[one] for one in get_args(kind)]}
    return {"type": PLAIN[kind]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


if __name__ == "__main__":
    Path(__file__).with_name("report.schema.json").write_bytes(build())
