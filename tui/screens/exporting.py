"""What shall be exported: formats to mark, the paper, the folder. What was chosen is offered again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from exports.formats import FORMATS
from exports.paper import PAPERS
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.ask import Ask
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line


@dataclass(frozen=True)
class Wish:
    """What shall be exported, on which paper, and where to."""

    formats: tuple[str, ...] = ("docx", "pdf")
    paper: str = "a4"
    folder: Path = Path()

    def kept(self) -> str:
        """As one line, to be offered again."""
        return "\t".join((",".join(self.formats), self.paper, str(self.folder)))


def offered(kept: str, folder: Path) -> Wish:
    """What was chosen the last time, as far as it can still be chosen; else Word and PDF, into `folder`."""
    formats, _, rest = kept.partition("\t")
    paper, _, place = rest.partition("\t")
    known = tuple(name for name in formats.split(",") if name in FORMATS)
    return Wish(
        known or Wish.formats, paper if paper in PAPERS else Wish.paper, Path(place) if place.strip() else folder
    )


class FormatRows(Rows):
    """The formats."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("exporting", above=True)]


class Exporting(ModalScreen[Wish | None]):
    """Mark formats; Enter exports them, Esc leaves; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "leave", show=False)]

    def __init__(self, number: str, wish: Wish) -> None:
        super().__init__()
        self.number, self.wish = number, wish

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(f"Export {self.number}"), id="question", markup=False)
            yield FormatRows(Column("", 3), Column("", 6), Column("", 10), Column(""), head=False, id="formats")
            yield Static("", id="place", markup=False)
            hint = "Space marks, a all or none, p paper, f folder; Enter exports, Esc leaves."
            yield Static(hint, id="hint", markup=False)

    def on_mount(self) -> None:
        rows = self.query_one(FormatRows)
        rows.styles.height = len(FORMATS)
        self._show()
        rows.go_to(self.wish.formats[0])
        rows.focus()

    def _show(self) -> None:
        wish = self.wish
        self.query_one(FormatRows).show([self._line(name, name in wish.formats) for name in FORMATS])
        paper = "A4" if wish.paper == "a4" else wish.paper.capitalize()
        self.query_one("#place", Static).update(one_line(f"{paper} paper {GLYPHS.dot} into {wish.folder}"))

    @staticmethod
    def _line(name: str, marked: bool) -> Line:
        mark = Cell("[x]", "good") if marked else Cell("[ ]", "dim")
        return Line(name, (mark, name, FORMATS[name].title, Cell(FORMATS[name].use, "dim")))

    def _wish(self, formats: Sequence[str]) -> None:
        self.wish = replace(self.wish, formats=tuple(name for name in FORMATS if name in formats))
        self._show()

    def action_mark(self) -> None:
        key, formats = self.query_one(FormatRows).key, self.wish.formats
        self._wish([name for name in formats if name != key] if key in formats else [*formats, key])

    def action_mark_all(self) -> None:
        self._wish([] if len(self.wish.formats) == len(FORMATS) else list(FORMATS))

    def action_paper(self) -> None:
        names = list(PAPERS)
        self.wish = replace(self.wish, paper=names[(names.index(self.wish.paper) + 1) % len(names)])
        self._show()

    @background
    async def action_folder(self) -> None:
        asked = Ask("Into which folder?", str(self.wish.folder), "It is made if it is not there.")
        answer = await self.app.push_screen_wait(asked)
        if answer:
            self.wish = replace(self.wish, folder=Path(answer).expanduser())
            self._show()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if self.wish.formats:
            self.dismiss(self.wish)
        else:
            self.query_one("#hint", Static).update("Nothing is marked: Space marks the format under the cursor.")

    def action_leave(self) -> None:
        self.dismiss(None)
