"""The earlier states of a note: when, by whom, what changed; the text below; Enter brings one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from data.work import notes
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.rows import Column, Line, Rows
from tui.widgets.text import harmless, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

SHOWN = 60
"""So many lines around the change are looked at for the preview; it shows as many as there is room for."""


class NoteStates(ModalScreen[str | None]):
    """Choose a state; the answer is its text, None when it was left."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", show=False),
        *keys.bindings("list"),
    ]

    def __init__(self, note_id: str, states: list[notes.State]) -> None:
        super().__init__()
        self.note_id, self.states = note_id, {str(state.number): state for state in states}
        self._texts: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Earlier states of this note", id="question", markup=False)
            yield Rows(
                Column("", 19), Column("", 12), Column("", 9, right=True), Column("", 0), head=False, id="states"
            )
            yield Static("", id="preview", markup=False)
            yield Static(
                "Enter brings this text back, Ctrl+U then takes that back; Esc leaves.", id="hint", markup=False
            )

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.show([_line(state) for state in self.states.values()])
        rows.focus()
        self._preview()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._preview()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self._choose(event.key)

    @background
    async def _choose(self, key: str) -> None:
        self.dismiss(await self._text(key))

    @background
    async def _preview(self) -> None:
        key = self.query_one(Rows).key
        if not key:
            return
        text, preview = await self._text(key), self.query_one("#preview", Static)
        if self.query_one(Rows).key == key:
            lines = text.split("\n")
            put = self.states[key].put.split("\n")[0].strip()
            at = next((row for row, line in enumerate(lines) if put and put in line), len(lines) - 1)
            room = max(preview.size.height, 3)
            top = max(min(at - room // 2, len(lines) - room), 0)
            preview.update("\n".join(harmless(line) for line in lines[top : top + SHOWN]))

    async def _text(self, key: str) -> str:
        if key not in self._texts:
            self._texts[key] = await self.app.read(notes.text_at, self.note_id, int(key))
        return self._texts[key]

    def action_leave(self) -> None:
        self.dismiss(None)


def _line(state: notes.State) -> Line:
    put, taken = one_line(state.put[:200]), one_line(state.taken[:200])
    words = f"+ {put}" if put else f"{GLYPHS.dash} {taken}" if taken else ""
    moment = state.at[:19].replace("T", " ")
    return Line(str(state.number), (moment, state.who, f"{state.size:,}", words))
