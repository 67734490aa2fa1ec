"""A pack's folder: new, changed, unchanged and kept files, and what may not be written over."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from data.errors import AuditbookError, BadInput
from data.imports.checklists import PackProposal, propose, read_checklist, write_pack

HEADER = "Ref,Question\n"


def proposed(folder: Path, rows: str) -> PackProposal:
    path = folder.with_suffix(".csv")
    path.write_text(HEADER + rows, encoding="utf-8")
    return propose(read_checklist(path), folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / "mine"
    folder.parent.mkdir()
    write_pack(proposed(folder, "4.1,a?\n4.2,b?\n4.2,c?\n"), folder)
    return folder


def test_files_are_private_and_nothing_else_is_left_behind(folder: Path) -> None:
    assert sorted(file.name for file in folder.iterdir()) == [".imported.json", "4.1.md", "4.2.md"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_what_changed_in_the_file_changes_the_pack(folder: Path) -> None:
    second = proposed(folder, "4.1,a?\n4.2,b?\n4.2,d?\n4.3,e?\n9.9,f?\n")
    told = second.as_json()
    assert (told["rows"], told["new"], told["changed"], told["unchanged"], len(told["refused"])) == (5, 1, 2, 1, 1)
    assert told["files"] == {"new": ["4.3.md"], "changed": ["4.2.md"], "unchanged": ["4.1.md"], "kept": []}
    assert "c?" in (folder / "4.2.md").read_text(encoding="utf-8")  # nothing is written before it is asked for
    write_pack(second, folder)
    assert "d?" in (folder / "4.2.md").read_text(encoding="utf-8")
    assert "c?" not in (folder / "4.2.md").read_text(encoding="utf-8")
    assert write_pack(second, folder).count("unchanged") == 4


def test_a_file_edited_by_hand_is_kept_and_listed(folder: Path) -> None:
    edited = (folder / "4.2.md").read_text(encoding="utf-8").replace("b?", "mine?")
    (folder / "4.2.md").write_text(edited, encoding="utf-8")
    for rows in ("4.1,a?\n4.2,b?\n4.2,c?\n", "4.1,a?\n4.2,new?\n"):
        done = write_pack(proposed(folder, rows), folder)
        assert (done.named("kept"), done.as_json()["kept"], done.count("changed")) == (["4.2.md"], ["4.2.md"], 0)
        assert (folder / "4.2.md").read_text(encoding="utf-8") == edited


def test_a_file_that_never_came_from_here_is_kept(folder: Path) -> None:
    (folder / "4.3.md").write_text("# 4.3 Mine\n", encoding="utf-8")
    done = write_pack(proposed(folder, "4.3,e?\n"), folder)
    assert done.named("kept") == ["4.3.md"]
    assert (folder / "4.3.md").read_text(encoding="utf-8") == "# 4.3 Mine\n"


@pytest.mark.parametrize("memory", ["", "{", "[]", '{"4.2.md": 1}', "[" * 100_000, "\udcff"])
def test_without_a_sound_memory_everything_is_kept(folder: Path, memory: str) -> None:
    (folder / ".imported.json").write_bytes(memory.encode("utf-8", "surrogateescape"))
    done = write_pack(proposed(folder, "4.1,a?\n4.2,new?\n"), folder)
    assert (done.named("unchanged"), done.named("kept")) == (["4.1.md"], ["4.2.md"])
    assert "new?" not in (folder / "4.2.md").read_text(encoding="utf-8")


def test_links_and_folders_in_the_place_of_a_file_are_kept(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine", encoding="utf-8")
    (folder / "4.3.md").symlink_to(secret)
    (folder / "4.4.md").mkdir()
    (folder / "5.1.md").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "5.2.md")
    done = write_pack(proposed(folder, "4.3,a?\n4.4,b?\n5.1,c?\n5.2,d?\n"), folder)
    assert done.named("kept") == ["4.3.md", "4.4.md", "5.1.md", "5.2.md"]
    assert secret.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_without_a_folder_everything_is_new(folder: Path) -> None:
    path = folder.with_suffix(".csv")
    assert propose(read_checklist(path)).as_json()["files"]["new"] == ["4.1.md", "4.2.md"]


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    proposal = proposed(folder, "4.1,a?\n")
    for place in (blocked, blocked / "below"):
        with pytest.raises((AuditbookError, BadInput)) as refusal:
            write_pack(proposal, place)
        assert str(refusal.value).isprintable()
        assert "name another folder" in str(refusal.value)
    assert blocked.read_text(encoding="utf-8") == "x"
