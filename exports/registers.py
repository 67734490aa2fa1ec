"""The registers as one Excel workbook: figures, findings, actions, evidence, coverage, samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from exports import look, spreadsheet
from exports.data_set import figures
from exports.report import Report
from exports.results import state
from exports.spreadsheet import Sheet, Value, day


def write(report: Report, when: datetime) -> bytes:
    """The workbook; equal reports give equal bytes."""
    audit = report.audit
    return spreadsheet.workbook(
        sheets(report), f"{audit.number} {audit.title}", f"{audit.number} · {audit.classification}", when
    )


def sheets(report: Report) -> list[Sheet]:
    """What stands in the workbook."""
    return [
        Sheet("About", (("What", 34), ("Value", 60)), _about(report)),
        Sheet("Findings", FINDINGS, _findings(report)),
        Sheet("Actions", ACTIONS, _actions(report)),
        Sheet("Evidence", EVIDENCE, _evidence(report)),
        Sheet("Coverage", COVERAGE, _coverage(report)),
        Sheet("Samples", SAMPLES, _samples(report)),
    ]


def _about(report: Report) -> Iterable[Sequence[Value]]:
    told = figures(report)
    yield from (
        ("Audit", report.audit.number),
        ("Title", report.audit.title),
        ("Organisation", report.organisation.name),
        ("Edition", report.edition),
        ("State", "draft" if report.draft else "issued"),
        ("Classification", report.audit.classification),
        ("State of the record", report.as_of),
        ("Seal of the record", report.seal),
        ("References in scope", told["references"]),
        ("References tested", told["tested"]),
    )
    yield from ((f"References: {look.TONES[verdict].name}", count) for verdict, count in told["verdicts"].items())
    yield from ((f"Findings: {_grade(grade)}", count) for grade, count in told["findings"].items())
    for name in ("evidence", "samples", "actions"):
        yield name.capitalize(), told[name]


FINDINGS = (
    ("No.", 8), ("Grade", 18), ("Title", 44), ("Reference", 11), ("Requirement or control", 28), ("Related", 16),
    ("Criterion", 40), ("Condition", 60), ("Cause", 40), ("Consequence", 40), ("Action", 40), ("Why this grade", 30),
    ("Evidence", 18), ("Sample", 9), ("Place", 18), ("Role", 18), ("Raised", 12), ("Acknowledged by", 18),
    ("Acknowledged", 13), ("Repeat of", 12), ("Actions agreed", 14), ("Owner", 20), ("Due", 12),
)  # fmt: skip


def _findings(report: Report) -> Iterable[Sequence[Value]]:
    for one in report.findings:
        yield (
            one.label, _grade(one.grade), one.title, one.ref, one.ref_title, _list(one.related), one.criteria,
            one.condition, one.cause, one.consequence, one.action, one.grade_reason, _list(one.evidence), one.sample,
            one.place, one.role, day(one.raised_at), one.acknowledged_by, day(one.acknowledged_at), one.repeat_of,
            _list(one.actions), one.owner, day(one.due),
        )  # fmt: skip


ACTIONS = (
    ("No.", 8), ("Finding", 10), ("Source", 16), ("Nonconformity", 44), ("Cause", 40), ("Correction", 40),
    ("Action", 50), ("Owner", 20), ("Raised", 12), ("Due", 12), ("State", 14), ("Done", 12), ("Effective when", 40),
    ("Verifier", 20), ("Verified", 12), ("Result", 40), ("Closed", 12),
)  # fmt: skip


def _actions(report: Report) -> Iterable[Sequence[Value]]:
    for one in (*report.actions, *report.earlier):
        yield (
            one.label, one.finding, one.origin or (report.audit.number if one.finding else ""), one.statement,
            one.cause, one.correction, one.text, one.owner, day(one.raised), day(one.due), state(one),
            day(one.done), one.effectiveness, one.verifier, day(one.verified), one.result, day(one.closed),
        )  # fmt: skip


EVIDENCE = (
    ("No.", 8), ("Kind", 12), ("Title", 44), ("Version", 12), ("Source", 28), ("How obtained", 24), ("By", 18),
    ("Obtained", 12), ("Period", 18), ("Place", 36), ("References", 18), ("Role", 20), ("File", 28), ("SHA-256", 30),
    ("Bytes", 12), ("Personal data", 9), ("Keep until", 12), ("Used in", 18), ("Remark", 36),
)  # fmt: skip


def _evidence(report: Report) -> Iterable[Sequence[Value]]:
    for one in report.evidence:
        yield (
            one.label, one.kind, one.title, one.edition, one.source, one.obtained, one.collector, day(one.captured),
            one.period, one.place, _list(one.refs), one.role, one.file_name, one.sha256, one.size,
            "yes" if one.personal_data else "no", day(one.keep_until), _list(one.used_in), one.remark,
        )  # fmt: skip


COVERAGE = (
    ("Reference", 11), ("Requirement or control", 48), ("Verdict", 28), ("Reason", 40), ("Remark", 48),
    ("Evidence", 20), ("Findings", 14),
)  # fmt: skip


def _coverage(report: Report) -> Iterable[Sequence[Value]]:
    for one in report.items:
        verdict = look.TONES[one.verdict].name
        yield one.ref, one.title, verdict, one.reason, one.remark, _list(one.evidence), _list(one.findings)


SAMPLES = (
    ("No.", 8), ("Sample", 36), ("Reference", 11), ("Population", 36), ("Items", 9), ("Period", 18), ("From", 20),
    ("Completeness", 36), ("Drawn", 9), ("Method", 14), ("Seed", 24), ("Confidence", 11), ("Tolerable", 10),
    ("Attribute", 9), ("What was tested", 44), ("Judged", 9), ("Deviations", 10), ("What that supports", 60),
    ("SHA-256 of the list", 30),
)  # fmt: skip


def _samples(report: Report) -> Iterable[Sequence[Value]]:
    for one in report.samples:
        drawn = (
            one.label, one.title, one.ref, one.population, one.population_count, one.population_period,
            one.supplied_by, one.completeness, one.size, one.method, one.seed, one.confidence, one.tolerable,
        )  # fmt: skip
        for outcome in one.outcomes:
            judged = (outcome.letter, outcome.text, outcome.judged, outcome.deviations, outcome.supports)
            yield *drawn, *judged, one.population_sha256
        if not one.outcomes:
            yield *drawn, "", "", None, None, "", one.population_sha256


def _grade(grade: str) -> str:
    return look.TONES[grade].name if grade else "No grade yet"


def _list(labels: Iterable[str]) -> str:
    return ", ".join(labels)
