"""The note editor: Markdown with marks, a time for each line, every character kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, Selection

from checklists import completing, fieldnotes, notelines
from checklists.completing import Words
from checklists.notelines import NoteLines
from data import clock
from data.models import Note
from data.rules import merging
from tui import keys
from tui.background import background
from tui.widgets.editor import Editor
from tui.widgets.text import fit, harmless

if TYPE_CHECKING:
    from data.sharing import Merged
    from tui.app import Auditbook

COLOURS = {
    "mark": "bold",
    "ref": "cyan",
    "id": "magenta",
    "tie": "magenta",
    "role": "bold green",
    "count": "bold",
    "unknown": "red underline",
    "url": "underline",
}
COLOURED = 2000
"""Longer lines are part of a log and not looked into for their colours."""
PLACE_SECONDS = 0.2
OFFERED = 200
"""Beyond so many characters of a line nothing is offered."""


class NoteText(Editor):
    """The text. It tells of every change, and of each marked line that Enter, a paste or the cursor completes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("note")]

    @dataclass
    class Typed(Message):
        """The text or the cursor changed; `text` says whether it was the text."""

        note: NoteText
        text: bool

    @dataclass
    class LineLeft(Message):
        """A marked line is complete.

        `token` is to be given to `tie` with the label of the item made of it, or with "" where none could be. A line
        that has its item and was edited says in `before` what it said when the item was made, and in `label` its label.
        """

        note: NoteText
        row: int
        line: str
        token: str = ""
        label: str = ""
        before: str = ""

    @dataclass
    class Left(Message):
        """Esc."""

        note: NoteText

    @dataclass
    class NextPrompt(Message):
        """Ctrl+R."""

        note: NoteText

    @dataclass
    class AskEarlier(Message):
        """Ctrl+O."""

        note: NoteText

    def __init__(self, text: str = "", times: list[str] | None = None, place: tuple[int, int] = (0, 0)) -> None:
        self.lines = NoteLines([])
        self.words = Words()
        self._offers: list[str] = []
        super().__init__(text)
        self.lines = NoteLines(self.document.exact_lines(), times or ())
        self._place = place
        self._stepping = False
        self._editing = False
        self._typed_at = (-1, -1)
        self.keep: Callable[[], None] = lambda: None
        """Called with each edit, before it is painted."""

    def document_set(self) -> None:
        self.document.replaced = self._replaced
        self.lines = NoteLines(self.document.exact_lines())

    def _replaced(self, top: int, gone: list[str], new: list[str]) -> None:
        self.lines.replaced(top, gone, new, clock.now())

    def on_mount(self) -> None:
        row = min(self._place[0], self.document.line_count - 1)
        self.move_cursor((row, min(self._place[1], len(self.line(row)))))

    @property
    def times(self) -> list[str]:
        """When each line was begun."""
        return self.lines.times

    def get_line(self, line_index: int) -> Text:
        source = self.line(line_index)
        if len(source) > COLOURED:
            return super().get_line(line_index)
        text = Text(self.document.get_line(line_index), end="", no_wrap=True)
        for start, end, kind in fieldnotes.parse_line(source).spans:
            text.stylize(COLOURS.get(kind, "italic"), start, end)
        return text

    def edited(self) -> None:
        self._editing = True  # the change that follows tells of the cursor too
        if not self._stepping:  # half of a step is a text that nobody wrote
            self.keep()

    def undo(self) -> None:
        with self._step():
            super().undo()
        self.keep()

    def redo(self) -> None:
        with self._step():
            super().redo()
        self.keep()

    @contextmanager
    def _step(self) -> Iterator[None]:
        """The cursor goes with what is edited: no line is left by that."""
        self._stepping = True
        try:
            yield
        finally:
            self._stepping = False

    def update_suggestion(self) -> None:
        """Behind the end of a line, in grey: how it may go on. Typing on ignores it, Right takes it."""
        self._offers = []
        row, column = self.cursor_location
        before = self.line(row)
        if column == len(before) and 0 < column <= OFFERED and not self.history.redo_stack:
            self._offers = completing.offers(before, self.words, (one for one in self.lines.labels if one > " "))
        self._offer()

    def _offer(self) -> None:
        """Show the first offer that has room behind the cursor."""
        room = self.wrap_width - self.wrapped_document.location_to_offset(self.cursor_location).x
        self.suggestion = next((harmless(one) for one in self._offers if cell_len(one) <= room), "")

    def action_next_offer(self) -> None:
        if self.suggestion:
            self._offers = [*self._offers[1:], self._offers[0]]
            self._offer()
        else:
            self.action_cursor_line_end()

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        self._editing = False
        self.post_message(self.Typed(self, text=True))

    def watch_selection(self, old: Selection, new: Selection) -> None:
        """At once, and not when a message of it comes: keys typed ahead may have left more lines until then."""
        super().watch_selection(old, new)
        self.suggestion = ""  # an edit offers anew once it is done
        if old.end[0] != new.end[0] and self.is_mounted and not self._stepping:
            self.finish_line(old.end[0])

    def on_text_area_selection_changed(self, _event: TextArea.SelectionChanged) -> None:
        if not self._editing:
            self.post_message(self.Typed(self, text=False))

    def on_key(self, event: events.Key) -> None:
        """The tie of a line stays behind it: what is typed goes before it, and Enter leaves it there."""
        row, column = self.cursor_location
        if (
            not (event.is_printable or event.key == "enter")
            or not self.selection.is_empty
            or not self.lines.labels[row]
        ):
            return
        line = self.line(row)
        body = fieldnotes.without_tie(line)
        if body == line or column == 0:
            return
        tie = line.rindex("{")
        if event.is_printable and column > tie:
            self.move_cursor((row, column := len(body)))
        if event.is_printable and not line[:tie].endswith("   "):
            return
        event.stop()
        event.prevent_default()
        if event.is_printable:
            self._type_before(row, column, tie, event.character or "")
            return
        if column >= len(body):
            self.edit(Edit("\n", (row, len(line)), (row, len(line)), False))
            return
        parts = [self._tied(body[:column], self.lines.labels[row]), body[column:]]
        self.edit(Edit("\n".join(parts), (row, 0), (row, len(line)), False))
        self.move_cursor((row + 1, 0))

    def _type_before(self, row: int, column: int, tie: int, char: str) -> None:
        """Type into a line without moving its tie: a space before it goes. Characters in a row are one step."""
        goes_on = self._typed_at == (row, column) and not self.history.redo_stack
        self.edit(Edit(char + self.line(row)[column : tie - 1], (row, column), (row, tie), False))
        if goes_on:
            self.history.join_last()
        self._typed_at = (row, column + 1)
        self.move_cursor(self._typed_at)

    def on_paste(self, event: events.Paste) -> None:
        """Lines that a paste brings whole are complete; the one it ends in is being typed."""
        super().on_paste(event)
        if "\n" in event.text:
            self.call_next(self._pasted, min(self.selection)[0])

    def _pasted(self, top: int) -> None:
        for row in notelines.marked_rows(top, self.document.exact_lines()[top : self.cursor_location[0]]):
            self.finish_line(row)

    def finish_line(self, row: int) -> None:
        """Tell of a marked line that is complete; put a tie back that was edited away."""
        if not 0 <= row < self.document.line_count:
            return
        line = self.line(row)
        found = fieldnotes.parse_line(line)
        if found.kind not in fieldnotes.CAPTURED or not found.body.strip():
            return
        token = found.tie or self.lines.ask(row, line)
        if self.lines.is_new(token):
            self.post_message(self.LineLeft(self, row, line, token))
        elif token:
            before = self.lines.before.pop(token, None)
            if (before is not None or not found.tie) and not self.history.redo_stack:
                self.call_next(self._write_tie_of, token)
            line = self._tied(line, token)
            if before not in (None, fieldnotes.without_tie(line).strip()):
                self.post_message(self.LineLeft(self, row, line, "", token, before or ""))

    def tie(self, token: str, label: str) -> None:
        """The item of a line is made: write `{label}` behind the line, wherever it stands by now. The cursor stays."""
        row = self.lines.answer(token, label)
        if row is not None and label:
            self._write_tie(row, label)

    def tie_row(self, row: int, label: str) -> None:
        """Write `{label}` behind a line that something was made of."""
        self.lines.labels[row] = label
        self._write_tie(row, label)

    def _write_tie_of(self, label: str) -> None:
        if label in self.lines.labels:
            self._write_tie(self.lines.labels.index(label), label)

    def _tied(self, line: str, label: str) -> str:
        bare = re.sub(rf"\s*\{{{label}\}}\s*", " ", fieldnotes.without_tie(line))
        return fieldnotes.with_tie(bare, label, max(self.wrap_width, 0))

    def _write_tie(self, row: int, label: str) -> None:
        line, here = self.line(row), self.cursor_location
        tied = self._tied(line, label)
        same = len(fieldnotes.without_tie(tied))
        same = same if line[:same] == tied[:same] else 0
        if tied == line:
            return
        moves = self.selection
        self.edit(Edit(tied[same:], (row, same), (row, len(line)), True))
        self.history.join_last()
        if here[0] == row:
            self.selection = moves

    def take(self, lines: list[str], row: int, times: list[str] | None = None) -> None:
        """Become these lines, by the fewest edits, as one step that can be undone. The line under the cursor is in
        `row` then. Without `times`, lines that stand keep theirs.
        """
        column, first = self.cursor_location[1], True
        at_end = self.cursor_location == self.document.end and row == len(lines) - 1
        with self._step():
            for a, b, c, d in reversed(merging.changes(self.document.exact_lines(), lines)):
                self._put(a, b, lines[c:d])
                if not first:
                    self.history.join_last()
                first = False
            if times is not None:
                self.lines.times[:] = times
                self.lines.version += 1
            self.move_cursor(self.document.end if at_end else (row, min(column, len(self.line(row)))))
        self.keep()

    def _put(self, top: int, bottom: int, new: list[str]) -> None:
        """Put lines in the place of those from `top` to `bottom`, exclusive."""
        last = self.document.line_count
        text = "\n".join(new)
        if bottom < last:
            edit = Edit(text + "\n" * bool(new), (top, 0), (bottom, 0), True)
        elif top:
            edit = Edit("\n" * bool(new) + text, (top - 1, len(self.line(top - 1))), self.document.end, True)
        else:
            edit = Edit(text, (0, 0), self.document.end, True)
        self.edit(edit)

    def action_leave(self) -> None:
        self.finish_line(self.cursor_location[0])
        self.screen.set_focus(None)  # what is typed from now on is no text any more
        self.post_message(self.Left(self))

    def action_next_prompt(self) -> None:
        self.post_message(self.NextPrompt(self))

    def action_earlier(self) -> None:
        self.post_message(self.AskEarlier(self))

    def action_undo_typing(self) -> None:
        self.undo()

    def action_redo_typing(self) -> None:
        self.redo()


class NoteTimes(Widget):
    """The hours and minutes at which the lines beside it were begun."""

    def __init__(self, note: NoteText) -> None:
        super().__init__()
        self.note = note
        self._shown = (-1, -1)

    def follow_text(self) -> None:
        """Paint anew where a time or the number of lines on the screen changed; most keys change neither."""
        now = (self.note.lines.version, self.note.wrapped_document.height)
        if now != self._shown:
            self._shown = now
            self.refresh()

    def on_mount(self) -> None:
        self.watch(self.note, "scroll_y", self._follow, init=False)

    def _follow(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        wrapped, top = self.note.wrapped_document, y + self.note.scroll_offset.y
        moment = ""
        if top < wrapped.height:
            row, part = wrapped.place_of(top)
            if part == 0:
                moment = clock.hour_minute(self.note.times[row])
        return Strip([Segment(fit(harmless(moment), self.size.width), self.rich_style)], self.size.width)


class NotePane(Horizontal):
    """Times and text side by side. It hands every change to the writer."""

    app: Auditbook

    def __init__(self, row: Note) -> None:
        super().__init__(classes="notepane")
        self.row = row
        self.note = NoteText(row.text, row.times, (row.row, row.column))
        self.times = NoteTimes(self.note)
        self._times_kept = self.note.lines.version
        self._waiting = False
        self.turn = 0
        self.note.keep = self.keep

    def compose(self) -> ComposeResult:
        yield self.times
        yield self.note

    def on_note_text_typed(self, event: NoteText.Typed) -> None:
        self.times.follow_text()
        if not event.text and not self._waiting:  # a place alone is not worth a write at each arrow key
            self._waiting = True
            self.set_timer(PLACE_SECONDS, self._keep_place)

    def _keep_place(self) -> None:
        if self._waiting:
            self._waiting = False
            row, column = self.note.cursor_location
            self.app.store.keep(Note, self.row.id, row=row, column=column)

    def keep(self) -> None:
        """Hand over the note as it is: text, place of the cursor, and the times where one changed."""
        self._waiting = False
        row, column = self.note.cursor_location
        changed: dict[str, Any] = {"text": self.note.text, "row": row, "column": column}
        if self.note.lines.version != self._times_kept:
            self._times_kept = self.note.lines.version
            changed["times"] = list(self.note.times)
        self.app.store.keep_note(self.row.id, self.turn, **changed)

    def on_mount(self) -> None:
        self.turn = self.app.store.hold(self.row)
        self.read_words()

    @background
    async def read_words(self) -> None:
        """Read what is offered for completion; not at each key, and not while the first keys are typed."""
        from data.work import words

        self.note.words = await self.app.read(words.of_audit, self.row.audit_id)

    @background
    async def on_note_text_ask_earlier(self, event: NoteText.AskEarlier) -> None:
        from data.work import notes
        from tui.screens.note_states import NoteStates

        event.stop()
        found = await self.app.write(notes.states, self.row.id)  # behind what is still being saved
        text = await self.app.push_screen_wait(NoteStates(self.row.id, found))
        if text is not None and text != self.note.text:
            lines = text.split("\n")
            self.note.take(lines, min(self.note.cursor_location[0], len(lines) - 1))
            self.app.say("This is the earlier text; Ctrl+U brings back what was here.")

    def take(self, merged: Merged) -> None:
        """Another window changed the note: bring the editor up to date, with what was typed here meanwhile."""
        if merged.turn <= self.turn:
            return  # it was in the note already when this one was opened
        self.turn = merged.turn
        note = self.note
        base, mine, theirs = (text.split("\n") for text in (merged.mine.text, note.text, merged.now.text))
        pieces = merging.merge(base, mine, theirs)
        lines = [(mine if own else theirs)[row] for own, row in pieces] or [""]
        times = [(note.times if own else merged.now.times)[row] for own, row in pieces] or [""]
        here, last = note.cursor_location[0], len(lines) - 1
        gone = last if note.cursor_location == note.document.end else min(here, last)
        place = next((at for at, piece in enumerate(pieces) if piece == (True, here)), gone)
        note.take(lines, place, times)
        self.times.follow_text()

    def on_unmount(self) -> None:
        self._keep_place()
