"""When a request is due, to be chased, overdue (`domain.md` 7.1: sent two to four weeks ahead, chased five and two days
before it is due).
"""

from __future__ import annotations

from datetime import timedelta

from data import clock

AHEAD = timedelta(days=7)
"""How long before the audit what was asked for should be there: time to read it."""
CHASE = (5, 2)
"""Days before the due date on which a reminder goes out."""
NOT_SENT, SENT, CHASED, PART, COMPLETE, OVERDUE, DUE_SOON = (
    "not sent",
    "sent",
    "chased",
    "in part",
    "complete",
    "overdue",
    "chase",
)


def due_by(starts: str, today: str) -> str:
    """The day by which things should be there for an audit that starts then; empty where that is not known or past."""
    begin, now = clock.parse_date(starts), clock.parse_date(today)
    if begin is None or now is None:
        return ""
    day = begin - AHEAD
    return (day if day > now else max(begin, now)).isoformat()


def state(*, sent: str, due: str, chased: str, received: str, complete: bool, today: str) -> str:
    """Where a request stands on a day."""
    if complete:
        return COMPLETE
    last, now, reminded = clock.parse_date(due), clock.parse_date(today), clock.parse_date(chased)
    if last and now and last < now:
        return OVERDUE
    if received:
        return PART
    if not sent:
        return NOT_SENT
    if last and now:
        passed = [day for day in (last - timedelta(days=ahead) for ahead in CHASE) if day <= now]
        if passed and (reminded is None or reminded < max(passed)):
            return DUE_SOON
    return CHASED if chased else SENT
