"""The nouns of an audit as tables, one module per group. Dates and times are ISO 8601 text, so that what was typed
stays as typed.

Importing this package registers every table with `SQLModel.metadata`.
"""

from data.models.audit import Audit, ChecklistItem, Criterion, Prompt, Request, TeamMember
from data.models.base import Row, new_id
from data.models.evidence import Evidence
from data.models.fieldwork import AgendaItem, Attendance, Meeting, Note, Sitting
from data.models.finding import Finding, FindingEvidence, Waiver
from data.models.followup import (
    Action,
    ActionEvidence,
    Circulation,
    Decision,
    Disposal,
    Hold,
    Response,
    Step,
    Verification,
)
from data.models.meetings import Difference, Disagreement, HouseWording, KeyPoint
from data.models.organisation import (
    Area,
    Asset,
    CompetenceNeed,
    CompetenceRecord,
    Document,
    Organisation,
    Person,
    Responsibility,
    Risk,
    SoaEntry,
    Supplier,
)
from data.models.planning import Reading, Safeguard
from data.models.programme import CoverageMark, Occasion, Programme
from data.models.questions import Awareness, Question
from data.models.record import Bookmark, Change, Counter, Draft, ImportProfile, SearchDue
from data.models.reporting import ReportIssue, ReportPart, ReviewComment
from data.models.sampling import AttributeResult, Population, PopulationItem, Sample, SampleItem

__all__ = [
    "Action",
    "ActionEvidence",
    "AgendaItem",
    "Area",
    "Asset",
    "Attendance",
    "AttributeResult",
    "Audit",
    "Awareness",
    "Bookmark",
    "Change",
    "ChecklistItem",
    "Circulation",
    "CompetenceNeed",
    "CompetenceRecord",
    "Counter",
    "CoverageMark",
    "Criterion",
    "Decision",
    "Difference",
    "Disagreement",
    "Disposal",
    "Document",
    "Draft",
    "Evidence",
    "Finding",
    "FindingEvidence",
    "Hold",
    "HouseWording",
    "ImportProfile",
    "KeyPoint",
    "Meeting",
    "Note",
    "Occasion",
    "Organisation",
    "Person",
    "Population",
    "PopulationItem",
    "Programme",
    "Prompt",
    "Question",
    "Reading",
    "ReportIssue",
    "ReportPart",
    "Request",
    "Response",
    "Responsibility",
    "ReviewComment",
    "Risk",
    "Row",
    "Safeguard",
    "Sample",
    "SampleItem",
    "SearchDue",
    "Sitting",
    "SoaEntry",
    "Step",
    "Supplier",
    "TeamMember",
    "Verification",
    "Waiver",
    "new_id",
]
