"""What becomes of a finding: corrective actions and management's decisions."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, Row


class Action(Row, table=True):
    """A corrective action, of an audit or from elsewhere (`audit_id` empty); labels count through the whole store.

    `status`: open, in progress, done, verified, not effective, closed. `external` is its id in an imported register.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("statement", "cause", "correction", "text", "owner")
    LABEL: ClassVar[str] = "label"

    label: str = Field(default="", index=True)
    audit_id: str | None = Field(default=None, foreign_key="audit.id", index=True, max_length=32)
    finding_id: str | None = Field(default=None, foreign_key="finding.id", index=True, max_length=32)
    external: str = Field(default="", index=True)
    origin: str = ""
    statement: str = ""
    cause: str = ""
    correction: str = ""
    text: str = ""
    owner: str = ""
    raised: str = ""
    due: str = ""
    status: str = "open"
    done: str = ""
    effectiveness: str = ""
    verifier: str = ""
    verified: str = ""
    result: str = ""
    closed: str = ""
    source: str = ""


class Decision(AuditRow, table=True):
    """What management decided about the audit's results."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("text",)
    LABEL: ClassVar[str] = "label"

    label: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""
    finding_id: str | None = Field(default=None, foreign_key="finding.id", max_length=32)
