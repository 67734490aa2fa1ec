"""A planned sample: the numbers, the sizes that answer them side by side, the way of drawing and its seed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.errors import AuditbookError
from data.models import Population, Sample
from data.rules.sampling.planning import Choice
from data.rules.sampling.selection import WAYS
from data.rules.sampling.values import percent, stated
from data.rules.sampling.wording import say_deviations, say_second_stage
from data.work import checklist, rows, sampling
from data.work.sampling.design import advice
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.sampling.view import View
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import fit, one_line

KIND = {
    "customary": "custom",
    "frequency": "by frequency: judgement",
    "iso2859": "ISO 2859-1: convention",
    "iaf-md1": "IAF MD 1, sites: convention",
    "aicpa": "AICPA, rate expected",
    "all": "everything",
}
TAKEN = ("confidence", "tolerable", "deviations", "size", "second", "method", "tested")


class Sizes(Rows):
    """The sizes of all methods; Enter takes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in keys.bindings("design", above=True) if "close" in one.action
    ]


class DesignView(View):
    """The form above, the sizes below; Tab leads from one to the other, Ctrl+R draws."""

    BINDINGS: ClassVar[list[BindingType]] = [one for one in keys.bindings("design") if one.action != "close"]

    def __init__(self, sample: Sample, population: Population) -> None:
        super().__init__(sample.id)
        self.sample, self.population = sample, population
        self.choices: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="drawn", markup=False)
        yield Form(self._fields(), self._values(), label_width=14)
        yield Static("", id="size-says", markup=False)
        yield Sizes(
            Column("items", 7, right=True),
            Column("allows", 6, right=True),
            Column("from", 26),
            Column("if no more deviate, the rate is", 0),
            id="sizes",
        )

    def _fields(self) -> list[Field]:
        pack = advice(self.sample.ref)
        ways = ", ".join(WAYS)
        return [
            Field("confidence", "Confidence", hint="95 %", taken=self._taker("confidence"), width=8),
            Field("tolerable", "Tolerable", hint="5 %", taken=self._taker("tolerable"), beside=True, width=8),
            Field("deviations", "Deviations", hint="0, 1 …", taken=self._taker("deviations"), beside=True),
            Field("size", "Items", hint=one_line(pack.size), taken=self._taker("size"), width=8),
            Field("method", "Drawn", hint=ways, choices=("ways",), taken=self._taker("method"), beside=True, width=12),
            Field("stratum", "Stratum", hint="F2: a column", choices=("strata",), beside=True),
            Field("seed", "Seed", hint="agree on it before the list is looked at; a die, a date, a phrase"),
            Field("how", "Which items", hint="only where the auditor chooses: ids, or first .. last"),
            Field("reason", "Reason", hint="why this size and this way"),
            Field(
                "second",
                "Second stage",
                hint="49 more for 1 deviation: decided now or never",
                taken=self._taker("second"),
            ),
            Field("title", "Title", hint="what is sampled", width=34),
            Field("ref", "For ref", hint="F2 chooses", choices=("refs",), beside=True),
            Field("tested", "Tested", 3, "one attribute a line: A, B, C …", taken=self._taker("tested")),
        ]

    def _values(self) -> dict[str, str]:
        one = self.sample
        values = {name: str(value) for name, value in one.model_dump().items() if isinstance(value, str)}
        values |= {
            "confidence": stated(one.confidence),
            "tolerable": stated(one.tolerable),
            "deviations": say_deviations(one.expected, one.allowed),
            "size": str(one.size),
            "second": say_second_stage(one.second_size, one.second_from),
            "tested": "\n".join(str(attribute["text"]) for attribute in one.attributes),
        }
        return values

    async def on_mount(self) -> None:
        await self.reload()

    def focus(self, scroll_visible: bool = True) -> DesignView:  # noqa: ARG002 - Textual's
        self.query_one(Form).focus_field("size")
        return self

    async def reload(self) -> None:
        self.sample = await self.app.read(rows.fetch, Sample, self.row_id)
        form = self.query_one(Form)
        for name in TAKEN:
            text = self._values()[name]
            if form.field(name).text != text and not form.field(name).has_focus:
                form.put(name, text)
        try:
            self.choices = sampling.proposals(self.sample, self.population.count)
        except AuditbookError as error:
            self.choices = ()
            self.app.say(str(error), wrong=True)
        self._say()

    def _say(self) -> None:
        one, dot = self.sample, GLYPHS.dot
        self.query_one("#drawn", Static).update(
            f" {one.label} {one_line(one.title)} {dot} planned {dot} {self.population.count:,} items"
            f" {dot} list {self.population.sha256[:12]}"
        )
        lines = []
        for choice in self.choices:
            mine = (choice.n, choice.allowed) == (one.size, one.allowed) and choice.method == one.size_method
            sign = GLYPHS.tick if mine else ""
            lines.append(
                Line(
                    f"{choice.method} {choice.n} {choice.allowed}",
                    (
                        f"{sign} {choice.n:,}",
                        "none" if not choice.allowed else f"{choice.allowed:,}",
                        Cell(KIND.get(choice.method, choice.method), "warn" if choice.judged else ""),
                        choice.support,
                    ),
                )
            )
        sizes = self.query_one(Sizes)
        sizes.show(lines)
        self._explain()

    def _explain(self) -> None:
        """The sentence of the size under the cursor, else of the one that is taken; and the price of a second stage."""
        sizes = self.query_one(Sizes)
        under = self._choice(sizes.key) if sizes.has_focus else None
        words = under.sentence if under else self.sample.size_says or self._own_words()
        if not under:
            try:
                risk = sampling.second_stage_risk(self.sample, self.population.count)
                if risk is not None:
                    stages = f"Two stages, {self.sample.size} then {self.sample.second_size}"
                    rate = stated(self.sample.tolerable)
                    words = f"{stages}: the chance of accepting a rate of {rate} is {percent(risk)}."
            except AuditbookError as error:
                words = str(error)
        usual = advice(self.sample.ref).size
        pack = f"\n{fit(one_line(f' the pack: {usual}'), max(self.size.width - 1, 20))}" if usual else ""
        self.query_one("#size-says", Static).update(f" {one_line(words)}{pack}")

    def _own_words(self) -> str:
        return f"{self.sample.size:,} of {self.population.count:,}: a number of your own. " + sampling.support(
            self.sample, self.population.count
        )

    def _choice(self, key: str) -> Choice | None:
        return next((one for one in self.choices if f"{one.method} {one.n} {one.allowed}" == key), None)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._explain()

    def on_descendant_focus(self) -> None:
        self._explain()

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        choice = self._choice(event.key)
        if choice:
            taken = (choice.n, choice.allowed, choice.method, choice.sentence)
            if await self.app.attempt(self.app.write(sampling.adopt, self.row_id, *taken)):
                self.app.say(f"{choice.n:,} items. Ctrl+R draws them.")
                await self.reload()

    def _taker(self, name: str) -> Callable[[str], Awaitable[str]]:
        async def taken(text: str) -> str:
            if not text.strip() and name not in ("second", "tested"):
                return ""
            try:
                await self.app.write(sampling.set_field, self.row_id, name, text)
            except AuditbookError as error:
                return str(error)
            self.app.drafts.pop(f"design.{self.row_id}.{name}", None)
            if self.is_attached:
                await self.reload()
            return ""

        return taken

    async def hand_over(self) -> bool:
        """Take over what stands in the fields; False where one of them is not understood."""
        form = self.query_one(Form)
        for name in TAKEN:
            complaint = await self._taker(name)(form.field(name).text) if self._changed(name) else ""
            form.complain(name, complaint)
            if complaint:
                form.focus_field(name)
                self.app.say(complaint, wrong=True)
                return False
        return True

    def _changed(self, name: str) -> bool:
        return self.query_one(Form).field(name).text != self._values()[name]

    def on_form_typed(self, event: Form.Typed) -> None:
        self.stage.typed(Sample, self.row_id, event)

    def on_form_drafted(self, event: Form.Drafted) -> None:
        self.stage.drafted(f"design.{self.row_id}", event)

    @background
    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        if await self.hand_over():
            self.close()

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        kind = event.field.choices[0]
        if kind == "ways":
            words = [(way.name, f"{way.name:12} {way.does}") for way in WAYS.values()]
        elif kind == "strata":
            found = await self.app.read(sampling.strata_columns, self.population.id)
            words = [(name, f"{name}   {_counted(counts)}") for name, counts in found.items()]
            if not words:
                self.app.say("No column of the list has few values that come often; a stratum needs one.")
                return
        else:
            items = await self.app.read(checklist.items, self.stage.audit_id)
            words = [(item.ref, f"{item.ref} {item.title}") for item in items]
        chosen = await self.app.pick(event.field.label, words, free=kind == "refs")
        if chosen:
            event.form.put(event.field.name, chosen)
            if kind == "strata" and self.sample.method != "stratified":
                event.form.put("method", "stratified")
            await self.hand_over()

    @background
    async def action_close(self) -> None:
        if await self.hand_over():
            self.close()

    @background
    async def action_draw(self) -> None:
        if await self.hand_over():
            self.stage.draw(self.row_id)


def _counted(counts: dict[str, int]) -> str:
    shown = sorted(counts.items(), key=lambda pair: -pair[1])[:4]
    return ", ".join(f"{name or 'none'} {count:,}" for name, count in shown) + (", …" if len(counts) > 4 else "")
