"""The results as OSCAL assessment results (NIST, version 1.1.3), for tools that talk to each other.

Each tested reference and each finding is an OSCAL finding, told apart by its property `verdict` or `grade`; evidence
and samples are observations, nonconformities are risks, and corrective actions their remediations. What has no place
in OSCAL is a property of our own. Texts there are Markdown, so what was typed is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from data.rules import verdicts
from data.work.actions import FINISHED
from exports import look, words
from exports.data_set import figures
from exports.pandoc_ast import clean, one_line
from exports.parts import Action, Evidence, Finding, Item, Sample
from exports.report import Report

VERSION = "1.1.3"
OURS = "urn:auditbook"
MARKUP = re.compile(r"([\\`*_\[\]<>{}$~^])")
METHODS = {"statement": "INTERVIEW", "said": "INTERVIEW"}
Object = dict[str, Any]


def write(report: Report) -> bytes:
    """The file in UTF-8; the same bytes for the same report."""
    return (json.dumps({"assessment-results": Results(report).told()}, ensure_ascii=False, indent=2) + "\n").encode()


class Results:
    """One audit's results in OSCAL's words."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.as_of = datetime.fromisoformat(report.as_of) if report.as_of else datetime(2026, 1, 1, tzinfo=UTC)

    def told(self) -> Object:
        """The whole document."""
        resources = [self._plan(), *(self._resource(item) for item in self.report.evidence)]
        return {
            "uuid": self.key(f"document/{self.report.edition}/{self.report.seal}"),
            "metadata": self._metadata(),
            "import-ap": {"href": f"#{self.key('plan')}"},
            "results": [self._result()],
            "back-matter": {"resources": resources},
        }

    def key(self, name: str) -> str:
        """The id of something of this audit: the same in each edition."""
        return str(uuid5(NAMESPACE_URL, f"{OURS}:{self.report.audit.number}/{name}"))

    def moment(self, text: str) -> str:
        """A moment with its offset; where the record has none, that of its last change."""
        try:
            found = datetime.fromisoformat(text.strip())
        except ValueError:
            found = self.as_of
        return (found if found.tzinfo else found.replace(tzinfo=self.as_of.tzinfo)).isoformat()

    def _metadata(self) -> Object:
        report, audit = self.report, self.report.audit
        people = [(member.duty, member.name) for member in report.team if member.duty.strip() and member.name.strip()]
        named = [*people, ("audit client", audit.client), ("reviewer", audit.reviewer)]
        named = [(duty, name) for duty, name in named if name.strip()]
        roles = {token(duty): line(duty) for duty, _name in named}
        parties = [self._party("organization", "organisation", report.organisation.name or "Organisation")]
        parties += [self._party("person", f"person/{name}", name) for name in dict.fromkeys(name for _, name in named)]
        return {
            "title": line(f"Internal audit report {audit.number} {audit.title}"),
            "last-modified": self.as_of.isoformat(),
            "version": f"edition {report.edition}",
            "oscal-version": VERSION,
            "props": [
                prop("state", "draft" if report.draft else "complete"),
                *optional("classification", audit.classification),
                *optional("seal", report.seal),
            ],
            **some("roles", [{"id": key, "title": title} for key, title in roles.items()]),
            "parties": parties,
            **some(
                "responsible-parties",
                [
                    {
                        "role-id": role,
                        "party-uuids": [self.key(f"person/{name}") for duty, name in named if token(duty) == role],
                    }
                    for role in roles
                ],
            ),
        }

    def _party(self, kind: str, key: str, name: str) -> Object:
        return {"uuid": self.key(key), "type": kind, "name": one_line(name)}

    def _result(self) -> Object:
        report, audit = self.report, self.report.audit
        tested = [item for item in report.items if verdicts.is_tested(item.verdict)]
        problems = report.graded(*verdicts.NONCONFORMITIES)
        ended = {"end": self.moment(audit.ends)} if audit.ends.strip() else {}
        observations = [*map(self._seen, report.evidence), *map(self._drawn, report.samples)]
        return {
            "uuid": self.key("result"),
            "title": line(f"Audit {audit.number}"),
            "description": markup(audit.conclusion or "No conclusion has been written yet."),
            "start": self.moment(audit.starts),
            **ended,
            "props": list(self._figures()),
            "reviewed-controls": {"control-selections": [self._selection(tested)]},
            **some("observations", observations),
            **some("risks", [self._risk(finding) for finding in problems]),
            **some("findings", [*map(self._judged, tested), *map(self._finding, report.findings)]),
        }

    def _figures(self) -> Iterable[Object]:
        told = figures(self.report)
        for name in ("references", "tested", "evidence", "samples", "actions"):
            yield prop(name, str(told[name]))
        for kind in ("verdicts", "findings"):
            for name, amount in told[kind].items():
                yield prop(f"{kind}-{token(name or 'open')}", str(amount))

    def _selection(self, tested: list[Item]) -> Object:
        left = [item for item in self.report.items if item not in tested]
        reasons = "\n\n".join(f"{item.ref}: {one_line(item.reason) or 'no verdict yet'}" for item in left)
        included = some("include-controls", [{"control-id": control(item.ref)} for item in tested])
        return {
            "description": markup(f"ISO/IEC 27001:2022, {self.report.audit.refs or 'no reference in scope'}"),
            **(included or {"include-all": {}}),  # all less what was not tested: OSCAL cannot say none
            **some("exclude-controls", [{"control-id": control(item.ref)} for item in left]),
            **({"remarks": markup(f"Not tested:\n\n{reasons}")} if left else {}),
        }

    def _judged(self, item: Item) -> Object:
        failed = item.verdict in verdicts.NONCONFORMITIES
        seen = [self.key(f"seen/{label}") for label in item.evidence]
        return {
            "uuid": self.key(f"reference/{item.ref}"),
            "title": line(f"{item.ref} {item.title}"),
            "description": markup(item.remark or look.TONES[item.verdict].name),
            "props": [prop("verdict", item.verdict)],
            "target": target(item.ref, failed=failed),
            **some("related-observations", [{"observation-uuid": key} for key in seen]),
        }

    def _finding(self, finding: Finding) -> Object:
        seen = [self.key(f"seen/{label}") for label in finding.evidence]
        seen += [self.key(f"drawn/{finding.sample}")] if finding.sample else []
        risks = [{"risk-uuid": self.key(f"risk/{finding.label}")}] if finding.is_nonconformity else []
        return {
            "uuid": self.key(f"finding/{finding.label}"),
            "title": line(f"{finding.label} {finding.title}"),
            "description": markup(finding.condition or finding.title),
            "props": [prop("label", finding.label), prop("grade", finding.grade or "open")],
            "target": target(finding.ref, failed=finding.is_nonconformity),
            **some("related-observations", [{"observation-uuid": key} for key in seen]),
            **some("related-risks", risks),
            **({"remarks": markup(f"Criterion: {finding.criteria}")} if finding.criteria.strip() else {}),
        }

    def _risk(self, finding: Finding) -> Object:
        actions = [action for action in self.report.actions if action.label in finding.actions]
        finished = bool(actions) and all(action.status in FINISHED for action in actions)
        return {
            "uuid": self.key(f"risk/{finding.label}"),
            "title": line(f"{finding.label} {finding.title}"),
            "description": markup(finding.condition or finding.title),
            "statement": markup(finding.consequence or "The consequence has not been written down."),
            "status": "closed" if finished else "remediating" if actions else "open",
            **({"deadline": self.moment(finding.due)} if finding.due.strip() else {}),
            **some("remediations", [self._remediation(action) for action in actions]),
        }

    def _remediation(self, action: Action) -> Object:
        due = self.moment(action.due) if action.due.strip() else ""
        task = {
            "uuid": self.key(f"due/{action.label}"),
            "type": "milestone",
            "title": line(f"{action.label} due"),
            "timing": {"on-date": {"date": due}},
        }
        return {
            "uuid": self.key(f"action/{action.label}"),
            "lifecycle": "completed" if action.status in ("done", *FINISHED) else "planned",
            "title": line(f"{action.label} {one_line(action.owner)}"),
            "description": markup(action.text or action.statement or action.label),
            "props": [prop("label", action.label), prop("state", token(action.status or "open"))],
            **some("tasks", [task] if due else []),
        }

    def _seen(self, item: Evidence) -> Object:
        return {
            "uuid": self.key(f"seen/{item.label}"),
            "title": line(f"{item.label} {item.title}"),
            "description": markup(words.joined(item.title, item.edition, item.source, item.place)),
            "methods": [METHODS.get(item.kind, "EXAMINE")],
            "types": ["control-objective"],
            "relevant-evidence": [
                {"href": f"#{self.key(f'evidence/{item.label}')}", "description": markup(item.title or item.label)}
            ],
            "collected": self.moment(item.captured),
        }

    def _drawn(self, sample: Sample) -> Object:
        told = [f"{one.letter} {one.text}: {one.deviations} of {one.judged}. {one.supports}" for one in sample.outcomes]
        drawn = f"{sample.size} of {sample.population_count}, {sample.method}"
        return {
            "uuid": self.key(f"drawn/{sample.label}"),
            "title": line(f"{sample.label} {sample.title}"),
            "description": markup("\n\n".join((drawn, *told))),
            "props": [*optional("seed", sample.seed), *optional("population-sha256", sample.population_sha256)],
            "methods": ["TEST"],
            "types": ["control-objective"],
            "collected": self.moment(sample.drawn_at),
        }

    def _plan(self) -> Object:
        audit = self.report.audit
        return {
            "uuid": self.key("plan"),
            "title": line(f"Plan of audit {audit.number}"),
            "description": markup(audit.objectives or "The plan of this audit is part of the record."),
        }

    def _resource(self, item: Evidence) -> Object:
        hashes = [{"algorithm": "SHA-256", "value": item.sha256}]
        copied = [{"href": f"urn:sha256:{item.sha256}", "hashes": hashes}] if item.sha256 else []
        return {
            "uuid": self.key(f"evidence/{item.label}"),
            "title": line(f"{item.label} {item.title}"),
            "props": [prop("label", item.label), *optional("kind", item.kind), *optional("place", item.place)],
            **some("rlinks", copied),
        }


def markup(text: str) -> str:
    """Text as Markdown that shows it as it was typed; never empty."""
    return MARKUP.sub(r"\\\1", clean(text).strip()) or "–"


def line(text: str) -> str:
    """The same on one line, for titles."""
    return markup(one_line(text))


def token(text: str) -> str:
    """A name as OSCAL wants it: a letter first, then letters, digits, hyphens."""
    plain = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    return plain if plain[:1].isalpha() else f"x-{plain}".rstrip("-")


def control(ref: str) -> str:
    """`a.5.18` for a control, `clause-4.1` for a clause."""
    return token(ref) if ref[:1].isalpha() else f"clause-{token(ref).removeprefix('x-')}"


def target(ref: str, *, failed: bool) -> Object:
    """What was judged, and how."""
    status = {"state": "not-satisfied" if failed else "satisfied", "reason": "fail" if failed else "pass"}
    return {"type": "objective-id", "target-id": control(ref or "unnamed"), "status": status}


def prop(name: str, value: str) -> Object:
    """A property of our own."""
    return {"name": name, "ns": OURS, "value": one_line(value)}


def optional(name: str, value: str) -> list[Object]:
    """A property, where there is something to say."""
    return [prop(name, value)] if one_line(value) else []


def some(name: str, values: list[Any]) -> Object:
    """A list, where it has members; OSCAL knows no empty ones."""
    return {name: values} if values else {}
