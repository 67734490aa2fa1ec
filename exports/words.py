"""Words for people: dates, counts, lists. British English, whatever the language of the machine."""

from __future__ import annotations

from collections.abc import Iterable

from data import clock

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: str) -> str:
    """`12 October 2026` for an ISO date or moment; what is no date stays as it was typed."""
    date = clock.parse_date(text)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else text.strip()


def moment(text: str) -> str:
    """`12 October 2026, 10:14`; only the day where no time is known."""
    hour = clock.hour_minute(text) if clock.parse_date(text) else ""
    return f"{day(text)}, {hour}" if hour else day(text)


def span(start: str, end: str) -> str:
    """`12 to 14 October 2026`, as short as it can be said; one date alone where the other is not known."""
    first, last = clock.parse_date(start), clock.parse_date(end)
    if not first or not last or first == last:
        known = [day(text) for text in dict.fromkeys((start.strip(), end.strip())) if text]
        return " to ".join(dict.fromkeys(known))
    if first.year != last.year:
        return f"{day(start)} to {day(end)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(end)}"
    return f"{first.day} to {day(end)}"


def hours(start: str, end: str) -> str:
    """`09:30 to 10:15` of two moments; empty where neither has a time."""
    return " to ".join(hour for hour in (clock.hour_minute(start), clock.hour_minute(end)) if hour)


def number(value: int) -> str:
    """`1,240`."""
    return f"{value:,}"


def count(amount: int, one: str, many: str = "") -> str:
    """`no findings`, `1 finding`, `12 findings`; `many` where the plural is irregular."""
    plural = many or (one[:-1] + "ies" if one.endswith("y") else one + "s")
    return f"no {plural}" if amount == 0 else f"1 {one}" if amount == 1 else f"{number(amount)} {plural}"


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty parts are left out."""
    given = [part for part in parts if part]
    return f" {joint} ".join((", ".join(given[:-1]), given[-1])) if len(given) > 1 else "".join(given)


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that say something, with `by` between them."""
    return by.join(part for part in parts if part)


def sentence(text: str) -> str:
    """`text` with a capital at its beginning and a full stop at its end."""
    text = text.strip()
    return text and text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":", "…")) else ".")
