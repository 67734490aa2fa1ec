"""3 Opening (and closing) meeting: agenda with times, attendance, what is said and written, findings, minutes."""

from tui.stages.opening.pane import Opening

STAGE = Opening
