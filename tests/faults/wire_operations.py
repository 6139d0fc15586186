"""Every operation that writes, made ready in a shop, to be called while the wire fails."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from commerce.domain.agent_limits import AgentLimits
from commerce.domain.money import Money
from tests.faults import wire_pages
from tests.faults.wire_shop import SIGNING_SECRET, Json, Shop, Told

Call = Callable[[str | None], Told]
"""Calls the operation under an idempotency key, the first time or again."""

Prepare = Callable[[Shop], Call]

LINE = {"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 10_000}}
VISA = {"paymentSourceTokens": ["tok_visa"]}
LAST_USE = {"name": "Last one", "couponCode": "LAST1", "percentOff": "20", "maxUses": 1}
CHARGE = {"name": "Delivery", "amountMoney": {"amount": 700}}
TOKEN = {"paymentSourceToken": "tok_visa"}
HOLD = {**TOKEN, "autoConfirm": True, "captureMethod": "manual"}
CUSTOMER = {"name": "Ada Lovelace", "email": "ada@example.com"}
OTHER_EMAIL = {"email": "countess@example.com"}
ITEM = {"name": "Console", "unitPriceMoney": {"amount": 10_000}, "sku": "CONSOLE-1", "quantityAvailable": 10}
ADJUSTMENT = {"quantityDelta": -3, "changeReason": "damaged"}
INVOICE = {"lineItems": [LINE], "recipientEmail": "ada@example.com"}
LINK = ("paymentLinks.create", {"name": "Workshop", "lineItems": [LINE], "maxCompletions": 3})
CHECKOUT = {"lineItems": [LINE], "successRedirectUrl": wire_pages.THANKS}
ENDPOINT = {"url": "https://hooks.example.com/flint", "subscribedEvents": ["*"]}
ADDRESS = {"country": "US", "state": "CA", "postalCode": "94110"}


def order(shop: Shop, **fields: Any) -> Json:
    """An order of two lines."""
    return shop.done("orders.create", {"lineItems": [LINE, LINE], **fields})


def paid_order(shop: Shop) -> Json:
    """An order that was paid."""
    return shop.done("orders.pay", VISA, order_id=order(shop)["id"])


def edits(name: str, body: Json, made: Callable[[Shop], Json] = order) -> Prepare:
    """A change of an order."""

    def prepare(shop: Shop) -> Call:
        order_id = made(shop)["id"]
        return lambda key: shop.call(f"orders.{name}", body, key=key, order_id=order_id)

    return prepare


def posts(name: str, body: Json) -> Prepare:
    """Something that needs nothing to be there before."""
    return lambda shop: lambda key: shop.call(name, body, key=key)


def changes(name: str, parameter: str, made: tuple[str, Json], body: Json | None) -> Prepare:
    """A change of something that is made first."""

    def prepare(shop: Shop) -> Call:
        path = {parameter: shop.done(*made)["id"]}
        return lambda key: shop.call(name, body, key=key, **path)

    return prepare


def moves_to_a_moment(shop: Shop) -> Call:
    """Moving the clock to a moment, which can be asked for again without a key. On the way an invoice falls due."""
    moment = (shop.clock.now() + timedelta(days=60)).isoformat()
    shop.done("invoices.issue", None, invoice_id=shop.done("invoices.create", INVOICE)["id"])
    return lambda key: shop.call("sandbox.advanceClock", {"to": moment}, key=key)


def saves_card(shop: Shop) -> Call:
    """Saving a customer's first card."""
    body = {"customerId": shop.done("customers.create", CUSTOMER)["id"], **TOKEN}
    return lambda key: shop.call("paymentMethods.create", body, key=key)


def deletes_carded(shop: Shop) -> Call:
    """Deleting a customer who has a saved card."""
    customer_id = shop.done("customers.create", CUSTOMER)["id"]
    shop.done("paymentMethods.create", {"customerId": customer_id, **TOKEN})
    return lambda key: shop.call("customers.delete", None, key=key, customer_id=customer_id)


def of_saved_card(name: str) -> Prepare:
    """Something done to the second card of a customer."""

    def prepare(shop: Shop) -> Call:
        body = {"customerId": shop.done("customers.create", CUSTOMER)["id"], **TOKEN}
        shop.done("paymentMethods.create", body)
        path = {"payment_method_id": shop.done("paymentMethods.create", body)["id"]}
        return lambda key: shop.call(f"paymentMethods.{name}", None, key=key, **path)

    return prepare


def of_issued_invoice(name: str, body: Json | None) -> Prepare:
    """Something that an issued invoice takes."""

    def prepare(shop: Shop) -> Call:
        path = {"invoice_id": shop.done("invoices.create", INVOICE)["id"]}
        shop.done("invoices.issue", None, **path)
        return lambda key: shop.call(f"invoices.{name}", body, key=key, **path)

    return prepare


def reversed_payment(shop: Shop) -> Call:
    """A payment of an invoice that was recorded by mistake."""
    invoice = shop.done("invoices.create", INVOICE)
    path = {"invoice_id": invoice["id"]}
    shop.done("invoices.issue", None, **path)
    shop.done("invoices.recordManualPayment", {}, **path)
    order = shop.done("orders.get", None, order_id=invoice["orderId"])
    body = {"paymentIntentId": order["paymentIntentIds"][0]}
    return lambda key: shop.call("invoices.reverseManualPayment", body, key=key, **path)


def update_line(shop: Shop) -> Call:
    """A change of an order's first line."""
    made = order(shop)
    path = {"order_id": made["id"], "line_item_id": made["lineItems"][0]["id"]}
    return lambda key: shop.call("orders.updateLineItem", {"quantity": 3}, key=key, **path)


def removes(name: str, field: str, given: Json, listed: str) -> Prepare:
    """Taking away a part of an order."""

    def prepare(shop: Shop) -> Call:
        made = order(shop, **given)
        body = {field: [made[listed][0]["id"]]}
        return lambda key: shop.call(f"orders.{name}", body, key=key, order_id=made["id"])

    return prepare


def pay(shop: Shop) -> Call:
    """Paying with the last use of a coupon."""
    shop.done("coupons.create", LAST_USE)
    order_id = order(shop, discounts=[{"couponCode": "LAST1"}])["id"]
    return lambda key: shop.call("orders.pay", VISA, key=key, order_id=order_id)


def pay_by_id(shop: Shop) -> Call:
    """Paying the order that the body names."""
    body = {"orderId": order(shop)["id"], **VISA}
    return lambda key: shop.call("orders.payById", body, key=key)


def pay_and_keep(shop: Shop) -> Call:
    """Paying with a card that is kept for a customer whom the processor knows: else that would be noted first."""
    customer_id = shop.done("customers.create", CUSTOMER)["id"]
    shop.done("paymentMethods.create", {"customerId": customer_id, **TOKEN})
    order_id = order(shop, customerId=customer_id)["id"]
    body = {**TOKEN, "savePaymentMethod": True}
    return lambda key: shop.call("orders.pay", body, key=key, order_id=order_id)


def remove_charge(shop: Shop) -> Call:
    """Taking a charge away."""
    made = order(shop, charges=[CHARGE])
    path = {"order_id": made["id"], "charge_id": made["charges"][0]["id"]}
    return lambda key: shop.call("orders.removeCharge", None, key=key, **path)


def create_intent(shop: Shop) -> Call:
    """Holding the balance of an order on a card."""
    body = {"orderId": order(shop)["id"], **HOLD}
    return lambda key: shop.call("paymentIntents.create", body, key=key)


def on_intent(name: str, made: Json, body: Json) -> Prepare:
    """Something that is done to a payment intent."""

    def prepare(shop: Shop) -> Call:
        intent = shop.done("paymentIntents.create", {"orderId": order(shop)["id"], **made})
        return lambda key: shop.call(f"paymentIntents.{name}", body, key=key, payment_intent_id=intent["id"])

    return prepare


def refund(shop: Shop) -> Call:
    """Giving a part back."""
    body = {"orderId": paid_order(shop)["id"], "amountMoney": {"amount": 1_500}}
    return lambda key: shop.call("refunds.create", body, key=key)


def update_refund(shop: Shop) -> Call:
    """Changing a refund's texts."""
    made = shop.done("refunds.create", {"orderId": paid_order(shop)["id"]})
    return lambda key: shop.call("refunds.update", {"metadata": {"a": "b"}}, key=key, refund_id=made["id"])


def receive(shop: Shop) -> Call:
    """An event of Stripe's about a payment whose buyer has just confirmed it."""
    challenged = {"paymentSourceTokens": ["tok_threeDSecure2Required"]}
    made = shop.done("orders.pay", challenged, order_id=order(shop)["id"])
    payment = shop.backstage.processor.get("/v1/payment_intents").json()["data"][0]["id"]
    shop.backstage.tell("POST", f"payment_intents/{payment}/challenge", {"outcome": "succeed"})
    about = {"object": "payment_intent", "id": payment}
    body = json.dumps({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": about}})
    assert made["pendingActions"]

    def call(_: str | None) -> Told:
        stamp = int(shop.clock.at.timestamp())
        digest = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
        return shop.call("stripe.receiveEvent", body, key=None, signature=f"t={stamp},v1={digest}")

    return call


def sweep_payment(shop: Shop) -> Call:
    """The sweeper finds a payment whose process was lost before it could charge."""
    call = pay(shop)
    return _swept(shop, call)


def sweep_refund(shop: Shop) -> Call:
    """The sweeper finds a refund whose process was lost before it could give anything back."""
    return _swept(shop, refund(shop))


def _swept(shop: Shop, call: Call) -> Call:
    shop.offline = True
    assert call("lost").unknown
    shop.offline = False
    shop.advance(120)
    return lambda _: shop.sweep()


def carded(shop: Shop) -> Json:
    """A customer with a saved card."""
    customer = shop.done("customers.create", CUSTOMER)
    shop.done("paymentMethods.create", {"customerId": customer["id"], **TOKEN})
    return customer


def subscribe(shop: Shop) -> Call:
    """Subscribing, with the last use of a coupon; the first period is charged."""
    shop.done("coupons.create", LAST_USE)
    named = {"planId": shop.done(*PLAN)["id"], "customerId": carded(shop)["id"]}
    return lambda key: shop.call("subscriptions.create", {**named, "couponCode": "LAST1"}, key=key)


def subscribed(shop: Shop) -> Json:
    """A subscription that is paid."""
    named = {"planId": shop.done(*PLAN)["id"], "customerId": carded(shop)["id"]}
    return shop.done("subscriptions.create", named)


def on_subscription(name: str, body: Json | None, *, paused_days: int | None = None) -> Prepare:
    """Something that is done to a subscription. paused_days: after a pause of so many.

    What resuming charges falls from second to second. A number of days is chosen whose rounded amount stays the same
    for some minutes: a repeat that comes later then costs what the first try would have.
    """

    def prepare(shop: Shop) -> Call:
        made = subscribed(shop)
        if paused_days is not None:
            shop.done("subscriptions.pause", {}, subscription_id=made["id"])
            shop.advance(paused_days * 86_400)
        return lambda key: shop.call(f"subscriptions.{name}", body, key=key, subscription_id=made["id"])

    return prepare


def to_another_interval(shop: Shop) -> Call:
    """Moving to a plan of another interval, whose first period is charged."""
    made = subscribed(shop)
    body = {"planId": shop.done(PLAN[0], {**PLAN[1], "billingInterval": "yearly"})["id"]}
    return lambda key: shop.call("subscriptions.update", body, key=key, subscription_id=made["id"])


def renewal(shop: Shop) -> Call:
    """A billing run meets a renewal."""
    subscribed(shop)
    shop.advance(32 * 86_400)
    return lambda _: shop.bill()


def visits_link(shop: Shop) -> Call:
    """A buyer goes on from a payment link: an order and a checkout page of their own."""
    url = shop.done(*LINK)["url"]
    return lambda _: wire_pages.go_on(shop, url)


def pays_of_link(shop: Shop) -> Call:
    """A buyer pays what a payment link sold them, with its last completion."""
    terms = {**LINK[1], "maxCompletions": 1, "successRedirectUrl": wire_pages.THANKS}
    gone_on = wire_pages.go_on(shop, shop.done("paymentLinks.create", terms)["url"])
    assert gone_on.done, gone_on
    return _on_page(shop, gone_on.data)


def pays_on_page(shop: Shop) -> Call:
    """A buyer pays on a checkout page."""
    return _on_page(shop, shop.done("checkoutSessions.create", CHECKOUT)["url"])


def _on_page(shop: Shop, url: str) -> Call:
    """The form of a page that was just made; while it says that a payment is under way, the sweeper passes by."""
    form = {"version": "1", "attempt": "0", "email": "ada@example.com", "token": "tok_visa"}

    def call(_: str | None) -> Told:
        told = wire_pages.pay(shop, url, form)
        if not told.unknown or told.status == 503:
            return told
        shop.sweep()
        return wire_pages.pay(shop, url, form)

    return call


def of_endpoint(name: str, body: Json | None) -> Prepare:
    """Something done to a webhook endpoint."""
    return changes(f"webhookEndpoints.{name}", "webhook_endpoint_id", ("webhookEndpoints.create", ENDPOINT), body)


def resends(shop: Shop) -> Call:
    """Sending a webhook again."""
    path = {"webhook_endpoint_id": shop.done("webhookEndpoints.create", ENDPOINT)["id"]}
    sent = {"webhook_event_id": shop.done("webhookEndpoints.sendTest", None, **path)["id"]}
    return lambda key: shop.call("webhookEvents.resend", None, key=key, **sent)


def replays_events(shop: Shop) -> Call:
    """Sending an endpoint what was told lately: that an order was made."""
    path = {"webhook_endpoint_id": shop.done("webhookEndpoints.create", ENDPOINT)["id"]}
    shop.record("order.created", order(shop))
    body = {"createdAfter": (shop.clock.at - timedelta(minutes=5)).isoformat()}
    return lambda key: shop.call("webhookEndpoints.replay", body, key=key, **path)


def replays_letter(shop: Shop) -> Call:
    """Replaying a dead letter."""
    path = {"dead_letter_id": shop.dead_letter()}
    return lambda key: shop.call("deadLetters.replay", None, key=key, **path)


def decides(name: str) -> Prepare:
    """What a person says of a payment that an agent asks for, who may move nothing by themselves."""

    def prepare(shop: Shop) -> Call:
        order_id = order(shop)["id"]
        limits = AgentLimits(confirmation_threshold_money=Money(amount=0, currency="USD"))
        shop.agent = {"agentLimits": limits.to_storage()}
        assert not shop.call("orders.pay", VISA, key="the-agents", order_id=order_id).done
        shop.agent = {}
        path = {"confirmation_id": json.loads(shop.call("confirmations.list", None, key=None).data)[0]["id"]}
        return lambda key: shop.call(f"confirmations.{name}", None, key=key, **path)

    return prepare


COUPON = ("coupons.create", {**LAST_USE, "couponCode": "OTHER"})
RATE = ("taxRates.create", {"name": "City tax", "percentage": "2"})
PLAN = (
    "plans.create",
    {"name": "Pro", "billingInterval": "monthly", "lineItems": [{"name": "Pro", "unitPriceMoney": {"amount": 2900}}]},
)
API_KEY = ("apiKeys.create", {"name": "Till", "scopes": ["orders.read"]})
PERIOD = {"createdAfter": "2026-01-01T00:00:00Z", "createdBefore": "2026-01-02T00:00:00Z"}
TIP = {"amountMoney": {"amount": 300}}
DISCOUNT = {"name": "Kind", "percentOff": "10"}

OPERATIONS: Mapping[str, Prepare] = {
    "orders.create": posts("orders.create", {"lineItems": [LINE], "discounts": [{"couponCode": "LAUNCH20"}]}),
    "orders.update": edits("update", {"merchantNote": "Ring twice"}),
    "orders.addLineItems": edits("addLineItems", {"lineItems": [LINE]}),
    "orders.updateLineItem": update_line,
    "orders.removeLineItems": removes("removeLineItems", "orderLineItemIds", {}, "lineItems"),
    "orders.applyCoupon": edits("applyCoupon", {"couponCode": "LAUNCH20"}),
    "orders.addDiscount": edits("addDiscount", DISCOUNT),
    "orders.removeDiscounts": removes("removeDiscounts", "appliedDiscountIds", {"discounts": [DISCOUNT]}, "discounts"),
    "orders.addTips": edits("addTips", TIP),
    "orders.removeTips": removes("removeTips", "tipIds", {"tips": [TIP]}, "tips"),
    "orders.addCharge": edits("addCharge", CHARGE),
    "orders.removeCharge": remove_charge,
    "orders.clone": edits("clone", {}),
    "orders.recordManualPayment": edits("recordManualPayment", {"sourceType": "cash"}),
    "orders.applyTax": edits("applyTax", {"taxAddress": ADDRESS}),
    "orders.close": edits("close", {}),
    "orders.pay": pay,
    "orders.payById": pay_by_id,
    "orders.pay, card kept": pay_and_keep,
    "paymentIntents.create": create_intent,
    "paymentIntents.update": on_intent("update", {}, {"amountMoney": {"amount": 500}}),
    "paymentIntents.confirm": on_intent("confirm", {}, TOKEN),
    "paymentIntents.capture": on_intent("capture", HOLD, {"amountMoney": {"amount": 500}}),
    "paymentIntents.cancel": on_intent("cancel", HOLD, {}),
    "refunds.create": refund,
    "refunds.update": update_refund,
    "coupons.create": posts(*COUPON),
    "coupons.update": changes("coupons.update", "coupon_id", COUPON, {"maxUses": 3}),
    "coupons.delete": changes("coupons.delete", "coupon_id", COUPON, None),
    "settings.update": posts("settings.update", {"businessName": "New name"}),
    "taxRates.create": posts(*RATE),
    "taxRates.update": changes("taxRates.update", "tax_rate_id", RATE, {"percentage": "3"}),
    "taxRates.delete": changes("taxRates.delete", "tax_rate_id", RATE, None),
    "apiKeys.create": posts(*API_KEY),
    "apiKeys.revoke": changes("apiKeys.revoke", "api_key_id", API_KEY, None),
    "paymentMethods.create": saves_card,
    "paymentMethods.setDefault": of_saved_card("setDefault"),
    "paymentMethods.remove": of_saved_card("remove"),
    "customers.create": posts("customers.create", CUSTOMER),
    "customers.update": changes("customers.update", "customer_id", ("customers.create", CUSTOMER), OTHER_EMAIL),
    "customers.delete": deletes_carded,
    "items.create": posts("items.create", ITEM),
    "items.update": changes("items.update", "item_id", ("items.create", ITEM), {"sku": "OTHER-1"}),
    "items.delete": changes("items.delete", "item_id", ("items.create", ITEM), None),
    "items.adjustInventory": changes("items.adjustInventory", "item_id", ("items.create", ITEM), ADJUSTMENT),
    "paymentLinks.create": posts(*LINK),
    "paymentLinks.update": changes("paymentLinks.update", "payment_link_id", LINK, {"maxCompletions": 7}),
    "paymentLinks.activate": changes("paymentLinks.activate", "payment_link_id", LINK, None),
    "paymentLinks.deactivate": changes("paymentLinks.deactivate", "payment_link_id", LINK, None),
    "checkoutSessions.create": posts("checkoutSessions.create", CHECKOUT),
    "checkoutSessions.close": changes(
        "checkoutSessions.close", "checkout_session_id", ("checkoutSessions.create", CHECKOUT), None
    ),
    "checkout page, paying": pays_on_page,
    "payment link, going on": visits_link,
    "payment link, paying": pays_of_link,
    "invoices.create": posts("invoices.create", INVOICE),
    "invoices.update": changes("invoices.update", "invoice_id", ("invoices.create", INVOICE), {"memo": "Thanks"}),
    "invoices.issue": changes("invoices.issue", "invoice_id", ("invoices.create", INVOICE), None),
    "invoices.send": changes("invoices.send", "invoice_id", ("invoices.create", INVOICE), {}),
    "invoices.void": changes("invoices.void", "invoice_id", ("invoices.create", INVOICE), None),
    "invoices.sendReminder": of_issued_invoice("sendReminder", None),
    "invoices.reverseManualPayment": reversed_payment,
    "invoices.recordManualPayment": of_issued_invoice("recordManualPayment", {"amountMoney": {"amount": 4_000}}),
    "plans.create": posts(*PLAN),
    "plans.update": changes("plans.update", "plan_id", PLAN, {"trialPeriodDays": 14}),
    "plans.archive": changes("plans.archive", "plan_id", PLAN, None),
    "subscriptions.create": subscribe,
    "subscriptions.update": to_another_interval,
    "subscriptions.pause": on_subscription("pause", {"pauseDurationCycles": 1}),
    "subscriptions.resume": on_subscription("resume", None, paused_days=41),
    "subscriptions.cancel": on_subscription("cancel", {}),
    "billing run, renewal": renewal,
    "webhookEndpoints.create": posts("webhookEndpoints.create", ENDPOINT),
    "webhookEndpoints.update": of_endpoint("update", {"subscribedEvents": ["order.paid"]}),
    "webhookEndpoints.delete": of_endpoint("delete", None),
    "webhookEndpoints.rotateSecret": of_endpoint("rotateSecret", {}),
    "webhookEndpoints.sendTest": of_endpoint("sendTest", None),
    "webhookEndpoints.replay": replays_events,
    "webhookEvents.resend": resends,
    "deadLetters.replay": replays_letter,
    "sandbox.advanceClock": posts("sandbox.advanceClock", {"seconds": 86_400}),
    "sandbox.advanceClock, to a moment": moves_to_a_moment,
    "confirmations.approve": decides("approve"),
    "confirmations.decline": decides("decline"),
    "reconciliations.create": posts("reconciliations.create", PERIOD),
    "stripe.receiveEvent": receive,
    "sweeper, payment": sweep_payment,
    "sweeper, refund": sweep_refund,
}

ATTEMPTS = frozenset(
    {
        "orders.pay",
        "orders.payById",
        "orders.pay, card kept",
        "checkout page, paying",
        "payment link, paying",
        "paymentIntents.create",
        "paymentIntents.confirm",
        "paymentIntents.capture",
        "refunds.create",
        "paymentMethods.create",
        "subscriptions.create",
        "subscriptions.update",
        "subscriptions.resume",
    }
)
"""What the sweeper finishes when its caller never comes back."""

REPEATED = frozenset(
    {"billing run, renewal", "stripe.receiveEvent", "sweeper, payment", "sweeper, refund", "sandbox.advanceClock"}
)
"""What is called again by whoever called it first: a clock that is being moved goes on when it is asked again."""

ASKED_ANEW = frozenset({"sandbox.advanceClock, to a moment"})
"""What can be asked for again without a key: it names where it leads to."""
