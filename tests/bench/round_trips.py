"""Round trips per operation, counted at the clients' hooks: `python -m tests.bench round_trips`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from local.stripe_standin import StripeStandIn
from tests.bench.calls import DATABASE, STRIPE, Calls, counted
from tests.bench.stack import Answer, Caller, in_process
from tests.bench.tables import NOTHING, show, tell, verdict
from tests.bench.wares import line_items

ITEM = {"name": "Console", "unitPriceMoney": {"amount": 9900}, "quantityAvailable": 1_000}
LIMITED = {"name": "For some", "couponCode": "LIMITED", "percentOff": "10", "maxUses": 1_000}
AUTHORIZER = "authorizer"
UNBOUND = -1
"""For what the budget does not name."""


@dataclass(frozen=True, slots=True)
class Row:
    """An operation, what it sent and what it may send."""

    name: str
    database: int
    stripe: int
    others: dict[str, int] = field(default_factory=dict)
    most_database: int = UNBOUND
    most_stripe: int = 0

    @property
    def within(self) -> bool:
        """True if it sent no more than it may, and nothing but to the database and to Stripe."""
        if self.most_database == UNBOUND:
            return not self.others
        return self.database <= self.most_database and self.stripe <= self.most_stripe and not self.others


class Measured:
    """A merchant whose requests are counted one by one."""

    def __init__(self, caller: Caller, calls: Calls) -> None:
        self.caller = caller
        self.rows: list[Row] = []
        self._calls = calls

    def call(
        self, name: str, operation: str, body: Any, *, most: tuple[int, int] = (UNBOUND, 0), **request: Any
    ) -> Answer:
        """Call an operation and keep what it sent. most: database and Stripe."""
        event = self.caller.event(body, **request)
        answer, sent = self._calls.during(lambda: self.caller.send(operation, event))
        assert answer.status < 300 or answer.body["error"]["type"] == "payment_error", answer.body
        assert name.endswith("replay") == ("idempotencyReplayed" in answer.body["meta"]), name
        others = {service: count for service, count in sent.items() if service not in {DATABASE, STRIPE}}
        self.rows.append(Row(name, sent[DATABASE], sent[STRIPE], others, *most))
        return answer

    def authorize(self) -> None:
        """Count the authorizer by itself: on AWS it is a function of its own."""
        _, sent = self._calls.during(self.caller.identity)
        self.rows.append(Row(AUTHORIZER, sent[DATABASE], sent[STRIPE], most_database=1))


def measure(*, orders_before: int = 0) -> list[Row]:
    """Every operation on orders and refunds once, the first time and again with the same key.

    orders_before: how many orders the merchant has made already.
    """
    with counted() as calls, StripeStandIn.start() as standin, in_process(standin.base_url) as runtime:
        caller = Caller(runtime)
        measured = Measured(caller, calls)
        measured.authorize()
        for _ in range(orders_before):
            caller.call("orders.create", {"lineItems": line_items(2)})
        _measure_reads_and_creation(measured, first_of_process=orders_before == 0)
        _measure_changes(measured)
        _measure_money(measured)
        _measure_known_buyers(measured)
        return measured.rows


def _measure_reads_and_creation(measured: Measured, *, first_of_process: bool) -> None:
    lines = {"lineItems": line_items(20)}
    coupon = {**lines, "discounts": [{"couponCode": "LAUNCH20"}]}
    if first_of_process:
        measured.call("create, first of a process (reads the settings)", "orders.create", lines, most=(2, 0))
    order_id = measured.call("create", "orders.create", lines, key="create", most=(1, 0)).id
    measured.call("create, replay", "orders.create", lines, key="create", most=(1, 0))
    measured.call("create with a coupon", "orders.create", coupon, key="with", most=(2, 0))
    measured.call("create with a coupon, replay", "orders.create", coupon, key="with", most=(1, 0))
    measured.call("calculate", "orders.calculate", lines, most=(0, 0))
    measured.call("get", "orders.get", None, order_id=order_id, most=(1, 0))
    measured.call("list", "orders.list", None)
    measured.call("list activities", "orders.listActivities", None, order_id=order_id)


def _measure_changes(measured: Measured) -> None:
    order = measured.caller.call("orders.create", {"lineItems": line_items(20)})
    for name, operation, body, path in _changes(order):
        measured.call(name, operation, body, key=name, most=(2, 0), **path)
        measured.call(f"{name}, replay", operation, body, key=name, most=(1, 0), **path)


def _changes(order: Answer) -> Iterator[tuple[str, str, dict[str, Any], dict[str, str]]]:
    at = {"order_id": order.id}
    first, second = (line["id"] for line in order.body["data"]["lineItems"][:2])
    yield "update", "orders.update", {"buyerNote": "Ring twice"}, at
    yield "add lines", "orders.addLineItems", {"lineItems": line_items(2)}, at
    yield "update a line", "orders.updateLineItem", {"quantity": 3}, {**at, "line_item_id": first}
    yield "remove lines", "orders.removeLineItems", {"orderLineItemIds": [second]}, at
    yield "apply a coupon", "orders.applyCoupon", {"couponCode": "LAUNCH20"}, at
    yield "add a discount", "orders.addDiscount", {"name": "Loyal", "percentOff": "5"}, at
    yield "add a tip", "orders.addTips", {"percent": "10"}, at
    yield "remove tips", "orders.removeTips", {}, at
    yield "apply tax", "orders.applyTax", {"taxAddress": {"country": "US", "state": "CA"}}, at
    yield "close", "orders.close", {"reason": "out of stock"}, at


def _measure_money(measured: Measured) -> None:
    lines = {"lineItems": line_items(20)}
    visa, declined = {"paymentSourceToken": "tok_visa"}, {"paymentSourceToken": "tok_chargeDeclined"}
    order_id = measured.caller.call("orders.create", lines).id
    measured.caller.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=order_id)
    measured.call("pay, declined", "orders.pay", declined, order_id=order_id, key="no", most=(3, 1))
    measured.call("pay, declined, replay", "orders.pay", declined, order_id=order_id, key="no", most=(1, 0))
    paid = measured.call("pay", "orders.pay", visa, order_id=order_id, key="pay", most=(3, 1))
    measured.call("pay, replay", "orders.pay", visa, order_id=order_id, key="pay", most=(1, 0))
    intent_id = paid.body["data"]["payments"][-1]["paymentIntentId"]
    for name, of in (
        ("refund of an order", {"orderId": order_id}),
        ("refund of an order and its payment", {"orderId": order_id, "paymentIntentId": intent_id}),
    ):
        body = {**of, "amountMoney": {"amount": 290}}
        measured.call(name, "refunds.create", body, key=name, most=(3, 1))
        measured.call(f"{name}, replay", "refunds.create", body, key=name, most=(1, 0))
    by_payment = {"paymentIntentId": intent_id, "amountMoney": {"amount": 290}}
    measured.call("refund of a payment (finds its order first)", "refunds.create", by_payment, key="by", most=(4, 1))
    measured.call("refund of a payment, replay", "refunds.create", by_payment, key="by", most=(1, 0))
    invoice = measured.caller.call("invoices.create", {"orderId": order_id})
    measured.caller.call("invoices.issue", None, invoice_id=invoice.id)
    credited = {"orderId": order_id, "amountMoney": {"amount": 290}}
    name = "refund of an order with an issued invoice (with its credit note)"
    measured.call(name, "refunds.create", credited, key="credited", most=(4, 1))


def _measure_known_buyers(measured: Measured) -> None:
    """Catalog items, stock and limited coupons claimed with the payment, customers and their saved cards."""
    item = measured.call("make an item", "items.create", {**ITEM, "sku": "A"}, key="item", most=(1, 0)).id
    customer = measured.call("make a customer", "customers.create", {"email": "a@example.com"}, key="cus", most=(1, 0))
    named = {"customerId": customer.id, "lineItems": [{"itemId": item}, {"itemId": item}]}
    measured.caller.call("coupons.create", LIMITED)
    named["discounts"] = [{"couponCode": "LIMITED"}]
    order_id = measured.call("create with item, customer and coupon", "orders.create", named, key="o", most=(2, 0)).id
    visa = {"paymentSourceToken": "tok_visa"}
    measured.call("pay, claims stock and a coupon", "orders.pay", visa, order_id=order_id, key="claims", most=(3, 1))
    saving = {"customerId": customer.id, **visa}
    card = measured.call("save a customer's first card", "paymentMethods.create", saving, key="card", most=(6, 3)).id
    measured.call("save another card", "paymentMethods.create", saving, key="card 2", most=(6, 1))
    order_id = measured.caller.call("orders.create", named).id
    measured.call(
        "pay with a saved card", "orders.pay", {"paymentMethodIds": [card]}, order_id=order_id, key="s", most=(3, 1)
    )
    order_id = measured.caller.call("orders.create", named).id
    by_default = {"customerId": customer.id}
    measured.call("pay with the default card", "orders.pay", by_default, order_id=order_id, key="d", most=(4, 1))
    order_id = measured.caller.call("orders.create", named).id
    keeping = {**visa, "savePaymentMethod": True}
    measured.call("pay, and keep the card", "orders.pay", keeping, order_id=order_id, key="k", most=(5, 1))
    received = {"quantityDelta": 5, "changeReason": "received"}
    measured.call("adjust the inventory", "items.adjustInventory", received, item_id=item, key="adjust", most=(2, 0))


def main() -> int:
    """Print the table, and the same again for a merchant of more orders."""
    rows = measure()
    later = {row.name: row for row in measure(orders_before=50)}
    header = ("operation", "database", "budget", "Stripe", "budget", "others", "database after 50 orders")
    show(
        "Round trips per operation (the authorizer, a function of its own, apart)",
        header,
        [
            (
                row.name,
                row.database,
                NOTHING if row.most_database == UNBOUND else row.most_database,
                row.stripe,
                row.most_stripe,
                ", ".join(f"{count} {service}" for service, count in row.others.items()) or NOTHING,
                later[row.name].database if row.name in later else NOTHING,
            )
            for row in rows
        ],
    )
    tell("A payer's first call of a process also fetches Stripe's key from Secrets Manager, once.")
    grown = [row.name for row in rows if row.name in later and later[row.name].database != row.database]
    over = [f"{row.name}: {row.database}/{row.stripe}" for row in rows if not row.within]
    return verdict(*over, *(f"{name}: grows with the number of orders" for name in grown))


if __name__ == "__main__":
    sys.exit(main())
