"""The palette can be read by everybody, and is the same in all formats."""

from __future__ import annotations

import pytest

from data.rules import verdicts
from exports import look

ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3


@pytest.mark.parametrize("key", look.TONES)
def test_letters_on_fills_and_tints(key: str) -> None:
    tone = look.TONES[key]
    assert look.contrast(tone.ink, tone.fill) >= ENOUGH
    assert look.contrast(look.INK, tone.tint) >= ENOUGH


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (look.INK, look.WHITE),
        (look.QUIET, look.WHITE),
        (look.QUIET, look.BAND),
        (look.NAVY, look.SHADE),
        (look.LINK, look.BAND),
        (look.ALARM, look.WHITE),
        (look.PALE_ON_NAVY, look.NAVY),
        (look.WHITE, look.NAVY),
    ],
)
def test_letters_on_grounds(ink: str, ground: str) -> None:
    assert look.contrast(ink, ground) >= ENOUGH


def test_contrast_of_the_extremes() -> None:
    assert look.contrast("000000", "FFFFFF") == pytest.approx(21)
    assert look.contrast("777777", "777777") == pytest.approx(1)


def test_every_verdict_and_grade_has_a_tone() -> None:
    assert set(look.TONES) >= {*verdicts.VERDICTS, *verdicts.GRADES, ""}
