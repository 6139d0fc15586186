"""Past events: recorded as they were told, found by type and resource, for 30 days."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from pynamodb.exceptions import PutError

from commerce.edge.publishing import publish
from commerce.edge.stock_watch import watch
from commerce.store.record import Record
from commerce.store.store import TABLE
from tests.fakes import START
from tests.shop import LOG, Json, Shop


def listed(shop: Shop, **query: str) -> list[Json]:
    """The first page."""
    return list(shop.call("events.list", query=query).data)


def types(shop: Shop, **query: str) -> list[str]:
    """Types of the first page."""
    return [event["eventType"] for event in listed(shop, **query)]


def test_event_is_kept_as_it_went_to_the_bus(shop: Shop) -> None:
    """`data` is the resource as the API answered it, though it has changed since."""
    created = shop.order()
    shop.world.publish()
    shop.call("orders.close", {}, order_id=created["id"])
    (event,) = listed(shop)
    assert event["data"] == created
    told = {name: value for name, value in event.items() if name not in {"id", "resourceId"}}
    assert told == json.loads(shop.world.bus.taken[0]["Detail"])
    assert (event["id"], event["resourceId"]) == (event["eventId"], created["id"])


def test_event_is_read_by_its_id(shop: Shop) -> None:
    """As the list shows it."""
    shop.order()
    shop.world.publish()
    (event,) = listed(shop)
    assert shop.call("events.get", event_id=event["id"]).data == event


def test_events_come_newest_first_in_pages(shop: Shop) -> None:
    """Three orders a second apart, in pages of two."""
    orders = []
    for _ in range(3):
        orders.append(shop.order()["id"])
        shop.world.clock.advance(seconds=1)
    shop.world.publish()
    first = shop.call("events.list", query={"pageSize": "2"})
    second = shop.call("events.list", query={"pageSize": "2", "pageToken": first.body["nextPageToken"]})
    assert [event["resourceId"] for event in (*first.data, *second.data)] == orders[::-1]
    assert second.body["nextPageToken"] is None


def test_events_are_found_by_type_and_by_what_they_tell_of(shop: Shop) -> None:
    """Of two paid orders: one type, one order, one payment intent, and a type of one order."""
    order, other = shop.paid_order(), shop.paid_order()
    shop.world.publish()
    intent_id = order["paymentIntentIds"][0]
    assert {event["resourceId"] for event in listed(shop, eventType="order.paid")} == {order["id"], other["id"]}
    assert types(shop, orderId=order["id"]) == ["order.paid"]
    assert types(shop, resource_id=intent_id) == ["payment_intent.succeeded"]
    assert types(shop, resourceId=order["id"], event_type="order.closed") == []


def test_events_are_found_by_time(shop: Shop) -> None:
    """After the first and before the third of three."""
    moments = []
    for _ in range(3):
        moments.append(shop.order()["createdAt"])
        shop.world.clock.advance(seconds=1)
    shop.world.publish()
    (between,) = listed(shop, createdAfter=moments[0], createdBefore=moments[2])
    assert between["createdAt"] == moments[1]


def test_unknown_type_is_refused_with_the_known_ones(shop: Shop) -> None:
    """A misspelt filter would otherwise look like silence."""
    answer = shop.call("events.list", query={"eventType": "order.payed"})
    assert (answer.status, answer.wrong_fields) == (400, {"eventType"})
    assert "order.paid" in answer.error["message"]


def test_two_different_resources_are_refused(shop: Shop) -> None:
    """Where orderId stands for resourceId, there is one thing to ask for."""
    one, two = shop.order()["id"], shop.order()["id"]
    assert shop.call("events.list", query={"orderId": one, "resourceId": two}).status == 400


def test_events_are_there_for_thirty_days(shop: Shop) -> None:
    """One second before, and at the end, whether or not the database has removed the row."""
    shop.order()
    shop.world.publish()
    (event,) = listed(shop)
    shop.world.clock.advance(days=30, seconds=-1)
    assert len(listed(shop)) == 1
    shop.world.clock.advance(seconds=2)
    assert listed(shop) == []
    assert shop.call("events.get", event_id=event["id"]).refusal == (404, "EVENT_NOT_FOUND")
    row = shop.world.table.row(f"/{event['id']}")
    assert datetime.fromtimestamp(int(row["expires_at"]["N"]), UTC) == START + timedelta(days=30)
    assert shop.call("events.list", query={"createdAfter": "2026-01-01T00:00:00Z"}).data == []


def test_repeated_stream_record_writes_the_same_row(shop: Shop) -> None:
    """At least once on the bus, once in the list."""
    shop.paid_order()
    shop.world.publish()
    rows = shop.world.table.rows()
    assert shop.world.publish() == []
    assert shop.world.table.rows() == rows
    assert len(shop.world.bus.taken) == 2 * len(listed(shop))


def test_rows_of_past_events_tell_no_events(shop: Shop) -> None:
    """They have no outbox: the stream's filter leaves them out, and so does the publisher."""
    shop.order()
    shop.world.publish()
    kept = [record for record in shop.world.table.streamed() if record["dynamodb"]["NewImage"]["kind"]["S"] == "event"]
    assert kept
    assert not [record for record in kept if {"outbox", "low_at"} & record["dynamodb"]["NewImage"].keys()]
    assert publish(kept, TABLE, shop.world.bus, shop.world.parking, LOG) == []
    assert len(shop.world.bus.taken) == 1


def test_event_that_the_bus_refuses_is_sent_again(shop: Shop) -> None:
    """Its record alone is named; the list has it already."""
    shop.order()
    shop.world.bus.losses = 1
    assert len(shop.world.publish()) == 1
    assert (len(listed(shop)), shop.world.bus.taken) == (1, [])
    assert shop.world.publish() == []
    assert len(shop.world.bus.taken) == 1


def test_event_that_cannot_be_recorded_is_not_on_the_bus_yet(shop: Shop) -> None:
    """Whoever hears of an event can read it: its row comes first."""
    shop.order()
    with patch.object(Record, "batch_write", side_effect=PutError("busy")):
        assert len(shop.world.publish()) == 1
    assert (listed(shop), shop.world.bus.taken) == ([], [])


def test_sale_of_a_low_item_tells_its_old_event_no_more(shop: Shop) -> None:
    """The stock's row still held the event of its last version: moving stock clears it."""
    item = shop.item(quantityAvailable=6, lowStockThreshold=5)
    shop.pay(shop.order_of(item)["id"])
    shop.watch(item["id"])
    assert "outbox" in shop.world.table.row(f"/{item['id']}")
    shop.pay(shop.order_of(item)["id"])
    assert "outbox" not in shop.world.table.row(f"/{item['id']}")


POISON = {
    "a kind that nobody knows": {"kind": {"S": "unheard_of"}},
    "a document that is none": {"packed": {"B": "bm8gemxpYg=="}},
    "an outbox that is none": {"outbox": {"S": "{"}},
    "a key of nobody": {"pk": {"S": "x"}},
}


@pytest.mark.parametrize("poison", POISON)
def test_record_that_nothing_can_be_made_of_holds_up_nobody(shop: Shop, poison: str) -> None:
    """It is parked by its row's key; the event before it and the one after it are told; nothing is to be sent again."""
    orders = [shop.order()["id"] for _ in range(3)]
    records = [each for each in shop.world.table.streamed() if "outbox" in each["dynamodb"]["NewImage"]]
    image = records[1]["dynamodb"]["NewImage"]
    image |= POISON[poison]
    assert publish(records, TABLE, shop.world.bus, shop.world.parking, LOG) == []
    assert len(shop.world.bus.taken) == len(orders) - 1
    (parked,) = shop.world.parking.messages
    assert parked["row"] == {"pk": image["pk"]["S"], "sk": "."}
    assert parked["outbox"] == image["outbox"]["S"]


def test_record_that_cannot_be_parked_is_sent_again(shop: Shop) -> None:
    """It is named, and nothing is raised: the stream gives it again until it is parked or expires."""
    shop.order()
    shop.world.parking.full = True
    records = [each for each in shop.world.table.streamed() if "outbox" in each["dynamodb"]["NewImage"]]
    records[0]["dynamodb"]["NewImage"] |= {"outbox": {"S": "{"}}
    assert publish(records, TABLE, shop.world.bus, shop.world.parking, LOG) == [
        records[0]["dynamodb"]["SequenceNumber"]
    ]


def test_item_that_cannot_be_read_is_parked(shop: Shop) -> None:
    """Its stock is watched no more; that of others is."""
    broken, low = shop.item(), shop.item(quantityAvailable=1, lowStockThreshold=5)
    row = shop.world.table.row(f"/{broken['id']}")
    row.pop("packed", None)
    shop.world.table.put({**row, "body": {"S": "{}"}, "low_at": {"N": "5"}})
    assert watch(shop.world.table.streamed(), shop.world.runtime, shop.world.parking, LOG) == []
    assert [parked["row"]["pk"] for parked in shop.world.parking.messages] == [row["pk"]["S"]]
    assert "outbox" in shop.world.table.row(f"/{low['id']}")


@pytest.mark.parametrize("event_id", ["evt_unknown", "ord_01M82R9NV1D351P6V0YJPVRW1Y"])
def test_what_is_no_event_is_not_found(shop: Shop, event_id: str) -> None:
    """Neither an unknown one nor another resource."""
    assert shop.call("events.get", event_id=event_id).refusal == (404, "EVENT_NOT_FOUND")


def test_strangers_events_are_not_there(shop: Shop, other_shop: Shop) -> None:
    """A merchant's list is its own."""
    shop.order()
    shop.world.publish()
    (event,) = listed(shop)
    assert listed(other_shop) == []
    assert other_shop.call("events.get", event_id=event["id"]).status == 404
