"""The organisation: its name, ISMS scope, places and systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from data.models import Organisation
from data.work import audits
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from tui.app import Auditbook

FIELDS = [
    Field("name", "Name", 1, "as it stands on the report"),
    Field("isms_scope", "ISMS scope", 4, "the scope statement, in its own words"),
    Field("scope_version", "Version", 1, "of the scope statement"),
    Field("places", "Places", 3, "one a line"),
    Field("systems", "Systems", 3, "one a line"),
]


class OrganisationScreen(Screen[None]):
    """One form."""

    app: Auditbook

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = "Organisation"
        known = await self.app.read(audits.organisation)
        if known is None:
            known = await self.app.write(audits.name_organisation, "")
        self.row_id = known.id
        values = {
            "name": known.name,
            "isms_scope": known.isms_scope,
            "scope_version": known.scope_version,
            "places": "\n".join(known.places),
            "systems": "\n".join(known.systems),
        }
        form = Form(FIELDS, values)
        await self.mount(form, after=self.query_one(TitleBar))
        form.focus_field()

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        if event.name in ("places", "systems"):
            self.app.store.keep(
                Organisation, self.row_id, **{event.name: [line for line in event.text.split("\n") if line.strip()]}
            )
        else:
            self.app.store.keep(Organisation, self.row_id, **{event.name: event.text})

    def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        self.dismiss(None)
