"""3 Opening by keys: the plan read out, services, own words, findings shown one by one, minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.models import Note
from data.store import opened
from data.work import closing, findings, meetings, questions, understanding
from tui.widgets.note import NoteText


async def test_a_meeting_is_begun_ticked_attended_and_its_words_are_read_in_full(sit: Callable[..., Any]) -> None:
    async with sit(3) as desk:
        assert "p shows what the plan says" in desk.workspace.pane.query_one("#agenda").empty
        await desk.keys("b")
        assert len(desk.rows("#agenda")) == 16
        await desk.keys("enter", "a")
        await desk.answer("Head of IT = Ines")
        [meeting] = desk.read(meetings.of_audit, desk.audit_id, "opening")
        assert desk.read(meetings.agenda, meeting.id)[0].done_at
        [person] = desk.read(meetings.attendance, meeting.id)
        assert (person.role, person.name) == ("Head of IT", "Ines")
        assert desk.words("#say").endswith("differently.")
        await desk.keys("x", "enter")
        assert desk.read(meetings.attendance, meeting.id) == []


async def test_the_plan_is_read_out_and_what_is_said_otherwise_noted(sit: Callable[..., Any]) -> None:
    async with sit(3) as desk:
        await desk.keys("b", "p")
        assert [line.split(" | ")[1] for line in desk.rows("ReadOut Rows")][:2] == ["Scope", "Criteria"]
        await desk.keys("enter")
        await desk.answer("Ghent belongs to it as well")
        [one] = desk.read(understanding.differences, desk.audit_id)
        assert (one.topic, one.ref, one.said) == ("Scope", "4.3", "Ghent belongs to it as well")
        assert one.written.startswith("7.3, A.5.15")
        await desk.keys("a")
        await desk.answer("Cloud | two providers | policy: one")
        assert len(desk.read(understanding.differences, desk.audit_id)) == 2
        await desk.keys("end", "d")
        assert len(desk.read(understanding.differences, desk.audit_id)) == 1
        await desk.keys("u")
        assert len(desk.rows("ReadOut Rows")) == len(desk.read(understanding.written, desk.audit_id)) + 2
        await desk.keys("q")
        assert desk.workspace.focused is desk.workspace.pane.query_one("#agenda")


async def test_services_and_architecture_are_short_lists(sit: Callable[..., Any]) -> None:
    async with sit(3) as desk:
        await desk.keys("b", "o")
        for key, line in (("o", "Mail filter | all mail | Mailgate"), ("p", "Power"), ("a", "Gateway | in front")):
            await desk.keys(key)
            await desk.answer(line)
        assert [line.split(" | ")[0] for line in desk.rows("KeyPoints Rows")] == [
            "outsourced",
            "dependency",
            "architecture",
        ]
        await desk.keys("home", "enter", "ctrl+u")
        await desk.answer("Mail filter | spam only | Mailgate")
        assert desk.read(understanding.key_points, desk.audit_id)[0].what == "spam only"


async def test_the_words_to_say_are_the_houses_own(sit: Callable[..., Any]) -> None:
    async with sit(3) as desk:
        await desk.keys("v")
        assert "assurance" in desk.rows("Words Rows")[0]
        await desk.keys("enter", "ctrl+u")
        await desk.answer("We look so that you can rely on it.")
        assert desk.read(meetings.words, "opening")[0][1] == "We look so that you can rely on it."
        await desk.keys("escape", "b", "s", "ctrl+u")
        await desk.answer("Who is who?", "every")
        [meeting] = desk.read(meetings.of_audit, desk.audit_id, "opening")
        assert desk.read(meetings.agenda, meeting.id)[0].say == "Who is who?"
        assert desk.read(meetings.house_wording, "opening") == {"Who we are": "Who is who?"}


async def test_facts_are_acknowledged_in_one_key_each_once_it_is_known_who_speaks(
    sit: Callable[..., Any], seed: Callable[..., Any]
) -> None:
    for grade in ("minor", "major", "strength"):
        seed(findings.raise_finding, f"{grade} one", grade=grade, condition="Seen in 3 of 25")
    async with sit(3) as desk:
        await desk.keys("w", "b", "f", "y")
        await desk.answer("Head of IT")
        await desk.keys("y")
        shown = desk.read(closing.in_order, desk.audit_id)
        assert [one.acknowledged_by for one in shown] == ["Head of IT", "Head of IT", ""]
        await desk.keys("n")
        await desk.answer("It was one case")
        [opinion] = desk.read(closing.disagreements, desk.audit_id)
        assert (opinion.finding_id, opinion.role, opinion.text) == (shown[2].id, "Head of IT", "It was one case")
        assert opinion.meeting_id
        assert "differs" in desk.rows("ShownFindings Rows")[2]
        await desk.keys("x")
        assert desk.read(closing.disagreements, desk.audit_id) == []


async def test_minutes_are_written_where_they_are_wanted(sit: Callable[..., Any], tmp_path: Path) -> None:
    async with sit(3) as desk:
        await desk.keys("m")
        assert len(desk.app.screen_stack) == 3, "without a meeting nothing is asked"
        await desk.keys("b", "m", "ctrl+u")
        await desk.answer(str(tmp_path / "out"))
        await desk.until(lambda: (tmp_path / "out").exists() and len(list((tmp_path / "out").glob("*minutes.*"))) == 2)


async def test_details_of_a_meeting_are_kept_as_they_are_typed(sit: Callable[..., Any]) -> None:
    async with sit(3) as desk:
        await desk.keys("b", "d")
        await desk.write("Hull")
        form = desk.workspace.pane.query_one("Form")
        form.put("remote", "yes")
        form.put("planned", "soon")
        await desk.settle()
        assert "not kept yet" in str(form.query_one("#complaint-planned").render())
        await desk.keys("escape")
        [meeting] = desk.read(meetings.of_audit, desk.audit_id, "opening")
        assert (meeting.place, meeting.remote, meeting.planned) == ("Hull", True, "")
        assert "remote" in desk.words("#meeting")


async def test_a_question_of_the_opening_meeting_leads_back_to_its_line(
    sit: Callable[..., Any], seed: Callable[..., Any], audit: Any
) -> None:
    closing_one = seed(meetings.begin, "closing")
    seed(questions.raise_question, "who owns it?", meeting_id=closing_one.id)
    with opened(audit[0], "tester") as store:
        note = store.read(meetings.note, closing_one.id)
        store.keep(Note, note.id, text="one\n? who owns it?  {Q-01}", times=[""] * 2, row=0, column=0)
    async with sit(4) as desk:
        await desk.keys("f", "s")
        await desk.until(lambda: desk.workspace.stage == 3 and isinstance(desk.app.focused, NoteText))
        assert desk.app.focused.cursor_location[0] == 1
        assert "Closing meeting" in desk.words("#meeting")
