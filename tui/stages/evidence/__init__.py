"""6 Evidence: the index, from every note, sample and request; files go into the vault."""

from tui.stages.evidence.pane import EvidencePane

STAGE = EvidencePane
