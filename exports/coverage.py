"""Coverage over the cycle on paper: clauses and themes by years, what raises an alarm, every ref."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.rules.coverage import STATES, State
from exports import measure, words
from exports.blocks import Block, Cell, Heading, Table, bold, bullets, cell, head, say
from exports.parts import Covered, Cycle, Year

TONES: dict[State, str] = {
    "done": "conforming",
    "part": "ofi",
    "planned": "not_applicable",
    "missed": "major",
    "promised": "minor",
    "": "",
}
MOST = 9  # years that a table has room for
NUMBER, SHARE, DAY = 0.08, 0.09, 0.14  # of the width: a reference, a year, a day


def section(cycle: Cycle) -> Iterator[Block]:
    """What the audit is within the programme; nothing where there is no programme."""
    if not cycle.years:
        return
    yield Heading(1, "Coverage over the cycle", "cycle")
    yield say(sentence(cycle), style="lead")
    yield table(cycle)
    yield from alarms(cycle)


def sentence(cycle: Cycle) -> str:
    """How much of the cycle is covered."""
    total = len(cycle.refs)
    tested = sum(any(year.state == "done" for year in one.years) for one in cycle.refs)
    span = f"{cycle.years[0]} to {cycle.years[-1]}" if len(cycle.years) > 1 else str(cycle.years[0])
    oldest = f" The one that lies back longest is {cycle.oldest}." if cycle.oldest else ""
    return (
        f"Of the {words.count(total, 'requirement')} and controls that apply, {words.number(tested)} were tested in "
        f"the cycle {span}, as the record stood on {words.day(cycle.on)}.{oldest}"
    )


def table(cycle: Cycle) -> Table:
    """Clauses and themes by years."""
    shown = cycle.years[-MOST:]
    return Table(
        "counts",
        (1 - SHARE * 1.5 * len(shown), *(SHARE * 1.5 for _ in shown)),
        tuple(
            (cell(words.joined(one.ref, one.title, by="  ")), *(_cell(year) for year in one.years[-MOST:]))
            for one in cycle.groups
        ),
        head("Clause or theme", *(str(year) for year in shown), right=tuple(range(1, len(shown) + 1))),
        caption="Coverage of the cycle by clause and theme",
    )


def alarms(cycle: Cycle) -> Iterator[Block]:
    """What will not be covered in time, or was not, and what is still to be planned."""
    if cycle.alarms:
        amount = words.count(len(cycle.alarms), "point")
        yield say(bold(f"{amount} to decide about:"), style="lead")
        yield bullets([words.sentence(one) for one in cycle.alarms])
    else:
        yield say("Everything that is due is tested or planned.")
    if cycle.later:
        yield say("Still to be planned in the cycle:", style="lead")
        yield bullets([words.sentence(one) for one in cycle.later])


def by_ref(cycle: Cycle) -> Iterator[Block]:
    """Every requirement and control by years, on wide pages."""
    years = tuple(str(year) for year in cycle.years)
    rest = 1 - NUMBER - DAY - SHARE * len(years)
    yield Heading(1, "Annex A: Coverage by reference", "annex-a", numbered=False)
    yield measure.listing(
        (NUMBER, rest * 0.55, *(SHARE for _ in years), DAY, rest * 0.45),
        tuple(_row(one) for one in cycle.refs),
        head("Reference", "Requirement or control", *years, "Last tested", "Alarm"),
        caption="Coverage by reference",
    )


def _row(one: Covered) -> tuple[Cell, ...]:
    return (
        cell(one.ref),
        cell(one.title),
        *(_state(year) for year in one.years),
        cell(words.day(one.last) or "never"),
        cell(words.sentence(one.alarm)),
    )


def _state(year: Year) -> Cell:
    """One ref in one year."""
    state = _known(year.state)
    said = "–" if not state else {"missed": "not tested", "promised": "promised"}.get(state, STATES[state])
    return Cell((say(said),), tone=TONES[state] or None, align="center")


def _cell(year: Year) -> Cell:
    """A clause or theme in one year: how many of it are tested."""
    state = _known(year.state)
    if state == "done":
        said = "all"
    elif state == "part":
        said = f"{year.tested} of {year.total}" if year.tested else "in part"
    else:
        said = "–" if not state else {"missed": "not tested"}.get(state, STATES[state].split()[0])
    return cell(said, align="right")


def _known(state: str) -> State:
    return next((one for one in STATES if one == state), "")


def legend() -> str:
    """What the words of the tables mean."""
    return (
        "“Tested” is what an audit gave a verdict for, or what the organisation's own matrix names as fully covered; "
        "“in part” is what the matrix names so without saying what exactly; “promised” is what only the matrix says."
    )


def state_words(years: Iterable[Year]) -> Iterator[str]:
    """The states of a ref for a spreadsheet."""
    for year in years:
        state = _known(year.state)
        yield STATES[state] if state else ""
