"""A coverage matrix of somebody's own: a row for each clause, theme or ref, a column for each year.

    proposal = store.read(propose, read_matrix(path), today)
    store.write(apply, proposal)

What stands under a year that is over was done, what stands under this year or a later one is promised. A mark that was
set by hand here is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from checklists import refs
from data.errors import BadInput
from data.imports.checklists import markdown
from data.imports.tables import Table, bytes_of, encoding_of, read_table
from data.imports.words import plain, shown
from data.rules.coverage import GROUPS
from data.work import programme

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
LABEL = re.compile(
    r"(?:(?:annex|anhang|annexe|clauses?|chapter|kapitel|chapitre|controls?|theme|iso(?:/iec)?\s*27001\S*)\s+)*"
    r"((?:A\.)?\d+(?:\.\d+)*(?:\s*(?:[-–,;]|to)\s*(?:A\.)?\d+(?:\.\d+)*)*)",
    re.IGNORECASE,
)
DONE = {"x", "xx", "full", "fully", "yes", "y", "ja", "oui", "done", "complete", "completed", "voll", "vollstaendig"}
DONE |= {"complet", "total", "1", "all", "covered", "tested", "audited", "100"}
PART = {
    "partial",
    "partially",
    "part",
    "partly",
    "p",
    "teilweise",
    "teil",
    "partiel",
    "partiellement",
    "some",
    "in part",
}
PLANNED = {"planned", "plan", "geplant", "prevu", "o", "planned full"}
NOTHING = {"", "no", "n", "none", "nein", "non", "0", "n a", "na"}
SIGNS = {
    "✓": "done",
    "✔": "done",
    "●": "done",
    "☑": "done",
    "◐": "part",
    "○": "planned",
    "·": "",
    "-": "",
    "–": "",
    "—": "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its refs, how they stand in each year (done, part, promised, promised part), and what that changes."""

    number: int
    label: str
    state: str
    refs: tuple[str, ...] = ()
    years: tuple[tuple[int, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a matrix would bring; nothing is written yet."""

    file: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]

    def count(self, state: str) -> int:
        """How many rows are new, changed, unchanged or refused."""
        return sum(line.state == state for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        """As plain values, like the other imports."""
        return {
            "rows": len(self.lines),
            **{state: self.count(state) for state in ("new", "changed", "unchanged")},
            "refused": [{"row": line.number, "reason": line.reason} for line in self.lines if line.state == "refused"],
            "years": list(self.years),
        }


def read_matrix(path: Path) -> Table:
    """The matrix in a CSV file or a workbook, or the first table with years at its head of a Markdown document.

    Raises BadInput.
    """
    if path.suffix.lower() not in (".md", ".markdown"):
        return read_table(path)
    name = shown(path.name, 200)
    data = bytes_of(path, name)
    encoding = encoding_of(data, name)
    for part in markdown.parts(data.decode(encoding), name):
        if any(YEAR.search(column) for column in part.columns):
            good = [row for row in part.rows if not row.problem]
            return Table(
                name,
                part.columns,
                [list(row.cells) for row in good],
                [row.number for row in good],
                hashlib.sha256(data).hexdigest(),
                encoding,
                "|",
                {row.number: row.problem for row in part.rows if row.problem},
            )
    raise BadInput(f"{name} holds no table with years at its head: | Clause | 2024 | 2025 | 2026 |")


def propose(session: Session, table: Table, today: str) -> Proposal:
    """Read a matrix and compare it with the marks there are. Raises BadInput where it is none."""
    years = {place: int(found[1]) for place, name in enumerate(table.columns) if (found := YEAR.search(name))}
    if not years or len(set(years.values())) < len(years):
        raise BadInput(
            f"{table.name} is no coverage matrix: it needs one column for each year, headed 2024, 2025 …, and a row "
            "for each clause or theme"
        )
    first = next((place for place in range(len(table.columns)) if place not in years), None)
    if first is None:
        raise BadInput(f"{table.name} has no column that names the clauses and themes; put them before the years")
    known = {(mark.ref, mark.year): mark for mark in programme.marks(session)}
    lines = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        line = _read(number, cells, first, years, int(today[:4]))
        lines.append(_compared(line, known) if line.state != "refused" else line)
    lines += [Line(number, "", "refused", reason=reason) for number, reason in table.problems.items()]
    ordered = tuple(sorted(lines, key=lambda line: line.number))
    return Proposal(table.name, tuple(sorted(years.values())), _once(ordered))


def apply(session: Session, proposal: Proposal) -> Proposal:
    """Make what was proposed, whole."""
    by_hand = {(mark.ref, mark.year) for mark in programme.marks(session) if mark.source == programme.HERE}
    for line in proposal.lines:
        if line.state in ("new", "changed"):
            for year, how in line.years:
                scope = [ref for ref in line.refs if (ref, year) not in by_hand]
                source = f"{proposal.file}, row {line.number}"
                if how:
                    programme.mark(session, scope, year, how, source)
                else:
                    programme.clear(session, scope, year)
    return proposal


def _read(number: int, cells: list[str], first: int, years: dict[int, int], this_year: int) -> Line:
    label = shown(cells[first])
    found = LABEL.match(cells[first].strip())
    text = re.sub(r"\s+to\s+", "-", found[1]) if found else ""
    scope: tuple[str, ...] = ()
    if text:
        try:
            scope = tuple(refs.expand(text))
        except ValueError as error:
            return Line(number, label, "refused", reason=str(error))
    if not scope:
        names = ", ".join(GROUPS)
        return Line(number, label, "refused", reason=f"«{label}» begins with no clause or theme; write one of {names}")
    said = []
    for place, year in years.items():
        meant = _meant(cells[place])
        if meant is None:
            reason = f"{year}: «{shown(cells[place])}» is not understood; write x, partial, planned or nothing"
            return Line(number, label, "refused", reason=reason)
        said.append((year, _how(meant, year < this_year)))
    return Line(number, label, "new", scope, tuple(said))


def _meant(cell: str) -> str | None:
    """done, part, planned or empty; None where the cell says something else."""
    sign = SIGNS.get(cell.strip())
    word = plain(cell)
    if sign is not None:
        return sign
    if not word and cell.strip():
        return None
    for meaning, words in (("done", DONE), ("part", PART), ("planned", PLANNED), ("", NOTHING)):
        if word in words:
            return meaning
    return None


def _how(meant: str, over: bool) -> str:
    """What is under a year that is over was done; the rest is promised."""
    if not meant:
        return ""
    if meant == "planned":
        return "promised"
    if over:
        return meant
    return "promised part" if meant == "part" else "promised"


def _compared(line: Line, known: dict[tuple[str, int], Any]) -> Line:
    there = different = False
    for year, how in line.years:
        for ref in line.refs:
            mark = known.get((ref, year))
            if mark is None:
                different = different or bool(how)
                continue
            there = True
            told = [word for word, holds in (("promised", mark.promised), ("part", mark.part)) if holds]
            said = " ".join(told) or "done"
            different = different or (said != how and mark.source != programme.HERE)
    state = ("changed" if there else "new") if different else "unchanged"
    return Line(line.number, line.label, state, line.refs, line.years)


def _once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines; one that speaks of a ref of an earlier line is refused."""

    def told() -> Iterator[Line]:
        seen: dict[str, int] = {}
        for line in lines:
            double = next((ref for ref in line.refs if ref in seen), "")
            if double:
                reason = f"{double} stood in row {seen[double]} already: tell them apart, or take one out"
                yield Line(line.number, line.label, "refused", reason=reason)
            else:
                seen.update(dict.fromkeys(line.refs, line.number))
                yield line

    return tuple(told())
