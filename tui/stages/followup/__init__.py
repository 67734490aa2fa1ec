"""9 Follow-up: what becomes of each finding until it is verified, and what management decided."""

from tui.stages.followup.pane import FollowUp

STAGE = FollowUp
