"""The demo: whole, consistent with itself, and never stale."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from checklists import fieldnotes
from data import demo
from data.demo.company import REGISTERS
from data.demo.content import Content
from data.demo.dates import Dates
from data.imports.run import propose
from data.imports.tables import read_table
from data.models import (
    Action,
    Audit,
    ChecklistItem,
    Decision,
    Document,
    Evidence,
    Finding,
    Meeting,
    Note,
    Question,
    Request,
    Row,
    Sample,
    SampleItem,
)
from data.rules import stages, verdicts
from data.rules.sampling import supports
from data.store import Store, verify
from data.work import (
    actions,
    audits,
    awareness,
    checklist,
    closing,
    decisions,
    evidence,
    findings,
    meetings,
    planning,
    programme,
    questions,
    requests,
    sampling,
    sittings,
    understanding,
)

TODAY = date(2026, 10, 14)  # a Wednesday
DATES = Dates(TODAY)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
LABELLED = (Action, Decision, Evidence, Finding, Meeting, Question, Request, Sample, SampleItem)
RUNS = re.compile(r"\b[A-Z]-\d{2,3}(?:\.\d{2})?\b")


class Built(NamedTuple):
    """The demo's store, the number that `build` gave, and the seconds of computing it took."""

    store: Store
    number: str
    seconds: float


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    store = Store.open(tmp_path_factory.mktemp("demo") / "demo.sqlite", who="tester")
    began = time.process_time()
    number = demo.build(store, TODAY)
    yield Built(store, number, time.process_time() - began)
    store.close()


@pytest.fixture
def store(built: Built) -> Store:
    return built.store


@pytest.fixture
def audit(built: Built) -> Audit:
    return built.store.read(audits.by_number, built.number)


@pytest.fixture
def finished(store: Store) -> Audit:
    return store.read(audits.by_number, "AUD-2026-01")


def every(session: Session, table: type[Row], audit_id: str) -> list[Any]:
    return list(session.exec(select(table).where(table.audit_id == audit_id)))  # type: ignore[attr-defined]


def labels(session: Session, audit_id: str) -> set[str]:
    """Everything that has a label in an audit."""
    return {row.label for table in LABELLED for row in every(session, table, audit_id)}


def table(tmp_path: Path, name: str, today: date = TODAY) -> list[dict[str, str]]:
    with Content(Dates(today), tmp_path).copy(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_holds_what_every_screen_needs(store: Store, audit: Audit) -> None:
    items = store.read(checklist.items, audit.id)
    tested = [item for item in items if item.verdict]
    graded = store.read(findings.of_audit, audit.id)
    proof = store.read(evidence.of_audit, audit.id)
    asked = store.read(requests.of_audit, audit.id)
    assert audit.number == "AUD-2026-02"
    assert len(store.read(audits.every)) == 3
    assert len(items) >= 44
    assert 0.6 < len(tested) / len(items) < 0.75
    assert {item.verdict for item in tested} == set(verdicts.VERDICTS)
    assert len(graded) >= 8
    assert {finding.grade for finding in graded} == {*verdicts.GRADES, ""}
    assert len(proof) >= 20
    assert {item.kind for item in proof} == set(evidence.KINDS)
    assert sum(item.sha256 != "" for item in proof) >= 5
    assert len(store.read(sampling.of_audit, audit.id)) == 2
    assert len(store.read(actions.of_audit, audit.id)) >= 5
    assert len({action.status for action in store.read(actions.every)}) == len(actions.STATES)
    assert store.read(decisions.of_audit, audit.id)
    assert any(request.complete for request in asked)
    assert any(not request.received and request.due < TODAY.isoformat() for request in asked)


def test_dates_lie_around_today(store: Store, audit: Audit, finished: Audit) -> None:
    today, soon = TODAY.isoformat(), (TODAY + timedelta(10)).isoformat()
    assert audit.starts < today < audit.ends
    late = [action for action in store.read(actions.due, today) if action.audit_id == finished.id]
    assert len(late) == 1
    assert any(action.due > today for action in store.read(actions.due, soon))
    held = [meeting for meeting in store.read(meetings.of_audit, audit.id) if meeting.started]
    assert all(meeting.started[:10] < today for meeting in held)
    assert len(held) < len(store.read(meetings.of_audit, audit.id))


def test_interviews_have_live_notes(store: Store, audit: Audit) -> None:
    talked = [meeting for meeting in store.read(meetings.of_audit, audit.id, "interview") if meeting.started]
    assert len(talked) == 3
    for meeting in talked:
        note = store.read(meetings.note, meeting.id)
        lines = note.text.split("\n")
        assert 30 <= len(lines) <= 45
        assert len(note.times) == len(lines)
        assert note.times == sorted(note.times)
        assert meeting.started <= note.times[0] <= note.times[-1] <= meeting.ended
        assert {"speaker", "finding", "evidence", "question", "plain"} <= {
            line.kind for line in fieldnotes.parse(note.text)
        }
        assert "unknown" not in {line.kind for line in fieldnotes.parse(note.text)}


def test_every_tie_is_what_its_line_says(store: Store) -> None:
    numbers = {audit.number for audit in store.read(audits.every)}
    for audit in store.read(audits.every):
        known = store.read(labels, audit.id)
        graded = {row.label: row for row in store.read(findings.of_audit, audit.id)}
        proof = {row.label: row for row in store.read(evidence.of_audit, audit.id)}
        for note in store.read(meetings.notes, audit.id):
            for line in fieldnotes.parse(note.text):
                assert {label for label in line.ids if label not in numbers} <= known, line.text
                if line.kind == "finding":
                    assert graded[line.tie].grade == line.grade
                    assert graded[line.tie].meeting_id == note.meeting_id
                    assert not line.refs or graded[line.tie].ref == line.refs[0]
                elif line.kind == "evidence":
                    assert proof[line.tie].kind == line.evidence_kind
                    assert proof[line.tie].meeting_id == note.meeting_id
                elif line.kind in ("request", "question"):
                    assert line.tie in known


def test_shows_what_meetings_and_talks_settle(store: Store, audit: Audit, finished: Audit) -> None:
    asked = store.read(questions.of_audit, audit.id)
    assert {one.state for one in asked} == {"open", "answered"}
    assert {one.kind for one in store.read(understanding.key_points, audit.id)} == set(understanding.KINDS)
    assert store.read(understanding.differences, audit.id)
    counted = {topic.title: topic for topic in store.read(awareness.topics, audit.id) if topic.asked}
    assert counted["Reporting something odd"].words == "9 of 9 asked knew"
    assert any(0 < topic.knew < topic.asked for topic in counted.values())
    planned = store.read(sittings.progress, audit.id)
    assert len(planned) == 5
    assert any(one.left for one in planned)
    assert all(set(one.sitting.refs) <= set(audit.refs) for one in planned)
    assert [one.role for one in store.read(closing.disagreements, finished.id)] == ["Managing Director"]
    assert store.read(evidence.weak, audit.id)


def test_every_label_in_a_text_exists(store: Store) -> None:
    def texts(session: Session, audit_id: str) -> list[str]:
        tables = (Finding, Evidence, ChecklistItem, Request, Sample, Action, Note)
        rows = [row for of in tables for row in every(session, of, audit_id)]
        return [str(value) for row in rows for value in row.model_dump().values()]

    for audit in store.read(audits.every):
        known = store.read(labels, audit.id)
        elsewhere = {row.repeat_of for row in store.read(findings.of_audit, audit.id)}
        for text in store.read(texts, audit.id):
            for label in RUNS.findall(re.sub(r"AUD-\d{4}-\d\d(/F-\d\d)?|\bR-\d\d of the register", "", text)):
                if label[:2] in ("E-", "F-", "M-", "S-"):
                    assert label in known, text
        for repeated in elsewhere - {""}:
            number, _, label = repeated.partition("/")
            earlier = store.read(audits.by_number, number)
            assert label in store.read(labels, earlier.id)


def test_findings_are_in_full_form_and_rest_on_linked_evidence(store: Store) -> None:
    for audit in store.read(audits.every):
        for finding in store.read(findings.of_audit, audit.id):
            for part in ("title", "ref", "criteria", "condition", "cause", "consequence", "action", "role"):
                assert getattr(finding, part).strip(), (finding.label, part)
            assert len(finding.condition.split()) <= 120, finding.label
            assert bool(finding.grade) == bool(finding.grade_reason), finding.label
            assert set(re.findall(r"E-\d{3}", finding.criteria + finding.condition + finding.cause)) == {
                item.label for item in store.read(evidence.of_finding, finding.id)
            }


def test_every_register_row_is_imported(store: Store, tmp_path: Path) -> None:
    content = Content(DATES, tmp_path)
    for kind, name in REGISTERS:
        read = read_table(content.copy(name))
        again = store.read(propose, kind, read)
        assert again.rows == again.count("unchanged") == len(read.rows) > 0, name
        assert again.unused == (), name
    assert len(table(tmp_path, "soa.csv")) == 93


def test_soa_leaves_one_control_out(store: Store, audit: Audit) -> None:
    out = [item for item in store.read(checklist.items, audit.id) if item.verdict == "not_applicable"]
    assert [item.ref for item in out] == ["A.8.30"]
    assert out[0].reason.startswith("SoA: ")


def test_criteria_are_those_of_the_document_register(store: Store) -> None:
    def editions(session: Session) -> dict[str, str]:
        return {f"{row.title} ({row.number})": row.edition for row in session.exec(select(Document))}

    known = store.read(editions)
    for audit in store.read(audits.every):
        own = [row for row in store.read(audits.criteria, audit.id) if row.position]
        assert own
        assert all(known[row.title] == row.edition for row in own)


def test_sample_tells_what_its_evidence_tells(store: Store, audit: Audit, tmp_path: Path) -> None:
    """The three deviations stand in the console's export, and nothing else that was drawn is late there."""
    leavers, changes = store.read(sampling.of_audit, audit.id)
    drawn = store.read(sampling.items, leavers.id)
    ended = {row["Leaver"]: row["Ended"] for row in table(tmp_path, "files/console-users.csv")}
    directory = {row["Leaver"]: row["Ended"] for row in table(tmp_path, "files/directory-accounts.csv")}
    marks = store.read(sampling.results, leavers.id)
    late = {}
    for item in drawn:
        last_day = date.fromisoformat(item.cells[4])
        deadline = DATES.day(1, last_day)
        assert directory[item.item] <= deadline.isoformat()
        if ended.get(item.item, "") > deadline.isoformat():
            days = range(1, 30)
            late[item.label] = next(n for n in days if DATES.day(n, deadline).isoformat() == ended[item.item])
        expected = "deviation" if item.label in late else "pass"
        assert marks[item.id, "B"].result == expected
    assert late == {"S-01.05": 4, "S-01.12": 11, "S-01.18": 7}
    assert [(one.letter, one.deviations) for one in store.read(sampling.outcomes, leavers.id)] == [
        ("A", 0),
        ("B", 3),
        ("C", 0),
        ("D", 0),
    ]
    assert "(12 %); at 95 % confidence the rate in the 61 items is below 25 %" in supports(25, 3, 61, 0.95, random=True)
    assert len(store.read(sampling.results, changes.id)) == 13 * 4
    assert sum(one.deviations for one in store.read(sampling.outcomes, changes.id)) == 2


def test_finished_audit_is_ready_and_the_current_one_is_not(store: Store, audit: Audit, finished: Audit) -> None:
    done = stages.missing(store.read(audits.facts, finished.id))
    assert [one for one in done if one.blocks] == []
    rules = {one.rule for one in stages.missing(store.read(audits.facts, audit.id)) if one.blocks}
    assert rules == {"summary", "conclusion", "untested", "grade"}


def test_programme_raises_the_alarms_of_its_matrix(store: Store, audit: Audit) -> None:
    picture = store.read(planning.picture, TODAY.isoformat())
    assert picture
    assert picture.seen.terms.years == (2025, 2026, 2027)
    rules = {alarm.rule for alarm in picture.alarms}
    assert {"gap", "promised", "part", "later"} <= rules
    assert "undated" not in rules
    assert "incident" in picture.why["A.8.12"]
    assert {one.programme_id for one in picture.audits} == {picture.plan.id}
    assert len(store.read(programme.occasions)) == 6


def test_record_is_whole(store: Store) -> None:
    assert store.saved
    assert verify(store) == []


def test_same_day_same_record(store: Store, tmp_path: Path) -> None:
    again = Store.open(tmp_path / "again.sqlite", who="tester")
    demo.build(again, TODAY)
    assert again.read(contents) == store.read(contents)
    again.close()


def contents(session: Session) -> list[tuple[str, list[str]]]:
    """The record without its random ids and without the log."""
    found = []
    for mapper in sorted(Row.__subclasses__() + [t for c in Row.__subclasses__() for t in c.__subclasses__()], key=str):
        if hasattr(mapper, "__table__"):
            rows = [row.model_dump() for row in session.exec(select(mapper))]
            kept = [
                {name: value for name, value in row.items() if name != "id" and not name.endswith("_id")}
                for row in rows
            ]
            found.append((mapper.__name__, sorted(map(repr, kept))))
    return found


@given(DAYS)
def test_every_day_gives_a_period_of_nine_whole_months(today: date) -> None:
    dates = Dates(today)
    assert dates.period_from.day == 1
    assert (dates.period_to + timedelta(1)).day == 1
    whole = (dates.period_to.year - dates.period_from.year) * 12 + dates.period_to.month - dates.period_from.month + 1
    assert whole == 9
    assert dates.day(-33) <= dates.period_to <= today - timedelta(10)


@given(DAYS, st.integers(-400, 400))
def test_days_are_working_days_one_after_the_other(today: date, days: int) -> None:
    dates = Dates(today)
    assert dates.day(days).weekday() < 5
    assert 1 <= (dates.day(days + 1) - dates.day(days)).days <= 3
    assert dates.day(0) <= today <= dates.day(0) + timedelta(2)


@given(DAYS)
def test_populations_lie_inside_the_period_on_any_day(today: date) -> None:
    dates = Dates(today)
    content = Content(dates, Path())
    for name, column in (("leavers.csv", "Last day"), ("changes.csv", "Released"), ("files/restore-tests.csv", "Day")):
        days = [row[column] for row in csv.DictReader(content.text(name).splitlines())]
        assert dates.period_from.isoformat() <= min(days)
        assert max(days) <= dates.period_to.isoformat()
        assert days == sorted(days)


@given(DAYS)
def test_one_restore_test_falls_in_each_month(today: date) -> None:
    content = Content(Dates(today), Path())
    days = [row["Day"] for row in csv.DictReader(content.text("files/restore-tests.csv").splitlines())]
    assert len({day[:7] for day in days}) == 9


def test_builds_on_a_sunday_in_the_new_year(tmp_path: Path) -> None:
    """The audits' numbers then belong to two years, and the working week lies before today."""
    store = Store.open(tmp_path / "demo.sqlite", who="tester")
    number = demo.build(store, date(2027, 1, 3))
    audit = store.read(audits.by_number, number)
    assert audit.starts == "2026-12-30"
    assert number == "AUD-2026-02"
    assert {one.number for one in store.read(audits.every)} == {"AUD-2026-01", number, "AUD-2027-01"}
    assert verify(store) == []
    store.close()


def test_unknown_name_in_a_text_is_no_silent_gap() -> None:
    with pytest.raises(KeyError):
        DATES.fill("see <nowhere>", {})
