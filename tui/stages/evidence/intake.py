"""How evidence comes in: a line, a file, pasted text, a folder, a table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import Static

from checklists import fieldnotes
from data.imports import evidence as offers
from data.models import Evidence
from data.vault import Kept
from data.work import bulk, evidence
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.preview import Preview
from tui.stages.pane import Pane
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line

PASTED = [
    Field("title", "Title", 1, "what the text is"),
    Field("text", "Text", 12, "Paste or type; Esc makes it a file in the vault, without text nothing is made"),
]
PASTE = "paste"
CONSENT = "Who agreed to this screen capture?"
CONSENT_HINT = "Ask before you capture; cover names and secrets. Empty leaves it open, Esc records nothing"


class Intake(Pane):
    """The part of the evidence pane that takes in."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.go_to = ""
        """Where the cursor shall be when the rows arrive."""

    @property
    def item(self) -> Evidence | None:
        """The item under the cursor."""
        return None

    async def _record(self, title: str, **values: Any) -> Evidence | None:
        """Record an item and put the cursor on it; a screen capture asks first who agreed."""
        if values.get("kind") == "screenshot" and not values.get("consent"):
            consent = await self.app.ask(CONSENT, hint=CONSENT_HINT, empty=True)
            if consent is None:
                return None
            values["consent"] = consent
        made = await self.change(
            self.app.write(evidence.record, self.audit_id, title, collector=self.app.who, **values)
        )
        if made:
            self.go_to = made.id
            await self.load()
        return made

    @background
    async def action_add(self) -> None:
        line = await self.app.ask(
            "Evidence, as in a note",
            hint="+rec title | version | date | place, or +doc +shot +url +tkt +saw +said; without a mark: a document",
        )
        if line:
            said = fieldnotes.parse_line(line if line.lstrip().startswith("+") else f"+doc {line}")
            if said.kind != "evidence" or not said.title:
                self.app.say(
                    f"«{line}» is no evidence; begin with +doc, +rec, +shot, +url, +tkt, +saw or +said.", wrong=True
                )
                return
            await self._record(
                said.title,
                kind=said.evidence_kind,
                edition=said.version,
                period=said.date,
                place=said.place,
                refs=list(said.refs),
            )

    @background
    async def action_attach(self) -> None:
        item = self.item
        into = f"{item.label}: file" if item and not item.sha256 else "File"
        named = await self.app.ask(
            f"{into} to copy into the vault", hint="It is copied under its SHA-256, never opened"
        )
        if not named:
            return
        path = Path(named).expanduser()
        kept = await self.app.attempt(asyncio.to_thread(self.app.store.vault.add, path, self._copying(path.name)))
        if kept is None:
            return
        values = {"file_name": path.name, "sha256": kept.sha256, "size": kept.size}
        if item and not item.sha256:
            await self.edit(Evidence, item.id, **values)
            await self.load()
        elif not await self._record(path.name, kind=offers.kind_of(path.name), **values):
            return
        self._say_kept(path.name, kept)

    def _say_kept(self, name: str, kept: Kept) -> None:
        self.app.say(f"{name}: {kept.size} bytes, SHA-256 {kept.sha256[:12]}{GLYPHS.more}")

    def _copying(self, name: str) -> Callable[[int], None]:
        """Says below the list how far a copy is, every few megabytes."""
        foot = self.query_one("#evidence-foot", Static)

        def progress(size: int) -> None:
            if size >> 20 and (size >> 20) % 8 == 0:
                self.app.call_from_thread(foot.update, f"copying {name}: {size >> 20} MB")

        return progress

    @background
    async def action_paste(self) -> None:
        values = {name: self.app.drafts.get(f"paste.{self.audit_id}.{name}", "") for name in ("title", "text")}
        await self.query_one(Detail).show_form(PASTED, values, PASTE, "text" if values["title"] else "title")
        self.workspace.show_place("pasted text")

    @background
    async def action_bulk(self) -> None:
        named = await self.app.ask(
            "Folder of files, or a CSV or XLSX table",
            hint="It is shown before anything is taken in; a table needs a column title",
        )
        if not named:
            return
        path = Path(named).expanduser()
        found = await self.app.attempt(asyncio.to_thread(offers.read, path))
        if found is None:
            return
        known = await self.app.read(bulk.known, self.audit_id, found)
        new = [offer for offer in found if not offer.problem and offer.where not in known]
        refused = sum(bool(offer.problem) for offer in found)
        size = sum(offer.size for offer in new)
        question = f"{path.name}: {len(new)} new, {len(known)} there already, {refused} refused; {size} bytes to copy"
        columns = (Column("", 8), Column("where", 16), Column("title", 0), Column("", 24))
        lines = [_offered(offer, known) for offer in found]
        if await self.app.push_screen_wait(Preview(question, columns, lines, can=bool(new))):
            await self._take_in(new)

    async def _take_in(self, new: list[offers.Offer]) -> None:
        foot = self.query_one("#evidence-foot", Static)

        def progress(done: int, name: str) -> None:
            self.app.call_from_thread(foot.update, f"copying {done + 1} of {len(new)}: {name}")

        kept = await asyncio.to_thread(
            bulk.keep_files, self.app.store.vault, new, progress, lambda: not self.is_attached
        )
        made = await self.change(self.app.write(bulk.record, self.audit_id, kept, self.app.who))
        if made:
            failed = next((offer for offer in kept if offer.problem), None)
            self.go_to = made[0].id
            await self.load()
            words = f"{len(made)} taken in, {made[0].label} to {made[-1].label}; u takes them back"
            self.app.say(f"{words}. Not: {failed.where}, {failed.problem}" if failed else words, wrong=bool(failed))

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        self.app.keep_draft(f"paste.{self.audit_id}.{event.name}", event.text)

    async def keep_pasted(self, pasted: dict[str, str]) -> None:
        """Make pasted text a file in the vault and an item of the index; without text nothing is made."""
        if not pasted.get("text", "").strip():
            return
        kept = await self.app.attempt(asyncio.to_thread(self.app.store.vault.add_text, pasted["text"]))
        if kept is None:
            return
        first = next(line for line in pasted["text"].splitlines() if line.strip())
        title = pasted.get("title", "").strip() or first.strip()[:80]
        values = {"kind": "record", "file_name": "pasted.txt", "sha256": kept.sha256, "size": kept.size}
        if await self._record(title, obtained="pasted", **values):
            for name in ("title", "text"):
                self.app.keep_draft(f"paste.{self.audit_id}.{name}", "")
                self.app.drafts.pop(f"paste.{self.audit_id}.{name}", None)
            self._say_kept(title, kept)


def _offered(offer: offers.Offer, known: dict[str, str]) -> Line:
    if offer.problem:
        state, why = Cell("refused", "bad"), Cell(offer.problem, "bad")
    elif offer.where in known:
        state, why = Cell("there", "dim"), Cell(f"is {known[offer.where]}", "dim")
    else:
        state, why = (
            Cell("new", "good"),
            Cell(f"{offer.size} bytes" if offer.file else str(offer.values.get("kind", "")), ""),
        )
    return Line(offer.where, (state, offer.where, offer.title, why))
