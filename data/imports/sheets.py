"""The cells of a workbook's sheets as text, read straight from its XML: a hundred thousand rows in two seconds, and the
formulas without a result in the same pass.

Raises whatever a file made to break it leads to; `data.imports.workbooks` looks at the zip's directory first and puts
any of it into one line.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from data.imports.sheet_xml import SheetReader, SheetRow, StringsReader, fed

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Sheet(NamedTuple):
    """A sheet of a workbook: its title, whether it can be seen, and the part of the zip that holds it."""

    title: str
    visible: bool
    part: str


class Book:
    """An XLSX workbook. Its parts are read no further than the zip's directory says."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = set(self._zip.namelist())
        workbook = self._tree("xl/workbook.xml")
        targets = self._targets()
        self.sheets = []
        for node in workbook.iter("{*}sheet"):
            link = next((value for name, value in node.items() if name.endswith("}id")), "")
            part = targets.get(link, "")
            if part in self._names and "worksheet" in part:
                visible = node.get("state", "visible") == "visible"
                self.sheets.append(Sheet(node.get("name", ""), visible, part))
        settings = next(workbook.iter("{*}workbookPr"), None)
        mac = settings is not None and settings.get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
        self._strings = self._shared_strings()
        self._dates, self._spans = self._date_styles()

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """The sheet's rows in order; a row that the file leaves out is left out here too."""
        reader = SheetReader(self._text)
        with self._zip.open(sheet.part) as part:
            yield from fed(part, reader.parser, reader.rows)

    def _text(self, kind: str, text: str, style: str | None) -> str:
        """A cell as a person reads it: ISO dates, whole numbers without a decimal point."""
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            number = float(text) if "." in text or "E" in text or "e" in text else int(text)
            return self._dated(number, int(style)) if style and int(style) in self._dates else _number(number)
        if kind == "b":
            return "TRUE" if int(text) else "FALSE"
        if kind == "d":
            return _moment(datetime.fromisoformat(text))
        return text

    def _dated(self, number: float, style: int) -> str:
        try:
            return _moment(from_excel(number, self._epoch, timedelta=style in self._spans))
        except (OverflowError, ValueError):
            return "#VALUE!"

    def _shared_strings(self) -> list[str]:
        part = next((name for name in self._names if name.lower().endswith("xl/sharedstrings.xml")), "")
        found: list[str] = []
        if part:
            with self._zip.open(part) as source:
                reader = StringsReader()
                found = list(fed(source, reader.parser, reader.strings))
        return found

    def _date_styles(self) -> tuple[set[int], set[int]]:
        """The styles that show dates, and those of them that show a span of time."""
        if "xl/styles.xml" not in self._names:
            return set(), set()
        tree = self._tree("xl/styles.xml")
        formats = dict(BUILTIN_FORMATS)
        formats |= {int(node.get("numFmtId", 0)): node.get("formatCode", "") for node in tree.iter("{*}numFmt")}
        dates, spans = set(), set()
        for style, node in enumerate(tree.findall("{*}cellXfs/{*}xf")):
            code = formats.get(int(node.get("numFmtId", 0)), "General")
            if is_date_format(code):
                dates.add(style)
                if is_timedelta_format(code):
                    spans.add(style)
        return dates, spans

    def _targets(self) -> dict[str, str]:
        """The workbook's relations: id to part."""
        tree = self._tree("xl/_rels/workbook.xml.rels")
        found = {}
        for node in tree.iter(f"{{{RELATIONS}}}Relationship"):
            target = node.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            found[node.get("Id", "")] = path
        return found

    def _tree(self, part: str) -> etree._Element:
        with self._zip.open(part) as source:
            tree = etree.parse(source, etree.XMLParser(resolve_entities=False, no_network=True))
        _plain(tree)
        return tree.getroot()


def _plain(tree: Any) -> None:
    """A workbook's XML has no document type; one that has was made to do harm. Raises ValueError."""
    if tree.docinfo.internalDTD is not None:
        raise ValueError("document type")


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
