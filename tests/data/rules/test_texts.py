"""Texts taken apart and put together lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.rules import texts

PROSE = st.text(alphabet=st.sampled_from("ab A.B!?;:\n\t1"), max_size=80)


def test_a_text_is_taken_apart_at_its_sentences() -> None:
    text = "HR supplied 61 leavers (E-021). 25 were drawn, e.g. No. 4. Export of 12 Oct: 3 late.\nNobody noticed"
    assert texts.sentences(text) == [
        "HR supplied 61 leavers (E-021).",
        "25 were drawn, e.g. No. 4.",
        "Export of 12 Oct: 3 late.",
        "Nobody noticed",
    ]
    assert texts.apart(text, 2) == (
        "HR supplied 61 leavers (E-021). 25 were drawn, e.g. No. 4.",
        "Export of 12 Oct: 3 late.\nNobody noticed",
    )


@given(PROSE, st.integers(0, 6))
def test_no_letter_is_lost_or_doubled(text: str, at: int) -> None:
    bare = "".join(text.split())
    assert "".join("".join(texts.sentences(text)).split()) == bare
    assert "".join("".join(texts.apart(text, at)).split()) == bare


def test_what_is_said_is_not_said_again() -> None:
    assert texts.together("One. Two.", "", "Two.", "Three.") == "One. Two.\n\nThree."
    assert texts.together("", " ") == ""
