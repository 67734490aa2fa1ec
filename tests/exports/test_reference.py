"""The reference document that is shipped is the one that its script builds."""

from __future__ import annotations

from exports import look, tools
from exports.ooxml import get, parse, q, read
from exports.templates import make_reference
from exports.word_dialect import PLACES, STYLES, TABLES, tone_style


def test_the_shipped_file_is_what_the_script_builds() -> None:
    shipped, built = read(tools.template("reference.docx").read_bytes()), read(make_reference.build())
    assert shipped == built


def test_every_style_that_a_report_uses_is_there() -> None:
    styles = parse(read(tools.template("reference.docx").read_bytes())["word/styles.xml"])
    names = {get(name, "val") for name in styles.iter(q("w:name"))}
    keys = {get(style, "styleId") for style in styles.iter(q("w:style"))}
    tones = {tone_style(tone) for tone in look.TONES}
    callouts = {name.replace("Tone", "Callout") for name in tones}
    assert {*STYLES.values(), *PLACES.values(), *tones, *callouts} <= names
    assert {
        *TABLES.values(),
        "AnnexHeading",
        "FindingHeading",
        "TOC1",
        "TOC2",
        "TableGap",
        "CoverGap",
        "SectionBreak",
    } <= keys


def test_nobody_is_named_in_it() -> None:
    core = read(tools.template("reference.docx").read_bytes())["docProps/core.xml"]
    assert b"python-docx" not in core
    assert b"<dc:creator></dc:creator>" in core or b"<dc:creator/>" in core
