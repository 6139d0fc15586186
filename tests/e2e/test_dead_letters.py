"""Poison in the queues of the running stack: it dies alone, is kept for its merchant, and is sent back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from local.deployment import STACK
from tests.e2e.receiver import ARRIVAL_SECONDS, receiving

if TYPE_CHECKING:
    import httpx

    from local.runtime import Runtime

ORDER = {"lineItems": [{"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}


class Queues:
    """The stack's queues, by their names in the template."""

    def __init__(self, runtime: Runtime) -> None:
        resources = runtime.aws.cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        self._urls = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources}
        self._sqs = runtime.aws.client("sqs")

    def send(self, name: str, body: Any) -> None:
        """Put a message into a queue."""
        text = body if isinstance(body, str) else json.dumps(body)
        self._sqs.send_message(QueueUrl=self._urls[name], MessageBody=text)

    def hurry(self, name: str, seconds: int) -> None:
        """Let messages that were not worked off come again so soon."""
        self._sqs.set_queue_attributes(QueueUrl=self._urls[name], Attributes={"VisibilityTimeout": str(seconds)})

    def waiting(self, name: str) -> list[str]:
        """What lies in a queue that nobody takes from."""
        answer = self._sqs.receive_message(QueueUrl=self._urls[name], MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in answer.get("Messages", [])]


@pytest.fixture
def queues(runtime: Runtime) -> Iterator[Queues]:
    """The queue of events hands out again at once what failed, until the test is over."""
    found = Queues(runtime)
    found.hurry("EventsToDeliver", 1)
    yield found
    found.hurry("EventsToDeliver", 180)


def eventually(look: Callable[[], Any]) -> Any:
    """What is found within a while."""
    deadline = time.monotonic() + ARRIVAL_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.2)
    return found


def letters(api: httpx.Client, **query: str) -> list[dict[str, Any]]:
    """The merchant's dead letters."""
    return list(api.get("/v1/dead-letters", params=query).raise_for_status().json()["data"])


def test_poison_dies_alone_and_again_after_its_replay(api: httpx.Client, queues: Queues) -> None:
    """Five receives, a letter that tells why; sent back it dies again, and the new letter names the first."""
    merchant_id = api.get("/v1/settings").json()["data"]["merchantId"]
    queues.send("EventsToDeliver", {"detail": {"merchantId": merchant_id, "mode": "test"}})
    queues.send("EventsToDeliver", "no event at all")
    (letter,) = eventually(lambda: letters(api, source="events"))
    assert (letter["status"], letter["reason"]) == ("dead", "unreadable")
    assert "eventId" in letter["reasonMessage"]
    assert letter["receiveCount"] >= 5
    assert eventually(lambda: queues.waiting("DeadLetters")) == [
        json.dumps({"source": "events", "body": "no event at all"})
    ]
    replayed = api.post(f"/v1/dead-letters/{letter['id']}/replay").raise_for_status().json()["data"]
    assert replayed["status"] == "replayed"
    (again,) = eventually(lambda: letters(api, source="events", status="dead"))
    assert again["replayOf"] == letter["id"]


def test_letter_that_is_sent_back_reaches_its_receiver(api: httpx.Client, queues: Queues) -> None:
    """An event whose worker was down for all of its receives: its replay is delivered as it would have been."""
    order_id = api.post("/v1/orders", json=ORDER).raise_for_status().json()["data"]["id"]
    query = {"orderId": order_id, "eventType": "order.created"}
    (event,) = eventually(lambda: api.get("/v1/events", params=query).json()["data"])
    with receiving() as receiver:
        body = {"url": receiver.url("/late"), "subscribedEvents": ["order.created"]}
        endpoint = api.post("/v1/webhooks", json=body).raise_for_status().json()["data"]
        queues.send("DeadEvents", {"source": "flint", "detail": event})
        (letter,) = eventually(lambda: [each for each in letters(api) if each["eventId"] == event["eventId"]])
        assert (letter["reason"], letter["resourceId"]) == ("exhausted", order_id)
        assert receiver.got == []
        api.post(f"/v1/dead-letters/{letter['id']}/replay").raise_for_status()
        (got,) = receiver.wait_for("/late", 1)
        assert got.verified(endpoint["secret"])["eventId"] == event["eventId"]
        api.delete(f"/v1/webhooks/{endpoint['id']}")
