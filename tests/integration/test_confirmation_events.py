"""What people hear of agents' requests: that one waits, and what was decided, each once."""

from __future__ import annotations

from tests.contract.test_events_of_every_change import Stream
from tests.integration.test_agent_limits import agent, approve, confirmation_of
from tests.shop import Answer, Json, Shop

BODY = {"paymentSourceToken": "tok_visa"}


def told(shop: Shop) -> list[Json]:
    """The events of confirmations that were not told yet."""
    return [event for event in shop.world.table.events() if event["eventType"].startswith("confirmation.")]


def test_request_that_waits_is_told_as_it_is_read(shop: Shop) -> None:
    """Its event holds what a person needs to decide, and is found among past events by its id."""
    limited, order = agent(shop, threshold=0), shop.order()
    asked = confirmation_of(limited.pay(order["id"], key="k"))
    (event,) = told(shop)
    assert event["eventType"] == "confirmation.requested"
    assert event["data"] == shop.call("confirmations.get", confirmation_id=asked).data
    assert event["data"]["description"] == f"orders.pay: 138.24 USD of order {order['orderNumber']}."


def test_request_that_waits_already_is_told_once(shop: Shop) -> None:
    """The same request again, before and after the approval's end: another event only for what is asked anew."""
    limited, order = agent(shop, threshold=0), shop.order()
    stream = Stream(shop.world)
    limited.pay(order["id"], key="k")
    assert stream.told() == ["confirmation.requested"]
    for _ in range(3):
        limited.pay(order["id"], key="k")
    assert stream.told() == []
    shop.world.clock.advance(hours=24)
    limited.pay(order["id"], key="k")
    assert stream.told() == ["confirmation.requested"]


def test_twins_tell_once(shop: Shop) -> None:
    """Both find that nobody was asked yet; the one that loses tells nothing."""
    limited, order = agent(shop, threshold=0), shop.order()
    stream, twin = Stream(shop.world), list[Answer]()
    shop.world.before_next_write(lambda: twin.append(limited.pay(order["id"], key="k")))
    slower = limited.pay(order["id"], key="k")
    assert confirmation_of(slower) == confirmation_of(twin[0])
    assert stream.told() == ["confirmation.requested"]


def test_approval_is_told_and_its_use_is_told_by_the_payment(shop: Shop) -> None:
    """What was approved is used up without an event of its own."""
    limited, order = agent(shop, threshold=0), shop.order()
    stream = Stream(shop.world)
    asked = approve(shop, limited.pay(order["id"], key="k"))
    assert stream.told() == ["confirmation.approved", "confirmation.requested"]
    (event,) = [event for event in told(shop) if event["eventType"] == "confirmation.approved"]
    assert event["data"] == asked
    limited.pay(order["id"], key="k")
    assert stream.told() == ["order.paid", "payment_intent.succeeded"]


def test_approval_that_is_taken_back_is_told_as_declined(shop: Shop) -> None:
    """By the person who changes their mind; the agent's next try tells nothing."""
    limited, order = agent(shop, threshold=0), shop.order()
    asked = approve(shop, limited.pay(order["id"], key="k"))
    stream = Stream(shop.world)
    shop.call("confirmations.decline", confirmation_id=asked["id"])
    assert stream.told() == ["confirmation.declined"]
    limited.pay(order["id"], key="k")
    assert stream.told() == []


def test_webhook_brings_what_waits(shop: Shop) -> None:
    """To an endpoint that subscribes to it."""
    shop.webhook("confirmation.requested")
    asked = confirmation_of(agent(shop, threshold=0).pay(shop.order()["id"]))
    shop.world.deliver()
    assert [(sent.event["eventType"], sent.event["data"]["id"]) for sent in shop.world.receivers.got] == [
        ("confirmation.requested", asked)
    ]


def test_dry_run_says_how_a_person_would_be_asked(shop: Shop) -> None:
    """Nobody hears of it, and its advice does not end in the same refusal: it names the approval and the repetition."""
    limited, order, stream = agent(shop, threshold=0), shop.order(), Stream(shop.world)
    stream.told()
    dry = limited.call("orders.pay", BODY, order_id=order["id"], query={"dryRun": "true"})
    assert dry.refusal == (403, "HUMAN_CONFIRMATION_REQUIRED")
    assert "Nobody was asked: this is a dry run" in dry.error["message"]
    assert dry.error["remediation"]["nextSteps"] == [
        (
            "Send it without dryRun, with an idempotency key: it is refused too, and asks a person by the confirmation "
            "that it names; confirmation.requested tells them."
        ),
        (
            "Have them approve that: POST /v1/confirmations/{confirmationId}/approve, with a key of theirs that has "
            "confirmations.write."
        ),
        "Then send it again as it is, with the same idempotency key, within 24 hours of the asking.",
    ]
    assert stream.told() == []


def test_dry_run_above_the_threshold_advises_what_works(shop: Shop) -> None:
    """Step by step: sent, approved, sent again."""
    limited, order = agent(shop, threshold=0), shop.order()
    limited.call("orders.pay", BODY, order_id=order["id"], query={"dryRun": "true"})
    approve(shop, limited.pay(order["id"], key="k"))
    assert limited.pay(order["id"], key="k").data["status"] == "PAID"
