"""Over ssh, to an sshd on this machine: the note is typed on a line that is cut in mid-word, and is there afterwards."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.store import opened, verify
from data.work import audits, checklist, meetings

ROOT = Path(__file__).parents[2]
SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
SEPARATION = Path("/run/sshd")  # where an sshd that runs as root wants an empty folder
PATIENCE = 30.0
PAINTED = 0.05

pytestmark = pytest.mark.skipif(not SSHD or not shutil.which("ssh"), reason="no sshd or ssh on this machine")


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """An sshd of the test's own; the command that logs in to it, up to what shall be run there."""
    ours = os.geteuid() == 0 and not SEPARATION.is_dir()
    if ours:
        SEPARATION.mkdir(0o755)
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "authorized").write_bytes((folder / "user.pub").read_bytes())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "authorized",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "prohibit-password",
    }
    (folder / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    options = {
        "StrictHostKeyChecking": "no",
        "UserKnownHostsFile": "/dev/null",
        "IdentitiesOnly": "yes",
        "LogLevel": "ERROR",
    }
    command = ["ssh", "-F", "none", "-tt", "-p", str(port), "-i", str(folder / "user")]
    command += [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    command.append(f"{getpass.getuser()}@127.0.0.1")
    end = time.monotonic() + PATIENCE
    while subprocess.run([*command, "true"], capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode:
        if server.poll() is not None or time.monotonic() > end:
            server.kill()
            pytest.skip(f"no session on the sshd of this machine: {(folder / 'log').read_text()[-300:]}")
    yield command
    server.terminate()
    server.wait(PATIENCE)
    if ours:
        SEPARATION.rmdir()


@pytest.fixture
def fieldwork(tmp_path: Path) -> Path:
    """A store with an interview that has begun."""
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access")
        store.write(audits.set_scope, audit.id, "A.6")
        store.write(checklist.prepare, audit.id)
        store.write(meetings.begin, audit.id, "interview", "HR")
    return path


@pytest.fixture
def log_in(line: list[str], fieldwork: Path, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Opens the program in a session of its own, at 80x24."""
    from tests.journeys.conftest import Terminal

    opened_here: list[Terminal] = []

    def start(*args: str) -> Terminal:
        settings = {"AUDITBOOK_STORE": fieldwork, "AUDITBOOK_CONFIG": tmp_path / "config", "AUDITBOOK_USER": "tester"}
        remote = ["cd", str(ROOT), "&&", "exec", "env", *(f"{name}={value}" for name, value in settings.items())]
        words = " ".join(
            part if part == "&&" else shlex.quote(part) for part in [*remote, sys.executable, "-m", "tui", *args]
        )
        terminal = Terminal([*line, words])
        opened_here.append(terminal)
        return terminal

    yield start
    for terminal in opened_here:
        terminal.close()


def note_of(path: Path) -> str:
    with opened(path, "reader") as store:
        assert verify(store) == []
        audit = store.read(audits.every)[0]
        return store.read(meetings.note, store.read(meetings.of_audit, audit.id)[0].id).text


def test_a_line_cut_in_mid_word_loses_nothing_that_was_seen(log_in: Callable[..., object], fieldwork: Path) -> None:
    t = log_in("open", f"AUD-{time.strftime('%Y')}-01", "--note", "M-01")
    t.see("M-01 HR", "asked 0 of")
    t.enter("!min A.6.1 Leaver accounts disabled late in 3 of 25").see("{F-01}")
    t.type("contractors are not in the HR sys").see("in the HR sys")
    time.sleep(PAINTED)  # not a wait for something: the age that a painted character must have
    os.kill(t.process.pid, signal.SIGKILL)
    t.ended()
    again = log_in()
    again.see("4 Interviews", "M-01 HR", "{F-01}", "contractors are not in the HR sys")
    again.type("tem").see("not in the HR system")
    again.press("ctrl+q")
    assert again.ended() == 0
    assert note_of(fieldwork).endswith("contractors are not in the HR system")


def test_two_windows_over_ssh_show_each_other_what_is_typed(log_in: Callable[..., object], fieldwork: Path) -> None:
    one = log_in("open", f"AUD-{time.strftime('%Y')}-01", "--note", "M-01")
    one.see("M-01 HR", "asked 0 of")
    other = log_in("open", f"AUD-{time.strftime('%Y')}-01", "--note", "M-01")
    other.see("M-01 HR", "asked 0 of")
    one.type("seen here").see("seen here")
    other.see("seen here", "another window")
    other.press("end").enter("").type("and there").see("and there")
    one.see("and there", "another window")
    for window in (one, other):
        window.press("ctrl+q")
        assert window.ended() == 0
    assert sorted(note_of(fieldwork).split("\n")) == ["and there", "seen here"]
