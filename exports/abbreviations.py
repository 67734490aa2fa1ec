"""The annex of abbreviations: those that the report uses, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports import measure
from exports.blocks import Block, Heading, cell, head
from exports.data_set import plain
from exports.report import Report

KNOWN = {
    "AUP": "acceptable use policy",
    "BCP": "business continuity plan",
    "CAPA": "corrective and preventive action",
    "CISO": "chief information security officer",
    "DPO": "data protection officer",
    "HR": "human resources",
    "IAM": "identity and access management",
    "ISMS": "information security management system",
    "ISO": "International Organization for Standardization",
    "MFA": "multi-factor authentication",
    "OFI": "opportunity for improvement",
    "RACI": "responsible, accountable, consulted, informed",
    "RPO": "recovery point objective",
    "RTO": "recovery time objective",
    "SHA-256": "secure hash algorithm with 256 bits",
    "SIEM": "security information and event management",
    "SLA": "service level agreement",
    "SoA": "Statement of Applicability",
    "VPN": "virtual private network",
}
PRINTED = ("audit", "findings", "evidence", "samples", "meetings", "actions", "criteria", "key_points", "questions")


def used(report: Report) -> list[str]:
    """The known abbreviations that stand in what people wrote, in alphabetical order."""
    text = " ".join(_texts([plain(getattr(report, name)) for name in PRINTED]))
    return [one for one in sorted(KNOWN, key=str.lower) if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text)]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))


def annex(report: Report) -> Iterator[Block]:
    """What the abbreviations mean; nothing where none is used."""
    found = used(report)
    if found:
        yield Heading(1, "Abbreviations", "abbreviations")
        yield measure.listing(
            (0.2, 0.8),
            tuple((cell(one), cell(KNOWN[one])) for one in found),
            head("Short", "Means"),
        )
