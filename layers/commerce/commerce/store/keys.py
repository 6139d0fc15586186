"""The data model: for every entity its keys, its indexes and what of it is an attribute.

| entity            | pk                       | sk         | by_created | by_status | by_customer | due       |
|-------------------|--------------------------|------------|------------|-----------|-------------|-----------|
| Order             | T/ord_…                  | .          | T/order    | T/order/S | T/order/cus |           |
| Activity          | T/ord_…                  | activity/n |            |           |             |           |
| PaymentIntent     | T/pi_…                   | .          | T/payment… | T/…/S     | T/…/cus     | attempt/n |
| Refund            | T/ref_…                  | .          | T/refund   | T/…/S     | T/…/cus     | attempt/n |
| Coupon            | T/cpn_…                  | .          | T/coupon   |           |             |           |
| Coupon (its code) | T/coupon_code/CODE       | .          |            |           |             |           |
| CouponUse         | T/coupon_use/cpn_…/cus_… | .          |            |           |             |           |
| IdempotencyRecord | T/idempotency/KEY        | .          |            |           |             |           |
| Item              | T/item_…                 | .          | T/item     | T/…/S     |             |           |
| InventoryChange   | T/item_…                 | change/n   |            |           |             |           |
| UniqueName        | T/unique/KIND/NAME       | .          |            |           |             |           |
| PaymentMethod     | T/pm_…                   | .          | T/payment… | T/…/S     | T/…/cus     | attempt/n |
| Customer          | T/cus_…                  | .          | T/customer | T/…/S     |             | attempt/n |
| Invoice           | T/inv_…                  | .          | T/invoice  | T/…/S     | T/…/cus     | attempt/n |
| CheckoutSession   | T/cs_…                   | .          | T/checkou… | T/…/S     | T/…/cus     | attempt/n |
| PaymentLink       | T/pl_…                   | .          | T/payment… | T/…/S     |             |           |
| InvoiceMail       | T/invoice_mail/evt_…     | .          |            |           |             |           |
| InvoiceCounter    | T/invoice_counter        | .          |            |           |             |           |
| CreditNote        | T/cn_…                   | .          | T/credit_… | T/…/S     | T/…/cus     |           |
| CreditNoteCounter | T/credit_note_counter    | .          |            |           |             |           |
| StripeEvent       | stripe/<mode>/evt_…      | .          |            |           |             | attempt/n |
| Settings          | T/settings               | .          | settings   |           |             |           |
| ApiKey            | T/key_…                  | .          | T/api_key  |           |             |           |
| Plan              | T/plan_…                 | .          | T/plan     | T/plan/S   |             |           |
| RecordedEvent     | T/evt_…                  | .          | T/event    | T/…/type  | T/…/its id  |           |
| WebhookEndpoints  | T/webhook_endpoints      | .          |            |           |             |           |
| Subscription      | T/sub_…                  | .          | T/subscr…  | T/…/S      | T/…/cus     | billing/n |
| BillingCycle      | T/sub_…                  | cycle/n    |            |            |             |           |
| BillingRun        | T/run_…                  | .          | T/billing… |            |             |           |
| EndpointHealth    | T/webhook_health/whep_…  | .          |            |           |             |           |
| WebhookEvent      | T/whev_…                 | .          | T/webhook… | T/…/S     | T/…/whep_…  | webhook/n |
| DeadLetter        | T/dlt_…                  | .          | T/dead_l…  | T/…/S     | T/…/source  |           |
| Confirmation      | T/confirmation/REQUEST   | .          | T/confirm… | T/…/S     |             |           |
| request counter   | T/rate/key_…/window      | .          |            |           |             |           |
| KeySpending       | T/spending/key_…/day     | .          |            |           |             |           |

T is `<merchant>/<mode>`: a key of one merchant or mode can't even name a row of another. S is the status.
A coupon stands twice, under its id and under its code, both written in one transaction: either is one read.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple
from zlib import crc32

from commerce.domain.entity import Shape

INVOICE_COUNTER = "invoice_counter"
"""The row that counts issued invoices."""

CREDIT_NOTE_COUNTER = "credit_note_counter"
"""The row that counts issued credit notes."""

ITSELF = "."
"""The sort key of an entity's own row."""

ATTEMPTS, BILLING, WEBHOOKS = "attempt", "billing", "webhook"
"""What falls due, by the worker that looks after it."""

DUE_SHARDS: Mapping[str, int] = {ATTEMPTS: 4, BILLING: 16, WEBHOOKS: 4}
"""What falls due is spread over so many index partitions each; its worker reads all of them."""


class Key(NamedTuple):
    """The primary key of a row."""

    pk: str
    sk: str


class Tenant(NamedTuple):
    """A merchant in one mode: the beginning of every key of theirs."""

    merchant_id: str
    mode: str

    def __str__(self) -> str:
        return f"{self.merchant_id}/{self.mode}"

    @classmethod
    def of_key(cls, pk: str) -> "Tenant":
        """The tenant whose row this is."""
        merchant_id, mode, _ = pk.split("/", 2)
        return cls(merchant_id, mode)


def _own_id(entity: Any) -> str:
    identity: str = entity.id
    return identity


class Placement(NamedTuple):
    """Where an entity stands. `name`: of its partition below the tenant. `listed`: whether lists find it."""

    kind: str
    name: Callable[[Any], str] = _own_id
    sk: Callable[[Any], str] = lambda _: ITSELF
    named: Callable[[str], str] = lambda identity: identity
    """The partition, by the entity's id alone."""
    listed: bool = False
    across_tenants: bool = False
    """Listed for all tenants together, for workers; no tenant's list finds it."""
    by_status: bool = False
    status: Callable[[Any], str | None] = lambda entity: getattr(entity, "status", None)
    """What lists by status find it by."""
    counts_uses: bool = False
    """Its uses are an attribute that updates count, apart from the document."""
    counts_stock: bool = False
    """So is its stock."""
    customer: Callable[[Any], str | None] = lambda _: None
    """Whose it is; of an event, what it is about."""
    due_at: Callable[[Any], datetime | None] = lambda _: None
    attributes: Callable[[Any], dict[str, Any]] = lambda _: {}
    due_queue: str = ATTEMPTS


DOMAIN = "commerce.domain."

# By name, so that a function loads only those entities that it works with.
PLACEMENTS: Mapping[str, Placement] = {
    "orders.Order": Placement("order", listed=True, by_status=True, customer=lambda order: order.customer_id),
    "activities.Activity": Placement(
        "activity",
        name=lambda activity: activity.order_id,
        sk=lambda activity: activity_sk(activity.sequence),
    ),
    "payments.PaymentIntent": Placement(
        "payment_intent",
        listed=True,
        by_status=True,
        customer=lambda intent: intent.customer_id,
        due_at=lambda intent: intent.due_at,
    ),
    "refunds.Refund": Placement(
        "refund",
        listed=True,
        by_status=True,
        customer=lambda refund: refund.customer_id,
        due_at=lambda refund: refund.due_at,
    ),
    "coupons.Coupon": Placement(
        "coupon",
        listed=True,
        counts_uses=True,
        attributes=lambda coupon: {
            "uses": coupon.uses,
            "max_uses": coupon.max_uses,
            "status": coupon.set_status.value,
        },
    ),
    "coupons.CouponUse": Placement(
        "coupon_use",
        name=lambda use: f"coupon_use/{use.coupon_id}/{use.customer_id}",
        counts_uses=True,
        attributes=lambda use: {"uses": use.uses},
    ),
    "idempotency.IdempotencyRecord": Placement(
        "idempotency",
        name=lambda record: f"idempotency/{record.key}",
        attributes=lambda record: {"expires_at": int(record.expires_at.timestamp())},
    ),
    "items.Item": Placement(
        "item",
        listed=True,
        by_status=True,
        counts_stock=True,
        attributes=lambda item: {
            "quantity": item.quantity_available,
            "enforced": item.enforce_inventory_limit if item.counted else None,
            "low_at": item.low_stock_threshold if item.counted else None,
        },
    ),
    "items.InventoryChange": Placement(
        "inventory_change", name=lambda change: change.item_id, sk=lambda change: inventory_change_sk(change.sequence)
    ),
    "unique_names.UniqueName": Placement("unique_name", name=lambda unique: unique_name(unique.kind, unique.name)),
    "payment_methods.PaymentMethod": Placement(
        "payment_method",
        listed=True,
        by_status=True,
        customer=lambda method: method.customer_id,
        due_at=lambda method: method.due_at,
    ),
    "customers.Customer": Placement(
        "customer", listed=True, by_status=True, due_at=lambda customer: customer.forget_due_at
    ),
    "invoices.Invoice": Placement(
        "invoice",
        listed=True,
        by_status=True,
        customer=lambda invoice: invoice.customer_id,
        due_at=lambda invoice: invoice.next_date_at,
    ),
    "checkout_sessions.CheckoutSession": Placement(
        "checkout_session",
        listed=True,
        by_status=True,
        customer=lambda session: session.customer_id,
        due_at=lambda session: session.due_at,
    ),
    "payment_links.PaymentLink": Placement(
        "payment_link",
        listed=True,
        by_status=True,
        counts_uses=True,
        attributes=lambda link: {"uses": link.uses, "max_uses": link.max_completions},
    ),
    "invoice_mails.InvoiceMail": Placement(
        "invoice_mail",
        name=lambda mail: invoice_mail_name(mail.id),
        attributes=lambda mail: {"expires_at": int(mail.expires_at.timestamp())},
    ),
    "document_numbers.InvoiceCounter": Placement("invoice_counter", name=lambda _: INVOICE_COUNTER),
    "credit_notes.CreditNote": Placement(
        "credit_note", listed=True, by_status=True, customer=lambda note: note.customer_id
    ),
    "credit_notes.CreditNoteCounter": Placement("credit_note_counter", name=lambda _: CREDIT_NOTE_COUNTER),
    "stripe_events.StripeEvent": Placement(
        "stripe_event",
        due_at=lambda event: event.due_at,
        attributes=lambda event: {"expires_at": int(event.expires_at.timestamp())},
    ),
    "settings.Settings": Placement("settings", name=lambda _: "settings", listed=True, across_tenants=True),
    "api_keys.ApiKey": Placement("api_key", listed=True),
    "confirmations.Confirmation": Placement(
        "confirmation",
        name=lambda confirmation: confirmation_name(confirmation.id),
        named=lambda identity: confirmation_name(identity),  # noqa: PLW0108 (it is defined further down)
        listed=True,
        by_status=True,
        attributes=lambda confirmation: {"expires_at": int(confirmation.kept_until.timestamp())},
    ),
    "plans.Plan": Placement("plan", listed=True, by_status=True),
    "recorded_events.RecordedEvent": Placement(
        "event",
        listed=True,
        by_status=True,
        status=lambda event: event.event_type,
        customer=lambda event: event.resource_id,
        attributes=lambda event: {"expires_at": int(event.expires_at.timestamp())},
    ),
    "subscriptions.Subscription": Placement(
        "subscription",
        listed=True,
        by_status=True,
        customer=lambda subscription: subscription.customer_id,
        due_at=lambda subscription: subscription.due_at,
        due_queue=BILLING,
    ),
    "billing_runs.BillingRun": Placement("billing_run", listed=True),
    "subscriptions.BillingCycle": Placement(
        "billing_cycle", name=lambda cycle: cycle.subscription_id, sk=lambda cycle: cycle_sk(cycle.number)
    ),
    "webhook_endpoints.WebhookEndpoints": Placement("webhook_endpoints", name=lambda _: "webhook_endpoints"),
    "dead_letters.DeadLetter": Placement(
        "dead_letter",
        listed=True,
        by_status=True,
        customer=lambda letter: letter.source,
        attributes=lambda letter: {"expires_at": int(letter.expires_at.timestamp())},
    ),
    "webhooks.EndpointHealth": Placement("webhook_health", name=lambda health: webhook_health_name(health.endpoint_id)),
    "webhooks.WebhookEvent": Placement(
        "webhook_event",
        listed=True,
        by_status=True,
        customer=lambda delivery: delivery.webhook_endpoint_id,
        due_at=lambda delivery: delivery.due_at,
        due_queue=WEBHOOKS,
        attributes=lambda delivery: {"expires_at": int(delivery.expires_at.timestamp())},
    ),
}


@cache
def placement_of(entity: type[Shape]) -> Placement:
    """Where the rows of an entity stand."""
    return PLACEMENTS[f"{entity.__module__.removeprefix(DOMAIN)}.{entity.__name__}"]


@cache
def shape_named(name: str) -> type[Shape]:
    """The shape of this name, such as `orders.Order`; its module is loaded when it is first asked for."""
    module, _, shape = name.rpartition(".")
    found: type[Shape] = getattr(import_module(DOMAIN + module), shape)
    return found


@cache
def shape_of_kind(kind: str) -> type[Shape]:
    """The entity that rows of this kind hold."""
    return shape_named(next(name for name, place in PLACEMENTS.items() if place.kind == kind))


def key_of(tenant: Tenant, name: str, sk: str = ITSELF) -> Key:
    """The key of a row below a tenant; `name` as in the table above."""
    return Key(f"{tenant}/{name}", sk)


def coupon_code_name(code: str) -> str:
    """A coupon's second row, found by its code without case."""
    return f"coupon_code/{code.upper()}"


def unique_name(kind: str, name: str) -> str:
    """The row that tells who has a name."""
    return f"unique/{kind}/{name}"


def idempotency_name(key: str) -> str:
    """The row of an idempotency key."""
    return f"idempotency/{key}"


def coupon_use_name(coupon_id: str, customer_id: str) -> str:
    """The row that counts a customer's uses of a coupon."""
    return f"coupon_use/{coupon_id}/{customer_id}"


REQUEST_COUNT = "request_count"
"""The kind of a row that is a counter and nothing else."""


def request_count_name(key_id: str, window: int) -> str:
    """The row that counts a key's requests in a window of time; the authorizer may write rows of this name only."""
    return f"rate/{key_id}/{window}"


def confirmation_name(identity: str) -> str:
    """The row of a confirmation, by its id or by the end of it, which tells the request."""
    return f"confirmation/{identity[-16:]}"


def key_spending_name(key_id: str, day: date) -> str:
    """The row that counts what an agent's key moves in a day."""
    return f"spending/{key_id}/{day.isoformat()}"


ACTIVITY_PREFIX = "activity/"


def activity_sk(sequence: int) -> str:
    """Activities sort by their number."""
    return f"{ACTIVITY_PREFIX}{sequence:08d}"


INVENTORY_CHANGE_PREFIX = "change/"


def inventory_change_sk(sequence: int) -> str:
    """Changes of an item's stock sort by their number."""
    return f"{INVENTORY_CHANGE_PREFIX}{sequence:08d}"


CYCLE_PREFIX = "cycle/"


def cycle_sk(number: int) -> str:
    """Cycles sort by their number."""
    return f"{CYCLE_PREFIX}{number:08d}"


def invoice_mail_name(event_id: str) -> str:
    """The row that tells whether the mail that an event asked for was sent."""
    return f"invoice_mail/{event_id}"


def due_partition(queue: str, shard: int) -> str:
    """One of the partitions of the due index."""
    return f"{queue}/{shard}"


def webhook_health_name(endpoint_id: str) -> str:
    """The row that says how a webhook endpoint does."""
    return f"webhook_health/{endpoint_id}"


def due_shard(queue: str, entity_id: str) -> int:
    """The shard of an entity, always the same."""
    return crc32(entity_id.encode()) % DUE_SHARDS[queue]
