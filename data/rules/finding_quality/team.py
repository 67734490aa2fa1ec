"""Rules about the audit team: nobody audits what is theirs, and competence is on record (`domain.md` 2.14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.rules.finding_quality import followup
from data.rules.finding_quality.facts import Auditor, Context, Draft, Holding
from data.rules.finding_quality.rule import Found, Settings

DUTIES = frozenset({"a", "r", "a/r", "r/a", "owns", "operates", "authored", "approved", "manages"})
AUDITING = ("lead auditor", "auditor")
_BRACKETS = re.compile(r"\(([^)]*)\)")


def own_work(finding: Draft, context: Context, settings: Settings) -> Iterator[Found]:
    """F20: the owner of an action does not verify it, and the owner of a ref does not audit it.

    The lead auditor answers for every finding; another auditor is in conflict when nobody on the team is free.
    """
    yield from followup.verified_by_owner(finding, context, settings)
    auditing = [one for one in context.team if one.duty.strip().casefold() in AUDITING]
    held = {one: _held(one, finding.ref.strip(), context) for one in auditing}
    nobody_free = all(held.values())
    for one, holding in held.items():
        if holding and (one.duty.strip().casefold() == "lead auditor" or nobody_free):
            yield Found(
                "ref",
                f"{one.name} audits {finding.ref}, and holds {holding.duty} for «{holding.activity}»",
                "let somebody else audit and sign it off, or waive this with the safeguard that was taken",
            )


def _held(auditor: Auditor, ref: str, context: Context) -> Holding | None:
    """What makes an auditor an owner of a ref, if anything."""
    roles = _called(auditor.role) | _called(auditor.name) | _called(context.role_of.get(auditor.name, ""))
    for holding in context.holdings:
        if ref in holding.refs and holding.duty.strip().casefold() in DUTIES and roles & _called(holding.holder):
            return holding
    return None


def _called(name: str) -> set[str]:
    """What somebody is called: `Information Security Officer (ISO)` by the words and by the short form."""
    names = [_BRACKETS.sub("", name), *_BRACKETS.findall(name)]
    return {" ".join(one.split()).casefold() for one in names if one.strip()}


def competence(context: Context, _settings: Settings) -> Iterator[Found]:
    """F33: a certificate that is claimed is in the competence register."""
    if not context.courses:
        return
    for one in context.team:
        claim = re.search(
            r"\b(?:lead )?auditor\b[^.;|]*\b(?:certificate|certification|certified|course)|\blead auditor\b",
            one.competence,
            re.I,
        )
        plain = " ".join(_BRACKETS.sub("", one.name).split()).casefold()
        mine = [course for course in context.courses if " ".join(course.person.split()).casefold() == plain]
        if claim and mine and not any("audit" in course.subject.casefold() for course in mine):
            yield Found(
                "team",
                f"{one.name}: «{claim[0].strip()}» is not in the competence register, which has "
                + ", ".join(course.subject for course in mine),
                "record the certificate with its proof, or correct the plan",
                one.name,
            )
