"""Whose data it is: every operation, asked for one merchant's things by a stranger.

The operations are the registry's own: a new one is tested from the day it is there.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from commerce.edge.operation import Operation
from commerce.edge.respond import respond
from commerce.usecases.authorization import identify
from tests.contract.asking import KEYED, named, path_of, prepare, real_body
from tests.shop import Json, Shop

NAMES_SOMETHING = {
    "checkoutSessions.create": "body",
    "invoices.create": "body",
    "paymentMethods.create": "body",
    "orders.payById": "body",
    "paymentIntents.create": "body",
    "refunds.create": "body",
    "subscriptions.create": "body",
    **{operation.name: "path" for operation in KEYED if operation.path_parameters},
}
"""Operations that are told which thing of the merchant's they are about."""


@pytest.fixture
def ids(shop: Shop, operation: Operation) -> dict[str, str]:
    """What the operation is asked about, all of it the first merchant's."""
    return prepare(shop, operation)


def strangers(shop: Shop, other_shop: Shop) -> dict[str, dict[str, str]]:
    """What the authorizer says of another merchant's key, and of a key of the same merchant's other mode."""
    other = identify(other_shop.world.runtime, other_shop.api_key)
    own = identify(shop.world.runtime, shop.api_key)
    return {"another merchant": other, "the other mode": {**own, "mode": "live"}}


def asked_by(identity: dict[str, str], operation: Operation, ids: dict[str, str], shop: Shop) -> tuple[int, str]:
    """Status and text of the answer that a stranger gets who knows all the identifiers."""
    body = real_body(operation, ids)
    event: dict[str, Any] = {
        "headers": {"content-type": "application/json", "idempotency-key": "stranger"},
        "pathParameters": path_of(operation, ids),
        "body": None if body is None else json.dumps(body),
        "requestContext": {"authorizer": {"lambda": identity}},
    }
    response = respond(operation, event, shop.world.runtime)
    return response["statusCode"], response["body"]


def rows_of(shop: Shop) -> list[Json]:
    """All rows of the merchant's test mode."""
    return [row for row in shop.world.table.rows() if row["pk"]["S"].startswith(f"{shop.merchant_id}/test/")]


@pytest.mark.parametrize("operation", [each for each in KEYED if each.name in NAMES_SOMETHING], ids=named)
@pytest.mark.parametrize("stranger", ["another merchant", "the other mode"])
def test_strangers_thing_is_not_found(
    shop: Shop, other_shop: Shop, ids: dict[str, str], operation: Operation, stranger: str
) -> None:
    """404, as if it were not there; nothing of it changes, and no money moves."""
    stranger_s = strangers(shop, other_shop)[stranger]
    before = (shop.world.table.rows(), shop.world.gateway.taken, shop.world.gateway.given_back)
    status, text = asked_by(stranger_s, operation, ids, shop)
    assert status == 404, text
    assert (shop.world.table.rows(), shop.world.gateway.taken, shop.world.gateway.given_back) == before


@pytest.mark.parametrize("operation", [each for each in KEYED if each.name not in NAMES_SOMETHING], ids=named)
def test_answer_holds_nothing_of_a_stranger(
    shop: Shop, other_shop: Shop, ids: dict[str, str], operation: Operation
) -> None:
    """Lists, calculations and new things: no identifier of the other merchant, nothing of theirs changed."""
    before = rows_of(shop)
    _, text = asked_by(strangers(shop, other_shop)["another merchant"], operation, ids, shop)
    assert not [name for name, identity in ids.items() if identity in text]
    assert (shop.merchant_id in text, rows_of(shop) == before) == (False, True)
