"""What the plan's fields offer comes from the registers."""

from __future__ import annotations

from data.models import Area, Document, Person
from data.store import Store
from data.work import audits, planned, rows


def test_the_fields_offer_what_the_registers_know(store: Store) -> None:
    assert [store.read(planned.choices, name) for name in ("criteria", "areas", "places", "systems", "team")] == [
        []
    ] * 5
    store.write(audits.name_organisation, "Example", places=["Hull"], systems=["Directory"])
    store.write(rows.add, Area(name="People"))
    store.write(rows.add, Document(number="POL-1", title="Access Policy", edition="2.0"))
    store.write(rows.add, Person(name="Ann Lee", role="Quality Lead"))
    store.write(rows.add, Person(name="Bo", external=True))
    assert store.read(planned.choices, "places") == [("Hull", "Hull")]
    assert store.read(planned.choices, "systems") == [("Directory", "Directory")]
    assert store.read(planned.choices, "areas") == [("People", "People")]
    assert store.read(planned.choices, "criteria")[0][0] == "Access Policy | 2.0"
    assert [text for text, _ in store.read(planned.choices, "team")] == [
        "Ann Lee | auditor | Quality Lead",
        "Bo | auditor | external",
    ]
