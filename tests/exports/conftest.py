"""One audit with something in every field (`audit.toml`), an empty one, and what an attacker would type into them."""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlmodel import Session

from checklists import refs
from data.imports.tables import Table
from data.models import Action, ReportIssue
from data.store import Store, opened
from data.work import actions, audits, checklist, decisions, evidence, findings, meetings, requests, rows, sampling
from exports.formats import FORMATS
from exports.report import Report, read_report
from exports.run import export

Salt = Callable[[str], str]

SCOPE = "4-10, A.5.15-A.5.18, A.6, A.8.8, A.8.13"
FACTS = re.compile(r"kind|duty|grade|refs?|related|label|sha256|starts|ends|started|ended|due|\w+_(?:from|to|at)")
ATTACKS = (  # harmless as text, and dangerous as anything else
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


class Case(NamedTuple):
    """An audit's report, and what was written from it: by format, with the PDF's note."""

    report: Report
    files: dict[str, bytes]
    note: str

    @property
    def docx(self) -> bytes:
        """The Word file."""
        return self.files["docx"]

    @property
    def pdf(self) -> bytes:
        """The PDF."""
        return self.files["pdf"]


def case(folder: Path, change: Callable[[Session], str]) -> Case:
    """Make an audit in a store of its own and export it."""
    with opened(folder / "audit.sqlite", "tester") as store:
        number = store.write(change)
        report = read_report(store, number)
        made = export(store, number, FORMATS, folder / "out")
    files = {one.format: one.path.read_bytes() for one in made}
    return Case(report, files, next(one.note for one in made if one.format == "pdf"))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An audit with something in every field."""
    return case(tmp_path_factory.mktemp("full"), lambda session: fill(session, lambda text: text))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The same, with an attack behind each text that a person types."""
    endless = itertools.cycle(ATTACKS)
    return case(
        tmp_path_factory.mktemp("hostile"), lambda session: fill(session, lambda text: f"{text} {next(endless)}")
    )


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An audit that has only just been made."""
    return case(tmp_path_factory.mktemp("bare"), lambda session: audits.create(session, "").number)


@pytest.fixture(scope="session")
def report(full: Case) -> Report:
    """The data set of the full audit."""
    return full.report


@pytest.fixture(scope="session")
def blank(bare: Case) -> Report:
    """The data set of the new audit."""
    return bare.report


@pytest.fixture
def rich(store: Store) -> str:
    """The number of the full audit in a store that may be changed."""
    return store.write(fill, lambda text: text)


def salted(value: Any, salt: Salt, name: str = "") -> Any:
    """The value with every text but facts (dates, grades, references) passed through `salt`."""
    if isinstance(value, str):
        return value if FACTS.fullmatch(name) else salt(value)
    if isinstance(value, list):
        return [salted(one, salt, name) for one in value]
    if isinstance(value, dict):
        return {key: salted(one, salt, key) for key, one in value.items()}
    return value


def leavers(count: int = 61) -> Table:
    """A population as it is read from a file."""
    people = [[f"L{number:03d}", f"2026-{number % 9 + 1:02d}-{number % 27 + 1:02d}"] for number in range(1, count + 1)]
    digest = hashlib.sha256(repr(people).encode()).hexdigest()
    return Table("leavers.csv", ("Leaver", "Last day"), people, list(range(2, count + 2)), digest, "utf-8", ",", {})


def fill(session: Session, salt: Salt) -> str:
    """Put the audit into a store, every text through `salt`. Returns its number."""
    told = tomllib.loads((Path(__file__).parent / "audit.toml").read_text(encoding="utf-8"))
    verdicts = told.pop("verdicts")
    told = salted(told, salt)
    audits.name_organisation(session, **told["organisation"])
    audit = audits.create(session, refs=refs.expand(SCOPE), **told["audit"])
    for criterion in told["criteria"]:
        audits.add_criterion(session, audit.id, **criterion)
    for member in told["team"]:
        audits.add_member(session, audit.id, **member)
    for values in told["meetings"]:
        meeting = meetings.begin(session, audit.id, **values)
        meetings.attend(session, meeting.id, values["role"])
        meetings.attend(session, meeting.id, salt("ISMS manager"))
        for point in meetings.agenda(session, meeting.id):
            meetings.tick(session, point.id)
    for values in told["requests"]:
        requests.ask(session, audit.id, **values)
    common = {
        "captured": "2026-10-12T10:14",
        "obtained": salt("exported while we watched"),
        "collector": salt("D. Kosta"),
    }
    proofs = [evidence.record(session, audit.id, **common, **values).id for values in told["evidence"]]
    checklist.prepare(session, audit.id)
    for item in checklist.items(session, audit.id):
        reason = told["reasons"].get(item.ref, "")
        checklist.judge(session, item.id, verdicts.get(item.ref, "conforming"), reason)
    sample_id = draw(session, audit.id, told, proofs[0])
    raised = []
    for values in told["findings"]:
        proven = tuple(proofs[place] for place in values.pop("evidence"))
        about = {"sample_id": sample_id} if values["grade"] == "minor" else {}
        raised.append(findings.raise_finding(session, audit.id, evidence=proven, **about, **values).id)
    for values in told["actions"]:
        actions.agree(session, audit.id, raised[values.pop("finding")], **values)
    rows.add(session, Action(**told["earlier"]))
    decisions.decide(session, audit.id, **told["decision"])
    rows.add(session, ReportIssue(audit_id=audit.id, **told["issue"]))
    return audit.number


def draw(session: Session, audit_id: str, told: dict[str, Any], proof: str) -> str:
    """Draw and mark the sample: three accounts late, one piece of equipment that there never was."""
    population = sampling.take_in(session, audit_id, leavers(), Path("leavers.csv"), "Leaver", **told["population"])
    late, texts = told["sample"].pop("late"), told["sample"].pop("attributes")
    attributes = [{"letter": letter, "text": text} for letter, text in zip("AB", texts, strict=True)]
    sample = sampling.draw(session, population.id, 25, attributes=attributes, **told["sample"])
    for place, item in enumerate(sampling.items(session, sample.id)):
        missed = place in late
        sampling.mark(session, item.id, "A", "deviation" if missed else "pass", proof if missed else None)
        sampling.mark(session, item.id, "B", "not_applicable" if place == 3 else "pass")
    return sample.id
