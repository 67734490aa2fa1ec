"""The report as one HTML file: no script, nothing outside of it, readable on a screen of any width and in print."""

from __future__ import annotations

from exports import html_dialect, steps, tools
from exports.formats import Job
from exports.html_dialect import Html
from exports.pandoc_ast import Node, dump, raw


def write(job: Job) -> bytes:
    """The page. Raises AuditbookError."""
    document, html = job.document, Html()
    sheet = tools.template("report.css").read_text(encoding="utf-8")
    meta: dict[str, str | list[Node]] = {
        "pagetitle": f"{document.number} {document.title}",
        "author-meta": document.author,
        "lang": "en-GB",
        "organisation": document.organisation,
        "mark": document.mark,
        "report": f"{document.number} · {document.edition}",
        "style": [raw("html", f"<style>\n{html_dialect.palette()}\n{sheet}</style>")],
        "front": html.blocks(document.front),
    }
    source = dump(meta, html.blocks(document.body))
    arguments = ["-f", "json", "-t", "html5", "-o", "-", "--sandbox", "--toc", "--toc-depth=2", "--number-sections"]
    arguments += ["--wrap=none", f"--template={tools.template('report.html')}"]
    steps.step("pandoc writes HTML")
    return tools.pandoc(source, arguments)
