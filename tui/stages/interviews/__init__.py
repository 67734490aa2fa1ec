"""4 Interviews: talks with live notes, the checklist with its verdicts, and what is followed up."""

from tui.stages.interviews.pane import Interviews

STAGE = Interviews
