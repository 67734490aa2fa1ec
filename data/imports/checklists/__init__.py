"""Checklists that somebody else made into packs of the user's own: first proposed row by row, then written.

    proposal = propose(read_checklist(path), folder=folder)
    write_pack(proposal, folder)

A row is taken or refused with its reason; a file that was edited by hand since it was written is kept as it is.
"""

from __future__ import annotations

from data.imports.checklists.proposal import PackProposal
from data.imports.checklists.reading import read_checklist
from data.imports.checklists.run import propose, write_pack
from data.imports.checklists.sheet import Sheet

__all__ = ["PackProposal", "Sheet", "propose", "read_checklist", "write_pack"]
