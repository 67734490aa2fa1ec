"""The frozen data set of the programme: read from the store once, and every format is written from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from checklists import refs
from data import log
from data.errors import NotFound
from data.models import Audit, Programme
from data.rules import planning
from data.rules.coverage import Visit
from data.work import audits, coverage, programme
from data.work import planning as plans
from exports import cycle
from exports.parts import Cycle

TEXTS = ("objectives", "risks", "opportunities", "frequency", "methods", "responsibilities", "reporting")


@dataclass(frozen=True, slots=True)
class Planned:
    """An audit of the programme; `why` holds each ref with what speaks for it, `tested` how many have a verdict."""

    number: str
    title: str
    starts: str
    ends: str
    days: float
    refs: tuple[str, ...]
    tested: int
    lead: str
    places: str
    methods: str
    why: tuple[tuple[str, str], ...]

    @property
    def scope(self) -> str:
        """Its refs for people."""
        return refs.shorten(self.refs)


@dataclass(frozen=True, slots=True)
class Data:
    """All that any format of the programme prints. `on` is the day on which it was looked at."""

    organisation: str
    title: str
    period_from: str
    period_to: str
    texts: dict[str, str]
    days: int
    sittings: int
    clause_years: int
    control_years: int
    visits: tuple[Visit, ...]
    audits: tuple[Planned, ...]
    occasions: tuple[planning.Occasion, ...]
    concerned: tuple[str, ...]
    areas: tuple[planning.Area, ...]
    owners: tuple[str, ...]
    cycle: Cycle
    why: dict[str, str]
    on: str
    as_of: str
    seal: str

    @property
    def span(self) -> str:
        """`2024-2026`, for the file's name."""
        years = self.cycle.years
        return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])


def read(session: Session, on: str) -> Data:
    """The programme that runs, on a day. Raises NotFound where there is none."""
    picture = plans.picture(session, on)
    if picture is None:
        raise NotFound("There is no audit programme in this store yet; p on the home screen begins one.")
    plan = picture.plan
    last = next(iter(log.entries(session)), None)
    organisation = audits.organisation(session)
    told, areas = programme.occasions(session), programme.areas(session)
    return Data(
        organisation=organisation.name if organisation else "",
        title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        texts={name: str(getattr(plan, name)) for name in TEXTS},
        days=plan.days,
        sittings=plan.sittings,
        clause_years=plan.clause_years,
        control_years=plan.control_years,
        visits=programme.visits(plan),
        audits=tuple(_planned(session, audit, picture) for audit in picture.audits if _belongs(audit, plan)),
        occasions=tuple(planning.Occasion(row.kind, row.day, row.title) for row in told),
        concerned=tuple(refs.shorten(row.refs) for row in told),
        areas=tuple(planning.Area(row.name, row.importance, row.last_change) for row in areas),
        owners=tuple(row.owner_role for row in areas),
        cycle=cycle.of(coverage.of(session, on)),
        why=dict(picture.why),
        on=on,
        as_of=last.at if last else "",
        seal=last.seal if last else "",
    )


def _belongs(audit: Audit, plan: Programme) -> bool:
    """Whether an audit is one of this programme: by its tie, or by its year."""
    years = {str(year) for year in programme.years(plan)}
    return audit.programme_id == plan.id or audit.starts[:4] in years


def _planned(session: Session, audit: Audit, picture: plans.Picture) -> Planned:
    reasons = {one["ref"]: one["why"] for one in audit.planned}
    leads = [member.name for member in audits.team(session, audit.id) if member.duty == "lead auditor"]
    tested = {look.ref for look in picture.seen.looks if look.where == audit.number and look.state == "done"}
    return Planned(
        number=audit.number,
        title=audit.title,
        starts=audit.starts,
        ends=audit.ends,
        days=audit.days or plans.length(audit),
        refs=tuple(audit.refs),
        tested=len(tested),
        lead=", ".join(leads),
        places=audit.places,
        methods=audit.methods,
        why=tuple((ref, reasons.get(ref, "")) for ref in audit.refs),
    )
