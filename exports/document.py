"""The report as one document, built once for every text format: what stands in it, and in which order.

The order follows ISO 19011 clause 6.5 and what managers read first: the answer, how it was found, the details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exports import abbreviations, annexes, conduct, coverage, fieldwork, measure, opening, results
from exports.blocks import Block, Chart, Heading, NewPage, flat
from exports.paper import A4, Paper
from exports.report import Report
from exports.words import joined, listed

CONTENTS, ENTRY = 16, 5.1  # millimetres: the title of the contents; an entry of them


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks before and after the table of contents, and what the file says about itself.

    `mark` stands in the header of every page. A document without `contents` has neither a table of contents nor a
    cover, so its first page has a header too.
    """

    number: str
    title: str
    subtitle: str
    organisation: str
    author: str
    mark: str
    edition: str
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    contents: bool = True

    @property
    def charts(self) -> Iterator[Chart]:
        """The drawings of the document."""
        return (block for block in self.body if isinstance(block, Chart))


SECTIONS: dict[str, Callable[[Report], Iterator[Block]]] = {
    "summary": opening.summary,
    "scope": conduct.scope,
    "surroundings": fieldwork.surroundings,
    "team": conduct.team,
    "method": conduct.method,
    "awareness": fieldwork.awareness,
    "limitations": conduct.limitations,
    "coverage": conduct.coverage,
    "cycle": lambda report: coverage.section(report.cycle),
    "nonconformities": results.nonconformities,
    "opportunities": results.opportunities,
    "strengths": results.strengths,
    "earlier": results.earlier,
    "opinions": fieldwork.opinions,
    "conclusion": results.conclusion,
    "actions": results.action_plan,
    "sign_off": results.sign_off,
    "abbreviations": abbreviations.annex,
    "annexes": annexes.annexes,
}
"""What stands in the body, in its order; which of it is left out is decided for each audit."""


def build(report: Report, paper: Paper = A4) -> Document:
    """The whole report."""
    audit = report.audit
    body = tuple(block for name, write in SECTIONS.items() if report.shows(name) for block in write(report))
    control = tuple(opening.control(report))
    contents = ENTRY * sum(isinstance(block, Heading) for block in flat(body)) + CONTENTS
    parted = (NewPage(),) if measure.flow(control) + contents > paper.page else ()
    return Document(
        number=audit.number,
        title=opening.title(report),
        subtitle=f"Internal audit report {audit.number}",
        organisation=report.organisation.name,
        author=listed(member.name for member in report.members("lead auditor")),
        mark=joined("DRAFT" if report.draft else "", audit.classification, by=" · "),
        edition=f"Edition {report.edition}",
        front=(*opening.cover(report), *control, *parted),
        body=body,
    )
