"""The rows and strings of a workbook's XML as it is read, in one pass, with the formulas that have no result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, NamedTuple, TypeVar
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string

_CHUNK = 1 << 18
T = TypeVar("T")


class SheetRow(NamedTuple):
    """A row: its number from 1, its cells as text up to the last one, and the first formula without a result."""

    number: int
    cells: list[str]
    lost: str


class _Reader:
    """Elements as they come, by their names without a prefix; `read` are those that matter."""

    read: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._root
        self.parser.StartDoctypeDeclHandler = _no_document_type
        self.pieces: list[str] = []

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        """The first element says which prefix the file's names have."""
        prefix = tag.rpartition(":")[0]
        self.names = {f"{prefix}:{name}" if prefix else name: name for name in self.read}
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.start(tag, attributes)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""


class SheetReader(_Reader):
    """The rows of a sheet; `text_of` gives a value's text by kind, value and style."""

    read = ("row", "c", "v", "t", "f", "is", "rPh")

    def __init__(self, text_of: Callable[[str, str, str | None], str]) -> None:
        super().__init__()
        self.rows: list[SheetRow] = []
        self._text_of = text_of
        self._number, self._cells, self._lost = 0, list[str](), ""
        self._at, self._kind, self._style = "", "n", ""
        self._value: str | None = None
        self._formula = self._aside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self.names.get(tag)
        if name == "c":
            get = attributes.get
            self._at, self._kind, self._style = get("r", ""), get("t", "n"), get("s", "")
            self._value, self._formula, self._aside = None, False, False
        elif name == "v" or (name == "t" and not self._aside):
            self.pieces = []
            self.parser.CharacterDataHandler = self.pieces.append
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells, self._lost = [], ""
        elif name == "rPh":
            self._aside = True

    def end(self, tag: str) -> None:
        name = self.names.get(tag)
        if name == "v" or (name == "t" and not self._aside):
            self.parser.CharacterDataHandler = None
            text = "".join(self.pieces)
            self._value = (self._value or "") + text if name == "t" else text or None
        elif name == "c":
            self._cell()
        elif name == "row":
            self.rows.append(SheetRow(self._number, self._cells, self._lost))
        elif name == "rPh":
            self._aside = False

    def _cell(self) -> None:
        cells, at = self._cells, self._at
        if at:
            place = _column(at)
            if place > len(cells):
                cells.extend([""] * (place - len(cells)))
        if self._value is None:
            cells.append("")
            if self._formula and self._kind != "str" and not self._lost:
                self._lost = at or f"in row {self._number}"
        elif self._kind in ("inlineStr", "str", "e"):
            cells.append(self._value)
        else:
            cells.append(self._text_of(self._kind, self._value, self._style))


class StringsReader(_Reader):
    """The strings that the cells share, without the readings of their signs (`rPh`)."""

    read = ("si", "t", "rPh")

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._aside = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = self.names.get(tag)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        elif name == "t" and not self._aside:
            self.parser.CharacterDataHandler = self._parts.append

    def end(self, tag: str) -> None:
        name = self.names.get(tag)
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.strings.append("".join(self._parts))


def fed(source: IO[bytes], parser: expat.XMLParserType, made: list[T]) -> Iterator[T]:
    """What a reader makes of a part, piece by piece."""
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
        yield from made
        made.clear()
    parser.Parse(b"", True)
    yield from made


def _no_document_type(*_: object) -> None:
    """A workbook's XML has no document type; one that has was made to do harm."""
    raise ValueError("document type")


_PLACES: dict[str, int] = {}


def _column(at: str) -> int:
    """The place of a cell's column, from 0."""
    letters = at.rstrip("0123456789")
    place = _PLACES.get(letters)
    if place is None:
        place = _PLACES[letters] = column_index_from_string(letters) - 1
    return place
