"""Dead letters: kept for whose they are, seen by nobody else, and sent back to where they came from."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.edge.publishing import publish
from commerce.edge.republishing import as_changes
from commerce.store.store import TABLE
from commerce.usecases.dead_letters import Arrived, keep
from tests.fakes import PatientStore
from tests.shop import LOG, Json, Shop
from workers import fan_out_events, keep_dead_letters


def arrived(shop: Shop, body: Any, source: DeadLetterSource, **terms: Any) -> Arrived:
    """A letter as its queue hands it out."""
    text = body if isinstance(body, str) else json.dumps(body)
    known = {"message_id": "m1", "sent_at": shop.world.clock.now(), "receive_count": 5}
    return Arrived(source=source, body=text, **{**known, **terms})


def event_body(shop: Shop, **more: Any) -> Json:
    """An event as the bus hands it on."""
    told = {"merchantId": shop.merchant_id, "mode": "test", "eventId": f"evt_{'0' * 26}", "eventType": "order.paid"}
    return {"source": "flint", "detail": {**told, "data": {"id": f"ord_{'0' * 26}"}, **more}}


def letters(shop: Shop, **query: str) -> list[Json]:
    """The shop's letters."""
    return list(shop.call("deadLetters.list", query=query).data)


def test_letter_tells_what_it_was_about_and_never_its_body(shop: Shop) -> None:
    """Ids and kinds are read from the body; of the body itself there is a hash and a length."""
    body = event_body(shop)
    keep(shop.world.runtime, arrived(shop, body, DeadLetterSource.EVENTS))
    (letter,) = letters(shop)
    assert (letter["source"], letter["status"], letter["reason"]) == ("events", "dead", "exhausted")
    assert (letter["eventType"], letter["resourceId"]) == ("order.paid", f"ord_{'0' * 26}")
    text = json.dumps(body)
    assert (letter["bodySha256"], letter["bodyBytes"]) == (hashlib.sha256(text.encode()).hexdigest(), len(text))
    assert "body" not in letter
    assert shop.call("deadLetters.get", dead_letter_id=letter["id"]).data == letter


def test_letter_that_is_handed_out_twice_is_one(shop: Shop) -> None:
    """Its queue is sure of nothing; what was sent back meanwhile stays so."""
    letter_id = shop.dead_letter()
    shop.call("deadLetters.replay", dead_letter_id=letter_id)
    assert shop.dead_letter() == letter_id
    (letter,) = letters(shop)
    assert letter["status"] == "replayed"


def test_letter_belongs_to_its_merchant_and_mode(shop: Shop, other_shop: Shop) -> None:
    """Others neither list, read nor replay it."""
    letter_id = shop.dead_letter()
    assert letters(other_shop) == []
    for name in ("deadLetters.get", "deadLetters.replay"):
        assert other_shop.call(name, dead_letter_id=letter_id).refusal == (404, "DEAD_LETTER_NOT_FOUND")
    assert len(letters(shop)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "no JSON",
        "[]",
        '{"detail": 5}',
        '{"detail": {"merchantId": "mer_1/live/x", "mode": "test"}}',
        '{"detail": {"merchantId": "mer_00000000000000000000000000", "mode": "test"}}',
        '{"detail": {"merchantId": ["mer_00000000000000000000000000"], "mode": "both"}}',
        '{"DDBStreamBatchInfo": {"shardId": "shard-1"}}',
    ],
)
def test_letter_of_nobody_is_the_operators(shop: Shop, body: str) -> None:
    """No row is written for what names no merchant of this stack."""
    before = len(shop.world.table.rows())
    for source in DeadLetterSource:
        assert keep(shop.world.runtime, arrived(shop, body, source)) is None
    assert len(shop.world.table.rows()) == before


def test_reason_says_what_shows(shop: Shop) -> None:
    """A message that lacks something, one that the bus could not hand on, one that was tried in vain."""
    whole = {**event_body(shop)["detail"], "endpointId": "whep_1", "run": 1, "position": 0}
    kept = [
        arrived(shop, {**whole, "position": "first"}, DeadLetterSource.DELIVERIES, message_id="a"),
        arrived(shop, event_body(shop), DeadLetterSource.EVENTS, message_id="b", error="NO_PERMISSIONS"),
        arrived(shop, whole, DeadLetterSource.SLOW_DELIVERIES, message_id="c"),
        arrived(shop, {"row": {"pk": f"{shop.merchant_id}/test/ord_1"}}, DeadLetterSource.CHANGES, message_id="d"),
    ]
    for each in kept:
        keep(shop.world.runtime, each)
    found = {letter["source"]: (letter["reason"], letter["reasonMessage"]) for letter in letters(shop)}
    assert found["deliveries"][0] == "unreadable"
    assert "first" in found["deliveries"][1]
    assert found["events"] == ("undeliverable", "The event bus could not hand it on: NO_PERMISSIONS.")
    assert found["slow_deliveries"] == ("exhausted", "It was received 5 times and never worked off.")
    assert found["changes"][0] == "unreadable"


def test_replay_sends_the_body_back_byte_for_byte(shop: Shop) -> None:
    """Into the queue that it came from, with its id beside it; then it says so, and a second time is refused."""
    body = f'{{"odd":   "spaces", "merchantId": "{shop.merchant_id}", "mode": "test"}}'
    keep(shop.world.runtime, arrived(shop, body, DeadLetterSource.SLOW_DELIVERIES))
    (letter,) = letters(shop, status="dead")
    shop.world.clock.advance(minutes=1)
    after = shop.call("deadLetters.replay", key="k", dead_letter_id=letter["id"]).data
    assert shop.world.deliveries.sent_back == [("slow_deliveries", body, letter["id"])]
    assert (after["status"], after["version"]) == ("replayed", 2)
    assert after["replayedAt"] > letter["diedAt"]
    again = shop.call("deadLetters.replay", key="k", dead_letter_id=letter["id"])
    assert again.body["meta"]["idempotencyReplayed"] is True
    assert shop.call("deadLetters.replay", dead_letter_id=letter["id"]).refusal == (409, "DEAD_LETTER_REPLAYED")
    assert len(shop.world.deliveries.sent_back) == 1
    assert letters(shop, status="dead") == []
    assert len(letters(shop, status="replayed", source="slow_deliveries")) == 1


def test_replay_that_the_queue_did_not_take_stays_dead(shop: Shop) -> None:
    """503; the same key sends it once the queue is back."""
    letter_id = shop.dead_letter()
    shop.world.deliveries.failure = errors.StorageUnavailable("Down.")
    assert shop.call("deadLetters.replay", key="k", dead_letter_id=letter_id).status == 503
    assert letters(shop)[0]["status"] == "dead"
    shop.world.deliveries.failure = None
    assert shop.call("deadLetters.replay", key="k", dead_letter_id=letter_id).data["status"] == "replayed"


def test_dry_run_of_a_replay_sends_nothing(shop: Shop) -> None:
    """It answers what would be."""
    letter_id = shop.dead_letter()
    answer = shop.call("deadLetters.replay", query={"dryRun": "true"}, dead_letter_id=letter_id).data
    assert (answer["status"], shop.world.deliveries.sent_back) == ("replayed", [])
    assert letters(shop)[0]["status"] == "dead"


def test_replay_needs_a_scope_of_its_own(shop: Shop) -> None:
    """A key that may write webhooks may not send letters back."""
    key = shop.call("apiKeys.create", {"name": "Hooks", "scopes": ["webhooks.write"]}).data["key"]
    answer = shop.with_key(key).call("deadLetters.replay", dead_letter_id=shop.dead_letter())
    assert answer.refusal == (403, "INSUFFICIENT_SCOPE")


def test_letter_that_dies_again_names_the_one_before(shop: Shop) -> None:
    """The first one stays what it is: replayed."""
    first = shop.dead_letter()
    shop.call("deadLetters.replay", dead_letter_id=first)
    shop.world.clock.advance(minutes=15)
    second = shop.dead_letter("m2", replay_of=first)
    assert [(each["id"], each["status"], each["replayOf"]) for each in letters(shop)] == [
        (second, "dead", first),
        (first, "replayed", None),
    ]


def test_letter_is_kept_for_14_days(shop: Shop) -> None:
    """By the real clock, whatever a sandbox's says."""
    letter_id = shop.dead_letter()
    shop.call("sandbox.advanceClock", {"seconds": 30 * 86_400})
    assert len(letters(shop)) == 1
    shop.world.clock.advance(days=14, seconds=1)
    assert letters(shop) == []
    assert shop.call("deadLetters.replay", dead_letter_id=letter_id).status == 404


def record(shop: Shop, message_id: str, body: Any, arn: str = "arn:deliveries", **more: Any) -> Json:
    """A letter as Lambda hands it over."""
    sent = str(int(shop.world.clock.now().timestamp() * 1000))
    attributes = {"SentTimestamp": sent, "ApproximateReceiveCount": "6"}
    return {
        "messageId": message_id,
        "body": json.dumps(body),
        "attributes": attributes,
        "eventSourceARN": arn,
        "messageAttributes": {name: {"stringValue": value} for name, value in more.items()},
    }


@pytest.fixture
def worker(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The worker on the queues of dead letters, in the shop's world."""
    for source in DeadLetterSource:
        monkeypatch.setenv(f"DEAD_{source.name}_ARN", f"arn:{source}")
    monkeypatch.setattr(keep_dead_letters, "process_runtime", lambda: shop.world.runtime)
    monkeypatch.setattr(keep_dead_letters, "OPERATORS", shop.world.parking)
    return keep_dead_letters.handler


def test_worker_keeps_what_has_an_owner_and_hands_on_the_rest(shop: Shop, worker: Any) -> None:
    """One row, one letter in the operator's queue, nothing left behind."""
    own = {"merchantId": shop.merchant_id, "mode": "test"}
    records = [record(shop, "m1", own, replayOf="dlt_1"), record(shop, "m2", {"who": "nobody"})]
    assert worker({"Records": records}, None) == {"batchItemFailures": []}
    (letter,) = letters(shop)
    assert (letter["receiveCount"], letter["replayOf"]) == (6, "dlt_1")
    assert shop.world.parking.messages == [{"source": "deliveries", "body": json.dumps({"who": "nobody"})}]


def test_letter_that_can_not_be_kept_stays_in_its_queue(
    shop: Shop, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database or a queue that does not answer: reported, to come again."""
    shop.world.parking.full = True

    def refuse(*_: object) -> None:
        raise errors.StorageUnavailable("Down.")

    own = {"merchantId": shop.merchant_id, "mode": "test"}
    with monkeypatch.context() as down:
        down.setattr(PatientStore, "write", refuse)
        answer = worker({"Records": [record(shop, "m1", own), record(shop, "m2", {"who": "nobody"})]}, None)
    assert [each["itemIdentifier"] for each in answer["batchItemFailures"]] == ["m1", "m2"]
    shop.world.parking.full = False
    worker({"Records": [record(shop, "m1", own)]}, None)
    assert len(letters(shop)) == 1


def test_change_that_is_sent_back_is_told_with_its_row_as_it_is_now(shop: Shop) -> None:
    """The event keeps its id and type; what it tells is the order after a later change."""
    order = shop.order()
    (row,) = [each for each in shop.world.table.rows() if each["pk"]["S"].endswith(order["id"]) and "outbox" in each]
    parked = {"row": {"pk": row["pk"]["S"], "sk": "."}, "outbox": row["outbox"]["S"]}
    shop.call("orders.update", {"buyerNote": "Ring twice"}, order_id=order["id"])
    records, failed = as_changes([{"messageId": "m1", "body": json.dumps(parked)}], TABLE, LOG)
    assert failed == []
    assert publish(records, TABLE, shop.world.bus, shop.world.parking, LOG) == []
    (told,) = [json.loads(each["Detail"]) for each in shop.world.bus.taken]
    assert told["eventId"] == json.loads(row["outbox"]["S"])[0]["id"]
    assert (told["eventType"], told["data"]["version"], told["data"]["buyerNote"]) == (
        "order.created",
        2,
        "Ring twice",
    )


def test_change_that_still_can_not_be_told_is_parked_again(shop: Shop) -> None:
    """With the letter that it was, so that the new one names it; a message that says nothing comes again."""
    order = shop.order()
    parked = {"row": {"pk": f"{shop.merchant_id}/test/{order['id']}", "sk": "."}, "outbox": "broken"}
    said = {"replayOf": {"stringValue": "dlt_1"}}
    messages: list[Json] = [
        {"messageId": "m1", "body": json.dumps(parked), "messageAttributes": said},
        {"messageId": "m2", "body": "{}"},
    ]
    records, failed = as_changes(messages, TABLE, LOG)
    assert failed == ["m2"]
    assert publish(records, TABLE, shop.world.bus, shop.world.parking, LOG) == []
    assert shop.world.parking.replays == ["dlt_1"]


def test_poison_takes_no_other_event_with_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch with something that is no event at all: only that comes again, and dies alone."""
    shop.webhook("order.paid")
    monkeypatch.setattr(fan_out_events, "process_runtime", lambda: shop.world.runtime)
    bodies = ['{"detail": "x"}', json.dumps(event_body(shop)), "[1]"]
    records = [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]
    answer = fan_out_events.handler({"Records": records}, None)
    assert [each["itemIdentifier"] for each in answer["batchItemFailures"]] == ["m0", "m2"]
    assert len(shop.world.deliveries.queues[False]) == 1
