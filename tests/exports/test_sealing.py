"""The sealed package, checked with the tools that everybody has."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from data.errors import AuditbookError, BadInput
from data.models import Evidence
from data.store import Store
from data.work import audits, evidence, rows
from exports import sealing


@pytest.fixture
def number(store: Store, rich: str, tmp_path: Path) -> str:
    """The full audit with two files in the vault, one with a hostile name."""
    audit = store.read(audits.by_number, rich)
    store.write(audits.create, "Another audit", objectives="nobody else's business")
    for label, name in (("E-001", "../../etc/passwd"), ("E-002", "list.csv")):
        file = tmp_path / "seen.txt"
        file.write_text(f"what was seen as {label}", encoding="utf-8")
        kept = store.vault.add(file)
        one = next(row for row in store.read(evidence.of_audit, audit.id) if row.label == label)
        store.write(
            lambda session, one=one, kept=kept, name=name: rows.edit(  # type: ignore[misc]
                session, Evidence, one.id, sha256=kept.sha256, size=kept.size, file_name=name
            )
        )
    for row in store.read(evidence.of_audit, audit.id):
        if row.label not in ("E-001", "E-002"):
            store.write(lambda session, row=row: rows.edit(session, Evidence, row.id, sha256=""))  # type: ignore[misc]
    return rich


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_unzip_and_sha256sum_alone_check_it(store: Store, number: str, tmp_path: Path) -> None:
    made = sealing.seal(store, number, tmp_path / "p.zip")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    folder = tmp_path / "unpacked"
    subprocess.run(["unzip", "-q", made.path, "-d", folder], check=True)
    told = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert told.stdout.count(": OK") == made.files
    assert sealing.verify(made.path) == []
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    assert [row["number"] for row in record["Audit"]] == [number]
    assert {"Finding", "FindingEvidence", "SampleItem", "AttributeResult", "AgendaItem", "PopulationItem"} <= set(
        record
    )
    assert (folder / "evidence" / "E-002" / "list.csv").read_text(encoding="utf-8") == "what was seen as E-002"
    assert "nobody else's business" not in (folder / "log.jsonl").read_text(encoding="utf-8")
    assert not (tmp_path / "etc").exists()


def test_the_same_record_gives_the_same_package(store: Store, number: str, tmp_path: Path) -> None:
    one, other = (sealing.seal(store, number, tmp_path / name) for name in ("1.zip", "2.zip"))
    assert one.sha256 == other.sha256
    with pytest.raises(BadInput, match="is there already"):
        sealing.seal(store, number, tmp_path / "1.zip")


@pytest.mark.parametrize("place", ["record.json", "log.jsonl", "evidence/E-002/list.csv"])
def test_what_was_altered_is_named(store: Store, number: str, tmp_path: Path, place: str) -> None:
    whole = sealing.seal(store, number, tmp_path / "p.zip").path
    altered = tmp_path / "altered.zip"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"e", b"a", 1) if name == place else content)
        new.writestr("more.txt", "slipped in")
    assert set(sealing.verify(altered)) == {f"{place}: was altered", "more.txt: is not in the manifest"}


def test_evidence_that_is_gone_or_altered_is_not_sealed(store: Store, number: str, tmp_path: Path) -> None:
    audit = store.read(audits.by_number, number)
    one = next(row for row in store.read(evidence.of_audit, audit.id) if row.label == "E-002")
    file = store.vault.path(one.sha256)
    file.chmod(0o600)
    file.write_text("something else", encoding="utf-8")
    with pytest.raises(AuditbookError, match="E-002: its file was altered"):
        sealing.seal(store, number, tmp_path / "p.zip")
    file.unlink()
    with pytest.raises(AuditbookError, match="E-002: its file is gone"):
        sealing.seal(store, number, tmp_path / "p.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(BadInput, match="cannot be read as a sealed package"):
        sealing.verify(tmp_path / "x.zip")
