"""Documents read before the audit, and the questions that they raise."""

from __future__ import annotations

import re

from sqlmodel import Session, col, select

from checklists import refs
from data.models import Criterion, Document, Question, Reading
from data.work import questions, rows

ASKED = re.compile(r"^\s*\?\s*(?P<text>\S.*?)\s*(?P<done>\{Q-\d+\})?\s*$")


def of_audit(session: Session, /, audit_id: str) -> list[Reading]:
    """The audit's readings, in the order in which they were begun."""
    query = select(Reading).where(Reading.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Reading.position), col(Reading.document))))


def to_read(session: Session, /, audit_id: str) -> list[tuple[str, str]]:
    """Documents that could be read (title, version): the criteria first, then the register; without those begun."""
    begun = {one.document.casefold() for one in of_audit(session, audit_id)}
    own = select(Criterion).where(Criterion.audit_id == audit_id).order_by(col(Criterion.position))
    register = select(Document).order_by(col(Document.number))
    found = [(one.title, one.edition) for one in session.exec(own)]
    found += [(f"{one.number} {one.title}".strip(), one.edition) for one in session.exec(register)]
    return [pair for pair in dict.fromkeys(found) if pair[0].casefold() not in begun]


def begin(session: Session, /, audit_id: str, document: str, edition: str = "") -> Reading:
    """Begin to read a document; one that was begun is gone on with."""
    known = of_audit(session, audit_id)
    there = next((one for one in known if one.document.casefold() == document.casefold()), None)
    return there or rows.add(
        session, Reading(audit_id=audit_id, document=document, edition=edition, position=len(known))
    )


def note(session: Session, /, audit_id: str, document: str, edition: str, text: str) -> Reading:
    """Write notes on a document, in place of those there are."""
    reading = begin(session, audit_id, document, edition)
    return rows.edit(session, Reading, reading.id, text=text.strip("\n"))


def open_lines(text: str) -> list[str]:
    """The questions of a text that were not taken over yet."""
    found = (ASKED.match(line) for line in text.split("\n"))
    return [match["text"] for match in found if match and not match["done"]]


def take_questions(session: Session, /, reading_id: str) -> list[Question]:
    """Make an open question of each line that begins with `?`, and write its label behind the line."""
    reading = rows.fetch(session, Reading, reading_id)
    made, lines = [], []
    for line in reading.text.split("\n"):
        match = ASKED.match(line)
        if match and not match["done"]:
            named = next((ref for ref in refs.REF.findall(line) if ref in refs.auditable()), "")
            question = questions.raise_question(session, reading.audit_id, match["text"], ref=named)
            made.append(question)
            lines.append(f"{line.rstrip()} {{{question.label}}}")
        else:
            lines.append(line)
    if made:
        rows.edit(session, Reading, reading_id, text="\n".join(lines))
    return made
