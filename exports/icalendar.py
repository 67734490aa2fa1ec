"""Calendar files (RFC 5545): days on which something is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from exports.pandoc_ast import clean, one_line

LONGEST = 75  # octets of a line (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True)
class Day:
    """One whole day, or several up to and with `last`.

    `key` names it for ever: a later file moves it and never doubles it. `reminder` is how many days before a calendar
    shall remind; None for not at all.
    """

    key: str
    on: date
    title: str
    text: str = ""
    category: str = ""
    last: date | None = None
    reminder: int | None = None


def write(name: str, days: Iterable[Day], when: datetime) -> bytes:
    """A calendar of that name; `when` is the moment that its entries carry."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Auditbook//Auditbook//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(one_line(name))}",
    ]
    for day in days:
        lines += _event(day, when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in folded(line)).encode()


def _event(day: Day, stamp: str) -> Iterator[str]:
    end = (day.last or day.on) + timedelta(days=1)  # the first day that is not part of it (3.6.1)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one_line(day.key))}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    yield f"SUMMARY:{escaped(one_line(day.title))}"
    if day.text:
        yield f"DESCRIPTION:{escaped(clean(day.text))}"
    if day.category:
        yield f"CATEGORIES:{escaped(one_line(day.category))}"
    yield "TRANSP:TRANSPARENT"
    if day.reminder is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(one_line(day.title))}")
        yield from (f"TRIGGER:-P{day.reminder}D", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value (3.3.11)."""
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, those after the first with a space before; no character is cut."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = " ", 1
        piece += char
        size += width
    yield piece
