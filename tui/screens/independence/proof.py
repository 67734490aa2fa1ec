"""What the audit needs its team to know and what the team claims, with the proof."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from data.rules.competence import MET, MISSING
from data.work.competence import Competence
from tui import keys
from tui.widgets.rows import Cell, Column, Line, Rows


class CompetenceRows(Rows):
    """Claims first: what is claimed and not in the register is what others will ask about."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("competence", above=True)]

    def __init__(self, id: str) -> None:
        columns = (Column("Competence", 0), Column("", 15), Column("who, and the proof", 0))
        super().__init__(*columns, empty="Nothing is needed as long as the audit has no scope.", id=id)
        self.starts: dict[str, str] = {}

    def fill(self, proven: Competence) -> None:
        """Show how needs and claims stand."""
        lines: list[Line] = []
        self.starts = {}
        for one in proven.claims:
            mark = "good" if one.state == MET else "bad"
            self.starts[str(len(lines))] = f"{one.who} | {one.subject} | certificate | "
            cells = (f"claims {one.subject}", Cell(one.state, mark), f"{one.who}: {one.proof}")
            lines.append(Line(str(len(lines)), cells))
        for one in proven.needs:
            mark = "good" if one.state == MET else "warn"
            proof = one.proof if one.state == MISSING else f"{one.who}: {one.proof}"
            lines.append(Line(str(len(lines)), (one.subject, Cell(one.state, mark), proof)))
        for name in proven.strangers:
            self.starts[str(len(lines))] = f"{name} | "
            cells = (name, Cell("no record", "warn"), "ask for a CV or certificate; a records it")
            lines.append(Line(str(len(lines)), cells))
        self.show(lines)

    @property
    def start(self) -> str:
        """What is known already of a record for the line under the cursor."""
        return self.starts.get(self.key, "")

    @property
    def words(self) -> str:
        """The line under the cursor in full."""
        line = next((line for line in self.lines if line.key == self.key), None)
        parts = [cell.text if isinstance(cell, Cell) else cell for cell in line.cells] if line else ["", "", ""]
        return f"{parts[0]}: {parts[1]}\n{parts[2]}" if line else ""
