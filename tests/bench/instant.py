"""AWS and Stripe that answer at once and inside this process, so that what is timed is our own work.

The table keeps rows but evaluates no condition; Stripe repeats what the stand-in answered once.
"""

import io
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unittest.mock import patch

import stripe
from botocore import handlers
from botocore.awsrequest import AWSResponse

from commerce.context import Runtime
from commerce.payments.stripe import StripeGateway
from commerce.payments.stripe_http import PooledClient
from commerce.store.record import Record
from local.stripe_standin import StripeStandIn
from tests.bench.stack import table_definition

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
ADDRESS = "https://dynamodb.us-east-1.amazonaws.com/"
TOKEN = "sk_test_bench"


class Key(NamedTuple):
    """A row's primary key."""

    pk: str
    sk: str


class Body(io.BytesIO):
    """A response's bytes as botocore reads them."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """All at once."""
        yield self.read()


@dataclass(slots=True)
class InstantTable:
    """A table behind botocore's `before-send` hook."""

    rows: dict[Key, dict[str, Any]] = field(default_factory=dict)
    written: list[Key] = field(default_factory=list)
    """Keys of all rows that were written, in their order."""
    cpu_seconds: float = 0.0
    """What answering took: no part of Flint's work."""
    partition_of: dict[str, str] = field(default_factory=dict)
    """Each index's partition key."""

    def __post_init__(self) -> None:
        for index in table_definition()["GlobalSecondaryIndexes"]:
            self.partition_of[index["IndexName"]] = index["KeySchema"][0]["AttributeName"]

    def answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        """Answer one request."""
        started = time.process_time()
        operation = event_name.rpartition(".")[2]
        does: dict[str, Callable[[Any], Any]] = {
            "BatchGetItem": self._get,
            "TransactWriteItems": self._write,
            "Query": self._query,
        }
        content = json.dumps(does[operation](json.loads(request.body))).encode()
        headers: Any = {"content-type": "application/x-amz-json-1.0", "content-length": str(len(content))}
        response = AWSResponse(ADDRESS, 200, headers, Body(content))
        self.cpu_seconds += time.process_time() - started
        return response

    def _get(self, request: Any) -> Any:
        [(table, wanted)] = request["RequestItems"].items()
        found = (self.rows.get(_key(names)) for names in wanted["Keys"])
        return {"Responses": {table: [row for row in found if row is not None]}, "UnprocessedKeys": {}}

    def _write(self, request: Any) -> Any:
        for part in request["TransactItems"]:
            [(action, row)] = part.items()
            names = row["Item"] if action == "Put" else row["Key"]
            self.written.append(_key(names))
            if action == "Put":
                self.rows[_key(names)] = names
        return {}

    def _query(self, request: Any) -> Any:
        attribute = self.partition_of[request["IndexName"]] if "IndexName" in request else "pk"
        partition = request["ExpressionAttributeValues"][":0"]["S"]
        found = [row for row in self.rows.values() if row.get(attribute, {}).get("S") == partition]
        found.sort(key=lambda row: row.get("id", row["sk"])["S"], reverse=True)
        return {"Items": found[: request["Limit"]], "Count": len(found), "ScannedCount": len(found)}


@contextmanager
def instant() -> Iterator[tuple[Runtime, InstantTable]]:
    """A runtime without a network."""
    table = InstantTable()
    hook: tuple[str, Callable[..., Any]] = ("before-send.dynamodb", table.answer)
    handlers.BUILTIN_HANDLERS.insert(0, hook)
    Record._connection = None
    try:
        with patch.dict(os.environ, ENVIRONMENT), patch.object(PooledClient, "request", _recorded_stripe()):
            gateway = StripeGateway(TOKEN)
            yield Runtime(gateway_for=lambda _: gateway, pepper_for=lambda: "pepper"), table
    finally:
        Record._connection = None
        handlers.BUILTIN_HANDLERS.remove(hook)


def _recorded_stripe() -> Callable[..., Any]:
    """What sends a request, but only repeats one payment and one refund."""
    with StripeStandIn.start() as standin:
        client = stripe.StripeClient(TOKEN, base_addresses={"api": standin.base_url})
        payment = client.v1.payment_intents.create(
            {
                "amount": 11059,
                "currency": "usd",
                "confirm": True,
                "payment_method": "pm_card_visa",
                "allowed_payment_method_types": ["card"],
                "expand": ["latest_charge"],
            }
        )
        refund = client.v1.refunds.create({"payment_intent": payment.id, "amount": 290})
    answers = {"payment_intents": json.dumps(payment.to_dict()), "refunds": json.dumps(refund.to_dict())}

    def request(_: PooledClient, __: str, url: str, *___: Any) -> tuple[str, int, dict[str, str]]:
        resource = url.split("/v1/")[1].split("/", maxsplit=1)[0]
        return answers[resource], 200, {"request-id": "req_recorded"}

    return request


def _key(names: dict[str, Any]) -> Key:
    return Key(names["pk"]["S"], names["sk"]["S"])
