"""The keys for where I am, made from the table; and how to use the field notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui import keys
from tui.widgets.rows import Cell, Column, Line, Rows

MARKS = (
    ("!maj !min !nc", "finding: major, minor, nonconformity still to be graded"),
    ("!ofi !obs !good", "opportunity for improvement, observation, good practice"),
    ("+doc +rec +shot", "evidence: document, record, screenshot   title | version | date | place"),
    ("+url +tkt", "evidence: link, ticket"),
    ("+saw +said", "evidence: seen, statement"),
    ("+ask", "a request for a document, record or population"),
    ("?", "an open question, to come back to"),
    ("@role", "who speaks, until the next @ or blank line"),
)


class Help(ModalScreen[None]):
    """The keys that work here first, then all the others."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1,question_mark", "leave", "back", priority=True)]

    def __init__(self, here: Sequence[str]) -> None:
        super().__init__()
        self.here = set(here)

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("Key", 16), Column("does (Esc leaves; the keys that work where you were come first)", 0), id="help"
        )

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        here = [key for key in keys.KEYS if key.id in self.here and key.where != "anywhere"]
        lines = [Line(key.id, (Cell(keys.name(key.keys), "info"), key.does)) for key in here]
        lines += [Line("m", (Cell("", ""), Cell("Marks at the beginning of a note's line", "dim")))]
        lines += [Line(mark, (Cell(mark, "info"), words)) for mark, words in MARKS]
        for where, title in keys.CONTEXTS.items():
            rest = [key for key in keys.of(where) if key not in here]
            if rest:
                lines += [Line(where, ("", Cell(title, "dim")))]
                lines += [Line(key.id, (Cell(keys.name(key.keys), "info"), key.does)) for key in rest]
        rows.show(lines)
        rows.focus()

    def action_leave(self) -> None:
        self.dismiss(None)
