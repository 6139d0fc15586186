"""The API only ever gains: what was once described stays, or programs that call it would break."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.contract.openapi_baseline import BASELINE, breaks, facts_of
from tests.contract.published import document

PAID = {
    "paths": {
        "/v1/orders/{order_id}/pay": {
            "post": {
                "operationId": "orders.pay",
                "parameters": [{"name": "dryRun", "in": "query"}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/PayOrder"}}}},
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
                },
            }
        }
    },
    "components": {
        "schemas": {
            "PayOrder": {
                "type": "object",
                "required": ["token"],
                "properties": {
                    "token": {"type": "string", "maxLength": 250},
                    "captureMethod": {"enum": ["automatic", "manual"], "type": "string"},
                    "note": {"type": ["string", "null"]},
                },
            },
            "Order": {
                "type": "object",
                "required": ["id", "status"],
                "properties": {
                    "id": {"type": "string"},
                    "status": {"enum": ["OPEN", "PAID"], "type": "string"},
                    "lines": {"type": "array", "items": {"type": "string"}},
                },
            },
        }
    },
}
SENT = ("components", "schemas", "PayOrder")
ANSWERED = ("components", "schemas", "Order")
PAY = ("paths", "/v1/orders/{order_id}/pay", "post")


def changed(*steps: str, to: Any) -> Any:
    """The description with one place changed; `to` None: taken away."""
    described: Any = deepcopy(PAID)
    *way, last = steps
    place = described
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return described


def test_described_api_only_gained_since_the_baseline() -> None:
    """Every operation, field, value and limit of the baseline is still there, or wider."""
    assert breaks(json.loads(BASELINE.read_text()), facts_of(document())) == []


@pytest.mark.parametrize(
    ("after", "complaint"),
    [
        (changed(*PAY, "operationId", to="orders.settle"), "orders.pay: the operation is gone"),
        (changed(*PAY, "parameters", to=[]), "orders.pay: parameters are gone: dryRun"),
        (changed(*SENT, "properties", "note", to=None), "PayOrder.note: is gone"),
        (changed(*SENT, "properties", "note", to={"type": "string"}), "PayOrder.note: takes no null any more"),
        (changed(*SENT, "required", to=["token", "note"]), "PayOrder.note: has become required"),
        (changed(*SENT, "properties", "token", "maxLength", to=64), "PayOrder.token: maxLength was 250, is 64"),
        (changed(*SENT, "properties", "token", "minLength", to=1), "PayOrder.token: minLength was None, is 1"),
        (
            changed(*SENT, "properties", "captureMethod", "enum", to=["automatic"]),
            "PayOrder.captureMethod: values are gone: manual",
        ),
        (changed(*ANSWERED, "properties", "lines", to=None), "Order.lines: is gone"),
        (changed(*ANSWERED, "properties", "id", "type", to="integer"), "Order.id: was string, is integer"),
        (changed(*ANSWERED, "required", to=["id"]), "Order.status: was always there, may be missing"),
        (changed(*ANSWERED, "properties", "status", "enum", to=["OPEN"]), "Order.status: values are gone: PAID"),
    ],
)
def test_what_is_no_addition_is_named(after: Any, complaint: str) -> None:
    """An operation, a parameter, a field, a type, a promise, a value or room that is gone."""
    assert breaks(facts_of(PAID), facts_of(after)) == [complaint]


def test_new_field_that_must_be_sent_breaks_callers() -> None:
    """Those of yesterday do not send it."""
    after = changed(*SENT, "properties", "reason", to={"type": "string"})
    after["components"]["schemas"]["PayOrder"]["required"] = ["token", "reason"]
    assert breaks(facts_of(PAID), facts_of(after)) == ["PayOrder.reason: has become required"]


@pytest.mark.parametrize(
    "after",
    [
        changed(*SENT, "properties", "more", to={"type": "string"}),
        changed(*SENT, "properties", "token", "maxLength", to=500),
        changed(*SENT, "properties", "captureMethod", "enum", to=["automatic", "manual", "later"]),
        changed(*ANSWERED, "properties", "more", to={"type": "string"}),
        changed(*ANSWERED, "properties", "status", "enum", to=["OPEN", "PAID", "CLOSED"]),
        changed(*ANSWERED, "required", to=["id", "status", "lines"]),
    ],
)
def test_additions_are_no_break(after: Any) -> None:
    """A field, room, a value, a promise more."""
    assert breaks(facts_of(PAID), facts_of(after)) == []
