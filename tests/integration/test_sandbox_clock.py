"""A sandbox's clock: what it dates, what falls due on its way, and what it must never hurry."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from commerce.edge.respond import respond
from commerce.store.store import Found
from commerce.usecases import sandbox_clock
from commerce.usecases.authorization import identify
from commerce.usecases.delivery_sweeping import sweep
from tests.card_tokens import lost
from tests.contract.asking import OPERATIONS
from tests.fake_gateway import ProcessDied
from tests.fakes import START, PatientStore
from tests.receivers import BROKEN
from tests.shop import LOG, Answer, Shop

DAY = 86_400
DUE_AFTER = timedelta(days=30)
"""When an invoice is due whose date was not named."""


def advance(shop: Shop, days: float = 0, key: str | None = None, **body: Any) -> Answer:
    """Move the clock."""
    return shop.call("sandbox.advanceClock", body or {"seconds": int(days * DAY)}, key=key)


def moment(text: str) -> datetime:
    """A time as answers have it."""
    return datetime.fromisoformat(text)


def offset(shop: Shop) -> int:
    """How far the clock is ahead, days."""
    return int(shop.call("settings.get").data["clockOffsetSeconds"]) // DAY


def issued(shop: Shop) -> str:
    """Issue an invoice, due in 30 days."""
    return str(shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data["id"])


def overdue_told(shop: Shop) -> list[datetime]:
    """When it was told of invoices that they are overdue."""
    return [
        moment(event["createdAt"]) for event in shop.world.table.events() if event["eventType"] == "invoice.overdue"
    ]


def die() -> None:
    """Here the process is lost."""
    raise ProcessDied


def test_clock_dates_all_that_comes_after(shop: Shop, other_shop: Shop) -> None:
    """90 days ahead for this merchant, and for no other."""
    answer = advance(shop, 90).data
    assert (moment(answer["now"]), answer["offsetSeconds"]) == (START + timedelta(days=90), 90 * DAY)
    assert moment(shop.order()["createdAt"]) == START + timedelta(days=90)
    assert moment(other_shop.order()["createdAt"]) == START


def test_clock_goes_on_from_where_it_was_moved_to(shop: Shop) -> None:
    """An hour later it is an hour later."""
    advance(shop, 1)
    shop.world.clock.advance(hours=1)
    assert moment(shop.order()["createdAt"]) == START + timedelta(days=1, hours=1)


def test_clock_is_moved_to_a_moment(shop: Shop) -> None:
    """As a time with an offset; parts of a second are rounded up, so that it is never earlier."""
    shop.world.clock.advance(milliseconds=1)
    answer = advance(shop, to="2026-04-01T02:00:00+02:00").data
    assert moment(answer["now"]) == datetime(2026, 4, 1, 0, 0, 0, 1000, UTC)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seconds": 0},
        {"seconds": "60"},
        {"seconds": 60, "to": "2027-01-01T00:00:00Z"},
        {"to": "2026-03-02T09:30:00Z"},
        {"to": "2037-01-01T00:00:00Z"},
        {"seconds": 3661 * DAY},
    ],
)
def test_clock_is_only_moved_forward_and_not_too_far(shop: Shop, body: dict[str, Any]) -> None:
    """Neither nothing, nor back, nor to both, nor more than ten years."""
    assert shop.call("sandbox.advanceClock", body).status == 400
    assert offset(shop) == 0


def test_steps_that_add_up_to_too_much_are_refused(shop: Shop) -> None:
    """3,660 days in all."""
    advance(shop, 3660)
    assert advance(shop, 1).refusal == (400, "INVALID_REQUEST")


def test_live_mode_has_no_such_clock(shop: Shop) -> None:
    """403, and nothing is written."""
    shop = shop.world.shop(mode="live")
    assert advance(shop, 1).refusal == (403, "SANDBOX_ONLY")
    assert moment(shop.order()["createdAt"]) == START


def test_what_falls_due_on_the_way_happens_at_its_time(shop: Shop) -> None:
    """Two invoices, due ten days apart, are each told of when they become overdue."""
    issued(shop)
    advance(shop, 10)
    issued(shop)
    advance(shop, 90)
    assert overdue_told(shop) == [START + DUE_AFTER, START + timedelta(days=10) + DUE_AFTER]


def test_subscriptions_renew_at_their_dates(shop: Shop) -> None:
    """Monthly since 2 March; 95 days later it is 5 June. Each order is made and paid on its day."""
    made = shop.subscription()
    advance(shop, 95, key="k")
    orders = shop.call("subscriptions.listOrders", subscription_id=made["id"]).data
    assert [(order["createdAt"][:10], order["status"]) for order in reversed(orders)] == [
        ("2026-03-02", "PAID"),
        ("2026-04-02", "PAID"),
        ("2026-05-02", "PAID"),
        ("2026-06-02", "PAID"),
    ]
    assert shop.world.gateway.taken == 4 * 3132


def test_failed_renewals_are_tried_again_on_their_days(shop: Shop) -> None:
    """Due on 2 April and declined; tried again 1, 3, 5 and 7 days later, then canceled."""
    made = shop.subscription()
    shop.world.gateway.cards = dict.fromkeys(shop.world.gateway.cards, "tok_INSUFFICIENT_FUNDS")
    advance(shop, 60)
    order = shop.call("subscriptions.listOrders", subscription_id=made["id"]).data[0]
    days = [payment["createdAt"][8:10] for payment in order["payments"]]
    assert days == ["02", "03", "05", "07", "09"]
    assert shop.call("subscriptions.get", subscription_id=made["id"]).data["status"] == "canceled"


def test_renewal_after_a_move_is_found_by_the_workers_in_time(shop: Shop) -> None:
    """25 of 31 days are skipped: the billing run finds it six days later."""
    made = shop.subscription()
    advance(shop, 25)
    shop.world.clock.advance(days=6, seconds=-1)
    shop.world.bill()
    assert len(shop.call("subscriptions.listOrders", subscription_id=made["id"]).data) == 1
    shop.world.clock.advance(seconds=1)
    shop.world.bill()
    assert len(shop.call("subscriptions.listOrders", subscription_id=made["id"]).data) == 2


def test_what_is_not_due_yet_is_found_by_the_workers_in_time(shop: Shop) -> None:
    """20 of the 30 days are skipped: ten real ones later, the sweeper finds the invoice; not a second sooner."""
    invoice_id = issued(shop)
    advance(shop, 20)
    shop.world.clock.advance(days=10, seconds=-1)
    assert shop.world.sweep()["due"] == 0
    shop.world.clock.advance(seconds=1)
    assert shop.world.sweep()["settled"] == 1
    assert shop.call("invoices.get", invoice_id=invoice_id).data["isOverdue"]
    assert overdue_told(shop) == [START + DUE_AFTER]


def test_what_begins_after_the_move_is_found_by_the_workers_in_time(shop: Shop) -> None:
    """The invoice is due 30 days after its issue, by either clock."""
    advance(shop, 100)
    issued(shop)
    shop.world.clock.advance(days=30, seconds=-1)
    assert shop.world.sweep()["due"] == 0
    shop.world.clock.advance(seconds=1)
    assert shop.world.sweep()["settled"] == 1


def test_realigned_row_tells_its_events_no_more(shop: Shop) -> None:
    """Its last version's events were told when it was written."""
    invoice_id = issued(shop)
    advance(shop, 1)
    assert "outbox" not in shop.world.table.row(f"/{invoice_id}")


def test_repetition_moves_no_further(shop: Shop) -> None:
    """Also after a move by more than the 48 hours for which keys are kept: they count from there."""
    first = advance(shop, 90, key="k")
    again = advance(shop, 90, key="k")
    assert again.data_text == first.data_text
    assert offset(shop) == 90


def test_two_moves_at_once_add_up(shop: Shop) -> None:
    """Another one comes in between, from the same start."""
    shop.world.before_next_write(lambda: advance(shop, 1))
    advance(shop, 2)
    assert offset(shop) == 3


def test_dry_run_moves_nothing(shop: Shop) -> None:
    """It says where the clock would be."""
    answer = shop.call("sandbox.advanceClock", {"seconds": DAY}, query={"dryRun": "true"})
    assert (answer.data["offsetSeconds"], offset(shop)) == (DAY, 0)


def test_move_that_died_on_the_way_is_finished_by_its_repetition(shop: Shop) -> None:
    """The process is gone after the move was written down, before the clock went."""
    issued(shop)
    shop.world.before_next_write(lambda: None, die)
    with pytest.raises(ProcessDied):
        advance(shop, 60, key="k")
    assert offset(shop) == 0
    assert advance(shop, 60, key="k").data["offsetSeconds"] == 60 * DAY
    assert (offset(shop), overdue_told(shop)) == (60, [START + DUE_AFTER])


def test_move_that_died_is_finished_by_whoever_asks_for_its_moment_without_a_key(shop: Shop) -> None:
    """A minute later. The clock had come to the day when an invoice falls due, which is told of at that day's 09:31."""
    issued(shop)
    goal = START + timedelta(days=60)
    shop.world.before_next_write(lambda: None, lambda: None, die)
    with pytest.raises(ProcessDied):
        advance(shop, to=goal.isoformat())
    shop.world.clock.advance(minutes=1)
    answer = advance(shop, to=goal.isoformat()).data
    assert moment(answer["now"]) == goal + timedelta(minutes=1)
    assert overdue_told(shop) == [START + DUE_AFTER + timedelta(minutes=1)]
    assert advance(shop, to=goal.isoformat()).refusal == (400, "INVALID_REQUEST")


def test_earlier_moment_does_not_shorten_a_move(shop: Shop) -> None:
    """Of two moves, to the 60th and then to the 30th day, the first died; the second goes where both are."""
    shop.world.before_next_write(lambda: None, die)
    with pytest.raises(ProcessDied):
        advance(shop, to=(START + timedelta(days=60)).isoformat())
    advance(shop, to=(START + timedelta(days=30)).isoformat())
    assert offset(shop) == 60


def test_move_that_takes_too_long_says_so_and_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with a time to wait; the repetition ends it."""
    issued(shop)
    monkeypatch.setattr(sandbox_clock, "WORK_SECONDS", -1)
    answer = advance(shop, 60, key="k")
    assert answer.refusal == (503, "CLOCK_MOVING")
    assert "retry-after" in answer.headers
    monkeypatch.undo()
    advance(shop, 60, key="k")
    assert (offset(shop), overdue_told(shop)) == (60, [START + DUE_AFTER])


def test_payment_under_way_is_not_given_up_by_the_clock(shop: Shop) -> None:
    """Its call is lost on the way, and the clock goes a month ahead: nobody may say yet that it never arrives."""
    order_id = shop.order()["id"]
    shop.world.gateway.before.append(lost())
    shop.pay(order_id)
    advance(shop, 30)
    shop.world.clock.advance(minutes=1)
    assert shop.world.sweep()["failed"] == 1
    assert shop.pay(order_id).refusal[0] == 409
    assert shop.world.gateway.taken == 0


def test_payment_that_was_taken_is_found_across_a_move(shop: Shop) -> None:
    """The charge's answer was lost, the clock went a month ahead: it is looked for, and settled once."""
    order_id = shop.order()["id"]
    shop.world.gateway.after.append(lost())
    shop.pay(order_id)
    advance(shop, 30)
    shop.world.clock.advance(minutes=1)
    assert shop.world.sweep()["settled"] == 1
    assert (shop.read(order_id)["status"], shop.world.gateway.taken) == ("PAID", 13824)


def test_lost_payment_after_a_move_is_taken_up_in_time(shop: Shop) -> None:
    """The sweeper finds it after 35 seconds, as without a move."""
    advance(shop, 365)
    order_id = shop.order()["id"]
    shop.world.gateway.before.append(lost())
    shop.pay(order_id)
    shop.world.clock.advance(seconds=34)
    assert shop.world.sweep()["due"] == 0
    shop.world.clock.advance(seconds=2)
    assert shop.world.sweep()["settled"] == 1
    assert (shop.read(order_id)["status"], shop.world.gateway.taken) == ("PAID", 13824)


def test_request_reads_nothing_more_for_the_clock(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authorizer, which reads the settings anyway, tells how far it is ahead: a change is still two round trips."""
    order_id = shop.order()["id"]
    advance(shop, 1)
    identity = identify(shop.world.runtime, shop.api_key)
    assert identity["clockOffset"] == str(DAY)
    reads: list[tuple[str, ...]] = []
    read = PatientStore.read

    def counted(store: PatientStore, *names: str) -> Found:
        reads.append(names)
        return read(store, *names)

    monkeypatch.setattr(PatientStore, "read", counted)
    event = {
        "headers": {"content-type": "application/json"},
        "pathParameters": {"order_id": order_id},
        "body": '{"buyerNote": "Ring twice"}',
        "requestContext": {"authorizer": {"lambda": identity}},
    }
    answer = respond(OPERATIONS["orders.update"], event, shop.world.runtime)
    assert json.loads(answer["body"])["data"]["updatedAt"] == "2026-03-03T09:30:00Z"
    assert len(reads) == 1


def test_events_of_a_moved_clock_can_be_read_afterwards(shop: Shop) -> None:
    """The clock went two months ahead: what was told before and on the way is listed, and kept for 30 real days."""
    shop.order()
    shop.world.clock.advance(seconds=1)
    issued(shop)
    shop.world.publish()
    advance(shop, 60)
    shop.world.publish()
    listed = shop.call("events.list").data
    assert listed[0]["eventType"] == "invoice.overdue"
    assert listed[-1]["eventType"] == "order.created"
    assert shop.call("events.get", event_id=listed[-1]["id"]).data == listed[-1]
    shop.world.clock.advance(days=31)
    assert "order.created" not in {event["eventType"] for event in shop.call("events.list").data}


HOOK = "https://hooks.example.com/flint"


def failing_delivery(shop: Shop) -> str:
    """A delivery whose first try failed, and workers that make each try as soon as it is asked for."""
    shop.webhook("order.created")
    shop.world.receivers.always[HOOK] = BROKEN
    shop.order()
    shop.world.deliver()
    shop.world.deliveries.at_once = shop.world.runtime
    return str(shop.call("webhookEvents.list").data[0]["id"])


def gaps(delivery: dict[str, Any]) -> list[float]:
    """The seconds between its tries."""
    at = [moment(each["triedAt"]) for each in delivery["tries"]]
    return [(later - earlier).total_seconds() for earlier, later in pairwise(at)]


def test_move_over_a_schedule_makes_every_try_at_its_date(shop: Shop) -> None:
    """75 hours and 35 minutes of delays, each up to a tenth longer, lie within four days: ten tries, then it failed."""
    delivery_id = failing_delivery(shop)
    advance(shop, 4)
    delivery = shop.call("webhookEvents.get", webhook_event_id=delivery_id).data
    assert (delivery["status"], delivery["tryCount"]) == ("failed", 10)
    delays = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    # A clock stands at whole seconds, at the moment that is due or less than one later.
    assert all(delay <= gap <= delay * 1.1 + 2 for delay, gap in zip(delays, gaps(delivery), strict=True))


def test_move_over_a_part_of_a_schedule_makes_the_tries_that_fall_due(shop: Shop) -> None:
    """After an hour the tries at once, after 5 s, 5 min and 30 min are made; the fifth waits for its two hours."""
    delivery_id = failing_delivery(shop)
    advance(shop, seconds=3_600)
    delivery = shop.call("webhookEvents.get", webhook_event_id=delivery_id).data
    assert (delivery["status"], delivery["tryCount"]) == ("pending", 4)
    assert moment(delivery["nextTryAt"]) > moment(delivery["tries"][-1]["triedAt"]) + timedelta(hours=1.9)


def test_move_ends_the_schedule_of_an_endpoint_that_is_well_again(shop: Shop) -> None:
    """It accepts the third try, so there is no fourth, however far the clock is moved."""
    delivery_id = failing_delivery(shop)
    shop.world.receivers.answer(HOOK, BROKEN)
    del shop.world.receivers.always[HOOK]
    advance(shop, 4)
    delivery = shop.call("webhookEvents.get", webhook_event_id=delivery_id).data
    assert (delivery["status"], delivery["tryCount"], len(shop.world.receivers.got)) == ("succeeded", 3, 3)


def test_schedule_that_waits_meanwhile_goes_on_from_where_the_move_came_to(shop: Shop) -> None:
    """Its execution wakes up after its five seconds and finds four tries made: it makes none of them again."""
    delivery_id = failing_delivery(shop)
    advance(shop, seconds=3_600)
    shop.world.wait()
    delivery = shop.call("webhookEvents.get", webhook_event_id=delivery_id).data
    assert (delivery["status"], delivery["tryCount"]) == ("failed", 10)


def test_try_that_no_worker_makes_holds_the_clock_up_for_a_while_only(shop: Shop) -> None:
    """The queue keeps it; the clock arrives, and the delivery is swept up as on any other day."""
    delivery_id = failing_delivery(shop)
    shop.world.deliveries.at_once = None
    advance(shop, 4)
    assert offset(shop) == 4
    assert shop.call("webhookEvents.get", webhook_event_id=delivery_id).data["tryCount"] == 1
    assert sweep(shop.world.runtime, LOG)["restarted"] == 1
