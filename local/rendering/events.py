"""The events' contract: a schema and an example of every type that goes to the bus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from commerce.domain.confirmations import ConfirmationStatus
from commerce.domain.entity import Shape
from commerce.domain.events import EVENT_TYPES, PAYLOAD_VERSION, Event, OutboxEntry
from commerce.domain.lifecycle import CheckoutSessionStatus, InvoiceStatus
from commerce.edge.publishing import event_of
from commerce.store.keys import Tenant
from local.rendering.billing_examples import subscription_states
from local.rendering.examples import Walkthrough, at, made_up_id, walkthrough
from local.rendering.schemas import DEFINITIONS, Schema, reachable, schemas_of
from local.rendering.webhook_examples import disabled_endpoint

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TOO_LARGE = "DataTruncated"


def example_resources() -> Mapping[str, Shape]:
    """The resource that an event of each type is about, as it stands at that moment."""
    walk = walkthrough()
    return {
        "order.created": walk.created,
        "order.updated": walk.discounted,
        "order.paid": walk.paid,
        "order.refunded": walk.refunded,
        "order.closed": walk.closed,
        "payment_intent.succeeded": walk.charged,
        "payment_intent.payment_failed": walk.declined,
        "payment_intent.requires_action": walk.challenged,
        "payment_intent.canceled": walk.canceled,
        "customer.created": walk.customer,
        "customer.updated": walk.customer.evolve(tax_exempt=True, version=2),
        "item.inventory_low": walk.item.evolve(quantity_available=5, version=2),
        "payment_link.completed": walk.paid.evolve(source="payment_link", payment_link_id=made_up_id("pl")),
        "checkout_session.completed": walk.checkout_session.ended(CheckoutSessionStatus.PAID, at(3)),
        "checkout_session.expired": walk.checkout_session.ended(CheckoutSessionStatus.EXPIRED, at(1442)),
        "invoice.created": walk.invoice,
        "invoice.sent": walk.invoice_sent,
        "invoice.paid": walk.invoice_sent.after_payment(walk.paid, at(3)),
        "invoice.payment_reversed": walk.invoice_sent.evolve(version=4, updated_at=at(4)),
        "invoice.overdue": walk.invoice_sent.evolve(is_overdue=True, version=3),
        "invoice.voided": walk.invoice_sent.evolve(status=InvoiceStatus.VOID, voided_at=at(6), version=3),
        "credit_note.created": walk.credit_note,
        "credit_note.voided": walk.credit_note.voided(at(5)),
        "confirmation.requested": walk.confirmation,
        "confirmation.approved": walk.confirmation.decided(ConfirmationStatus.APPROVED, made_up_id("key"), at(4)),
        "confirmation.declined": walk.confirmation.decided(ConfirmationStatus.DECLINED, made_up_id("key"), at(4)),
        "dispute.created": walk.disputed,
        "dispute.closed": walk.dispute_lost,
        **_subscription_resources(walk),
        "refund.created": walk.refund,
        "refund.updated": walk.refund_arrived,
        "refund.failed": walk.refund_failed,
        "webhook_endpoint.test": walk.webhook_endpoint,
        "webhook_endpoint.disabled": disabled_endpoint(walk.webhook_endpoint, at(6)),
    }


def _subscription_resources(walk: Walkthrough) -> Mapping[str, Shape]:
    states = subscription_states(walk.subscription, walk.created.id, at(5))
    return {f"subscription.{name}": state for name, state in states.items()}


def render_events() -> dict[str, str]:
    """File names and texts: a schema and an example per event type."""
    resources = example_resources()
    rendered = {}
    for event_type, description in EVENT_TYPES.items():
        resource = resources[event_type]
        rendered[f"{event_type}.schema.json"] = _text(schema_of(event_type, description, type(resource)))
        rendered[f"{event_type}.example.json"] = _text(example_of(event_type, resource))
    return rendered


def schema_of(event_type: str, description: str, resource: type[Shape]) -> Schema:
    """The schema of an event; one too large for the bus keeps little of its resource."""
    schemas = schemas_of([Event, resource], [], ref_template=DEFINITIONS)
    envelope = schemas.pop(Event.__name__)
    whole, cut = {"$ref": f"#/$defs/{resource.__name__}"}, {"$ref": f"#/$defs/{TOO_LARGE}"}
    envelope["properties"] |= {
        "eventType": {"const": event_type},
        "payloadVersion": {"const": PAYLOAD_VERSION},
        "mode": {"enum": ["test", "live"]},
        "data": {"anyOf": [whole, cut], "description": "The resource as the API answered at that moment."},
    }
    return {
        "$schema": DIALECT,
        "title": event_type,
        **envelope,
        "description": description,
        "$defs": {**reachable(schemas, [resource.__name__]), TOO_LARGE: _truncated()},
    }


def _truncated() -> Schema:
    return {
        "type": "object",
        "description": "In place of a resource too large for the bus: read it by its id.",
        "properties": {
            "id": {"type": "string"},
            "version": {"type": ["integer", "null"]},
            "status": {"type": ["string", "null"]},
            "dataTruncated": {"const": True},
        },
        "required": ["id", "version", "status", "dataTruncated"],
    }


def example_of(event_type: str, resource: Shape) -> dict[str, Any]:
    """The event that the resource's row gives, as it stands on the bus."""
    changed_at = getattr(resource, "updated_at")  # noqa: B009  # every resource with events has it
    entry = OutboxEntry(id=made_up_id("evt"), type=event_type, at=changed_at)
    event = event_of(entry, resource, Tenant(made_up_id("mer"), "test"))
    example: dict[str, Any] = json.loads(event.to_answer())
    return example


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
