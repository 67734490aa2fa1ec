"""Which refs an activity is about."""

from __future__ import annotations

import pytest

from checklists import refs
from data.rules.activities import ACTIVITIES, refs_of

REAL = {
    "Approve Information Security Policy": "5.2, A.5.1",
    "Maintain Risk Register": "6.1.2, 8.2",
    "Perform Risk Assessments": "6.1.2, 8.2",
    "Approve Risk Treatment Plan": "6.1.3, 8.3",
    "Maintain Statement of Applicability": "6.1.3",
    "Conduct Internal Audits": "9.2.1, 9.2.2",
    "Run Management Review": "9.3.1-9.3.3",
    "Manage Security Incidents": "A.5.24-A.5.28",
    "Manage Access Rights": "A.5.15-A.5.18",
    "Run Awareness Training": "7.3, A.6.3",
    "Classify Information": "A.5.12, A.5.13",
    "Approve Changes (CAB)": "A.8.32",
    "Vulnerability & Patch Management": "A.8.8",
    "Supplier Security Review": "A.5.19-A.5.22",
    "Business Continuity Planning": "A.5.29, A.5.30",
    "Handle Subject Access Requests": "A.5.34",
    "Maintain Asset Register": "A.5.9",
    "Report Security Incidents": "A.6.8",
    "Key Management (Cryptography)": "A.8.24",
}
OTHERS = {
    "Verwaltung der Zugriffsrechte": "A.5.15-A.5.18",
    "Lieferantenbewertung": "A.5.19-A.5.22",
    "Audits internes": "9.2.1, 9.2.2",
    "Manage privileged access rights": "A.8.2",
    "Logging and backup": "A.8.13, A.8.15",
    "A.8.8 patching of laptops": "A.8.8",
    "Clause 9.3.2 inputs, and A.5.4": "9.3.2, A.5.4",
}


@pytest.mark.parametrize("activity", REAL | OTHERS)
def test_activities(activity: str) -> None:
    assert refs_of(activity) == refs.expand((REAL | OTHERS)[activity])


@pytest.mark.parametrize("activity", ["", "Water the plants", "Software v5.2", "Room 10.1"])
def test_unknown_activities_have_no_refs(activity: str) -> None:
    assert refs_of(activity) == ([] if activity != "Room 10.1" else ["10.1"])


def test_every_line_of_the_table_names_refs() -> None:
    for words, about, _ in ACTIVITIES:
        assert refs.expand(about), words
