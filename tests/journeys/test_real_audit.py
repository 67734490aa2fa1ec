"""The main job on input that nobody here wrote: the registers of `shared/real`, and the audit that its report describes, done again
by keys alone at 80×24, from an empty store to Word and PDF.

The report names samples but no populations (it is one of its defects); the lists drawn from here are made up, and say so.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

IMPORTS = (
    ("soa", "statement-of-applicability.csv", 93, {"72": "9 cells under 8 columns"}),
    ("responsibilities", "raci-matrix.csv", 20, {"21": "legend"}),
    ("competence", "competence-matrix.csv", 22, {}),
    ("competence", "training-register.csv", 14, {}),
    ("documents", "document-control-register.csv", 26, {}),
    ("assets", "asset-register.csv", 18, {}),
    ("risks", "risk-register.csv", 7, {}),
    ("actions", "capa-register.csv", 5, {}),
)
FINDINGS = {
    "F-01": (
        "Accounts opened without a prior ticket for 3 of 10 sampled joiners, November 2025 to January 2026",
        "Access Control Policy v2.0 and HR Security Policy v1.5: an account is opened after the approved onboarding ticket.",
        "10 of 24 joiners of the two quarters were drawn at random (S-01). 3 accounts were opened on 2025-11-04, 2025-12-09 and "
        "2026-01-22, each one day before its ticket existed (E-001, E-002).",
        "to be determined by the process owner",
        "Rights can be given too early or too widely before anybody has approved them.",
        "Open no account without a linked, approved ticket; compare accounts and tickets each month.",
        "The rule held in 7 of 10 cases, all tickets followed within a day, no privileged account is among them.",
    ),
    "F-02": (
        "Quarterly access review not held for 1 of 2 sampled quarters in the marketing unit, Q4 2025",
        "Access Control Policy v2.0: owners review the rights in each unit every quarter.",
        "Of 2 reviews sampled (S-02) the one of Q4 2025 covers every unit but marketing; the meeting of 2025-12-15 was "
        "cancelled and not held again (E-003).",
        "to be determined by the process owner",
        "Rights that nobody needs any more could stay in the marketing unit unseen.",
        "Hold the missing review within 30 days; a cancelled review gets a new date within 5 working days.",
        "One unit in one quarter; the review of the following quarter was complete.",
    ),
    "F-03": (
        "Screening results kept outside the HR archive for 2 of 5 sampled sensitive posts",
        "HR Security Policy v1.5: screening results are kept in the encrypted HR archive.",
        "For 2 of 5 sampled sensitive posts the confirmation lay in a mailbox and not in the encrypted HR archive (E-004).",
        "to be determined by the process owner",
        "A mailbox has no retention rule and more readers than intended.",
        "Name a time within which results go into the archive.",
        "",
    ),
}
STRENGTHS = (
    "Joiner workflow is automated from the HR system to the directory",
    "Leaver accounts disabled within 90 minutes in 5 of 5 sampled cases",
)


def command(*args: str | Path) -> dict[str, object]:
    """The JSON that a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *map(str, args), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def docx_text(path: Path) -> str:
    """All the text of a Word file's body, in order."""
    with zipfile.ZipFile(path) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(text.text or "" for text in line.iter(f"{space}t")) for line in root.iter(f"{space}p"))


def squeezed(text: str) -> str:
    """Text without its white space: a PDF breaks its lines where it likes."""
    return re.sub(r"\s+", "", text)


def made_up(folder: Path, name: str, count: int) -> Path:
    """A population invented for this test."""
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "date"])
        writer.writerows(
            [f"{name[0].upper()}-{number:03d}", f"2025-{number % 3 + 10}-{number % 27 + 1:02d}"]
            for number in range(1, count + 1)
        )
    return path


@pytest.mark.usefixtures("clean_environment")
def test_the_registers_come_in_and_every_row_is_accounted_for(real: Path) -> None:
    for kind, name, rows, refused in IMPORTS:
        before = command("import", kind, real / name, "--dry-run")
        first = command("import", kind, real / name)
        again = command("import", kind, real / name)
        assert before["new"] == first["new"] == again["unchanged"]
        for seen in (before, first, again):
            assert seen["rows"] == rows
            assert seen["new"] + seen["changed"] + seen["unchanged"] + len(seen["refused"]) == rows  # type: ignore[operator,arg-type]
            assert {str(row["row"]) for row in seen["refused"]} == set(refused)  # type: ignore[attr-defined,index]
        for row in first["refused"]:  # type: ignore[attr-defined]
            assert refused[str(row["row"])] in row["reason"].lower()


def test_the_audit_of_the_report_by_keys_alone(
    real: Path, tmp_path: Path, open_terminal: Callable[..., object]
) -> None:
    for kind, name, _, _ in IMPORTS:
        command("import", kind, real / name)
    t = open_terminal()

    # An empty store says what to do; the first audit is two lines away.
    t.see("No audit yet", "Press n")
    t.press("n").see("Whose ISMS")
    t.enter("Nordwind Logistics GmbH").see("What shall be audited")
    t.enter("Access control and HR security, IA-2026-Q1").see("1 Plan", "Objectives")
    number = re.search(r"AUD-\d{4}-01", t.text)[0]

    # 1 Plan
    t.press("tab").type(
        "Joiners, movers and leavers are handled as written; rights are reviewed; HR security is evidenced."
    )
    t.press("tab").type("A.5.15-A.5.18, A.6.1-A.6.6")
    t.press("tab").type("HR, IT operations, two departments")
    t.press("tab").see("10 refs")
    t.type("Hamburg HQ; Rotterdam branch")
    t.press("tab").type("Active Directory; Personio")
    t.press("tab", "tab")
    for document in ("Access Control Policy", "HR Security Policy"):
        t.press("f2").see("Which document")
        t.enter(document).gone("Which document")
    t.see("HR Security Policy | 1.5")
    for text in ("2026-02-08", "2026-02-10", "2025-10-01", "2026-01-31"):
        t.press("tab").type(text)
    t.press("tab").type(
        "Anna Weber | lead auditor | Information Security Officer | ISO/IEC 27001 lead implementer"
    ).press("enter")
    t.type("Tobias Becker | auditor | external")
    t.press("tab").type(
        "The lead auditor is accountable for access rights; the external auditor tested and judged A.5.15 to A.5.18."
    )
    t.press("tab").type("Documents, interviews, a walk-through with one new hire, record samples, system inspection.")
    t.press("esc")

    # The lead auditor is accountable for access rights: the register says so, and somebody else tests them.
    t.press("d").see("A.5.15-A.5.18", "conflict", "raci-matrix.csv, row 10")
    t.press("p").see("Divided", "no open conflict")
    t.press("q").see("Objectives")

    # 2 Prepare
    t.press("2").see("No checklist yet")
    t.press("p").see("A.6.6", "10 refs from the pack")
    t.press("tab", "p").see("requests proposed")

    # 3 Opening
    t.press("3").see("has not begun")
    t.press("b").see("0 of 16 points")
    t.press(*["enter"] * 16).see("16 of 16 points")
    for role in ("HR Lead", "IT Operations Lead"):
        t.press("a").see("Their role")
        t.enter(role).see(role)
    t.press("i").type("@HR Lead  spoken scope and written scope agree").press("enter", "esc", "e").gone("going on")

    # 4 Interviews: notes, captured lines, verdicts
    t.press("4").see("No talk yet")
    t.press("tab", "i").see("Who is spoken to?")
    t.enter("HR").see("M-02 HR", "asked 0 of")
    lines = (
        "@HR Lead  the onboarding workflow was opened and followed for one new hire",
        "+rec Joiner records Q4 2025 and January 2026 | 2026-02-08 | Personio, joiners",
        "+rec Account creation log | 2026-02-09 | Active Directory",
        "!min A.5.18 Accounts opened without a prior ticket for 3 of 10 sampled joiners",
        "+rec Access review reports Q4 2025 and Q1 2026 | 2026-02-09 | review folder",
        "!min A.5.18 Quarterly access review not held in the marketing unit, Q4 2025",
        "+saw Confirmations of screening in the archive and in a mailbox | 2026-02-09",
        "!obs A.6.1 Screening results kept outside the HR archive for 2 of 5 sampled sensitive posts",
        f"!good A.6.2 {STRENGTHS[0]}",
        f"!good A.6.5 {STRENGTHS[1]}",
        "? who tells IT about contractors",
    )
    for line in lines:
        t.enter(line)
    t.see("{E-004}", "{F-05}", "{Q-01}")
    t.press("ctrl+r", "ctrl+r").see("· 3/")
    t.press("esc", "e").see("M-02 ended")
    t.press("esc").see("Talks", "10 left")
    t.press("tab").press("c", "c", "c", "m", "b", "g", "c", "n").see("why?")
    t.enter("not part of this audit's sample").press("g", "c").see("all judged")

    # 5 Sampling: the samples that the report names, from made-up lists
    t.press("5").see("No population yet")
    for name, count, size, ref, attribute in (
        ("joiners", 24, 10, "A.5.18", "ticket before account"),
        ("reviews", 4, 2, "A.5.18", "every unit reviewed"),
        ("leavers", 12, 5, "A.6.5", "account closed within two hours"),
        ("movers", 6, 2, "A.5.18", "old rights removed"),
    ):
        path = made_up(tmp_path, name, count)
        t.press("p").see("Population: path")
        t.enter(str(path)).see("Which column")
        t.enter("id").see("For which ref")
        t.enter(ref).see("Supplied by", "not answered yet")
        for answer in ("made up for this journey", "all rows", "2025-10-01 to 2026-01-31", str(count)):
            t.type(answer).press("enter")
        t.type("not checked").see("control total agrees", "not checked")
        t.press("ctrl+r").see("planned", "hypergeometric" if count > size else "everything")
        t.press("ctrl+u").type(str(size)).press(*["tab"] * 9).press("ctrl+u").type(attribute)
        t.press("ctrl+r").see(f"{size} of {count}", "[A]")
        bad = {"joiners": (0, 3, 7), "reviews": (1,)}.get(name, ())
        t.press(*("x" if place in bad else "y" for place in range(size)))
        t.see(f"{len(bad) or 'none'} of {size} deviate")
        t.press("esc").see(f"{size} of {count}", "A: 3 of 10" if name == "joiners" else name)

    # 6 Evidence: what the notes recorded, and one thing more
    t.press("6").see("Joiner records", "E-004")
    t.press("a").see("title | version")
    t.enter("MDM enrolment list | | 2026-02-10 | MDM console").see("E-005")

    # 7 Findings in full
    t.press("7").see("F-05", "strength")
    for place, (label, fields) in enumerate(FINDINGS.items()):
        t.press("home", *["j"] * place, "enter").see(f"{label} ", "Criteria")
        title, criteria, condition, cause, consequence, action, reason = fields
        t.press("ctrl+u").type(title)
        t.press("tab", "tab", "tab").type(criteria)
        t.press("tab", "ctrl+u").type(condition)
        for text in (cause, consequence, action, reason):
            t.press("tab").type(text)
        for evidence in re.findall(r"E-\d{3}", condition):
            t.press("ctrl+o").see("link evidence")
            t.enter(evidence).gone("link evidence")
        t.press("esc").see("Findings")
    t.see("E-001 E-002", "E-003", "E-004")

    # 8 Report: nothing blocks but what management has to read
    t.press("8").see("no summary", "no conclusion")
    t.press("s").see("Works well")
    t.type(
        "Access control and HR security are largely effective; two minor lapses need action before the surveillance audit."
    )
    t.press("tab").type("Joiner and leaver workflows.")
    t.press("tab").type(
        "The objectives were reached. Two minor nonconformities and one observation were raised, facts undisputed."
    )
    t.press("tab").type("Populations were not stated in the source; the lists of this journey are made up.")
    t.press("tab").type("CEO").press("enter").type("HR Lead, IT Operations Lead")
    t.press("tab").type("Mirko Thalheim")  # who wrote none of it
    t.press("esc").see("Before the report")

    # 9 Follow-up: the register's action is there, the one that the report cites and the register lacks is agreed anew
    t.press("9").see("no action", "a agrees a corrective action")
    t.press("w").see("CAPA")
    t.press("w").gone("CAPA")
    for text, owner, due in (
        ("Hard gate in the joiner workflow; monthly comparison", "HR Lead", "2026-05-15"),
        ("Missing review held; rule for cancelled reviews", "IT Operations Lead", "2026-03-15"),
    ):
        t.press("a").see("What will be done")
        t.press("ctrl+u").enter(text).see("Effective if")
        t.press("ctrl+u").type(owner).press("tab", "ctrl+u").type(due).press("esc").see(owner[:10])
        t.press("j")

    # Export, and quit
    t.press("8").see("ready")
    t.press("e").see("Export AUD-2026-01", "[x] docx", "[x] pdf")
    t.press("f").see("Into which folder")
    t.press("ctrl+u").enter(str(tmp_path / "out")).see("into")
    t.press("enter").see("report.docx", "report.pdf", patience=120)
    t.press("ctrl+q")
    assert t.ended() == 0

    docx, pdf = (tmp_path / "out" / f"{number}-report.{ending}" for ending in ("docx", "pdf"))
    word = docx_text(docx)
    paper = squeezed("".join(page.extract_text() for page in PdfReader(pdf).pages))
    for fields in FINDINGS.values():
        for text in filter(None, fields):
            assert squeezed(text) in squeezed(word)
            assert squeezed(text) in paper
    for text in (
        *STRENGTHS,
        "Nordwind Logistics GmbH",
        "Tobias Becker",
        "Hard gate in the joiner workflow",
        "HR Security Policy",
    ):
        assert squeezed(text) in squeezed(word)
        assert squeezed(text) in paper
    assert command("check", number)["blocks"] == []
    assert command("verify") == {"ok": True, "problems": []}
