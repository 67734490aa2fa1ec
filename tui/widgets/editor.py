"""A text area for untrusted text that loses nothing: the base of form fields and of the note editor."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tui.widgets.text import harmless


class Editor(TextArea):
    """Textual's TextArea without a blinking cursor and without its crash when a large paste is undone
    (Textualize/textual#6686).

    The document keeps what was typed or pasted to the character; only what is painted is made harmless.
    """

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True, **kwargs)
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def get_line(self, line_index: int) -> Text:
        return Text(harmless(self.document.get_line(line_index)), end="", no_wrap=True)

    def undo(self) -> None:
        self._from_the_top(super().undo)

    def redo(self) -> None:
        self._from_the_top(super().redo)

    def _from_the_top(self, step: Any) -> None:
        """Undo with the cursor at the start: a place below the shortened text is what Textual 8.2 stumbles over."""
        self.move_cursor((0, 0), record_width=False)
        step()

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        self.edited()
        return result

    def edited(self) -> None:
        """Called after each edit that is not an undo; for those who follow the text line by line."""
