"""The events that changes give are those that are published, in the form that is published."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from commerce.context import Context
from commerce.domain.events import EVENT_TYPES
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.payments import Dispute
from commerce.domain.webhooks import Outcome
from commerce.store.keys import Tenant
from commerce.usecases.disputes import catch_up
from tests.buyer import LinkVisitor
from tests.contract.published import PUBLISHED, complain, event_validator
from tests.shop import Json, Shop


def create(shop: Shop) -> None:
    """Make an order."""
    shop.order()


def edit(shop: Shop) -> None:
    """Apply a coupon."""
    shop.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=shop.order()["id"])


def pay(shop: Shop) -> None:
    """Pay an order."""
    shop.paid_order()


def close(shop: Shop) -> None:
    """End an order."""
    shop.call("orders.close", {}, order_id=shop.order()["id"])


def decline(shop: Shop) -> None:
    """Pay with a card that says no."""
    shop.pay(shop.order()["id"], "tok_CARD_DECLINED")


def challenge(shop: Shop) -> None:
    """Pay with a card whose bank asks the buyer."""
    shop.pay(shop.order()["id"], "tok_3ds")


def abandon(shop: Shop) -> None:
    """Leave the bank's question without an answer."""
    challenge(shop)
    shop.world.clock.advance(hours=2)
    shop.world.sweep()


def refund(shop: Shop) -> None:
    """Give a part back."""
    shop.refund(shop.paid_order()["id"], 2900)


def refund_arrives(shop: Shop) -> None:
    """The bank says that the money is there."""
    refund(shop)
    shop.world.gateway.settle_refund(RefundStatus.SUCCEEDED)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()


def refund_fails(shop: Shop) -> None:
    """The bank sends the money back."""
    refund(shop)
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "lost_or_stolen_card")
    shop.world.clock.advance(hours=1)
    shop.world.sweep()


def dispute(shop: Shop, status: str) -> None:
    """A buyer's bank asks for the money back."""
    intent_id = shop.paid_order()["paymentIntentIds"][0]
    shop.world.gateway.dispute = Dispute(
        processor_dispute_id="du_1", status=status, reason="fraudulent", amount_money=Money(amount=1, currency="USD")
    )
    catch_up(Context(Tenant(shop.merchant_id, "test"), shop.world.runtime), intent_id)


def send_invoice(shop: Shop) -> str:
    """Send an invoice; the id of its order."""
    return str(shop.call("invoices.send", {}, invoice_id=shop.invoice()["id"]).data["orderId"])


def pay_invoice(shop: Shop) -> None:
    """Send an invoice and pay its order."""
    shop.pay(send_invoice(shop))


def reverse_payment(shop: Shop) -> None:
    """Record money for an invoice by mistake, and take it back."""
    shop.call("invoices.issue", invoice_id=(invoice := shop.invoice())["id"])
    shop.call("invoices.recordManualPayment", {}, invoice_id=invoice["id"])
    intent_id = shop.read(invoice["orderId"])["paymentIntentIds"][0]
    shop.call("invoices.reverseManualPayment", {"paymentIntentId": intent_id}, invoice_id=invoice["id"])


def overdue(shop: Shop) -> None:
    """Wait longer than an invoice does."""
    send_invoice(shop)
    shop.world.clock.advance(hours=31 * 24)
    shop.world.sweep()


def credit(shop: Shop) -> None:
    """Refund a paid invoice."""
    order_id = send_invoice(shop)
    shop.pay(order_id)
    shop.refund(order_id)


def uncredit(shop: Shop) -> None:
    """Refund a paid invoice; the bank sends the money back."""
    credit(shop)
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "lost_or_stolen_card")
    shop.world.clock.advance(hours=1)
    shop.world.sweep()


def sell_out(shop: Shop) -> None:
    """Sell an item's last units, and let the stream tell of it."""
    item = shop.item(quantityAvailable=6, lowStockThreshold=5)
    shop.pay(shop.order_of(item)["id"])
    shop.watch(item["id"])


def renew(shop: Shop, *, days: int = 31, **terms: object) -> None:
    """Subscribe, and let time pass."""
    shop.subscription(**terms)
    for _ in range(days):
        shop.world.clock.advance(days=1)
        shop.world.bill()


def renew_with_an_empty_card(shop: Shop) -> None:
    """The renewal fails."""
    shop.subscription()
    shop.world.gateway.cards = dict.fromkeys(shop.world.gateway.cards, "tok_INSUFFICIENT_FUNDS")
    shop.world.clock.advance(days=31)
    shop.world.bill()


def subscription_paused(shop: Shop) -> str:
    """Pause a subscription; its id."""
    made = shop.subscription()
    return str(shop.call("subscriptions.pause", {}, subscription_id=made["id"]).data["id"])


def cancel_subscription(shop: Shop) -> None:
    """End a subscription at once."""
    made = shop.subscription()
    shop.call("subscriptions.cancel", {"cancelImmediately": True}, subscription_id=made["id"])


def webhook_gone(shop: Shop) -> None:
    """A receiver says that it wants no more webhooks."""
    shop.world.receivers.answer(shop.webhook("order.created")["url"], Outcome(20, 410))
    shop.order()
    shop.world.deliver()


def webhook_test(shop: Shop) -> None:
    """A merchant tries an endpoint."""
    shop.call("webhookEndpoints.sendTest", webhook_endpoint_id=shop.webhook()["id"])


def link_completes(shop: Shop) -> None:
    """Buy something by a payment link."""
    buyer = LinkVisitor(shop.world, shop.payment_link()["url"]).go_on()
    buyer.send("pay", email="ada@example.com", token="tok_visa")


def checkout_expires(shop: Shop) -> None:
    """Open a checkout and wait longer than it does."""
    shop.checkout()
    shop.world.clock.advance(hours=25)
    shop.world.sweep()


def ask_a_person(shop: Shop) -> str:
    """An agent wants to pay more than it may by itself; the confirmation's id."""
    terms = {"name": "Agent", "scopes": ["*"], "agentLimits": {"confirmationThresholdMoney": {"amount": 0}}}
    agent = shop.with_key(shop.call("apiKeys.create", terms).data["key"])
    return str(agent.pay(shop.order()["id"]).error["confirmationId"])


def decide(shop: Shop, verb: str) -> None:
    """A person answers it."""
    shop.call(f"confirmations.{verb}", confirmation_id=ask_a_person(shop))


HAPPENINGS: dict[str, Callable[[Shop], object]] = {
    "order.created": create,
    "order.updated": edit,
    "order.paid": pay,
    "order.refunded": refund,
    "order.closed": close,
    "payment_intent.succeeded": pay,
    "payment_intent.payment_failed": decline,
    "payment_intent.requires_action": challenge,
    "payment_intent.canceled": abandon,
    "confirmation.requested": ask_a_person,
    "confirmation.approved": lambda shop: decide(shop, "approve"),
    "confirmation.declined": lambda shop: decide(shop, "decline"),
    "subscription.created": lambda shop: shop.subscription(trialPeriodDays=7),
    "subscription.activated": lambda shop: shop.subscription(),
    "subscription.trial_ending": lambda shop: renew(shop, days=27, trialPeriodDays=30),
    "subscription.renewal_upcoming": lambda shop: renew(shop, days=24),
    "subscription.payment_succeeded": renew,
    "subscription.payment_failed": renew_with_an_empty_card,
    "subscription.past_due": renew_with_an_empty_card,
    "subscription.paused": subscription_paused,
    "subscription.resumed": lambda shop: shop.call("subscriptions.resume", subscription_id=subscription_paused(shop)),
    "subscription.canceled": cancel_subscription,
    "refund.created": refund,
    "refund.updated": refund_arrives,
    "refund.failed": refund_fails,
    "customer.created": lambda shop: shop.customer(),
    "customer.updated": lambda shop: shop.call(
        "customers.update", {"name": "Countess"}, customer_id=shop.customer()["id"]
    ),
    "item.inventory_low": sell_out,
    "payment_link.completed": link_completes,
    "checkout_session.completed": lambda shop: shop.pay(shop.checkout()["orderId"]),
    "checkout_session.expired": checkout_expires,
    "invoice.created": lambda shop: shop.invoice(),
    "invoice.sent": send_invoice,
    "invoice.paid": pay_invoice,
    "invoice.payment_reversed": reverse_payment,
    "invoice.overdue": overdue,
    "credit_note.created": credit,
    "credit_note.voided": uncredit,
    "invoice.voided": lambda shop: shop.call("invoices.void", invoice_id=shop.invoice()["id"]),
    "webhook_endpoint.disabled": webhook_gone,
    "webhook_endpoint.test": webhook_test,
    "dispute.created": lambda shop: dispute(shop, "needs_response"),
    "dispute.closed": lambda shop: dispute(shop, "lost"),
}


def told_directly(shop: Shop) -> list[Json]:
    """Tests go to one endpoint, past the bus; as its receiver gets them."""
    shop.world.deliveries.work(shop.world.runtime)
    return [sent.event for sent in shop.world.receivers.got]


def test_every_event_type_has_something_that_causes_it() -> None:
    """The published list and the list of happenings above are one."""
    assert set(HAPPENINGS) == set(EVENT_TYPES)


@pytest.mark.parametrize("event_type", HAPPENINGS)
def test_event_is_as_published(shop: Shop, event_type: str) -> None:
    """What happens gives the event, and every event on the way is as its schema says."""
    HAPPENINGS[event_type](shop)
    events = shop.world.table.events() + told_directly(shop)
    for event in events:
        complain(event_validator(event["eventType"]), event)
    assert event_type in {event["eventType"] for event in events}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_example_is_as_published(event_type: str) -> None:
    """The example keeps to its schema."""
    example = json.loads((PUBLISHED / f"{event_type}.example.json").read_text())
    assert example["eventType"] == event_type
    complain(event_validator(event_type), example)


def test_event_too_large_for_the_bus_is_as_published(shop: Shop) -> None:
    """500 lines with long names do not fit: the event keeps id, version and status."""
    name = "n" * 200
    lines = [{"name": name, "unitPriceMoney": {"amount": n}} for n in range(1, 501)]
    shop.call("orders.create", {"lineItems": lines})
    (event,) = shop.world.table.events()
    complain(event_validator("order.created"), event)
    assert event["data"] == {"id": event["data"]["id"], "version": 1, "status": "OPEN", "dataTruncated": True}
