"""How a finding looks as a line of the register, and in the two lines below it."""

from __future__ import annotations

from textwrap import wrap

from data.rules.register import Entry
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line
from tui.widgets.text import one_line

MARKS = {"major": "bad", "minor": "warn", "strength": "good", "": "warn"}
WIDE = 120
"""From this width on, owner and date have columns of their own."""
LEAST = 3
"""The lines below the list on a small screen."""


def columns(width: int, *, all_audits: bool) -> tuple[Column, ...]:
    """The columns that fit."""
    name = Column("", 17 if all_audits else 6)
    more = (Column("owner", 22), Column("due", 10)) if width >= WIDE else ()
    proofs = (Column("evidence", 11),) if width >= WIDE or not all_audits else ()
    return (name, Column("Findings", 0), Column("grade", 11), Column("ref", 7), *proofs, *more, Column("mend", 4, True))


def line(entry: Entry, width: int, *, marked: bool, to_mend: int | None, all_audits: bool, today: str) -> Line:
    """One finding; `to_mend` is how much the linter complains of, None where it was not asked."""
    name = f"{entry.audit}/{entry.label}" if all_audits else entry.label
    cells: list[str | Cell] = [
        Cell(f"{'*' if marked else ''}{name}", "info" if marked else ""),
        entry.title or "(no headline yet)",
        Cell(entry.grade or "open", MARKS.get(entry.grade, "info")),
        entry.ref,
    ]
    if width >= WIDE or not all_audits:
        lacks = entry.is_nonconformity and not entry.evidence
        cells.append(Cell(_few(entry.evidence) or "none", "warn" if lacks else "dim"))
    if width >= WIDE:
        late = entry.due and entry.due < today and not entry.closed
        cells += [entry.owner, Cell(entry.due, "bad" if late else "")]
    if entry.became:
        cells[2] = Cell(entry.became.split()[0].rstrip(":"), "dim")
    cells.append(
        ""
        if to_mend is None or entry.became
        else Cell(str(to_mend) if to_mend else GLYPHS.tick, "warn" if to_mend else "good")
    )
    return Line(entry.id, cells, "dim" if entry.became else "")


def _few(labels: tuple[str, ...]) -> str:
    """Two labels, or the first and how many more."""
    return " ".join(labels) if len(labels) < 3 else f"{labels[0]} +{len(labels) - 1}"


def below(entry: Entry | None, today: str, width: int, height: int) -> str:
    """The finding under the cursor: its headline in full and how it stands; as far as there is room, what it says."""
    if entry is None:
        return ""
    if entry.became:
        return (
            f" {one_line(entry.title)}\n {entry.label} stands no more: {one_line(entry.became)}; x lets it stand again"
        )
    late = ", overdue" if entry.due and entry.due < today and not entry.closed else ""
    facts = (
        f"owner {entry.owner or 'nobody'}" if entry.is_nonconformity or entry.owner else "",
        f"due {entry.due}{late}" if entry.due else "",
        " ".join(entry.actions),
        entry.sample,
        f"agreed by {entry.agreed}" if entry.agreed else "facts not agreed" if entry.is_nonconformity else "",
        f"repeats {entry.repeat_of}" if entry.repeat_of else "",
        f"their {entry.external}" if entry.external else "",
    )
    title = wrap(one_line(entry.title) or "(no headline yet)", width - 2)[:2]
    told = wrap(f" {GLYPHS.dot} ".join(one_line(fact) for fact in facts if fact), width - 2)
    said = [
        f"{name}  {line}" if not place else f"{'':{len(name)}}  {line}"
        for name, text in (
            ("Criteria   ", entry.criteria),
            ("Condition  ", entry.condition),
            ("Action     ", entry.action),
        )
        for place, line in enumerate(wrap(one_line(text), width - len(name) - 4))
    ]
    more = said if height > LEAST else ()
    return "\n".join(f" {part}" for part in (*title, *told, *more)[:height])
