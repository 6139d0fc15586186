"""What a test takes to ask every operation: the operations, something to ask about, and bodies that fit it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commerce.edge.operation import Operation
from commerce.edge.registry import load_operations
from commerce.store.keys import Tenant
from commerce.usecases.billing_runs import DueSubscription, begin
from local.rendering.requests import example_bodies
from tests.shop import Answer, Json, Shop

OPERATIONS = {operation.name: operation for operation in load_operations()}
KEYED = [operation for operation in OPERATIONS.values() if not operation.public]
PUBLIC = [operation for operation in OPERATIONS.values() if operation.public]
MUTATIONS = [operation for operation in KEYED if operation.mutates]


OF_ISSUED_INVOICES = frozenset({"invoices.getPdf", "invoices.sendReminder", "invoices.recordManualPayment"})
"""What can't be done to a draft."""


FITTING_PAYMENTS = {
    "paymentIntents.cancel": "waiting_intent_id",
    "paymentIntents.capture": "held_intent_id",
    "paymentIntents.confirm": "waiting_intent_id",
    "paymentIntents.update": "waiting_intent_id",
}
"""What can't be done to a payment that has succeeded."""

Maker = Callable[[Shop], dict[str, str]]
"""Makes something, and gives its identifiers."""


def named(operation: Operation) -> str:
    """The operation's name, for the test's."""
    return operation.name


class Things(dict[str, str]):
    """Identifiers of things of every kind, each made when it is first asked for: most tests ask for few."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop

    def __missing__(self, name: str) -> str:
        self.update(MAKERS[name](self.shop))
        return self[name]


def prepare(shop: Shop, operation: Operation | None = None) -> Things:
    """What an operation is asked about, made already; without an operation, something of every kind."""
    things = Things(shop)
    if operation is None:
        for name in MAKERS:
            things[name]  # made by being asked for
    else:
        path_of(operation, things)
        real_body(operation, things)
    return things


def open_order(shop: Shop) -> dict[str, str]:
    """An open order with parts of every kind."""
    tip = shop.order(9900, 2900, tips=[{"percent": "10"}], metadata={"anyKey": "kept"})
    discount = {"name": "By hand", "amountMoney": {"amount": 100}}
    shop.call("orders.addCharge", {"name": "Delivery", "amountMoney": {"amount": 700}}, order_id=tip["id"])
    order = shop.call("orders.addDiscount", discount, order_id=tip["id"]).data
    return {
        "order_id": order["id"],
        "line_item_id": order["lineItems"][0]["id"],
        "discount_id": order["discounts"][0]["id"],
        "charge_id": order["charges"][0]["id"],
        "tip_id": order["tips"][0]["id"],
    }


def paid_order(shop: Shop) -> dict[str, str]:
    """A paid and partly refunded order."""
    paid = shop.paid_order()
    intent_id = paid["paymentIntentIds"][0]
    return {
        "paid_order_id": paid["id"],
        "payment_intent_id": intent_id,
        "paid_intent_id": intent_id,
        "refund_id": shop.refund(paid["id"], 2900).data["id"],
    }


def payment(name: str, **terms: Any) -> Maker:
    """A payment intent of an order of its own."""
    body = {"amountMoney": {"amount": 9900}, **terms}
    return lambda shop: {name: shop.call("paymentIntents.create", body).data["id"]}


def event(shop: Shop) -> dict[str, str]:
    """The latest of what has happened."""
    shop.order()
    shop.world.publish()
    return {"event_id": shop.call("events.list", query={"pageSize": "1"}).data[0]["id"]}


def delivery(shop: Shop) -> dict[str, str]:
    """An event on its way to an endpoint."""
    endpoint_id = shop.webhook()["id"]
    return {"webhook_event_id": shop.call("webhookEndpoints.sendTest", webhook_endpoint_id=endpoint_id).data["id"]}


def draft(shop: Shop) -> dict[str, str]:
    """A draft of an invoice."""
    invoice_id = shop.invoice()["id"]
    return {"invoice_id": invoice_id, "draft_invoice_id": invoice_id}


def manually_paid_invoice(shop: Shop) -> dict[str, str]:
    """An invoice of which a part was paid by hand."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data
    part = {"amountMoney": {"amount": 4000}, "sourceType": "cash"}
    shop.call("invoices.recordManualPayment", part, invoice_id=invoice["id"])
    intent_id = shop.read(invoice["orderId"])["paymentIntentIds"][0]
    return {"manually_paid_invoice_id": invoice["id"], "manual_intent_id": intent_id}


def credit_note(shop: Shop) -> dict[str, str]:
    """A credit note of a refund of an invoice."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data
    shop.pay(invoice["orderId"])
    return {"credit_note_id": shop.refund(invoice["orderId"]).data["creditNoteId"]}


def subscription(shop: Shop) -> dict[str, str]:
    """A subscription that runs."""
    running = shop.subscription()["id"]
    return {"subscription_id": running, "running_subscription_id": running}


def paused_subscription(shop: Shop) -> str:
    """A subscription that stands still."""
    made = shop.subscription()
    return str(shop.call("subscriptions.pause", {}, subscription_id=made["id"]).data["id"])


def billing_run(shop: Shop) -> str:
    """A run that met one of the shop's subscriptions."""
    run_id, tenant = f"run_{'0' * 26}", Tenant(shop.merchant_id, "test")
    begin(shop.world.runtime, run_id, [DueSubscription(tenant, "sub_1")])
    return run_id


def confirmation(shop: Shop) -> str:
    """What an agent asks for, who may move nothing by themselves."""
    limits = {"confirmationThresholdMoney": {"amount": 0}}
    terms = {"name": "Agent", "scopes": ["orders.write"], "agentLimits": limits}
    agent = shop.with_key(shop.call("apiKeys.create", terms).data["key"])
    return str(agent.pay(shop.order()["id"]).error["confirmationId"])


NEW_YORK = {"country": "US", "state": "NY", "postalCode": "10001"}

MAKERS: dict[str, Maker] = {
    "order_id": open_order,
    "line_item_id": open_order,
    "discount_id": open_order,
    "charge_id": open_order,
    "tip_id": open_order,
    "paid_order_id": paid_order,
    "payment_intent_id": paid_order,
    "paid_intent_id": paid_order,
    "refund_id": paid_order,
    "waiting_intent_id": payment("waiting_intent_id"),
    "held_intent_id": payment(
        "held_intent_id", paymentSourceToken="tok_visa", captureMethod="manual", autoConfirm=True
    ),
    "event_id": event,
    "api_key_id": lambda shop: {
        "api_key_id": shop.call("apiKeys.create", {"name": "Till 3", "scopes": ["orders.read"]}).data["id"]
    },
    "confirmation_id": lambda shop: {"confirmation_id": confirmation(shop)},
    "coupon_id": lambda shop: {"coupon_id": shop.coupon("OTHER")["id"]},
    "plan_id": lambda shop: {"plan_id": shop.plan()["id"]},
    "customer_id": lambda shop: {"customer_id": shop.customer(email="other@example.com")["id"]},
    "carded_customer_id": lambda shop: {"carded_customer_id": shop.carded_customer(billingAddress=NEW_YORK)["id"]},
    "payment_method_id": lambda shop: {"payment_method_id": shop.card(shop.customer()["id"])["id"]},
    "item_id": lambda shop: {"item_id": shop.item(sku="OTHER-1")["id"]},
    "subscription_id": subscription,
    "running_subscription_id": subscription,
    "paused_subscription_id": lambda shop: {"paused_subscription_id": paused_subscription(shop)},
    "billing_run_id": lambda shop: {"billing_run_id": billing_run(shop)},
    "invoice_id": draft,
    "draft_invoice_id": draft,
    "issued_invoice_id": lambda shop: {
        "issued_invoice_id": shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data["id"]
    },
    "manually_paid_invoice_id": manually_paid_invoice,
    "manual_intent_id": manually_paid_invoice,
    "credit_note_id": credit_note,
    "payment_link_id": lambda shop: {"payment_link_id": shop.payment_link()["id"]},
    "checkout_session_id": lambda shop: {"checkout_session_id": shop.checkout()["id"]},
    "webhook_endpoint_id": lambda shop: {"webhook_endpoint_id": shop.webhook()["id"]},
    "webhook_event_id": delivery,
    "dead_letter_id": lambda shop: {"dead_letter_id": shop.dead_letter()},
    "tax_rate_id": lambda shop: {"tax_rate_id": shop.call("taxRates.list").data[0]["id"]},
}
"""By the name of an identifier: what makes it, perhaps with others."""


def real_body(operation: Operation, ids: dict[str, str]) -> Json | None:
    """The example's body with the identifiers of what was prepared."""
    if operation.body is None:
        return None
    real: dict[str, Callable[[], Json]] = {
        "paymentMethods.create": lambda: {"customerId": ids["customer_id"]},
        "orders.payById": lambda: {"orderId": ids["order_id"]},
        "orders.removeDiscounts": lambda: {"appliedDiscountIds": [ids["discount_id"]]},
        "orders.removeLineItems": lambda: {"orderLineItemIds": [ids["line_item_id"]]},
        "orders.removeTips": lambda: {"tipIds": [ids["tip_id"]]},
        "checkoutSessions.create": lambda: {"orderId": ids["order_id"]},
        "invoices.create": lambda: {"orderId": ids["order_id"]},
        "invoices.reverseManualPayment": lambda: {"paymentIntentId": ids["manual_intent_id"]},
        "paymentIntents.create": lambda: {"orderId": ids["order_id"]},
        "refunds.create": lambda: {"orderId": ids["paid_order_id"]},
        "subscriptions.create": lambda: {"planId": ids["plan_id"], "customerId": ids["carded_customer_id"]},
    }
    real_part = real.get(operation.name)
    return example_bodies()[operation.name] | (real_part() if real_part else {})


def path_of(operation: Operation, ids: dict[str, str]) -> dict[str, Any]:
    """The identifiers that stand in the operation's path: of something that it can be done to."""
    path = {name: ids[name] for name in operation.path_parameters}
    if operation.name in OF_ISSUED_INVOICES and path["invoice_id"] == ids["draft_invoice_id"]:
        return {"invoice_id": ids["issued_invoice_id"]}
    if operation.name == "invoices.reverseManualPayment" and path["invoice_id"] == ids["draft_invoice_id"]:
        return {"invoice_id": ids["manually_paid_invoice_id"]}
    if operation.name == "subscriptions.resume" and path["subscription_id"] == ids["running_subscription_id"]:
        return {"subscription_id": ids["paused_subscription_id"]}
    if "payment_intent_id" not in path or path["payment_intent_id"] != ids["paid_intent_id"]:
        return path  # it is about none, or somebody asks about another one
    fitting = FITTING_PAYMENTS.get(operation.name, "paid_intent_id")
    return path | {"payment_intent_id": ids[fitting]}


def ask(shop: Shop, operation: Operation, ids: dict[str, str], **more: Any) -> Answer:
    """Call an operation with its example."""
    return shop.call(operation.name, real_body(operation, ids), **more, **path_of(operation, ids))
