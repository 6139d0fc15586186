"""The rules of idempotency keys, held against every operation that changes something.

The operations are the registry's own: a new one is tested from the day it is there, and fails here until it has an
example in `local/rendering/requests.py` and something to be asked about in `tests/contract/asking.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commerce.edge.operation import Operation
from tests.contract.asking import MUTATIONS, OPERATIONS, ask, named, path_of, prepare, real_body
from tests.shop import Answer, Json, Shop

each_mutation = pytest.mark.parametrize("operation", MUTATIONS, ids=named)
KEY = "one-key"


@pytest.fixture
def ids(shop: Shop, operation: Operation) -> dict[str, str]:
    """What the operation is asked about."""
    return prepare(shop, operation)


def other_input(shop: Shop, operation: Operation, ids: dict[str, str]) -> Answer:
    """Ask with the same key for something else: another version is expected, which is part of the input."""
    body = {**(real_body(operation, ids) or {}), "expectedVersion": 987_654}
    path = path_of(operation, ids)
    return shop.call(operation.name, body, key=KEY, **path)


def without_meta(answer: Answer) -> tuple[int, str]:
    """Status and data of an answer, as they were sent."""
    return answer.status, answer.data_text


@each_mutation
def test_repetition_gets_the_first_answer(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """Byte for byte, with its status, marked as replayed; nothing is written."""
    first = ask(shop, operation, ids, key=KEY)
    rows = shop.world.table.rows()
    shop.world.clock.advance(hours=1)
    again = ask(shop, operation, ids, key=KEY)
    assert without_meta(again) == without_meta(first)
    assert (first.body["meta"], again.body["meta"]) == ({}, {"idempotencyReplayed": True})
    assert shop.world.table.rows() == rows


@each_mutation
def test_other_input_is_refused(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """The key belongs to its first input."""
    ask(shop, operation, ids, key=KEY)
    assert other_input(shop, operation, ids).refusal == (409, "IDEMPOTENCY_KEY_REUSED")


@each_mutation
def test_other_operation_is_refused(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """The key belongs to its first operation."""
    ask(shop, operation, ids, key=KEY)
    other = "orders.create" if operation.name != "orders.create" else "coupons.create"
    body: Json = {} if other == "orders.create" else {"name": "x", "couponCode": "X", "percentOff": "1"}
    assert shop.call(other, body, key=KEY).refusal == (409, "IDEMPOTENCY_KEY_REUSED")


@each_mutation
def test_other_merchants_key_is_another_key(shop: Shop, other_shop: Shop, operation: Operation) -> None:
    """Two merchants may use the same key without knowing of each other."""
    answers = [ask(each, operation, prepare(each, operation), key=KEY) for each in (shop, other_shop)]
    assert [(answer.status, answer.body["meta"]) for answer in answers] == [(operation.status, {})] * 2


@each_mutation
def test_dry_run_writes_nothing(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """No row is new or other, no card is charged, and the idempotency key stays free."""
    before = (shop.world.table.rows(), shop.world.gateway.taken, shop.world.gateway.given_back)
    answer = ask(shop, operation, ids, key=KEY, query={"dryRun": "true"})
    assert (answer.status, answer.body["meta"]) == (operation.status, {"dryRun": True})
    assert (shop.world.table.rows(), shop.world.gateway.taken, shop.world.gateway.given_back) == before


@each_mutation
def test_faster_twin_answers_both(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """Another process answers the same request just before this one writes: one change, one answer."""
    answers: list[Answer] = []
    shop.world.before_next_write(lambda: answers.append(ask(shop, operation, ids, key=KEY)))
    answers.append(ask(shop, operation, ids, key=KEY))
    twin, slower = answers
    assert (twin.status, twin.body["meta"]) == (operation.status, {})
    # Where money is on its way the slower one is told to come back, and then gets the same answer.
    if slower.status == 409:
        assert slower.refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")
        slower = ask(shop, operation, ids, key=KEY)
    assert without_meta(slower) == without_meta(twin)


@each_mutation
def test_refused_input_leaves_the_key_free(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """A validation error is no outcome: corrected, the request goes through under the same key."""
    path = path_of(operation, ids)
    refused = shop.call(operation.name, {"noSuchField": 1}, key=KEY, **path)
    answer = ask(shop, operation, ids, key=KEY)
    assert (refused.status, answer.status, answer.body["meta"]) == (400, operation.status, {})


@each_mutation
def test_key_in_header_or_body_is_the_same(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """`Idempotency-Key` and `idempotencyKey` name one thing."""
    first = ask(shop, operation, ids, key=KEY)
    body = {**(real_body(operation, ids) or {}), "idempotencyKey": KEY}
    path = path_of(operation, ids)
    assert without_meta(shop.call(operation.name, body, **path)) == without_meta(first)


@each_mutation
def test_key_is_free_again_after_two_days(shop: Shop, ids: dict[str, str], operation: Operation) -> None:
    """Kept for 48 hours, more than the 24 that are promised; after that the database may still hold the row."""
    ask(shop, operation, ids, key=KEY)
    shop.world.clock.advance(hours=49)
    answer = ask(shop, operation, ids, key=KEY)
    assert "idempotencyReplayed" not in answer.body["meta"]


def test_every_way_to_change_something_is_among_them() -> None:
    """Nothing that is no GET is left out but what only calculates and what Stripe signs."""
    assert not [name for name in left_out() if name not in {"orders.calculate", "stripe.receiveEvent"}]


def left_out() -> Iterator[str]:
    """Operations that take a body or change something and are not tested here."""
    tested = {operation.name for operation in MUTATIONS}
    return (name for name, operation in OPERATIONS.items() if operation.method != "GET" and name not in tested)
