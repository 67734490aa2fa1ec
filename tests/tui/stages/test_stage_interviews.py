"""4 Interviews by keys: whose questions come up, verdicts, follow-ups, awareness, sittings, all about one ref."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.models import Note
from data.store import opened
from data.work import awareness, checklist, evidence, meetings, questions, sittings
from tui.widgets.note import NoteText
from tui.widgets.talk import Prompts


async def begin(desk: Any, *answers: str) -> Prompts:
    """Begin an interview and leave the note."""
    await desk.keys("i")
    await desk.answer(*answers)
    await desk.until(lambda: isinstance(desk.app.focused, NoteText))
    await desk.keys("escape")
    return desk.workspace.pane.query_one(Prompts)


async def test_a_role_brings_its_questions_and_a_title_chooses_whose(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        prompts = await begin(desk, "Head of Everything", "HR")
        [talk] = desk.read(meetings.of_audit, desk.audit_id)
        assert (talk.role, talk.title) == ("HR", "Head of Everything")
        assert {one.role for one in prompts.prompts} == {"HR"}
        keys = [one.key for one in prompts.prompts]
        assert keys == sorted(keys, reverse=True)


async def test_a_verdict_goes_on_to_the_next_item_and_the_number_left_is_seen(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        prompts = await begin(desk, "IT / DevOps")
        first, total = prompts.item.ref, len(desk.read(checklist.items, desk.audit_id))
        await desk.keys("c")
        await desk.until(lambda: prompts.item.ref != first)
        assert prompts.prompt.state == ""
        assert f"{total - 1} left" in str(desk.workspace.query_one("TitleBar").left)
        await desk.keys("q")
        assert f"{total - 1} of {total} without a verdict" in desk.words("#left")
        await desk.keys("v")
        assert len(desk.rows("#items")) == total - 1


async def test_a_question_of_ones_own_is_asked_next(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        prompts = await begin(desk, "HR")
        ref = prompts.prompt.ref
        await desk.keys("y")
        await desk.answer("And who is told?")
        await desk.keys("j")
        assert (prompts.prompt.text, prompts.prompt.ref, prompts.prompt.own) == ("And who is told?", ref, True)


async def test_follow_ups_wait_for_their_role_and_are_answered_in_the_talk(
    sit: Callable[..., Any], seed: Callable[..., Any]
) -> None:
    seed(questions.raise_question, "who checks contractors?", role="HR")
    seed(questions.raise_question, "who has the keys?", role="IT / DevOps")
    async with sit(4) as desk:
        assert "2 open questions (f)" in desk.words("#left")
        prompts = await begin(desk, "IT / DevOps")
        assert prompts.follow_ups == 1
        await desk.keys("f")
        assert desk.rows("#questions")[0].startswith("Q-02")
        await desk.keys("enter")
        await desk.answer("the porter")
        [answered] = desk.read(questions.of_audit, desk.audit_id, "answered")
        [talk] = desk.read(meetings.of_audit, desk.audit_id)
        assert (answered.label, answered.answer, answered.answered_in_id) == ("Q-02", "the porter", talk.id)
        await desk.keys("d")
        assert desk.rows("#questions") == []
        await desk.keys("a")
        await desk.answer("and at night?")
        assert desk.read(questions.of_audit, desk.audit_id, "open")[0].role == "IT / DevOps"
        await desk.keys("v")
        assert len(desk.rows("#questions")) == 3
        await desk.keys("escape")
        await desk.until(lambda: prompts.follow_ups == 1)
        assert desk.workspace.focused is prompts


async def test_an_open_question_leads_to_its_line(
    sit: Callable[..., Any], seed: Callable[..., Any], audit: Any
) -> None:
    talk = seed(meetings.begin, "interview", "HR")
    seed(questions.raise_question, "who?", meeting_id=talk.id)
    with opened(audit[0], "tester") as store:
        note = store.read(meetings.note, talk.id)
        store.keep(Note, note.id, text="one\n? who?  {Q-01}\nthree", times=[""] * 3, row=2, column=0)
    async with sit(4) as desk:
        await desk.keys("f", "s")
        await desk.until(lambda: isinstance(desk.app.focused, NoteText))
        assert desk.app.focused.cursor_location[0] == 1


async def test_awareness_is_one_key_an_answer(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        await desk.keys("a", "y")
        await desk.answer("Planning")
        await desk.keys("n", "home", "w")
        await desk.answer("Sales")
        await desk.keys("y", "minus")
        topics = desk.read(awareness.topics, desk.audit_id)
        assert [topic.words for topic in topics[:2]] == ["2 of 2 asked knew", ""]
        assert desk.rows("#topics")[0].endswith("2 of 2")


async def test_sittings_are_split_timed_held_and_say_what_is_left(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        await desk.keys("s", "p")
        assert [line.split(" | ")[1] for line in desk.rows("#sittings")] == [
            "7 Support",
            "A.5 Organizational controls",
            "A.6 People controls",
            "A.8 Technological controls",
        ]
        await desk.keys("enter")
        form = desk.workspace.pane.query_one("Form")
        form.put("planned", "2026-10-12 09:00")
        form.put("people", "HR, Ordinary staff")
        form.put("minutes", "ninety")
        await desk.settle()
        assert "no number" in str(form.query_one("#complaint-minutes").render())
        await desk.keys("escape")
        await desk.until(lambda: bool(desk.workspace.pane.query("#sittings")))
        await desk.settle()
        first = desk.read(sittings.of_audit, desk.audit_id)[0]
        assert (first.planned, first.people, first.minutes) == ("2026-10-12T09:00", ["HR", "Ordinary staff"], 0)
        await desk.keys("home", "e", "i")
        await desk.answer("HR")
        await desk.until(lambda: isinstance(desk.app.focused, NoteText))
        [talk] = desk.read(meetings.of_audit, desk.audit_id)
        held = desk.read(sittings.of_audit, desk.audit_id)[0]
        assert (talk.sitting_id, bool(held.held)) == (held.id, True)
        await desk.keys("escape", "q")
        assert "sittings (s): " in desk.words("#left")


async def test_all_about_a_ref_is_a_key_away(sit: Callable[..., Any], seed: Callable[..., Any]) -> None:
    seed(evidence.record, "Leaver list", kind="record", refs=["A.5.18"])
    async with sit(4) as desk:
        items = desk.workspace.pane.query_one("#items")
        await desk.until(lambda: items.has_focus)
        items.go_to(next(one.id for one in desk.read(checklist.items, desk.audit_id) if one.ref == "A.5.18"))
        await desk.keys("h")
        assert [line.split(" | ")[:2] for line in desk.rows(".use-rows")] == [["evidence", "E-001"]]
        await desk.keys("enter")
        await desk.until(lambda: desk.workspace.stage == 6)


async def test_a_screen_capture_in_a_note_is_reminded_of_once_and_the_typing_goes_on(sit: Callable[..., Any]) -> None:
    async with sit(4) as desk:
        await begin(desk, "HR")
        await desk.keys("i")
        await desk.write("+shot Console")
        assert "ask first" in str(desk.workspace.query_one("KeyBar").render())
        assert desk.app.focused.text == "+shot Console"
        await desk.keys("escape", "d")
        form = desk.workspace.pane.query_one("Form")
        form.put("consent", "Head of People, 10:02")
        form.put("remote", "yes")
        await desk.settle()
        await desk.keys("escape")
        [talk] = desk.read(meetings.of_audit, desk.audit_id)
        assert (talk.consent, talk.remote) == ("Head of People, 10:02", True)
        await desk.keys("q")
        assert "(remote)" in desk.rows("#talks")[0]
