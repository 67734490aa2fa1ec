"""A talk as a timeline, by keys: out of the talk and from the list of talks; Enter goes to the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.models import Note
from data.store import opened
from data.work import meetings
from tui.screens.timeline import Timeline
from tui.widgets.note import NoteText

TEXT = "@HR  leavers go by mail\n!min A.6.8 late  {F-01}\nadded later\nlast"
TIMES = ["2026-10-12T10:01:00", "2026-10-12T10:02:00", "2026-10-12T10:09:00", "2026-10-12T10:05:00"]
SHOWN = [
    "10:01 | HR | leavers go by mail | ",
    "10:02 |  | !min A.6.8 late | F-01",
    "10:05 |  | last | ",
    "10:09 |  | added later | ",
]


async def test_a_talk_is_looked_at_in_the_order_of_time(sit: Callable[..., Any], audit: tuple[Any, str, str]) -> None:
    path, _, audit_id = audit
    with opened(path, "tester") as store:
        talk = store.write(meetings.begin, audit_id, "interview", "HR")
        note = store.read(meetings.note, talk.id)
        store.keep(Note, note.id, text=TEXT, times=TIMES, row=3, column=1)
    async with sit(4) as desk:
        await desk.keys("tab")
        await desk.pilot.press("T")
        await desk.until(lambda: isinstance(desk.app.screen, Timeline))
        await desk.until(lambda: len(desk.rows("#moments")) == 4)
        assert desk.rows("#moments") == SHOWN
        assert "2026-10-12 10:05:00" in str(desk.app.screen.query_one("#whole").render())
        await desk.pilot.press("j")
        await desk.until(lambda: "added later" in str(desk.app.screen.query_one("#whole").render()))
        await desk.pilot.press("enter")
        await desk.until(lambda: isinstance(desk.app.focused, NoteText))
        assert desk.app.focused.cursor_location == (2, 0)
        await desk.keys("escape")
        await desk.pilot.press("T")
        await desk.until(lambda: isinstance(desk.app.screen, Timeline))
        await desk.pilot.press("x", "home", "enter")
        await desk.until(lambda: isinstance(desk.app.focused, NoteText))
        assert desk.app.focused.cursor_location == (0, 0)
        assert desk.app.focused.text == TEXT, "nothing that is pressed there edits"
        await desk.keys("escape")
        await desk.pilot.press("T")
        await desk.until(lambda: isinstance(desk.app.screen, Timeline))
        await desk.pilot.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, Timeline))
        await desk.settle()
