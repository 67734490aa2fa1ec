"""The organisation's registers, as the screens list them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from checklists import refs
from data.models import (
    Action,
    Asset,
    CompetenceNeed,
    CompetenceRecord,
    Document,
    Occasion,
    Person,
    Responsibility,
    Risk,
    Row,
    SoaEntry,
    Supplier,
)

REGISTERS: dict[str, tuple[type[Row], ...]] = {
    "soa": (SoaEntry,),
    "responsibilities": (Responsibility,),
    "people": (Person,),
    "competence": (CompetenceNeed, CompetenceRecord),
    "documents": (Document,),
    "assets": (Asset,),
    "suppliers": (Supplier,),
    "risks": (Risk,),
    "actions": (Action,),
    "incidents": (Occasion,),
}


class Competence(NamedTuple):
    """What the roles must be able to do, and what the people have learnt."""

    needs: list[CompetenceNeed]
    records: list[CompetenceRecord]


def counts(session: Session) -> dict[str, int]:
    """How many rows each register has, by the kinds of `auditbook import`."""
    return {
        kind: sum(session.exec(select(func.count()).select_from(table)).one() for table in tables)
        for kind, tables in REGISTERS.items()
    }


def soa(session: Session) -> list[SoaEntry]:
    """The Statement of Applicability, in the standard's order."""
    return sorted(session.exec(select(SoaEntry)), key=lambda entry: refs.order(entry.ref))


def documents(session: Session) -> list[Document]:
    """The document register, by number."""
    return list(session.exec(select(Document).order_by(col(Document.number))))


def resting(session: Session) -> list[tuple[Document, frozenset[str]]]:
    """The document register, by number, each with the refs for which the SoA names it by number or title."""
    entries = [(row.ref, _folded(row.reference)) for row in session.exec(select(SoaEntry))]
    found = []
    for row in documents(session):
        title, number = _folded(row.title), re.compile(rf"(?<!\w){re.escape(_folded(row.number))}(?!\w)")
        about = frozenset(ref for ref, words in entries if number.search(words) or (title and title in words))
        found.append((row, about))
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def people(session: Session) -> list[Person]:
    """The people, by name and role."""
    return list(session.exec(select(Person).order_by(col(Person.name), col(Person.role))))


def responsibilities(session: Session) -> list[Responsibility]:
    """Who has which duty, by activity and holder; a duty that was taken away is empty."""
    return list(session.exec(select(Responsibility).order_by(col(Responsibility.activity), col(Responsibility.holder))))


def competence(session: Session) -> Competence:
    """Needs by role, records by person."""
    needs = select(CompetenceNeed).order_by(col(CompetenceNeed.role), col(CompetenceNeed.subject))
    records = select(CompetenceRecord).order_by(col(CompetenceRecord.person), col(CompetenceRecord.subject))
    return Competence(list(session.exec(needs)), list(session.exec(records)))


def risks(session: Session) -> list[Risk]:
    """The risk register, by number."""
    return list(session.exec(select(Risk).order_by(col(Risk.number))))


def assets(session: Session) -> list[Asset]:
    """The asset register, by number."""
    return list(session.exec(select(Asset).order_by(col(Asset.number))))


def suppliers(session: Session) -> list[Supplier]:
    """The supplier register, by name."""
    return list(session.exec(select(Supplier).order_by(col(Supplier.name))))


def roles(session: Session) -> list[str]:
    """The names of roles that people, responsibilities and documents speak of, once each whatever their capitals."""
    columns = (Person.role, Responsibility.holder, Document.owner, Document.approver)
    found: dict[str, str] = {}
    for column in columns:
        for name in session.exec(select(column).distinct()):
            if name.strip():
                found.setdefault(name.strip().casefold(), name.strip())
    return sorted(found.values(), key=str.casefold)
