"""What is offered for completion, and when nothing is."""

from __future__ import annotations

import pytest

from checklists.completing import Words, offers

WORDS = Words(
    {"A.5.1": "Policies", "A.5.18": "Access rights", "9.2.2": "Programme"},
    ("Head of HR", "Head of IT"),
    ("E-001", "E-002"),
)


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("@Head", [" of HR", " of IT"]),
        ("@head of i", ["T"]),
        ("@Head of HR", []),
        ("see A.5.1", []),
        ("see A.5.", ["1", "18"]),
        ("!min A.5.18 ", ["Access rights"]),
        ("!min 9.2", [".2"]),
        ("as E-", ["777", "002", "001"]),
        ("as E-001", []),
        ("3 of 25", []),
        ("", []),
        ("version 9.", ["2.2"]),
    ],
)
def test_offers(before: str, offered: list[str]) -> None:
    assert offers(before, WORDS, ["E-777"]) == offered
