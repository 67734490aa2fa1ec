"""The audit programme (ISO 19011 clause 5; ISO/IEC 27001 clause 9.2.2), and what asks for audits sooner."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import Row, json_list


class Programme(Row, table=True):
    """The audits of a period, and how they are decided, done and reported.

    `cycle_from` and `cycle_to` are the first and last year of the certification cycle, as `2024`. `days` are the days
    of auditing there are in a year (0: not said), `sittings` over how many they are spread, `refs_a_day` how many refs
    a day is enough for. A clause ref is to be tested every `clause_years`, a control every `control_years` years.
    `visits` are the audits of others, one a line as `2026-05-18 | what`.
    """

    title: str = ""
    period_from: str = ""
    period_to: str = ""
    cycle_from: str = ""
    cycle_to: str = ""
    objectives: str = ""
    risks: str = ""
    opportunities: str = ""
    frequency: str = ""
    methods: str = ""
    responsibilities: str = ""
    reporting: str = ""
    visits: str = ""
    days: int = 0
    sittings: int = 4
    refs_a_day: int = 8
    clause_years: int = 1
    control_years: int = 3


class CoverageMark(Row, table=True):
    """What a coverage matrix of the organisation says of a ref in a year, beside the audits of this record.

    `part` where it was looked at only in part, `promised` where the matrix only intends it.
    """

    ref: str = Field(index=True)
    year: int = Field(index=True)
    part: bool = False
    promised: bool = False
    source: str = ""


class Occasion(Row, table=True):
    """An incident, or a change that affects the ISMS: an occasion to audit its refs sooner.

    `kind`: incident or change.
    """

    LABEL: ClassVar[str] = "number"

    number: str = ""
    kind: str = "change"
    day: str = ""
    title: str = ""
    refs: list[str] = json_list()
    source: str = ""
