"""Deliveries through queues and schedules of this process: who is told what, how often, and what is left of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from standardwebhooks import Webhook

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.webhooks import Outcome
from commerce.store.keys import Tenant
from commerce.store.store import Found, Store
from commerce.usecases.deliveries import Asked, try_first
from commerce.usecases.delivery_sweeping import sweep
from tests.receivers import BROKEN, OK, SILENT, Sent
from tests.shop import LOG, Json, Shop
from workers import fan_out_events

URL = "https://hooks.example.com/flint"
OTHER = "https://other.example.com/"
SCHEDULE = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]


def delivery(shop: Shop) -> Json:
    """The one delivery that there is, as its row holds it."""
    (row,) = [row for row in shop.world.table.rows() if row["kind"]["S"] == "webhook_event"]
    return row


def statuses(shop: Shop) -> list[str]:
    """How all deliveries stand."""
    return sorted(row["status"]["S"] for row in shop.world.table.rows() if row["kind"]["S"] == "webhook_event")


def test_subscribed_endpoints_are_told(shop: Shop, other_shop: Shop) -> None:
    """Each of what it subscribes to, nobody of another merchant's."""
    shop.webhook("order.created")
    shop.webhook("order.paid", "order.created", url=OTHER)
    shop.webhook("refund.created")
    other_shop.webhook(url="https://stranger.example.com/")
    order = shop.order()
    assert shop.world.deliver() == 2
    assert sorted(sent.url for sent in shop.world.receivers.got) == sorted([URL, OTHER])
    for sent in shop.world.receivers.got:
        assert (sent.event["eventType"], sent.event["data"]["id"]) == ("order.created", order["id"])
        assert sent.headers["X-Flint-Event-Type"] == "order.created"


def test_delivery_is_the_event_as_the_bus_tells_it(shop: Shop) -> None:
    """Envelope and resource, with the resource's version, so that receivers can drop older ones."""
    shop.webhook("order.created")
    order = shop.order()
    shop.world.deliver()
    (sent,) = shop.world.receivers.got
    assert set(sent.event) == {"eventId", "eventType", "payloadVersion", "mode", "merchantId", "createdAt", "data"}
    assert sent.event["data"] == order
    assert sent.event["data"]["version"] == 1
    assert sent.headers["webhook-id"] == sent.event["eventId"]


def test_delivery_is_signed_by_the_secret_that_was_shown(shop: Shop) -> None:
    """With both during a rotation, with the new one alone a day later."""
    first = shop.webhook("order.created")
    second = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=first["id"]).data
    shop.order()
    shop.world.deliver()
    shop.world.clock.advance(hours=24)
    shop.order()
    shop.world.deliver()
    during, after = shop.world.receivers.got
    assert [len(signatures(sent)) for sent in (during, after)] == [2, 1]
    days = {2: during, 3: after}
    for secret, day in ((first, 2), (second, 2), (second, 3)):
        sent, at = days[day], shop.world.clock.now().replace(day=day)
        text = Webhook(secret["secret"]).sign(sent.headers["webhook-id"], at, sent.body.decode())
        assert text in signatures(sent)


def signatures(sent: Sent) -> list[str]:
    """Those of a request."""
    return sent.headers["webhook-signature"].split()


def test_accepted_delivery_costs_one_row_and_no_schedule(shop: Shop) -> None:
    """Nothing else is written, and no execution is started."""
    shop.webhook("order.created")
    shop.order()
    shop.world.deliver()
    assert statuses(shop) == ["succeeded"]
    assert shop.world.deliveries.starts == 0
    assert "due_pk" not in delivery(shop)
    assert not [row for row in shop.world.table.rows() if row["kind"]["S"] == "webhook_health"]


def test_disabled_endpoint_is_not_told(shop: Shop) -> None:
    """Of nothing that happens while it is disabled."""
    shop.webhook("order.created", enabled=False)
    shop.order()
    assert shop.world.deliver() == 0


def test_receiver_that_fails_twice_gets_three_tries(shop: Shop) -> None:
    """Under one id, after the first two delays of the schedule; the bytes are the same."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN, SILENT)
    shop.order()
    shop.world.deliver()
    waited = shop.world.wait()
    got = shop.world.receivers.got
    assert len(got) == 3
    assert len({(sent.headers["webhook-id"], sent.body) for sent in got}) == 1
    assert len({sent.headers["webhook-timestamp"] for sent in got}) == 3
    assert len(waited) == 2
    assert all(planned <= seconds <= planned * 1.1 + 1 for planned, seconds in zip(SCHEDULE, waited, strict=False))
    assert statuses(shop) == ["succeeded"]


def test_receiver_that_always_fails_sees_the_whole_schedule(shop: Shop) -> None:
    """Ten tries, nine waits, then failed and due no more."""
    shop.webhook("order.created")
    shop.world.receivers.always[URL] = BROKEN
    shop.order()
    shop.world.deliver()
    waited = shop.world.wait()
    assert len(shop.world.receivers.got) == 10
    assert all(planned <= seconds <= planned * 1.1 + 1 for planned, seconds in zip(SCHEDULE, waited, strict=True))
    assert statuses(shop) == ["failed"]
    assert "due_pk" not in delivery(shop)


def test_gone_disables_the_endpoint_and_says_so(shop: Shop) -> None:
    """410: no further try; another endpoint hears of it."""
    gone = shop.webhook("order.created")
    shop.webhook("webhook_endpoint.disabled", url=OTHER)
    shop.world.receivers.answer(URL, Outcome(20, 410))
    shop.order()
    shop.world.deliver()
    endpoint = shop.call("webhookEndpoints.get", webhook_endpoint_id=gone["id"]).data
    assert (endpoint["status"], endpoint["version"]) == ("disabled", 2)
    assert endpoint["disabledReason"].startswith("It answered 410 Gone")
    assert (statuses(shop), shop.world.deliveries.starts) == (["failed"], 0)
    shop.world.deliver()
    told = shop.world.receivers.got[-1]
    assert (told.url, told.event["eventType"]) == (OTHER, "webhook_endpoint.disabled")
    assert told.event["data"] == endpoint


def test_five_days_of_failures_disable_the_endpoint(shop: Shop) -> None:
    """An order a day: the sixth day's failure ends it, with an event."""
    failing = shop.webhook("order.created")
    shop.world.receivers.always[URL] = BROKEN
    for day in range(6):
        assert shop.call("webhookEndpoints.get", webhook_endpoint_id=failing["id"]).data["enabled"], day
        shop.order()
        shop.world.deliver()
        shop.world.clock.advance(days=1)
    endpoint = shop.call("webhookEndpoints.get", webhook_endpoint_id=failing["id"]).data
    assert (endpoint["status"], endpoint["disabledReason"]) == ("disabled", "For 5 days it accepted nothing.")
    assert "webhook_endpoint.disabled" in shop.world.table.event_types()


def test_what_waits_for_a_disabled_or_deleted_endpoint_is_given_up(shop: Shop) -> None:
    """Its next try ends it without a request."""
    first, second = shop.webhook("order.created"), shop.webhook("order.created", url=OTHER)
    shop.world.receivers.always |= {URL: BROKEN, OTHER: BROKEN}
    shop.order()
    shop.world.deliver()
    shop.call("webhookEndpoints.delete", webhook_endpoint_id=first["id"])
    shop.call("webhookEndpoints.update", {"enabled": False}, webhook_endpoint_id=second["id"])
    shop.world.wait()
    assert (len(shop.world.receivers.got), statuses(shop)) == (2, ["failed", "failed"])


def test_retry_after_is_honoured(shop: Shop) -> None:
    """An hour instead of five seconds."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, Outcome(20, 503, retry_after_seconds=3_600))
    shop.order()
    shop.world.deliver()
    assert shop.world.wait() == [3_600]


def test_failing_and_slow_endpoints_have_a_queue_of_their_own(shop: Shop) -> None:
    """From their first failure on, until they answer quickly again."""
    shop.webhook("order.created")
    shop.webhook("order.created", url=OTHER)
    shop.world.receivers.answer(URL, SILENT, replace(OK, duration_ms=5_000), OK)
    queues = shop.world.deliveries.queues
    lanes = []
    for _ in range(4):
        shop.order()
        shop.world.spread()
        lanes.append((len(queues[False]), len(queues[True])))
        shop.world.deliveries.work(shop.world.runtime)
    assert lanes == [(2, 0), (1, 1), (1, 1), (2, 0)]


def test_message_that_comes_twice_is_sent_once(shop: Shop) -> None:
    """The second finds the delivery made; a schedule that was started is not started again."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    shop.order()
    world = shop.world
    world.publish()
    (event,) = shop.call("events.list", query={"eventType": "order.created"}).data
    endpoint_id = shop.call("webhookEndpoints.list").data[0]["id"]
    asked = Asked(shop.merchant_id, "test", endpoint_id, event["eventId"], "order.created")
    for _ in range(3):
        try_first(Context(Tenant(shop.merchant_id, "test"), world.runtime), asked)
    assert len(world.receivers.got) == 1
    assert len(world.deliveries.started) == 1


def test_two_processes_at_once_count_one_try(shop: Shop) -> None:
    """Both send, which at-least-once allows; the schedule goes on from one."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN, BROKEN)
    shop.order()
    world = shop.world
    world.publish()
    (event,) = shop.call("events.list", query={"eventType": "order.created"}).data
    endpoint_id = shop.call("webhookEndpoints.list").data[0]["id"]
    asked = Asked(shop.merchant_id, "test", endpoint_id, event["eventId"], "order.created")
    ctx = Context(Tenant(shop.merchant_id, "test"), world.runtime)
    world.receivers.meanwhile = lambda: try_first(ctx, asked)
    first = try_first(ctx, asked)
    assert first is not None
    assert (first.try_count, first.position, len(world.deliveries.started)) == (1, 1, 1)


def test_schedule_that_could_not_be_started_is_swept_up(shop: Shop) -> None:
    """The try is noted down with its next due date; once that is overdue another execution takes it up."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    shop.order()
    world = shop.world
    with pytest.raises(errors.StorageUnavailable):
        _deliver_with_schedules_down(shop)
    assert sweep(world.runtime, LOG) == {"due": 0, "restarted": 0, "failed": 0}
    world.clock.advance(minutes=3)
    assert sweep(world.runtime, LOG) == {"due": 1, "restarted": 1, "failed": 0}
    assert list(world.deliveries.started) == [f"{_id(shop)}-2"]
    world.wait()
    assert (len(world.receivers.got), statuses(shop)) == (2, ["succeeded"])
    assert sweep(world.runtime, LOG)["due"] == 0


def test_execution_that_was_replaced_makes_no_try(shop: Shop) -> None:
    """The old one wakes up late: the delivery is in another run."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    shop.order()
    world = shop.world
    world.deliver()
    ((name, old),) = world.deliveries.started.items()
    world.clock.advance(minutes=3)
    sweep(world.runtime, LOG)
    assert len(world.deliveries.started) == 2
    world.deliveries.started = {name: old}
    world.wait()
    assert (len(world.receivers.got), statuses(shop)) == (1, ["pending"])


def _deliver_with_schedules_down(shop: Shop) -> None:
    world = shop.world
    world.publish()
    (event,) = shop.call("events.list", query={"eventType": "order.created"}).data
    endpoint_id = shop.call("webhookEndpoints.list").data[0]["id"]
    asked = Asked(shop.merchant_id, "test", endpoint_id, event["eventId"], "order.created")
    world.deliveries.failure = errors.StorageUnavailable("Down.")
    try:
        try_first(Context(Tenant(shop.merchant_id, "test"), world.runtime), asked)
    finally:
        world.deliveries.failure = None


def _id(shop: Shop) -> str:
    return str(delivery(shop)["id"]["S"])


def test_retry_falls_due_when_the_sandbox_s_clock_is_moved(shop: Shop) -> None:
    """Half a day forward: the next sweep makes the try, signed by the real clock, which receivers go by."""
    shop.webhook("order.created")
    shop.world.receivers.answer(URL, BROKEN)
    shop.order()
    shop.world.deliver()
    real = [shop.world.clock.now()]
    assert shop.call("sandbox.advanceClock", {"seconds": 43_200}).status == 200
    shop.world.deliveries.started.clear()
    assert sweep(shop.world.runtime, LOG) == {"due": 1, "restarted": 1, "failed": 0}
    real.append(shop.world.clock.now())  # the move waited for a worker
    assert shop.world.wait() == [0]
    sent = [request.headers["webhook-timestamp"] for request in shop.world.receivers.got]
    assert sent == [str(int(moment.timestamp())) for moment in real]
    assert statuses(shop) == ["succeeded"]


def test_batch_reads_once_what_a_merchants_endpoints_want(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three events to two endpoints: two reads, not six; an event of another merchant is asked for apart."""
    urls = ("https://one.example.com/", "https://two.example.com/")
    for url in urls:
        shop.webhook("order.created", "order.paid", url=url)
    reads: list[tuple[str, ...]] = []
    real = Store.read

    def read(store: Store, *names: str) -> Found:
        reads.append(names)
        return real(store, *names)

    monkeypatch.setattr(Store, "read", read)
    monkeypatch.setattr(fan_out_events, "process_runtime", lambda: shop.world.runtime)
    told = [(shop.merchant_id, "order.created"), (shop.merchant_id, "order.paid"), (shop.merchant_id, "order.closed")]
    records = [
        {
            "messageId": f"m{number}",
            "body": json.dumps(
                {"detail": {"merchantId": who, "mode": "test", "eventId": f"evt_{number:026}", "eventType": what}}
            ),
        }
        for number, (who, what) in enumerate([*told, ("mer_other", "order.paid")])
    ]
    assert fan_out_events.handler({"Records": records}, None) == {"batchItemFailures": []}
    assert len(shop.world.deliveries.queues[False]) == 4
    assert len(reads) == 3
