"""Each change tells its events once; a refusal, a dry run and a repetition tell none.

The operations are the registry's own: a new one fails here until it says what it tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from botocore.session import get_session

from commerce.edge.operation import Operation
from commerce.edge.publishing import entries_of
from tests.contract.asking import MUTATIONS, ask, named, path_of, prepare, real_body
from tests.shop import Answer, Json, Shop, World
from tests.table import TABLE, as_streamed

KEY = "one-key"
ORDER_PAID = ("order.paid", "payment_intent.succeeded")
TELLS: Mapping[str, tuple[str, ...]] = {
    "checkoutSessions.close": ("order.updated",),
    "checkoutSessions.create": ("order.updated",),
    "confirmations.approve": ("confirmation.approved",),
    "confirmations.decline": ("confirmation.declined",),
    "customers.create": ("customer.created",),
    "customers.delete": ("customer.updated",),
    "customers.update": ("customer.updated",),
    "invoices.create": ("invoice.created", "order.updated"),
    "invoices.issue": ("order.updated",),
    "invoices.recordManualPayment": ("invoice.paid", *ORDER_PAID),
    "invoices.reverseManualPayment": ("invoice.payment_reversed", "order.updated", "payment_intent.canceled"),
    "invoices.send": ("invoice.sent", "order.updated"),
    "invoices.sendReminder": ("invoice.sent",),
    "invoices.void": ("invoice.voided", "order.updated"),
    "orders.addCharge": ("order.updated",),
    "orders.addDiscount": ("order.updated",),
    "orders.addLineItems": ("order.updated",),
    "orders.addTips": ("order.updated",),
    "orders.applyCoupon": ("order.updated",),
    "orders.applyTax": ("order.updated",),
    "orders.clone": ("order.created",),
    "orders.close": ("order.closed",),
    "orders.create": ("order.created",),
    "orders.pay": ORDER_PAID,
    "orders.payById": ORDER_PAID,
    "orders.recordManualPayment": ORDER_PAID,
    "orders.removeCharge": ("order.updated",),
    "orders.removeDiscounts": ("order.updated",),
    "orders.removeLineItems": ("order.updated",),
    "orders.removeTips": ("order.updated",),
    "orders.update": ("order.updated",),
    "orders.updateLineItem": ("order.updated",),
    "paymentIntents.cancel": ("payment_intent.canceled",),
    "paymentIntents.capture": ("order.updated", "payment_intent.succeeded"),  # the example takes a part of the order
    "paymentIntents.confirm": ORDER_PAID,
    "paymentIntents.create": ("order.updated",),
    "paymentMethods.create": ("customer.updated",),
    "paymentMethods.remove": ("customer.updated",),
    "paymentMethods.setDefault": ("customer.updated",),
    "refunds.create": ("order.refunded", "refund.created"),
    "refunds.update": ("refund.updated",),
    "subscriptions.create": (
        "invoice.created",
        "invoice.paid",
        "order.created",
        *ORDER_PAID,
        "subscription.activated",
        "subscription.created",
        "subscription.payment_succeeded",
    ),
    "subscriptions.pause": ("subscription.paused",),
    "subscriptions.resume": ("subscription.resumed",),
}
"""By operation, what its example tells, sorted. What is not here is in SILENT."""

SILENT = frozenset(
    {
        *("apiKeys.create", "apiKeys.revoke", "settings.update", "sandbox.advanceClock", "reconciliations.create"),
        *("coupons.create", "coupons.delete", "coupons.update", "taxRates.create", "taxRates.delete"),
        *("taxRates.update", "plans.archive", "plans.create", "plans.update", "paymentLinks.activate"),
        *("paymentLinks.create", "paymentLinks.deactivate", "paymentLinks.update", "webhookEndpoints.create"),
        *("webhookEndpoints.delete", "webhookEndpoints.rotateSecret", "webhookEndpoints.update"),
        # That stock is low is told by whoever hears of it from the stream, however it came to be low.
        *("items.adjustInventory", "items.create", "items.delete", "items.update"),
        # Drafts and intents that wait: what they come to is told once it binds somebody.
        *("invoices.update", "paymentIntents.update"),
        # The examples decide for the end of the period, and tell when it has come.
        *("subscriptions.cancel", "subscriptions.update"),
        # They send what was told before, or to one endpoint alone.
        *("deadLetters.replay", "webhookEndpoints.replay", "webhookEndpoints.sendTest", "webhookEvents.resend"),
    }
)


@cache
def streams() -> Any:
    """What reads the streams of tables; making it costs more than a test."""
    return get_session().create_client("dynamodbstreams", region_name="us-east-1")


class Stream:
    """The table's stream: every version of every row, also of those that were written over since."""

    def __init__(self, world: World) -> None:
        terms = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
        table = world.table.client.update_table(TableName=TABLE, StreamSpecification=terms)["TableDescription"]
        self._client = streams()
        (shard,) = self._client.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]["Shards"]
        self._place = {"StreamArn": table["LatestStreamArn"], "ShardId": shard["ShardId"]}
        self._seen = 0

    def told(self) -> list[str]:
        """The types of the events that came since this was last asked, sorted; each as often as it came."""
        place = self._client.get_shard_iterator(**self._place, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records = self._client.get_records(ShardIterator=place)["Records"]
        new, self._seen = records[self._seen :], len(records)
        return sorted(entry.event.event_type for record in new for entry in entries_of(handed_over(record)))


def handed_over(record: Json) -> Json:
    """A record as Lambda hands it to the publisher."""
    change = record["dynamodb"]
    return {"dynamodb": {**change, "NewImage": as_streamed(change["NewImage"])}} if "NewImage" in change else record


def ask_for_other(shop: Shop, operation: Operation, ids: dict[str, str]) -> Answer:
    """Ask for something else under the same key: another version is expected, which is part of the input."""
    body: dict[str, Any] = {**(real_body(operation, ids) or {}), "expectedVersion": 987_654}
    return shop.call(operation.name, body, key=KEY, **path_of(operation, ids))


@pytest.mark.parametrize("operation", MUTATIONS, ids=named)
def test_change_tells_its_events_once(shop: Shop, operation: Operation) -> None:
    """Read from the stream: an event that a later version of its row hides counts, and so does one that it repeats."""
    stream, ids = Stream(shop.world), prepare(shop, operation)
    stream.told()
    ask(shop, operation, ids, query={"dryRun": "true"}, key=KEY)
    if operation.path_parameters:
        stale = ask(shop, operation, ids, headers={"If-Match": "987654"})
        assert stale.refusal == (409, "VERSION_CONFLICT")
    assert stream.told() == []
    assert ask(shop, operation, ids, key=KEY).status == operation.status
    assert stream.told() == list(TELLS.get(operation.name, ()))
    assert ask(shop, operation, ids, key=KEY).body["meta"] == {"idempotencyReplayed": True}
    assert shop.call(operation.name, {"noSuchField": 1}, **path_of(operation, ids)).status == 400
    assert ask_for_other(shop, operation, ids).refusal == (409, "IDEMPOTENCY_KEY_REUSED")
    assert stream.told() == []


def test_every_operation_that_changes_something_says_what_it_tells() -> None:
    """One way or the other, and none that is no more."""
    assert sorted([*TELLS, *SILENT]) == sorted(map(named, MUTATIONS))
