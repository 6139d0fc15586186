"""A shop whose real operations run in this process, behind a fault proxy, on the local database and processor."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import botocore.endpoint
import httpx
from aws_lambda_powertools import Logger
from botocore.retries.quota import RetryQuota

from commerce.context import Runtime
from commerce.domain import errors
from commerce.domain.activities import Activity
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.domain.dead_letters import dead_letter_id
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.ids import new_ulid
from commerce.domain.orders import Order
from commerce.domain.recorded_events import RecordedEvent
from commerce.edge.operation import Operation
from commerce.edge.publishing import keep as keep_events
from commerce.edge.registry import load_operations
from commerce.edge.respond import respond
from commerce.payments.stripe import StripeGateway
from commerce.store.keys import REQUEST_COUNT, placement_of
from commerce.store.record import Record
from commerce.store.store import TABLE as ROWS
from commerce.store.store import Store, entity_of
from commerce.usecases.billing_runs import bill_one, find
from commerce.usecases.dead_letters import Arrived, keep
from commerce.usecases.deliveries import Asked
from commerce.usecases.merchants import CreateMerchant, create
from commerce.usecases.sweeping import sweep
from local.aws import CREDENTIALS, REGION
from local.runtime import STANDIN_KEY, Ports
from local.runtime import Runtime as LocalRuntime
from tests.bench.stack import table_definition
from tests.clock import MovedClock
from tests.faults.proxy import FaultProxy, fault_proxy
from tests.receivers import Deliveries

Json = dict[str, Any]
Summary = Counter[tuple[object, ...]]

TABLE = Record.Meta.table_name
SIGNING_SECRET = "whsec_of_the_fault_programmes"
PUBLIC_ADDRESS = "93.184.215.14"
READ_TIMEOUT_SECONDS, SLOW_SECONDS = 0.12, 0.18
"""A twentieth of the time-out in the functions, so that a programme of thousands of runs ends; its proportions stay."""

SILENT = Logger(service="wire", level="CRITICAL")


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told: `data` holds the bytes of a success, `code` names a refusal."""

    status: int
    code: str = ""
    data: str = ""

    @property
    def done(self) -> bool:
        """True for a success."""
        return self.status < 300

    @property
    def unknown(self) -> bool:
        """True if it has to be repeated."""
        return self.status == 503 or self.code == errors.IdempotencyKeyInProgress.code


class Unstaffed(LocalRuntime):
    """The database and the card processor of the local runtime, without functions."""

    def _start(self) -> None:
        self.ports.require_free()
        self._start_standin()
        self._start_emulator()


class Backstage:
    """What lies behind all shops: the proxy, and the database and the processor as they are without it."""

    def __init__(self, local: LocalRuntime, proxy: FaultProxy) -> None:
        self.proxy = proxy
        self.database = local.aws.client("dynamodb")
        self.streams = local.aws.client("dynamodbstreams")
        self.processor = httpx.Client(base_url=local.stripe_base_url, auth=(STANDIN_KEY, ""), timeout=30)
        self.gateway = StripeGateway(STANDIN_KEY, local.stripe_base_url)
        self.tell("DELETE", "webhooks")

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """All operations by name."""
        return {operation.name: operation for operation in load_operations()}

    def tell(self, method: str, path: str, body: Json | None = None) -> Json:
        """Use the processor's control endpoints."""
        answer = self.processor.request(method, f"/_standin/{path}", json=body or {})
        return dict(answer.raise_for_status().json())

    def start_afresh(self) -> None:
        """An empty table, and a processor that knows nothing."""
        if TABLE in self.database.list_tables()["TableNames"]:
            self.database.delete_table(TableName=TABLE)
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
        self.database.create_table(TableName=TABLE, StreamSpecification=stream, **table_definition())
        self.tell("POST", "reset")

    def records(self) -> list[Record]:
        """Every row."""
        pages = self.database.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True)
        return [Record.from_raw_data(row) for page in pages for row in page["Items"]]

    def events(self) -> list[str]:
        """The type of every event that the table's stream carries."""
        arn = self.database.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
        shards = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        types: list[str] = []
        for shard in shards:
            asked = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
            place = self.streams.get_shard_iterator(**asked)["ShardIterator"]
            for record in self.streams.get_records(ShardIterator=place, Limit=1000)["Records"]:
                outbox = record["dynamodb"].get("NewImage", {}).get("outbox")
                types += [] if outbox is None else [entry["type"] for entry in json.loads(outbox["S"])]
        return types

    def money(self) -> Iterator[tuple[object, ...]]:
        """What the processor did."""
        for kind in ("payment_intents", "refunds"):
            listed = self.processor.get(f"/v1/{kind}", params={"limit": 100}).raise_for_status().json()["data"]
            yield from ((kind, item["status"], item["amount"]) for item in listed)


class Shop:
    """A merchant whose every request runs in a process of its own, as after a cold start."""

    def __init__(self, backstage: Backstage) -> None:
        self.backstage = backstage
        self.clock = MovedClock(datetime.now(UTC))
        self.offline = False
        self.deliveries = Deliveries()
        self.agent: dict[str, str] = {}
        backstage.start_afresh()
        self.merchant_id = create(self.runtime(), CreateMerchant(name="Shop")).merchant_id

    def runtime(self) -> Runtime:
        """A new process."""
        return Runtime(
            clock=self.clock,
            gateway_for=self._gateway,
            webhook_secrets_for=lambda: {"test": SIGNING_SECRET},
            pepper_for=lambda: "pepper",
            store_for=lambda tenant: Store(tenant, sleep=lambda _: None),
            webhook_secret_for=lambda: "pepper of webhooks",
            resolve_for=lambda: lambda _: (PUBLIC_ADDRESS,),
            dispatch_for=lambda: self.deliveries,
        )

    def _gateway(self, _: str) -> StripeGateway:
        if self.offline:
            raise errors.ProcessorUnavailable("The processor can't be reached.")
        return self.backstage.gateway

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(seconds=seconds)

    def call(self, name: str, body: Any = None, *, key: str | None, **path: str) -> Told:
        """Call an operation as API Gateway does. body: a string is sent as it is."""
        identity = {"merchantId": self.merchant_id, "mode": "test", "keyId": "key_1", "scopes": "*", **self.agent}
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        signature = {"stripe-signature": path.pop("signature")} if "signature" in path else {}
        event = {
            "headers": {"content-type": "application/json", **({"idempotency-key": key} if key else {}), **signature},
            "pathParameters": path,
            "queryStringParameters": {},
            "body": text,
            "requestContext": {"authorizer": {"lambda": {**identity, "settingsVersion": "1"}}},
        }
        answer = respond(self.backstage.operations[name], event, self.runtime())
        if answer["statusCode"] >= 300:
            return Told(answer["statusCode"], json.loads(answer["body"])["error"]["code"])
        data = answer["body"].partition('{"data":')[2].rpartition(',"requestId"')[0]
        return Told(answer["statusCode"], data=data or answer["body"])

    def done(self, name: str, body: Any = None, **path: str) -> Json:
        """Something that is done before the faults begin."""
        told = self.call(name, body, key=None, **path)
        assert told.done, (name, told)
        return dict(json.loads(told.data))

    def record(self, event_type: str, told: Json) -> None:
        """Let an event come into the list of past events. told: the resource."""
        event = RecordedEvent(
            event_id=f"evt_{new_ulid(self.clock.at)}",
            event_type=event_type,
            mode="test",
            merchant_id=self.merchant_id,
            created_at=self.clock.at,
            data=told,
            resource_id=told["id"],
        )
        keep_events(ROWS, [event])

    def dead_letter(self) -> str:
        """Let a first try of a webhook end as a dead letter; its id."""
        asked = Asked(self.merchant_id, "test", f"whep_{'0' * 26}", f"evt_{'0' * 26}", "order.created").message()
        letter = Arrived(
            source=DeadLetterSource.DELIVERIES,
            message_id="m1",
            sent_at=self.clock.at,
            body=json.dumps(asked),
            receive_count=5,
        )
        assert keep(self.runtime(), letter) is not None
        return dead_letter_id("m1", self.clock.at)

    def sweep(self) -> Told:
        """One run of the sweeper."""
        try:
            failed = sweep(self.runtime(), SILENT)["failed"]
        except errors.Unavailable as unavailable:
            return Told(unavailable.status, unavailable.code)
        return Told(503, "UNSETTLED") if failed else Told(200, data="swept")

    def bill(self) -> Told:
        """One run of billing."""
        runtime = self.runtime()
        try:
            errors_met = sum(bill_one(runtime, due, SILENT).errors for due in find(runtime))
        except errors.Unavailable as unavailable:
            return Told(unavailable.status, unavailable.code)
        return Told(503, "UNSETTLED") if errors_met else Told(200, data="billed")

    def summary(self) -> Summary:
        """What there is: rows, events and moved money, without what differs from run to run."""
        found: Summary = Counter(self.backstage.money())
        found.update(("event", kind) for kind in self.backstage.events())
        for record in self.backstage.records():
            if record.kind == REQUEST_COUNT:
                continue  # how often somebody asked is nothing that was done
            answered = None
            if record.kind == placement_of(IdempotencyRecord).kind:
                answered = entity_of(IdempotencyRecord, record).answered
            elif record.kind == "idempotency":
                continue
            found[record.kind, record.version, record.status, record.uses, record.due_pk is not None, answered] += 1
        return found

    def broken_trails(self) -> Iterator[str]:
        """Orders whose audit trail has a gap or does not add up to the balance."""
        records = self.backstage.records()
        orders = [entity_of(Order, record) for record in records if record.kind == placement_of(Order).kind]
        entries = [entity_of(Activity, record) for record in records if record.kind == placement_of(Activity).kind]
        for order in orders:
            trail = sorted((e for e in entries if e.order_id == order.id), key=lambda entry: entry.sequence)
            if [entry.sequence for entry in trail] != list(range(1, order.activity_count + 1)):
                yield f"{order.id} counts {order.activity_count} activities and has {len(trail)}"
            if sum(entry.balance_delta.amount for entry in trail) != order.balance:
                yield f"{order.id}: activities do not add up to {order.balance}"


@contextmanager
def backstage(home: Any) -> Iterator[Backstage]:
    """Start database, processor and proxy, and send this process's database calls through the proxy."""
    with Unstaffed(home=home, ports=Ports.free()) as local, fault_proxy(local.ports.aws, SLOW_SECONDS) as proxy:
        environment = {**CREDENTIALS, "AWS_DEFAULT_REGION": REGION, "AWS_ENDPOINT_URL": proxy.url}
        shortened = SimpleNamespace(time=time.time, sleep=lambda seconds: time.sleep(seconds / 100))
        with (
            patch.dict(os.environ, environment),
            patch.object(Record.Meta, "read_timeout_seconds", READ_TIMEOUT_SECONDS),
            patch.object(Record, "_connection", None),
            patch.object(botocore.endpoint, "time", shortened),  # the SDK's waits between its tries
            # Every run begins with the SDK's full quota of retries.
            patch.object(RetryQuota, "acquire", lambda *_: True),
        ):
            yield Backstage(local, proxy)
