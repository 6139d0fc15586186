"""Clients that ask all at the same moment over HTTP, and repeat as the answers tell them to until they know."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

import httpx

Json = dict[str, Any]

ANSWER_SECONDS = 60
"""How long a client waits for one answer; on AWS the gateway cuts it at 29."""

PATIENCE_SECONDS = 90
"""How long a client repeats a request before it complains."""

AT_WORK = "IDEMPOTENCY_KEY_IN_PROGRESS"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request under an idempotency key."""

    path: str
    body: Json
    key: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a client was told once it knew. repeats: how often before that it was told to repeat the request.

    gateway_faults: how often the gateway answered by itself, because a function did not start in time.
    """

    status: int
    text: str
    repeats: int
    gateway_faults: int

    @property
    def won(self) -> bool:
        """True if the request did what it asked for."""
        return self.status < 300

    @property
    def data(self) -> Json:
        """What was asked for."""
        return dict(json.loads(self.text)["data"])

    @property
    def data_text(self) -> str:
        """The bytes of `data`, as they came."""
        return self.text.partition('{"data":')[2].rpartition(',"requestId"')[0]

    @property
    def refusal(self) -> str:
        """Status and code of a refusal; of an answer that is none of ours, its beginning."""
        try:
            return f"{self.status} {json.loads(self.text)['error']['code']}"
        except (ValueError, KeyError):
            return f"{self.status} {self.text[:60]}"


@dataclass
class Tally:
    """What the rounds of a race came to. wins: the right number of winners. allowed: what the others may be told."""

    name: str
    clients: int
    wins: int
    allowed: frozenset[str]
    rounds: int = 0
    winners: int = 0
    repeats: int = 0
    gateway_faults: int = 0
    seconds: float = 0.0
    losers: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    @property
    def row(self) -> tuple[str | int, ...]:
        """The figures, as a row of a table."""
        losers = ", ".join(f"{count} {refusal}" for refusal, count in self.losers.most_common()) or "-"
        repeated = (self.repeats, self.gateway_faults)
        figures = (self.clients, self.rounds, self.winners, losers, *repeated, len(self.violations))
        return (self.name, *figures, round(self.seconds))

    def count(self, told: Sequence[Told]) -> None:
        """Add a round: the right number won, and every loser was told why."""
        won = sum(1 for answer in told if answer.won)
        if won != self.wins:
            self.violations.append(f"{self.name}: {won} won, not {self.wins}")
        refusals = [answer.refusal for answer in told if not answer.won]
        self.violations += [f"{self.name}: told {refusal}" for refusal in refusals if refusal not in self.allowed]
        self.losers.update(refusals)
        self.winners += won
        self.repeats += sum(answer.repeats for answer in told)
        self.gateway_faults += sum(answer.gateway_faults for answer in told)
        self.rounds += 1


class Racers:
    """As many clients as run at once, each with its own connection."""

    def __init__(self, base_url: str, api_key: str, count: int) -> None:
        headers = {"Authorization": f"Bearer {api_key}"}
        self._clients = [httpx.Client(base_url=base_url, headers=headers, timeout=ANSWER_SECONDS) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count)
        self.count = count

    def race(self, asks: Sequence[Ask], *, cold: bool = False) -> list[Told]:
        """Send all requests at the same moment, one by each client; what each was told in the end.

        cold: the functions may not have started yet, so a fault of theirs is repeated too.
        """
        assert len(asks) == self.count
        together = Barrier(self.count)

        def run(client: httpx.Client, ask: Ask) -> Told:
            together.wait()
            return insist(client, ask, cold=cold)

        return list(self._threads.map(run, self._clients, asks))

    def close(self) -> None:
        """End all connections."""
        self._threads.shutdown()
        for client in self._clients:
            client.close()


def insist(client: httpx.Client, ask: Ask, *, cold: bool = False) -> Told:
    """Send a request, and repeat it under its key for as long as the outcome is not known. cold: as in `race`."""
    until = time.monotonic() + PATIENCE_SECONDS
    repeats, gateway_faults = 0, 0
    while True:
        answer = client.post(ask.path, json=ask.body, headers={"Idempotency-Key": ask.key})
        told = Told(answer.status_code, answer.text, repeats, gateway_faults)
        by_gateway = answer.status_code >= 500 and '"error"' not in answer.text
        repeatable = answer.status_code in {429, 503} or AT_WORK in answer.text or by_gateway
        if not (repeatable or (cold and answer.status_code >= 500)) or time.monotonic() > until:
            return told
        repeats, gateway_faults = repeats + (not by_gateway), gateway_faults + by_gateway
        time.sleep(float(answer.headers.get("retry-after", "1")))


@contextmanager
def racers(base_url: str, api_key: str, count: int) -> Iterator[Racers]:
    """Clients for as long as they are needed."""
    running = Racers(base_url, api_key, count)
    try:
        yield running
    finally:
        running.close()
