"""What the auditees answer and management decides."""

from __future__ import annotations

from data.rules import decisions as kinds
from data.rules import verdicts
from data.work import decisions
from tui.background import background
from tui.stages.followup.listing import ListPane


class Deciding(ListPane):
    """The keys of answers, decisions and the presentation."""

    @background
    async def action_respond(self) -> None:
        finding = self.finding_here
        if finding is None:
            return
        if finding.grade in verdicts.NONCONFORMITIES:
            self.app.say(f"{finding.label} is a nonconformity: it is corrected, not accepted or declined.", wrong=True)
            return
        chosen = await self.app.pick(
            f"{finding.label} {finding.title}", [("accepted", "accepted"), ("declined", "declined, with the reason")]
        )
        if not chosen:
            return
        reason = await self.app.ask("Why is it declined?") if chosen == "declined" else ""
        if reason is None:
            return
        by = await self.pick_role("Who says so?")
        if await self.change(self.app.write(decisions.answer, finding.id, chosen, reason, by or "")):
            await self.load(finding.id)

    @background
    async def action_decide(self) -> None:
        finding = self.finding_here
        text = await self.app.ask(f"What did management decide{f' about {finding.label}' if finding else ''}?")
        if not text:
            return
        kind = await self.app.pick("That is", [(name, f"{name}: {words}") for name, words in kinds.KINDS.items()])
        if not kind:
            return
        made = await self.change(
            self.app.write(decisions.decide, self.audit_id, text, kind=kind, finding_id=finding.id if finding else None)
        )
        if made:
            await self.load(made.id)
            await self.open_item(made.id, "owner")

    @background
    async def action_present(self) -> None:
        from tui.screens.presenter import Presenter

        await self.app.push_screen_wait(Presenter(self.audit_id, self.workspace.number))
        await self.load()

    @background
    async def action_circulate(self) -> None:
        sent = await self.app.read(decisions.circulated, self.audit_id)
        already = "; ".join(f"{one.recipient} {one.sent}" for one in sent) or "to nobody yet"
        who = await self.app.ask("To whom was the report sent, today?", hint=f"Sent so far: {already}")
        for name in [part.strip() for part in (who or "").replace("\n", ";").split(";") if part.strip()]:
            await self.change(self.app.write(decisions.circulate, self.audit_id, name, purpose="before presentation"))
