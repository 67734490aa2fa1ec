"""Sends the terminal only the cells that changed, which on a slow line is the difference between typing and waiting.

Textual writes every line that may have changed, 6 to 19 kB for a typed key; here the screen is remembered and a typed
key costs some 40 bytes. `App(driver_class=LeanDriver)` switches it on, `repaint(app)` is Ctrl+L.

```
driver.py    LeanDriver: between Textual and the terminal; resize, suspend, resume
output.py    what is painted, what only passes through
screen.py    the screen as Textual wants it: its frames, drawn into cells
painter.py   the shortest output from what the terminal shows to what is wanted
moves.py     the shortest cursor move
cells.py     text as cells, and of which characters all terminals know the width
style.py     colours, attributes and links, and the shortest change between two
```

Textual's inline mode and its headless mode have drivers of their own and know nothing of this. On Windows there is no
`LinuxDriver` to build on.
"""

from tui.terminal.driver import LeanDriver, repaint

__all__ = ["LeanDriver", "repaint"]
