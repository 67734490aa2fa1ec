"""What is decided before an audit: who may test what, and what its documents say when they are read."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, json_list


class Safeguard(AuditRow, table=True):
    """What is done where somebody tests their own work, or a declaration that it is not their own.

    `practice` is a key of `data.rules.safeguards.PRACTICES`; `who` carries it out, `proof` is where that can be seen.
    """

    LABEL: ClassVar[str] = "auditor"

    auditor: str = Field(default="", index=True)
    refs: list[str] = json_list()
    practice: str = ""
    who: str = ""
    proof: str = ""
    reason: str = ""


class Reading(AuditRow, table=True):
    """Notes on a document read before the audit. A line that begins with `?` is a question for the opening."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("document", "text")
    LABEL: ClassVar[str] = "document"

    document: str = ""
    edition: str = ""
    text: str = ""
    position: int = 0
