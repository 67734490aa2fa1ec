"""The frozen data set of one audit's report: read from the store once, and every format is written from it.

    report = read_report(store, "AUD-2026-02")

so that no two formats can disagree about a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlmodel import Session

from checklists import refs
from data import clock, log, models
from data.rules import finding_quality as quality
from data.rules import review as review_rules
from data.rules import verdicts
from data.rules.stages import Missing
from data.store import Store
from data.work import (
    actions,
    audits,
    awareness,
    checklist,
    closing,
    decisions,
    evidence,
    findings,
    issues,
    meetings,
    questions,
    readiness,
    report_parts,
    requests,
    review,
    understanding,
)
from data.work import sampling as samples
from exports import cycle, editions, parts, words

GROUPS = ("4", "5", "6", "7", "8", "9", "10", "A.5", "A.6", "A.7", "A.8")
OTHER = "Other"
GRADED = ("major", "minor", "", "ofi", "observation", "strength")

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Report:
    """All that any format prints. `as_of` is the moment of the record's last change, `seal` the log's hash then.

    It is a `draft` until it is issued, and again as soon as the record says something else than the last edition did;
    `changes` are those since the edition before.
    """

    edition: int
    as_of: str
    seal: str
    organisation: parts.Organisation
    audit: parts.Audit
    criteria: tuple[parts.Criterion, ...]
    team: tuple[parts.Member, ...]
    items: tuple[parts.Item, ...]
    groups: tuple[parts.Group, ...]
    findings: tuple[parts.Finding, ...]
    fallen: tuple[parts.Fallen, ...]
    samples: tuple[parts.Sample, ...]
    evidence: tuple[parts.Evidence, ...]
    meetings: tuple[parts.Meeting, ...]
    requests: tuple[parts.Request, ...]
    differences: tuple[parts.Difference, ...]
    key_points: tuple[parts.KeyPoint, ...]
    disagreements: tuple[parts.Disagreement, ...]
    awareness: tuple[parts.Awareness, ...]
    questions: tuple[parts.Question, ...]
    actions: tuple[parts.Action, ...]
    earlier: tuple[parts.Action, ...]
    decisions: tuple[parts.Decision, ...]
    answers: tuple[parts.Answer, ...]
    circulated: tuple[parts.Sent, ...]
    issues: tuple[parts.Issue, ...]
    changes: tuple[parts.Changed, ...]
    comments: tuple[parts.Comment, ...]
    layout: tuple[parts.Part, ...]
    missing: tuple[Missing, ...]
    cycle: parts.Cycle
    draft: bool

    @property
    def blocked(self) -> bool:
        """Whether something is missing without which the report cannot be issued."""
        return any(point.blocks for point in self.missing)

    @property
    def whole(self) -> parts.Group:
        """All references in scope as one group."""
        return parts.Group("", "All references", tuple(item.verdict for item in self.items))

    def shows(self, section: str) -> bool:
        """Whether a section (`data.rules.report_parts`) stands in the report."""
        return not any(part.left_out and part.name == section for part in self.layout)

    def own(self, sentence: str) -> str:
        """The auditor's own words for a drafted sentence; empty where the draft stands."""
        return next((part.text.strip() for part in self.layout if part.name == sentence), "")

    def graded(self, *grades: str) -> tuple[parts.Finding, ...]:
        """The findings of these grades, the gravest first."""
        return tuple(finding for finding in self.findings if finding.grade in grades)

    def judged(self, *wanted: str) -> tuple[parts.Item, ...]:
        """The references with one of these verdicts, in the standard's order."""
        return tuple(item for item in self.items if item.verdict in wanted)

    def members(self, *duties: str) -> tuple[parts.Member, ...]:
        """The team members with one of these duties."""
        return tuple(member for member in self.team if member.duty in duties)

    def held(self, *kinds: str) -> tuple[parts.Meeting, ...]:
        """The meetings of these kinds that took place, by label."""
        return tuple(meeting for meeting in self.meetings if meeting.kind in kinds and meeting.started)


def read_report(
    store: Store, number: str, *, edition: int | None = None, settings: quality.Settings | None = None
) -> Report:
    """The data set of the audit `number`, as edition `edition` (without one, the last that was issued where the record
    still says the same, else the one after it). `settings` are those of the finding linter.

    Raises NotFound where there is no such audit.
    """
    return store.read(_gather, number, edition, settings)


def _gather(session: Session, number: str, edition: int | None, settings: quality.Settings | None) -> Report:
    audit = audits.by_number(session, number)
    issued = issues.of_audit(session, audit.id)
    last = next((entry for entry in log.entries(session) if entry.kind != "ReportIssue"), None)
    found = findings.of_audit(session, audit.id)
    labels = {finding.id: finding.label for finding in found}
    every = actions.every(session)
    mine = [action for action in every if action.audit_id == audit.id]
    used = evidence.used(session, audit.id)
    index = evidence.of_audit(session, audit.id)
    items = _items(checklist.items(session, audit.id), index, found)
    report = Report(
        edition=edition or max((issue.edition for issue in issued), default=0) + 1,
        as_of=last.at if last else "",
        seal=last.seal if last else "",
        organisation=_organisation(audits.organisation(session)),
        audit=_plain(parts.Audit, audit, refs=refs.shorten(audit.refs)),
        criteria=tuple(_plain(parts.Criterion, row) for row in audits.criteria(session, audit.id)),
        team=tuple(_plain(parts.Member, row) for row in audits.team(session, audit.id)),
        items=items,
        groups=_groups(items),
        findings=_findings(session, found, mine, index, used),
        fallen=tuple(_plain(parts.Fallen, row) for row in findings.fallen(session, audit.id)),
        samples=tuple(_samples(session, audit.id)),
        evidence=tuple(_plain(parts.Evidence, row, used_in=tuple(used.get(row.id, ()))) for row in index),
        meetings=tuple(_meetings(session, audit.id)),
        requests=tuple(_plain(parts.Request, row) for row in requests.of_audit(session, audit.id)),
        **_fieldwork(session, audit.id, labels),
        actions=tuple(_action(row, labels) for row in mine),
        earlier=tuple(_action(row, {}) for row in every if row.audit_id != audit.id and _left_open(row, audit)),
        decisions=tuple(
            _plain(parts.Decision, row, finding=labels.get(row.finding_id or "", ""))
            for row in decisions.of_audit(session, audit.id)
        ),
        answers=tuple(
            _plain(parts.Answer, row, finding=labels[key])
            for key, row in decisions.answers(session, audit.id).items()
            if key in labels
        ),
        circulated=tuple(_plain(parts.Sent, row) for row in decisions.circulated(session, audit.id)),
        issues=tuple(_plain(parts.Issue, row) for row in issued),
        changes=(),
        comments=tuple(
            _plain(parts.Comment, row, state=review_rules.state(row.answer, row.accepted_at))
            for row in review.of_audit(session, audit.id)
        ),
        layout=tuple(
            _plain(parts.Part, row)
            for _, row in sorted(report_parts.of_audit(session, audit.id).items())
            if row.left_out or row.text.strip()
        ),
        missing=tuple(readiness.missing(session, audit.id, settings)),
        cycle=cycle.read(session, last.at[:10] if last else clock.today()),
        draft=True,
    )
    return editions.placed(report, issued, edition)


def _known(value: str, table: Iterable[str]) -> str:
    """A grade or verdict; what is none (of a later version, say) counts as not given."""
    return value if value in table else ""


def _plain(kind: type[P], row: object, **values: Any) -> P:
    """A part with the row's columns of the same names; lists become tuples. `values` go before the row's."""
    for field in fields(kind):  # type: ignore[arg-type]  # every part is a dataclass
        if field.name not in values:
            value = getattr(row, field.name)
            values[field.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def _organisation(row: models.Organisation | None) -> parts.Organisation:
    return _plain(parts.Organisation, row) if row else parts.Organisation()


def _items(
    rows: Iterable[models.ChecklistItem], index: Iterable[models.Evidence], found: Iterable[models.Finding]
) -> tuple[parts.Item, ...]:
    seen: dict[str, list[str]] = {}
    raised: dict[str, list[str]] = {}
    for row in index:
        for ref in row.refs:
            seen.setdefault(ref, []).append(row.label)
    for finding in found:
        for ref in dict.fromkeys((finding.ref, *finding.related)):
            raised.setdefault(ref, []).append(finding.label)
    return tuple(
        _plain(
            parts.Item,
            row,
            verdict=_known(row.verdict, verdicts.VERDICTS),
            evidence=tuple(seen.get(row.ref, ())),
            findings=tuple(raised.get(row.ref, ())),
        )
        for row in rows
    )


def _groups(items: Iterable[parts.Item]) -> tuple[parts.Group, ...]:
    """The clauses and themes that are in scope; what belongs to none of them comes last, as a group of its own."""
    inside: dict[str, list[str]] = {name: [] for name in (*GROUPS, OTHER)}
    for item in items:
        name = next((name for name in GROUPS if item.ref == name or item.ref.startswith(name + ".")), OTHER)
        inside[name].append(item.verdict)
    return tuple(parts.Group(name, refs.title(name), tuple(found)) for name, found in inside.items() if found)


def _findings(
    session: Session,
    rows: list[models.Finding],
    mine: list[models.Action],
    index: list[models.Evidence],
    used: dict[str, list[str]],
) -> tuple[parts.Finding, ...]:
    rests: dict[str, list[str]] = {}
    for row in index:
        for label in used.get(row.id, ()):
            rests.setdefault(label, []).append(row.label)
    drawn = {sample.id: sample.label for sample in samples.of_audit(session, rows[0].audit_id)} if rows else {}
    made = []
    for finding in sorted(rows, key=lambda row: GRADED.index(_known(row.grade, GRADED))):
        answers = [action for action in mine if action.finding_id == finding.id]
        made.append(
            _plain(
                parts.Finding,
                finding,
                grade=_known(finding.grade, GRADED),
                ref_title=refs.title(finding.ref),
                evidence=tuple(rests.get(finding.label, ())),
                sample=drawn.get(finding.sample_id or "", ""),
                actions=tuple(action.label for action in answers),
                owner=words.listed(dict.fromkeys(action.owner for action in answers)) or finding.owner,
                due=max((action.due for action in answers), default="") or finding.due,
            )
        )
    return tuple(made)


def _samples(session: Session, audit_id: str) -> Iterable[parts.Sample]:
    lists = {population.id: population for population in samples.populations(session, audit_id)}
    for row in samples.of_audit(session, audit_id):
        if not row.drawn_at:
            continue  # a plan is no sample yet
        population = lists[row.population_id]
        void = [item for item in samples.items(session, row.id) if item.void]
        yield _plain(
            parts.Sample,
            row,
            population=population.title,
            population_count=population.count,
            population_period=population.period,
            population_file=population.file_name,
            population_sha256=row.population_sha256 or population.sha256,
            supplied_by=population.supplied_by,
            query=population.query,
            completeness=population.completeness,
            control_total=population.control_total,
            left_open=population.left_open,
            second_file=population.second_file,
            statement=samples.statement(session, row.id),
            replaced=tuple(f"{item.label} {item.item}: {item.void}" for item in void),
            outcomes=tuple(
                parts.Outcome(
                    one.letter,
                    one.text,
                    one.judged,
                    one.deviations,
                    one.open,
                    said.limit,
                    said.met,
                    said.sentence,
                )
                for one, said in samples.conclusions(session, row.id)
            ),
        )


def _meetings(session: Session, audit_id: str) -> Iterable[parts.Meeting]:
    for row in meetings.of_audit(session, audit_id):
        present = dict.fromkeys(person.role for person in meetings.attendance(session, row.id) if person.role)
        yield _plain(parts.Meeting, row, refs=refs.shorten(row.refs), present=tuple(present))


def _fieldwork(session: Session, audit_id: str, labels: dict[str, str]) -> dict[str, Any]:
    """What was settled in the meetings, and what people knew. `labels` are those of the findings."""
    met = {row.id: row.label for row in meetings.of_audit(session, audit_id)}

    def placed(kind: type[P], found: Iterable[Any]) -> tuple[P, ...]:
        return tuple(_plain(kind, row, meeting=met.get(row.meeting_id or "", "")) for row in found)

    return {
        "differences": placed(parts.Difference, understanding.differences(session, audit_id)),
        "key_points": placed(parts.KeyPoint, understanding.key_points(session, audit_id)),
        "disagreements": tuple(
            _plain(
                parts.Disagreement,
                row,
                finding=labels.get(row.finding_id or "", ""),
                meeting=met.get(row.meeting_id or "", ""),
            )
            for row in closing.disagreements(session, audit_id)
        ),
        "awareness": tuple(
            _plain(parts.Awareness, topic) for topic in awareness.topics(session, audit_id) if topic.asked
        ),
        "questions": placed(parts.Question, questions.of_audit(session, audit_id)),
    }


def _left_open(row: models.Action, audit: models.Audit) -> bool:
    """Whether an action of another source was not finished, and was there when the audit ended."""
    raised, ends = clock.parse_date(row.raised), clock.parse_date(audit.ends)
    return row.status not in actions.FINISHED and (raised is None or ends is None or raised <= ends)


def _action(row: models.Action, labels: dict[str, str]) -> parts.Action:
    return _plain(parts.Action, row, finding=labels.get(row.finding_id or "", ""))
