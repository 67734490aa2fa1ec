"""The keys of one finding: its grade, its evidence, what it repeats, what the linter lets go, what F2 fills in."""

from __future__ import annotations

from data import clock
from data.models import Finding
from data.rules import finding_quality as quality
from data.rules import grades, verdicts
from data.work import evidence, finding_quality, findings, grading
from tui.background import background
from tui.screens.grading import Grading
from tui.stages.findings import choices
from tui.stages.findings.opened import Opened
from tui.widgets.form import Form


class Findings(Opened):
    """The stage."""

    async def raise_here(self) -> str:
        made = await self.change(self.app.write(findings.raise_finding, self.audit_id, ""))
        if made:
            self.query_one("#filter").value = ""  # type: ignore[attr-defined]
            await self.load()
            await self.open_item(made.id, "title")
        return made.label if made else ""

    async def record_here(self) -> str:
        label = await super().record_here()
        if label and self.open_id:
            await self._link(label)
        return label

    async def _link(self, label: str) -> None:
        """Link a piece of evidence to the finding, or take the link away where there is one."""
        form = self.form
        if form:
            known = form.field("evidence").text.replace(",", " ").split()
            changed = [one for one in known if one != label] if label in known else [*known, label]
            form.put("evidence", " ".join(sorted(changed)))
            self._own["evidence"] = await self._take("evidence", " ".join(sorted(changed)))
        else:
            proofs = await self.app.read(evidence.of_audit, self.audit_id)
            proof = next(row for row in proofs if row.label == label)
            await self.change(self.app.write(evidence.link, self.open_id, proof.id))
        await self._again()

    @background
    async def action_add(self) -> None:
        await self.raise_here()

    @background
    async def action_grade(self) -> None:
        one = await self._current()
        if one is None:
            return
        signs = grades.escalation(await self.app.read(grading.signs, one.id))
        grade = await self.app.push_screen_wait(Grading(one.label, one.title, one.grade, signs))
        if grade is None:
            return
        reason = one.grade_reason
        if grade in verdicts.NONCONFORMITIES and not reason.strip():
            hint = f"{grades.QUESTION} Esc leaves the reason for later."
            reason = await self.app.ask(f"{one.label}: why {grade}?", hint=hint) or ""
        await self._put(one, grade=grade, grade_reason=reason)

    async def _put(self, one: Finding, **values: str) -> None:
        """Set columns, through the form where one is open."""
        if self.form:
            for name, text in values.items():
                self.form.put(name, text)
            self._check_soon()
        else:
            await self.edit(Finding, one.id, **values)
            await self.load()

    @background
    async def action_link(self) -> None:
        one = await self._current()
        if one:
            known = await self.app.read(evidence.of_audit, self.audit_id)
            form = self.form
            has = form.field("evidence").text.split() if form else self.entries[one.id].evidence
            offered = [(row.label, f"{'*' if row.label in has else ' '} {row.label} {row.title}") for row in known]
            if not offered:
                self.app.say("No evidence is recorded yet; Ctrl+T records some and links it.")
                return
            label = await self.app.pick(f"{one.label}: link evidence, or take a link (*) away", offered)
            if label:
                await self._link(label)

    @background
    async def action_repeat(self) -> None:
        one = await self._current()
        if one:
            await self._repeat(one)

    async def _repeat(self, one: Finding) -> None:
        offered = await self.app.read(choices.earlier, one.id)
        if not offered:
            self.app.say("No other audit in this store has findings.")
            return
        chosen = await self.app.pick(f"{one.label} repeats which finding?", offered, current=one.repeat_of)
        if chosen:
            await self._put(one, repeat_of=chosen)
            signs = grades.escalation(await self.app.read(grading.signs, one.id))
            self.app.say(f"{one.label} repeats {chosen}. {signs[0][0].upper() + signs[0][1:] if signs else ''}")

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        form, name, one = event.form, event.field.name, self.finding
        if one is None:
            return
        if name in ("grade", "evidence", "repeat_of"):
            await self._choose_richly(name, one)
        else:
            offered = await self.app.read(choices.of_field, one.id, name)
            chosen = await self.app.pick(event.field.label, offered, free=name not in ("ref", "related", "sample"))
            if chosen:
                await self._fill(form, name, chosen)
        if self.form:
            self.form.focus_field(name)

    async def _choose_richly(self, name: str, one: Finding) -> None:
        if name == "grade":
            self.action_grade()
        elif name == "evidence":
            self.action_link()
        else:
            await self._repeat(one)

    async def _fill(self, form: Form, name: str, chosen: str) -> None:
        """Put what was picked into its field, in the words that the field wants."""
        text = form.field(name).text
        if name == "related":
            form.put(name, ", ".join(dict.fromkeys([*text.replace(",", " ").split(), chosen])))
        elif name == "criteria":
            section = "" if ", " in chosen else await self.app.ask("Which section?", hint="5.4", empty=True)
            rule = f"{chosen}, section {section}" if section else chosen
            ref = form.field("ref").text.strip()
            words = f"{ref} as applied in {rule}: " if ref and not text.strip() else f"{rule}: "
            form.put(name, f"{text.rstrip()}\n{words}" if text.strip() else words)
        else:
            form.put(name, chosen)
        if name == "acknowledged_by" and not form.field("acknowledged_at").text.strip():
            form.put("acknowledged_at", clock.now()[:16].replace("T", " "))
        if name == "sample":
            self._own["sample"] = await self._take("sample", chosen)
        self._check_soon()

    @background
    async def action_waive(self) -> None:
        one = await self._current()
        if one is None:
            return
        known = await self.app.read(finding_quality.waivers, self.audit_id)
        lifted = {waiver.rule: waiver for waiver in known if waiver.item == one.label}
        said = self.said if self.form else await self._lint(one.label)
        offered = [(complaint.rule, f"{complaint.rule} {complaint.message}") for complaint in said]
        offered += [(rule, f"{rule} waived: {waiver.reason} ({waiver.who})") for rule, waiver in lifted.items()]
        if not offered:
            self.app.say(f"{one.label}: the linter has nothing to say.")
            return
        rule = await self.app.pick(f"{one.label}: which rule does not hold here?", list(dict(offered).items()))
        if rule in lifted:
            await self.change(self.app.write(finding_quality.lift, lifted[rule].id))
            self.app.say(f"{rule} speaks about {one.label} again.")
        elif rule:
            why = f"{rule} {quality.BY_ID[rule].why}"
            reason = await self.app.ask(f"{one.label}: why does {rule} not hold?", hint=why)
            if reason:
                await self.change(
                    self.app.write(finding_quality.waive, one.audit_id, one.label, rule, reason, self.app.who)
                )
        await self._again()

    async def _lint(self, label: str) -> list[quality.Complaint]:
        return [
            complaint
            for item, complaint in await self.app.read(finding_quality.lint, self.audit_id, self.app.finding_settings)
            if item == label
        ]
