"""Cells into values: controls, dates, yes and no, letters, states."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import refs
from data.imports import dates, values
from data.imports.words import listed, plain, shown


@pytest.mark.parametrize(
    "cell",
    [
        "A.5.18",
        "A 5.18",
        "a5.18",
        "5.18 ",
        "A.5.18.",
        "A. 5. 18",
        "Annex A 5.18",
        "ISO/IEC 27001:2022 A.5.18",
        "A.5.18 Access rights",
        "5.18 – Access rights",
        "A.5.18: Access\nrights",
    ],
)
def test_a_control_in_many_spellings(cell: str) -> None:
    assert values.control(cell) == "A.5.18"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("A.9.2.3", "A.9.2.3 is a control of the 2013 edition; in that of 2022 it is A.8.2"),
        ("9.2.3", "A.9.2.3 is a control of the 2013 edition; in that of 2022 it is A.8.2"),
        ("A.18.2.3", "A.18.2.3 is a control of the 2013 edition; in that of 2022 it is A.5.36 and A.8.8"),
        ("A.9.9.9", "«A.9.9.9» is no control of ISO/IEC 27001:2022 (A.5.1 to A.8.34)"),
        ("A.9.2", "«A.9.2» is no control of ISO/IEC 27001:2022 (A.5.1 to A.8.34)"),
        ("A.5.38", "«A.5.38» is no control of ISO/IEC 27001:2022 (A.5.1 to A.8.34)"),
        ("A.5 Organizational controls", "«A.5 Organizational controls» is no control: write for example A.5.18"),
        ("Access\x1b[2Jrights", "«Access [2Jrights» is no control: write for example A.5.18"),
        ("", "«» is no control: write for example A.5.18"),
    ],
)
def test_what_is_no_control_is_refused_with_the_way_out(cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        values.control(cell)


def test_every_number_of_2013_is_refused_with_its_successors() -> None:
    for old, new in refs.from_2013().items():
        if old.startswith("A."):
            with pytest.raises(ValueError, match=re.escape(new[0])):
                values.control(old)


def test_every_control_of_2022_is_understood() -> None:
    controls = [ref for ref in refs.auditable() if ref.startswith("A.")]
    assert [values.control(ref.removeprefix("A.")) for ref in controls] == controls


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-25", "2026-03-25"),
        ("2026/3/5", "2026-03-05"),
        ("2026-03-25T00:00:00Z", "2026-03-25"),
        ("25.03.2026", "2026-03-25"),
        ("5.3.26", "2026-03-05"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026", "2026-03-25"),
        ("03/03/2026", "2026-03-03"),
        ("25 March 2026", "2026-03-25"),
        ("25. März 2026", "2026-03-25"),
        ("1er août 2026", "2026-08-01"),
        ("Mar 25th, 2026", "2026-03-25"),
        ("25-Mar-2026", "2026-03-25"),
        ("Continuous", "Continuous"),
        ("Within 2 weeks of start", "Within 2 weeks of start"),
        ("Live", "Live"),
        ("31.02.2026", "31.02.2026"),
        ("03/04/2026", "03/04/2026"),
        ("12 Smarch 2026", "12 Smarch 2026"),
        ("2026-03-15 re-check passed", "2026-03-15 re-check passed"),
        ("", ""),
    ],
)
def test_dates_of_many_customs(cell: str, found: str) -> None:
    assert dates.iso(cell) == found


def test_a_doubtful_date_follows_the_custom_of_its_register() -> None:
    assert dates.custom(["03/04/2026", "25/04/2026", "Live"]) is True
    assert dates.custom(["03/04/2026", "04/25/2026"]) is False
    assert dates.custom(["03/04/2026"]) is None
    assert dates.custom(["25/04/2026", "04/25/2026"]) is None
    assert dates.iso("03/04/2026", True) == "2026-04-03"
    assert dates.iso("03/04/2026", False) == "2026-03-04"
    assert dates.is_doubtful("03/04/2026", None)
    assert not any(dates.is_doubtful(cell, None) for cell in ("03/03/2026", "25/04/2026", "2026-03-04"))


@given(st.dates())
def test_an_iso_date_stays(day: object) -> None:
    assert dates.iso(str(day)) == str(day)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_stays(text: str) -> None:
    found = dates.iso(text)
    assert found == text.strip() or re.fullmatch(r"\d{4}-\d\d-\d\d", found)


@pytest.mark.parametrize(("cell", "found"), [("Yes", True), ("ja", True), ("N/A", False), ("Non", False), ("✓", True)])
def test_yes_and_no(cell: str, found: bool) -> None:
    assert values.yes_no(cell) is found
    assert values.applicable(cell) is found


def test_an_empty_cell_is_neither() -> None:
    assert values.yes_no(" ") is None
    with pytest.raises(ValueError, match="write Yes or No"):
        values.applicable(" ")
    for cell in ("partly", "-"):
        with pytest.raises(ValueError, match="neither Yes nor No"):
            values.yes_no(cell)


@pytest.mark.parametrize(
    ("cell", "found"), [("36", 36), ("12 months", 12), ("3 years", 36), ("2 Jahre", 24), ("Annually", 12), ("", None)]
)
def test_periods(cell: str, found: int | None) -> None:
    assert values.months(cell) == found


def test_a_period_that_is_none() -> None:
    with pytest.raises(ValueError, match="write a number of months"):
        values.months("now and then")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("R", "R"),
        ("r/a", "A/R"),
        ("A, R", "A/R"),
        ("AR", "A/R"),
        ("Accountable", "A"),
        ("R = Responsible", "R"),
        ("", ""),
        ("-", ""),
        ("X", ""),
        ("I = Informed by mail", ""),
    ],
)
def test_letters_of_a_matrix(cell: str, found: str) -> None:
    assert values.raci(cell) == found


def test_duties_and_states() -> None:
    assert [values.duty(cell) for cell in ("a", "Owner", "approved", "Eigentümer", "Deputy")] == [
        "A",
        "owns",
        "approved",
        "owns",
        "Deputy",
    ]
    cells = ("Open", "In progress", "Implemented", "Done", "Verified", "CLOSED", "in Bearbeitung", "Clôturé", "On Hold")
    states = ["open", "in progress", "done", "done", "verified", "closed", "in progress", "closed", "on hold"]
    assert [values.state(cell) for cell in cells] == states
    assert values.state("") is None


def test_ref_lists() -> None:
    assert values.ref_list("A 5.15-5.16; 9.2") == ["9.2.1", "9.2.2", "A.5.15", "A.5.16"]
    assert values.ref_list("annex A.8.8") == ["A.8.8"]
    assert values.ref_list(" ") is None
    with pytest.raises(ValueError, match="no ref"):
        values.ref_list("somewhere")


def test_text_keeps_lines_and_loses_terminal_codes_and_the_guard_of_formulas() -> None:
    assert values.text(" one\r\ntwo\x1b[31m\x00 ") == "one\ntwo[31m"
    assert values.text("'=1+1") == "=1+1"
    assert values.text("'tis") == "'tis"
    assert values.text("=1+1") == "=1+1"


def test_people_from_outside() -> None:
    assert [values.outside(cell) for cell in ("External", "intern", "yes", "")] == [True, False, True, None]


def test_words_are_compared_plainly() -> None:
    assert plain("Nächste Prüfung (Datum)") == "naechste pruefung datum"
    assert plain("État de mise en œuvre") == "etat de mise en oeuvre"
    assert plain("  Asset / Process ") == "asset process"


@given(st.text())
def test_names_in_messages_are_short_and_printable(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 60
    assert listed([text] * 30).endswith(" and 6 more")
