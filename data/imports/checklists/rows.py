"""The rows of a checklist's table, each taken with the refs that it is about, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checklists import refs
from data.imports.checklists import numbers
from data.imports.checklists.numbers import Numbering
from data.imports.checklists.sheet import Part, Row
from data.imports.tables import MOST_CHARACTERS
from data.imports.values import text
from data.imports.words import plain, shown

NOTHING = "nothing stands beside its ref"
_OF_CONTROLS = {"controls", "annex", "annexe", "anhang", "massnahmen", "mesures"}
_ONE = {"control", "massnahme", "mesure"}  # these stand in titles of clauses too
_OF_CLAUSES = {"clause", "clauses", "klausel", "klauseln", "kapitel", "normkapitel", "chapitre"}


@dataclass(frozen=True, slots=True)
class Point:
    """What one row says. `number` is the file's own where it is not the ref; `reason` says why the row is refused.

    `texts` are the row's cells by field, cleaned: question, title, evidence, role, result and notes.
    """

    row: int
    refs: tuple[str, ...] = ()
    number: str = ""
    texts: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()
    reason: str = ""

    def said(self, field: str) -> str:
        """The text of a field; empty where the row says nothing."""
        return (self.texts or {}).get(field, "")


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row's texts by field, the numbers in it, and whether it looks like a heading: one filled cell, no question."""

    row: int
    texts: dict[str, str]
    numbers: tuple[str, ...]
    alone: bool


class PartReader:
    """Reads one table by its mapping, field to column."""

    def __init__(self, part: Part, mapping: Mapping[str, str]) -> None:
        self.part, self.mapping = part, mapping
        self._places = {field: part.columns.index(column) for field, column in mapping.items()}
        rows = [row if row.problem else self._bounded(row) for row in part.rows]
        self._rows = [row if row.problem else self._cells(row) for row in rows]
        self._mend()
        self._heading = next(filter(None, map(numbers.inside, reversed(part.headings))), "")

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers in the table's rows and in the heading above it."""
        return (*(number for row in self._rows if isinstance(row, _Cells) for number in row.numbers), self._heading)

    def is_checklist(self) -> bool:
        """Whether any row asks or names something, and anything says what about."""
        rows = [row for row in self._rows if isinstance(row, _Cells)]
        says = any(row.texts["question"] or row.texts["title"] for row in rows)
        return says and ("ref" in self.mapping or any(self.numbers))

    def points(self, file_numbers: Iterable[str], own_refs: bool) -> Iterator[Point]:
        """Every row in order. `file_numbers` are those of all tables; `own_refs` takes unknown numbers as refs."""
        here = [number for number in self.numbers if number]
        numbering = Numbering.seen_in(filter(None, file_numbers), here, self._about_controls())
        beyond = _beyond(here)
        heading = self._heading_refs(numbering)
        above: tuple[tuple[str, ...], int] = ((), 0)
        for row in self._rows:
            if isinstance(row, Row):
                yield Point(row.number, reason=row.problem)
                continue
            point = self._point(row, numbering, heading, above, own_refs)
            if row.alone:
                heading, above = point.refs, ((), 0)
            elif row.numbers or row.texts["ref"]:
                above = (point.refs, row.row) if row.numbers else ((), 0)
            doubts = tuple(_doubt(number, beyond) for number in row.numbers if _doubt(number, beyond))
            yield replace(point, notes=point.notes + doubts) if point.refs else point

    def _bounded(self, row: Row) -> Row:
        """The row, or its refusal where a cell that is read is longer than any spreadsheet program would allow."""
        for field, column in self.mapping.items():
            if (length := len(row.cells[self._places[field]])) > MOST_CHARACTERS:
                reason = (
                    f"column «{shown(column)}» has {length:,} characters, more than {MOST_CHARACTERS:,}: shorten it"
                )
                return Row(row.number, problem=reason)
        return row

    def _cells(self, row: Row) -> _Cells:
        fields = ("ref", "question", "title", "evidence", "role", "result", "notes")
        texts = {field: text(row.cells[self._places[field]]) if field in self._places else "" for field in fields}
        if self.mapping.get("title", "") == self.mapping.get("ref"):
            texts["title"] = ""
        found, rest = numbers.leading(texts["ref"])
        if found:
            texts["ref"], texts["title"] = " ".join(found), texts["title"] or rest
        else:
            for field in ("title", "question"):
                found, rest = numbers.leading(texts[field], bracketed=field == "title")
                if found:
                    texts[field] = rest
                    break
        filled = [column for column, cell in zip(self.part.columns, row.cells, strict=True) if cell.strip()]
        alone = len(filled) == 1 < len(row.cells) and filled[0] != self.mapping.get("question")
        return _Cells(row.number, texts, tuple(found), alone)

    def _mend(self) -> None:
        """Give numbers back the nought that a spreadsheet program took from them."""
        rows = [row for row in self._rows if isinstance(row, _Cells)]
        firsts = [row.numbers[0] if len(row.numbers) == 1 else "" for row in rows]
        mended = {
            row.row: replace(row, numbers=(whole,))
            for row, first, whole in zip(rows, firsts, numbers.unrounded(firsts), strict=True)
            if first != whole
        }
        self._rows = [mended.get(row.row, row) if isinstance(row, _Cells) else row for row in self._rows]

    def _about_controls(self) -> bool | None:
        """Whether what stands above the numbers speaks of controls; None where it speaks of neither or both."""
        column = self.mapping.get("ref", "")
        for above, controls in (
            (column, _OF_CONTROLS | _ONE),
            *((one, _OF_CONTROLS) for one in reversed(self.part.headings)),
        ):
            words = set(plain(above[:200]).split())
            if words.isdisjoint(controls) != words.isdisjoint(_OF_CLAUSES):
                return not words.isdisjoint(controls)
        return None

    def _heading_refs(self, numbering: Numbering) -> tuple[str, ...]:
        words = next((one for one in reversed(self.part.headings) if numbers.inside(one)), "")
        return numbering.meaning(self._heading, words).refs if self._heading else ()

    def _point(
        self, row: _Cells, numbering: Numbering, heading: tuple[str, ...], above: tuple[tuple[str, ...], int], own: bool
    ) -> Point:
        if row.numbers:
            return self._numbered(row, numbering, own)
        number, rest = numbers.whole(row.texts["ref"])
        if number in refs.all_refs() and not row.texts["question"]:
            return Point(row.row, reason=numbering.meaning(number, rest).reason)
        if row.alone:
            return Point(row.row, reason="a heading of the file, without a ref of its own")
        if own and not heading and not number and (typed := numbers.own(row.texts["ref"]))[0]:
            return self._taken(row, (typed[0],), row.texts | {"title": row.texts["title"] or typed[1]})
        if number or not row.texts["ref"]:
            found, origin = above if above[0] else (heading, 0)
            notes = (f"the row has no ref: that of row {origin} counts",) if origin else ()
        else:
            found, notes = heading, ()
        if not found:
            column = f"in column «{shown(self.mapping['ref'])}»" if "ref" in self.mapping else "in the row"
            return Point(row.row, reason=f"no ref {column}, and none in a row or heading above it that could count")
        asked = row.texts["question"] or row.texts["title"] or ("" if number else row.texts["ref"])
        title = row.texts["title"] if row.texts["question"] else ""
        return self._taken(row, found, row.texts | {"question": asked, "title": title}, notes)

    def _numbered(self, row: _Cells, numbering: Numbering, own: bool) -> Point:
        beside = f"{row.texts['title']} {row.texts['question']}"[:400]
        meanings = [(number, numbering.meaning(number, beside)) for number in row.numbers]
        found = [ref for _, one in meanings for ref in one.refs]
        found += [number for number, one in meanings if own and not one.refs and number not in refs.all_refs()]
        reasons = [one.reason for number, one in meanings if one.reason and number not in found]
        if not found:
            return Point(row.row, reason="; ".join(reasons))
        notes = [one.note for _, one in meanings if one.note] + reasons
        return self._taken(row, tuple(dict.fromkeys(found)), row.texts, tuple(notes))

    def _taken(self, row: _Cells, found: tuple[str, ...], texts: dict[str, str], notes: tuple[str, ...] = ()) -> Point:
        if not any(texts[field] for field in texts if field != "ref"):
            return Point(row.row, reason=NOTHING)
        number = ", ".join(row.numbers) or numbers.own(row.texts["ref"])[0]
        return Point(row.row, found, "" if (number,) == found else number, texts, notes)


def _beyond(here: Iterable[str]) -> dict[str, str]:
    """By the heading of the standard, the last number by which a file goes on below it where the standard ends."""
    found: dict[str, str] = {}
    for number in here:
        above = number.rpartition(".")[0]
        if above in refs.all_refs() and above not in refs.auditable() and number not in refs.all_refs():
            found[above] = number
    return found


def _doubt(number: str, beyond: Mapping[str, str]) -> str:
    """A note on a number that is a ref, in a row of numbers that are the file's own; empty without doubt."""
    last = beyond.get(number.rpartition(".")[0], "")
    if not last or number not in refs.auditable():
        return ""
    return f"the file numbers on to {last}, so that {number} may be its own number: check that it asks about «{refs.title(number)}»"
