"""A shop in this process: the real operations on moto's DynamoDB, with a clock and a card processor that obey tests."""

from __future__ import annotations

import hmac
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain.billing_runs import BillingCounts
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.domain.dead_letters import dead_letter_id
from commerce.edge.operation import Operation
from commerce.edge.publishing import publish
from commerce.edge.registry import load_operations
from commerce.edge.respond import respond
from commerce.store.keys import BILLING, Tenant
from commerce.store.store import TABLE as ROWS
from commerce.usecases import billing_runs
from commerce.usecases.authorization import identify
from commerce.usecases.dead_letters import Arrived, keep
from commerce.usecases.deliveries import Asked
from commerce.usecases.items import watch_stock
from commerce.usecases.merchants import CreateMerchant, create
from commerce.usecases.stripe_events import receive
from commerce.usecases.sweeping import sweep
from tests.clock import MovedClock
from tests.fake_gateway import FakeGateway
from tests.fakes import START, FakeBus, FakeParking, Mailbox, PatientStore
from tests.receivers import Deliveries, Receivers
from tests.table import Table
from tests.tax_service import FakeTaxService

Json = dict[str, Any]

WALK_THROUGH = (9900, 2900)
SIGNING_SECRET = "whsec_test"
PEPPER = "pepper"
WEBHOOK_SECRET = "pepper of webhooks"
PUBLIC_ADDRESS = "93.184.215.14"
LOG = Logger(service="shop")


@dataclass(frozen=True)
class Answer:
    """What an operation answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Json:
        """The whole envelope."""
        return dict(json.loads(self.text))

    @property
    def data(self) -> Any:
        """What was asked for. Fails the test if it was refused."""
        assert self.status < 300, self.text[:600]
        return self.body["data"]

    @property
    def data_text(self) -> str:
        """The bytes of `data`, as they were sent."""
        assert self.status < 300, self.text[:600]
        return self.text.partition('{"data":')[2].rpartition(',"requestId"')[0]

    @property
    def error(self) -> Json:
        """Why it was refused. Fails the test if it was not."""
        assert self.status >= 400, self.text[:600]
        return dict(self.body["error"])

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and code of a refusal."""
        return self.status, self.error["code"]

    @property
    def wrong_fields(self) -> set[str]:
        """The fields that a refusal names."""
        return {field["field"] for field in self.error["remediation"]["missingOrInvalidFields"]}


@cache
def operations() -> Mapping[str, Operation]:
    """All operations by name."""
    return {operation.name: operation for operation in load_operations()}


class World:
    """The table, the clock and the processor; shops live in it."""

    def __init__(self) -> None:
        self.table = Table()
        self.clock = MovedClock(START)
        self.gateway = FakeGateway(self.clock)
        self.tax_service = FakeTaxService()
        self.bus = FakeBus()
        self.parking = FakeParking()
        PatientStore.interruptions = deque()
        self.addresses: dict[str, tuple[str, ...]] = {}
        self.receivers = Receivers()
        self.deliveries = Deliveries()
        self.mailer = Mailbox()
        self.delivered: set[str] = set()
        self.runtime = self.new_process()

    def new_process(self) -> Runtime:
        """A process that knows nothing yet."""
        return Runtime(
            clock=self.clock,
            gateway_for=lambda _: self.gateway,
            quote_taxes_for=lambda _: self.tax_service.quote,
            store_for=PatientStore,
            webhook_secrets_for=lambda: {"test": SIGNING_SECRET},
            pepper_for=lambda: PEPPER,
            webhook_secret_for=lambda: WEBHOOK_SECRET,
            resolve_for=lambda: self.resolve,
            send_for=lambda: self.receivers,
            mailer_for=lambda: self.mailer,
            dispatch_for=lambda: self.deliveries,
            webhooks_to_loopback=False,
        )

    def shop(self, **terms: Any) -> Shop:
        """Open a shop: a merchant with 8 % tax and the coupon LAUNCH20."""
        merchant = create(self.runtime, CreateMerchant(name="Shop", **terms))
        return Shop(self, merchant.merchant_id, merchant.api_key, merchant.read_only_api_key)

    def before_next_write(self, *happenings: Callable[[], object]) -> None:
        """Let something happen just before each of the next writes, as another process would do it."""
        PatientStore.interruptions.extend(happenings)

    def hear(self, kind: str, identity: str) -> None:
        """Let the processor send a signed event about one of its objects."""
        stamp, about = int(self.clock.now().timestamp()), {"object": kind, "id": identity}
        body = json.dumps({"id": f"evt_{identity}", "type": f"{kind}.updated", "data": {"object": about}})
        digest = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.{body}".encode(), "sha256").hexdigest()
        receive(self.runtime, body.encode(), f"t={stamp},v1={digest}")

    def publish(self) -> list[str]:
        """Give every row to the publisher, as the stream does with those that changed; what is to be sent again."""
        return publish(self.table.streamed(), ROWS, self.bus, self.parking, LOG)

    def deliver(self) -> int:
        """Let all new events reach their webhooks for the first time; how many tries that took."""
        self.spread()
        return self.deliveries.work(self.runtime)

    def spread(self) -> None:
        """Let all new events reach the queues of those who want them."""
        self.bus.taken.clear()
        self.publish()
        events = [json.loads(entry["Detail"]) for entry in self.bus.taken]
        new = [event for event in events if event["eventId"] not in self.delivered]
        self.delivered |= {event["eventId"] for event in new}
        self.deliveries.fan_out(self.runtime, new)

    def wait(self) -> list[int]:
        """Let all schedules of retries run to their end; the seconds that were waited."""
        return self.deliveries.wait(self.runtime, lambda seconds: self.clock.advance(seconds=seconds))

    def resolve(self, host: str) -> tuple[str, ...]:
        """Every host has an address on the internet, unless a test gives it others."""
        return self.addresses.get(host, (PUBLIC_ADDRESS,))

    def sweep(self) -> dict[str, int]:
        """Run the sweeper once."""
        return sweep(self.runtime, LOG)

    def next_due(self) -> datetime | None:
        """When the next subscription falls due, of all shops."""
        moments = [row["due_at"]["S"] for row in self.table.rows() if row.get("due_pk", {}).get("S", "")[:7] == BILLING]
        return min(map(datetime.fromisoformat, moments), default=None)

    def bill(self) -> BillingCounts:
        """Bill what is due, until nothing more is."""
        counts = BillingCounts()
        while due := billing_runs.find(self.runtime):
            done = [billing_runs.bill_one(self.runtime, each, LOG) for each in due]
            counts = reduce(BillingCounts.plus, done, counts)
            if all(each == BillingCounts() or each.errors for each in done):
                return counts
        return counts


@dataclass
class Shop:
    """A merchant's keys, and the API."""

    world: World
    merchant_id: str
    api_key: str | None
    read_only_api_key: str

    def with_key(self, api_key: str | None) -> Shop:
        """The same API, asked with another key."""
        return Shop(self.world, self.merchant_id, api_key, self.read_only_api_key)

    def call(
        self,
        name: str,
        body: Any = None,
        *,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **path: str,
    ) -> Answer:
        """Call an operation as API Gateway does, behind the authorizer. body: a string is sent as it is."""
        sent = {"content-type": "application/json", **({"idempotency-key": key} if key else {}), **(headers or {})}
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        event = {
            "headers": sent,
            "pathParameters": path,
            "queryStringParameters": dict(query or {}),
            "body": text,
            "requestContext": {"authorizer": {"lambda": identify(self.world.runtime, self.api_key)}},
        }
        response = respond(operations()[name], event, self.world.runtime)
        return Answer(response["statusCode"], response["headers"], response["body"])

    def order(self, *amounts: int, **fields: Any) -> Json:
        """Make an order with a line per amount; without amounts, that of the walk-through."""
        body = {"lineItems": lines(*(amounts or WALK_THROUGH)), **fields}
        return dict(self.call("orders.create", body).data)

    def read(self, order_id: str) -> Json:
        """Read an order."""
        return dict(self.call("orders.get", order_id=order_id).data)

    def pay(self, order_id: str, token: str = "tok_visa", key: str | None = None) -> Answer:
        """Pay an order with a token."""
        return self.call("orders.pay", {"paymentSourceToken": token}, key=key, order_id=order_id)

    def paid_order(self, *amounts: int, **fields: Any) -> Json:
        """Make an order and pay it."""
        return dict(self.pay(self.order(*amounts, **fields)["id"]).data)

    def refund(self, order_id: str, amount: int | None = None, key: str | None = None) -> Answer:
        """Refund an amount, or all that is left."""
        wanted = {} if amount is None else {"amountMoney": {"amount": amount}}
        return self.call("refunds.create", {"orderId": order_id, **wanted}, key=key)

    def coupon(self, code: str, **terms: Any) -> Json:
        """Make a coupon, of 10 % unless the terms say otherwise."""
        terms = terms if "amountOffMoney" in terms else {"percentOff": "10", **terms}
        return dict(self.call("coupons.create", {"name": code.title(), "couponCode": code, **terms}).data)

    def customer(self, **fields: Any) -> Json:
        """Make a customer."""
        return dict(self.call("customers.create", {"name": "Ada Lovelace", **fields}).data)

    def card(self, customer_id: str, token: str = "tok_visa") -> Json:
        """Save a card."""
        body = {"customerId": customer_id, "paymentSourceToken": token}
        return dict(self.call("paymentMethods.create", body).data)

    def item(self, amount: int = 9900, **fields: Any) -> Json:
        """Put an item into the catalog."""
        body = {"name": "Console", "unitPriceMoney": {"amount": amount}, "quantityAvailable": 10, **fields}
        return dict(self.call("items.create", body).data)

    def order_of(self, item: Json, quantity: int = 1, **fields: Any) -> Json:
        """Make an order of an item."""
        body = {"lineItems": [{"itemId": item["id"], "quantity": quantity}], **fields}
        return dict(self.call("orders.create", body).data)

    def watch(self, item_id: str) -> None:
        """What the table's stream does with a change of a watched item."""
        watch_stock(Context(Tenant(self.merchant_id, "test"), self.world.runtime), item_id)

    def invoice(self, *amounts: int, **fields: Any) -> Json:
        """Draft an invoice of lines at these prices, or of an order that the fields name; it has a recipient."""
        body = {"recipientEmail": "ada@example.com", **fields}
        if not body.keys() & {"orderId", "lineItems"}:
            body["lineItems"] = [
                {"name": "Work", "unitPriceMoney": {"amount": amount}} for amount in amounts or (9900,)
            ]
        return dict(self.call("invoices.create", body).data)

    def carded_customer(self, token: str = "tok_visa", **terms: Any) -> Json:
        """Make a customer with a saved card."""
        customer = self.customer(**terms)
        self.card(customer["id"], token)
        return customer

    def subscription(self, **terms: Any) -> Json:
        """Subscribe a new customer, whose card is good, to a new monthly plan of 29.00."""
        named = {"planId": terms.pop("planId", None) or self.plan()["id"]}
        named["customerId"] = terms.pop("customerId", None) or self.carded_customer()["id"]
        return dict(self.call("subscriptions.create", {**named, **terms}).data)

    def payment_link(self, *amounts: int, **fields: Any) -> Json:
        """Make a payment link for lines at these prices, or as the fields say."""
        if not {"mode", "lineItems"} & fields.keys():
            prices = enumerate(amounts or (2000,))
            fields["lineItems"] = [{"name": f"Thing {n}", "unitPriceMoney": {"amount": each}} for n, each in prices]
        return dict(self.call("paymentLinks.create", {"name": "Workshop", **fields}).data)

    def checkout(self, *amounts: int, **fields: Any) -> Json:
        """Open a checkout session for lines at these prices, or for an order that the fields name."""
        if "orderId" not in fields:
            lines = [
                {"name": f"Thing {n}", "unitPriceMoney": {"amount": each}} for n, each in enumerate(amounts or (9900,))
            ]
            fields = {"lineItems": lines, **fields}
        return dict(self.call("checkoutSessions.create", fields).data)

    def plan(self, amount: int = 2900, **terms: Any) -> Json:
        """Make a plan of one line, monthly unless the terms say otherwise."""
        line = {"name": "Pro", "unitPriceMoney": {"amount": amount}}
        body = {"name": "Pro", "billingInterval": "monthly", "lineItems": [line], **terms}
        return dict(self.call("plans.create", body).data)

    def webhook(self, *event_types: str, **fields: Any) -> Json:
        """Register an endpoint for these types of events, or for all."""
        body = {"url": "https://hooks.example.com/flint", "subscribedEvents": list(event_types or ("*",)), **fields}
        return dict(self.call("webhookEndpoints.create", body).data)

    def dead_letter(self, message_id: str = "m1", **terms: Any) -> str:
        """Let a first try of the shop's end as a dead letter; its id."""
        asked = Asked(self.merchant_id, "test", f"whep_{'0' * 26}", f"evt_{'0' * 26}", "order.created").message()
        told: Json = {"source": DeadLetterSource.DELIVERIES, "body": json.dumps(asked), "receive_count": 5, **terms}
        arrived = Arrived(message_id=message_id, sent_at=self.world.clock.now(), **told)
        assert keep(self.world.runtime, arrived) is not None
        return dead_letter_id(message_id, arrived.sent_at)

    def activities(self, order_id: str) -> list[Json]:
        """An order's audit trail, the first thing first."""
        page = self.call("orders.listActivities", query={"pageSize": "100"}, order_id=order_id)
        return list(reversed(page.data))


def lines(*amounts: int) -> list[Json]:
    """A line of one unit per amount."""
    return [{"name": f"Thing {n}", "unitPriceMoney": {"amount": amount}} for n, amount in enumerate(amounts, 1)]


def net(order: Json) -> dict[str, int]:
    """An order's net amounts as integers, by their names without `Money`."""
    return {name.removesuffix("Money"): money["amount"] for name, money in order["netAmounts"].items()}


def actions(order: Json) -> set[str]:
    """What an order says may be done to it."""
    return {offer["action"] for offer in order["availableActions"]}
