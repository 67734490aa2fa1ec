"""Nobody judges their own work: neither the action they own nor the requirement they answer for (`domain.md` 2.14)."""

from __future__ import annotations

from collections.abc import Iterator

from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings


def own_work(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F20: the owner of an action does not verify it, and who is bound to a ref does not audit it."""
    for step in context.actions_of(finding.label):
        owner, verifier = step.owner.strip().casefold(), step.verifier.strip().casefold()
        if owner and owner == verifier:
            yield Found("action", f"{step.name} is verified by its owner, {step.owner.strip()}", item=step.name)
    conflict = context.conflicts.get(finding.ref.strip())
    if conflict:
        yield Found("ref", conflict, "let somebody else audit and sign it off, or record a safeguard in stage 1")
