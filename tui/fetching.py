"""Over SSH the files lie on the other machine: the line that fetches them."""

from __future__ import annotations

import getpass
import os
import shlex
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path


def command(paths: Sequence[Path], environment: Mapping[str, str] | None = None) -> str:
    """The `scp` line to be typed on the auditor's own machine; empty where we are not reached over SSH, or for nothing.

    The address is the one by which this session was reached (`SSH_CONNECTION`: client and its port, server and its
    port), for that one works.
    """
    told = (os.environ if environment is None else environment).get("SSH_CONNECTION", "").split()
    if not paths or not told:
        return ""
    host, port = (told[2], told[3]) if len(told) == 4 else (socket.gethostname(), "22")
    host = f"[{host}]" if ":" in host else host
    file = shlex.quote(f"{_who()}@{host}:{_pattern([str(path.resolve()) for path in paths])}")
    return f"scp {'' if port == '22' else f'-P {port} '}{file} ."


def _pattern(paths: Sequence[str]) -> str:
    """The one file, or what the names of all begin with."""
    if len(paths) == 1:
        return paths[0]
    first, last = min(paths), max(paths)
    same = next((at for at, char in enumerate(first) if char != last[at : at + 1]), len(first))
    return f"{first[:same]}*"


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user here
        return "user"
