"""The vault: copies under their hash, private, and checked."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from data.errors import BadInput
from data.store import Store, verify
from data.vault import Vault
from data.work import audits, evidence


def test_a_file_is_copied_under_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "export ; rm -rf.csv"
    source.write_bytes(b"x" * 3_000_000)
    vault = Vault(tmp_path / "vault")
    kept = vault.add(source)
    assert kept == (hashlib.sha256(source.read_bytes()).hexdigest(), 3_000_000)
    assert vault.path(kept.sha256).read_bytes() == source.read_bytes()
    assert stat.S_IMODE(vault.path(kept.sha256).stat().st_mode) == 0o600
    assert vault.add(source) == kept
    assert len([path for path in vault.folder.rglob("*") if path.is_file()]) == 1


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(BadInput, match="not a file"):
            vault.add(path)


def test_verify_names_altered_and_missing_files(tmp_path: Path, store: Store) -> None:
    audit = store.write(audits.create, "Access")
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
        kept = store.vault.add(tmp_path / name)
        store.write(evidence.record, audit.id, name, sha256=kept.sha256)
    assert verify(store) == []
    first, second = (store.vault.path(sha256) for _, sha256 in store.read(evidence.hashes))
    first.chmod(0o600)
    first.write_text("forged")
    second.unlink()
    assert [problem.split(":")[0] for problem in verify(store)] == ["evidence E-001", "evidence E-002"]
