"""The line at the top (where am I, what is left, clock, saved) and the line at the bottom (the keys that matter
now).
"""

from __future__ import annotations

from datetime import datetime

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from data.rules.stages import STAGES
from tui import keys
from tui.widgets.text import fit, one_line

MESSAGE_SECONDS = 5
SHORT = ("Plan", "Prepare", "Open", "Interview", "Sample", "Evidence", "Find", "Report", "Follow")


class TitleBar(Widget):
    """Left where I am, right what is left, the time and whether all is saved."""

    where: reactive[str] = reactive("")
    left: reactive[str] = reactive("")
    state: reactive[str] = reactive("")

    def on_mount(self) -> None:
        self.set_interval(20, self.refresh)

    def render(self) -> Text:
        clock = datetime.now().astimezone().strftime("%H:%M")
        right = "  ".join(part for part in (one_line(self.left), clock, self.state) if part) + " "
        room = max(self.size.width - cell_len(right), 0)
        return Text.assemble(
            fit(" " + one_line(self.where), room),
            (fit(right, self.size.width - room), self.rich_style + Style(bold=False)),
        )


class StageBar(Widget):
    """The nine stages with their digits, the current one marked."""

    stage: reactive[int] = reactive(0)

    def render(self) -> Text:
        names = STAGES if self.size.width >= 98 else SHORT
        gap = "  " if self.size.width >= 98 else " "
        line = Text(" " if self.size.width > 80 else "")
        for digit, stage in enumerate(names, 1):
            if digit > 1:
                line.append(gap)
            style = Style(bold=True, reverse=True) if digit == self.stage else Style(dim=False)
            line.append(f"{digit} {stage}", style)
        return line


class KeyBar(Static):
    """The keys that matter where the focus is, as many as fit; the last word is always how to see them all."""

    message: reactive[str] = reactive("")

    def on_mount(self) -> None:
        self._quiet: Timer | None = None
        self.screen.bindings_updated_signal.subscribe(self, self._refresh_keys)

    def tell(self, words: str) -> None:
        """Show a message in place of the keys for a few seconds."""
        self.message = one_line(words)
        if self._quiet:
            self._quiet.stop()
        self._quiet = self.set_timer(MESSAGE_SECONDS, self._be_quiet)

    def _be_quiet(self) -> None:
        self.message = ""

    def _refresh_keys(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Text:
        if self.message:
            return Text(fit(f" {self.message}", self.size.width), Style(bold=True))
        bindings = self.screen.active_bindings if self.screen.is_current else {}
        parts, seen = [], set()
        for active in bindings.values():
            binding = active.binding
            if (
                not binding.show
                or not active.enabled
                or binding.id in seen
                or (binding.id or "").startswith("anywhere")
            ):
                continue
            seen.add(binding.id)
            known = next((key for key in keys.KEYS if key.id == binding.id), None)
            if known is None:
                continue
            label = keys.name(known.keys.split(",")[0])
            parts.append(
                (label, known.footer)
                if not known.footer.startswith(label + " ")
                else (label, known.footer[len(label) + 1 :])
            )
        tail = " F1 keys "
        room = self.size.width - len(tail)
        line = Text(" ")
        for label, words in parts:
            if words == "keys":
                continue
            piece = f"{label} {words}"
            if cell_len(line.plain) + cell_len(piece) + 2 > room:
                break
            line.append(label, Style(bold=True))
            line.append(f" {words}  ")
        line.append(" " * max(room - cell_len(line.plain), 0))
        line.append(tail)
        return line
