"""The key table: complete, free of clashes, and only with keys that arrive."""

from __future__ import annotations

import re

import pytest

from tui import keys

# What a terminal over SSH, tmux or screen does not deliver, or delivers as something else (research on terminals).
LOST = {f"ctrl+{letter}" for letter in "czshijmba"} | {"ctrl+enter", "shift+enter", "ctrl+["}
NAMED = (
    set(keys.NAMES) | {f"f{number}" for number in range(1, 11)} | {f"ctrl+{letter}" for letter in "defgklnopqrtuvwxy"}
)


def test_ids_are_unique_and_belong_to_a_context() -> None:
    ids = [key.id for key in keys.KEYS]
    assert len(ids) == len(set(ids))
    assert {key.where for key in keys.KEYS} <= set(keys.CONTEXTS)


@pytest.mark.parametrize("key", keys.KEYS, ids=lambda key: key.id)
def test_every_key_survives_the_line(key: keys.Key) -> None:
    for one in key.keys.split(","):
        assert one not in LOST
        assert re.fullmatch(r"[A-Za-z0-9]", one) or one in NAMED, one


@pytest.mark.parametrize(
    "together",
    [
        ("anywhere", "home", "list"),
        ("anywhere", "workspace", "list", "verdict", "prepare"),
        ("anywhere", "workspace", "list", "requests"),
        ("anywhere", "list", "team", "independence"),
        ("anywhere", "list", "away", "registers"),
        ("anywhere", "list", "away", "readings"),
        ("anywhere", "list", "import", "filerows"),
        ("anywhere", "workspace", "plan"),
        ("anywhere", "workspace", "list", "verdict", "interviews"),
        ("anywhere", "workspace", "list", "readout"),
        ("anywhere", "workspace", "list", "keypoints"),
        ("anywhere", "workspace", "list", "words"),
        ("anywhere", "workspace", "list", "closing"),
        ("anywhere", "workspace", "list", "questions"),
        ("anywhere", "workspace", "list", "awareness"),
        ("anywhere", "workspace", "list", "sittings"),
        ("anywhere", "workspace", "list", "sampling"),
        ("anywhere", "workspace", "list", "evidence"),
        ("anywhere", "workspace", "list", "findings"),
        ("anywhere", "workspace", "list", "report"),
        ("anywhere", "workspace", "list", "followup"),
        ("anywhere", "talk", "verdict"),
        ("anywhere", "programme", "list", "coverage"),
        ("anywhere", "programme", "list", "alarms"),
        ("anywhere", "programme", "list", "year"),
        ("anywhere", "programme", "list", "planned"),
        ("anywhere", "programme", "list", "reasons"),
        ("anywhere", "programme", "terms"),
        ("anywhere", "form"),
        ("anywhere", "note"),
    ],
    ids=lambda together: "-".join(together[1:]),
)
def test_no_key_means_two_things_in_one_place(together: tuple[str, ...]) -> None:
    seen: dict[str, str] = {}
    for key in keys.of(*together):
        for one in key.keys.split(","):
            assert one not in seen, f"{one}: {seen.get(one)} and {key.id}"
            seen[one] = key.id


def test_the_contract_of_the_interface() -> None:
    by_id = {key.id: key.keys for key in keys.KEYS}
    verdicts = [
        "conforming",
        "minor",
        "major",
        "ofi",
        "observation",
        "strength",
        "not_applicable",
        "not_tested",
        "clear",
    ]
    assert [by_id[f"verdict.{name}"] for name in verdicts] == list("cmMobgntx")
    assert by_id["anywhere.command_palette"] == "ctrl+p"
    assert by_id["anywhere.leader"] == "ctrl+g"
    assert by_id["anywhere.search"] == "ctrl+f"
    assert by_id["anywhere.new_finding"] == "ctrl+n"
    assert by_id["anywhere.new_evidence"] == "ctrl+t"
    assert by_id["anywhere.quit"] == "ctrl+q"
    assert [by_id[f"workspace.stage_{digit}"] for digit in range(1, 10)] == list("123456789")


def test_the_table_for_people_names_every_key() -> None:
    table = keys.table()
    for key in keys.KEYS:
        assert f"`{key.id}`" in table
        assert key.does in table
