"""The rows of a checklist's table, each taken with the refs that it is about, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from checklists import refs
from data.imports.checklists import numbers
from data.imports.checklists.cells import Cells, cells_of
from data.imports.checklists.numbering import Numbering
from data.imports.checklists.sheet import Part
from data.imports.words import plain, shown

_STANDARD = re.compile(r"\bISO(?:/IEC)?[ -]?([0-9]{4,5})\b", re.IGNORECASE)
_OURS = {"27001", "27002", "19011"}  # the last says how to audit
_OF_CONTROLS = {"controls", "annex", "annexe", "anhang", "massnahmen", "mesures"}
_OF_CLAUSES = {"clause", "clauses", "klausel", "klauseln", "kapitel", "normkapitel", "chapitre"}
_ONE_CONTROL = {"control", "massnahme", "mesure"}  # in headings, these stand in titles of clauses too


@dataclass(frozen=True, slots=True)
class Point:
    """What one row says. `number` is what the file calls it, where it calls it anything; `notes` are doubts.

    `texts` are the row's cells by field: title, question, evidence, role, result and notes. A refused row has a
    `reason` and no refs.
    """

    row: int
    refs: tuple[str, ...] = ()
    number: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reason: str = ""


class PartReader:
    """Reads one table by its mapping, field to column."""

    def __init__(self, part: Part, mapping: Mapping[str, str]) -> None:
        self.part, self.mapping = part, mapping
        self._rows = cells_of(part, mapping)
        self._title = next((one for one in reversed(part.headings) if numbers.inside(one)), "")

    @property
    def found(self) -> list[str]:
        """All numbers in the table's rows, and the one in the heading above it."""
        found = [number for row in self._rows if isinstance(row, Cells) for number in row.numbers]
        return [*found, numbers.inside(self._title)] if self._title else found

    def is_checklist(self) -> bool:
        """Whether any row asks or names something, and anything can say what about."""
        says = any(row.texts["question"] or row.texts["title"] for row in self._rows if isinstance(row, Cells))
        return says and ("ref" in self.mapping or self.found != [])

    @property
    def other_standard(self) -> str:
        """The standard of which the nearest heading that names any speaks, where it is not ours; else empty."""
        named = (set(_STANDARD.findall(heading)) for heading in reversed(self.part.headings))
        nearest = next(filter(None, named), set())
        return "" if nearest & _OURS else ", ".join(f"ISO {number}" for number in sorted(nearest))

    def points(self, file_numbers: Iterable[str], own_refs: bool) -> Iterator[Point]:
        """Every row in order. `file_numbers` are those of all tables; `own_refs` takes unknown ones as refs."""
        numbering = Numbering.seen_in(file_numbers, self.found, self._about_controls())
        walk = _Walk(self.mapping.get("ref", ""), numbering, own_refs)
        walk.beyond = _beyond(self.found, numbering)
        if self._title:
            walk.heading = walk.above_table = numbering.meaning(numbers.inside(self._title), self._title).refs
        for row in self._rows:
            yield walk.point(row) if isinstance(row, Cells) else Point(row.number, reason=row.problem)

    def _about_controls(self) -> bool | None:
        """Whether what stands above the numbers speaks of controls; None where it speaks of neither or of both."""
        if numbers.inside(self._title).startswith("A."):
            return True
        above = [(self.mapping.get("ref", ""), _OF_CONTROLS | _ONE_CONTROL)]
        above += [(heading, _OF_CONTROLS) for heading in reversed(self.part.headings)]
        for line, of_controls in above:
            words = set(plain(line[:200]).split())
            if words.isdisjoint(of_controls) != words.isdisjoint(_OF_CLAUSES):
                return not words.isdisjoint(of_controls)
        return None


class _Walk:
    """A walk down the rows of a table; it remembers what a row without a ref is about."""

    def __init__(self, column: str, numbering: Numbering, own_refs: bool) -> None:
        self.heading: tuple[str, ...] = ()
        self.above_table: tuple[str, ...] = ()
        self.beyond: Mapping[str, str] = {}
        self._above: tuple[str, ...] = ()
        self._above_row = 0
        self._column, self._numbering, self._own_refs = column, numbering, own_refs

    def point(self, row: Cells) -> Point:
        """The next row."""
        point = self._numbered(row) if row.numbers else self._unnumbered(row)
        if row.alone:
            self.heading, self._above = point.refs or self.above_table, ()
        elif row.numbers:
            self._above, self._above_row = point.refs, row.row
        elif row.texts["ref"] or not point.refs:
            self._above = ()
        return point

    def _numbered(self, row: Cells) -> Point:
        """A row with numbers: it goes to each ref that they mean."""
        beside = f"{row.texts['title']} {row.texts['question']}"[:400]
        found: list[str] = []
        notes, reasons = list(row.notes), []
        for number in row.numbers:
            meant = self._numbering.meaning(number, beside)
            if meant.refs:
                found += meant.refs
                notes += [note for note in (meant.note, self._doubt(number)) if note]
            elif self._own_refs and meant.unknown:
                found.append(number)
            else:
                reasons.append(meant.reason)
        if not found:
            return Point(row.row, reason="; ".join(reasons))
        return _taken(row, found, ", ".join(row.numbers), row.texts, notes + reasons)

    def _unnumbered(self, row: Cells) -> Point:
        """A row without numbers: that of a row or heading above counts, unless it is a heading itself."""
        cell, texts = row.texts["ref"], row.texts
        running, rest = numbers.whole(cell)
        if running in refs.all_refs() and not texts["question"]:
            return Point(row.row, reason=self._numbering.meaning(running, rest).reason)
        if row.alone:
            return Point(row.row, reason="a heading of the file, which names no ref")
        if self._own_refs and not running and not self.heading and (own := numbers.own(cell)):
            return _taken(row, [own], own, {**texts, "title": texts["title"] or numbers.behind(cell)})
        inherits = running != "" or not cell
        found, notes = self.heading, []
        if inherits and self._above:
            found, notes = self._above, [f"the row has no ref: that of row {self._above_row} counts"]
        if not found:
            return Point(row.row, reason=self._refless(cell if not running else ""))
        asked = texts["question"] or texts["title"] or ("" if inherits else cell)
        said = {**texts, "question": asked, "title": texts["title"] if texts["question"] else ""}
        return _taken(row, found, "" if running else numbers.own(cell), said, notes)

    def _doubt(self, number: str) -> str:
        """A note on a ref in a row of numbers that are the file's own; empty without doubt."""
        last = self.beyond.get(number.rpartition(".")[0], "")
        if not last or number not in refs.auditable():
            return ""
        check = f"check that it asks about «{refs.title(number)}»"
        return f"the file numbers on to {last}, so that {number} may be its own number: {check}"

    def _refless(self, cell: str) -> str:
        """Why a row has no ref."""
        if not cell:
            column = f"in column «{shown(self._column)}»" if self._column else "in the row"
            return f"no ref {column}, and none in a row or heading above it that could count: write one"
        own = ", or take it as a ref of your own" if numbers.own(cell) else ""
        return f"«{shown(cell)}» is no ref of ISO/IEC 27001:2022, and no heading above is one: write the one meant{own}"


def _taken(row: Cells, found: Iterable[str], number: str, texts: Mapping[str, str], notes: Iterable[str] = ()) -> Point:
    if not any(text for field, text in texts.items() if field != "ref"):
        return Point(row.row, reason="nothing stands beside its ref: write a question, or take the row out")
    return Point(row.row, tuple(dict.fromkeys(found)), number, texts, tuple(notes))


def _beyond(here: Iterable[str], numbering: Numbering) -> dict[str, str]:
    """By a heading of the standard, the last number by which a file goes on below it where the standard ends."""
    found: dict[str, str] = {}
    for number in here:
        above = number.rpartition(".")[0]
        if above in refs.all_refs() and above not in refs.auditable() and not numbering.meaning(number, "").refs:
            found[above] = number
    return found
