"""The memory table answers as DynamoDB does: the same reads and transactions through moto and through memory."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from botocore.session import get_session
from moto import mock_aws

from commerce.domain.activities import Activity
from commerce.domain.coupons import Coupon
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.items import Item
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.payments import PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
from commerce.store.keys import ATTEMPTS, DUE_SHARDS, coupon_code_name
from commerce.store.lists import Selection, due_keys, list_children, list_entities
from commerce.store.record import Record
from commerce.store.store import Store
from commerce.store.table import Table
from commerce.store.writes import (
    Answer,
    CountCustomerUse,
    CountStock,
    Create,
    Remember,
    Replace,
    TransactionLost,
    Write,
    count_use,
)
from tests.faults.memory_table import INDEX_KEYS, MemoryTable
from tests.faults.world import START, TENANT

LATER = START + timedelta(hours=49)
ONE = Money(amount=100, currency="USD")
NONE = Money(amount=0, currency="USD")

INTENT = PaymentIntent(
    id="pi_1", order_id="ord_1", amount_money=ONE, refunded_amount_money=NONE, created_at=START, updated_at=START
)
REFUND = Refund(
    id="ref_1",
    order_id="ord_1",
    payment_intent_id="pi_1",
    amount_money=ONE,
    tax_money=NONE,
    allocations=(RefundAllocation(payment_intent_id="pi_1", amount_money=ONE, tax_money=NONE),),
    source_type=PaymentSource.CARD,
    customer_id="cus_1",
    created_at=START,
    updated_at=START,
)
COUPON = Coupon(id="cpn_1", name="x", coupon_code="X", percent_off="5", max_uses=2, created_at=START, updated_at=START)
ITEM = Item(id="item_1", name="x", unit_price_money=ONE, quantity_available=3, created_at=START, updated_at=START)
FREE_ITEM = ITEM.evolve(id="item_2", enforce_inventory_limit=False)
UNCOUNTED_ITEM = ITEM.evolve(id="item_3", quantity_available=None)
KEY = IdempotencyRecord(key="k", fingerprint="f", attempt_id="pi_1", expires_at=START + timedelta(hours=48))


def _activity(sequence: int) -> Activity:
    return Activity(
        id=f"act_{sequence}",
        order_id="ord_1",
        sequence=sequence,
        type="order.created",
        description="",
        actor="system",
        balance_delta=ONE,
        running_balance=ONE,
        created_at=START,
    )


TRANSACTIONS: list[list[Write]] = [
    [Create(INTENT), Remember(KEY, START), *(Create(_activity(n)) for n in (1, 2, 3))],
    [Create(INTENT), Create(REFUND)],  # the first is there: neither is written
    [Remember(KEY, START), Create(REFUND)],  # the key is known: the old item tells of it
    [Create(REFUND), Create(COUPON), Create(COUPON, name=coupon_code_name("X"))],
    [Replace(INTENT.evolve(version=2, status=PaymentIntentStatus.SUCCEEDED), 1, (), ["processing"])],
    [Replace(INTENT.evolve(version=3), 1)],  # stale
    [Replace(INTENT.evolve(version=3), 2, (), ["processing"])],  # another status
    [Answer(KEY.evolve(status=200, kind="Order", answer="{}"))],
    [Remember(KEY.evolve(fingerprint="g", expires_at=LATER + timedelta(hours=48)), LATER)],  # expired: free again
    [Answer(KEY.evolve(status=201, kind="Order", answer="{}"))],  # it serves another request now
    [*count_use("cpn_1", "X", +1), Replace(REFUND.evolve(version=2), 1)],
    [*count_use("cpn_1", "X", +1)],
    [*count_use("cpn_1", "X", +1)],  # used up
    [*count_use("cpn_1", "X", -1), CountCustomerUse("cpn_1", "cus_1", +1, 1)],
    [CountCustomerUse("cpn_1", "cus_1", +1, 1)],  # used up by this customer
    [CountCustomerUse("cpn_1", "cus_1", -1)],
    [CountCustomerUse("cpn_1", "cus_1", -1)],  # nothing left to give back
    [*count_use("cpn_2", "X", -1)],  # the code is another coupon's
    [Replace(COUPON.evolve(version=2, uses=0), 1)],  # its uses moved
    [Create(ITEM), Create(FREE_ITEM), Create(UNCOUNTED_ITEM)],
    [CountStock("item_1", "x", -2), CountStock("item_2", "x", -5)],  # the second may be sold beyond its stock
    [CountStock("item_1", "x", -2)],  # one is left
    [CountStock("item_3", "x", -1)],  # nobody counts it
    [CountStock("item_3", "x", +1)],
    [CountStock("item_4", "x", +1)],  # there is no such item
    [Replace(ITEM.evolve(version=2), 1)],  # its stock moved
    [Replace(ITEM.evolve(version=2, quantity_available=9), 1, before=ITEM.evolve(quantity_available=1))],
    [CountStock("item_1", "x", -9)],
    [Replace(UNCOUNTED_ITEM.evolve(version=2, quantity_available=4), 1, before=UNCOUNTED_ITEM)],
]


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """The table in moto."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, os.environ.get(name, "test"))
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        Record._connection = None
        _create_table(get_session().create_client("dynamodb"))
        yield Table()
    Record._connection = None


def _create_table(client: Any) -> None:
    def schema(hash_name: str, range_name: str) -> list[dict[str, str]]:
        return [{"AttributeName": hash_name, "KeyType": "HASH"}, {"AttributeName": range_name, "KeyType": "RANGE"}]

    names = {"pk", "sk"} | {name for keys in INDEX_KEYS.values() for name in keys}
    client.create_table(
        TableName=Record.Meta.table_name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=schema("pk", "sk"),
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in sorted(names)],
        GlobalSecondaryIndexes=[
            {"IndexName": name, "KeySchema": schema(*keys), "Projection": {"ProjectionType": "ALL"}}
            for name, keys in INDEX_KEYS.items()
        ],
    )


def _write(store: Store, writes: list[Write]) -> object:
    """What a transaction came to: which writes were lost, and what the key's old item told."""
    try:
        store.write(writes)
    except TransactionLost as lost:
        return [writes.index(write) for write in lost.lost], lost.remembered
    return "written"


def _read(store: Store) -> list[object]:
    """All that Flint reads of a table."""
    found = store.read("pi_1", "ref_1", "cpn_1", coupon_code_name("X"), "idempotency/k", "nothing")
    entities: list[object] = [
        found.get(PaymentIntent, "pi_1"),
        found.get(Refund, "ref_1"),
        found.get(Coupon, "cpn_1"),
        found.get(Coupon, coupon_code_name("X")),
        found.get(IdempotencyRecord, "idempotency/k"),
    ]
    lists: list[object] = [
        list_entities(store, PaymentIntent, Selection(limit=5)),
        list_entities(store, PaymentIntent, Selection(status="succeeded", limit=5)),
        list_entities(store, Refund, Selection(customer_id="cus_1", status="pending", limit=5)),
        list_entities(store, Refund, Selection(low="ref_2", limit=5)),
        list_children(store, Activity, "ord_1", "activity/", below=None, limit=2),
        list_children(store, Activity, "ord_1", "activity/", below="activity/00000003", limit=2),
    ]
    due = [sorted(due_keys(store.table, ATTEMPTS, shard, LATER, 10)) for shard in range(DUE_SHARDS[ATTEMPTS])]
    return [*entities, *lists, *due]


def test_memory_answers_as_dynamodb_does(dynamodb: Table) -> None:
    """Every transaction wins or loses alike, for the same reasons, and leaves the same rows."""
    there, here = Store(TENANT, dynamodb), Store(TENANT, MemoryTable())
    for number, writes in enumerate(TRANSACTIONS):
        assert _write(here, writes) == _write(there, writes), f"transaction {number}"
        assert _read(here) == _read(there), f"after transaction {number}"


def test_transaction_is_applied_once_when_its_token_comes_again() -> None:
    """The SDK repeats a transaction whose reply was lost, under the same token; DynamoDB answers as it did first."""
    table = MemoryTable()
    store = Store(TENANT, table)
    store.write([Create(COUPON)])
    items = table.gather([write.prepare(store) for write in count_use("cpn_1", "X", +1)[:1]])
    table.apply("token", items)
    table.apply("token", items)
    found = store.read("cpn_1").get(Coupon, "cpn_1")
    assert found is not None
    assert found.uses == 1
