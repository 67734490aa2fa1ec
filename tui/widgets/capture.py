"""A marked line of a note becomes an item of the record, behind the typist's back and without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists import fieldnotes
from data.work import capture as record
from tui.widgets.note import NoteText

if TYPE_CHECKING:
    from tui.app import Auditbook


async def capture(app: Auditbook, audit_id: str, meeting_id: str, event: NoteText.LineLeft, ref: str) -> str:
    """Make the item that a marked line stands for and write its label behind the line; or carry the line's edit over to
    its item. Returns the label, "" where nothing was made.

    `ref` is that of the question being asked; a ref in the line itself comes first. The speaker is the role of the
    last `@`.
    """
    role = fieldnotes.speaker_at(event.note.document.exact_lines(), event.row)
    place = record.Place(audit_id, meeting_id, role, ref, app.who)
    line = fieldnotes.parse_line(event.line)
    if event.label:
        before = fieldnotes.parse_line(event.before)
        changed = await app.attempt(app.write(record.follow, event.label, before, line, place))
        if changed:
            app.say(f"{event.label} follows its line: {', '.join(changed)}")
        return ""
    taken = frozenset(event.note.lines.labels)
    made = await app.attempt(app.write(record.capture, line, place, taken))
    label = made.label if made else ""
    event.note.tie(event.token, label)
    return label
