"""A trial that a buyer begins on a checkout page: their card is kept, nothing is charged, and that happens once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.buyer import Buyer
from tests.card_tokens import lost
from tests.fake_gateway import ProcessDied
from tests.fakes import PatientStore
from tests.shop import Json, Shop

EMAIL = "ada@example.com"
THANKS = "https://shop.example.com/thanks"
BANK = "tok_threeDSecure2Required"
STAND_IN = "http://127.0.0.1:12111"


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card processor is its stand-in, as in a local sandbox."""
    monkeypatch.setenv("STRIPE_API_BASE", STAND_IN)


def trial(shop: Shop, *, plan: Json | None = None, customer: Json | None = None, **fields: Any) -> Json:
    """A session of a plan of 29.00 a month that is free for 14 days; the world begins on 2 March 2026."""
    plan = plan or shop.plan(trialPeriodDays=14)
    customer = customer or shop.customer(email=EMAIL)
    answer = shop.call("checkoutSessions.create", {"planId": plan["id"], "customerId": customer["id"], **fields})
    assert answer.status == 201, answer.error
    return dict(answer.data)


def opened(shop: Shop, **fields: Any) -> tuple[Json, Buyer]:
    """The same with a buyer on its page."""
    session = trial(shop, **fields)
    return session, Buyer(shop.world, session["url"])


def session_of(shop: Shop, session: Json) -> Json:
    """A session as it is now."""
    return dict(shop.call("checkoutSessions.get", checkout_session_id=session["id"]).data)


def subscription_of(shop: Shop, session: Json) -> Json:
    """Its subscription, as it is now."""
    return dict(shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data)


def cards(shop: Shop) -> list[str]:
    """How the customers' cards stand that were kept, the latest first."""
    return [each["status"] for each in shop.call("paymentMethods.list").data]


def give(buyer: Buyer, token: str = "tok_visa", **fields: str) -> None:
    """Give a card on the page."""
    buyer.send("pay", token=token, **fields)


def test_card_is_kept_and_the_trial_begins_with_it(shop: Shop) -> None:
    """Free until 16 March, whatever the page's age; then 29.00 + 8 % = 31.32 are charged to this card."""
    session, buyer = opened(shop)
    assert "Start your free trial" in buyer.text
    assert "then $29.00 plus tax every month: you allow Shop to charge this card from then on" in buyer.text
    give(buyer)
    assert "Thank you, your free trial has begun" in buyer.text
    assert "Free until 03/16/2026, then $29.00 plus tax every month. Nothing was charged." in buyer.text
    begun = subscription_of(shop, session)
    (card,) = shop.call("paymentMethods.list", query={"customerId": session["customerId"]}).data
    assert (begun["status"], begun["paymentMethodId"], begun["trialEndAt"]) == (
        "trialing",
        card["id"],
        "2026-03-16T09:30:00Z",
    )
    assert shop.world.gateway.payments == {}
    shop.world.clock.advance(days=14, minutes=1)
    shop.world.bill()
    assert (subscription_of(shop, session)["status"], shop.world.gateway.taken) == ("active", 3132)


def test_session_is_paid_without_a_payment_and_told_once(shop: Shop) -> None:
    """Nothing is told before: whoever never began is told of as little as whoever never came."""
    session, buyer = opened(shop)
    assert (session["status"], session["paymentStatus"]) == ("open", "unpaid")
    assert shop.world.table.event_types() >= {"order.created"}
    give(buyer)
    done = session_of(shop, session)
    assert (done["status"], done["paymentStatus"], done["url"]) == ("paid", "no_payment_required", None)
    events = {event["eventType"]: event["data"] for event in shop.world.table.events()}
    assert events["checkout_session.completed"]["subscriptionId"] == session["subscriptionId"]
    assert events["subscription.created"]["status"] == "trialing"
    assert "order.paid" in events
    assert "subscription.activated" not in events
    order = shop.call("orders.get", order_id=session["orderId"]).data
    assert (order["status"], order["netAmounts"]["totalMoney"]["amount"]) == ("PAID", 0)


def test_session_of_an_order_that_is_paid_says_so(shop: Shop) -> None:
    """The other word is for what cost nothing."""
    session = shop.checkout(9900)
    shop.pay(session["orderId"])
    assert session_of(shop, session)["paymentStatus"] == "paid"


def test_trial_is_counted_from_when_it_begins(shop: Shop) -> None:
    """Five hours and a day later: the 17th of March, at the hour at which the buyer gave their card."""
    session = trial(shop, expiresInSeconds=86_400)
    shop.world.clock.advance(hours=22)
    give(Buyer(shop.world, session["url"]))
    assert subscription_of(shop, session)["trialEndAt"] == "2026-03-17T07:30:00Z"


def test_set_up_fee_comes_with_the_first_payment(shop: Shop) -> None:
    """As with every trial: 29.00 + 10.00 = 39.00, 42.12 with tax, after 14 days; the page says so before and after."""
    plan = shop.plan(trialPeriodDays=14, setupFeeMoney={"amount": 1000})
    _, buyer = opened(shop, plan=plan)
    told = "A set-up fee of $10.00 plus tax comes with the first payment."
    assert told in buyer.text
    give(buyer)
    assert told in buyer.text
    assert shop.world.gateway.taken == 0
    shop.world.clock.advance(days=14, minutes=1)
    shop.world.bill()
    assert shop.world.gateway.taken == 4212


def test_card_that_is_refused_is_told_and_another_one_begins_it(shop: Shop) -> None:
    """Nothing has begun with the first."""
    session, buyer = opened(shop)
    give(buyer, "tok_chargeDeclinedExpiredCard")
    assert "The card was declined. Nothing was charged" in buyer.text
    assert (subscription_of(shop, session)["status"], cards(shop)) == ("incomplete", [])
    give(buyer)
    assert (subscription_of(shop, session)["status"], cards(shop)) == ("trialing", ["active"])


@pytest.mark.parametrize(("code", "told"), [("EXPIRED_CARD", "has expired"), ("INSUFFICIENT_FUNDS", "enough money")])
def test_reason_is_told(shop: Shop, code: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words that a payment is refused in."""
    monkeypatch.setenv("STRIPE_TEST_PUBLISHABLE_KEY", "pk_test_1")
    _, buyer = opened(shop)
    give(buyer, f"tok_{code}")
    assert told in buyer.text


def test_bank_asks_and_the_trial_begins_once_the_buyer_has_confirmed(shop: Shop) -> None:
    """Nothing has begun while the bank waits."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    assert ("Confirm your card" in buyer.text, subscription_of(shop, session)["status"]) == (True, "incomplete")
    assert any("/_standin/setup_intents/seti_stripe0/challenge" in link for link in buyer.page.links)
    shop.world.gateway.settle_saving(confirmed=True)
    buyer.come_back()
    assert "your free trial has begun" in buyer.text
    assert subscription_of(shop, session)["status"] == "trialing"


def test_buyer_who_never_comes_back_from_the_bank_has_begun_too(shop: Shop) -> None:
    """The processor's word is enough."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    shop.world.gateway.settle_saving(confirmed=True)
    shop.world.hear("setup_intent", "seti_stripe0")
    assert subscription_of(shop, session)["status"] == "trialing"


def test_bank_that_says_no_leaves_another_try(shop: Shop) -> None:
    """With the reason."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    shop.world.gateway.settle_saving(confirmed=False)
    buyer.come_back()
    assert "The bank did not get your confirmation" in buyer.text
    give(buyer)
    assert subscription_of(shop, session)["status"] == "trialing"


def test_buyer_takes_another_card_instead_of_confirming(shop: Shop) -> None:
    """The first can't be confirmed any more, and is no refusal."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    buyer.send("cancel")
    assert "Start your free trial" in buyer.text
    assert "was declined" not in buyer.text
    give(buyer)
    assert (subscription_of(shop, session)["status"], cards(shop)) == ("trialing", ["active"])


def test_two_tabs_begin_one_trial(shop: Shop) -> None:
    """The second form, and the first one again, find it begun: one card, one subscription."""
    session, first = opened(shop)
    second = Buyer(shop.world, session["url"])
    form = dict(first.page.forms["pay"])
    give(first)
    give(second)
    assert "your free trial has begun" in second.text
    assert first.ask("POST", "pay", form={**form, "token": "tok_visa"})["statusCode"] == 303
    assert (len(shop.call("subscriptions.list").data), cards(shop)) == (1, ["active"])
    assert subscription_of(shop, session)["version"] == 2


def test_two_tabs_at_once_give_one_card(shop: Shop) -> None:
    """The other one claims between what this one reads and what it writes."""
    _, buyer = opened(shop)
    other = Buyer(shop.world, buyer.url)
    shop.world.before_next_write(lambda: give(other))
    give(buyer)
    assert ("your free trial has begun" in buyer.text, cards(shop)) == (True, ["active"])


def test_terms_that_changed_meanwhile_are_shown_first(shop: Shop) -> None:
    """The merchant moves the subscription to a dearer plan while the page is open."""
    session, buyer = opened(shop)
    dearer = shop.plan(4900, trialPeriodDays=14)
    moved = shop.call("subscriptions.update", {"planId": dearer["id"]}, subscription_id=session["subscriptionId"])
    assert moved.status == 200, moved.error
    give(buyer)
    assert ("Something changed meanwhile" in buyer.text, "then $49.00" in buyer.text, cards(shop)) == (True, True, [])
    give(buyer)
    assert subscription_of(shop, session)["status"] == "trialing"


def test_e_mail_address_is_asked_for_where_none_is_known(shop: Shop) -> None:
    """It stands on the order, as with every other page."""
    session, buyer = opened(shop, customer=shop.customer())
    give(buyer)
    assert ("Please enter your e-mail address" in buyer.text, cards(shop)) == (True, [])
    give(buyer, email=EMAIL)
    order = shop.call("orders.get", order_id=session["orderId"]).data
    assert (order["buyerEmail"], order["status"]) == (EMAIL, "PAID")


@pytest.mark.parametrize("field", ["allowTip", "allowCoupon"])
def test_what_would_change_a_price_is_refused(shop: Shop, field: str) -> None:
    """Nothing is paid on the page."""
    body = {"planId": shop.plan(trialPeriodDays=14)["id"], "customerId": shop.customer()["id"], field: True}
    answer = shop.call("checkoutSessions.create", body)
    assert (answer.refusal, answer.wrong_fields) == ((400, "INVALID_REQUEST"), {field})


def test_page_that_nobody_completes_ends_silently(shop: Shop) -> None:
    """Session, order and subscription, after 23 hours; no event tells of a subscription that was never told of."""
    session, buyer = opened(shop)
    shop.world.table.events()
    shop.world.clock.advance(hours=24)
    shop.world.sweep()
    shop.world.bill()
    order = shop.call("orders.get", order_id=session["orderId"]).data
    assert (subscription_of(shop, session)["status"], order["status"]) == ("canceled", "CLOSED")
    assert {each for each in shop.world.table.event_types() if each.startswith("subscription.")} == set()
    assert "This page was closed" in buyer.look().text
    assert shop.world.gateway.kept == set()


@pytest.mark.parametrize("how", ["close the session", "close the order", "cancel the subscription", "time"])
def test_nothing_ends_under_a_card_that_is_being_kept(shop: Shop, how: str) -> None:
    """The buyer is at the bank; once they have confirmed, the trial begins though the time is over."""
    session, buyer = opened(shop)
    shop.world.clock.advance(hours=22, minutes=50)
    give(buyer, BANK)
    if how == "time":
        shop.world.clock.advance(minutes=20)
        shop.world.sweep()
        shop.world.bill()
    else:
        ends = {
            "close the session": ("checkoutSessions.close", {"checkout_session_id": session["id"]}),
            "close the order": ("orders.close", {"order_id": session["orderId"]}),
            "cancel the subscription": ("subscriptions.cancel", {"subscription_id": session["subscriptionId"]}),
        }
        operation, path = ends[how]
        assert shop.call(operation, {}, **path).refusal == (409, "PAYMENT_IN_PROGRESS")
    shop.world.gateway.settle_saving(confirmed=True)
    buyer.come_back()
    assert "your free trial has begun" in buyer.text
    assert (subscription_of(shop, session)["status"], session_of(shop, session)["status"]) == ("trialing", "paid")


def test_session_that_is_closed_before_leaves_no_trial(shop: Shop) -> None:
    """The merchant closes it between what the form's request reads and what it claims."""
    session, buyer = opened(shop)
    shop.world.before_next_write(lambda: shop.call("checkoutSessions.close", checkout_session_id=session["id"]))
    give(buyer)
    assert ("This page was closed" in buyer.text, cards(shop)) == (True, [])


def test_order_that_costs_money_by_now_keeps_the_card_and_begins_nothing(shop: Shop) -> None:
    """The merchant adds a line of 10.00 while the buyer is at the bank: then the page asks for that first, 10.80."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    line = {"lineItems": [{"name": "Handbook", "unitPriceMoney": {"amount": 1000}}]}
    assert shop.call("orders.addLineItems", line, order_id=session["orderId"]).status == 200
    shop.world.gateway.settle_saving(confirmed=True)
    buyer.come_back()
    assert ("Pay $10.80" in buyer.text, subscription_of(shop, session)["status"]) == (True, "incomplete")
    give(buyer)
    begun = subscription_of(shop, session)
    assert (begun["status"], begun["trialEndAt"], shop.world.gateway.taken) == (
        "trialing",
        "2026-03-16T09:30:00Z",
        1080,
    )
    assert session_of(shop, session)["paymentStatus"] == "paid"


def test_lost_answer_of_the_processor_is_no_failure(shop: Shop) -> None:
    """Nobody knows: the page waits, the sweeper finds out, and the trial begins once."""
    session, buyer = opened(shop)
    shop.world.gateway.after.append(lost())
    give(buyer)
    assert "Your card is being checked" in buyer.text
    shop.world.clock.advance(minutes=1)
    shop.world.sweep()
    assert "your free trial has begun" in buyer.look().text
    assert subscription_of(shop, session)["status"] == "trialing"


def _dies_at_write(shop: Shop, number: int) -> None:
    """Let the process die just before its write of this number, from 1."""

    def die() -> None:
        raise ProcessDied

    shop.world.before_next_write(*[lambda: None] * (number - 1), die)


@pytest.mark.parametrize("gone", [True, False], ids=["buyer gone", "buyer tries again"])
@pytest.mark.parametrize("dies", ["claim", "customer", "customer, after", "card", "card, after", "settlement"], ids=str)
def test_whoever_dies_leaves_nothing_or_one_trial(shop: Shop, dies: str, *, gone: bool) -> None:
    """At every call of the way: before the claim nothing is there; from then on the sweeper begins the trial."""
    session, buyer = opened(shop)
    fine = [None]
    match dies:
        case "claim":
            _dies_at_write(shop, 1)
        case "settlement":
            _dies_at_write(shop, 2)
        case "customer":
            shop.world.gateway.before.append(ProcessDied())
        case "card":
            shop.world.gateway.before.extend([*fine, ProcessDied()])
        case "customer, after":
            shop.world.gateway.after.append(ProcessDied())
        case _:
            shop.world.gateway.after.extend([*fine, ProcessDied()])
    with pytest.raises(ProcessDied):
        give(buyer)
    PatientStore.interruptions.clear()
    shop.world.clock.advance(minutes=2)
    shop.world.sweep()
    buyer.look()
    if not gone and "pay" in buyer.page.forms:
        give(buyer)
    nothing = dies == "claim" and gone
    assert subscription_of(shop, session)["status"] == ("incomplete" if nothing else "trialing")
    assert (len(shop.world.gateway.kept), cards(shop)) == ((0, []) if nothing else (1, ["active"]))
    assert session_of(shop, session)["status"] == ("open" if nothing else "paid")


def test_card_of_a_deleted_customer_begins_nothing(shop: Shop) -> None:
    """The customer is deleted while the bank asks."""
    session, buyer = opened(shop)
    give(buyer, BANK)
    shop.call("customers.delete", customer_id=session["customerId"])
    shop.world.gateway.settle_saving(confirmed=True)
    buyer.come_back()
    assert (subscription_of(shop, session)["status"], cards(shop)) == ("incomplete", [])
    assert len(set(shop.world.gateway.forgotten)) == 1


@pytest.mark.parametrize(
    ("language", "free", "done"),
    [
        ("de-DE", "Kostenlos bis 16.03.2026, danach 29,00", "Ihr kostenloser Test hat begonnen"),
        ("fr-FR", "au 16/03/2026, puis 29,00", "votre essai gratuit a commencé"),
        ("es-ES", "Gratis hasta el 16/03/2026, después 29,00", "su prueba gratuita ha empezado"),
        ("en-GB", "Free until 16/03/2026, then US$29.00", "your free trial has begun"),
    ],
)
def test_page_speaks_the_reader_s_language(shop: Shop, language: str, free: str, done: str) -> None:
    """Before and after."""
    buyer = Buyer(shop.world, trial(shop)["url"], {"accept-language": language})
    assert free in buyer.text
    give(buyer)
    assert (done in buyer.text, free in buyer.text) == (True, True)


def test_day_is_the_merchant_s(shop: Shop) -> None:
    """At 11:30 UTC it is half past midnight of the 3rd in Auckland: free until the 17th, when UTC says the 16th."""
    shop.call("settings.update", {"timeZone": "Pacific/Auckland"})
    session = trial(shop)
    shop.world.clock.advance(hours=2)
    assert "Free until 03/17/2026" in Buyer(shop.world, session["url"]).text


def test_buyer_goes_on_to_the_merchant(shop: Shop) -> None:
    """As after a payment."""
    _, buyer = opened(shop, successRedirectUrl=THANKS)
    give(buyer)
    assert buyer.went == THANKS


def test_stripe_s_fields_set_up_and_charge_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stripe's script is told of no amount."""
    monkeypatch.setenv("STRIPE_TEST_PUBLISHABLE_KEY", "pk_test_1")
    _, buyer = opened(shop)
    html = buyer.answer["body"]
    assert 'data-mode="setup"' in html
    assert "data-amount" not in html


def test_card_of_somebody_who_has_no_room_is_refused(shop: Shop) -> None:
    """A customer has at most twenty."""
    customer = shop.customer(email=EMAIL)
    for _ in range(20):
        shop.card(customer["id"])
    _, buyer = opened(shop, customer=customer)
    give(buyer)
    assert ("That was not possible" in buyer.text, len(shop.world.gateway.kept)) == (True, 20)


def test_merchant_gives_the_card_instead(shop: Shop) -> None:
    """It is set, and the trial still waits for the page."""
    customer = shop.carded_customer()
    session = trial(shop, customer=customer)
    (card,) = shop.call("paymentMethods.list", query={"customerId": customer["id"]}).data
    answer = shop.call(
        "subscriptions.update", {"paymentMethodId": card["id"]}, subscription_id=session["subscriptionId"]
    )
    assert (answer.status, answer.data["status"], shop.world.gateway.payments) == (200, "incomplete", {})
