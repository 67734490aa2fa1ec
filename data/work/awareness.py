"""Awareness: the same few questions asked of several people, and how many knew.

One person is no finding; what counts is "x of n asked" across roles and sites (`domain.md` 4.3).
"""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session, col, select

from checklists import parser, refs
from data import clock
from data.errors import BadInput, Refused
from data.models import Awareness
from data.work import rows

ANSWERS = {"knew": "knew", "partly": "knew where to look", "not": "did not know"}


class Topic(NamedTuple):
    """One question with what a good answer sounds like, and how it was answered so far.

    `who` says for each role how many knew of how many asked.
    """

    title: str
    question: str
    good: str = ""
    refs: tuple[str, ...] = ()
    knew: int = 0
    partly: int = 0
    asked: int = 0
    who: tuple[tuple[str, int, int], ...] = ()

    @property
    def words(self) -> str:
        """`5 of 7 asked knew, 1 knew where to look`; empty while nobody was asked."""
        if not self.asked:
            return ""
        more = f", {self.partly} knew where to look" if self.partly else ""
        return f"{self.knew} of {self.asked} asked knew{more}"


def pack() -> list[Topic]:
    """The questions of the practice pack."""
    found = []
    for title, lines in parser.practice("awareness").items():
        facts = dict(line.split(": ", 1) for line in lines if ": " in line)
        about = tuple(refs.REF.findall(facts.get("refs", "")))
        found.append(Topic(title, facts.get("ask", ""), facts.get("good answer", ""), about))
    return found


def of_audit(session: Session, /, audit_id: str) -> list[Awareness]:
    """Every answer, in the order in which they were given."""
    query = select(Awareness).where(Awareness.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Awareness.asked_at), col(Awareness.id))))


def topics(session: Session, /, audit_id: str) -> list[Topic]:
    """The pack's questions and the auditor's own, each with its count."""
    known = {topic.title: topic for topic in pack()}
    for given in of_audit(session, audit_id):
        topic = known.get(given.topic) or Topic(given.topic, given.question, refs=tuple(given.refs))
        known[given.topic] = topic._replace(
            knew=topic.knew + (given.answer == "knew"),
            partly=topic.partly + (given.answer == "partly"),
            asked=topic.asked + bool(given.answer),
            who=_counted(topic.who, given),
        )
    return list(known.values())


def _counted(who: tuple[tuple[str, int, int], ...], given: Awareness) -> tuple[tuple[str, int, int], ...]:
    """The counts by role with one answer more."""
    if not given.answer:
        return who
    by_role = {role: (knew, asked) for role, knew, asked in who}
    knew, asked = by_role.get(given.role, (0, 0))
    by_role[given.role] = (knew + (given.answer == "knew"), asked + 1)
    return tuple((role, *counts) for role, counts in by_role.items())


def answer(
    session: Session, /, audit_id: str, title: str, answered: str, role: str, meeting_id: str | None = None
) -> Awareness:
    """One person was asked. `answered`: knew, partly or not. Raises BadInput for another word, or an unknown topic."""
    if answered not in ANSWERS:
        raise BadInput(f"An answer is one of {', '.join(ANSWERS)}, not {answered}.")
    topic = next((one for one in topics(session, audit_id) if one.title == title), None)
    if topic is None:
        raise BadInput(f"There is no awareness question «{title}»; add it first.")
    return rows.add(
        session,
        Awareness(
            audit_id=audit_id,
            meeting_id=meeting_id,
            topic=title,
            question=topic.question,
            refs=list(topic.refs),
            role=role,
            answer=answered,
            asked_at=clock.now(),
        ),
    )


def add_own(session: Session, /, audit_id: str, question: str) -> Awareness:
    """A question of the auditor's own, not asked yet: it stands as a row without an answer."""
    return rows.add(
        session, Awareness(audit_id=audit_id, topic=question, question=question, refs=["7.3"], asked_at=clock.now())
    )


def take_back(session: Session, /, audit_id: str, title: str) -> None:
    """Take the last answer to a question back. Raises Refused where there is none."""
    given = [one for one in of_audit(session, audit_id) if one.topic == title and one.answer]
    if not given:
        raise Refused(f"Nobody was asked «{title}» yet.")
    rows.remove(session, Awareness, given[-1].id)
