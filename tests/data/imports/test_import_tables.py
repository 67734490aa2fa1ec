"""CSV files of every custom, and files that must be refused in one line."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.imports.tables import Table, read_table


def written(folder: Path, content: bytes | str, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: bytes | str) -> Table:
    return read_table(written(folder, content))


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("cp1252", b"", "cp1252"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, mark: bytes, named: str, separator: str) -> None:
    text = separator.join(["Name", "Größe"]) + "\r\n" + separator.join(["Krüger €", "2"]) + "\r\n"
    table = read(tmp_path, mark + text.encode(encoding))
    assert table.columns == ("Name", "Größe")
    assert table.rows == [["Krüger €", "2"]]
    assert (table.encoding, table.separator) == (named, separator)


def test_quotes_blank_rows_and_numbers(tmp_path: Path) -> None:
    table = read(tmp_path, 'A,B\n\n"one\ntwo, three",2\n,\n"say ""so""",\nshort\n')
    assert table.rows == [["one\ntwo, three", "2"], ['say "so"', ""], ["short", ""]]
    assert table.numbers == [3, 5, 6]
    assert table.problems == {}


def test_a_row_that_is_too_long_is_refused_alone(tmp_path: Path) -> None:
    table = read(tmp_path, "A;B\n1;2\n1;2;3\n1;2;;\n")
    assert table.rows == [["1", "2"], ["1", "2"]]
    assert table.problems == {3: "3 cells under 2 columns: put the cell that holds a semicolon in quotes"}


def test_text_behind_a_quote_is_refused_alone(tmp_path: Path) -> None:
    table = read(tmp_path, 'A,B\n"ISO" policy,2\nx,y\n')
    assert table.rows == [["x", "y"]]
    assert "double the quotes" in table.problems[2]


def test_a_cell_that_is_too_long_is_refused_alone(tmp_path: Path) -> None:
    table = read(tmp_path, f"A,B\n{'x' * 32_767},1\n{'x' * 32_768},2\n{'x' * 200_000},3\n")
    assert table.numbers == [2]
    assert table.problems[3] == "column «A» has 32,768 characters, more than 32,767: shorten it"
    assert "shorten it" in table.problems[4]


def test_headers_without_a_name_and_twice_the_same(tmp_path: Path) -> None:
    table = read(tmp_path, 'Owner,,Owner,Owner (2),"Due\r\ndate",,\n1,2,3,4,5,,\n')
    assert table.columns == ("Owner", "column 2", "Owner (2)", "Owner (2) (2)", "Due date")
    assert table.rows == [["1", "2", "3", "4", "5"]]


def test_the_file_may_name_its_separator(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=;\nA, or B;C\n1;2\n")
    assert (table.columns, table.rows, table.numbers) == (("A, or B", "C"), [["1", "2"]], [3])
    assert read(tmp_path, "sep=\t\nA;B\tC\n1\t2\n").columns == ("A;B", "C")


def test_a_separator_inside_the_texts_does_not_win(tmp_path: Path) -> None:
    table = read(tmp_path, "Name;First, last;Note\nx;a, b;c, d, e\ny;f, g;h, i, j\n")
    assert table.columns == ("Name", "First, last", "Note")


def test_one_column_is_a_table(tmp_path: Path) -> None:
    assert read(tmp_path, "Ticket\nINC-1\nINC-2\n").rows == [["INC-1"], ["INC-2"]]


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, "A,B\n1,2\n").sha256 == hashlib.sha256(b"A,B\n1,2\n").hexdigest()


NOUGHT = "\0"
HOSTILE = {
    "empty": b"",
    "blank": b" \n\n",
    "header only": b"ID,Title\n",
    "NUL bytes": b"ID,Title\n1,\0\n",
    "NUL bytes in Windows-1252": b"ID,Title\n1,\xe4\0\n",
    "UTF-16 without its mark": "ID,Title\n1,ä\n".encode("utf-16-le"),
    "UTF-16 cut off": b"\xff\xfe" + "ID,Title\n1,a\n".encode("utf-16-le") + b"\x00",
    "UTF-16 mark, other bytes": b"\xff\xfeID,\xd8\xd8\n1,2,3",
    "UTF-8 with a damaged character": "ID,Title\n1,Größe für Krüger\n2,".encode() + b"\xff\n",
    "neither UTF-8 nor Windows-1252": b"ID,Title\n1,\x81\x8d\n",
    "binary": bytes(range(256)) * 40,
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "open quote": b'ID,Title\n1,"never closed\n2,x\n3,y\n',
    "open quote in the last row": b'ID,Title\n1,"never closed',
    "open quote, then another": b'ID,Title\n1,"never closed\n2,"x"\n',
    "quote gone wrong in the header": b'"ID"x,Title\n1,2\n',
    "501 columns": b",".join(b"c%d" % n for n in range(501)) + b"\n" + b"x," * 500 + b"x\n",
    "200,001 rows": b"ID,Title\n" + b"1,x\n" * 200_001,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_in_one_line(tmp_path: Path, what: str) -> None:
    path = written(tmp_path, HOSTILE[what], "reg\x1b[31mister\u202e.csv")
    with pytest.raises(BadInput) as refusal:
        read_table(path)
    message = str(refusal.value)
    assert message.isprintable()
    assert message.startswith("reg [31mister .csv")
    assert len(message) < 400


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path, word in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.csv", "No such file"),
        (tmp_path / "pipe.csv", "no ordinary file"),
        (tmp_path / f"a{NOUGHT}b.csv", "no name of a file"),
    ):
        with pytest.raises(BadInput, match=word) as refusal:
            read_table(path)
        assert str(refusal.value).isprintable()


def test_a_file_of_60_mb_is_not_even_opened(tmp_path: Path) -> None:
    path = written(tmp_path, "ID,Title\n")
    os.truncate(path, 60_000_000)
    path.chmod(0)
    with pytest.raises(BadInput, match=r"^register\.csv has 60 MB; at most 50 MB are read\. Split the file\.$"):
        read_table(path)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_sound_table_or_are_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = read(Path(folder), data)
        except BadInput:
            return
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(set(table.columns)) == len(table.columns)
    assert len(table.rows) == len(table.numbers)
    assert not set(table.numbers) & set(table.problems)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width).filter(lambda row: any(cell.strip() for cell in row)),
            min_size=1,
            max_size=8,
        )
    )
)
def test_what_csv_wrote_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([f"Column {place}" for place in range(len(rows[0]))])
    writer.writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        table = read(Path(folder), text.getvalue())
    assert table.rows == rows
    assert table.numbers == list(range(2, len(rows) + 2))
    assert table.problems == {}


MEASURE = """
import re, sys, time
from pathlib import Path
from data.imports.tables import read_table
start = time.perf_counter()
table = read_table(Path(sys.argv[1]))
seconds = time.perf_counter() - start
memory = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(len(table.rows), seconds, int(memory[1]) * 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
def test_100000_rows_in_3_seconds_and_300_mb(tmp_path: Path) -> None:
    """The process says its own peak: `ru_maxrss` would count what the test runner had used before it."""
    path = tmp_path / "big.csv"
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([f"Column {place}" for place in range(8)])
        writer.writerows([f"R-{row}"] + [f"text, {row} {place}" for place in range(7)] for row in range(100_000))
    root = Path(__file__).parents[3]
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()
    assert int(said[0]) == 100_000
    assert float(said[1]) < 3.0
    assert float(said[2]) < 300_000_000
