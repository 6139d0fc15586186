"""`make listen LISTEN=http://127.0.0.1:9000/hook`, or `make dev` with it: a sandbox's events, sent on to you.

Each event is posted as a webhook would be, signed, once; what came back is printed beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import httpx

from local.runtime import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

POLL_SECONDS = 1.0
ANSWER_SECONDS = 10
PAGE_SIZE = 100
SHOWN_BESIDE = frozenset({"id", "resourceId"})
"""What the list of past events has beyond an event as it is sent."""


@dataclass
class Listener:
    """What has been sent on already, from whom, and to where."""

    api: httpx.Client
    target: str
    secret: str
    seen: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Leave alone what was told before."""
        self.seen.update(event["id"] for event in self._page(None)["data"])

    def new_events(self) -> list[Json]:
        """What was told since, the oldest first."""
        found: list[Json] = []
        for page in self._pages():
            new = [event for event in page if event["id"] not in self.seen]
            found += new
            if len(new) < len(page):  # the rest was there before
                break
        self.seen.update(event["id"] for event in found)
        return found[::-1]

    def forward(self, event: Json) -> str:
        """Send an event on; what came back, in a word or two."""
        body = json.dumps({name: value for name, value in event.items() if name not in SHOWN_BESIDE}).encode()
        signed = signing().signature_headers([self.secret], event["id"], int(time.time()), body)
        headers = {**signed, "content-type": "application/json", "X-Flint-Event-Type": event["eventType"]}
        try:
            return str(httpx.post(self.target, content=body, headers=headers, timeout=ANSWER_SECONDS).status_code)
        except httpx.HTTPError as error:
            return f"no answer ({type(error).__name__})"

    def _pages(self) -> Iterator[list[Json]]:
        token = None
        while True:
            page = self._page(token)
            yield page["data"]
            token = page["nextPageToken"]
            if token is None:
                return

    def _page(self, token: str | None) -> Json:
        query = {"pageSize": str(PAGE_SIZE), **({"pageToken": token} if token else {})}
        return dict(self.api.get("/v1/events", params=query).raise_for_status().json())


def secret_of(api_key: str) -> str:
    """The secret to verify with: the same from one start to the next."""
    return str(signing().derive_secret(api_key, "local", "listen", 1))


@cache
def signing() -> Any:
    """How webhooks are signed: by the functions' own code."""
    sys.path[:0] = [str(ROOT / "layers" / "commerce")]
    return import_module("commerce.domain.webhook_signing")


def follow(base_url: str, api_key: str, target: str) -> NoReturn:
    """Send events on as they come, until interrupted. An API that is away is asked again."""
    listener = Listener(
        httpx.Client(base_url=base_url, headers={"X-API-Key": api_key}, timeout=ANSWER_SECONDS),
        target,
        secret_of(api_key),
    )
    begun = False
    while True:
        with contextlib.suppress(httpx.HTTPError):
            if not begun:
                listener.begin()
                begun = True
                print(f"Events go to {target}; verify with FLINT_WEBHOOK_SECRET={listener.secret}", flush=True)
            for event in listener.new_events():
                came_back = listener.forward(event)
                print(f"{event['eventType']:<32} {event['resourceId']} {event['id']} → {came_back}", flush=True)
        time.sleep(POLL_SECONDS)


def main() -> int:
    """Follow the sandbox that keeps its keys in --home. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="make listen", description=__doc__)
    parser.add_argument("target", help="where events are sent, such as http://127.0.0.1:9000/hook")
    parser.add_argument("--home", type=Path, default=ROOT / ".dev", help="where `make dev` keeps its keys")
    options = parser.parse_args()
    try:
        sandbox = json.loads((options.home / "sandbox.json").read_text())
    except FileNotFoundError:
        print("No sandbox was started here yet; run `make dev` first.", file=sys.stderr)
        return 1
    with contextlib.suppress(KeyboardInterrupt):
        follow(sandbox["baseUrl"], sandbox["apiKey"], options.target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
