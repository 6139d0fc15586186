"""Checkout sessions: made, read, listed, and ended once, by whatever ends them."""

from __future__ import annotations

import pytest

from tests.card_tokens import succeeded
from tests.shop import Json, Shop

HTTPS = "https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}"


def read(shop: Shop, session: Json) -> Json:
    """The session as it is answered now."""
    return dict(shop.call("checkoutSessions.get", checkout_session_id=session["id"]).data)


def order_of(shop: Shop, session: Json) -> Json:
    """The session's order."""
    return dict(shop.call("orders.get", order_id=session["orderId"]).data)


def events(shop: Shop) -> list[str]:
    """The checkout events that were published, in order."""
    shop.world.publish()
    told = [entry["DetailType"] for entry in shop.world.bus.taken]
    return [name for name in told if name.startswith("checkout_session.")]


def close(shop: Shop, session: Json) -> tuple[int, str]:
    """Close a session; its status, and its new state or its refusal."""
    answer = shop.call("checkoutSessions.close", checkout_session_id=session["id"])
    return answer.status, answer.data["status"] if answer.status == 200 else answer.error["code"]


def test_session_of_lines_makes_its_order(shop: Shop) -> None:
    """99.00 and 8 % tax: one order of 106.92 that names its session."""
    session = shop.checkout(9900, successRedirectUrl=HTTPS)
    order = order_of(shop, session)
    assert (session["status"], order["source"], order["checkoutSessionIds"]) == ("open", "checkout", [session["id"]])
    assert order["netAmounts"]["totalMoney"]["amount"] == 10692


def test_session_of_an_order_changes_nothing_of_its_amounts(shop: Shop) -> None:
    """The order is at its second version, and owes what it owed."""
    before = shop.order(9900)
    session = shop.checkout(orderId=before["id"])
    order = order_of(shop, session)
    assert (order["version"], order["netAmounts"], order["checkoutSessionIds"]) == (
        2,
        before["netAmounts"],
        [session["id"]],
    )


def test_address_of_the_page_is_another_one_for_each_session_and_holds_no_id(shop: Shop) -> None:
    """144 random bits behind the ids: addresses of one order's sessions differ in their last 24 characters."""
    order_id = shop.order()["id"]
    first, second = (shop.checkout(orderId=order_id)["url"] for _ in range(2))
    assert first.startswith("https://localhost/checkout/")
    assert (len(first.rpartition("/")[2]), first[-24:] == second[-24:]) == (68, False)
    assert "cs_" not in first


@pytest.mark.parametrize("pay", ["card", "cash", "another session's page"])
def test_session_is_paid_with_its_order_whoever_pays(shop: Shop, pay: str) -> None:
    """By card or in cash: both sessions of the order are paid, each tells it once, and neither has an address."""
    order_id = shop.order()["id"]
    sessions = [shop.checkout(orderId=order_id) for _ in range(2)]
    if pay == "cash":
        shop.call("orders.recordManualPayment", {}, order_id=order_id)
    else:
        shop.pay(order_id)
    shown = [read(shop, session) for session in sessions]
    assert [(each["status"], each["url"], each["paidAt"] is None) for each in shown] == [("paid", None, False)] * 2
    assert events(shop) == ["checkout_session.completed"] * 2


def test_part_payment_leaves_the_session_open(shop: Shop) -> None:
    """The rest is still to be paid on the page."""
    session = shop.checkout(9900)
    shop.call(
        "orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}, order_id=session["orderId"]
    )
    assert read(shop, session)["status"] == "open"


def test_order_that_costs_nothing_completes_its_session(shop: Shop) -> None:
    """Paid without a card, in one transaction."""
    session = shop.checkout(0)
    shop.call("orders.pay", {}, order_id=session["orderId"])
    assert (read(shop, session)["status"], events(shop)) == ("paid", ["checkout_session.completed"])


def test_session_expires_once(shop: Shop) -> None:
    """Shown as expired from the second on, swept once, and then told once; its order stays open."""
    session = shop.checkout(expiresInSeconds=300)
    shop.world.clock.advance(seconds=299)
    before = read(shop, session)["status"]
    shop.world.clock.advance(seconds=1)
    at_once = read(shop, session)["status"]
    shop.world.sweep()
    shop.world.sweep()
    assert (before, at_once, read(shop, session)["status"]) == ("open", "expired", "expired")
    assert events(shop) == ["checkout_session.expired"]
    assert order_of(shop, session)["status"] == "OPEN"


def test_order_paid_after_its_session_expired_leaves_it_expired(shop: Shop) -> None:
    """Whether or not the sweeper has been there meanwhile."""
    swept, unswept = shop.checkout(expiresInSeconds=300), shop.checkout(expiresInSeconds=301)
    shop.world.clock.advance(seconds=300)
    shop.world.sweep()
    shop.world.clock.advance(seconds=1)
    for session in (swept, unswept):
        shop.pay(session["orderId"])
    assert [read(shop, session)["status"] for session in (swept, unswept)] == ["expired"] * 2
    assert events(shop) == ["checkout_session.expired"] * 2


def test_payment_under_way_when_the_time_is_over_still_counts(shop: Shop) -> None:
    """The buyer is at the bank when the session falls due: the sweeper waits, and the success completes it."""
    session = shop.checkout(expiresInSeconds=300)
    shop.pay(session["orderId"], "tok_3ds")
    shop.world.clock.advance(seconds=400)
    shop.world.sweep()
    shop.world.gateway.settle_payment(succeeded)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert read(shop, session)["status"] == "paid"
    assert events(shop) == ["checkout_session.completed"]


def test_closing_ends_an_open_session_alone(shop: Shop) -> None:
    """Closed once; the order lives on, without it among those that wait."""
    session = shop.checkout()
    assert [close(shop, session), close(shop, session)] == [(200, "closed"), (409, "CHECKOUT_SESSION_NOT_OPEN")]
    shop.pay(session["orderId"])
    assert (read(shop, session)["status"], events(shop)) == ("closed", [])


def test_session_does_not_close_under_a_payment(shop: Shop) -> None:
    """While the buyer is at the bank nobody takes the page away."""
    session = shop.checkout()
    shop.pay(session["orderId"], "tok_3ds")
    assert close(shop, session) == (409, "PAYMENT_IN_PROGRESS")


def test_closed_order_closes_its_sessions(shop: Shop) -> None:
    """In the same transaction."""
    session = shop.checkout()
    shop.call("orders.close", {}, order_id=session["orderId"])
    assert read(shop, session)["status"] == "closed"


def test_paid_order_gets_no_session(shop: Shop) -> None:
    """There is nothing to pay."""
    answer = shop.call("checkoutSessions.create", {"orderId": shop.paid_order()["id"]})
    assert answer.refusal == (409, "ORDER_ALREADY_PAID")


def test_order_has_five_open_sessions_at_most(shop: Shop) -> None:
    """The sixth is refused until one is closed."""
    order_id = shop.order()["id"]
    sessions = [shop.checkout(orderId=order_id) for _ in range(5)]
    refused = shop.call("checkoutSessions.create", {"orderId": order_id})
    close(shop, sessions[0])
    allowed = shop.call("checkoutSessions.create", {"orderId": order_id})
    assert (refused.refusal, allowed.status) == ((409, "CHECKOUT_SESSION_LIMIT_REACHED"), 201)


def test_list_tells_sessions_by_what_they_are_now(shop: Shop) -> None:
    """One that ran out a second ago is not among the open ones."""
    over = shop.checkout(expiresInSeconds=300)
    shop.world.clock.advance(seconds=300)
    kept = shop.checkout()
    listed = shop.call("checkoutSessions.list", query={"status": "open"}).data
    assert [each["id"] for each in listed] == [kept["id"]]
    assert [each["id"] for each in shop.call("checkoutSessions.list").data] == [kept["id"], over["id"]]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://shop.example.com/a?b=c#d", 201),
        ("http://localhost:3000/thanks", 201),
        ("http://127.0.0.1/thanks", 201),
        ("http://shop.example.com/", 400),
        ("javascript:alert(1)", 400),
        ("https://user@shop.example.com/", 400),
        ("https:///nowhere", 400),
        ('https://shop.example.com/" onload=', 400),
        ("https://shop.example.com\\@evil.example.com/", 400),
        ("//shop.example.com/", 400),
        ("https://shop.example.com:99999999/", 400),
    ],
)
def test_buyers_are_sent_over_https_or_to_this_machine(shop: Shop, url: str, status: int) -> None:
    """What a browser might read in another way is refused, by the field's name."""
    answer = shop.call("checkoutSessions.create", {"orderId": shop.order()["id"], "cancelRedirectUrl": url})
    assert answer.status == status
    if status == 400:
        assert answer.wrong_fields == {"cancelRedirectUrl"}


def test_clock_of_a_sandbox_brings_sessions_to_their_end(shop: Shop) -> None:
    """A day later the session has expired."""
    session = shop.checkout()
    shop.call("sandbox.advanceClock", {"seconds": 90_000})
    assert (read(shop, session)["status"], events(shop)) == ("expired", ["checkout_session.expired"])


def test_payment_that_is_faster_than_closing_wins(shop: Shop) -> None:
    """It lands between what closing reads and what it writes: the session is paid, told once, and not closed."""
    session = shop.checkout()
    shop.world.before_next_write(lambda: shop.pay(session["orderId"]))
    assert close(shop, session) == (409, "CHECKOUT_SESSION_NOT_OPEN")
    assert (read(shop, session)["status"], events(shop)) == ("paid", ["checkout_session.completed"])


def test_payment_that_is_faster_than_the_sweeper_wins(shop: Shop) -> None:
    """The buyer sends the form in the last second; the sweeper, that saw the session open, finds it in use."""
    session = shop.checkout(expiresInSeconds=300)
    shop.world.clock.advance(seconds=299)
    shop.world.before_next_write(lambda: shop.world.clock.advance(seconds=1))
    shop.pay(session["orderId"], "tok_3ds")
    shop.world.sweep()
    shop.world.gateway.settle_payment(succeeded)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert (read(shop, session)["status"], events(shop)) == ("paid", ["checkout_session.completed"])


def test_sweeper_that_loses_its_race_leaves_nothing_half_done(shop: Shop) -> None:
    """The order changes under it: the session stays due, and expires a minute later, once."""
    session = shop.checkout(expiresInSeconds=300)
    shop.world.clock.advance(seconds=300)
    edit = {"metadata": {"till": "3"}}
    shop.world.before_next_write(lambda: shop.call("orders.update", edit, order_id=session["orderId"]))
    shop.world.sweep()
    before = events(shop)
    shop.world.sweep()
    assert (before, events(shop)) == ([], ["checkout_session.expired"])


def test_two_that_open_the_last_session_at_once_do_not_both(shop: Shop) -> None:
    """Four are open: the twin takes the fifth place, and who comes second is refused."""
    order_id = shop.order()["id"]
    for _ in range(4):
        shop.checkout(orderId=order_id)
    shop.world.before_next_write(lambda: shop.checkout(orderId=order_id))
    answer = shop.call("checkoutSessions.create", {"orderId": order_id})
    assert answer.refusal == (409, "CHECKOUT_SESSION_LIMIT_REACHED")
