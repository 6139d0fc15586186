"""Webhooks under kills: at every call of every worker its process dies, before the call is done or after.

An order is made. Its change goes through the workers' own code: stream, bus, fan-out, first tries, schedules and the
sweep; queues hand out again what nobody finished, executions may be lost as they wake up. In the end every event must
have come to every endpoint that takes it, whatever died.
"""

import json
from base64 import b64encode
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.order_commands import CreateOrder
from commerce.domain.recorded_events import RecordedEvent
from commerce.domain.webhook_endpoints import WEBHOOK_ENDPOINTS, CreateWebhookEndpoint, WebhookEndpoints
from commerce.domain.webhook_targets import Reach
from commerce.domain.webhooks import Outcome, WebhookEvent, delivery_id
from commerce.edge.publishing import publish
from commerce.store.record import Record
from commerce.usecases import order_creation, webhook_endpoints
from commerce.usecases.commit import CREATED
from commerce.usecases.deliveries import Asked, fan_out, make_try, try_first, wait_seconds
from commerce.usecases.delivery_sweeping import sweep
from tests.faults.memory_table import MemoryTable, record_of, row_of
from tests.faults.shop import done, opened
from tests.faults.wire import Called, GoodWire, ProcessDied
from tests.faults.world import TENANT, CrashLog, World

T = TypeVar("T")

WELL, SHAKY = "https://well.example.com/", "https://shaky.example.com/"
FAILURES = 3
"""Tries that the shaky endpoint refuses: at once, after five seconds and after five minutes."""
MOST_RECEIVES = 5
TASK_TRIES = 5
A_MINUTE = timedelta(minutes=1)
LASTS = timedelta(hours=2)


class Fate(Enum):
    """When a process dies: before what it calls is done, or after, so that nobody hears of it."""

    BEFORE = "before"
    AFTER = "after"


Plan = Mapping[int, Fate]
"""Which calls, counted from 1, cost their process its life."""


class Killing(GoodWire):
    """Counts calls, and kills whoever makes one of the plan's."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.calls = 0

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Make the call, unless its process is dead by then."""
        self.calls += 1
        fate = self.plan.get(self.calls)
        if fate is Fate.BEFORE:
            raise ProcessDied
        result = call()
        if fate is Fate.AFTER:
            raise ProcessDied
        return result


@dataclass
class PuttingTable(MemoryTable):
    """The memory table, and the writes that are the same however often they are made."""

    def put(self, records: Sequence[Record]) -> None:
        """One call for all; what arrives of it when its process dies is none or all."""

        def write() -> None:
            for record in records:
                row = row_of(record)
                self.rows[(row["pk"], row["sk"])] = row  # type: ignore[index]  # equal to a Key

        self.wire.carry(Called.DATABASE, write)


@dataclass
class Execution:
    """A schedule that waits."""

    asked: dict[str, Any]
    wakes_at: datetime
    tries: int = 0


@dataclass
class Infrastructure:
    """Stream, bus, queues and state machine: each keeps what it was given until a worker has finished with it."""

    world: World
    wire: Killing
    sweeps: bool = True
    read: int = 0
    """Changes of the table's stream that were worked off."""
    events: deque[tuple[str, int]] = field(default_factory=deque)
    tries: deque[tuple[str, int]] = field(default_factory=deque)
    """Messages, and how often each was handed out in vain."""
    executions: dict[str, Execution | None] = field(default_factory=dict)
    """By name; None: it has ended, and its name is taken for ever."""
    got: list[tuple[str, str, bytes]] = field(default_factory=list)
    """What endpoints received: where, `webhook-id` and body."""
    dead: list[str] = field(default_factory=list)
    sent_back: list[tuple[str, str, str]] = field(default_factory=list)

    # What workers call -------------------------------------------------------------------------------------------

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """The bus: its rule hands every event to the queue."""
        messages = [(json.dumps({"detail": json.loads(entry["Detail"])}), 0) for entry in entries]
        self.wire.carry(Called.PROCESSOR, lambda: self.events.extend(messages))
        return []

    def enqueue(self, messages: Sequence[Mapping[str, Any]], *, slow: bool) -> None:
        """The queues of tries, message by message; here one is like the other. slow: which of them."""
        for message in messages:
            text = json.dumps({**message, "slow": slow})
            self.wire.carry(Called.PROCESSOR, lambda text=text: self.tries.append((text, 0)))  # type: ignore[misc]

    def send_back(self, queue: str, body: str, replay_of: str) -> None:
        """A dead letter is in its queue again."""
        self.wire.carry(Called.PROCESSOR, lambda: self.sent_back.append((queue, body, replay_of)))

    def start(self, name: str, asked: Mapping[str, Any]) -> None:
        """Start an execution, once per name."""
        wakes_at = self.world.clock.at + timedelta(seconds=int(asked["waitSeconds"]))
        execution = Execution(dict(asked), wakes_at)
        self.wire.carry(Called.PROCESSOR, lambda: self.executions.setdefault(name, execution))

    def send(self, url: str, body: bytes, headers: Mapping[str, str], _: Reach) -> Outcome:
        """An endpoint: the shaky one refuses a few times."""

        def receive() -> Outcome:
            self.got.append((url, headers["webhook-id"], body))
            refused = url == SHAKY and sum(to == SHAKY for to, *_ in self.got) <= FAILURES
            return Outcome(20, 503) if refused else Outcome(20, 204)

        return self.wire.carry(Called.PROCESSOR, receive)

    # What calls workers ------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Let everything happen that would happen in two hours."""
        until = self.world.clock.at + LASTS
        while self.world.clock.at < until:
            self._work_off()
            self._wake()
            if not self._has_work():
                self.world.clock.at = min(self._next_moment(), until)
                self._sweep()

    def _has_work(self) -> bool:
        return bool(self.read < len(self.world.table.changes) or self.events or self.tries)

    def _next_moment(self) -> datetime:
        """A minute later, or when the next execution wakes up."""
        waking = [each.wakes_at for each in self.executions.values() if each is not None]
        return min([self.world.clock.at + A_MINUTE, *waking])

    def _work_off(self) -> None:
        with self._alive():
            self._publish()
        self.take(self.events, self._fan_out)
        self.take(self.tries, self._try)

    def _publish(self) -> None:
        changes = self.world.table.changes[self.read :]
        records = [_streamed(number, row) for number, row in enumerate(changes) if "outbox" in row]
        log: Any = CrashLog(self.world.crashes)
        parking: Any = None
        if records and publish(records, self.world.table, self, parking, log):
            return
        self.read += len(changes)

    def take(self, queue: deque[tuple[str, int]], work: Callable[[str], None]) -> None:
        """Hand out each message once; one that was not finished stays, until it has been taken too often."""
        for _ in range(len(queue)):
            body, receives = queue.popleft()
            finished = False
            with self._alive():
                work(body)
                finished = True
            if not finished:
                (self.dead.append(body) if receives + 1 >= MOST_RECEIVES else queue.append((body, receives + 1)))

    def _fan_out(self, body: str) -> None:
        detail = json.loads(body)["detail"]
        fan_out(Context(TENANT, self.world.runtime), detail["eventId"], detail["eventType"])

    def _try(self, body: str) -> None:
        try_first(Context(TENANT, self.world.runtime), Asked.of_message(json.loads(body)))

    def _wake(self) -> None:
        """Executions whose time has come. Waking up is counted as a call: an execution killed there is lost."""
        for name, execution in list(self.executions.items()):
            if execution is None or execution.wakes_at > self.world.clock.at:
                continue
            kept = False
            with self._alive():
                self.wire.carry(Called.PROCESSOR, lambda: None)
                kept = True
            self.executions[name] = self._task(execution) if kept else None

    def _task(self, execution: Execution) -> Execution | None:
        """The machine's task, tried again if its function dies; how the execution goes on, None if it ends."""
        for _ in range(TASK_TRIES):
            with self._alive():
                return self._retry(execution)
        return None

    def _retry(self, execution: Execution) -> Execution | None:
        ctx, asked = Context(TENANT, self.world.runtime), Asked.of_message(execution.asked)
        delivery = make_try(ctx, asked)
        if delivery is None or delivery.status is not WebhookEventStatus.PENDING or delivery.run != asked.run:
            return None
        wakes_at = self.world.clock.at + timedelta(seconds=wait_seconds(ctx, delivery))
        return Execution(Asked.next_of(TENANT, delivery).message(), wakes_at)

    def _sweep(self) -> None:
        if self.sweeps and self.world.falls_due():
            log: Any = CrashLog(self.world.crashes)
            with self._alive():
                sweep(self.world.runtime, log)

    def _alive(self) -> "Alive":
        return Alive()


class Alive:
    """A worker's process: its death, and a database that does not answer, end it and nothing else."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        """Whether that was the end of this process only."""
        return kind is not None and issubclass(kind, (ProcessDied, errors.Unavailable))


def _streamed(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """A change as Lambda hands it over."""
    image = record_of(dict(row)).to_dynamodb_dict()
    text = {
        name: {"B": b64encode(value["B"]).decode()} if isinstance(value.get("B"), bytes) else value
        for name, value in image.items()
    }
    return {"dynamodb": {"SequenceNumber": str(number), "NewImage": text}}


@cache
def with_endpoints() -> World:
    """The shop with two endpoints that are told of new orders."""
    world = opened()
    world.runtime.webhook_secret_for = lambda: "stack"
    world.runtime.resolve_for = lambda: lambda _: ("93.184.216.34",)
    for url in (WELL, SHAKY):
        command = CreateWebhookEndpoint.model_validate({"url": url, "subscribed_events": ["order.created"]})
        done(world, url, lambda ctx, command=command: webhook_endpoints.create(ctx, command), CREATED)  # type: ignore[misc]
    return world


def run(plan: Plan, *, sweeps: bool = True) -> tuple[int, list[str]]:
    """One course of things: how many calls the workers made, and what is broken in the end. sweeps: as it should."""
    world = with_endpoints().copy()
    world.table = PuttingTable(dict(world.table.rows))
    order = CreateOrder.model_validate({"line_items": [{"name": "Console", "unit_price_money": {"amount": 9_900}}]})
    done(world, "order", lambda ctx: order_creation.create(ctx, order), CREATED)
    wire = Killing(plan)
    stack = Infrastructure(world, wire, sweeps)
    world.put_on(wire)
    runtime = world.runtime
    runtime.webhook_secret_for = lambda: "stack"
    runtime.send_for = lambda: stack.send
    runtime.dispatch_for = lambda: stack
    stack.run()
    world.put_on(GoodWire())
    return wire.calls, list(_broken(stack))


def _broken(stack: Infrastructure) -> Iterator[str]:
    """The laws: everything was told, accepted, noted down and ended; nothing died with its message."""
    world = stack.world
    yield from world.crashes
    yield from (f"a dead letter: {body}" for body in stack.dead)
    events = [each for each in _events(world) if each.event_type == "order.created"]
    if len(events) != 1:
        yield f"{len(events)} events were recorded"
        return
    (event,) = events
    came = Counter(url for url, identity, _ in stack.got if identity == event.event_id)
    if len({(identity, body) for _, identity, body in stack.got}) != 1:
        yield "an event came in two forms"
    if came[WELL] < 1 or came[SHAKY] < FAILURES + 1:
        yield f"it came {dict(came)} times"
    for endpoint_id in _endpoint_ids(world):
        delivery = world.row(WebhookEvent, delivery_id(event.event_id, endpoint_id))
        if delivery is None or delivery.status is not WebhookEventStatus.SUCCEEDED:
            yield f"{endpoint_id}: {None if delivery is None else delivery.status}"


def _events(world: World) -> list[RecordedEvent]:
    rows = [key for key, row in world.table.rows.items() if row.get("kind") == "event"]
    return [world.row(RecordedEvent, key[0].rpartition("/")[2]) for key in rows]


def _endpoint_ids(world: World) -> list[str]:
    held = world.row(WebhookEndpoints, WEBHOOK_ENDPOINTS)
    return [endpoint.id for endpoint in held.endpoints]
