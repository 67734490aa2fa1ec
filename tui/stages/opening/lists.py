"""A list that opens over the agenda, with the whole of what is under its cursor below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui import keys
from tui.widgets.rows import Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook


class OverAgenda(Vertical):
    """What the lists of stage 3 share. `columns` and `empty` are the list's, `told` says what stands below it."""

    app: Auditbook
    ROWS: ClassVar[type[Rows]] = Rows

    def __init__(self, audit_id: str, meeting_id: str | None, columns: Sequence[Column], empty: str) -> None:
        super().__init__(classes="uses")
        self.audit_id, self.meeting_id = audit_id, meeting_id
        self.rows = self.ROWS(*columns, empty=empty)
        self.below = Static("", classes="use-words", markup=False)

    def compose(self) -> ComposeResult:
        yield self.rows
        yield self.below

    async def on_mount(self) -> None:
        await self.load()

    async def load(self) -> None:
        """Read what the list shows and show it."""
        raise NotImplementedError

    def told(self, key: str) -> str:
        """The words below the list for the line of that key."""
        raise NotImplementedError

    def show(self, lines: Sequence[Line], key: str | None = None) -> None:
        """Show lines, with the cursor on one."""
        self.rows.show(lines, key)
        self.tell()

    def tell(self) -> None:
        """Show what belongs to the line under the cursor."""
        self.below.update(self.told(self.rows.key) if self.rows.key else "")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.tell()


def rows_with(context: str) -> type[Rows]:
    """A list whose keys are those of a context; the list around it answers them."""

    class Keyed(Rows):
        BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(context, above=True)]

    return Keyed
