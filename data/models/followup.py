"""What becomes of a finding: corrective actions, their verification, and management's decisions."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field

from data.models.base import AuditRow, Row


class Action(Row, table=True):
    """A corrective action, of an audit or from elsewhere (`audit_id` empty); labels count through the whole store.

    `status`: open, in progress, done, verified, closed (`data.rules.corrective`), or a word of an imported register.
    `correction` is what was done at once, `extent` which other cases were looked for, `effectiveness` the criterion
    by which it will be seen on `check_on` that the action worked; `whys` is the analysis that led to `cause`
    (`data.rules.causes`). `external` is its id in an imported register.
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
    whys: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    correction: str = ""
    corrected: str = ""
    extent: str = ""
    text: str = ""
    owner: str = ""
    raised: str = ""
    due: str = ""
    status: str = "open"
    done: str = ""
    effectiveness: str = ""
    check_on: str = ""
    verifier: str = ""
    verified: str = ""
    result: str = ""
    closed: str = ""
    source: str = ""


class Step(Row, table=True):
    """One thing to be done for an action, by whom and by when; `done` is the date on which it was."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("text", "owner")

    action_id: str = Field(foreign_key="action.id", index=True, max_length=32)
    position: int = 0
    text: str = ""
    owner: str = ""
    due: str = ""
    done: str = ""


class ActionEvidence(Row, table=True):
    """Which evidence shows that an action was carried out."""

    action_id: str = Field(foreign_key="action.id", index=True, max_length=32)
    evidence_id: str = Field(foreign_key="evidence.id", index=True, max_length=32)


class Verification(Row, table=True):
    """One look at whether an action worked. `criterion` and `planned` are as they stood before it.

    `result`: effective, partly or not effective.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("criterion", "remark")

    action_id: str = Field(foreign_key="action.id", index=True, max_length=32)
    criterion: str = ""
    planned: str = ""
    verifier: str = ""
    day: str = ""
    result: str = ""
    remark: str = ""
    sample_id: str | None = Field(default=None, foreign_key="sample.id", max_length=32)


class Decision(AuditRow, table=True):
    """What management decided about the audit's results.

    `kind`: before certification, priority, risk register, accepted risk or other (`data.rules.decisions`). `risk` is
    the number of the entry to be changed, `reason` why a risk is accepted.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("text", "reason")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    kind: str = "other"
    text: str = ""
    owner: str = ""
    due: str = ""
    done: str = ""
    reason: str = ""
    risk: str = ""
    finding_id: str | None = Field(default=None, foreign_key="finding.id", max_length=32)


class Circulation(AuditRow, table=True):
    """The report (or a draft of it) went to somebody: to whom, when, and which edition."""

    recipient: str = ""
    sent: str = ""
    edition: str = ""
    purpose: str = ""


class Response(AuditRow, table=True):
    """What the auditee answers to a finding that binds to nothing: an OFI or an observation.

    `answer`: accepted or declined; a declined one has a reason.
    """

    finding_id: str = Field(foreign_key="finding.id", unique=True, max_length=32)
    answer: str = ""
    reason: str = ""
    by: str = ""
    day: str = ""


class Hold(Row, table=True):
    """A legal hold: nothing of an audit (of the whole store where it names none) goes while it lasts."""

    audit_id: str | None = Field(default=None, foreign_key="audit.id", index=True, max_length=32)
    reason: str = ""
    since: str = ""
    released: str = ""


class Disposal(AuditRow, table=True):
    """What was let go at the end of its time: the kind of record, its label, its hash, and why."""

    kind: str = ""
    row_id: str = Field(default="", index=True, max_length=32)
    label: str = ""
    sha256: str = ""
    day: str = ""
    who: str = ""
    reason: str = ""
