"""The audit programme (ISO 19011 clause 5; ISO/IEC 27001 clause 9.2.2)."""

from __future__ import annotations

from data.models.base import Row


class Programme(Row, table=True):
    """The audits of a period, and how they are decided, done and reported."""

    title: str = ""
    period_from: str = ""
    period_to: str = ""
    objectives: str = ""
    risks: str = ""
    frequency: str = ""
    methods: str = ""
    responsibilities: str = ""
    reporting: str = ""
