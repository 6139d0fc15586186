"""What a test takes to ask every operation: the operations, something to ask about, and bodies that fit it."""

from __future__ import annotations

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


OF_ISSUED_INVOICES = frozenset({"invoices.sendReminder", "invoices.recordManualPayment"})
"""What can't be done to a draft."""


def named(operation: Operation) -> str:
    """The operation's name, for the test's."""
    return operation.name


def prepare(shop: Shop) -> dict[str, str]:
    """Identifiers of an open order with parts of every kind, of a paid and partly refunded one, and of the rest."""
    tip = shop.order(9900, 2900, tips=[{"percent": "10"}], metadata={"anyKey": "kept"})
    discount = {"name": "By hand", "amountMoney": {"amount": 100}}
    shop.call("orders.addCharge", {"name": "Delivery", "amountMoney": {"amount": 700}}, order_id=tip["id"])
    order = shop.call("orders.addDiscount", discount, order_id=tip["id"]).data
    held = {"amountMoney": {"amount": 9900}, "paymentSourceToken": "tok_visa", "captureMethod": "manual"}
    paid = shop.paid_order()
    refund = shop.refund(paid["id"], 2900).data
    draft = shop.invoice()
    customer = shop.customer(email="other@example.com")
    card = shop.card(shop.customer()["id"])
    shop.world.publish()
    return {
        "event_id": shop.call("events.list", query={"pageSize": "1"}).data[0]["id"],
        "order_id": order["id"],
        "line_item_id": order["lineItems"][0]["id"],
        "discount_id": order["discounts"][0]["id"],
        "charge_id": order["charges"][0]["id"],
        "tip_id": order["tips"][0]["id"],
        "paid_order_id": paid["id"],
        "payment_intent_id": paid["paymentIntentIds"][0],
        "paid_intent_id": paid["paymentIntentIds"][0],
        "waiting_intent_id": shop.call("paymentIntents.create", {"amountMoney": {"amount": 9900}}).data["id"],
        "held_intent_id": shop.call("paymentIntents.create", {**held, "autoConfirm": True}).data["id"],
        "refund_id": refund["id"],
        "api_key_id": shop.call("apiKeys.create", {"name": "Till 3", "scopes": ["orders.read"]}).data["id"],
        "coupon_id": shop.coupon("OTHER")["id"],
        "plan_id": shop.plan()["id"],
        "customer_id": customer["id"],
        "payment_method_id": card["id"],
        "item_id": shop.item(sku="OTHER-1")["id"],
        "subscription_id": (running := shop.subscription()["id"]),
        "running_subscription_id": running,
        "carded_customer_id": shop.carded_customer(
            billingAddress={"country": "US", "state": "NY", "postalCode": "10001"}
        )["id"],
        "paused_subscription_id": paused_subscription(shop),
        "billing_run_id": billing_run(shop),
        "invoice_id": draft["id"],
        "draft_invoice_id": draft["id"],
        "issued_invoice_id": shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data["id"],
        "webhook_endpoint_id": shop.webhook()["id"],
        "tax_rate_id": shop.call("taxRates.list").data[0]["id"],
    }


def paused_subscription(shop: Shop) -> str:
    """A subscription that stands still."""
    made = shop.subscription()
    return str(shop.call("subscriptions.pause", {}, subscription_id=made["id"]).data["id"])


def billing_run(shop: Shop) -> str:
    """A run that met one of the shop's subscriptions."""
    run_id, tenant = f"run_{'0' * 26}", Tenant(shop.merchant_id, "test")
    begin(shop.world.runtime, run_id, [DueSubscription(tenant, "sub_1")])
    return run_id


def real_body(operation: Operation, ids: dict[str, str]) -> Json | None:
    """The example's body with the identifiers of what was prepared."""
    if operation.body is None:
        return None
    real: dict[str, Json] = {
        "paymentMethods.create": {"customerId": ids["customer_id"]},
        "orders.payById": {"orderId": ids["order_id"]},
        "orders.removeDiscounts": {"appliedDiscountIds": [ids["discount_id"]]},
        "orders.removeLineItems": {"orderLineItemIds": [ids["line_item_id"]]},
        "orders.removeTips": {"tipIds": [ids["tip_id"]]},
        "invoices.create": {"orderId": ids["order_id"]},
        "paymentIntents.create": {"orderId": ids["order_id"]},
        "refunds.create": {"orderId": ids["paid_order_id"]},
        "subscriptions.create": {"planId": ids["plan_id"], "customerId": ids["carded_customer_id"]},
    }
    return example_bodies()[operation.name] | real.get(operation.name, {})


def path_of(operation: Operation, ids: dict[str, str]) -> dict[str, Any]:
    """The identifiers that stand in the operation's path: of something that it can be done to."""
    path = {name: ids[name] for name in operation.path_parameters}
    if operation.name in OF_ISSUED_INVOICES and path["invoice_id"] == ids["draft_invoice_id"]:
        return {"invoice_id": ids["issued_invoice_id"]}
    if operation.name == "subscriptions.resume" and path["subscription_id"] == ids["running_subscription_id"]:
        return {"subscription_id": ids["paused_subscription_id"]}
    if path.get("payment_intent_id") != ids["paid_intent_id"]:
        return path  # somebody asks about another one
    waiting = {"payment_intent_id": ids["waiting_intent_id"]}
    fitting = {
        "paymentIntents.cancel": waiting,
        "paymentIntents.capture": {"payment_intent_id": ids["held_intent_id"]},
        "paymentIntents.confirm": waiting,
        "paymentIntents.update": waiting,
    }
    return path | fitting.get(operation.name, {})


def ask(shop: Shop, operation: Operation, ids: dict[str, str], **more: Any) -> Answer:
    """Call an operation with its example."""
    return shop.call(operation.name, real_body(operation, ids), **more, **path_of(operation, ids))
