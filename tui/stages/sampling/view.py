"""What opens over the list of samples: it takes the pane's room, and Esc gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tui.widgets.forward import Forwarding

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.stages.sampling.stage import Sampling


class View(Vertical, Forwarding):
    """One population, design or result. `row_id` is the row it is about."""

    app: Auditbook

    @dataclass
    class Closed(Message):
        """Back to where it was opened from."""

        view: View

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self.row_id = row_id

    @property
    def stage(self) -> Sampling:
        """The pane that it stands in."""
        from tui.stages.sampling.stage import Sampling

        return next(one for one in self.ancestors if isinstance(one, Sampling))

    async def reload(self) -> None:
        """Show the record as it is now."""

    def close(self) -> None:
        """Give the room back."""
        self.post_message(self.Closed(self))
