"""What changes in the table reaches the event bus, as a consumer would receive it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from local.runtime import Runtime

ORDER = {"lineItems": [{"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}
ARRIVAL_SECONDS = 60


@pytest.fixture(scope="module")
def delivered(runtime: Runtime) -> Callable[[str, str], dict[str, Any]]:
    """Wait for an event of a type about a resource, in a queue that gets everything from the stack's bus."""
    queues, bus = runtime.aws.client("sqs"), runtime.aws.client("events")
    url = queues.create_queue(QueueName="every-event")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    name = runtime.stack.event_bus_name
    bus.put_rule(Name="every-event", EventBusName=name, EventPattern=json.dumps({"source": ["flint"]}))
    bus.put_targets(Rule="every-event", EventBusName=name, Targets=[{"Id": "queue", "Arn": arn}])
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:*", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    queues.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    seen: list[dict[str, Any]] = []

    def wait_for(event_type: str, resource_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + ARRIVAL_SECONDS
        while time.monotonic() < deadline:
            for event in seen:
                if event["detail-type"] == event_type and event["detail"]["data"]["id"] == resource_id:
                    return event
            received = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
            for message in received.get("Messages", []):
                seen.append(json.loads(message["Body"]))
                queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        pytest.fail(f"no {event_type} of {resource_id}; there came {[event['detail-type'] for event in seen]}")

    return wait_for


def test_life_of_an_order_is_told_on_the_bus(
    api: httpx.Client, delivered: Callable[[str, str], dict[str, Any]]
) -> None:
    """Creation, payment and refund each become an event that carries the resource as the API answers it."""
    created = api.post("/v1/orders", json=ORDER).raise_for_status().json()["data"]
    order_id = created["orderId"]
    api.post(f"/v1/orders/{order_id}/pay", json={"paymentSourceTokens": ["tok_visa"]}).raise_for_status()
    refund = api.post("/v1/refunds", json={"orderId": order_id, "amountMoney": {"amount": 900}})
    refund_id = refund.raise_for_status().json()["data"]["refundId"]

    assert delivered("order.created", order_id)["detail"]["data"] == created
    assert delivered("order.paid", order_id)["detail"]["data"]["status"] == "PAID"
    assert delivered("order.refunded", order_id)["detail"]["data"]["status"] == "PARTIALLY_REFUNDED"
    assert delivered("refund.created", refund_id)["detail"]["data"]["status"] == "pending"
