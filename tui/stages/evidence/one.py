"""One piece of evidence as a form, and what can be chosen in its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists import refs
from data import clock
from data.models import Audit, Evidence
from data.rules.evidence import KINDS, keep_until
from data.work import checklist, rows
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from tui.app import Auditbook

OBTAINED = ("taken by the auditor", "seen live with", "re-performed", "received from", "read in the system")
FIELDS = [
    Field("title", "Title", 1, "what it is"),
    Field("kind", "Kind", 1, ", ".join(KINDS), KINDS),
    Field("edition", "Version"),
    Field("period", "Speaks of", hint="the time it speaks of: 2026-01-01 to 2026-09-30"),
    Field("captured", "Captured", hint="when we got it"),
    Field("source", "Source", hint="system or register it comes from"),
    Field("obtained", "Obtained", 1, "taken by the auditor, seen live, received from", OBTAINED),
    Field("collector", "Collected by"),
    Field("role", "Role", 1, "who showed or said it", ("roles",)),
    Field("place", "Place", hint="path, URL or ticket; it is only named"),
    Field("refs", "Refs", 1, "A.5.18, 7.2", ("refs",)),
    Field("personal_data", "Personal data", 1, "yes or no", ("yes", "no")),
    Field("consent", "Consent", hint="to a screen capture: who agreed, when"),
    Field("keep_until", "Keep until", 1, "F2 offers dates", ("dates",)),
    Field("remark", "Remark", 1, "what makes it weak, custody, redaction"),
]


class EvidenceDetail(Detail):
    """What opens over the index: an item, pasted text, or where an item is used."""

    app: Auditbook

    def __init__(self, audit_id: str) -> None:
        super().__init__(id="detail")
        self.audit_id = audit_id

    async def show_one(self, item: Evidence, weak: tuple[str, ...]) -> None:
        """Open an item, with what is weak about it below its title."""
        values = {name: str(value) for name, value in item.model_dump().items() if isinstance(value, str)}
        values["refs"] = ", ".join(item.refs)
        values["personal_data"] = "yes" if item.personal_data else "no"
        form = await self.show_form(FIELDS, values, item.id)
        form.complain("title", "; ".join(f"{GLYPHS.warn} {words}" for words in weak))

    def on_form_typed(self, event: Form.Typed) -> None:
        if event.form.fields is not FIELDS:
            return
        event.stop()
        if event.name == "refs":
            self._take_refs(event)
        elif event.name == "personal_data":
            self.app.store.keep(Evidence, self.row_id, personal_data=event.text.strip().lower() in ("yes", "y"))
        elif event.name == "kind" and event.text not in KINDS:
            event.form.complain("kind", f"not a kind yet; one of: {', '.join(KINDS)}")
        else:
            if event.name == "kind":
                event.form.complain("kind", "")
                asks = event.text == "screenshot" and not event.form.values.get("consent")
                event.form.complain(
                    "consent", "a screen capture: who agreed to it? Cover names and secrets." if asks else ""
                )
            self.app.store.keep(Evidence, self.row_id, **{event.name: event.text})

    def _take_refs(self, event: Form.Typed) -> None:
        try:
            named = refs.expand(event.text)
        except ValueError as error:
            event.form.complain("refs", f"kept as typed: {error}")
            named = event.text.replace(",", " ").split()
        else:
            event.form.complain("refs", "")
        self.app.store.keep(Evidence, self.row_id, refs=named)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        name, form = event.field.name, event.form
        choices = [(word, word) for word in event.field.choices]
        if name == "refs":
            choices = [(ref, f"{ref} {refs.title(ref)}") for ref in refs.auditable()]
        elif name == "role":
            choices = [(role, role) for role, _ in await self.app.read(checklist.roles, self.audit_id)]
        elif name == "keep_until":
            audit = await self.app.read(rows.fetch, Audit, self.audit_id)
            personal = form.values.get("personal_data") == "yes"
            offered = keep_until(audit.ends, personal=personal, today=clock.today())
            choices = [(day, f"{day}  {why}") for day, why in offered]
        chosen = await self.app.pick(event.field.label, choices)
        if chosen:
            there = form.field(name).text.strip()
            form.put(name, f"{there}, {chosen}" if name == "refs" and there else chosen)
            form.focus_field(name)
