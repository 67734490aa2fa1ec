"""What can be done where somebody would judge their own work, and how that is written down.

The practices are those of `steps.md`, step 3; each says what a certification auditor will ask to see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from data.rules.independence import Point, runs

MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Practice:
    """One way out. `who` asks for the person, `proof` says which evidence it needs, `takes_over` whether that person
    tests in the auditor's place, `words` is the sentence for the report."""

    title: str
    who: str
    proof: str
    takes_over: bool
    words: str


PRACTICES = {
    "cross-audit": Practice(
        "cross-audit by a colleague of another area",
        "Which colleague of another area tests it?",
        "training record of the colleague; the written rule that nobody audits what they operate or wrote",
        True,
        "{refs}: tested by {who}, a colleague of another area, in place of {auditor}. Evidence: {proof}.",
    ),
    "second person": Practice(
        "second person challenges the evidence and signs off",
        "Who challenges the evidence and approves the findings?",
        "dated review remarks and sign-off; the record that management received the report formally",
        False,
        "{refs}: tested by {auditor}; {who} challenges the evidence and signs off the findings, and management "
        "receives the report formally. Evidence: {proof}.",
    ),
    "outside auditor": Practice(
        "an outside auditor",
        "Which auditor from outside tests it?",
        "engagement letter with scope and confidentiality; recent CV or certificate",
        True,
        "{refs}: tested by {who} from outside the organisation in place of {auditor}. Evidence: {proof}.",
    ),
    "peer swap": Practice(
        "swap with a peer company",
        "Who of the peer company tests it?",
        "non-disclosure agreement; tightly written scope; competence record of the peer's auditor",
        True,
        "{refs}: tested by {who} of a peer company, under a non-disclosure agreement, in place of {auditor}. "
        "Evidence: {proof}.",
    ),
    "declared": Practice(
        "declaration: no work of one's own in the last twelve months",
        "Who received the declaration?",
        "dated declaration of the auditor",
        False,
        "{refs}: {auditor} declared to {who} not to own, operate, write, approve or manage anything there in the last "
        "twelve months. Evidence: {proof}.",
    ),
}
DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A safeguard as it was chosen; `lacks` says what it still needs."""

    auditor: str
    refs: tuple[str, ...]
    practice: str
    who: str
    proof: str
    reason: str = ""

    @property
    def lacks(self) -> str:
        """What is missing before it counts; empty when it counts."""
        if self.practice not in PRACTICES:
            return f"«{self.practice}» is no practice"
        if not self.who.strip():
            return "name who does it"
        if self.who.strip().casefold() == self.auditor.strip().casefold():
            return "name somebody other than the auditor"
        return "" if self.proof.strip() else f"note the evidence: {PRACTICES[self.practice].proof}"


def note(
    tests: Sequence[tuple[str, Collection[str]]],
    chosen: Iterable[Chosen],
    avoided: Iterable[Point],
    unresolved: Iterable[Point],
    compared: str,
) -> str:
    """The impartiality note of the report: who tests what and why that is objective.

    `avoided` are conflicts of auditors who therefore do not test these refs, `compared` says with what the team was
    compared.
    """
    lines = [f"{name} tests {runs(refs)}." for name, refs in tests if refs]
    told = {(one.auditor, ref) for one in chosen for ref in one.refs}
    for point in avoided:
        refs = [ref for ref in point.refs if (point.auditor, ref) not in told]
        if refs:
            lines.append(f"{runs(refs)}: not tested by {point.auditor}, {reasons(point)}.")
    for one in chosen:
        if not one.lacks:
            words = PRACTICES[one.practice].words.format(
                refs=runs(one.refs), auditor=one.auditor, who=one.who.strip(), proof=one.proof.strip().rstrip(".")
            )
            lines.append(f"{words} Reason: {one.reason.strip().rstrip('.')}." if one.reason.strip() else words)
    lines += [f"Not resolved: {point.auditor} tests {runs(point.refs)}, {reasons(point)}." for point in unresolved]
    if compared:
        lines.append(compared)
    return "\n".join(lines)


def reasons(point: Point, most: int = MOST_REASONS) -> str:
    """Why somebody is not objective, with the rows that say so."""
    ties = point.standing.ties
    said = [f"{tie.words()} ({tie.row})" for tie in ties[:most]]
    return "; ".join(said) + (f" and {len(ties) - most} more" if len(ties) > most else "")
