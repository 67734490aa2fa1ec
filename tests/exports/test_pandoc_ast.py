"""The tree for pandoc: text of the user is text, for each writer, whatever it says."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pypdf
from hypothesis import given
from hypothesis import strategies as st

from exports import tools
from exports.blocks import Bullets, Cell, Paragraph, Run, Table, say
from exports.pandoc_ast import clean, dump, one_line, strings
from exports.typst_dialect import Typst, literal, shown
from exports.word_dialect import Word

MARKUP = [
    *"=+-/*_#$\\`~@<>[](){}\"';:.,!?&%^|12ab ",
    *("//", "/*", "--", "---", "...", "1.", "10)", "= ", "+ ", "- ", "/ t: x", '#read("/etc/passwd")', "#let x=1"),
    *(
        "https://x.org)#eval",
        "<lab>",
        "@ref",
        "$x$",
        "\\u{41}",
        "```",
        "#{",
        "]",
        "]#panic()[",
        "-?",
        '#import "@preview/a"',
    ),
]


@given(st.text())
def test_clean_text_can_be_carried_by_xml(text: str) -> None:
    for char in clean(text):
        code = ord(char)
        assert char in "\t\n\x85" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    assert "\n" not in one_line(text)


@given(st.text())
def test_strings_keep_every_word(text: str) -> None:
    words = [node["c"] for node in strings(text) if node["t"] == "Str"]
    assert "".join(words) == re.sub(r"[ \t\n\x85]", "", clean(text))


@given(st.text())
def test_a_typst_literal_reads_back(text: str) -> None:
    quoted = literal(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', quoted, re.DOTALL)
    assert re.sub(r'\\(["\\])', r"\1", quoted[1:-1]) == text


@given(st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=120))
def test_typst_code_shows_the_whole_text_in_pieces(text: str) -> None:
    pieces = re.findall(r'#("(?:[^"\\]|\\["\\])*");', shown(text))
    assert "".join(re.sub(r'\\(["\\])', r"\1", piece[1:-1]) for piece in pieces) == text
    assert all(
        len(word) <= 24 for piece in pieces for word in piece[1:-1].replace("\\\\", "\\").replace('\\"', '"').split()
    )


def test_raw_nodes_hold_no_word_of_the_user_for_word() -> None:
    typed = "#panic <w:p> zebra"
    blocks = Word({}).blocks([say(typed), Table("facts", (0.5, 0.5), ((Cell((say(typed),)), Cell((say(typed),))),))])
    raw = [node for node in every(blocks) if node["t"].startswith("Raw")]
    assert not [node for node in raw if "zebra" in node["c"][1]]


def every(tree: object) -> list[dict[str, object]]:
    if isinstance(tree, dict):
        return ([tree] if "t" in tree else []) + [node for value in tree.values() for node in every(value)]
    if isinstance(tree, list):
        return [node for value in tree for node in every(value)]
    return []


def test_metadata_are_text() -> None:
    tree = json.loads(dump({"title": "*a*\n$b$"}, []))
    assert [node["t"] for node in tree["meta"]["title"]["c"]] == ["Str", "Space", "Str"]


def test_typst_shows_any_markup_as_it_was_typed(tmp_path: Path) -> None:
    """Two hundred random texts of markup, in a paragraph, a cell, a list and code; set by Typst and read back."""
    dice = random.Random(7)  # noqa: S311  # the same texts each time
    texts = ["".join(dice.choice(MARKUP) for _ in range(dice.randint(1, 9))).strip() for _ in range(200)]
    blocks = []
    for number, text in enumerate(texts):
        cell = Cell((say(text),))
        blocks += [
            say(f"BEGIN{number}Z"),
            say(text),
            Table("data", (1.0,), ((cell,),)),
            Bullets(((say(text),),)),
            Paragraph((Run(text, code=True, strong=True),)),
            say(f"END{number}Z"),
        ]
    head = (
        '#set page(width: 4000pt, height: auto)\n#set text(size: 6pt, font: "DejaVu Sans Mono", ligatures: false)\n'
        "#let data-table(body) = body\n#let mono(body) = body\n#set list(marker: [])\n"
    )
    markup = tools.pandoc(dump({}, Typst().blocks(blocks)), ["-f", "json", "-t", "typst", "--wrap=none", "--sandbox"])
    (tmp_path / "x.typ").write_bytes(head.encode() + markup)
    tools.typst(tmp_path, "x.typ", "x.pdf", ignore_system_fonts=True)
    read = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "x.pdf").pages)
    for number, text in enumerate(texts):
        found = re.search(rf"BEGIN{number}Z(.*?)END{number}Z", read, re.DOTALL)
        assert found
        assert re.sub(r"\s", "", found[1]) == re.sub(r"\s", "", text) * 4, text
