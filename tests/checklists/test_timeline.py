"""The lines of a note in the order of time."""

from __future__ import annotations

from checklists.timeline import moments

LINES = ["@HR  leavers go by mail", "!min A.6.1 late  {F-01}", "", "added later", "no time", "last"]
TIMES = ["T10:01", "T10:02", "", "T10:09", "", "T10:05"]


def test_lines_stand_by_time_with_who_spoke_and_what_was_made_of_them() -> None:
    assert [tuple(moment) for moment in moments(LINES, TIMES)] == [
        (0, "T10:01", "HR", "leavers go by mail", ""),
        (1, "T10:02", "HR", "!min A.6.1 late", "F-01"),
        (5, "T10:05", "", "last", ""),
        (3, "T10:09", "", "added later", ""),
        (4, "", "", "no time", ""),
    ]


def test_without_times_the_lines_stand_as_they_do_in_the_note() -> None:
    assert [moment.row for moment in moments(LINES, [])] == [0, 1, 3, 4, 5]
