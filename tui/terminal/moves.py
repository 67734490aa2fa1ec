"""The shortest way to move the terminal's cursor."""

from __future__ import annotations

from functools import lru_cache

Place = tuple[int, int]
Known = tuple[int, int | None] | None
"""Where the cursor is, as (row, column) from 0; behind the last column terminals disagree about the column: None."""


@lru_cache(maxsize=4096)
def move(at: Known, to: Place) -> str:
    """The shortest sequence that brings the cursor from `at` to `to`.

    A line feed goes with a carriage return, because the tty may add one. What only some terminals know is not used.
    """
    if at == to:
        return ""
    row, column = to
    ways = [f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H" if row else "\x1b[H"]
    if at is not None:
        at_row, at_column = at
        if row == at_row:
            ways.append("\r" + _step(column, "C"))
            if at_column is not None and column > at_column:
                ways.append(_step(column - at_column, "C"))
            elif at_column is not None:
                ways += ["\b" * (at_column - column), _step(at_column - column, "D")]
        elif column == at_column:
            ways.append(_step(row - at_row, "B") if row > at_row else _step(at_row - row, "A"))
        if row == at_row + 1:
            ways.append("\r\n" + _step(column, "C"))
    return min(ways, key=len)


def _step(count: int, direction: str) -> str:
    if count < 2:
        return f"\x1b[{direction}" if count else ""
    return f"\x1b[{count}{direction}"
