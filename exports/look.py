"""The look of every report: one palette, so that a grade has the same colour in Word, in the PDF and in a chart.

White on each fill and each ink on white have a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3); a test measures it.
"""

from __future__ import annotations

from typing import NamedTuple

INK = "101828"
QUIET = "475467"
NAVY = "1F3A5F"
LINK = "175CD3"
ALARM = "B42318"
LINE = "D0D5DD"
BAND = "F5F7FA"
SHADE = "EEF2F7"
WHITE = "FFFFFF"
PALE_ON_NAVY = "D5DEEA"


class Tone(NamedTuple):
    """How a grade or verdict is shown: its short and its full name, its fill, the ink upon it, a pale tint of it."""

    short: str
    name: str
    fill: str
    ink: str
    tint: str


TONES = {
    "conforming": Tone("Conforming", "Conforming", "067647", WHITE, "ECFDF3"),
    "strength": Tone("Good practice", "Good practice", "0E7090", WHITE, "ECFDFF"),
    "ofi": Tone("OFI", "Opportunity for improvement", "175CD3", WHITE, "EFF8FF"),
    "observation": Tone("Observation", "Observation", "5925DC", WHITE, "F4F3FF"),
    "minor": Tone("Minor", "Minor nonconformity", "B54708", WHITE, "FFFAEB"),
    "major": Tone("Major", "Major nonconformity", "B42318", WHITE, "FEF3F2"),
    "not_tested": Tone("Not tested", "Not tested", "475467", WHITE, "F2F4F7"),
    "not_applicable": Tone("Not applicable", "Not applicable", "E4E7EC", INK, "F9FAFB"),
    "": Tone("No verdict", "No verdict yet", "FFFFFF", INK, "FFFFFF"),
}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, written as six hexadecimal digits (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
