"""What webhooks take: `python -m tests.bench webhooks`, or of fewer orders: `python -m tests.bench.webhooks 20`.

Orders are made over the API of the local runtime by eight clients; five endpoints subscribe to them, one of which is
dead: nothing listens there. Every event must arrive at least once at each of the other four. Latency runs from the
order's commit to the receiver. Calls are counted by what the functions log, transitions by the emulator; it runs
functions as processes that share this machine's cores, so latencies here say how the parts queue up behind each other,
not what AWS would take.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from local.processes import free_ports
from local.runtime import Ports, Runtime
from tests.bench.tables import show, tell, verdict

ORDERS, CLIENTS, LIVE = 1_000, 8, 4
WARM_UP = 16
"""Orders before those that are measured: every function has started once for each client."""
PATIENCE_SECONDS = 900
DEAD = "dead"
FIRST, RETRY = "DeliverWebhook", "RetryWebhook"
WORKERS = ("PublishEvents", "FanOutEvents", FIRST, RETRY)
LOGGED = {"changes_told": "PublishEvents", "events_fanned_out": "FanOutEvents", "webhook_tried": RETRY}
WORKERS_LOGS, MOST_LINES = "/flint/flint/workers", 10_000
ORDER = {"lineItems": [{"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}

EVENTS_A_DAY = 1_000_000
# Dollars per unit in us-east-1, arm64, on demand. Source: AWS's price lists of November 2025.
INVOCATION, GB_SECOND, MEMORY_GB = 0.20 / 1_000_000, 0.0000133334, 1.0
BUS_EVENT, QUEUE_CALL, TRANSITION = 1.00 / 1_000_000, 0.40 / 1_000_000, 0.025 / 1_000
WRITE_UNIT, READ_UNIT = 0.625 / 1_000_000, 0.125 / 1_000_000
FAN_OUT_SECONDS, TRY_SECONDS = 0.03, 0.15  # warm, a receiver that takes 100 ms
QUEUE_CALLS = 3  # send, receive, delete
DELIVERY_UNITS, EVENT_UNITS = 5, 4  # write units with indexes, in a transaction and outside of one


@dataclass
class Receiver:
    """Takes everything, and notes when which event came to which path."""

    port: int = 0
    came: list[tuple[str, str, float, float]] = field(default_factory=list)
    """Path, event id, when it came, when its order was made; seconds."""

    def at(self, path: str) -> set[str]:
        """The events that came to a path."""
        return {event_id for to, event_id, _, _ in self.came if to == path}


@dataclass(frozen=True)
class Measured:
    """What came of it all."""

    orders: int
    missing: int
    duplicates: int
    latencies: list[float]
    """Seconds from an order's commit to each receiver, the first arrival of each event, in order."""
    made_in: float
    calls: dict[str, int]
    executions: int
    transitions_each: float
    retries: int


def receiving() -> tuple[Receiver, ThreadingHTTPServer]:
    """Begin to receive."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made = datetime.fromisoformat(body["createdAt"]).timestamp()
            receiver.came.append((self.path, body["eventId"], time.time(), made))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return receiver, server


def measure(orders: int, clients: int = CLIENTS) -> Measured:
    """Make so many orders on a runtime of its own, and wait until every event has come to every live endpoint."""
    receiver, server = receiving()
    with tempfile.TemporaryDirectory() as home, Runtime(home=Path(home), ports=Ports.free()) as runtime:
        headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
        with httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=60) as api:
            _register(api, receiver)
            _make(api, WARM_UP, clients)
            _await(receiver, WARM_UP)
            receiver.came.clear()
            began = datetime.now(UTC)
            _make(api, orders, clients)
            made_in = (datetime.now(UTC) - began).total_seconds()
            _await(receiver, orders)
        found = _found(runtime, receiver, orders, began, made_in)
    server.shutdown()
    server.server_close()
    return found


def _make(api: httpx.Client, orders: int, clients: int) -> None:
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda _: api.post("/v1/orders", json=ORDER).raise_for_status(), range(orders)))


def _register(api: httpx.Client, receiver: Receiver) -> None:
    (nobody,) = free_ports(1)
    urls = [f"http://127.0.0.1:{receiver.port}/{number}" for number in range(LIVE)]
    for url in [*urls, f"http://127.0.0.1:{nobody}/{DEAD}"]:
        api.post("/v1/webhooks", json={"url": url, "subscribedEvents": ["order.created"]}).raise_for_status()


def _await(receiver: Receiver, orders: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if all(len(receiver.at(f"/{number}")) >= orders for number in range(LIVE)):
            time.sleep(3)  # whatever comes twice
            return
        time.sleep(0.5)


def _found(runtime: Runtime, receiver: Receiver, orders: int, began: datetime, made_in: float) -> Measured:
    arrivals = Counter((path, event_id) for path, event_id, _, _ in receiver.came)
    first: dict[tuple[str, str], float] = {}
    for path, event_id, at, made in receiver.came:
        first.setdefault((path, event_id), at - made)
    executions = list(_executions(runtime))
    sample = [_transitions(runtime, arn) for arn in executions[:20]]
    calls = _calls(runtime, began)
    return Measured(
        orders=orders,
        missing=orders * LIVE - len(first),
        duplicates=sum(arrivals.values()) - len(arrivals),
        latencies=sorted(first.values()),
        made_in=made_in,
        calls=calls,
        executions=len(executions),
        transitions_each=statistics.mean(sample) if sample else 0.0,
        retries=calls["RetryWebhook"],
    )


def _executions(runtime: Runtime) -> Iterator[str]:
    states = runtime.aws.client("stepfunctions")
    machines = states.list_state_machines()["stateMachines"]
    (arn,) = (each["stateMachineArn"] for each in machines if "WebhookDelivery" in each["stateMachineArn"])
    for page in states.get_paginator("list_executions").paginate(stateMachineArn=arn):
        yield from (each["executionArn"] for each in page["executions"])


def _transitions(runtime: Runtime, arn: str) -> int:
    history = runtime.aws.client("stepfunctions").get_execution_history(executionArn=arn, maxResults=1_000)["events"]
    return sum(each["type"].endswith("StateEntered") for each in history)


def _calls(runtime: Runtime, began: datetime) -> dict[str, int]:
    """Calls of each worker since then, by the one line that each of them logs."""
    logs = runtime.aws.client("logs")
    calls = dict.fromkeys(WORKERS, 0)
    for told, name in LOGGED.items():
        asked = {"filterPattern": f'"{told}"', "startTime": int(began.timestamp() * 1000)}
        found = logs.filter_log_events(logGroupName=WORKERS_LOGS, **asked)["events"]
        assert len(found) < MOST_LINES, "the emulator gives no more, and says nothing of it"
        for line in found:
            first = name == RETRY and json.loads(line["message"])["position"] == 0
            calls[FIRST if first else name] += 1
    return calls


def percentile(ordered: Sequence[float], part: float) -> float:
    """The value below or at which this part of them lies; ordered: from the least."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def dollars_a_day(measured: Measured) -> float:
    """For a million events a day, each accepted by one endpoint at its first try; calls as they were counted here.

    The bus, both queues, the functions, the recorded event, and the delivery's row; of reads, three rows each.
    """
    delivered = measured.orders * LIVE
    publish = measured.calls["PublishEvents"] / measured.orders
    fan_out = measured.calls["FanOutEvents"] / measured.orders
    tries = measured.calls["DeliverWebhook"] / (delivered + measured.orders)
    seconds = publish * FAN_OUT_SECONDS + fan_out * FAN_OUT_SECONDS + tries * TRY_SECONDS
    each = (
        (publish + fan_out + tries) * INVOCATION
        + seconds * MEMORY_GB * GB_SECOND
        + BUS_EVENT
        + 2 * QUEUE_CALLS * QUEUE_CALL
        + (EVENT_UNITS + DELIVERY_UNITS) * WRITE_UNIT
        + 6 * READ_UNIT
    )
    return each * EVENTS_A_DAY


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code."""
    orders = int(arguments[0]) if arguments else ORDERS
    found = measure(orders)
    delivered = orders * LIVE - found.missing
    latencies = [percentile(found.latencies, part) for part in (0.5, 0.95, 0.99)]
    show(
        f"{orders:,} orders to {LIVE} endpoints and a dead one, made in {found.made_in:.0f} s by {CLIENTS} clients",
        ("delivered", "missing", "twice", "p50 s", "p95 s", "p99 s", "longest s"),
        [(delivered, found.missing, found.duplicates, *latencies, found.latencies[-1] if found.latencies else 0.0)],
    )
    rows = [(name, count, count / max(1, delivered)) for name, count in found.calls.items()]
    show("Calls of functions, the dead endpoint's included", ("function", "calls", "a delivered event"), rows)
    tell(
        f"\nState transitions: none for what is accepted at once; {found.executions} executions of "
        f"{found.transitions_each:.1f} transitions so far, all for the dead endpoint."
    )
    tell(f"{EVENTS_A_DAY:,} events a day, accepted at once: about {dollars_a_day(found):,.1f} USD a day.")
    return verdict(*([f"{found.missing} events did not arrive"] if found.missing else []))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
