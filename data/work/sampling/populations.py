"""Populations: a list taken in from a file, what is known of it, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, func, insert, select

from data import clock
from data.errors import Refused
from data.imports.tables import Table
from data.models import Population, PopulationItem, new_id
from data.rules.sampling import populations as rules
from data.work import rows

NUMBERED = ""
"""In place of an id column: the items are known by their rows' numbers."""

QUESTIONS = {
    "supplied_by": "who supplied it",
    "query": "query or filter",
    "period": "period",
    "control_total": "control total",
    "completeness": "completeness",
}
MOST_STRATA = 40
_CHUNK = 5_000


def take_in(
    session: Session,
    /,
    audit_id: str,
    table: Table,
    path: Path,
    id_column: str,
    *,
    each_once: bool = False,
    **values: Any,
) -> Population:
    """Store a population. With `each_once`, rows whose id is blank or repeated stay out, and that is recorded.

    Raises Refused where an item has no id of its own, or a row was not understood.
    """
    name = path.name
    if id_column != NUMBERED and id_column not in table.columns:
        raise Refused(f"{name} has no column «{id_column}»; its columns are: {', '.join(table.columns)}")
    if table.problems:
        row, reason = next(iter(table.problems.items()))
        more = f" (and {len(table.problems) - 1} more rows)" if len(table.problems) > 1 else ""
        raise Refused(f"{name}, row {row}: {reason}{more}. A population is taken in whole or not at all.")
    ids = ids_of(table, id_column)
    found = rules.look_at_ids(ids, table.numbers)
    if not found.sound and not each_once:
        raise Refused(
            f"{name}, column «{id_column}»: {found.words()}; each item needs an id of its own. "
            "Name another column, or take each id once."
        )
    out = found.left_out
    kept = [at for at, number in enumerate(table.numbers) if number not in out]
    if not kept:
        raise Refused(f"{name}, column «{id_column}» is empty; name the column that tells the items apart.")
    population = rows.add(
        session,
        Population(
            audit_id=audit_id,
            file_name=name,
            sha256=table.sha256,
            id_column=id_column,
            columns=list(table.columns),
            count=len(kept),
            sums=rules.sums(table.columns, [table.rows[at] for at in kept] if out else table.rows),
            left_out=f"{len(out):,} rows stayed out: {found.words()}" if out else "",
            taken_in=clock.now(),
            **({"title": path.stem} | values),
        ),
    )
    _store_items(session, population.id, [(ids[at], table.rows[at]) for at in kept])
    return population


def ids_of(table: Table, id_column: str) -> list[str]:
    """Each row's id: the cell of that column, or the row's number in the file."""
    if id_column == NUMBERED:
        return [f"row {number}" for number in table.numbers]
    place = table.columns.index(id_column)
    return [row[place].strip() for row in table.rows]


def _store_items(session: Session, population_id: str, found: Sequence[tuple[str, Sequence[str]]]) -> None:
    """All items at once, past the objects of SQLAlchemy, which would take half a minute for a hundred thousand."""
    connection = session.connection()
    statement = insert(PopulationItem).compile(dialect=connection.dialect)
    in_order = itemgetter(*(statement.positiontup or []))
    known: dict[str, Any] = {"version": 1, "population_id": population_id}
    stem = new_id()[:20]  # ids that rise are put behind each other; random ones would be sorted in one by one

    def parameters() -> Iterator[tuple[Any, ...]]:
        encode = json.JSONEncoder(ensure_ascii=True).encode
        for position, (name, cells) in enumerate(found):
            known["id"], known["position"] = f"{stem}{position:012x}", position
            known["item"], known["cells"] = _text(name), encode(cells)
            yield in_order(known)

    made = parameters()
    while chunk := list(islice(made, _CHUNK)):
        connection.exec_driver_sql(str(statement), chunk)


def _text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def populations(session: Session, /, audit_id: str) -> list[Population]:
    """The audit's populations."""
    return list(session.exec(select(Population).where(Population.audit_id == audit_id).order_by(col(Population.title))))


def ids(session: Session, /, population_id: str) -> list[str]:
    """The ids of all items in the order of the list."""
    query = select(PopulationItem.item).where(PopulationItem.population_id == population_id)
    return list(session.exec(query.order_by(col(PopulationItem.position))))


def column(session: Session, /, population: Population, name: str) -> list[str]:
    """The cells of one column in the order of the list. Raises Refused."""
    if name not in population.columns:
        raise Refused(f"«{name}» is no column of {population.file_name}; its columns: {', '.join(population.columns)}")
    query = select(_cell(population.columns.index(name))).where(PopulationItem.population_id == population.id)
    return [str(cell).strip() for cell in session.exec(query.order_by(col(PopulationItem.position)))]


def _cell(place: int) -> Any:
    """One cell of an item, for a query."""
    return col(PopulationItem.cells)[place].as_string()


def cells_of(session: Session, /, population_id: str, names: Sequence[str]) -> dict[str, list[str]]:
    """The cells of some items, by id."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(names), 500):
        query = select(PopulationItem.item, PopulationItem.cells).where(
            PopulationItem.population_id == population_id,
            col(PopulationItem.item).in_(names[start : start + 500]),
        )
        found |= {name: list(cells) for name, cells in session.exec(query)}
    return found


def strata_columns(session: Session, /, population_id: str) -> dict[str, dict[str, int]]:
    """The columns that could be strata: few values, each on several items; with the number of items of each."""
    population = rows.fetch(session, Population, population_id)
    fit: dict[str, dict[str, int]] = {}
    for place, name in enumerate(population.columns):
        cell = _cell(place)
        query = select(cell, func.count()).where(PopulationItem.population_id == population_id)
        counts = {str(value): int(count) for value, count in session.exec(query.group_by(cell).limit(MOST_STRATA + 1))}
        if 1 < len(counts) <= MOST_STRATA and population.count >= 2 * len(counts):
            fit[name] = counts
    return fit


def unanswered(population: Population) -> list[str]:
    """What is not known of a population, in words."""
    return [words for name, words in QUESTIONS.items() if not getattr(population, name).strip()]


def answered(population: Population) -> bool:
    """Whether a sample may be drawn: everything is answered, or knowingly left open."""
    return not unanswered(population) or bool(population.left_open.strip())


def leave_open(session: Session, /, population_id: str, reason: str) -> Population:
    """Record that something is not known, and why it is drawn from all the same. Raises Refused."""
    population = rows.fetch(session, Population, population_id)
    if not reason.strip():
        raise Refused("Say why this is left open; the report will tell it.")
    words = f"Left open: {', '.join(unanswered(population))}. {reason.strip()}"
    return rows.edit(session, Population, population_id, left_open=words)


def compare_with(session: Session, /, population_id: str, table: Table, path: Path, id_column: str) -> Population:
    """Compare with a second, independent list; the outcome becomes the answer about completeness. Raises Refused."""
    population = rows.fetch(session, Population, population_id)
    if id_column not in table.columns:
        raise Refused(f"{path.name} has no column «{id_column}»; its columns are: {', '.join(table.columns)}")
    if table.sha256 == population.sha256:
        raise Refused(f"{path.name} is the population's own file; compare with a list from another source.")
    outcome = rules.compare(ids(session, population_id), ids_of(table, id_column)).words(path.name)
    before = population.completeness.strip()
    return rows.edit(
        session,
        Population,
        population_id,
        completeness=f"{before}\n{outcome}" if before else outcome,
        second_file=path.name,
        second_sha256=table.sha256,
    )


def as_json(population: Population) -> dict[str, Any]:
    """What a population is, for a program."""
    return {
        name: json.loads(json.dumps(getattr(population, name)))
        for name in ("id", "title", "file_name", "sha256", "count", "id_column", "sums", "left_out")
    }
