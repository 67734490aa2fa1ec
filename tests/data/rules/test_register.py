"""Filter and order of the register of findings."""

from __future__ import annotations

import pytest

from data.rules.register import SORTS, Entry, fitting, ordered, words_of

TODAY = "2026-10-12"
ENTRIES = (
    Entry("1", "a", "AUD-2026-02", "F-01", "Leaver accounts late", "minor", "A.5.18", evidence=("E-001",), owner="IT", due="2026-10-01"),
    Entry("2", "a", "AUD-2026-02", "F-02", "No review held", "major", "9.3.1", condition="No minutes since May"),
    Entry("3", "a", "AUD-2026-02", "F-03", "Drill well run", "strength", "A.5.29"),
    Entry("4", "a", "AUD-2026-02", "F-04", "Backups untested", "", "A.8.13", due="2027-01-01", closed=True),
    Entry("5", "a", "AUD-2026-02", "F-05", "Same as F-01", "minor", "A.5.18", became="merged into F-01"),
)  # fmt: skip


def labels(wanted: str) -> list[str]:
    words = [words_of(entry, TODAY) for entry in ENTRIES]
    return [ENTRIES[place].label for place in fitting(words, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["F-01", "F-02", "F-03", "F-04", "F-05"]),
        ("minor", ["F-01", "F-05"]),
        ("MINUTES may", ["F-02"]),
        ("A.5", ["F-01", "F-03", "F-05"]),
        ("overdue", ["F-01"]),
        ('"no owner"', ["F-02", "F-05"]),
        ('"no evidence" -merged -strength', ["F-02", "F-04"]),
        ("closed", ["F-04"]),
        ('"no grade"', ["F-04"]),
        ("merged", ["F-05"]),
        ("e-001", ["F-01"]),
        ("nothing of the kind", []),
        ("- \" \"", ["F-01", "F-02", "F-03", "F-04", "F-05"]),
    ],
)  # fmt: skip
def test_all_words_must_fit(wanted: str, found: list[str]) -> None:
    assert labels(wanted) == found


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("order", ["F-01", "F-02", "F-03", "F-04", "F-05"]),
        ("grade", ["F-02", "F-01", "F-04", "F-03", "F-05"]),
        ("ref", ["F-02", "F-01", "F-03", "F-04", "F-05"]),
        ("due", ["F-01", "F-04", "F-02", "F-03", "F-05"]),
        ("owner", ["F-02", "F-03", "F-04", "F-01", "F-05"]),
        ("evidence", ["F-02", "F-03", "F-04", "F-01", "F-05"]),
        ("title", ["F-04", "F-03", "F-01", "F-02", "F-05"]),
    ],
)
def test_what_fell_comes_last_in_every_order(by: str, found: list[str]) -> None:
    assert [entry.label for entry in ordered(ENTRIES, by)] == found


def test_every_order_has_its_words() -> None:
    assert all(words for words, _ in SORTS.values())
