"""A world for the real use cases: a table, a processor and a clock in memory, and clients that remember all answers."""

import hashlib
import hmac
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any, cast

from commerce.context import SETTINGS, Context, RequestTerms, Runtime
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.ids import RANDOM_BITS, encode
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.payments import PaymentIntent
from commerce.domain.settings import Settings
from commerce.payments.gateway import Gateway
from commerce.store.keys import Key, Tenant, idempotency_name, key_of
from commerce.store.store import Store, entity_of
from commerce.usecases import (
    captures,
    coupons,
    customer_deletion,
    manual_payments,
    order_creation,
    orders,
    payment_intents,
    payment_methods,
    payments,
    refunds,
    stripe_events,
    sweeping,
)
from commerce.usecases.commit import OK, Replayed
from tests.clock import MovedClock
from tests.faults.clients import Answer, Request
from tests.faults.memory_table import MemoryTable, record_of
from tests.faults.processor import Processor
from tests.faults.wire import GoodWire, ProcessDied, Wire

TENANT = Tenant("mer_0000000000000000000000TEST", "test")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)

API_LIFE = timedelta(seconds=28)
SWEEPER_LIFE = timedelta(seconds=55)
"""How long the template lets functions run: a process does not outlive it, whatever it waits for."""

LATEST = timedelta(minutes=15)
"""How long a call may still be under way when its process is gone: no socket and no queue holds it longer."""

CRASHED = 500
KINDS = {"re_": "refund", "seti_": "setup_intent"}
"""What an event of the processor's is about, by the beginning of its id."""
SIGNING_SECRET = "whsec_of_the_fault_programmes"


@dataclass
class CrashLog:
    """A worker's log, of which only crashes are kept."""

    crashes: list[str]

    def warning(self, *_: object, **__: object) -> None:
        """Forget it."""

    def exception(self, *_: object, **__: object) -> None:
        """Keep it: a worker never crashes."""
        self.crashes.append(f"worker: {sys.exc_info()[1]!r}")


@dataclass(frozen=True)
class UseCases:
    """The modules under test: the real ones, or a changed copy of one of them."""

    order_creation: ModuleType = order_creation
    orders: ModuleType = orders
    payments: ModuleType = payments
    manual_payments: ModuleType = manual_payments
    payment_intents: ModuleType = payment_intents
    captures: ModuleType = captures
    refunds: ModuleType = refunds
    coupons: ModuleType = coupons
    payment_methods: ModuleType = payment_methods
    customer_deletion: ModuleType = customer_deletion
    sweeping: ModuleType = sweeping
    stripe_events: ModuleType = stripe_events
    charge_window: Callable[[PaymentIntent], tuple[datetime, datetime]] = lambda intent: intent.charge_window


@dataclass
class Working:
    """A process at work on a request.

    known: whether its key had a record when it began, or when the table last told it how things stand.
    """

    key: str
    known: bool


WORKING: ContextVar[Working] = ContextVar("WORKING")
"""Each greenlet has its own."""


@dataclass
class Late:
    """A call whose process is gone; it takes effect when it arrives. `at_share`: where within its delay."""

    call: Callable[[], object]
    sent_at: datetime
    at_share: float

    @property
    def arrives_at(self) -> datetime:
        """When it takes effect if nothing makes it arrive before."""
        return self.sent_at + LATEST * self.at_share

    def arrive(self, world: "World", at: datetime) -> None:
        """Take effect at this moment; nobody hears the reply."""
        world.late.remove(self)
        world.clock.at = max(world.clock.at, at)
        with suppress(Exception):
            self.call()


class World:
    """Everything there is. `use_cases`: the code under test."""

    def __init__(self) -> None:
        self.use_cases = UseCases()
        self.clock = MovedClock(START)
        self.table = MemoryTable()
        self.processor = Processor(self.clock)
        self.requests: dict[str, Request] = {}
        self.crashes: list[str] = []
        self.late: list[Late] = []
        self._ids = 0
        self._events = 0
        self.runtime = self._runtime()

    def _runtime(self) -> Runtime:
        return Runtime(
            clock=self.clock,
            gateway_for=lambda _: cast(Gateway, self.processor),  # all of it but what reconciliation asks
            store_for=lambda tenant: Store(tenant, self.table, sleep=lambda _: None),
            new_id=self.new_id,
            webhook_secrets_for=lambda: {TENANT.mode: SIGNING_SECRET},
        )

    def copy(self, use_cases: UseCases | None = None) -> "World":
        """The same world at this moment, on a wire of its own and perhaps under changed code."""
        other = copy(self)
        other.use_cases = use_cases or self.use_cases
        wire = GoodWire()
        other.clock = MovedClock(self.clock.at)
        other.table = MemoryTable(dict(self.table.rows), list(self.table.changes), wire)
        kept = self.processor
        other.processor = Processor(
            other.clock,
            wire,
            {name: copy(payment) for name, payment in kept.payments.items()},
            {name: copy(refund) for name, refund in kept.refunds.items()},
            dict(kept.keys),
            charges_by_intent=dict(kept.charges_by_intent),
            customers=dict(kept.customers),
            cards=dict(kept.cards),
            setups={name: copy(setup) for name, setup in kept.setups.items()},
            charge_window=other.use_cases.charge_window,
        )
        other.table.asked = other.told_process
        other.requests = {}
        other.crashes = []
        other.late = []
        other.runtime = other._runtime()
        other.runtime.settings.update(self.runtime.settings)
        return other

    def put_on(self, wire: Wire) -> None:
        """From now on, calls go over this wire."""
        self.table.wire = self.processor.wire = wire

    def new_id(self, prefix: str, at: datetime) -> str:
        """Ids that are the same in every run."""
        self._ids += 1
        return f"{prefix}_{encode((int(at.timestamp() * 1000) << RANDOM_BITS) + self._ids)}"

    def row(self, entity: type[Any], name: str) -> Any:
        """An entity as it is stored, read past the wire; None if it is not there."""
        row = self.table.rows.get(key_of(TENANT, name))
        return None if row is None else entity_of(entity, record_of(row))

    def context(self, key: str | None) -> Context:
        """A request's context, as the edge makes it."""
        settings: Settings | None = self.row(Settings, SETTINGS)
        terms = RequestTerms() if key is None else RequestTerms(key, f"input of {key}", f"input of {key}")
        version = None if settings is None else settings.version
        return Context(
            TENANT, self.runtime, actor="key_of_test", settings_version=version, request=terms, clock_offset_seconds=0
        )

    def ask(self, key: str, operation: Callable[[Context], Shape], status: int = OK) -> Answer | None:
        """Send a request, for the first time or again. None: the process died, so nobody was answered."""
        request = self.requests.setdefault(key, Request(key, operation, status))
        request.first_sent_at = request.first_sent_at or self.clock.now()
        return self.send(request)

    def send(self, request: Request) -> Answer | None:
        """One process that works on a request."""
        working = Working(request.key, known=self.remembers(request.key))
        WORKING.set(working)
        try:
            shape = request.operation(self.context(request.key))
            answer = Answer(request.key, request.status, "", shape, working.known)
        except Replayed as first:
            answer = _replayed(request.key, first, known=working.known)
        except errors.FlintError as refusal:
            answer = Answer(request.key, refusal.status, refusal.code, None, working.known)
        except ProcessDied:
            return None
        except Exception as crash:  # noqa: BLE001 (the edge answers 500: never right)
            self.crashes.append(f"{request.key}: {type(crash).__name__}: {crash}")
            answer = Answer(request.key, CRASHED, "INTERNAL_ERROR", None, working.known)
        request.answers.append(replace(answer, kept=request.keeps(self.clock.at)))
        return answer

    def sweep(self) -> None:
        """One run of the sweeper; a run that would find nothing is left out."""
        if not self.falls_due():
            return
        try:
            self.use_cases.sweeping.sweep(self.runtime, CrashLog(self.crashes))
        except (ProcessDied, errors.Unavailable):
            return
        except Exception as crash:  # noqa: BLE001 (the worker's run fails: never right)
            self.crashes.append(f"sweeper: {type(crash).__name__}: {crash}")

    def hear(self, object_id: str) -> bool:
        """The processor sends a signed event about one of its objects. False: it has to send it again."""
        self._events += 1
        kind = next((kind for start, kind in KINDS.items() if object_id.startswith(start)), "payment_intent")
        about = {"object": kind, "id": object_id}
        event = {"id": f"evt_{self._events}", "type": f"{kind}.updated", "data": {"object": about}}
        body = json.dumps(event).encode()
        try:
            self.use_cases.stripe_events.receive(self.runtime, body, _signed(body, self.clock.at))
        except (ProcessDied, errors.Unavailable):
            return False
        except Exception as crash:  # noqa: BLE001 (the edge answers 500: never right)
            self.crashes.append(f"event: {type(crash).__name__}: {crash}")
        return True

    def record(self, key: str) -> IdempotencyRecord | None:
        """What is remembered of a key."""
        record: IdempotencyRecord | None = self.row(IdempotencyRecord, idempotency_name(key))
        return record

    def advance(self, by: timedelta) -> None:
        """Time passes. Calls that outlived their process arrive meanwhile, or never."""
        until = self.clock.at + by
        for late in sorted(self.late, key=lambda late: late.arrives_at):
            if late.arrives_at <= until:
                late.arrive(self, late.arrives_at)
        self.clock.at = until

    def tell_of_returned_refunds(self) -> None:
        """The processor tells of refunds that a bank returned, until Flint has taken the event."""
        for name, returned in self.processor.refunds.items():
            if not returned.told and self.processor.refund_status(returned) is RefundStatus.FAILED:
                returned.told = self.hear(name)

    def falls_due(self) -> bool:
        """Whether the sweeper would find anything now."""
        now = self.clock.at.isoformat()
        return any(row["due_at"] <= now for row in self.table.rows.values() if "due_at" in row)

    def remembers(self, key: str) -> bool:
        """Whether a key has a record that will not expire while a process works."""
        row = self.table.rows.get(key_of(TENANT, idempotency_name(key)))
        return row is not None and bool(row["expires_at"] > (self.clock.at + API_LIFE).timestamp())

    def told_process(self) -> None:
        """The table has told a process how things stand: what it decides now, it decides knowing of its key."""
        working = WORKING.get(None)
        if working is not None:
            working.known = working.known or self.remembers(working.key)

    def due(self) -> list[Key]:
        """Rows that the sweeper still has to look at, now or later."""
        return [key for key, row in self.table.rows.items() if "due_pk" in row]


def _signed(body: bytes, at: datetime) -> str:
    stamp = int(at.timestamp())
    digest = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def _replayed(key: str, first: Replayed, *, known: bool) -> Answer:
    if isinstance(first.answer, Refusal):
        refusal = errors.payment_refusal(first.answer.code, first.answer.message)
        return Answer(key, refusal.status, refusal.code, None, known)
    return Answer(key, first.status, "", first.answer, known)
