"""Events: what Flint tells the world after a change, in the same transaction as the change."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from commerce.domain.entity import Shape

SOURCE = "flint"
PAYLOAD_VERSION = "1"

EVENT_TYPES: Mapping[str, str] = {
    "order.created": "An order was made.",
    "order.updated": "An order's lines, discounts, tips, taxes or texts changed.",
    "order.paid": "An order was paid in full.",
    "order.refunded": "Money of an order is on its way back, in part or in full.",
    "order.closed": "An order ended.",
    "payment_intent.succeeded": "A card was charged.",
    "payment_intent.payment_failed": "A card was declined; the order is open again.",
    "payment_intent.requires_action": "The buyer has to confirm the payment, as 3-D Secure asks.",
    "payment_intent.canceled": "A payment was given up; the order is open again.",
    "dispute.created": "A buyer's bank asks for a payment back.",
    "dispute.closed": "A dispute was decided.",
    "payment_link.completed": "An order that a payment link made was paid in full.",
    "checkout_session.completed": "The order of a checkout session was paid.",
    "checkout_session.expired": "A checkout session's time was over before its order was paid.",
    "customer.created": "A customer was made.",
    "customer.updated": "A customer changed, or was deleted.",
    "item.inventory_low": "An item's stock has come down to its threshold.",
    "invoice.created": "An invoice was drafted.",
    "invoice.sent": "An invoice was sent, for the first time or again as a reminder.",
    "invoice.paid": "An invoice was paid in full.",
    "invoice.payment_reversed": "A payment of an invoice, recorded by mistake, was taken out of its books again.",
    "invoice.overdue": "An invoice was not paid in full by its date.",
    "invoice.voided": "An invoice was declared void.",
    "credit_note.created": "A credit note was issued for a refund of an issued invoice.",
    "credit_note.voided": "A credit note is void, since its refund failed or its invoice was voided.",
    "refund.created": "A refund was accepted and is pending.",
    "refund.updated": "A refund moved on.",
    "refund.failed": "A refund failed; its amount counts as collected again.",
    "confirmation.requested": "An agent asks for more than its key may move: a person has to approve or decline it.",
    "confirmation.approved": "A person approved what an agent asks for; the agent may repeat its request now.",
    "confirmation.declined": "A person declined what an agent asks for, or took an approval back.",
    "subscription.created": "A subscription was made.",
    "subscription.activated": "A subscription's first order was paid.",
    "subscription.trial_ending": "A trial ends in three days, or has just begun if it is shorter.",
    "subscription.renewal_upcoming": "A renewal comes in as many days as the merchant's settings say.",
    "subscription.payment_succeeded": "What a subscription owed was paid.",
    "subscription.payment_failed": "A subscription's order could not be charged.",
    "subscription.past_due": "A renewal failed; it is tried again, or another card is waited for.",
    "subscription.paused": "A subscription stands still: no order is made.",
    "subscription.resumed": "A paused subscription goes on.",
    "subscription.canceled": "A subscription ended.",
    "webhook_endpoint.test": "A test that was asked for; it goes to one endpoint, whatever that subscribes to.",
    "webhook_endpoint.disabled": "A webhook endpoint gets no more events: it is gone, or has failed for too long.",
}


class OutboxEntry(Shape):
    """An event that a row's new version gives; the row itself is the event's data."""

    id: str
    type: str
    at: datetime
    part: str | None = None
    """The id of the part of the row's document that is the event's data; None: the document itself."""


class Event(Shape):
    """An event as consumers get it. `data` is the resource as the API would answer it at that moment."""

    event_id: str
    event_type: str
    payload_version: str = PAYLOAD_VERSION
    mode: str
    merchant_id: str
    created_at: datetime
    data: dict[str, JsonValue]
