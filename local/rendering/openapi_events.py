"""The events of the OpenAPI description: a named schema of each, and one of all that tells them apart by their type."""

from __future__ import annotations

from typing import Any

from commerce.domain.events import EVENT_TYPES, PAYLOAD_VERSION
from local.rendering.events import example_of, example_resources
from local.rendering.schemas import COMPONENTS, Schema

ALL = "Event"
MOMENT: Schema = {"type": "string", "format": "date-time"}
TEXT: Schema = {"type": "string"}


def schema_name(event_type: str) -> str:
    """`payment_intent.succeeded` → `PaymentIntentSucceededEvent`."""
    words = event_type.replace(".", "_").split("_")
    return "".join(word.capitalize() for word in words) + ALL


def event_schemas() -> dict[str, Schema]:
    """A schema for each event type, and `Event`, which is one of them."""
    references = {each: COMPONENTS.format(model=schema_name(each)) for each in EVENT_TYPES}
    one_of_all = {
        "description": "What a webhook brings; `eventType` says which.",
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": "eventType", "mapping": references},
    }
    return {ALL: one_of_all, **{schema_name(each): _event(each) for each in EVENT_TYPES}}


def _event(event_type: str) -> Schema:
    resource = type(example_resources()[event_type]).__name__
    properties: dict[str, Schema] = {
        "eventId": {**TEXT, "description": "The same on every try, as in the header `webhook-id`."},
        "eventType": {"type": "string", "const": event_type},
        "payloadVersion": {"type": "string", "const": PAYLOAD_VERSION},
        "mode": {"type": "string", "enum": ["test", "live"]},
        "merchantId": TEXT,
        "createdAt": MOMENT,
        "data": {"$ref": COMPONENTS.format(model=resource)},
    }
    return {
        "type": "object",
        "description": EVENT_TYPES[event_type],
        "properties": properties,
        "required": list(properties),
    }


def described_events() -> dict[str, Any]:
    """Each event as a request that an endpoint of the merchant's gets."""
    return {each: {"post": _delivery(each)} for each in EVENT_TYPES}


def _delivery(event_type: str) -> dict[str, Any]:
    content = {
        "schema": {"$ref": COMPONENTS.format(model=schema_name(event_type))},
        "example": example_of(event_type, example_resources()[event_type]),
    }
    return {
        "operationId": f"events.{event_type}",
        "tags": ["webhook_endpoints"],
        "summary": EVENT_TYPES[event_type].removesuffix("."),
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"2XX": {"description": "It is taken; anything else is tried again."}},
    }
