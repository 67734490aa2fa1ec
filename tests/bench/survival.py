"""Kill and reopen: is every character there that was painted 50 ms before?

    python tests/bench/survival.py [--rounds 200] [--seed 1] [--megabyte]

Each round opens the program on a terminal in its note, types words and kills it (SIGKILL) at a random moment in the middle
of a word. Then the store must hold all that was there before the round, and of this round's text at least what had been on
the screen for 50 ms. With `--megabyte` the note begins with a pasted log of 1 MB. Exit 0 if nothing was lost, 1 if
something was.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.journeys.conftest import Terminal

PAINTED = 0.05
KEY_SECONDS = 0.03
WORDS = [
    "leavers",
    "are",
    "reported",
    "to",
    "IT",
    "by",
    "mail",
    "on",
    "the",
    "last",
    "day",
    "at",
    "the",
    "latest",
    "and",
    "contractors",
    "are",
    "not",
    "in",
    "the",
    "HR",
    "system",
]


def prepared(path: Path, text: str) -> str:
    """A store with an interview and this note; the audit's number."""
    from data.models import Note
    from data.store import opened
    from data.work import audits, checklist, meetings

    with opened(path, "bench") as store:
        audit = store.write(audits.create, "Access")
        store.write(audits.set_scope, audit.id, "A.6")
        store.write(checklist.prepare, audit.id)
        note = store.read(meetings.note, store.write(meetings.begin, audit.id, "interview", "HR").id)
        rows = text.count("\n")
        store.keep(Note, note.id, text=text, times=[""] * (rows + 1), row=rows, column=len(text) - text.rfind("\n") - 1)
        return audit.number


def stored(path: Path) -> str:
    """The note as it is when the store is opened again."""
    from sqlmodel import select

    from data.models import Note
    from data.store import opened

    with opened(path, "bench") as store:
        return store.read(lambda session: session.exec(select(Note)).one()).text


def line_under_cursor(terminal: Terminal) -> str:
    """The line being typed, behind its time."""
    with terminal._lock:
        return str(terminal._screen.display[terminal._screen.cursor.y])[6:]


def killed(path: Path, number: str, chance: random.Random, done: int) -> tuple[int, int]:
    """One round: how many characters had been painted long enough, and how many of these are not in the store."""
    before = stored(path)
    settings = {"AUDITBOOK_STORE": str(path), "AUDITBOOK_CONFIG": str(path.parent), "PYTHONPATH": str(ROOT)}
    terminal = Terminal([sys.executable, "-m", "tui", "open", number, "--note", "M-01"], env=settings)
    try:
        terminal.see("M-01 HR", "asked 0 of")
        word = f"{chr(0x100 + done)}{done}"  # no other line begins like this one
        typed = " ".join([word, *chance.choices(WORDS, k=6)])
        terminal.press("enter")
        end, seen, sent = chance.uniform(0.1, KEY_SECONDS * len(typed)), 0, 0
        moments: list[float] = []
        start = time.monotonic()
        while (now := time.monotonic() - start) < end:
            if sent < len(typed) and now > sent * KEY_SECONDS:
                terminal.process.write(typed[sent].encode())
                sent += 1
            while seen < sent and line_under_cursor(terminal).startswith(typed[: seen + 1]):
                seen += 1
                moments.append(time.monotonic())
            time.sleep(0.002)
        cut = time.monotonic()
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.ended()
    finally:
        terminal.close()
    old_enough = sum(moment <= cut - PAINTED for moment in moments)
    kept, wanted = stored(path), f"{before}\n{typed}"
    there = next(
        (n for n, (one, other) in enumerate(zip(kept, wanted, strict=False)) if one != other),
        min(len(kept), len(wanted)),
    )
    missing = max(len(before) + 1 + old_enough - there, 0)
    if missing:
        print(f"kept {kept!r}\nnot  {wanted!r}")
    return old_enough, missing


def main() -> int:
    """Kill it so many times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--megabyte", action="store_true")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 - a journey, not a secret
    painted = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audit.sqlite"
        log = "".join(f"line {row} of a log that somebody pasted\n" for row in range(24_000 * arguments.megabyte))
        number = prepared(path, f"{log}begun")
        for done in range(1, arguments.rounds + 1):
            old_enough, missing = killed(path, number, chance, done)
            painted, lost = painted + old_enough, lost + missing
            if done % 20 == 0 or missing:
                print(
                    f"{done} rounds, {painted} characters painted {PAINTED * 1000:.0f} ms before, {lost} lost",
                    flush=True,
                )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
