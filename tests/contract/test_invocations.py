"""The sample inputs are such as the functions take."""

from __future__ import annotations

import json
from typing import Any

from commerce.edge.publishing import entries_of
from commerce.edge.reading import validated
from commerce.edge.respond import respond
from commerce.usecases.merchants import CreateMerchant
from local.rendering.files import INVOKE
from tests.contract.asking import OPERATIONS
from tests.contract.published import complain, event_validator
from tests.shop import Shop, World
from workers import authorize


def sample(name: str) -> Any:
    """A sample input."""
    return json.loads((INVOKE / f"{name}.json").read_text())


def test_order_is_made_by_its_sample(shop: Shop, world: World) -> None:
    """With the merchant's own id in the authorizer's word, it makes the order of the walk-through."""
    event = sample("orders.create")
    event["requestContext"]["authorizer"]["lambda"]["merchantId"] = shop.merchant_id
    response = respond(OPERATIONS["orders.create"], event, world.runtime)
    assert json.loads(response["body"])["data"]["netAmounts"]["totalMoney"]["amount"] == 13824


def test_order_is_paid_by_its_sample(shop: Shop, world: World) -> None:
    """With the merchant's and the order's own ids, it pays."""
    event = sample("orders.pay")
    event["requestContext"]["authorizer"]["lambda"]["merchantId"] = shop.merchant_id
    event["pathParameters"]["order_id"] = shop.order()["id"]
    response = respond(OPERATIONS["orders.pay"], event, world.runtime)
    assert json.loads(response["body"])["data"]["status"] == "PAID"


def test_stream_record_gives_its_event() -> None:
    """The sample row's event is as published."""
    (record,) = sample("publish_events")["Records"]
    (entry,) = entries_of(record)
    complain(event_validator("order.created"), json.loads(entry.fields["Detail"]))


def test_authorizer_reads_its_sample(world: World) -> None:
    """It finds a key there, though none that exists."""
    assert authorize.handler(sample("authorize"), None)["context"] == {"refusal": "API_KEY_NOT_FOUND"}


def test_merchant_sample_is_accepted() -> None:
    """With a name and the percentage of the default tax rate."""
    command = validated(CreateMerchant, sample("create_merchant"))
    assert (command.name, command.tax_percentage) == ("My shop", "8")
