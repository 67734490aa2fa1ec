"""What the five views of the programme share."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from data.work import planning
from data.work.planning import Picture

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.screens.programme import ProgrammeScreen


class View(Vertical):
    """One view. It is shown a picture of the programme whenever something changed."""

    app: Auditbook

    def __init__(self) -> None:
        super().__init__(classes="pane")
        self.picture: Picture | None = None

    @property
    def programme(self) -> ProgrammeScreen:
        """The screen that the view stands in."""
        return cast("ProgrammeScreen", self.screen)

    async def show(self, picture: Picture) -> None:
        """Show the picture."""

    def focus_first(self) -> None:
        """Put the keys where they are most likely wanted."""

    async def leave(self) -> None:
        """Hand over what is being typed."""

    async def put_into_audit(self, scope: tuple[str, ...]) -> None:
        """Let choose an audit for some refs, and put them in."""
        if self.picture is None or not scope:
            return
        today = self.picture.seen.terms.today
        fresh = [audit for audit in self.picture.audits if not audit.ends or audit.ends >= today]
        choices = [(audit.id, f"{audit.number}  {audit.starts or 'no date'}  {audit.title}") for audit in fresh]
        words = f"{scope[0]}" if len(scope) == 1 else f"{len(scope)} refs"
        chosen = await self.app.pick(f"Put {words} into which audit?", [*choices, ("new", "a new audit")])
        if chosen == "new":
            chosen = await self.programme.new_audit()
        if chosen:
            done = await self.app.attempt(self.app.write(planning.put, chosen, list(scope)))
            if done:
                await self.programme.reload()
                self.app.say(f"{words} in {done.number}: {len(done.refs)} refs now.")
