"""Choosing a grade, with what each means, examples, and what speaks for a graver one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from data.rules import grades, verdicts
from tui.glyphs import GLYPHS
from tui.widgets.rows import Column, Line, Rows
from tui.widgets.text import one_line


class Grading(ModalScreen[str | None]):
    """The grades above, what the one under the cursor means below. Enter takes it, and so does its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", show=False),
        *[
            Binding(verdicts.LETTERS[grade], f"take('{grade}')", verdicts.GRADES[grade], show=False)
            for grade in verdicts.GRADES
        ],
        Binding("x", "take('')", "open", show=False),
    ]

    def __init__(self, label: str, title: str, grade: str, signs: Sequence[str]) -> None:
        super().__init__()
        self.label, self.headline, self.grade, self.signs = label, title, grade, signs

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(f"{self.label} {self.headline}"), id="question", markup=False)
            yield Rows(Column("", 1), Column(""), head=False, id="grades")
            with VerticalScroll(id="meaning", can_focus=False):
                yield Static("", id="words", markup=False)
            yield Static("Enter or its letter takes it, Esc leaves it as it is.", id="hint", markup=False)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        lines = [Line(grade, (verdicts.LETTERS[grade], name)) for grade, name in verdicts.GRADES.items()]
        rows.show([*lines, Line("open", ("x", "Still open"))])
        rows.go_to(self.grade or "open")
        rows.focus()
        self._explain()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._explain()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss("" if event.key == "open" else event.key)

    def action_take(self, grade: str) -> None:
        self.dismiss(grade)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _explain(self) -> None:
        grade = self.query_one(Rows).key
        text = Text()
        if grade in grades.MEANINGS:
            meaning, *examples = grades.MEANINGS[grade]
            text.append(meaning + "\n")
            for example in examples:
                text.append(f"  {GLYPHS.dash} {example}\n", Style(dim=True))
        else:
            text.append("The report brings it under findings without a grade; it cannot be issued like this.\n")
        if grade in ("major", "minor", "open"):
            text.append(f"\n{grades.QUESTION}", Style(bold=True))
            text.append(" It is the system if\n")
            for sign in self.signs:
                text.append(f"  {GLYPHS.warn} {one_line(sign)}\n", Style(bold=True))
            for doubt in grades.DOUBTS:
                text.append(f"  ? {doubt}\n")
        self.query_one("#words", Static).update(text)
