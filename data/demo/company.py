"""The company, its registers and its audit programme."""

from __future__ import annotations

from data.demo.content import Content
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
)


def found(store: Store, content: Content) -> Programme:
    """Put the company into a fresh store: itself, its areas, its registers. Returns its audit programme."""
    company = content.table("company")
    programme, areas = company.pop("programme"), company.pop("area")
    store.write(audits.name_organisation, **company)
    for area in areas:
        store.write(rows.add, Area(**area))
    for kind, name in REGISTERS:
        proposal = store.read(propose, kind, read_table(content.copy(name)))
        store.write(apply, proposal)
    return store.write(rows.add, Programme(**programme))
