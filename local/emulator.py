"""Run the AWS emulator with the API on an address of its own; runs inside the emulator's environment.

`python -m local.emulator --port 4000 --aws-port 4566`, with the emulator's settings in its environment.

The emulator serves an HTTP API under `/_aws/execute-api/<api id>/`.  Requests to `--port` are handed to it under that
path, so a client sees the API as on AWS, at the root.  `--aws-port` is the emulator as it is, for AWS clients.

It listens to its standard input, which the starting program holds open: a line `serve <api id>` names the API; the
end of the input means that the program is gone, so the emulator saves and stops too, whatever happened to it.

The emulator saves only when it stops.  While API calls change something it is therefore made to save every few
seconds, by the message that ASGI servers send when they stop: a crash or `kill -9` loses seconds, not a day.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import resource
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]

CHECKPOINT_SECONDS = 5
READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gateway:
    """The ASGI application: the emulator, and the API at the root of its own port."""

    def __init__(self, emulator: App, *, port: int) -> None:
        self.emulator = emulator
        self.port = port
        self.api_id = ""
        self.changed = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, with the API's path before its own if it came to the API's port."""
        if scope["type"] != "http":
            await self.emulator(scope, receive, send)
            return
        self.changed = self.changed or scope["method"] not in READS
        if scope["server"][1] == self.port:
            if not self.api_id:
                await _starting(send)
                return
            prefix = f"/_aws/execute-api/{self.api_id}"
            raw_path = scope.get("raw_path") or scope["path"].encode()
            scope = {**scope, "path": prefix + scope["path"], "raw_path": prefix.encode() + raw_path}
        await self.emulator(scope, receive, send)

    async def checkpoint(self) -> None:
        """Let the emulator save its state; it goes on serving."""
        self.changed = False

        async def receive() -> Message:
            return {"type": "lifespan.shutdown"}

        async def send(_: Message) -> None:
            return

        await self.emulator({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)


async def _starting(send: Send) -> None:
    """Answer that the API is not deployed yet."""
    headers = [(b"content-type", b"application/json"), (b"retry-after", b"1")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"message":"The API is being deployed."}'})


def _obey(gateway: Gateway, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Follow the orders on standard input until it ends, then stop."""
    for line in sys.stdin:
        order, _, argument = line.strip().partition(" ")
        if order == "serve":
            gateway.api_id = argument
    with contextlib.suppress(RuntimeError):  # the loop is closed: we are stopping already
        loop.call_soon_threadsafe(stop.set)


async def _checkpoint_now_and_then(gateway: Gateway) -> None:
    while True:
        await asyncio.sleep(CHECKPOINT_SECONDS)
        if gateway.changed:
            await gateway.checkpoint()


async def serve(port: int, aws_port: int) -> None:
    """Serve both ports until SIGTERM or the end of standard input."""
    from hypercorn.asyncio import serve as hypercorn  # noqa: PLC0415  # only the emulator's environment has these
    from hypercorn.config import Config  # noqa: PLC0415
    from ministack.app import app  # noqa: PLC0415

    config = Config()
    config.bind = [f"127.0.0.1:{port}", f"127.0.0.1:{aws_port}"]
    config.keep_alive_timeout = 75
    gateway = Gateway(app, port=port)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    threading.Thread(target=_obey, args=(gateway, loop, stop), daemon=True).start()
    if os.environ.get("PERSIST_STATE") == "1":
        loop.create_task(_checkpoint_now_and_then(gateway))  # noqa: RUF006  # ends with the loop
    await hypercorn(gateway, config, shutdown_trigger=stop.wait)


def main() -> None:
    """Read the ports and serve."""
    parser = argparse.ArgumentParser(prog="python -m local.emulator", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="where the API is served")
    parser.add_argument("--aws-port", type=int, required=True, help="where AWS clients are served")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(serve(options.port, options.aws_port))
    _end_functions()


def _end_functions() -> None:
    """End the processes of functions: left alone they tidy up for seconds, each of them, when nobody needs it.

    They are of this program's group, which whoever starts it as a group of its own leaves to it.
    """
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(os.getpgrp(), signal.SIGTERM)


if __name__ == "__main__":
    main()
