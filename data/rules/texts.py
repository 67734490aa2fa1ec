"""Texts taken apart and put together without losing a character that was written."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?;])\s+(?=[\"'(«A-ZÀ-ÝΑ-ΩА-Я0-9])|\n+")
_SHORT = re.compile(r"\b(?:e\.g|i\.e|cf|no|nr|approx|resp|vs|v|sec|p)\.$", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they stand; put behind one another they are the text, but for the blanks between.

    A point behind a short form (`e.g.`, `No.`) ends none.
    """
    found: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        part = text[start : gap.start()]
        if part.strip() and not _SHORT.search(part):
            found.append(part.strip())
            start = gap.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def apart(text: str, sentence: int) -> tuple[str, str]:
    """The text before the sentence of that number (from 0), and the text from it on."""
    parts = sentences(text)
    at = 0
    for part in parts[:sentence]:
        at = text.index(part, at) + len(part)
    return text[:at].strip(), text[at:].strip()


def together(*texts: str) -> str:
    """The texts as paragraphs; what stands in one before is not said again."""
    said: list[str] = []
    for text in texts:
        if text.strip() and not any(text.strip() in other for other in said):
            said.append(text.strip())
    return "\n\n".join(said)
