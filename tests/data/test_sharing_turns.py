"""Whatever the order of keys, saves, looks and merges in two windows: nothing that was saved is taken away again."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from data.models import Note
from data.sharing import Merged, Shared, Text, together

STEP = st.tuples(st.booleans(), st.sampled_from(["type", "break", "save", "look", "take"]))
STEPS = st.lists(STEP, min_size=40, max_size=60)
PLACES = st.lists(st.integers(0, 200), min_size=60, max_size=60)


class Window:
    """An editor and the writer behind it, each step of either by hand."""

    def __init__(self, row: Note, first: int) -> None:
        self.row, self.shared, self.first = row, Shared(), first
        self.turn = self.shared.hold(row)
        self.text, self.typed = row.text, ""
        self.handed: tuple[str, int] | None = None
        self.told: list[Merged] = []
        self.shared.told = self.told.append

    def type(self, place: int, new_line: bool) -> None:
        """A character that nobody else types, maybe on a line of its own, anywhere in the text."""
        char = chr(self.first + len(self.typed))
        self.typed += char
        at = place % (len(self.text) + 1)
        self.text = self.text[:at] + "\n" * new_line + char + self.text[at:]
        self.handed = (self.text, self.turn)

    def save(self) -> None:
        """The writer saves what was handed over; with nothing handed over, it looks what the other one saved."""
        values = {"text": self.handed[0]} if self.handed else {}
        done = self.shared.reconcile(self.row, values, self.handed[1] if self.handed else None)
        assert done is not None
        self.handed = None
        if values.get("text", self.row.text) != self.row.text:
            self.row.text, self.row.version = values["text"], self.row.version + 1
        self.row.times = [""] * (self.row.text.count("\n") + 1)
        self.shared.saved(self.row, done)

    def look(self) -> None:
        """Hear of the other's text, as every second."""
        if self.shared.versions()[self.row.id] != self.row.version:
            self.save()

    def take(self) -> None:
        """The editor takes in the oldest merge that it was told of."""
        if self.told:
            merged = self.told.pop(0)
            self.text = together(merged.mine.text, Text(self.text, []), merged.now).text
            self.turn = merged.turn
            self.handed = (self.text, self.turn)


@given(STEPS, PLACES)
@example(
    [(True, "break"), (True, "save"), (False, "type"), (False, "save"), (False, "type"), (False, "save")], [0] * 60
)
def test_no_saved_character_is_ever_taken_away_and_both_come_to_one_text(
    steps: list[tuple[bool, str]], places: list[int]
) -> None:
    row = Note(id="0", audit_id="0", meeting_id="0", text="a\nb", times=["", ""])
    row.version = 1
    windows = {True: Window(row, 0x4E00), False: Window(row, 0xAC00)}
    seen: set[str] = set()
    for (side, step), place in zip(steps, places, strict=False):
        window = windows[side]
        if step in ("type", "break"):
            window.type(place, step == "break")
        else:
            getattr(window, step)()
        assert seen <= set(row.text), "a character was in the store and is gone"
        seen |= set(row.text)
    for _ in range(8):
        for window in windows.values():
            window.save()
            window.look()
            while window.told:
                window.take()
    assert windows[True].text == windows[False].text == row.text
    for window in windows.values():
        assert set(window.typed) <= set(row.text)
