"""One small audit with something in every field, an empty one, and what an attacker would type into them."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlmodel import Session

from checklists import refs
from data.models import Action, Organisation, ReportIssue
from data.store import Store
from data.work import actions, audits, checklist, evidence, findings, meetings, requests, rows, sampling

Salt = Callable[[str], str]

# What was tried against pandoc, Typst and Word; each is harmless as text and dangerous as anything else
ATTACKS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '`#read("/etc/passwd")`{=typst}',
    "```{=openxml} <w:p><w:r><w:t>INJECTED</w:t></w:r></w:p> ```",
    "![x](/etc/passwd) ![y](http://127.0.0.1:8799/l.png) [z](javascript:alert(1))",
    r"\input{/etc/passwd} $\input{x}$",
    '#read("secret.txt") ]#panic("x")[ */ /* // <lab> @ref',
    "/ term",
    "= heading",
    "1. x\n2. y",
    "---\ntitle: pwned\n---",
    '::: {custom-style="Title"}\nx\n:::',
    '[x]{typst:fill="read(1)"}',
    '<iframe src="file:///etc/passwd">',
    "{{MARK}} {{ORGANISATION}}",
    '=cmd|"/c calc"!A1',
    "a\x0bc\u202ed\x85e",
    '"; #panic("s") "\\',
    "$title$ $if(x)$ ${x}",
    "W" * 300,
    "<!--",
    "</w:t></w:r></w:p><w:p>",
    "&lt;&amp;&#x41;",
    "{=typst}`",
)


class List(NamedTuple):
    """A population as it was supplied."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sha256: str


def plain(text: str) -> str:
    return text


def attacking() -> Salt:
    """Puts one attack after the other behind each text."""
    endless = itertools.cycle(ATTACKS)
    return lambda text: f"{text} {next(endless)}"


def leavers(count: int = 61) -> List:
    rows = tuple((f"L{number:03d}", f"2026-{number % 9 + 1:02d}-{number % 27 + 1:02d}") for number in range(1, count + 1))
    return List(("Leaver", "Last day"), rows, hashlib.sha256(repr(rows).encode()).hexdigest())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "audit.sqlite", "tester")
    yield opened
    opened.close()


@pytest.fixture
def rich(store: Store) -> str:
    return store.write(fill, plain)


@pytest.fixture
def attacked(store: Store) -> str:
    return store.write(fill, attacking())


@pytest.fixture
def empty(store: Store) -> str:
    return store.write(lambda session: audits.create(session, "").number)


def fill(session: Session, salt: Salt) -> str:
    """A whole audit; every text goes through `salt`. Returns its number."""
    audits.name_organisation(
        session,
        salt("Meridian Logistics Ltd"),
        isms_scope=salt("Design, operation and support of the freight platform and of the offices it is run from"),
        scope_version=salt("2.1"),
        places=[salt("Athens"), salt("Thessaloniki")],
        systems=[salt("Freight platform"), salt("HR system")],
    )
    audit = audits.create(
        session,
        salt("ISMS internal audit, autumn 2026"),
        client=salt("Managing director"),
        objectives=salt(
            "- Does the ISMS meet ISO/IEC 27001 and the organisation's own rules?\n"
            "- Is it put into practice and kept up?\n"
            "- Is the organisation *ready* for the surveillance audit of March 2027?"
        ),
        refs=refs.expand("4-10, A.5.15-A.5.18, A.6, A.8.8, A.8.13"),
        areas=salt("IT operations, human resources, purchasing"),
        places=salt("Athens head office; Thessaloniki data centre (remote)"),
        methods=salt(
            "Interviews with those who operate the controls, review of documents and records, observation at the head office, "
            "and samples drawn from complete lists. The data centre was looked at by video."
        ),
        starts="2026-10-12",
        ends="2026-10-14",
        period_from="2026-01-01",
        period_to="2026-09-30",
        impartiality=salt(
            "Nobody on the team operates, owns, wrote or approved what they audited. A.8.13 was audited by Dimitra Kosta, because "
            "Ioannis Vell had run the backups until February 2026."
        ),
        limitations=salt("The log server was being moved during the audit week, so log records older than 30 days could not be seen."),
        distribution=salt("- Managing director\n- ISMS manager\n- Heads of IT and of HR\n- Certification body, on request"),
        classification=salt("Confidential"),
        summary=salt(
            "Leadership, risk assessment and awareness are in good order, and better than a year ago. **Two things need a decision now:** "
            "who owns the review of privileged access, and how quickly the accounts of leavers are closed."
        ),
        strengths=salt("Staff in every interview knew how to report an incident, and could show where."),
        conclusion=salt(
            "The management system is established and largely effective, except for the findings listed. The major nonconformity on "
            "privileged access must be corrected before the surveillance audit.\n\nThe objectives of the audit were reached."
        ),
        reviewer=salt("Eleni Dimou"),
    )
    _people(session, audit.id, salt)
    evidence_ids = _evidence(session, audit.id, salt)
    _verdicts(session, audit.id, salt)
    _asked(session, audit.id, salt)
    sample_id = _sample(session, audit.id, salt, evidence_ids[0])
    _found(session, audit.id, salt, evidence_ids, sample_id)
    rows.add(
        session,
        ReportIssue(audit_id=audit.id, edition=1, issued_at="2026-10-20T09:00", recipients=salt("Managing director"), note=salt("For comment")),
    )
    return audit.number


def _people(session: Session, audit_id: str, salt: Salt) -> None:
    audits.add_criterion(session, audit_id, salt("Access Control Standard"), salt("3.2 of 4 May 2026"), salt("Section 5"))
    audits.add_criterion(session, audit_id, salt("Information Security Policy"), salt("6.0"), salt("All"))
    audits.add_member(
        session, audit_id, salt("Dimitra Kosta"), "lead auditor", role=salt("Quality manager"),
        competence=salt("ISO/IEC 27001 lead auditor course, 2024; five audits"), independence=salt("No duty in IT or HR"),
    )  # fmt: skip
    audits.add_member(
        session, audit_id, salt("Ioannis Vell"), "auditor", role=salt("Software engineer"),
        competence=salt("Internal auditor course, 2025"), independence=salt("Ran backups until February 2026"),
    )  # fmt: skip
    for kind, role, start, end, remote in (
        ("opening", "Managing director", "2026-10-12T09:00", "2026-10-12T09:20", False),
        ("interview", "Head of HR", "2026-10-12T10:00", "2026-10-12T10:45", False),
        ("interview", "IT operations manager", "2026-10-12T11:00", "2026-10-12T12:10", False),
        ("walkthrough", "Data centre technician", "2026-10-13T09:30", "2026-10-13T10:15", True),
        ("closing", "Managing director", "2026-10-14T15:00", "2026-10-14T15:40", False),
    ):
        meeting = meetings.begin(
            session, audit_id, kind, salt(role), salt(f"About {role}"), started=f"{start}:00.000+02:00", ended=f"{end}:00.000+02:00",
            place=salt("Athens"), remote=remote, refs=["A.5.18", "A.6.5"],
        )  # fmt: skip
        meetings.attend(session, meeting.id, salt(role))
        meetings.attend(session, meeting.id, salt("ISMS manager"))
    for point in meetings.agenda(session, meetings.of_audit(session, audit_id, "opening")[0].id):
        meetings.tick(session, point.id)


def _evidence(session: Session, audit_id: str, salt: Salt) -> list[str]:
    made = []
    for kind, title, source, ref in (
        ("record", "Leaver list, January to September 2026", "HR system, report 14", "A.5.18"),
        ("screenshot", "Directory export of 12 October 2026", "Directory, all accounts", "A.5.18"),
        ("document", "Access Control Standard", "Document register", "A.5.15"),
        ("statement", "Interview with the IT operations manager", "", "A.8.13"),
        ("seen", "Restore of the freight database", "Backup console, live", "A.8.13"),
        ("ticket", "Emergency change of 3 March", "Ticket system", "8.1"),
    ):
        row = evidence.record(
            session,
            audit_id,
            salt(title),
            kind=kind,
            edition=salt("3.2") if kind == "document" else "",
            source=salt(source) if source else "",
            obtained=salt("exported while we watched"),
            collector=salt("Dimitra Kosta"),
            captured="2026-10-12T10:14",
            period=salt("January to September 2026"),
            place=salt(f"https://files.example.org/audit/2026-02/{kind}"),
            refs=[ref],
            role=salt("IT operations manager"),
            file_name=salt(f"{kind}.pdf"),
            sha256=hashlib.sha256(title.encode()).hexdigest() if kind in ("record", "screenshot") else "",
            size=2048 if kind in ("record", "screenshot") else None,
            personal_data=kind == "record",
            remark=salt("Names were blacked out"),
        )
        made.append(row.id)
    return made


def _verdicts(session: Session, audit_id: str, salt: Salt) -> None:
    checklist.prepare(session, audit_id)
    special = {
        "A.5.18": ("minor", ""), "8.1": ("observation", ""), "9.1": ("ofi", ""), "A.8.8": ("major", ""), "7.3": ("strength", ""),
        "10.1": ("not_tested", "No improvement was under way in the period"), "A.6.7": ("not_applicable", "Nobody works remotely"),
    }  # fmt: skip
    for item in checklist.items(session, audit_id):
        verdict, reason = special.get(item.ref, ("conforming", ""))
        checklist.judge(session, item.id, verdict, salt(reason) if reason else "")
        rows.edit(session, type(item), item.id, remark=salt("Seen in practice") if item.ref == "7.3" else "")


def _asked(session: Session, audit_id: str, salt: Salt) -> None:
    requests.ask(session, audit_id, salt("Leavers of the period"), refs=["A.5.18"], role=salt("Head of HR"), complete=True)
    requests.ask(session, audit_id, salt("Firewall rule review"), refs=["A.8.8"], role=salt("IT operations manager"))


def _sample(session: Session, audit_id: str, salt: Salt, evidence_id: str) -> str:
    population = sampling.take_in(
        session,
        audit_id,
        leavers(),
        Path("leavers.csv"),
        "Leaver",
        title=salt("Leavers"),
        supplied_by=salt("Head of HR"),
        query=salt("HR system, report 14"),
        period=salt("January to September 2026"),
        completeness=salt("Count agreed with payroll"),
    )
    attributes = [
        {"letter": "A", "text": salt("Accounts disabled by the end of the next working day")},
        {"letter": "B", "text": salt("Equipment returned")},
    ]
    sample = sampling.draw(
        session, population.id, 25, salt("AUD-2026-02/leavers"), title=salt("Leaver accounts"), ref="A.5.18", attributes=attributes
    )
    for place, item in enumerate(sampling.items(session, sample.id)):
        late = place in (6, 14, 21)
        sampling.mark(session, item.id, "A", "deviation" if late else "pass", evidence_id if late else None)
        sampling.mark(session, item.id, "B", "not_applicable" if place == 3 else "pass")
    return sample.id


def _found(session: Session, audit_id: str, salt: Salt, proofs: list[str], sample_id: str) -> None:
    major = findings.raise_finding(
        session,
        audit_id,
        salt("Review of privileged access not performed: no review in 4 of 4 quarters, two critical systems"),
        evidence=(proofs[1], proofs[2]),
        grade="major",
        grade_reason=salt("The control has no owner and did not operate in the whole period; nobody noticed."),
        ref="A.8.8",
        related=["A.5.15", "9.1"],
        criteria=salt('"Access Control Standard" version 3.2, section 5.7: privileged access is reviewed every quarter.'),
        condition=salt(
            "No review of the four quarters to September 2026 could be shown for the freight platform and the HR system (E-002). "
            "Seven accounts with administrator rights belong to people who have changed their task:\n\n"
            "- four in the freight platform,\n- three in the HR system."
        ),
        cause=salt("To be determined by the head of IT."),
        consequence=salt("Somebody could change freight orders or pay without needing to, and it would not be seen."),
        action=salt("Withdraw the seven rights now; name an owner of the review and put it into the calendar."),
        place=salt("Athens"),
        role=salt("Head of IT"),
        acknowledged_by=salt("Head of IT"),
        acknowledged_at="2026-10-14",
        repeat_of=salt("AUD-2025-01/F-02"),
    )
    minor = findings.raise_finding(
        session,
        audit_id,
        salt("Leaver accounts disabled late in 3 of 25 sampled cases (January to September 2026)"),
        evidence=(proofs[0], proofs[1]),
        grade="minor",
        grade_reason=salt("The rule works for 22 of 25; nobody signed in after leaving; no privileged account was affected."),
        ref="A.5.18",
        related=["A.6.5", "A.5.16"],
        criteria=salt(
            'A.5.18 as applied in "Access Control Standard" version 3.2, section 5.4: accounts are disabled by the end of the '
            "next working day after the last day of work."
        ),
        condition=salt(
            "HR supplied all 61 leavers of the period (E-001, count agreed with payroll). 25 were drawn at random (S-01). The directory "
            "export of 12 October 2026 (E-002) shows three accounts disabled 3, 6 and 9 working days after the last day."
        ),
        cause=salt("To be determined by the process owner; in all three cases the notice reached IT after the last day."),
        consequence=salt("Former staff could have used mail and the customer portal for up to nine working days."),
        action=salt("Send the notice from the HR system as soon as an end date is entered."),
        sample_id=sample_id,
    )
    findings.raise_finding(
        session, audit_id, salt("Objectives could be measured more often"), grade="ofi", ref="9.1",
        criteria=salt("9.1"), condition=salt("Indicators are read once a year."), action=salt("Read them every quarter."),
        evidence=(proofs[3],),
    )  # fmt: skip
    findings.raise_finding(
        session, audit_id, salt("Emergency change recorded two days later"), grade="observation", ref="8.1",
        criteria=salt("Change rule 4"), condition=salt("1 of 1 emergency change was recorded two days after it was made (E-006)."),
        evidence=(proofs[5],),
    )  # fmt: skip
    findings.raise_finding(
        session, audit_id, salt("Incident reporting known to everybody"), grade="strength", ref="7.3",
        condition=salt("9 of 9 people asked could report an incident within two minutes."), evidence=(proofs[3],),
    )  # fmt: skip
    actions.agree(
        session, audit_id, major.id, salt("Review all privileged rights; name an owner"), owner=salt("Head of IT"), due="2026-10-30",
        effectiveness=salt("Two quarterly reviews complete by March 2027"), verifier=salt("Internal audit"),
    )  # fmt: skip
    actions.agree(session, audit_id, minor.id, salt("Automatic notice to IT"), owner=salt("Head of HR"), due="2026-11-30")
    rows.add(session, Action(label="A-90", origin="incident", text=salt("Renew the visitor policy"), owner=salt("Facilities"), due="2026-09-01"))
    actions.decide(session, audit_id, salt("Budget for an access review tool approved"), owner=salt("Managing director"), due="2026-12-01")


def organisation_name(session: Session) -> str:
    known: Organisation | None = audits.organisation(session)
    return known.name if known else ""
