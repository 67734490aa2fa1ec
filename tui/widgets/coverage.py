"""The coverage grid: clauses and controls by years and quarters, on wide screens by audits too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.reactive import reactive

from checklists import refs
from data.models import Audit
from data.rules import verdicts
from data.rules.alarms import LATER, Alarm
from data.rules.coverage import GROUPS, STATES, State, group, group_of
from data.work.planning import Picture
from tui import keys
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows

SIGNS: dict[State, tuple[str, str]] = {
    "done": (GLYPHS.full, "good"),
    "part": (GLYPHS.half, "info"),
    "planned": (GLYPHS.ring, ""),
    "missed": (GLYPHS.cross, "bad"),
    "promised": ("p", "warn"),
    "": (GLYPHS.dot, "dim"),
}
WORDS: dict[State, str] = {"missed": "not tested", "promised": "promised"}
OPEN = ("overdue", "uncovered", "visit")  # alarms that come first
QUARTERS = (1, 2, 3, 4)
NARROW, WIDE = 24, 36  # cells of a title
BROAD, AUDIT = 120, 7  # from this width on, each audit has a column of so many cells


def legend() -> Text:
    """What the signs mean."""
    return Text(" " + "  ".join(f"{sign} {WORDS.get(state, STATES[state])}" for state, (sign, _) in SIGNS.items()))


class CoverageGrid(Rows):
    """The grid. The year that the keys mark stands between brackets in the heading."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("coverage", above=True)]
    at: reactive[int] = reactive(0)

    def __init__(self, id: str | None = None) -> None:
        super().__init__(Column("", 0), id=id)
        self.picture: Picture | None = None
        self.unfolded: set[str] = set()

    def fill(self, picture: Picture) -> None:
        """Show a picture; the first time, the keys mark the running year."""
        first, self.picture = self.picture is None, picture
        if first:
            years = picture.seen.terms.years
            self.at = years.index(picture.seen.terms.year) if picture.seen.terms.year in years else len(years) - 1
        self._redraw()

    @property
    def year(self) -> int:
        """The year that the keys mark, 0 while nothing is shown."""
        return self.picture.seen.terms.years[self.at] if self.picture else 0

    @property
    def scope(self) -> tuple[str, ...]:
        """The refs of the line under the cursor."""
        return (group(self.key) if self.key in GROUPS else (self.key,)) if self.key else ()

    def reveal(self, ref: str) -> None:
        """Put the cursor on a ref, or on a clause or theme; what it stands in is unfolded."""
        if ref not in GROUPS:
            self.unfolded.add(group_of(ref))
        self._redraw(ref)

    def fold(self, name: str) -> None:
        """Unfold a clause or theme, or fold it."""
        self.unfolded ^= {name}
        self._redraw()

    def fold_all(self) -> None:
        """Unfold everything, or fold it."""
        stay = self.key and group_of(self.key)
        self.unfolded = set() if self.unfolded else set(GROUPS)
        self._redraw(self.key if self.unfolded else stay)

    def validate_at(self, at: int) -> int:
        return max(0, min(at, len(self.picture.seen.terms.years) - 1)) if self.picture else 0

    def watch_at(self) -> None:
        if self.picture:
            self._redraw()

    def on_resize(self) -> None:
        super().on_resize()
        if self.picture:
            self._redraw()

    def _redraw(self, key: str | None = None) -> None:
        if self.picture:
            self.columns = tuple(self._columns(self.picture))
            self.show(list(self._lines(self.picture)), key)

    @property
    def _broad(self) -> bool:
        return self.size.width >= BROAD

    def _audits(self, picture: Picture) -> list[Audit]:
        """The audits that have a column: those of the cycle, the newest where there is no room for all."""
        if not self._broad:
            return []
        years = {str(year) for year in picture.seen.terms.years}
        mine = [audit for audit in picture.audits if audit.starts[:4] in years]
        room = (self.size.width - WIDE - 60 - 6 * len(years)) // (AUDIT + 1)
        return mine[-room:] if room > 0 else []

    def _columns(self, picture: Picture) -> Iterator[Column]:
        yield Column("", WIDE if self._broad else NARROW)
        for place, year in enumerate(picture.seen.terms.years):
            yield Column(f"[{year}]" if place == self.at else f" {year}", 6)
            if year == picture.seen.terms.year:
                yield from (Column(f"Q{quarter}", 2) for quarter in QUARTERS)
        for audit in self._audits(picture):
            yield Column(audit.number.removeprefix("AUD-20"), AUDIT)
        yield Column("", 0)

    def _lines(self, picture: Picture) -> Iterator[Line]:
        for name in GROUPS:
            sign = "-" if name in self.unfolded else "+"
            yield self._line(picture, name, group(name), f"{sign}{name} {self._named(name)}")
            if name in self.unfolded:
                for ref in group(name):
                    yield self._line(picture, ref, (ref,), f"{GLYPHS.dot} {ref} {refs.title(ref)}")

    def _named(self, name: str) -> str:
        """A clause or theme in the words there is room for."""
        title = refs.title(name).removesuffix(" controls")
        return title if self._broad else title.split()[0]

    def _line(self, picture: Picture, key: str, scope: tuple[str, ...], title: str) -> Line:
        seen = picture.seen
        if not any(ref in seen.refs for ref in scope):
            return Line(key, (title, *([""] * (len(self.columns) - 2)), "not applicable (SoA)"), "dim")
        cells: list[str | Cell] = [title]
        for year in seen.terms.years:
            cells.append(self._cell(seen.together(scope, year), "  "))
            if year == seen.terms.year:
                cells += [self._cell(seen.together(scope, year, quarter), "") for quarter in QUARTERS]
        cells += [_of_audit(audit, scope, picture) for audit in self._audits(picture)]
        mine = [alarm for alarm in picture.alarms if not set(scope).isdisjoint(alarm.refs)]
        worst = next(
            (alarm for alarm in mine if alarm.rule in ("overdue", "uncovered", "visit")), next(iter(mine), None)
        )
        cells.append(_alarmed(worst, self._broad))
        return Line(key, cells)

    def _cell(self, state: State, before: str) -> Cell:
        sign, mark = SIGNS[state]
        return Cell(f"{before}{sign}", mark)

    def action_left(self) -> None:
        self.at -= 1

    def action_right(self) -> None:
        self.at += 1


def _alarmed(alarm: Alarm | None, broad: bool) -> Cell:
    """The last cell of a line: its worst alarm, in whole where there is room."""
    if alarm is None:
        return Cell("")
    words = alarm.words if broad else alarm.short
    if alarm.rule == LATER:
        return Cell(f"  {words}", "dim")
    return Cell(f"{GLYPHS.warn} {words}", "bad" if alarm.late else "warn")


def _of_audit(audit: Audit, scope: tuple[str, ...], picture: Picture) -> Cell:
    """How an audit stands to some refs: a verdict's letter for one, tested of planned for several."""
    looks = [look for ref in scope for look in picture.seen.of(ref) if look.where == audit.number]
    if not looks:
        return Cell("")
    if len(scope) == 1:
        state = looks[-1].state
        return Cell(f"  {verdicts.LETTERS[looks[-1].verdict] if state == 'done' else SIGNS[state][0]}", SIGNS[state][1])
    done = sum(look.state == "done" for look in looks)
    return Cell(f"{done}/{len(looks)}", "good" if done == len(looks) else "")
