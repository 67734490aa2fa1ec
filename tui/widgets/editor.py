"""A text area for untrusted text that loses nothing: the base of form fields and of the note editor."""

from __future__ import annotations

from typing import Any

from textual.widgets.text_area import Edit, EditResult

from tui.widgets.lean import LeanTextArea


class Editor(LeanTextArea):
    """The lean text area as this program uses it: no line numbers, Tab goes on to the next field."""

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True, **kwargs)
        self.highlight_cursor_line = False

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        self.edited()
        return result

    def edited(self) -> None:
        """Called after each edit that is not an undo."""
