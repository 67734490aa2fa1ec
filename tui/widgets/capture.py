"""A marked line of a note becomes an item of the record, behind the typist's back and without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checklists import fieldnotes
from data.models import Note
from data.work import evidence, findings, requests
from tui.widgets.note import NoteText

if TYPE_CHECKING:
    from tui.app import Auditbook


async def capture(app: Auditbook, audit_id: str, meeting_id: str, event: NoteText.LineLeft, ref: str) -> str:
    """Make the item that a marked line stands for and write its label behind the line. Returns the label, "" for none.

    `ref` is that of the question being asked; a ref in the line itself comes first. The speaker is the role of the
    last `@`.
    """
    found = fieldnotes.parse_line(event.line)
    at = found.refs[0] if found.refs else ref
    speakers = fieldnotes.speakers(fieldnotes.parse("\n".join(event.note.lines_seen[: event.row + 1])))
    role = {"role": speakers[-1]} if speakers and speakers[-1] else {}
    label = ""
    if found.kind == "finding":
        values: dict[str, Any] = {
            "grade": found.grade,
            "ref": at,
            "condition": found.body,
            "meeting_id": meeting_id,
        } | role
        made = await app.attempt(app.write(findings.raise_finding, audit_id, found.title, **values))
        label = made.label if made else ""
    elif found.kind == "evidence":
        values = {
            "kind": found.evidence_kind,
            "edition": found.version,
            "period": found.date,
            "place": found.place,
            "refs": list(found.refs) or ([ref] if ref else []),
            "meeting_id": meeting_id,
            "collector": app.who,
            "obtained": "during the meeting",
        } | role
        item = await app.attempt(app.write(evidence.record, audit_id, found.title, **values))
        label = item.label if item else ""
    elif found.kind == "request":
        asked = await app.attempt(
            app.write(requests.ask, audit_id, found.title, refs=list(found.refs) or ([ref] if ref else []), **role)
        )
        label = asked.label if asked else ""
    if label:
        event.note.tie(event.row, event.line, label)
    event.note.answered(event.line)
    return label


def keep(app: Auditbook, note_id: str, note: NoteText) -> None:
    """Hand the note to the writer: its text, times and cursor."""
    row, column = note.cursor_location
    app.store.keep(Note, note_id, text="\n".join(note.lines_seen), times=list(note.times), row=row, column=column)
