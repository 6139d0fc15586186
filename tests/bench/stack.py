"""The whole of Flint in this process: the template's table in moto, the Stripe stand-in, one merchant."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from botocore.session import get_session
from moto import mock_aws
from samtranslator.yaml_helper import yaml_parse

from commerce.context import Runtime
from commerce.edge.operation import Operation
from commerce.edge.registry import load_operations
from commerce.edge.respond import Response, respond
from commerce.payments.stripe import StripeGateway
from commerce.store.record import Record
from commerce.usecases.authorization import identify
from commerce.usecases.merchants import CreateMerchant, create

ROOT = Path(__file__).resolve().parents[2]
TABLE = Record.Meta.table_name


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, its body read."""

    status: int
    body: dict[str, Any]
    size_bytes: int

    @property
    def id(self) -> str:
        """The resource's id. Raises AssertionError if the request was refused."""
        assert self.status < 300, self.body
        identity: str = self.body["data"]["id"]
        return identity


class Caller:
    """A merchant's key, and the operations it may call."""

    def __init__(self, runtime: Runtime, name: str = "Corner shop") -> None:
        """Make the merchant: 8 % tax by default and the coupon LAUNCH20."""
        self.runtime = runtime
        self.operations: Mapping[str, Operation] = {operation.name: operation for operation in load_operations()}
        self.key = create(runtime, CreateMerchant(name=name)).api_key

    def identity(self) -> dict[str, str]:
        """What the authorizer tells the operation: one read, on AWS in a function of its own."""
        return identify(self.runtime, self.key)

    def event(
        self, body: Any = None, *, key: str | None = None, identity: Mapping[str, str] | None = None, **path: str
    ) -> dict[str, Any]:
        """API Gateway's event. key: of idempotency. identity: what the authorizer said before, None: it is asked."""
        return {
            "headers": {"content-type": "application/json", **({} if key is None else {"idempotency-key": key})},
            "pathParameters": path,
            "body": None if body is None else json.dumps(body),
            "requestContext": {"authorizer": {"lambda": dict(identity or self.identity())}},
        }

    def call(self, operation: str, body: Any = None, **request: Any) -> Answer:
        """Call an operation: `call("orders.get", order_id=…)`; the rest as in `event`."""
        return self.send(operation, self.event(body, **request))

    def send(self, operation: str, event: dict[str, Any]) -> Answer:
        """Give an event to an operation."""
        response = self.respond(self.operations[operation], event)
        return Answer(response["statusCode"], json.loads(response["body"]), len(json.dumps(response)))

    def respond(self, operation: Operation, event: dict[str, Any]) -> Response:
        """Answer an event as Lambda does, the response not read."""
        return respond(operation, event, self.runtime)


@contextmanager
def in_process(stripe_base_url: str | None = None) -> Iterator[Runtime]:
    """A runtime whose table is moto's. stripe_base_url: of a stand-in; None: no money can move."""
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}), mock_aws():
        Record._connection = None
        aws_client().create_table(TableName=TABLE, **table_definition())
        gateway = None if stripe_base_url is None else StripeGateway("sk_test_bench", stripe_base_url)
        yield Runtime(gateway_for=None if gateway is None else lambda _: gateway, pepper_for=lambda: "pepper")
        Record._connection = None


def table_definition() -> dict[str, Any]:
    """The table's keys and indexes as template.yaml declares them."""
    properties = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]["Table"]["Properties"]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: properties[name] for name in wanted}


def rows() -> list[dict[str, Any]]:
    """Every row of the table, as DynamoDB answers it."""
    found: list[dict[str, Any]] = []
    for page in aws_client().get_paginator("scan").paginate(TableName=TABLE):
        found += page["Items"]
    return found


@cache
def aws_client(service: str = "dynamodb") -> Any:
    """A client of its own, apart from the one that Flint uses."""
    return get_session().create_client(service)
