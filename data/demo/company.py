"""The company, its registers and its audit programme."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Content
from data.imports import coverage
from data.imports.run import apply, propose
from data.imports.tables import read_table
from data.models import Area, Programme
from data.store import Store
from data.work import audits, rows

REGISTERS = (
    ("soa", "soa.csv"),
    ("documents", "documents.csv"),
    ("responsibilities", "responsibilities.csv"),
    ("people", "people.csv"),
    ("competence", "competence_needs.csv"),
    ("competence", "competence.csv"),
    ("assets", "assets.csv"),
    ("suppliers", "suppliers.csv"),
    ("risks", "risks.csv"),
    ("actions", "actions.csv"),
    ("incidents", "incidents.csv"),
)


def found(store: Store, content: Content) -> Programme:
    """Put the company into a fresh store, with its areas and its registers. Returns its audit programme."""
    year = content.dates.today.year
    for name, one in (("before", year - 1), ("now", year), ("after", year + 1)):
        content = content.naming(name, str(one))
    programme = store.write(_found, content.table("company"))
    for kind, name in REGISTERS:
        proposal = store.read(propose, kind, read_table(content.copy(name)))
        store.write(apply, proposal)
    matrix = store.read(coverage.propose, read_table(content.copy("coverage.csv")), str(content.dates.today))
    store.write(coverage.apply, matrix)
    return programme


def _found(session: Session, told: dict[str, Any]) -> Programme:
    audits.name_organisation(session, **told["organisation"])
    for area in told["area"]:
        rows.add(session, Area(**area))
    return rows.add(session, Programme(**told["programme"]))
