"""Deliveries as merchants see them: listed, read, sent again, tested, replayed."""

from __future__ import annotations

from commerce.domain import errors
from commerce.usecases.delivery_sweeping import sweep
from tests.receivers import BROKEN, SILENT
from tests.shop import LOG, Json, Shop

URL = "https://hooks.example.com/flint"
OTHER = "https://other.example.com/"


def delivered(shop: Shop) -> Json:
    """An order's event, which has reached its one endpoint or not."""
    shop.order()
    shop.world.deliver()
    return dict(shop.call("webhookEvents.list").data[0])


def listed(shop: Shop, **query: str) -> list[str]:
    """The ids of the deliveries of a list."""
    return [each["id"] for each in shop.call("webhookEvents.list", query=query).data]


def test_delivery_tells_its_tries(shop: Shop) -> None:
    """What was answered, how long it took, when the next try is due."""
    endpoint = shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    delivery = delivered(shop)
    assert (delivery["status"], delivery["tryCount"], delivery["responseStatus"]) == ("pending", 1, 500)
    assert (delivery["eventType"], delivery["webhookEndpointId"]) == ("order.created", endpoint["id"])
    (tried,) = delivery["tries"]
    assert (tried["responseStatus"], tried["responseBody"], tried["durationMs"]) == (500, "Oops", 20)
    assert "2026-03-02T09:30:05" <= delivery["nextTryAt"] <= "2026-03-02T09:30:06"
    shop.world.wait()
    again = shop.call("webhookEvents.get", webhook_event_id=delivery["id"]).data
    assert (again["status"], again["tryCount"], again["nextTryAt"]) == ("succeeded", 2, None)


def test_deliveries_are_filtered(shop: Shop) -> None:
    """By endpoint, status and event type, alone and together."""
    first = shop.webhook("order.created")
    shop.webhook("*", url=OTHER)
    shop.world.receivers.answer(URL, SILENT)
    order_id = shop.order()["id"]
    shop.world.deliver()
    shop.pay(order_id)
    shop.world.deliver()
    everything = listed(shop)
    mine = listed(shop, webhookEndpointId=first["id"])
    assert (len(mine), listed(shop, status="pending")) == (1, mine)
    assert listed(shop, webhookEndpointId=first["id"], status="succeeded") == []
    created = listed(shop, eventType="order.created")
    assert (len(created), set(mine) < set(created)) == (2, True)
    assert len(listed(shop, eventType="order.paid")) == 1
    assert len(everything) == 4
    assert listed(shop, status="succeeded", eventType="order.paid") == listed(shop, eventType="order.paid")


def test_deliveries_come_in_pages(shop: Shop) -> None:
    """Newest first, each once."""
    shop.webhook("order.created")
    for _ in range(5):
        shop.order()
        shop.world.clock.advance(seconds=1)
    shop.world.deliver()
    whole = listed(shop)
    assert whole == sorted(whole, reverse=True)
    pages, token = [], ""
    while token is not None:
        query = {"pageSize": "2", **({"pageToken": token} if token else {})}
        answer = shop.call("webhookEvents.list", query=query)
        pages += [each["id"] for each in answer.data]
        token = answer.body["nextPageToken"]
    assert pages == whole


def test_delivery_is_kept_for_30_days(shop: Shop) -> None:
    """Whether or not its row has been cleaned up since."""
    shop.webhook("order.created")
    delivery = delivered(shop)
    shop.world.clock.advance(days=30, seconds=1)
    assert listed(shop) == []
    gone = shop.call("webhookEvents.get", webhook_event_id=delivery["id"])
    assert gone.refusal == (404, "WEBHOOK_EVENT_NOT_FOUND")
    assert shop.call("webhookEvents.resend", webhook_event_id=delivery["id"]).status == 404


def test_failed_delivery_is_sent_again_under_the_same_id(shop: Shop) -> None:
    """The event as it was told then, with the whole schedule before it."""
    shop.webhook("order.created")
    shop.world.receivers.always[URL] = BROKEN
    delivery = delivered(shop)
    shop.world.wait()
    shop.world.receivers.always.clear()
    again = shop.call("webhookEvents.resend", webhook_event_id=delivery["id"]).data
    assert (again["status"], again["tryCount"], again["failureReason"]) == ("pending", 10, None)
    shop.world.deliveries.work(shop.world.runtime)
    done = shop.call("webhookEvents.get", webhook_event_id=delivery["id"]).data
    assert (done["status"], done["tryCount"]) == ("succeeded", 11)
    assert len({(sent.headers["webhook-id"], sent.body) for sent in shop.world.receivers.got}) == 1


def test_resend_that_fails_goes_through_the_whole_schedule(shop: Shop) -> None:
    """Ten tries more."""
    shop.webhook("order.created")
    delivery = delivered(shop)
    shop.world.receivers.always[URL] = BROKEN
    shop.call("webhookEvents.resend", webhook_event_id=delivery["id"])
    shop.world.deliveries.work(shop.world.runtime)
    assert len(shop.world.wait()) == 9
    done = shop.call("webhookEvents.get", webhook_event_id=delivery["id"]).data
    assert (done["status"], done["tryCount"]) == ("failed", 11)


def test_resend_while_a_schedule_runs_replaces_it(shop: Shop) -> None:
    """The execution that waits makes no try any more."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    delivery = delivered(shop)
    shop.call("webhookEvents.resend", webhook_event_id=delivery["id"])
    shop.world.deliveries.work(shop.world.runtime)
    shop.world.wait()
    done = shop.call("webhookEvents.get", webhook_event_id=delivery["id"]).data
    assert (done["status"], done["tryCount"], len(shop.world.receivers.got)) == ("succeeded", 2, 2)


def test_resend_that_the_queue_did_not_take_is_swept_up(shop: Shop) -> None:
    """The caller is not refused: the row says what is due."""
    shop.webhook("order.created")
    delivery = delivered(shop)
    shop.world.deliveries.failure = errors.StorageUnavailable("Down.")
    assert shop.call("webhookEvents.resend", webhook_event_id=delivery["id"]).status == 200
    shop.world.deliveries.failure = None
    shop.world.clock.advance(minutes=3)
    assert sweep(shop.world.runtime, LOG)["restarted"] == 1
    shop.world.wait()
    assert len(shop.world.receivers.got) == 2


def test_nothing_is_sent_to_a_disabled_endpoint(shop: Shop) -> None:
    """The caller is told to enable it."""
    endpoint = shop.webhook("order.created")
    delivery = delivered(shop)
    shop.call("webhookEndpoints.update", {"enabled": False}, webhook_endpoint_id=endpoint["id"])
    answers = [
        shop.call("webhookEvents.resend", webhook_event_id=delivery["id"]),
        shop.call("webhookEndpoints.sendTest", webhook_endpoint_id=endpoint["id"]),
        shop.call(
            "webhookEndpoints.replay", {"createdAfter": "2026-03-01T00:00:00Z"}, webhook_endpoint_id=endpoint["id"]
        ),
    ]
    assert [answer.refusal for answer in answers] == [(409, "WEBHOOK_ENDPOINT_DISABLED")] * 3


def test_test_event_goes_to_one_endpoint(shop: Shop) -> None:
    """Whatever it subscribes to; nobody else is told."""
    endpoint = shop.webhook("refund.failed")
    shop.webhook("*", url=OTHER)
    delivery = shop.call("webhookEndpoints.sendTest", webhook_endpoint_id=endpoint["id"]).data
    assert delivery["status"] == "pending"
    shop.world.deliver()
    (sent,) = shop.world.receivers.got
    assert (sent.url, sent.event["eventType"]) == (URL, "webhook_endpoint.test")
    assert sent.event["data"]["id"] == endpoint["id"]
    assert "secret" not in sent.event["data"]
    assert shop.call("webhookEvents.get", webhook_event_id=delivery["id"]).data["status"] == "succeeded"


def test_replay_sends_what_an_endpoint_missed_and_what_it_had(shop: Shop) -> None:
    """Of the named types, within the range; what it had is sent again under its id."""
    shop.order()
    shop.world.clock.advance(hours=1)
    endpoint = shop.webhook("order.created")
    order_id = shop.order()["id"]
    shop.world.deliver()
    shop.pay(order_id)
    shop.world.deliver()
    had = len(shop.world.receivers.got)
    body = {"createdAfter": "2026-03-02T00:00:00Z", "eventTypes": ["order.created"]}
    answer = shop.call("webhookEndpoints.replay", body, webhook_endpoint_id=endpoint["id"]).data
    assert (answer["sent"], answer["moreBefore"]) == (2, None)
    shop.world.deliveries.work(shop.world.runtime)
    again = shop.world.receivers.got[had:]
    assert len(again) == 2
    assert {sent.event["eventType"] for sent in again} == {"order.created"}
    late = {"createdAfter": "2026-03-02T10:00:00Z", "createdBefore": "2026-03-02T11:00:00Z"}
    answer = shop.call("webhookEndpoints.replay", late, webhook_endpoint_id=endpoint["id"]).data
    assert answer["sent"] == 3


def test_long_range_is_replayed_page_by_page(shop: Shop) -> None:
    """45 events: 40, then the rest; none is left out."""
    endpoint = shop.webhook("refund.failed")
    for _ in range(45):
        shop.order(100)
        shop.world.clock.advance(seconds=1)
    shop.world.publish()
    body = {"createdAfter": "2026-03-02T00:00:00Z"}
    calls = 0
    while True:
        answer = shop.call("webhookEndpoints.replay", body, webhook_endpoint_id=endpoint["id"]).data
        calls += 1
        if answer["moreBefore"] is None:
            break
        body["createdBefore"] = answer["moreBefore"]
    shop.world.deliveries.work(shop.world.runtime)
    assert calls == 2
    assert len({sent.headers["webhook-id"] for sent in shop.world.receivers.got}) == 45
