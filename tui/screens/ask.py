"""One-line questions: a text, a choice, a stage's digit. What was typed into one that was closed is offered again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.widgets.rows import Column, Line, Rows
from tui.widgets.text import one_line


class Answering(ModalScreen[str | None]):
    """A question with one line to type into. From Enter on, keys wait for what comes after it (`tui.ahead`)."""

    def action_answer(self) -> None:
        line = self.query_one(Input)
        self.set_focus(None)
        line.call_later(lambda: self.answer(line.value))  # when it has what was typed before Enter

    def answer(self, text: str) -> None:
        """Take the text as the answer, or go on asking."""
        raise NotImplementedError

    def action_leave(self) -> None:
        self.set_focus(None)
        self.dismiss(None)


class Ask(Answering):
    """Ask for one line. Enter answers, Esc leaves; None when it was left or is empty and must not be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "answer", "answer", show=False, priority=True),
    ]

    def __init__(
        self, question: str, value: str = "", hint: str = "", *, empty: bool = False, secret_of: str = ""
    ) -> None:
        super().__init__()
        self.question, self.hint, self.may_be_empty = question, hint, empty
        self.draft_place = secret_of or question
        self.value = value

    def compose(self) -> ComposeResult:
        drafts: dict[str, str] = getattr(self.app, "drafts", {})
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield Input(self.value or drafts.get(self.draft_place, ""), id="answer", select_on_focus=False)
            yield Static(self.hint or "Enter answers, Esc leaves it; what you typed is kept.", id="hint", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        drafts: dict[str, str] = getattr(self.app, "drafts", {})
        drafts[self.draft_place] = event.value

    def answer(self, text: str) -> None:
        text = text.strip()
        if text or self.may_be_empty:
            drafts: dict[str, str] = getattr(self.app, "drafts", {})
            drafts.pop(self.draft_place, None)
            self.dismiss(text)
        else:
            self.query_one("#hint", Static).update("Type something, or Esc to leave.")
            self.query_one(Input).focus()


class Pick(Answering):
    """Choose from a list by typing a part of it. With `free`, what is typed may be the answer itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "answer", "answer", show=False, priority=True),
        Binding("down", "down", "down", show=False, priority=True),
        Binding("up", "up", "up", show=False, priority=True),
        Binding("pagedown", "page_down", "page down", show=False, priority=True),
        Binding("pageup", "page_up", "page up", show=False, priority=True),
    ]

    def __init__(
        self, question: str, choices: Sequence[tuple[str, str]], *, free: bool = False, current: str = ""
    ) -> None:
        super().__init__()
        self.question, self.choices, self.free, self.current = question, list(choices), free, current
        self.narrowed = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield Input(id="answer")
            yield Rows(Column(""), head=False, empty="nothing fits", id="choices")
            own = " or give your own" if self.free else ""
            yield Static(f"Type to narrow{own}, ↑↓ choose, Enter takes it, Esc leaves.", id="hint", markup=False)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.styles.height = min(max(len(self.choices), 1), 14)
        self._narrow("")
        rows.go_to(self.current)

    def _narrow(self, words: str) -> None:
        self.narrowed = words
        parts = words.lower().split()
        fitting = [Line(key, (text,)) for key, text in self.choices if all(part in text.lower() for part in parts)]
        self.query_one(Rows).show(fitting)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    def answer(self, text: str) -> None:
        rows, typed = self.query_one(Rows), text.strip()
        if text != self.narrowed:
            self._narrow(text)
        exact = next((key for key, text in self.choices if text.lower() == typed.lower()), None)
        if exact is not None:
            self.dismiss(exact)
        elif rows.lines:
            self.dismiss(rows.key)
        elif self.free and typed:
            self.dismiss(typed)
        else:
            self.query_one(Input).focus()

    def action_down(self) -> None:
        self.query_one(Rows).cursor += 1

    def action_up(self) -> None:
        self.query_one(Rows).cursor -= 1

    def action_page_down(self) -> None:
        self.query_one(Rows).action_page_down()

    def action_page_up(self) -> None:
        self.query_one(Rows).action_page_up()


class Leader(ModalScreen[str | None]):
    """The strip after Ctrl+G: one more key, a stage's digit or 0 for home."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        yield Static(one_line(self.words), id="strip", markup=False)

    def on_key(self, event: object) -> None:
        character = getattr(event, "character", None) or ""
        event.stop()  # type: ignore[attr-defined]
        self.dismiss(character if character.isdigit() else None)
