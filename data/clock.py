"""Local time as ISO 8601 text. An auditor's record speaks local time; the offset makes it a moment."""

from __future__ import annotations

from datetime import date, datetime


def now() -> str:
    """The moment, to the millisecond, with its offset: `2026-10-12T10:14:03.120+02:00`."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def today() -> str:
    """The local date: `2026-10-12`."""
    return datetime.now().astimezone().date().isoformat()


def hour_minute(moment: str) -> str:
    """`10:14` of a moment, empty where there is none."""
    return moment[11:16]


def parse_date(text: str) -> date | None:
    """The date that `text` starts with, or None where it is no ISO date."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
