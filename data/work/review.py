"""The comments of a report's review."""

from __future__ import annotations

from sqlmodel import Session, col, select

from data import clock
from data.errors import Refused
from data.models import Audit, ReviewComment
from data.rules import review
from data.work import audits, rows

PREPARING = ("lead auditor", "auditor")


def preparers(session: Session, /, audit_id: str) -> list[str]:
    """Who prepared the report: the auditors of the team."""
    return [member.name for member in audits.team(session, audit_id) if member.duty in PREPARING]


def reviewer(session: Session, /, audit_id: str) -> str:
    """Who reviews the report; empty where nobody is named."""
    return rows.fetch(session, Audit, audit_id).reviewer.strip()


def of_audit(session: Session, /, audit_id: str) -> list[ReviewComment]:
    """The comments, by label."""
    query = select(ReviewComment).where(ReviewComment.audit_id == audit_id)
    return list(session.exec(query.order_by(col(ReviewComment.label))))


def unsettled(session: Session, /, audit_id: str) -> list[ReviewComment]:
    """The comments whose answer was not accepted yet."""
    return [one for one in of_audit(session, audit_id) if review.state(one.answer, one.accepted_at) != review.ACCEPTED]


def comment(session: Session, /, audit_id: str, about: str, text: str, by: str) -> ReviewComment:
    """A comment on a section (its key) or a finding (its label). Raises Refused where a preparer would review."""
    _allow(review.refusal_to_review(by, preparers(session, audit_id)))
    label = rows.number(session, audit_id, "C")
    return rows.add(
        session, ReviewComment(audit_id=audit_id, label=label, about=about, text=text, by=by, at=clock.now())
    )


def answer(session: Session, /, comment_id: str, text: str, by: str) -> ReviewComment:
    """The preparer's answer; a new one has to be accepted anew."""
    told = {"answer": text, "answered_by": by, "answered_at": clock.now()}
    return rows.edit(session, ReviewComment, comment_id, None, accepted_by="", accepted_at="", **told)


def accept(session: Session, /, comment_id: str, by: str) -> ReviewComment:
    """The reviewer is content with the answer. Raises Refused where there is none, or a preparer would accept."""
    one = rows.fetch(session, ReviewComment, comment_id)
    _allow(review.refusal_to_accept(by, one.answered_by, one.answer, preparers(session, one.audit_id)))
    return rows.edit(session, ReviewComment, comment_id, accepted_by=by, accepted_at=clock.now())


def _allow(refusal: str) -> None:
    if refusal:
        raise Refused(refusal[0].upper() + refusal[1:])
