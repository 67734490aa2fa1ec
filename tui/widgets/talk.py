"""An interview: the questions for the one who is met above, the live note below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from checklists import fieldnotes
from data import clock
from data.models import ChecklistItem, Meeting, Note, Prompt
from data.rules import verdicts
from data.work import checklist, meetings
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets import capture
from tui.widgets.forward import Forwarding
from tui.widgets.items import judge
from tui.widgets.note import NotePane, NoteText
from tui.widgets.text import fit, harmless, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.stages.pane import Source

SIGNS = {"": GLYPHS.dot, "asked": GLYPHS.tick, "answered": GLYPHS.tick, "later": "?", "aside": GLYPHS.dash}


class Prompts(Forwarding, can_focus=True):
    """The question now, the one after it, and how its ref stands. Keys judge the ref and mark the question."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("talk", "verdict")]
    place: reactive[int] = reactive(0)
    follow_ups: reactive[int] = reactive(0)
    folded: reactive[bool] = reactive(False, layout=True)

    class Closed(Message):
        """Back to the list of talks."""

    class Write(Message):
        """Back into the note."""

    class Judged(Message):
        """The ref of the question got a verdict."""

    class Ended(Message):
        """The talk has ended."""

    def __init__(self, prompts: Sequence[Prompt], items: Sequence[ChecklistItem], meeting_id: str) -> None:
        super().__init__(id="prompts")
        kept = [prompt for prompt in prompts if prompt.state != "aside"]
        self.prompts, self.meeting_id = kept + [prompt for prompt in prompts if prompt.state == "aside"], meeting_id
        self.items = {item.id: item for item in items}
        self.set_reactive(Prompts.place, next((at for at, prompt in enumerate(self.prompts) if not prompt.state), 0))
        self.showing_evidence = False

    @property
    def prompt(self) -> Prompt | None:
        """The question now."""
        return self.prompts[self.place] if self.place < len(self.prompts) else None

    @property
    def item(self) -> ChecklistItem | None:
        """The item that the question belongs to."""
        return self.items.get(self.prompt.item_id) if self.prompt else None

    def validate_place(self, place: int) -> int:
        return max(0, min(place, len(self.prompts) - 1))

    def render(self) -> Text:
        prompt, item = self.prompt, self.item
        if prompt is None or item is None:
            return Text(" No questions of the pack are for this role; the note is yours.", Style(dim=True))
        of_ref = [one for one in self.prompts if one.item_id == item.id]
        asked = sum(one.state in ("asked", "answered") for one in of_ref)
        verdict = verdicts.VERDICTS.get(item.verdict, "no verdict yet")
        text = Text(no_wrap=False)
        stands = f" {GLYPHS.dot} asked {asked} of {len(of_ref)} {GLYPHS.dot} {verdict}"
        stands += f" {GLYPHS.dot} {self.place + 1}/{len(self.prompts)}"
        stands += f" {GLYPHS.dot} f: {self.follow_ups} open" if self.follow_ups else ""
        name = f" {item.ref} {one_line(item.title)}"
        room = max(self.size.width - cell_len(stands), 10)
        text.append(name if cell_len(name) <= room else fit(name, room), Style(bold=True))
        text.append(f"{stands}\n")
        if self.folded:
            return text
        if self.showing_evidence:
            text.append(" Evidence to expect: " + harmless("; ".join(item.evidence)))
            return text
        focused = GLYPHS.pointer if self.has_focus else SIGNS[prompt.state]
        text.append(f" {focused} {one_line(prompt.text)}", Style(bold=True))
        text.append(f"  {prompt.method}{f' {GLYPHS.dot} {prompt.state}' if prompt.state else ''}\n", Style(dim=True))
        for after in self.prompts[self.place + 1 : self.place + 1 + (1 if self.size.height < 8 else 5)]:
            text.append(f" {SIGNS[after.state]} {after.ref} {one_line(after.text)}\n", Style(dim=True))
        text.right_crop(1)
        return text

    def take_in(self, prompt: Prompt) -> None:
        """A question was added: it is the next one."""
        self.prompts.insert(self.place + 1, prompt)
        self.showing_evidence = False
        self.refresh()

    def watch_has_focus(self, _focused: bool) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self.set_class(self.screen.size.height >= 40 and not self.folded, "tall")

    def action_next_prompt(self) -> None:
        self.showing_evidence = False
        self.place += 1
        self.refresh()

    def action_previous_prompt(self) -> None:
        self.showing_evidence = False
        self.place -= 1
        self.refresh()

    def action_fold(self) -> None:
        self.folded = not self.folded
        self.set_class(self.folded, "folded")
        self.on_resize()

    def action_expected(self) -> None:
        self.showing_evidence = not self.showing_evidence
        self.refresh()

    @background
    async def action_mark(self, state: str) -> None:
        await self.set_state(state)
        if state != "later":
            self.action_next_prompt()

    async def set_state(self, state: str) -> None:
        """Mark the question; the same mark again takes it away."""
        prompt = self.prompt
        if prompt:
            wanted = "" if prompt.state == state else state
            changed = await self.app.attempt(self.app.write(checklist.mark_prompt, prompt.id, wanted, self.meeting_id))
            if changed:
                self.prompts[self.prompts.index(prompt)] = changed
                self.refresh()

    @background
    async def action_judge(self, verdict: str) -> None:
        item = self.item
        if item and await judge(self.app, item, verdict):
            fresh = await self.app.read(checklist.items, item.audit_id)
            self.items = {one.id: one for one in fresh}
            if verdict:
                self._to_next_item(item)
            self.refresh()
            self.post_message(self.Judged())

    def _to_next_item(self, judged: ChecklistItem) -> None:
        """Go to the first question of another item that nobody has asked or judged yet; stay where there is none."""
        after = [*range(self.place + 1, len(self.prompts)), *range(self.place)]
        for at in after:
            prompt = self.prompts[at]
            item = self.items.get(prompt.item_id)
            if prompt.item_id != judged.id and not prompt.state and item and not item.verdict:
                self.showing_evidence = False
                self.place = at
                return

    def action_write(self) -> None:
        self.post_message(self.Write())

    def action_end(self) -> None:
        self.post_message(self.Ended())

    def action_close(self) -> None:
        self.post_message(self.Closed())


class Talk(Vertical):
    """The two of them, and a line of what was captured."""

    app: Auditbook

    class Closed(Message):
        """The talk was closed."""

    class Judged(Message):
        """A ref got its verdict here."""

    def __init__(
        self, audit_id: str, meeting: Meeting, note: Note, prompts: Sequence[Prompt], items: Sequence[ChecklistItem]
    ) -> None:
        super().__init__()
        self.audit_id, self.meeting, self.row = audit_id, meeting, note
        self.prompts = Prompts(prompts, items, meeting.id)
        self.notes = NotePane(note)
        self.captured = Static("", id="captured", markup=False)
        self._reminded = False

    def compose(self) -> ComposeResult:
        yield self.prompts
        yield self.notes
        yield self.captured

    def on_mount(self) -> None:
        self._show_captured()

    def focus_note(self) -> None:
        """Put the cursor into the text."""
        self.notes.note.focus()

    def keep(self) -> None:
        """Hand over the note as it is."""
        self.notes.keep()

    def _show_captured(self) -> None:
        ties = [label for label in self.notes.note.lines.labels if label and label.isprintable()]
        self.captured.update(" " + f" {GLYPHS.dot} ".join(dict.fromkeys(ties[-8:])))

    @property
    def line(self) -> fieldnotes.NoteLine:
        """The line of the note under the cursor, as it is read."""
        note = self.notes.note
        return fieldnotes.parse_line(note.line(note.cursor_location[0]))

    def source(self) -> Source:
        """The line under the cursor, and the ref of the question."""
        from tui.stages.pane import Source

        found = self.line
        ref = found.refs[0] if found.refs else (self.prompts.prompt.ref if self.prompts.prompt else "")
        return Source(found.body.strip() or found.text.strip(), ref, self.meeting.id)

    def tie_here(self, label: str) -> None:
        """Write a label behind the line under the cursor."""
        note = self.notes.note
        note.tie_row(note.cursor_location[0], label)

    def on_note_text_typed(self, event: NoteText.Typed) -> None:
        self._remind_of_consent()
        if event.text and not self.meeting.started:
            self.meeting.started = clock.now()  # a talk that was planned begins with its first letter
            self.app.store.keep(Meeting, self.meeting.id, started=self.meeting.started)

    def _remind_of_consent(self) -> None:
        """Before a screen capture is recorded: was it agreed to? It is said once a talk and never in the way."""
        note = self.notes.note
        typed = note.line(note.cursor_location[0])
        if not self._reminded and not self.meeting.consent and typed.lstrip().startswith("+shot"):
            self._reminded = True
            self.app.say("A screen capture: ask first, cover names and secrets. Esc d notes who agreed.")

    @background
    async def on_note_text_line_left(self, event: NoteText.LineLeft) -> None:
        event.stop()
        ref = self.prompts.prompt.ref if self.prompts.prompt else ""
        label = await capture.capture(self.app, self.audit_id, self.meeting.id, event, ref)
        self._show_captured()
        if label:
            self.post_message(self.Judged())

    def on_note_text_left(self, event: NoteText.Left) -> None:
        event.stop()
        self.keep()
        self.prompts.focus()

    @background
    async def on_note_text_next_prompt(self, event: NoteText.NextPrompt) -> None:
        event.stop()
        if self.prompts.prompt and not self.prompts.prompt.state:
            await self.prompts.set_state("asked")
        self.prompts.action_next_prompt()

    def on_prompts_write(self, event: Prompts.Write) -> None:
        event.stop()
        self.focus_note()

    def on_prompts_judged(self, event: Prompts.Judged) -> None:
        event.stop()
        self.post_message(self.Judged())

    @background
    async def on_prompts_ended(self, event: Prompts.Ended) -> None:
        event.stop()
        ended = await self.app.attempt(self.app.write(meetings.end, self.meeting.id))
        if ended:
            self.app.say(f"{ended.label} ended" if ended.ended else f"{ended.label} goes on")

    def on_prompts_closed(self, event: Prompts.Closed) -> None:
        event.stop()
        self.post_message(self.Closed())
