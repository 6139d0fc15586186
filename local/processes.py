"""Start, await and stop the programs of the local runtime, so that none is ever left behind."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20
FREE_SECONDS = 2


class StartError(Exception):
    """Something of the local runtime can't start; the message says what to do."""


@dataclass(frozen=True)
class Program:
    """A started program; it ends when this process does, because its standard input ends then."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> Self:
        """Start a program with its output in the file `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the starter, which stops the others in order
            )
        return cls(name, process, log)

    def order(self, line: str) -> None:
        """Write a line to the program's standard input."""
        assert self.process.stdin is not None  # start() asked for a pipe
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def await_answer(self, url: str) -> None:
        """Return when `url` answers, whatever it answers.

        Raises StartError if the program ends before, or is silent for a minute.
        """
        deadline = time.monotonic() + START_SECONDS
        while not _answers(url):
            self.require_alive()
            if time.monotonic() > deadline:
                raise StartError(f"{self.name} did not answer at {url} in {START_SECONDS} s; see {self.log}")
            time.sleep(0.05)

    def require_alive(self) -> None:
        """Raise StartError with the end of its output if the program has stopped."""
        if self.process.poll() is not None:
            raise StartError(f"{self.name} stopped with status {self.process.returncode}:\n{self.last_words()}")

    def last_words(self, lines: int = 15) -> str:
        """Give the end of the program's output."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask the program to stop, and wait; kill it if it takes too long."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with contextlib.suppress(OSError):
            assert self.process.stdin is not None  # start() asked for a pipe
            self.process.stdin.close()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Tell whether a port of this machine's loopback address can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Find ports that nobody listens on now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def await_free(port: int) -> bool:
    """Tell whether a port is free, or becomes so in a moment: what was killed just now may still be going."""
    deadline = time.monotonic() + FREE_SECONDS
    while not (free := is_free(port)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return free


def drop(folder: Path) -> None:
    """Remove a folder and all in it, if it is there: a thousand files for each function that ran, quicker by `rm`."""
    subprocess.run([shutil.which("rm") or "/bin/rm", "-rf", "--", str(folder)], check=False)
