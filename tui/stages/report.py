"""8 Report: what is missing, the words for management, the export."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.models import Audit
from data.rules import stages
from data.work import audits, issues, readiness, rows
from tui import config, fetching, keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from exports.issuing import To
    from exports.run import Exported
    from tui.screens.exporting import Wish

WISH = "export"  # where the app keeps what was chosen the last time

FIELDS = [
    Field("summary", "Summary", 4, "for management: are we in order, what could hurt us, what must be decided"),
    Field("strengths", "Works well", 2, "what should be kept"),
    Field("conclusion", "Conclusion", 3, "degree of conformity and effectiveness, differences of opinion"),
    Field("limitations", "Limitations", 2, "what could not be seen or tested, and why"),
    Field("distribution", "Distribution", 2, "who receives the report, one a line"),
    Field("reviewer", "Reviewer", 1, "who reviewed it; not its author"),
    Field("classification", "Class", 1, "Confidential"),
]


class Readiness(Rows):
    """What is missing; Enter goes to the stage where it is mended."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("report", above=True)]


class Report(Pane):
    """Readiness and export. `stop` ends the export that is running, if one is."""

    stop: threading.Event | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="ready", markup=False)
        yield Readiness(
            Column("", 1),
            Column("Before the report is issued", 0),
            Column("", 14),
            empty="Nothing is missing. e exports, i issues.",
            id="readiness",
        )
        yield Static("", id="progress", markup=False)
        yield Detail(id="detail")

    async def load(self) -> None:
        facts = await self.app.read(audits.facts, self.audit_id)
        found = await self.app.read(readiness.missing, self.audit_id, self.app.finding_settings)
        blocking = sum(one.blocks for one in found)
        issued = await self.app.read(issues.of_audit, self.audit_id)
        state = f"issued as version {issued[-1].edition} on {issued[-1].issued_at[:10]}" if issued else "draft"
        words = "ready" if not blocking else f"not ready: {blocking} block"
        self.query_one("#ready", Static).update(
            f" {state} {GLYPHS.dot} {words} {GLYPHS.dot} {facts.findings} findings, {facts.evidence} evidence"
        )
        self.query_one(Readiness).show(
            [
                Line(
                    f"{one.stage}.{one.rule}.{one.item}",
                    (
                        Cell(GLYPHS.cross, "bad") if one.blocks else Cell(GLYPHS.warn, "warn"),
                        one.message,
                        Cell(f"{one.stage} {stages.STAGES[one.stage - 1]}", "dim"),
                    ),
                )
                for one in found
            ]
        )

    def focus_first(self) -> None:
        form = self.query_one(Detail).form
        if form:
            form.focus_field()
        else:
            self.query_one(Readiness).focus()

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        stage, rule, item = event.key.split(".", 2)
        if rule == "comment":
            await self._review(item)
        elif stage == "8":
            await self._edit(rule)
        else:
            self.workspace.go_to(int(stage), item)

    @background
    async def action_edit(self) -> None:
        await self._edit("summary")

    async def _edit(self, at: str) -> None:
        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        values = {name: str(value) for name, value in audit.model_dump().items() if isinstance(value, str)}
        names = [field.name for field in FIELDS]
        await self.query_one(Detail).show_form(FIELDS, values, self.audit_id, at if at in names else "summary")

    def on_form_typed(self, event: Form.Typed) -> None:
        self.typed(Audit, self.audit_id, event)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        await self.load()

    # -- export -------------------------------------------------------------------------------------------------

    @background
    async def action_export(self) -> None:
        await self._export()

    async def _export(self, to: To | None = None) -> bool:
        """Ask what and where to, write it with progress; `to` issues it. False where it was left, refused, stopped."""
        from tui.screens.exporting import Exporting, offered

        wish = await self.app.push_screen_wait(
            Exporting(self.workspace.number, offered(self.app.drafts.get(WISH, ""), Path.cwd()))
        )
        if wish is None:
            return False
        self.app.keep_draft(WISH, wish.kept())
        return bool(await self._write(wish, to))

    async def _write(self, wish: Wish, to: To | None) -> list[Exported]:
        from exports import issuing, run

        line, stop = self.query_one("#progress", Static), threading.Event()
        self.stop = stop
        total = len(wish.formats)
        done = 0

        def progress(words: str) -> None:
            nonlocal done
            done += words.startswith("writing ")
            self.app.call_from_thread(line.update, f" {max(done, 1)} of {total}: {words} {GLYPHS.more} x stops")

        common: dict[str, Any] = {"paper": wish.paper, "settings": self.app.finding_settings, "stop": stop}

        def work() -> list[Exported]:
            common["house"] = config.house()
            told = self.app.store, self.workspace.number, wish.formats, wish.folder
            if to is None:
                return run.export(*told, progress, **common)
            return issuing.issue(*told, to, progress, **common).files

        try:
            made = await self.app.attempt(asyncio.to_thread(work))
        finally:
            self.stop = None
        line.update(self._told(made) if made else " Nothing more was written.")
        if made:
            self.app.say(f"{'issued: ' if to else ''}{len(made)} file{'s' if len(made) != 1 else ''} in {wish.folder}")
        return made or []

    def _told(self, made: list[Exported]) -> str:
        """Where the files are, what is worth knowing about them, and how they are fetched over SSH."""
        told = [f"{made[0].path.parent}:", "  ".join(one.path.name for one in made)]
        told += [f"{one.format}: {one.note}" for one in made if one.note]
        fetch = fetching.command([one.path for one in made])
        if fetch:
            self.app.copy_to_clipboard(fetch)
            told.append(f"To fetch them, on your own machine (it is in your clipboard): {fetch}")
        return "\n".join(f" {one_line(line)}" for line in told)

    def on_unmount(self) -> None:
        if self.stop:  # who quits does not wait for a report
            self.stop.set()

    def action_stop(self) -> None:
        if self.stop:
            self.stop.set()
            self.app.say(f"stopping {GLYPHS.more}")
        else:
            self.app.say("No export is running.")

    @background
    async def action_issue(self) -> None:
        found = await self.app.read(readiness.missing, self.audit_id, self.app.finding_settings)
        blocking = [one for one in found if one.blocks]
        if blocking:
            self.app.say(
                f"Not yet: {blocking[0].message}{f' (and {len(blocking) - 1} more)' if len(blocking) > 1 else ''}.",
                wrong=True,
            )
            return
        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        recipients = await self.app.ask("Issued to whom?", audit.distribution.replace("\n", ", "))
        if not recipients:
            return
        note = await self.app.ask("A word about this edition", hint="Enter without a word is fine too.", empty=True)
        if note is None:
            return
        from exports.issuing import To

        if await self._export(To(recipients, note)):
            await self.load()
            await self.workspace.count()

    @background
    async def action_seal(self) -> None:
        from exports import sealing

        offered = sealing.target_of(self.workspace.number, Path.cwd())
        answer = await self.app.ask("Seal into which file?", str(offered), "A new file; unzip and sha256sum check it.")
        if not answer:
            return
        line, stop = self.query_one("#progress", Static), threading.Event()
        self.stop = stop

        def progress(words: str) -> None:
            self.app.call_from_thread(line.update, f" {one_line(words)} {GLYPHS.more} x stops")

        try:
            made = await self.app.attempt(
                asyncio.to_thread(
                    lambda: sealing.seal(
                        self.app.store,
                        self.workspace.number,
                        Path(answer).expanduser(),
                        progress,
                        settings=self.app.finding_settings,
                        house=config.house(),
                        stop=stop,
                    )
                )
            )
        finally:
            self.stop = None
        line.update(f" {made.path}\n SHA-256 {made.sha256}" if made else " Nothing was sealed.")
        if made:
            self.app.say(f"{made.files} files sealed in {made.path.name}")

    # -- words and contents -------------------------------------------------------------------------------------

    @background
    async def action_draft(self) -> None:
        from exports import drafts

        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        made = await asyncio.to_thread(drafts.draft, self.app.store, self.workspace.number)
        fresh = {name: text for name, text in made.items() if text and not getattr(audit, name).strip()}
        if not fresh:
            self.app.say("Nothing is empty: what stands there is yours.")
            return
        if await self.edit(Audit, self.audit_id, **fresh):
            self.app.say(f"Drafted: {', '.join(fresh)}. s edits, u takes it back.")
            await self.load()

    @background
    async def action_contents(self) -> None:
        from tui.screens.contents import Contents

        await self.app.push_screen_wait(Contents(self.audit_id, self.workspace.number))
        await self.load()

    # -- review -------------------------------------------------------------------------------------------------

    @background
    async def action_comments(self) -> None:
        await self._review("")

    async def _review(self, label: str) -> None:
        from tui.screens.reviewing import Reviewing

        await self.app.push_screen_wait(Reviewing(self.audit_id, self.workspace.number, label))
        await self.load()
        await self.workspace.count()


STAGE = Report
