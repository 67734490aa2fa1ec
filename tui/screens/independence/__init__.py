"""Independence and competence of an audit's team: who may test what, what is done where they may not, what they can
prove.
"""

from tui.screens.independence.screen import IndependenceScreen

__all__ = ["IndependenceScreen"]
