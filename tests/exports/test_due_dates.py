"""Due dates as a calendar file that other programs read (RFC 5545)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from exports import due_dates, icalendar
from exports.icalendar import Day
from exports.report import Report

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)


def unfolded(content: bytes) -> list[str]:
    """The lines as a reader sees them (3.1)."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_what_is_still_due(report: Report) -> None:
    lines = unfolded(due_dates.write(report, NOON))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    keys = [line for line in lines if line.startswith("UID:")]
    due = [one for one in (*report.actions, *report.decisions) if one.due]
    assert keys[: len(due)] == [f"UID:{report.audit.number}/{one.label}@auditbook" for one in due]
    assert "DTSTART;VALUE=DATE:20261130" in lines
    assert "DTEND;VALUE=DATE:20261201" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("TRIGGER:-P7D") == len(keys)


def test_what_is_verified_is_no_longer_due(report: Report) -> None:
    done = tuple(replace(action, status="verified") for action in report.actions)
    kept = [day.key for day in due_dates.days(replace(report, actions=done))]
    assert not [key for key in kept if "/A-" in key]


def test_a_date_that_is_none_is_left_out(report: Report) -> None:
    odd = tuple(replace(action, due="soon") for action in report.actions)
    assert not [day for day in due_dates.days(replace(report, actions=odd)) if "/A-" in day.key]


@given(st.text(), st.text())
def test_any_text_comes_back_and_adds_no_line(title: str, text: str) -> None:
    content = icalendar.write("x", [Day("k", date(2026, 10, 12), title, text)], NOON)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    names = [line.partition(":")[0] for line in unfolded(content)]
    assert names.count("SUMMARY") == 1
    assert set(names) <= {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART;VALUE=DATE",
        "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP", "END", "",
    }  # fmt: skip
    said = next((line for line in unfolded(content) if line.startswith("DESCRIPTION:")), "DESCRIPTION:")
    value = said.removeprefix("DESCRIPTION:").replace("\\\\", "\0").replace("\\n", "\n")
    value = value.replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert value == icalendar.clean(text)
