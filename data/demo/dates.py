"""Days of the demo, counted in working days from today, so that it never looks stale.

The texts of the demo hold marks instead of dates: `<-2>` is the ISO date two working days ago, `<to>` the last day of
the audited period, `<from+10>` ten working days after its first. `<-2 long>` reads `12 October 2026`, `<-2 month>`
`October 2026`, `<-2 quarter>` `Q4 2026`, `<-2 year>` `2026`. `<finished>` and the like are names that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MARK = re.compile(r"<(?P<base>from|to)?(?P<days>[+-]?\d+)?(?: (?P<form>[a-z]+))?>|<(?P<name>[a-z]+)>")
FORMS = {
    "": "{0:%Y-%m-%d}",
    "long": "{0.day} {1} {0.year}",
    "month": "{1} {0.year}",
    "quarter": "Q{2} {0.year}",
    "year": "{0.year}",
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
PERIOD_MONTHS = 9


@dataclass(frozen=True, slots=True)
class Dates:
    """The demo's calendar. On a weekend, the Friday before stands for today; holidays are not known."""

    today: date

    def day(self, days: int, base: date | None = None) -> date:
        """The day that many working days after `base` (today), or before it when negative."""
        start = base or self.today
        start -= timedelta(max(0, start.weekday() - 4))
        weeks, rest = divmod(start.weekday() + days, 5)
        return start + timedelta(days=weeks * 7 + rest - start.weekday())

    @property
    def period_to(self) -> date:
        """The end of the audited period: the last end of a month that is ten working days ago or more."""
        return (self.day(-10) + timedelta(1)).replace(day=1) - timedelta(1)

    @property
    def period_from(self) -> date:
        """The first day of the audited period, nine months long."""
        months = self.period_to.year * 12 + self.period_to.month - PERIOD_MONTHS
        return date(months // 12, months % 12 + 1, 1)

    def fill(self, text: str, names: Mapping[str, str]) -> str:
        """The text with its marks filled in. Raises KeyError for a name or a form that is not known."""
        bases = {"from": self.period_from, "to": self.period_to}

        def filled(match: re.Match[str]) -> str:
            base, days, form, name = match.group("base", "days", "form", "name")
            if name:
                return names[name]
            whole = bases[base] if base and not days else self.day(int(days), bases.get(base or ""))
            return FORMS[form or ""].format(whole, MONTHS[whole.month - 1], (whole.month + 2) // 3)

        return MARK.sub(filled, text)


def moment(text: str) -> str:
    """A time of the demo as the record keeps moments: `2026-10-12 10:14` becomes `2026-10-12T10:14:00.000+02:00`."""
    return datetime.fromisoformat(text).astimezone().isoformat(timespec="milliseconds")
