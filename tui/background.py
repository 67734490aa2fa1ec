"""Work that goes on while the keys are free.

As Textual's `work`, but an error is a calm notice and never the end of the program.
"""

from __future__ import annotations

import asyncio
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

    What the program has an answer for is said; anything else is said and written down.
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

    return work(exit_on_error=False)(guarded)


def in_order(method: Method) -> Callable[..., Any]:
    """As `background`, but one after the other in a widget: a key typed ahead acts on what the key before it left.

    Not for what takes long: until it ends, the widget's next such key waits.
    """

    @wraps(method)
    async def queued(self: Any, *args: Any, **kwargs: Any) -> None:
        async with self.__dict__.setdefault("_order", asyncio.Lock()):
            await method(self, *args, **kwargs)

    return background(queued)


def write_down(store: Path, error: BaseException) -> Path:
    """Append what went wrong to a file beside the store that only its owner can read; returns its path."""
    place = store.with_name(store.stem + ".errors.txt")
    handle = os.open(place, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as log:
        log.write(f"{clock.now()}\n{''.join(traceback.format_exception(error))}\n")
    return place
