"""What is done to one finding, or to all that are marked: owner, date, order, two of one, one of two, out and in."""

from __future__ import annotations

from data.models import Audit, Finding
from data.rules import register, texts
from data.rules.patterns import Group
from data.rules.register import Entry
from data.work import patterns, rearranging
from data.work import register as record
from data.work import registers as organisation
from data.work import rows as table
from tui.background import background
from tui.stages.findings import choices, exchange
from tui.stages.findings.register import FindingRows, Register


class Changes(Register):
    """The register, and the keys that change what is in it."""

    # -- many at once -------------------------------------------------------------------------------------------

    @background
    async def action_owner(self) -> None:
        found = self.chosen()
        if found:
            roles = await self.app.read(organisation.roles)
            owner = await self.app.pick(
                f"Who answers for {_named(found)}?", [(role, role) for role in roles], free=True, current=found[0].owner
            )
            if owner:
                await self._assign(found, owner=owner)

    @background
    async def action_due(self) -> None:
        found = self.chosen()
        if found:
            gravest = min((one.grade for one in found), key=register.gravity)
            due = await self.app.pick(f"By when is {_named(found)} due?", choices.by_when(gravest), free=True)
            if due:
                await self._assign(found, due=due)

    async def _assign(self, found: list[Entry], **values: str) -> None:
        count = await self.change(self.app.write(record.assign, [entry.id for entry in found], **values))
        if count:
            self.marked.clear()
            await self.load()
            self.app.say(f"{_named(found)}: {', '.join(values.values())}. u takes it back.")

    # -- one becomes two, two become one ------------------------------------------------------------------------

    async def action_move(self, steps: int) -> None:
        entry = self.entry
        if entry and self.by != "order":
            self.app.say("They are moved in their own order: s, then «their own order».")
        elif entry:
            await self.change(self.app.write(rearranging.move, entry.id, steps))
            await self.load()

    @background
    async def action_copy(self) -> None:
        entry = self.entry
        if entry:
            made = await self.change(self.app.write(rearranging.copy, entry.id))
            if made:
                await self._go_on(made, f"{made.label} is a copy of {entry.label}.")

    @background
    async def action_split(self) -> None:
        entry = self.entry
        if entry is None:
            return
        parts = texts.sentences(entry.condition)
        if len(parts) < 2:
            self.app.say(f"{entry.label} has no second sentence in its condition to split at; c copies it.")
            return
        at = await self.app.pick(
            f"{entry.label} becomes two. With which sentence does the second one begin?",
            [(str(place), part) for place, part in enumerate(parts) if place],
        )
        if at:
            made = await self.change(self.app.write(rearranging.split, entry.id, int(at)))
            if made:
                await self._go_on(made[1], f"{made[1].label} was split off {entry.label}; both keep the evidence.")

    @background
    async def action_merge(self) -> None:
        entry, marked = self.entry, [one for one in self.chosen() if one.id in self.marked]
        if entry is None:
            return
        into = entry if entry in marked or len(marked) < 2 else marked[0]
        others = [one for one in marked if one.id != into.id] or await self._other(into)
        if marked and others and not await self._sure(into, others):
            return
        kept = (
            await self.change(self.app.write(rearranging.merge, into.id, [one.id for one in others]))
            if others
            else None
        )
        if kept:
            self.marked.clear()
            await self._go_on(kept, f"{_named(others)} merged into {kept.label}. u takes it back.")

    async def _other(self, into: Entry) -> list[Entry]:
        """The one finding that is chosen to be merged."""
        known = [one for one in self.entries.values() if one.audit_id == into.audit_id and not one.became]
        chosen = await self.app.pick(
            f"{into.label} takes over which finding?",
            [(one.id, f"{one.label} {one.title}") for one in known if one.id != into.id],
        )
        return [self.entries[chosen]] if chosen else []

    async def _sure(self, into: Entry, others: list[Entry]) -> bool:
        """Whether those that are marked are meant."""
        return (
            await self.app.pick(
                f"{into.label} takes over what {_named(others)} say, with their evidence and actions?",
                [("yes", f"make one of them: {into.label}"), ("no", "leave them as they are")],
            )
            == "yes"
        )

    @background
    async def action_withdraw(self) -> None:
        entry = self.entry
        if entry and entry.became:
            done = await self.change(self.app.write(rearranging.restore, entry.id))
            words = f"{entry.label} stands again."
        elif entry:
            reason = await self.app.ask(
                f"{entry.label}: why is it withdrawn?", hint="The report says so; x again undoes it"
            )
            done = await self.change(self.app.write(rearranging.withdraw, entry.id, reason)) if reason else None
            words = f"{entry.label} is withdrawn; its number is not given again."
        else:
            return
        if done:
            await self.load()
            self.app.say(words)

    # -- what they have in common ------------------------------------------------------------------------------

    @background
    async def action_patterns(self) -> None:
        found = await self.app.read(patterns.of_audit, self.audit_id)
        offered = [("one cause", group) for group in found.causes] + [("a theme", group) for group in found.themes]
        if not offered:
            self.app.say("No two findings share a cause so far, and nothing comes up in several areas.")
            return
        chosen = await self.app.pick(
            "What the findings have in common: marks them, and drafts a sentence",
            [(str(at), f"{kind}: {_grouped(group)}") for at, (kind, group) in enumerate(offered)],
        )
        if chosen is None:
            return
        kind, group = offered[int(chosen)]
        self.marked = {entry.id for entry in self.entries.values() if entry.label in group.labels}
        self.show()
        sentence = await self.app.ask(
            "A sentence for the conclusion", _sentence(kind, group), "Enter adds it; Esc only marks the findings"
        )
        if sentence:
            audit = await self.app.read(table.fetch, Audit, self.audit_id)
            await self.edit(Audit, self.audit_id, conclusion=texts.together(audit.conclusion, sentence))
            self.app.say("It stands in the conclusion of 8 Report now; u takes it back.")

    # -- out and in ---------------------------------------------------------------------------------------------

    @background
    async def action_hand_out(self) -> None:
        shown = [self.entries[line.key] for line in self.query_one(FindingRows).lines]
        await exchange.hand_out(self, shown)

    @background
    async def action_take_in(self) -> None:
        await exchange.take_in(self)

    async def _go_on(self, finding: Finding, words: str) -> None:
        await self.load()
        self.query_one(FindingRows).go_to(finding.id)
        self.app.say(words)

    async def fresh(self, key: str) -> Finding:
        """The finding as it is in the record now."""
        return await self.app.read(table.fetch, Finding, key)


def _named(found: list[Entry]) -> str:
    labels = [entry.label for entry in found]
    return ", ".join(labels) if len(labels) < 4 else f"{len(labels)} findings"


def _grouped(group: Group) -> str:
    areas = f" in {', '.join(group.areas)}" if len(group.areas) > 1 else ""
    return f"{group.name}  {' '.join(group.labels)}{areas}"


def _sentence(kind: str, group: Group) -> str:
    labels = f"{', '.join(group.labels[:-1])} and {group.labels[-1]}"
    if kind == "one cause":
        return f"{labels} come from one cause: {group.name}."
    return f"{group.name[0].upper()}{group.name[1:]} comes up in {len(group.areas)} areas: {labels}."
