"""When something of an audit is due, for the calendar: corrective actions, decisions, requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from data import clock
from data.work.actions import FINISHED
from exports import icalendar
from exports.icalendar import Day
from exports.pandoc_ast import one_line
from exports.report import Report

REMIND = 7  # days before


def write(report: Report, when: datetime) -> bytes:
    """The calendar file."""
    return icalendar.write(f"Audit {report.audit.number}: due dates", days(report), when)


def days(report: Report) -> Iterator[Day]:
    """What is still to come: an action that is verified, and a request that was met, are no longer due."""
    number = report.audit.number
    about: tuple[str, ...]
    for action in report.actions:
        if action.status not in FINISHED:
            about = (f"Finding: {action.finding}", f"Owner: {action.owner}", f"State: {action.status}", action.text)
            yield from _due(number, action.label, action.due, action.text, about, "Corrective action")
    for decision in report.decisions:
        about = (f"Finding: {decision.finding}" if decision.finding else "", f"Owner: {decision.owner}", decision.text)
        yield from _due(number, decision.label, decision.due, decision.text, about, "Decision of management")
    for request in report.requests:
        if not request.complete:
            about = (f"From: {request.role}", request.what)
            yield from _due(number, request.label, request.due, request.what, about, "Request")


def _due(number: str, label: str, due: str, words: str, about: tuple[str, ...], category: str) -> Iterator[Day]:
    day = clock.parse_date(due)
    if day:
        text = "\n".join((f"Audit {number}", *(line for line in about if line)))
        title = f"{label} due: {one_line(words)}"
        yield Day(f"{number}/{label}@auditbook", day, title, text, category, reminder=REMIND)
