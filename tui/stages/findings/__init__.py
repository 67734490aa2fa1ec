"""7 Findings: the register of the audit (or of all), and each finding as a form."""

from __future__ import annotations

from tui.stages.findings.opened import FindingDetail
from tui.stages.findings.register import FindingRows
from tui.stages.findings.stage import Findings

__all__ = ["STAGE", "FindingDetail", "FindingRows", "Findings"]

STAGE = Findings
