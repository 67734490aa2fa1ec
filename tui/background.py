"""Work that goes on while the keys are free.

As Textual's `work`, but an error is a calm notice and never the end of the program.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from textual import work

from data import clock
from data.errors import AuditbookError

Method = TypeVar("Method", bound=Callable[..., Awaitable[Any]])


def background(method: Method) -> Callable[..., Any]:
    """A worker of a widget, screen or app.

    What the program has an answer for is said; anything else is said and written down. While an action answers a key,
    the keys behind it wait (`tui.ahead`).
    """

    @wraps(method)
    async def guarded(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            await method(self, *args, **kwargs)
        except AuditbookError as error:
            self.app.say(str(error), wrong=True)
        except Exception as error:  # the auditor goes on typing; the details are for whoever mends it
            place = write_down(self.app.path, error)
            self.app.say(
                f"This did not work ({type(error).__name__}). What you typed is saved; details are in {place}",
                wrong=True,
            )

    started = work(exit_on_error=False)(guarded)
    if not method.__name__.startswith("action_"):
        return started

    @wraps(method)
    def answering(self: Any, *args: Any, **kwargs: Any) -> Any:
        worker = started(self, *args, **kwargs)
        self.app.ahead.hold(worker)
        return worker

    return answering


def write_down(store: Path, error: BaseException) -> Path:
    """Append what went wrong to a file beside the store that only its owner can read; returns its path."""
    place = store.with_name(store.stem + ".errors.txt")
    handle = os.open(place, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as log:
        log.write(f"{clock.now()}\n{''.join(traceback.format_exception(error))}\n")
    return place
