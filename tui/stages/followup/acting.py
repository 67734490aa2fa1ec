"""What is done with an action: agreed, brought to its states, proven, verified, taken apart."""

from __future__ import annotations

from data.models import Finding
from data.rules import corrective, verdicts
from data.work import actions, evidence, sampling
from tui import config
from tui.background import background
from tui.stages.followup.listing import ListPane
from tui.widgets.text import one_line


class Acting(ListPane):
    """The keys of an action."""

    @background
    async def action_add(self) -> None:
        finding = self.shown.findings.get(self.list.key) or await self._pick_finding("An action for which finding?")
        if finding is None:
            return
        words = finding.action if isinstance(finding, Finding) else ""
        text = await self.app.ask("What will be done?", words)
        if not text:
            return
        key = finding.id if isinstance(finding, Finding) else None
        owner = {"owner": finding.owner} if isinstance(finding, Finding) and finding.owner else {}
        made = await self.change(self.app.write(actions.agree, self.audit_id, key, text, config.due_terms(), **owner))
        if made:
            await self.load(made.id)
            await self.open_item(made.id, "owner")

    async def _pick_finding(self, question: str) -> Finding | str | None:
        """A finding, "" for the audit as a whole, None when it was left."""
        acted = {one.finding_id for one in self.shown.actions.values()}
        known = sorted(
            self.shown.findings.values(),
            key=lambda one: (one.id in acted, one.grade not in verdicts.NONCONFORMITIES, one.label),
        )
        choices = [(one.id, f"{one.label} {one.grade:11} {one.title}") for one in known]
        chosen = await self.app.pick(question, [*choices, ("none", "for the audit as a whole")])
        return None if chosen is None else self.shown.findings.get(chosen, "")

    @background
    async def action_state(self) -> None:
        one = self.action_here
        if one is None:
            self.app.say("An action has a state; this line is none. a agrees an action.")
            return
        case = self.shown.cases[one.id]
        reached = corrective.STATES.index(one.status) if one.status in corrective.STATES else 0
        states = [corrective.following(case), *reversed(corrective.STATES[:reached])]
        choices = []
        for state in [name for name in states if name and name != "verified"]:
            missing = corrective.lacking(case, state)
            choices.append((state, f"{state}  {'first: ' if missing else ''}{'; '.join(missing)}"))
        if not choices:
            self.app.say(f"{one.label} is {one.status}. v notes whether it worked.")
            return
        chosen = await self.app.pick(f"{one.label} is {one.status}. Make it", choices)
        if chosen is None:
            return
        if await self.change(self.app.write(actions.move, one.id, chosen)):
            await self.load()

    @background
    async def action_verify(self) -> None:
        one = self.action_here
        if one is None:
            self.app.say("Put the cursor on an action that is done; v notes whether it worked.")
            return
        if one.status != "done":
            self.app.say(f"{one.label} is {one.status}: it is verified when it is done.", wrong=True)
            return
        question = f"{one.label} counts as effective if: {one_line(one.effectiveness) or 'nothing was fixed'}. It was"
        result = await self.app.pick(question, [(name, name) for name in corrective.RESULTS])
        if not result:
            return
        remark = await self.app.ask("What was seen?", hint="how many of how many, in which period", empty=True)
        if remark is None:
            return
        sample = await self._pick_sample()
        made = await self.change(
            self.app.write(actions.verify, one.id, result, remark=remark, sample_id=sample or None)
        )
        if made:
            await self.load()
            if result != "effective":
                self.app.say(f"{one.label} is taken up again. Say what else is done, and when that is checked.")
                await self.open_item(one.id, "text")

    async def _pick_sample(self) -> str:
        """The sample that a verification rests on; empty for none."""
        drawn = await self.app.read(sampling.of_audit, self.audit_id)
        if not drawn:
            return ""
        choices = [(one.id, f"{one.label} {one.title}") for one in drawn]
        return await self.app.pick("On which sample does that rest?", [("", "none"), *choices]) or ""

    @background
    async def action_proof(self) -> None:
        one = self.action_here
        if one is None:
            return
        linked = {row.id for row in await self.app.read(actions.evidence, one.id)}
        known = await self.app.read(evidence.of_audit, self.audit_id)
        choices = [(row.id, f"{'* ' if row.id in linked else '  '}{row.label} {row.title}") for row in reversed(known)]
        hint = f"Evidence that {one.label} was carried out (* is linked; a new title records it)"
        chosen = await self.app.pick(hint, choices, free=True)
        if not chosen:
            return
        if chosen not in {row.id for row in known}:
            ref = self.source().ref
            made = await self.change(
                self.app.write(
                    evidence.record, self.audit_id, chosen, refs=[ref] if ref else [], collector=self.app.who
                )
            )
            chosen = made.id if made else ""
        if chosen:
            await self.change(self.app.write(actions.link, one.id, chosen))
            await self.load()

    @background
    async def action_whys(self) -> None:
        from tui.screens.whys import Whys

        one = self.action_here
        if one is None:
            self.app.say("The cause belongs to an action; put the cursor on one, or agree one with a.")
            return
        await self.app.push_screen_wait(Whys(one.id, f"{one.label} {one.statement}"))
        await self.load()
