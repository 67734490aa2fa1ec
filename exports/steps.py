"""The steps of a long export: told to whoever watches, and the places where it can be stopped.

with watched(tell, stop):
    step("laying out the tables")
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from data.errors import AuditbookError


class Stopped(AuditbookError):
    """The export was stopped by the person who had begun it."""


def _nobody(_words: str) -> None:
    """Nobody watches."""


_tell: ContextVar[Callable[[str], None]] = ContextVar("_tell", default=_nobody)
_stop: ContextVar[threading.Event | None] = ContextVar("_stop", default=None)


@contextmanager
def watched(tell: Callable[[str], None], stop: threading.Event | None = None) -> Iterator[None]:
    """What is done inside tells its steps, and ends with Stopped soon after `stop` is set."""
    told, stopping = _tell.set(tell), _stop.set(stop)
    try:
        yield
    finally:
        _tell.reset(told)
        _stop.reset(stopping)


def step(words: str) -> None:
    """Begin a step. Raises Stopped."""
    check()
    _tell.get()(words)


def check() -> None:
    """Go on, or not. Raises Stopped."""
    stop = _stop.get()
    if stop is not None and stop.is_set():
        raise Stopped("Stopped; what was not finished was not written.")
