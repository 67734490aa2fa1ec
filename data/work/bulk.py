"""Evidence in bulk: what of an offer is new, and taking it in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from data.errors import AuditbookError
from data.imports.evidence import Offer
from data.models import Evidence
from data.vault import Vault, file_hash
from data.work import evidence


def known(session: Session, /, audit_id: str, offers: Iterable[Offer]) -> dict[str, str]:
    """Which offers the index has already: their place to the label. A file is known by its content."""
    there = evidence.of_audit(session, audit_id)
    by_hash = {item.sha256: item.label for item in there if item.sha256}
    sizes = {item.size for item in there if item.sha256}
    by_words = {_words(item.title, item.kind, item.place, item.period): item.label for item in there}
    found = {}
    for offer in offers:
        label = None
        if offer.problem:
            continue
        if offer.file is None:
            told = (str(offer.values.get(name, "")) for name in ("title", "kind", "place", "period"))
            label = by_words.get(_words(*told))
        elif offer.size in sizes:
            label = by_hash.get(file_hash(offer.file))
        if label:
            found[offer.where] = label
    return found


def _words(*parts: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()).casefold() for part in parts)


def keep_files(
    vault: Vault,
    offers: Iterable[Offer],
    progress: Callable[[int, str], None] = lambda _done, _name: None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Offer]:
    """Copy the offers' files into the vault; each offer with hash and size, or with the reason why it could not be.

    `progress` is told how many are done and the next name; it ends early when `stopped` says so.
    """
    kept = []
    for done, offer in enumerate(offers):
        if stopped():
            break
        progress(done, offer.where)
        if offer.file:
            try:
                copy = vault.add(offer.file)
            except AuditbookError as error:
                kept.append(replace(offer, problem=str(error)))
                continue
            offer = replace(offer, values={**offer.values, "sha256": copy.sha256, "size": copy.size})
        kept.append(offer)
    return kept


def record(session: Session, /, audit_id: str, offers: Collection[Offer], who: str) -> list[Evidence]:
    """Put the offers that have no problem into the index, as one change that one undo takes back."""
    made = []
    for offer in offers:
        if not offer.problem:
            facts: dict[str, Any] = {"collector": who, **offer.values}
            made.append(evidence.record(session, audit_id, facts.pop("title"), **facts))
    return made
