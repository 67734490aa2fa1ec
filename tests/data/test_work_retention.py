"""Retention: what may go, what must stay, and what is left of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import Refused
from data.models import Audit, Evidence
from data.rules import retention as rules
from data.rules.retention import Kept
from data.store import Store, verify
from data.work import actions, audits, evidence, findings, retention, rows


@pytest.fixture
def audit(store: Store) -> Audit:
    return store.write(audits.create, "Access", starts="2020-03-01", ends="2020-03-10")


def proof(store: Store, audit: Audit, folder: Path, words: str = "a", **values: object) -> Evidence:
    path = folder / "proof.txt"
    path.write_text(words)
    kept = store.vault.add(path)
    return store.write(evidence.record, audit.id, "Proof", sha256=kept.sha256, size=kept.size, **values)


class TestRules:
    def test_what_was_said_of_it_goes_before_the_usual_time(self) -> None:
        assert rules.until(Kept("evidence", keep_until="2031-01-01", ends="2020-03-10")) == "2031-01-01"
        assert rules.until(Kept("evidence", ends="2020-03-10")) == "2023-06-10"
        assert rules.until(Kept("evidence", personal=True, ends="2020-02-29")) == "2021-02-28"
        assert rules.until(Kept("population", ends="2020-03-10"), {"population": 1}) == "2020-04-10"

    def test_a_hold_and_an_open_action_come_before_any_date(self) -> None:
        old = Kept("evidence", ends="2001-01-01", hold="case 7", open_actions=("A-01",))
        assert rules.stays(old, "2026-01-01") == "legal hold: case 7"
        assert (
            rules.stays(Kept("evidence", ends="2001-01-01", open_actions=("A-01",)), "2026-01-01") == "A-01 still open"
        )

    @pytest.mark.parametrize("words", ["", "for ever"])
    def test_without_a_date_it_stays(self, words: str) -> None:
        assert "no date" in rules.stays(Kept("evidence", keep_until=words), "2099-01-01")

    @given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
    def test_months_are_counted_by_the_calendar(self, day: date, months: int) -> None:
        found = rules.later(day, months)
        assert (found.year - day.year) * 12 + found.month - day.month == months
        assert found.day == day.day or found.day in (28, 29, 30)


def test_its_row_its_hash_and_the_reason_stay(store: Store, audit: Audit, tmp_path: Path) -> None:
    one = proof(store, audit, tmp_path)
    assert [held.stays for held in store.read(retention.held, "2026-01-01")] == [""]
    with pytest.raises(Refused, match="Say why"):
        store.write(retention.let_go, [one.id], " ", "ines")
    (sha256,) = store.write(retention.let_go, [one.id], "time is over", "ines")
    store.vault.remove(sha256)
    assert not store.vault.path(sha256).exists()
    assert verify(store) == []
    assert store.read(rows.fetch, Evidence, one.id).sha256 == sha256
    assert [(gone.label, gone.who, gone.reason, gone.sha256) for gone in store.read(retention.disposals)] == [
        ("E-001", "ines", "time is over", sha256)
    ]
    assert store.read(retention.held, "2026-01-01") == []


def test_a_file_that_another_row_needs_is_kept(store: Store, audit: Audit, tmp_path: Path) -> None:
    one = proof(store, audit, tmp_path)
    proof(store, audit, tmp_path, keep_until="2099-01-01")
    assert store.write(retention.let_go, [one.id], "over", "ines") == []
    assert verify(store) == []


def test_what_must_stay_is_refused_as_a_whole(store: Store, audit: Audit, tmp_path: Path) -> None:
    free, needed = proof(store, audit, tmp_path), proof(store, audit, tmp_path, "b")
    finding = store.write(findings.raise_finding, audit.id, "late", (needed.id,), grade="minor")
    store.write(actions.agree, audit.id, finding.id, "do")
    with pytest.raises(Refused, match="A-01 still open"):
        store.write(retention.let_go, [free.id, needed.id], "over", "ines")
    assert len(store.read(retention.held, "2026-01-01")) == 2


def test_a_legal_hold_lasts_until_it_is_released(store: Store, audit: Audit, tmp_path: Path) -> None:
    one = proof(store, audit, tmp_path)
    with pytest.raises(Refused, match="what the hold is for"):
        store.write(retention.hold, "")
    held = store.write(retention.hold, "case 7", audit.id)
    with pytest.raises(Refused, match="legal hold: case 7"):
        store.write(retention.let_go, [one.id], "over", "ines")
    store.write(retention.release, held.id)
    assert store.write(retention.let_go, [one.id], "over", "ines")
