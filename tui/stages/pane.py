"""What the nine panes share: loading, leaving, and what Ctrl+N and Ctrl+T take from where the cursor is."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.containers import Vertical

from data.models import Row
from data.work import evidence, findings, rows
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.screens.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a finding or a piece of evidence comes from: its first words, and what is known of the place.

    `item_id` is the checklist item under the cursor, from which a finding takes all that the audit holds about its ref.
    """

    words: str = ""
    ref: str = ""
    meeting_id: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    item_id: str = ""


class Pane(Vertical):
    """One stage of one audit. It shows what `data.work` gives and hands back what was typed; it holds no rule."""

    app: Auditbook
    FIRST: ClassVar[str] = "Rows"

    def __init__(self, audit_id: str) -> None:
        super().__init__(classes="pane")
        self.audit_id = audit_id

    @property
    def workspace(self) -> Workspace:
        """The screen that the pane stands in."""
        return cast("Workspace", self.screen)

    async def load(self) -> None:
        """Read what the stage shows and show it."""

    async def leave(self) -> None:
        """Hand over what is being typed; called before another stage is shown."""

    def focus_first(self) -> None:
        """Put the keys where they are most likely wanted."""
        for widget in self.query(self.FIRST):
            if widget.can_focus and widget.display:
                widget.focus()
                return

    async def open_item(self, key: str) -> None:
        """Open one thing of the stage: by the id of its row or by its label."""

    def source(self) -> Source:
        """What the cursor is on, for a new finding or new evidence."""
        return Source()

    async def raise_here(self) -> str:
        """Raise a finding from where the cursor is; returns its label. It asks nothing and opens nothing."""
        here = self.source()
        title = here.words or "New finding"
        made = await self.change(
            self.app.write(findings.from_item, here.item_id, title, **here.values)
            if here.item_id
            else self.app.write(
                findings.raise_finding, self.audit_id, title, ref=here.ref, meeting_id=here.meeting_id, **here.values
            )
        )
        if made is None:
            return ""
        self.app.say(f"{made.label} {title}")
        await self.load()
        return made.label

    async def record_here(self) -> str:
        """Record evidence from where the cursor is; returns its label. It asks nothing and opens nothing."""
        here = self.source()
        title = here.words or "New evidence"
        refs = [here.ref] if here.ref else []
        made = await self.change(
            self.app.write(
                evidence.record, self.audit_id, title, refs=refs, meeting_id=here.meeting_id, collector=self.app.who
            )
        )
        if made is None:
            return ""
        self.app.say(f"{made.label} {title}")
        await self.load()
        return made.label

    async def change(self, doing: Awaitable[T]) -> T | None:
        """Do it; what the record refuses is said, and the counts in the title are made anew."""
        done = await self.app.attempt(doing)
        if self.is_attached:
            await self.workspace.count()
        return done

    async def edit(self, table: type[Row], row_id: str, **values: Any) -> bool:
        """Change columns of a row; False where it was refused."""
        return (
            await self.change(self.app.write(lambda session: rows.edit(session, table, row_id, **values))) is not None
        )

    def typed(self, table: type[Row], row_id: str, event: Form.Typed) -> None:
        """Keep what is typed into a form over a row."""
        event.stop()
        self.app.store.keep(table, row_id, **{event.name: event.text})
        self.workspace.show_saved("")

    def drafted(self, place: str, event: Form.Drafted) -> None:
        """Keep what is typed into a field that is taken over when it is left."""
        event.stop()
        self.app.keep_draft(f"{place}.{event.name}", event.text)
