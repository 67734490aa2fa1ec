"""Keys that a list holds and its pane answers.

The same letter can mean one thing in one list and another in the next.
"""

from __future__ import annotations

from textual.dom import DOMNode
from textual.widget import Widget


class Forwarding(Widget):
    """A widget whose `above(...)` actions are run by the nearest widget around it that has them
    (`tui.keys.bindings`).
    """

    async def action_above(self, call: str) -> None:
        """Run an action of a widget around this one."""
        name = call.partition("(")[0]
        for node in self.ancestors:
            if isinstance(node, DOMNode) and hasattr(node, f"action_{name}"):
                await self.app.run_action(call, node)
                return
