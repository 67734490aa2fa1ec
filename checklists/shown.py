"""Words of a file inside our own messages."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with a question mark for each character that a terminal would act upon instead of showing it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def shortened(text: str, most: int = 100) -> str:
    """At most so many characters of the text, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0] + " …"
