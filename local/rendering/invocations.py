"""Sample inputs for invoking functions by hand, as AWS would hand them over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from commerce.domain.events import OutboxEntry
from commerce.edge.operation import Operation
from commerce.store.keys import Tenant
from commerce.store.store import Store
from local.rendering.examples import BEGINNING, made_up_id, walkthrough
from local.rendering.requests import example_bodies

HOST = "example.execute-api.us-east-1.amazonaws.com"
API_KEY = "flint_test_…"
INVOKED = ("orders.create", "orders.pay")


def render_invocations(operations: Iterable[Operation]) -> dict[str, str]:
    """File names and texts, by what is invoked."""
    by_name = {operation.name: operation for operation in operations}
    events = {name: api_event(by_name[name]) for name in INVOKED} | {
        "authorize": authorizer_event(),
        "publish_events": stream_event(),
        "settle_payments": schedule_event(),
        "create_merchant": {"name": "My shop", "mode": "test", "currency": "USD", "taxPercentage": "8"},
    }
    return {f"{name}.json": json.dumps(event, ensure_ascii=False, indent=2) + "\n" for name, event in events.items()}


def api_event(operation: Operation) -> dict[str, Any]:
    """What API Gateway sends to an operation, payload format 2.0, after the authorizer has let it through."""
    identifiers = {"order_id": walkthrough().created.id}
    given = {name: identifiers[name] for name in operation.path_parameters}
    path = operation.path.format(**given)
    authorizer = {
        "merchantId": made_up_id("mer"),
        "mode": "test",
        "keyId": made_up_id("key"),
        "scopes": "*",
        "settingsVersion": "1",
    }
    return {
        "version": "2.0",
        "routeKey": f"{operation.method} {operation.path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", "host": HOST, "idempotency-key": f"sample-{operation.name}"},
        "requestContext": {
            **_request_context(operation.method, path, operation.path),
            "authorizer": {"lambda": authorizer},
        },
        "pathParameters": given,
        "body": json.dumps(example_bodies()[operation.name]),
        "isBase64Encoded": False,
    }


def authorizer_event() -> dict[str, Any]:
    """What API Gateway asks the authorizer, payload format 2.0."""
    return {
        "version": "2.0",
        "type": "REQUEST",
        "routeKey": "GET /v1/orders",
        "rawPath": "/v1/orders",
        "rawQueryString": "",
        "headers": {"authorization": f"Bearer {API_KEY}", "host": HOST},
        "requestContext": _request_context("GET", "/v1/orders", "/v1/orders"),
    }


def stream_event() -> dict[str, Any]:
    """What the table's stream sends: the row of a new order, with the event that it gives."""
    order = walkthrough().created
    entry = OutboxEntry(id=made_up_id("evt", 1), type="order.created", at=order.created_at)
    record = Store(Tenant(made_up_id("mer"), "test")).record_of(order, [entry])
    record.body, record.packed = order.to_storage(), None  # readable, and the same whatever zlib is installed
    image: Mapping[str, Any] = record.serialize()
    return {
        "Records": [
            {
                "eventID": "1",
                "eventName": "INSERT",
                "eventVersion": "1.1",
                "eventSource": "aws:dynamodb",
                "awsRegion": "us-east-1",
                "dynamodb": {
                    "ApproximateCreationDateTime": int(order.created_at.timestamp()),
                    "Keys": {name: image[name] for name in ("pk", "sk")},
                    "NewImage": dict(sorted(image.items())),
                    "SequenceNumber": "111",
                    "StreamViewType": "NEW_IMAGE",
                },
            }
        ]
    }


def schedule_event() -> dict[str, Any]:
    """What the schedule sends to the sweeper, which reads none of it."""
    return {
        "version": "0",
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "time": _rfc3339(BEGINNING),
        "detail": {},
    }


def _request_context(method: str, path: str, route: str) -> dict[str, Any]:
    return {
        "apiId": "example",
        "domainName": HOST,
        "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "curl"},
        "requestId": "sample",
        "routeKey": f"{method} {route}",
        "stage": "$default",
        "time": _rfc3339(BEGINNING),
        "timeEpoch": int(BEGINNING.timestamp() * 1000),
    }


def _rfc3339(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
