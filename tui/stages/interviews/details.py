"""What opens over the talks: a talk's or a sitting's details, an item in full, lists to look through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists import refs
from data.errors import BadInput
from data.models import Meeting, Sitting
from data.work import checklist, sittings
from data.work.sittings import Progress
from tui.background import background
from tui.stages.interviews.sittings import FIELDS as SITTING
from tui.stages.interviews.sittings import values_of
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from tui.app import Auditbook

TALK = [
    Field("title", "Title", 1, "the process, or the post of the one who is met"),
    Field("role", "Role", 1, "whose questions come up; roles, not names", ("roles",)),
    Field("refs", "Refs", 1, "what the talk is about; these questions come first"),
    Field("place", "Place"),
    Field("remote", "Remote", 1, "yes or no; the report says which parts were", ("yes", "no")),
    Field("consent", "Consent", 1, "to screen captures: who agreed, and when. Ask before each one"),
    Field("sitting", "Sitting", 1, "which part of the audit it belongs to; F2 chooses", ("sittings",)),
    Field("planned", "Planned", 1, "2026-10-12 09:00"),
]
MEETING = [field for field in TALK if field.name in ("title", "place", "remote", "consent", "planned")]


class FieldDetail(Detail):
    """The forms of stage 4 keep what is typed: texts at once, the rest as soon as it can be read."""

    app: Auditbook

    async def show_talk(self, meeting: Meeting, sitting: str) -> None:
        """The details of a talk; `sitting` is the title of the one it belongs to."""
        values = {name: str(value) for name, value in meeting.model_dump().items() if isinstance(value, str)}
        values |= {
            "refs": refs.shorten(meeting.refs),
            "remote": "yes" if meeting.remote else "no",
            "planned": meeting.planned.replace("T", " ")[:16],
            "sitting": sitting,
        }
        await self.show_form(TALK, values, meeting.id, "title" if meeting.role else "role")

    async def show_meeting(self, meeting: Meeting) -> None:
        """The details of an opening or closing meeting."""
        values = {name: str(value) for name, value in meeting.model_dump().items() if isinstance(value, str)}
        values |= {"remote": "yes" if meeting.remote else "no", "planned": meeting.planned.replace("T", " ")[:16]}
        await self.show_form(MEETING, values, meeting.id, "place")

    async def show_sitting(self, progress: Progress) -> None:
        """The details of a sitting."""
        await self.show_form(SITTING, values_of(progress), progress.sitting.id)

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        if event.name == "sitting":
            return  # it is chosen, see below
        table = Sitting if event.form.fields is SITTING else Meeting
        try:
            values = sittings.taken(**{event.name: event.text})
        except BadInput as error:
            event.form.complain(event.name, f"not kept yet. {error}")
            return
        event.form.complain(event.name, "")
        self.app.store.keep(table, self.row_id, **values)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        name, form = event.field.name, event.form
        audit_id = getattr(self.parent, "audit_id", "")
        choices = [(word, word) for word in event.field.choices]
        if name == "role":
            choices = [
                (role, f"{role}  {count} refs") for role, count in await self.app.read(checklist.roles, audit_id)
            ]
        elif name == "sitting":
            known = await self.app.read(sittings.of_audit, audit_id)
            choices = [(one.id, f"{one.planned.replace('T', ' ')} {one.title}") for one in known]
            if not choices:
                self.app.say("There is no sitting yet; s in the list of talks makes some.")
                return
        chosen = await self.app.pick(event.field.label, choices)
        if not chosen:
            return
        if name == "sitting":
            self.app.store.keep(Meeting, self.row_id, sitting_id=chosen)
            chosen = next(words for key, words in choices if key == chosen)
        form.put(name, chosen)
        form.focus_field(name)
