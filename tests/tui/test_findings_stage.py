"""Stage 7 by keys at 80×24: the register, the form with the linter's words, one becomes two, in and out."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widgets import Static

from data.models import Finding
from data.store import opened
from data.work import audits, checklist, evidence, finding_quality, findings, register, rows
from tui.app import Auditbook
from tui.screens.grading import Grading
from tui.screens.importing import Importing
from tui.screens.workspace import Workspace
from tui.stages.findings import FindingRows
from tui.stages.findings.stage import Findings
from tui.stages.interviews import Interviews
from tui.widgets.bars import TitleBar
from tui.widgets.form import FieldText
from tui.widgets.rows import Rows

CONDITION = "3 of 25 accounts were closed late. Backups were not tested since May."


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access", starts="2026-01-01")
        store.write(audits.set_scope, audit.id, "A.5.18")
        store.write(checklist.prepare, audit.id)
        store.write(evidence.record, audit.id, "Leaver list", refs=["A.5.18"])
        store.write(evidence.record, audit.id, "Directory export")
        store.write(
            findings.raise_finding, audit.id, "Accounts late", grade="minor", ref="A.5.18", condition=CONDITION,
            criteria="Access Control Standard v3.2, section 5.4",
        )  # fmt: skip
        store.write(findings.raise_finding, audit.id, "Drill well run", grade="strength", ref="A.5.29")
        store.write(findings.raise_finding, audit.id, "No review held", grade="major", ref="9.3.1")
        later = store.write(audits.create, "Later", starts="2026-06-01")
        store.write(findings.raise_finding, later.id, "Elsewhere", grade="minor", ref="A.5.18")
    return path


class Desk:
    """The program at stage 7, and what is seen of it."""

    def __init__(self, app: Auditbook, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def pane(self) -> Findings:
        return self.app.screen_stack[2].query_one(Findings)

    @property
    def shown(self) -> list[str]:
        return [self.pane.entries[line.key].label for line in self.pane.query_one(FindingRows).lines]

    @property
    def audit_id(self) -> str:
        return self.pane.audit_id

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        for _ in range(400):
            with suppress(NoMatches, AttributeError, IndexError, StopIteration, AssertionError):  # not there yet
                if condition():
                    return
            await self.pilot.pause(0.02)
        raise AssertionError(f"never: {condition.__name__} {self.app.screen} {self.title}")

    @property
    def title(self) -> str:
        return self.app.screen_stack[2].query_one(TitleBar).where

    def text(self, name: str) -> str:
        return next(text.text for text in self.pane.query(FieldText) if text.field.name == name)

    def complaint(self, name: str) -> str:
        return str(self.pane.query_one(f"#complaint-{name}", Static).content)

    @property
    def words(self) -> str:
        """What is said above a file on its way in."""
        return str(self.app.screen.query_one("#words", Static).content)

    async def type(self, words: str) -> None:
        await self.press(*(" " if char == " " else char for char in words))

    async def answer(self, screen: str, words: str) -> None:
        """Type into a question once it is there, and give it."""
        await self.until(lambda: type(self.app.screen).__name__ == screen)
        self.app.screen.query_one("#answer").value = ""  # type: ignore[attr-defined]
        await self.type(words)
        await self.press("enter")

    async def all(self) -> list[Finding]:
        return await self.app.read(findings.of_audit, self.audit_id)


@asynccontextmanager
async def desk(path: Path, size: tuple[int, int] = (80, 24), stage: int = 7) -> AsyncIterator[Desk]:
    app = Auditbook(path, "tester", ("AUD-2026-01", stage, ""))
    async with app.run_test(size=size) as pilot:
        seen = Desk(app, pilot)
        if stage == 7:
            await seen.until(lambda: seen.pane.query_one(FindingRows).has_focus and seen.shown)
        else:
            await seen.until(lambda: isinstance(app.screen, Workspace) and app.screen.pane and app.focused)
        yield seen
    app.close_store()


async def test_the_list_is_narrowed_while_words_are_typed_and_sorted_by_a_key(store_path: Path) -> None:
    async with desk(store_path) as seen:
        assert seen.shown == ["F-01", "F-02", "F-03"]
        await seen.press("f", *"minor")
        assert seen.shown == ["F-01"]
        await seen.press("enter")
        assert "1 of 3: minor" in seen.title
        assert seen.pane.query_one(FindingRows).has_focus
        await seen.press("f", "escape")
        assert seen.shown == ["F-01", "F-02", "F-03"]
        await seen.press("s")
        await seen.answer("Pick", "gravest")
        await seen.until(lambda: seen.shown == ["F-03", "F-01", "F-02"])
        assert "the gravest first" in seen.title


async def test_all_audits_are_one_key_away_and_a_finding_of_another_opens_there(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("w")
        await seen.until(lambda: len(seen.shown) == 4)
        assert seen.pane.entry is not None
        await seen.press("home", "enter")
        await seen.until(lambda: seen.app.screen.query_one(TitleBar).where.startswith("AUD-2026-02"))
        await seen.until(lambda: len(seen.app.screen.query(FieldText)) > 10)


async def test_the_linter_speaks_beside_the_field_and_is_answered(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("enter")
        await seen.until(lambda: "F02" in seen.complaint("evidence"))
        assert "to mend" in seen.title
        await seen.press("shift+tab", "shift+tab", *"E-001", "tab")
        await seen.until(lambda: "F02" not in seen.complaint("evidence"))
        await seen.press("shift+tab", *" E-999", "tab")
        await seen.until(lambda: "«E-999» is not in the evidence index" in seen.complaint("evidence"))
        assert [one.label for one in await seen.app.read(evidence.of_finding, (await seen.all())[0].id)] == ["E-001"]
        await seen.press("escape")
        await seen.until(lambda: seen.pane.form is None)
        await seen.press("enter")
        await seen.until(lambda: seen.text("evidence") == "E-001 E-999")


async def test_a_rule_is_let_go_with_a_reason_and_speaks_again(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("end", "enter")
        await seen.until(lambda: "F11" in seen.complaint("grade_reason"))
        await seen.press("f4")
        await seen.answer("Pick", "F11")
        await seen.answer("Ask", "told in the condition")
        await seen.until(lambda: "F11" not in seen.complaint("grade_reason"))
        waived = (await seen.app.read(finding_quality.waivers, seen.audit_id))[0]
        assert (waived.item, waived.rule, waived.reason, waived.who) == (
            "F-03",
            "F11",
            "told in the condition",
            "tester",
        )
        await seen.press("f4")
        await seen.answer("Pick", "waived")
        await seen.until(lambda: "F11" in seen.complaint("grade_reason"))


async def test_a_grade_is_chosen_with_its_meaning_and_a_reason_is_asked_for(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("g")
        await seen.until(lambda: isinstance(seen.app.screen, Grading))
        words = str(seen.app.screen.query_one("#words", Static).content)
        assert "Is the system in doubt, or is it a lapse?" in words
        await seen.press("M")
        await seen.answer("Ask", "no leaver was closed in time")
        await seen.until(lambda: seen.pane.entry and seen.pane.entry.grade == "major")
        assert (await seen.all())[0].grade_reason == "no leaver was closed in time"
        await seen.press("g")
        await seen.until(lambda: isinstance(seen.app.screen, Grading))
        await seen.press("escape")
        assert (await seen.all())[0].grade == "major"


async def test_many_are_marked_and_get_an_owner_and_a_date(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("m", "j", "m", "o")
        await seen.answer("Pick", "Head of IT")
        await seen.until(lambda: not seen.pane.marked)
        await seen.press("M", "d")
        await seen.answer("Pick", "2026-12-31")
        await seen.until(lambda: not seen.pane.marked)
        found = await seen.app.read(register.entries, seen.audit_id)
        assert [(one.owner, one.due) for one in found] == [
            ("Head of IT", "2026-12-31"),
            ("", "2026-12-31"),
            ("Head of IT", "2026-12-31"),
        ]
        await seen.press("u")
        await seen.until(lambda: seen.pane.entries and not any(one.due for one in seen.pane.entries.values()))


async def test_one_becomes_two_two_become_one_and_the_order_is_moved(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("t")
        await seen.answer("Pick", "Backups")
        await seen.until(lambda: seen.shown == ["F-01", "F-04", "F-02", "F-03"])
        assert (await seen.all())[1].condition == "Backups were not tested since May."
        await seen.press("J")
        await seen.until(lambda: seen.shown == ["F-01", "F-02", "F-04", "F-03"])
        await seen.press("c")
        await seen.until(lambda: seen.shown == ["F-01", "F-02", "F-04", "F-05", "F-03"])
        await seen.press("home", "b")
        await seen.answer("Pick", "F-04")
        await seen.until(lambda: seen.shown == ["F-01", "F-02", "F-05", "F-03", "F-04"])
        merged = (await seen.all())[0]
        assert merged.condition.count("Backups") == 1
        assert seen.pane.entries[seen.pane.query_one(FindingRows).lines[-1].key].became == "merged into F-01"
        await seen.press("x")
        await seen.answer("Ask", "an error of ours")
        await seen.until(lambda: seen.shown[-1] in ("F-01", "F-04") and len(seen.shown) == 5)
        assert (await seen.app.read(rows.fetch, Finding, merged.id)).became == "withdrawn: an error of ours"


async def test_a_shared_cause_is_offered_and_its_sentence_goes_into_the_conclusion(store_path: Path) -> None:
    with opened(store_path, "tester") as store:
        audit = store.read(audits.by_number, "AUD-2026-01")
        for one in store.read(findings.of_audit, audit.id)[::2]:
            store.write(rows.edit, Finding, one.id, cause="The payroll export runs weekly instead of daily.")
    async with desk(store_path) as seen:
        await seen.press("p")
        await seen.until(lambda: type(seen.app.screen).__name__ == "Pick")
        assert "F-01 F-03" in str(seen.app.screen.query_one(Rows).lines[0].cells[0])
        await seen.press("enter")
        await seen.until(lambda: type(seen.app.screen).__name__ == "Ask")
        await seen.press("enter")
        await seen.until(lambda: "2 marked" in seen.title)
        held = (await seen.app.read(audits.by_number, "AUD-2026-01")).conclusion
        assert held.startswith("F-01 and F-03 come from one cause:")


async def test_what_came_before_is_offered_with_what_it_says_about_the_grade(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-02", 7, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = Desk(app, pilot)
        await seen.until(lambda: seen.pane.query_one(FindingRows).has_focus and seen.shown)
        await seen.press("r")
        await seen.until(lambda: type(app.screen).__name__ == "Pick")
        first = str(app.screen.query_one(Rows).lines[0].cells[0])
        assert "AUD-2026-01/F-01" in first
        assert "weigh the grade again" in first
        await seen.press("enter")
        await seen.until(lambda: seen.pane.entry and seen.pane.entry.repeat_of == "AUD-2026-01/F-01")
    app.close_store()


async def test_a_file_is_shown_row_by_row_before_it_is_taken_in(store_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(
            [["A", "B"], ["Logs not kept", "minor"], ["Odd grade", "High"], ["Accounts late", "minor"]]
        )
    async with desk(store_path) as seen:
        await seen.press("i")
        await seen.answer("Ask", str(path))
        await seen.until(lambda: isinstance(seen.app.screen, Importing) and seen.app.focused)
        assert "Needed and not found: title or condition" in seen.words
        await seen.press("j", "enter")
        await seen.answer("Pick", "A")
        await seen.press("j", "enter")
        await seen.answer("Pick", "B")
        await seen.until(lambda: "1 new, 0 changed, 1 unchanged, 1 refused" in seen.words)
        assert len(await seen.all()) == 3
        await seen.press("y")
        await seen.until(lambda: seen.shown == ["F-01", "F-02", "F-03", "F-04"])


async def test_what_is_shown_leaves_as_a_list_and_comes_back_unchanged(store_path: Path, tmp_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("f", *"minor", "enter", "v")
        await seen.answer("Pick", "CSV")
        await seen.answer("Ask", str(tmp_path / "out"))
        path = tmp_path / "out" / "AUD-2026-01-findings.csv"
        await seen.until(path.exists)
        with path.open(encoding="utf-8", newline="") as handle:
            assert [row["id"] for row in csv.DictReader(handle)] == ["F-01"]
        await seen.press("i")
        await seen.answer("Ask", str(path))
        await seen.until(lambda: "0 new, 0 changed, 1 unchanged" in seen.words)
        await seen.press("escape")


async def test_a_checklist_item_gives_a_finding_all_that_is_known_with_one_key(store_path: Path) -> None:
    async with desk(store_path, stage=4) as seen:
        await seen.until(lambda: seen.app.screen.query_one(Interviews).items)
        await seen.press("m")
        await seen.press("k", "ctrl+n")
        pane = seen.app.screen.query_one(Interviews)

        async def fourth() -> Finding:
            return (await seen.app.read(findings.of_audit, pane.audit_id))[-1]

        for _ in range(100):
            if (await fourth()).label == "F-04":
                break
            await seen.pilot.pause(0.02)
        made = await fourth()
        assert (made.label, made.ref, made.grade) == ("F-04", "A.5.18", "minor")
        assert [one.label for one in await seen.app.read(evidence.of_finding, made.id)] == ["E-001"]


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_nothing_is_cut_and_the_empty_list_says_what_to_do(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        store.write(audits.create, "Access", starts="2026-01-01")
    app = Auditbook(path, "tester", ("AUD-2026-01", 7, ""))
    async with app.run_test(size=size) as pilot:
        seen = Desk(app, pilot)
        await seen.until(lambda: seen.pane.query_one(FindingRows).has_focus)
        lines = [
            "".join(segment.text for segment in seen.pane.query_one(FindingRows).render_line(at)) for at in range(8)
        ]
        assert any("No finding yet. a adds one" in line for line in lines)
        await seen.press("g", "e", "o", "d", "t", "b", "x", "c", "J", "r", "l", "m", "v", "escape", "a")
        await seen.until(lambda: seen.pane.form)
        form = seen.pane.form
        assert form is not None
        assert all(text.region.right <= size[0] for text in form.query(FieldText))
    app.close_store()


async def test_tab_leads_through_the_form_in_the_order_in_which_a_finding_is_written(store_path: Path) -> None:
    async with desk(store_path) as seen:
        await seen.press("enter")
        await seen.until(lambda: seen.pane.form)
        seen_fields = []
        for _ in range(9):
            focused = seen.app.focused
            assert isinstance(focused, FieldText)
            seen_fields.append(focused.field.name)
            await seen.press("tab")
        assert seen_fields == [
            "title", "ref", "related", "criteria", "condition", "cause", "consequence", "action", "grade_reason",
        ]  # fmt: skip


async def test_what_has_to_be_mended_is_opened_where_it_is_mended(store_path: Path) -> None:
    async with desk(store_path, stage=8) as seen:
        seen.app.screen.go_to(7, "F-03")  # type: ignore[attr-defined]
        await seen.until(lambda: seen.app.focused.field.name == "evidence")  # type: ignore[union-attr]
