"""A major and a minor of the demo, from the report to closed, by keys at 80x24; then the next audit's preparation."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl

from data.demo import build
from data.store import opened, verify
from data.work import actions, audits, decisions
from exports import response_form

from .conftest import Terminal


def fill(path: Path, answers: dict[str, str]) -> None:
    """Type causes into a form as an auditee would, and save it the way LibreOffice does, where that is there."""
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    column = next(cell.column for cell in page[response_form.HEAD] if cell.value == "Cause *")
    for row in page.iter_rows(min_row=response_form.HEAD + 1):
        if cause := answers.get(str(row[0].value)):
            page.cell(row[0].row, column, cause)
    book.save(path)
    if office := shutil.which("soffice"):
        folder = path.parent / "saved"
        home = f"-env:UserInstallation=file://{path.parent}/profile"
        call = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
        subprocess.run(call, check=True, capture_output=True, timeout=180)
        shutil.copy(folder / path.name, path)


def prove(t: Terminal, title: str) -> None:
    """Evidence for the action under the cursor, then done."""
    t.press("e").see("was carried out")
    t.enter(title).gone("was carried out")
    t.press("s").see("Make it")
    t.press("enter").see("v verifies it")


def closed(t: Terminal, label: str) -> None:
    """Wait until the list shows an action as closed."""
    t.until(lambda text: any(label in line and line.endswith("closed") for line in text.split("\n")[3:17]), label)


def look(t: Terminal, result: str, remark: str) -> None:
    """A verification of the action under the cursor."""
    t.press("v").see("counts as effective")
    t.enter(result).see("What was seen?")
    t.enter(remark).see("On which sample")
    t.press("enter").gone("On which sample")


def test_from_the_report_to_closed_and_into_the_next_audit(
    open_terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    store_path = tmp_path / "audit.sqlite"
    with opened(store_path, "tester") as store:
        number = build(store)
    t = open_terminal("open", number, "--stage", "9")
    t.see("Findings, actions, decisions", "A-12", "A-15")

    # Presented, decided
    t.press("p").see("1 of 11", "F-04", "not begun")
    t.press("c").see("since")
    for page, text in ((1, "Reviews are held from now on"), (2, "No start without a result")):
        t.see(f"{page} of 11")
        t.press("d").see("What is decided")
        t.enter(text).see("That is")
        t.press("enter").see("Who does it?")
        t.enter("Managing Director").see("By when?")
        t.enter("2027-01-15").gone("By when?")
        t.press("n")
    t.press("esc").see("D-02", "D-03")

    # To the auditees and back
    t.press("x").see("A form with")
    t.press("enter").see("Into which folder?")
    t.press("ctrl+u").enter(str(tmp_path / "out")).see("send it")
    form = tmp_path / "out" / f"{number}-answers.xlsx"
    fill(form, {"F-04 A-12": "Nobody is named for the review", "F-02 A-15": "The procedure allows a start on trust"})
    t.press("i").see("Which filled-in form?")
    t.enter(str(form)).see("2 changed", "Nobody is named")
    t.press("enter").see("Read in: 0 new, 2 changed")

    # The major: done, seen not to work, done again, seen to work, closed
    t.press("home").until(lambda text: "▸A-11" in text, "the first line")
    t.press("j").see("▸A-12", "before it is done: link the evidence")
    prove(t, "Calendar of the reviews")
    look(t, "not effective", "the first review was late again")
    t.see("A-12 is taken up again", "Effective if")
    t.press(*["tab"] * 5).press("ctrl+u").type("2027-06-01").press("esc").see("▸A-12", "in progress")
    t.press("s").see("Make it")
    t.press("enter").see("checked: not effective", "v verifies it")
    look(t, "effective", "two reviews on time")
    t.see("s makes it closed")
    t.press("s").see("Make it")
    t.press("enter")
    closed(t, "A-12")

    # The minor: straight through
    t.press("j").see("▸A-15", "s makes it in progress")
    t.press("s").see("Make it")
    t.press("enter").see("before it is done: link the evidence")
    prove(t, "Form of release")
    look(t, "effective", "ten of ten joiners")
    t.press("s").see("Make it")
    t.press("enter")
    closed(t, "A-15")

    # The next audit: what is open goes with it, what is closed does not
    t.press("q").see("Audits", "Due")
    t.press("home", "c").see("again: its plan")
    t.enter("2027-11-02").see("AUD-2027-02", "1 Plan")
    t.press("esc", "2").see("Checklist")
    t.press("l").see("What earlier audits left open", "AUD-2026-02/F-03", "to ask")
    assert "AUD-2026-02/F-02" not in t.text
    assert "AUD-2026-02/F-04" not in t.text
    t.press("n").see("unchanged", "F-03 minor")
    t.press("esc", "ctrl+q")
    assert t.ended() == 0

    with opened(store_path) as store:
        audit = store.read(audits.by_number, number)
        by_label = {one.label: one for one in store.read(actions.of_audit, audit.id)}
        looks = store.read(actions.verifications, by_label["A-12"].id)
        assert [one.result for one in looks] == ["not effective", "effective"]
        assert (by_label["A-12"].status, by_label["A-15"].status) == ("closed", "closed")
        assert [one.kind for one in store.read(decisions.of_audit, audit.id)] == ["before certification"] * 3
        assert verify(store) == []
