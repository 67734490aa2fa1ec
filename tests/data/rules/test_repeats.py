"""Which earlier findings a finding may repeat, and what that says about its grade."""

from __future__ import annotations

from data.rules.finding_quality import Draft, Earlier
from data.rules.repeats import candidates

LATE = Draft("F-03", "minor", title="Leaver accounts disabled late in 3 of 25 sampled cases", ref="A.5.18")


def test_the_same_ref_comes_first_then_the_likeliest_then_the_newest() -> None:
    earlier = [
        Earlier("AUD-2024-01", "F-01", "minor", "A.5.18", "Rights of movers kept"),
        Earlier("AUD-2025-01", "F-04", "minor", "A.6.5", "Leaver accounts disabled late in 5 of 20 cases"),
        Earlier("AUD-2025-02", "F-02", "major", "A.5.18", "Approval missing"),
        Earlier("AUD-2025-01", "F-09", "minor", "A.7.2", "Visitors not signed out"),
    ]
    found = candidates(LATE, earlier)
    assert [(one.earlier.label, one.same_ref) for one in found] == [("F-02", True), ("F-01", True), ("F-04", False)]
    assert found[2].share >= 0.5


def test_strengths_and_ideas_are_nothing_to_repeat() -> None:
    earlier = [Earlier("AUD-2025-01", "F-01", grade, "A.5.18", LATE.title) for grade in ("strength", "ofi")]
    assert candidates(LATE, earlier) == []


def test_an_observation_of_the_same_words_is_one() -> None:
    same_words = Earlier(
        "AUD-2025-01", "F-01", "observation", "A.5.18", "Leaver accounts disabled late in 1 of 25 cases"
    )
    other_words = Earlier("AUD-2025-01", "F-02", "observation", "A.5.18", "Rights of movers not marked")
    assert [one.earlier for one in candidates(LATE, [same_words, other_words])] == [same_words]


def test_a_closed_action_that_did_not_hold_speaks_for_major() -> None:
    settled = Earlier("AUD-2025-01", "F-01", "minor", "A.5.18", LATE.title, settled=True)
    still_open = Earlier("AUD-2025-01", "F-01", "minor", "A.5.18", LATE.title)
    assert "consider major" in candidates(LATE, [settled])[0].hint
    assert "still open" in candidates(LATE, [still_open])[0].hint
