"""What was settled in the meetings and talks: what the organisation rests on, what was said otherwise than it is
written, how many knew, and where opinions differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports import measure, wording, words
from exports.blocks import Block, Heading, Table, cell, head, say
from exports.pandoc_ast import one_line
from exports.parts import Difference, Disagreement, KeyPoint
from exports.report import Report

KINDS = {"outsourced": "Outsourced service", "dependency": "Key dependency", "architecture": "Architecture"}


def surroundings(report: Report) -> Iterator[Block]:
    """What the organisation rests on, and where its people describe it otherwise than its documents."""
    if report.key_points:
        yield say("In the opening meeting the organisation named what it rests on:", style="lead")
        yield key_points(report.key_points)
    if report.differences:
        yield say("Where what was said and what is written do not agree:", style="lead")
        yield differences(report.differences)


def key_points(found: Iterable[KeyPoint]) -> Table:
    """Services, dependencies, architecture as a list."""
    return measure.listing(
        (0.19, 0.25, 0.34, 0.22),
        tuple(
            (
                cell(KINDS.get(one.kind, one_line(one.kind))),
                cell(one_line(one.name)),
                cell(one_line(one.what)),
                cell(one_line(one.who)),
            )
            for one in found
        ),
        head("Kind", "What", "What it is for", "Who runs it"),
        caption="Outsourced services, key dependencies and architecture",
    )


def differences(found: Iterable[Difference]) -> Table:
    """Said beside written."""
    return measure.listing(
        (0.15, 0.36, 0.36, 0.13),
        tuple(
            (
                cell(one_line(one.topic)),
                cell(one_line(one.said), say(one_line(one.role), style="label") if one.role else ""),
                cell(one_line(one.written) or "Nothing is written."),
                cell(one_line(one.ref)),
            )
            for one in found
        ),
        head("Topic", "Said", "Written", "Reference"),
        caption="Said and written",
    )


def awareness(report: Report) -> Iterator[Block]:
    """How many of those who were asked knew; one person is no finding."""
    if not report.awareness:
        return
    yield say(
        "The same questions were asked of several people. One answer says little; how many knew says more.",
        style="lead",
    )
    yield measure.listing(
        (0.30, 0.34, 0.12, 0.12, 0.12),
        tuple(
            (
                cell(one_line(one.title)),
                cell(one_line(one.question) if one.question != one.title else ""),
                cell(words.number(one.asked), align="right"),
                cell(words.number(one.knew), align="right"),
                cell(words.number(one.partly), align="right"),
            )
            for one in report.awareness
        ),
        head("About", "Question", "Asked", "Knew", "Knew where to look", right=(2, 3, 4)),
        caption="Awareness",
    )


def opinions(report: Report) -> Iterator[Block]:
    """The differences of opinion that were not settled (ISO 19011, 6.5.1)."""
    if not report.disagreements:
        return
    yield Heading(1, "Differences of opinion", "opinions")
    yield from wording.said(report, "opinions", "lead")
    yield opinion_list(report.disagreements)


def opinion_list(found: Iterable[Disagreement]) -> Table:
    """About which finding, who, what, and what the auditors answer."""
    return measure.listing(
        (0.11, 0.22, 0.39, 0.28),
        tuple(
            (
                cell(one.finding or "General"),
                cell(one_line(one.role), say(words.day(one.noted_at), style="label")),
                cell(one_line(one.text)),
                cell(one_line(one.answer) or "The auditors keep to the finding."),
            )
            for one in found
        ),
        head("About", "Who", "Opinion", "Answer of the auditors"),
        caption="Differences of opinion",
    )
