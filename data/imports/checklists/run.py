"""From a checklist's file to the pack that it would become, and to that pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.errors import BadInput
from data.imports.checklists import headers
from data.imports.checklists.entries import entries
from data.imports.checklists.proposal import Line, PackProposal
from data.imports.checklists.rows import PartReader, Point
from data.imports.checklists.sheet import LeftOut, Sheet
from data.imports.checklists.target import compared, write
from data.imports.words import listed


def propose(
    sheet: Sheet, mapping: Mapping[str, str] | None = None, *, folder: Path | None = None, own_refs: bool = False
) -> PackProposal:
    """What making a pack of a checklist would do in a folder; nothing is written. Raises BadInput.

    `mapping` is field (ref, question, title, evidence, role, result, notes) to column for what the guess gets wrong; an
    empty column means that there is none. A number that the standard does not have is refused, or with `own_refs`
    taken as a ref of the user's own; one below a ref, such as 4.1.2, is a point of that ref.
    """
    said = dict(mapping or {})
    headers.check(sheet, said)
    readers = [PartReader(part, headers.guess(part, said)) for part in sheet.parts]
    taken = [reader for reader in readers if reader.is_checklist() and not reader.other_standard]
    if not taken and (other := next((one.other_standard for one in readers if one.other_standard), "")):
        raise BadInput(
            f"{sheet.name} speaks of {other} above its rows; a pack is about ISO/IEC 27001. Mend the heading."
        )
    if not taken:
        raise BadInput(
            f"{sheet.name} is not understood as a checklist. Columns found: {listed(sheet.columns)}. Needed: clause or"
            " control, question or title, and rows that say something. Rename the columns, or say which is which."
        )
    numbers = [number for reader in taken for number in reader.found]
    points = _cased([point for reader in taken for point in reader.points(numbers, own_refs)])
    made, notes = entries(points, sheet.name)
    lines = tuple(Line(one.row, one.refs, one.reason, (*one.notes, *notes.get(one.row, ()))) for one in points)
    columns: dict[str, dict[str, None]] = {}
    for reader in taken:
        for field, column in reader.mapping.items():
            columns.setdefault(field, {})[column] = None
    unused = [column for reader in taken for column in reader.part.columns if column not in reader.mapping.values()]
    left_out = [_left_out(reader, sheet.unit) for reader in readers if reader not in taken]
    return PackProposal(
        sheet.name,
        sheet.unit,
        lines,
        made,
        compared(made, folder),
        {field: tuple(found) for field, found in columns.items()},
        said,
        tuple(dict.fromkeys((*sheet.unused, *unused))),
        (*sheet.left_out, *left_out),
    )


def write_pack(proposal: PackProposal, folder: Path) -> PackProposal:
    """Write the files that are new or changed, each as a whole, readable by their owner only. Raises AuditbookError.

    What is returned says what was done, compared with the folder as it was; the second time, that is nothing.
    """
    proposal = proposal.against(folder)
    write(proposal.files, folder)
    return proposal


def _cased(points: list[Point]) -> list[Point]:
    """The points, refs that differ in capitals alone by the first spelling: some file systems hold them for one."""
    spelt: dict[str, str] = {}
    found = ((one, (spelt.setdefault(ref.casefold(), ref) for ref in one.refs)) for one in points)
    return [replace(one, refs=tuple(dict.fromkeys(spellings))) for one, spellings in found]


def _left_out(reader: PartReader, unit: str) -> LeftOut:
    part = reader.part
    what = {"line": "a table", "object": "a list"}.get(unit, "a sheet")
    size = f"{len(part.rows)} row{'s' * (len(part.rows) != 1)}"
    other = f"the heading above speaks of {reader.other_standard}" if reader.other_standard else ""
    reason = other or "no row asks anything about a ref"
    return LeftOut(part.number, f"{what} of {size} under {listed(part.columns, 8)}: {reason}")
