"""The line at the top (where am I, what is left, clock, saved) and the line at the bottom (the keys that matter
now).
"""

from __future__ import annotations

from datetime import datetime
from textwrap import wrap

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from data.rules.stages import STAGES
from tui import keys
from tui.widgets.text import fit, one_line

MESSAGE_SECONDS, WRONG_SECONDS = 5, 9
BY_ID = {key.id: key for key in keys.KEYS}
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
        width = self.size.width
        names = STAGES if width >= 95 else SHORT
        gap = "  " if width >= 103 else " "
        line = Text(" " if width > 80 else "")
        for digit, stage in enumerate(names, 1):
            if digit > 1:
                line.append(gap)
            style = Style(bold=True, reverse=True) if digit == self.stage else Style(dim=False)
            line.append(f"{digit} {stage}", style)
        return line


class KeyBar(Static):
    """The keys that matter where the focus is, as many as fit; the last word is always how to see them all.

    A message takes their place for a while, in as many lines as it needs: nothing ever lies over the text.
    """

    message: reactive[str] = reactive("", layout=True)

    def on_mount(self) -> None:
        self._quiet: Timer | None = None
        self.screen.bindings_updated_signal.subscribe(self, self._refresh_keys)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Show a message in place of the keys for a few seconds, longer when something went wrong."""
        self.message = one_line(words)
        self.set_class(wrong, "wrong")
        if self._quiet:
            self._quiet.stop()
        self._quiet = self.set_timer(WRONG_SECONDS if wrong else MESSAGE_SECONDS, self._be_quiet)

    def _be_quiet(self) -> None:
        self.message = ""
        self.set_class(False, "wrong")

    def _refresh_keys(self, _screen: Screen[object]) -> None:
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return max(len(wrap(self.message, max(width - 2, 10))), 1)

    def render(self) -> Text:
        if self.message:
            lines = wrap(self.message, max(self.size.width - 2, 10))
            return Text("\n".join(fit(f" {line}", self.size.width) for line in lines), Style(bold=True))
        return self._keys()

    def _keys(self) -> Text:
        """The keys as one line."""
        bindings = self.screen.active_bindings if self.screen.is_current else {}
        line, tail = Text(" "), " F1 keys "
        room = self.size.width - len(tail)
        seen: set[str] = set()
        for active in bindings.values():
            known = BY_ID.get(active.binding.id or "")
            if known is None or not known.footer or known.id in seen or not active.enabled or known.where == "anywhere":
                continue
            seen.add(known.id)
            label = keys.name(known.keys.split(",")[0])
            words = known.footer.removeprefix(f"{label} ")
            if words == "keys":
                continue
            if cell_len(line.plain) + cell_len(label) + cell_len(words) + 3 > room:
                break
            line.append(label, Style(bold=True))
            line.append(f" {words}  ")
        line.append(" " * max(room - cell_len(line.plain), 0))
        line.append(tail)
        return line
