"""What a workbook holds beside the rows that `data.imports.tables` reads: merged cells, and its other sheets."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from data.errors import BadInput

MOST_SPANS = 100_000
_SPAN = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_CHUNK = 1_000_000
_OVERLAP = 300


class Span(NamedTuple):
    """Cells merged over several rows: the column from 0, the first and the last row from 1."""

    column: int
    first: int
    last: int


def sheets(data: bytes, name: str) -> dict[str, str]:
    """The sheets of a workbook that can be seen, each with its part in the zip. Raises BadInput."""
    from openpyxl.xml.functions import fromstring

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except Exception as error:  # a file made to break the reader can raise whatever it likes
        raise BadInput(f"{name} is damaged or no workbook; save it as an Excel workbook (.xlsx) or as CSV.") from error
    targets = {link.get("Id"): link.get("Target", "") for link in links.findall("{*}Relationship")}
    found = {}
    for sheet in book.findall("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if sheet.get("state", "visible") == "visible" and link in targets:
            found[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", targets[link])).lstrip("/")
    return found


def spans(data: bytes, part: str, name: str) -> set[Span]:
    """The cells of a sheet that are merged over several rows. Raises BadInput."""
    found: set[Span] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            return found
        for column, first, last in _merged(archive, part):
            if last > first:
                found.add(Span(column, first, last))
            if len(found) > MOST_SPANS:
                raise BadInput(f"{name} has more than {MOST_SPANS:,} merged cells; take the merging back.")
    return found


def _merged(archive: zipfile.ZipFile, part: str) -> Iterator[Span]:
    """All merged cells of a sheet; one may come twice."""
    end = b""
    with archive.open(part) as handle:
        while chunk := handle.read(_CHUNK):
            for column, first, last in _SPAN.findall(end + chunk):
                place = 0
                for letter in column:
                    place = place * 26 + letter - 64
                yield Span(place - 1, int(first), int(last))
            end = chunk[-_OVERLAP:]


def spread(rows: list[list[str]], numbers: list[int], found: set[Span], name: str) -> None:
    """Let the value of each merged cell count for every row that it spans. Raises BadInput.

    Merged cells cannot lie over one another, so that there is never more to fill than there are cells.
    """
    left = sum(map(len, rows))
    for column, first, last in found:
        top = bisect_right(numbers, first) - 1
        if top < 0 or numbers[top] != first or column >= len(rows[top]):
            continue
        for place in range(top + 1, bisect_right(numbers, last)):
            left -= 1
            if left < 0:
                raise BadInput(f"{name} is damaged: its merged cells lie over one another; take the merging back.")
            rows[place][column] = rows[place][column] or rows[top][column]
