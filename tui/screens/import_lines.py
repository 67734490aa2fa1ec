"""A proposal as lines of a list: what somebody has to look at stands first."""

from __future__ import annotations

from data.imports import proposal as proposed
from data.imports.proposal import Edit, Proposal
from data.imports.tables import Table
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Line

ORDER = ("refused", "kept", "missing", "doubtful", "changed", "new", "unchanged")
COLOURS = {"refused": "bad", "kept": "warn", "missing": "warn", "doubtful": "warn", "changed": "info", "new": "good"}


def counted(seen: Proposal) -> str:
    """`93 rows: 12 new, 3 changed, 78 unchanged, 0 refused`, and what else is to be looked at."""
    parts = [f"{seen.count(state)} {state}" for state in proposed.STATES]
    kept = len({line.number for line, _, _ in seen.kept()})
    extra = (
        f"{kept} edited here and kept" if kept else "",
        f"{len(seen.gone)} not in the file any more" if seen.gone else "",
        f"{len(seen.doubtful)} with doubtful dates" if seen.doubtful else "",
    )
    return f"{seen.rows} rows: {', '.join(parts)}" + "".join(f"; {words}" for words in extra if words)


def key(line: proposed.Line) -> str:
    """By what the list knows a row."""
    return str(line.number)


def lines(seen: Proposal) -> tuple[list[Line], dict[str, str]]:
    """The rows as they are listed, what has to be looked at first, and by key what becomes of each in full."""
    doubtful = set(seen.doubtful)
    found: list[tuple[int, int, Line]] = []
    told: dict[str, str] = {}
    for line in seen.lines:
        kept = [edit for step in line.steps for edit in step.kept]
        edits = [edit for step in line.steps for edit in step.edits]
        state = "kept" if kept else "doubtful" if line.number in doubtful and line.state != "refused" else line.state
        words = line.reason or "; ".join([*(_short(edit) for edit in kept or edits), *line.notes])
        cells = (str(line.number), Cell(state, COLOURS.get(state, "dim")), line.label, words)
        found.append((ORDER.index(state), line.number, Line(key(line), cells)))
        full = [line.reason, *(f"{edit.field}: {edit.old!s} {GLYPHS.pointer} {edit.new!s}" for edit in edits)]
        full += [
            f"{edit.field} was edited here and stays «{edit.old!s}»; the file says «{edit.new!s}» (o takes it)"
            for edit in kept
        ]
        told[key(line)] = "\n".join(part for part in [*full, *line.notes] if part)
    for at, one in enumerate(seen.gone):
        words = f"is in the record from {one.source} and not in this file; it is left as it is"
        found.append(
            (ORDER.index("missing"), at, Line(f"gone {at}", (GLYPHS.dash, Cell("missing", "warn"), one.label, words)))
        )
        told[f"gone {at}"] = f"{one.label} {words}"
    return [line for *_, line in sorted(found, key=lambda one: one[:2])], told


def _short(edit: Edit) -> str:
    return f"{edit.field}: {edit.old!s} {GLYPHS.pointer} {edit.new!s}"


def examples(table: Table) -> dict[str, str]:
    """The first filled cell of each column."""
    found = {}
    for place, column in enumerate(table.columns):
        found[column] = next((row[place] for row in table.rows[:50] if row[place].strip()), "")[:60]
    return found
