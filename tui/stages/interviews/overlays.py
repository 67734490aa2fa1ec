"""What opens over the talks and the checklist: open questions, awareness, sittings, all about one ref, details."""

from __future__ import annotations

import asyncio

from checklists import refs, timeline
from data.models import ChecklistItem, Meeting, Question
from data.work import checklist, meetings, questions, rows, sittings, talks, uses
from data.work.sittings import Progress
from tui.background import background
from tui.stages.interviews.awareness import AwarenessRound
from tui.stages.interviews.details import FieldDetail
from tui.stages.interviews.followups import FollowUps
from tui.stages.interviews.sittings import Sittings
from tui.stages.pane import Pane
from tui.widgets.form import Form
from tui.widgets.talk import Talk
from tui.widgets.uses import Uses

STAGES = {"E": 6, "F": 7, "S": 5, "R": 2, "A": 9, "D": 9, "M": 4, "Q": 4}


class Overlays(Pane):
    """The part of the pane that opens things over its lists, or over the talk that is open."""

    @property
    def talk(self) -> Talk | None:
        """The talk that is open, if any."""
        return next(iter(self.query(Talk)), None)

    @property
    def meeting(self) -> Meeting | None:
        """The talk that is open, else the one under the cursor when the talks have the keys."""
        raise NotImplementedError

    @property
    def item(self) -> ChecklistItem | None:
        """The item of the question that is asked, else the one under the cursor."""
        raise NotImplementedError

    async def open_talk(self, meeting: Meeting) -> Talk:
        """Show a talk in all the room."""
        raise NotImplementedError

    async def say_left(self) -> None:
        """Say what is left."""
        raise NotImplementedError

    async def reload_opened(self) -> None:
        """Read anew what is open over the lists."""
        for asked in self.query(FollowUps):
            await asked.load()
        for round_ in self.query(AwarenessRound):
            await round_.load()
        for planned in self.query(Sittings):
            await planned.load()

    async def begin(self, kind: str, question: str, sitting: Progress | None = None) -> None:
        """Begin a talk now: who is met, and whose questions come up."""
        known = await self.app.read(checklist.roles, self.audit_id)
        first = sitting.sitting.people if sitting else []
        known.sort(key=lambda pair: pair[0] not in first)
        role = await self.app.pick(question, [(name, f"{name}  {count} refs") for name, count in known], free=True)
        title = ""
        if role and known and role not in dict(known):
            title, choices = role, [("", "none: the note is yours"), *((name, name) for name, _ in known)]
            chosen = await self.app.pick(f"Whose questions fit {role}?"[:70], choices)
            role = chosen or ("" if chosen == "" else role)
        if not role and not title:
            return
        belongs = sitting.sitting.id if sitting else await self.app.read(talks.sitting_of, self.audit_id, role or title)
        meeting = await self.change(
            self.app.write(
                meetings.begin, self.audit_id, kind, role or title, title if role else "", sitting_id=belongs
            )
        )
        if meeting:
            await self.load()
            await self.open_item(meeting.id)

    @background
    async def action_follow_ups(self) -> None:
        await self.show_questions()

    async def show_questions(self, at: Question | None = None) -> None:
        """Show the open questions, with the cursor on one."""
        here = self.talk
        role, meeting_id = (here.meeting.role, here.meeting.id) if here else ("", None)
        content = FollowUps(self.audit_id, role, meeting_id)
        content.every, content.go_to = bool(at and at.state != questions.OPEN), at.id if at else ""
        await self.query_one(FieldDetail).show_list(content)
        self.workspace.show_place("open questions")

    @background
    async def action_awareness(self) -> None:
        here = self.talk
        role, meeting_id = (here.meeting.role, here.meeting.id) if here else ("", None)
        await self.query_one(FieldDetail).show_list(AwarenessRound(self.audit_id, role, meeting_id))
        self.workspace.show_place("awareness")

    @background
    async def action_sittings(self) -> None:
        await self.query_one(FieldDetail).show_list(Sittings(self.audit_id))
        self.workspace.show_place("sittings")

    @background
    async def action_about(self) -> None:
        item = self.item
        if item:
            await self._show_about(item.ref, item.title)

    async def _show_about(self, ref: str, title: str) -> None:
        found = await self.app.read(uses.of_ref, self.audit_id, ref)
        words = f"Nothing is known about {ref} yet: no question asked, nothing in a note, no evidence, no sample."
        await self.query_one(FieldDetail).show_uses(f"{ref} {title}: heard, seen, sampled", found, words)
        self.workspace.show_place(f"about {ref}")

    @background
    async def action_settings(self) -> None:
        meeting = self.meeting
        if meeting is None:
            self.app.say("Go to a talk first (Tab); d opens its details.")
            return
        meeting = await self.app.read(rows.fetch, Meeting, meeting.id)
        known = {one.id: one.title for one in await self.app.read(sittings.of_audit, self.audit_id)}
        await self.query_one(FieldDetail).show_talk(meeting, known.get(meeting.sitting_id or "", ""))
        self.workspace.show_place(f"{meeting.label} details")

    @background
    async def action_timeline(self) -> None:
        from tui.screens.timeline import Timeline

        meeting, talk = self.meeting, self.talk
        if meeting is None:
            self.app.say("Go to a talk first (Tab); T shows it as a timeline.")
            return
        if talk:
            note = talk.notes.note
            lines, times, row = note.document.exact_lines(), list(note.times), note.cursor_location[0]
        else:
            kept = await self.app.write(meetings.note, meeting.id)  # behind what is still being saved
            lines, times, row = kept.text.split("\n"), kept.times, kept.row
        roles = [name for name, _ in await self.app.read(checklist.roles, self.audit_id)]
        found = await asyncio.to_thread(timeline.moments, lines, times, roles)
        title = f"{meeting.label} {meeting.title or meeting.role} as a timeline"
        chosen = await self.app.push_screen_wait(Timeline(title, found, row))
        if chosen:
            if talk:  # another window may have moved the line
                now = talk.notes.note.document.exact_lines()
                rows_of_it = [at for at, line in enumerate(now) if line == lines[chosen.row]]
                at = min(rows_of_it, key=lambda at: abs(at - chosen.row), default=chosen.row)
            else:
                at = chosen.row
            await self.open_item(f"{meeting.id}#{at}")

    @background
    async def action_own_question(self) -> None:
        item, here = self.item, self.meeting
        if item is None:
            self.app.say("There is no checklist item here to add a question to.")
            return
        text = await self.app.ask(f"{item.ref}: your question")
        role = here.role if here and self.talk else ""
        if text and not role:
            known = await self.app.read(checklist.roles, self.audit_id)
            role = await self.app.pick("Who is asked?", [(name, name) for name, _ in known], free=True) or ""
        if text and role:
            made = await self.change(self.app.write(checklist.add_question, item.id, role, text))
            talk = self.talk
            if made and talk:
                talk.prompts.take_in(made)
            elif made:
                await self.load()

    @background
    async def action_see(self) -> None:
        """Go to what the line under the cursor names."""
        talk = self.talk
        if talk is None:
            return
        line = talk.line
        labels = list(dict.fromkeys((*([line.tie] if line.tie else []), *line.ids)))
        choices = [(label, label) for label in labels if label[0] in STAGES]
        choices += [(ref, f"{ref} {refs.title(ref)}") for ref in line.refs]
        if not choices:
            self.app.say("This line names nothing to go to: no id such as E-021 or F-03, and no ref.")
            return
        key: str | None = choices[0][0]
        if len(choices) > 1:
            key = await self.app.pick("Go to", choices)
        if key and key in line.refs:
            await self._show_about(key, refs.title(key))
        elif key:
            self.workspace.go_to(STAGES[key[0]], key.partition(".")[0])

    async def on_sittings_opened(self, event: Sittings.Opened) -> None:
        event.stop()
        await self.query_one(FieldDetail).show_sitting(event.progress)

    @background
    async def on_sittings_talk(self, event: Sittings.Talk) -> None:
        event.stop()
        await self.query_one(FieldDetail).close()
        await self.begin("interview", f"{event.progress.sitting.title}: who is spoken to?"[:70], event.progress)

    @background
    async def on_follow_ups_changed(self, event: FollowUps.Changed) -> None:
        event.stop()
        await self.say_left()
        talk = self.talk
        if talk:
            talk.prompts.follow_ups = len(await self.app.read(talks.follow_ups, self.audit_id, talk.meeting.role))

    @background
    async def on_follow_ups_see(self, event: FollowUps.See) -> None:
        event.stop()
        note = await self.app.read(meetings.note, event.meeting_id)
        at = next((row for row, line in enumerate(note.text.split("\n")) if event.words in line), 0)
        meeting = await self.app.read(rows.fetch, Meeting, event.meeting_id)
        self.workspace.go_to(uses.STAGES.get(meeting.kind, 4), f"{event.meeting_id}#{at}")

    def on_uses_opened(self, event: Uses.Opened) -> None:
        event.stop()
        self.workspace.go_to(event.use.stage, event.use.key)

    def show_place(self) -> None:
        """Say in the title which talk is open."""
        talk = self.talk
        self.workspace.show_place(f"{talk.meeting.label} {talk.meeting.title or talk.meeting.role}" if talk else "")

    def on_detail_closed(self, event: FieldDetail.Closed) -> None:
        event.stop()
        self.show_place()

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        detail = self.query_one(FieldDetail)
        if "people" in event.form.values:  # a sitting: back to the list of them
            await detail.show_list(Sittings(self.audit_id, detail.row_id))
            return
        await detail.close()
        talk = self.talk
        if talk:
            await self._follow(talk)
        await self.load()
        self.show_place()

    async def _follow(self, talk: Talk) -> None:
        """The details of the talk that is open were looked at: other questions come up where they are of another."""
        before, meeting = talk.meeting, await self.app.read(rows.fetch, Meeting, talk.meeting.id)
        talk.meeting = meeting
        if (before.role, before.refs, before.sitting_id) != (meeting.role, meeting.refs, meeting.sitting_id):
            await self.open_talk(meeting)
            self.focus_first()
