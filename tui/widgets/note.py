"""The note editor: Markdown with marks, a time for each line, every character kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from checklists import fieldnotes
from data import clock
from tui import keys
from tui.widgets.editor import Editor
from tui.widgets.text import fit, harmless

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


def timed(times: list[str], old: list[str], new: list[str], moment: str) -> list[str]:
    """The times of `new` lines, from those of `old`: a line keeps its time while it stands, a new one gets `moment`.

    Lines before and after the edit keep theirs; so does the line that was edited, unless it was empty. An empty line
    has no time until something is typed into it.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, gone = times[:start], times[start : len(times) - end]
    middle = new[start : len(new) - end]
    fresh = [
        "" if not line.strip() else (gone[place] if place < len(gone) and gone[place] else moment)
        for place, line in enumerate(middle)
    ]
    return before + fresh + (times[len(times) - end :] if end else [])


class NoteText(Editor):
    """The text. It tells of every change, and of each marked line that Enter or the cursor leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("note")]

    @dataclass
    class Typed(Message):
        """The text or the cursor changed."""

        note: NoteText

    @dataclass
    class LineLeft(Message):
        """The cursor left a line with a mark that is not tied to anything yet."""

        note: NoteText
        row: int
        line: str

    @dataclass
    class Left(Message):
        """Esc."""

        note: NoteText

    @dataclass
    class NextPrompt(Message):
        """Ctrl+R."""

        note: NoteText

    def __init__(self, text: str = "", times: list[str] | None = None, place: tuple[int, int] = (0, 0)) -> None:
        super().__init__(text)
        self.lines_seen = text.split("\n")
        moments = list(times or [])
        self.times = (moments + [""] * len(self.lines_seen))[: len(self.lines_seen)]
        self._place = place
        self._row = place[0]
        self._editing = False
        self._told: set[str] = set()  # marked lines on their way to becoming items

    def on_mount(self) -> None:
        row = min(self._place[0], self.document.line_count - 1)
        self.move_cursor((row, min(self._place[1], len(self.document.get_line(row)))))

    def get_line(self, line_index: int) -> Text:
        source = self.document.get_line(line_index)
        text = Text(harmless(source), end="", no_wrap=True)
        if len(source) <= 2000:
            for start, end, kind in fieldnotes.parse_line(source).spans:
                text.stylize(COLOURS.get(kind, "italic"), start, end)
        return text

    def edited(self) -> None:
        self._editing = True  # the change that follows tells of the cursor too

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        self._editing = False
        lines = [self.document.get_line(row) for row in range(self.document.line_count)]
        self.times = timed(self.times, self.lines_seen, lines, clock.now())
        self.lines_seen = lines
        self.post_message(self.Typed(self))

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        row = event.selection.end[0]
        if row != self._row:
            self.finish_line(self._row)
            self._row = row
        if not self._editing:
            self.post_message(self.Typed(self))

    def finish_line(self, row: int) -> None:
        """Tell of a marked line that is complete."""
        if 0 <= row < self.document.line_count:
            line = self.document.get_line(row)
            found = fieldnotes.parse_line(line)
            new = found.kind in fieldnotes.CAPTURED and not found.tie and found.body.strip() and line not in self._told
            if new:
                self._told.add(line)
                self.post_message(self.LineLeft(self, row, line))

    def answered(self, line: str) -> None:
        """The line that was told of is dealt with; left untied again, it is told of again."""
        self._told.discard(line)

    def tie(self, row: int, line: str, label: str) -> None:
        """Write `{label}` behind a line, wherever it stands by now; the cursor stays where it is."""
        rows = [row, *(at for at in range(self.document.line_count) if at != row)]
        for at in rows:
            if at < self.document.line_count and self.document.get_line(at) == line:
                here = self.cursor_location
                tied = fieldnotes.with_tie(line, label, max(self.wrap_width, 0))
                self.insert(tied[len(line) :], (at, len(line)))
                if here[0] == at:
                    self.move_cursor(here)
                return

    def action_leave(self) -> None:
        self.finish_line(self.cursor_location[0])
        self.screen.set_focus(None)  # what is typed from now on is no text any more
        self.post_message(self.Left(self))

    def action_next_prompt(self) -> None:
        self.post_message(self.NextPrompt(self))


class NoteTimes(Widget):
    """The hours and minutes at which the lines beside it were begun."""

    def __init__(self, note: NoteText) -> None:
        super().__init__()
        self.note = note
        self._shown: tuple[list[str], int] = ([], 0)

    def follow_text(self) -> None:
        """Paint anew where a time or the number of lines on the screen changed; most keys change neither."""
        now = (self.note.times, self.note.wrapped_document.height)
        if now != self._shown:
            self._shown = (list(now[0]), now[1])
            self.refresh()

    def on_mount(self) -> None:
        self.watch(self.note, "scroll_y", self._follow, init=False)

    def _follow(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        moment = ""
        try:
            row, section = self.note.wrapped_document.offset_to_location(Offset(0, y + self.note.scroll_offset.y))
            first = self.note.wrapped_document.location_to_offset((row, 0)).y == y + self.note.scroll_offset.y
            if first and section == 0 and row < len(self.note.times):
                moment = clock.hour_minute(self.note.times[row])
        except (IndexError, ValueError):
            moment = ""  # below the end of the note
        return Strip([Segment(fit(moment, self.size.width), self.rich_style)], self.size.width)


class NotePane(Horizontal):
    """Times and text side by side."""

    def __init__(self, text: str, times: list[str], place: tuple[int, int]) -> None:
        super().__init__(classes="notepane")
        self.note = NoteText(text, times, place)
        self.times = NoteTimes(self.note)

    def compose(self) -> ComposeResult:
        yield self.times
        yield self.note

    def on_note_text_typed(self, _event: NoteText.Typed) -> None:
        self.times.follow_text()
