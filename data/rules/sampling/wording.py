"""The numbers of a design as people write and read them: `95 %`, `1 allowed`, `49 more for 1 deviation`."""

from __future__ import annotations

import re

from data.rules.sampling.values import stated

_NUMBERS = re.compile(r"\d[\d,]*")


def read_percent(text: str) -> float:
    """`95`, `95 %` or `2,5 %` as a fraction of one. Raises ValueError."""
    try:
        value = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError as error:
        raise ValueError(f"«{text.strip()[:40]}» is no number of per cent; write for example 95 or 2.5") from error
    if not 0 <= value < 100:
        raise ValueError(f"{value:g} % lies outside 0 to below 100 %")
    return float(f"{value / 100:.12f}")


def read_deviations(text: str) -> tuple[float, int]:
    """An expected rate (`1 %`) or a number of allowed deviations (`2`): the rate as a fraction, and the number.

    Raises ValueError.
    """
    words = text.strip().lower().removesuffix("expected").removesuffix("allowed").strip()
    if words in ("", "none", "0"):
        return 0.0, 0
    if words.endswith("%"):
        return read_percent(words), 0
    if not words.isdigit():
        raise ValueError(f"«{text.strip()[:40]}»: write how many may deviate (1), or the rate that is expected (1 %)")
    return 0.0, int(words)


def say_deviations(expected: float, allowed: int) -> str:
    """The same for people."""
    return f"{stated(expected)} expected" if expected else f"{allowed} allowed"


def read_count(text: str) -> int:
    """A number of items. Raises ValueError."""
    words = text.strip().replace(",", "").replace("\u00a0", "")
    if not words.isdigit() or not int(words):
        raise ValueError(f"«{text.strip()[:40]}» is no number of items; write for example 25")
    return int(words)


def read_second_stage(text: str) -> tuple[int, int]:
    """`49 more for 1 deviation`: how many more items, and up to how many deviations; nothing for no second stage.

    Raises ValueError.
    """
    numbers = [int(number.replace(",", "")) for number in _NUMBERS.findall(text)]
    if not text.strip():
        return 0, 0
    if len(numbers) == 1:
        return numbers[0], 1
    if len(numbers) != 2:
        raise ValueError("write how many more, and for up to how many deviations: 49 more for 1 deviation")
    return numbers[0], numbers[1]


def say_second_stage(size: int, deviations: int) -> str:
    """The same for people."""
    return f"{size:,} more for up to {deviations} deviation{'' if deviations == 1 else 's'}" if size else ""
