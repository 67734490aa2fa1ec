"""The report as a PDF: pandoc writes Typst, and Typst sets it.

First as an archival and accessible PDF (PDF/A-2a, PDF/UA-1) with the fonts that we ship. These standards forbid a
character that no font can show; then the fonts of this machine are tried, and at last a plain PDF is written, with a
word about it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from data.errors import AuditbookError
from exports import steps, tools
from exports.document import Document
from exports.formats import Printed
from exports.pandoc_ast import dump, one_line
from exports.paper import Paper
from exports.typst_dialect import Typst

STANDARDS = ["a-2a", "ua-1"]
KEPT = "PDF/A-2a and PDF/UA-1"
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


class Written(NamedTuple):
    """A PDF, and which standards it keeps, in words."""

    content: bytes
    note: str


def write(job: Printed) -> Written:
    """The PDF. Raises AuditbookError."""
    document = job.document
    with tempfile.TemporaryDirectory(prefix="auditbook-") as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(markup(document))
        for chart in document.charts:
            (root / f"{chart.name}.svg").write_text(chart.svg, encoding="utf-8")
        options: dict[str, Any] = {
            "font_paths": [str(tools.fonts())],
            "timestamp": int(job.when.timestamp()),
            "sys_inputs": _inputs(document, job.paper),
        }
        steps.step("Typst sets the PDF")
        try:
            return Written(_compile(root, options, ignore_system_fonts=True, pdf_standards=STANDARDS), KEPT)
        except tools.TypstError as error:
            missing = UNSHOWN.search(str(error))
            if not missing:
                reason = one_line(str(error))
                raise AuditbookError(f"Typst refused the report, the PDF was not written: {reason}") from error
        try:
            return Written(_compile(root, options, pdf_standards=STANDARDS), f"{KEPT}, with fonts of this machine")
        except tools.TypstError:
            return Written(_compile(root, options), f"no archival PDF: no font here can show {_named(missing[1])}")


def _named(text: str) -> str:
    """Characters by their numbers, `U+5BE9`, for who knows what they do where the note is shown."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text)
    return " ".join(f"U+{ord(char):04X}" for char in plain)


def markup(document: Document) -> bytes:
    """The document as Typst markup."""
    typst = Typst()
    meta = {"preamble": typst.preamble(), "front": typst.blocks(document.front)}
    arguments = ["-f", "json", "-t", "typst", "-o", "-", "--sandbox", "--wrap=none"]
    arguments += [f"--template={tools.template('report.typst')}"]
    source = dump(meta, typst.blocks(document.body))
    steps.step("pandoc writes Typst")
    return tools.pandoc(source, arguments)


def _compile(root: Path, options: dict[str, Any], **more: Any) -> bytes:
    return tools.typst(root, "report.typ", "report.pdf", **options, **more)


def _inputs(document: Document, paper: Paper) -> dict[str, str]:
    """Words for the template: they reach it as strings, never as markup."""
    words = {
        "paper": paper.typst,
        "contents": "yes" if document.contents else "no",
        "title": document.title,
        "author": document.author,
        "subject": document.subtitle,
        "organisation": document.organisation,
        "mark": document.mark,
        "report": f"{document.number} · {document.edition}",
    }
    return {name: one_line(text) for name, text in words.items()}
