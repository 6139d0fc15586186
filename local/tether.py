"""Run a module that ends when the program that started it does, even if that was killed.

`python -m local.tether local.stripe_standin --port 4242`: standard input is a pipe that the starter holds open.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

STANDARD_INPUT = 0


def _end_with_starter() -> None:
    """Wait for the end of standard input, then ask this process to stop.

    It is read past `sys.stdin`, whose lock this thread would still hold when the process ends by itself.
    """
    while os.read(STANDARD_INPUT, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_starter, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
