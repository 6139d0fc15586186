"""The checkout page, as a buyer without JavaScript meets it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest

from tests.buyer import Buyer
from tests.card_tokens import declined, lost, succeeded
from tests.fakes import PatientStore
from tests.shop import Json, Shop

THANKS = "https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}"
EMAIL = "ada@example.com"
STAND_IN = "http://127.0.0.1:12111"


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card processor is its stand-in, as in a local sandbox."""
    monkeypatch.setenv("STRIPE_API_BASE", STAND_IN)


def visit(shop: Shop, *amounts: int, **fields: object) -> Buyer:
    """Somebody opens a new session's page."""
    return Buyer(shop.world, shop.checkout(*amounts, **fields)["url"])


def pay(buyer: Buyer, token: str = "tok_visa", **fields: str) -> None:
    """Fill in the form and send it."""
    given = {"email": EMAIL} if "email" in buyer.page.forms["pay"] else {}
    buyer.send("pay", **given, token=token, **fields)


def only_order(shop: Shop) -> Json:
    """The shop's one order."""
    (order,) = shop.call("orders.list").data
    return dict(order)


def test_page_shows_what_there_is_to_pay(shop: Shop) -> None:
    """99.00 + 29.00 and 8 % tax: 138.24, with the shop's name, and that it is a sandbox."""
    buyer = visit(shop, 9900, 2900)
    for words in ("Pay Shop", "$138.24", "Thing 0", "$99.00", "Sales tax 8%", "$10.24", "Sandbox", "Visa •••• 4242"):
        assert words in buyer.text


def test_paying_charges_once_and_leads_to_the_merchant(shop: Shop) -> None:
    """106.92 are taken; the session's id stands in the address."""
    session = shop.checkout(9900, successRedirectUrl=THANKS)
    buyer = Buyer(shop.world, session["url"])
    pay(buyer)
    assert (shop.world.gateway.taken, buyer.went) == (10692, f"https://shop.example.com/thanks?session={session['id']}")
    order = only_order(shop)
    assert (order["status"], order["buyerEmail"], order["payments"][0]["card"]["last4"]) == ("PAID", EMAIL, "4242")


def test_without_a_redirect_the_page_thanks(shop: Shop) -> None:
    """It stays at that, however often it is loaded."""
    buyer = visit(shop, 9900)
    pay(buyer)
    assert "Thank you, this is paid" in buyer.text
    assert "$106.92" in buyer.look().text


@pytest.mark.parametrize("times", [2, 5])
def test_form_sent_again_charges_nothing_again(shop: Shop, times: int) -> None:
    """A reload, a second click, or another tab with the same page."""
    buyer = visit(shop, 9900)
    form = {**buyer.page.forms["pay"], "email": EMAIL, "token": "tok_visa"}
    answers = [buyer.ask("POST", "pay", form=form)["statusCode"] for _ in range(times)]
    assert (answers, shop.world.gateway.taken, len(shop.world.gateway.payments)) == ([303] * times, 10692, 1)


def test_two_tabs_pay_at_once(shop: Shop) -> None:
    """While the first one's card is at work the second sends another card: one is charged, both see that it is paid."""
    session = shop.checkout(9900)
    one, other = Buyer(shop.world, session["url"]), Buyer(shop.world, session["url"])
    shop.world.gateway.meanwhile = lambda: pay(other, "tok_mastercard")
    pay(one)
    assert "worked on" in other.text
    assert "this is paid" in one.text
    assert "this is paid" in other.look().text
    assert len(shop.world.gateway.payments) == 1


def test_decline_says_why_and_another_card_pays(shop: Shop) -> None:
    """The reason is told again when the page is loaded again, until a card is good."""
    buyer = visit(shop, 9900)
    pay(buyer, "tok_chargeDeclined")
    assert "The card was declined" in buyer.text
    assert "The card was declined" in buyer.look().text
    pay(buyer)
    assert ("this is paid" in buyer.text, shop.world.gateway.taken) == (True, 10692)


def test_insufficient_funds_are_told_as_such(shop: Shop) -> None:
    """By the processor's code."""
    buyer = visit(shop, 9900)
    shop.world.gateway.outcomes["tok_chargeDeclinedInsufficientFunds"] = declined("INSUFFICIENT_FUNDS")
    pay(buyer, "tok_chargeDeclinedInsufficientFunds")
    assert "does not have enough money" in buyer.text


def test_bank_is_asked_and_the_buyer_comes_back(shop: Shop) -> None:
    """3-D Secure: the page waits; once it is confirmed, coming back completes it, once."""
    buyer = visit(shop, 9900)
    pay(buyer, "tok_threeDSecure2Required")
    assert "Confirm your payment" in buyer.text
    assert f"{STAND_IN}/_standin/payment_intents/pi_stripe0/challenge?return_url=" in buyer.page.links[0]
    assert "Confirm your payment" in buyer.come_back().text
    shop.world.gateway.settle_payment(succeeded)
    for _ in range(2):
        assert "this is paid" in buyer.come_back().text
    assert shop.world.gateway.taken == 10692


def test_buyer_pays_in_another_way_instead_of_confirming(shop: Shop) -> None:
    """The first payment is given up at the processor, and can't succeed any more."""
    buyer = visit(shop, 9900)
    pay(buyer, "tok_threeDSecure2Required")
    buyer.send("cancel")
    pay(buyer)
    assert ("this is paid" in buyer.text, shop.world.gateway.taken) == (True, 10692)


def test_coupon_lowers_the_total_and_can_be_taken_off(shop: Shop) -> None:
    """LAUNCH20 of 128.00 is 25.60; 110.59 with tax, and 138.24 without it."""
    buyer = visit(shop, 9900, 2900, allowCoupon=True)
    buyer.send("coupon", code="launch20")
    assert "$110.59" in buyer.text
    buyer.send("remove-coupon")
    assert "$138.24" in buyer.text


@pytest.mark.parametrize(("code", "told"), [("NOPE", "not valid"), ("-" * 41, "not valid"), ("<b>", "not valid")])
def test_coupon_that_is_none_is_told(shop: Shop, code: str, told: str) -> None:
    """Nothing changes."""
    buyer = visit(shop, 9900, allowCoupon=True)
    buyer.send("coupon", code=code)
    assert told in buyer.text
    assert "$106.92" in buyer.text


def test_session_without_coupons_takes_none(shop: Shop) -> None:
    """Neither shown nor taken."""
    buyer = visit(shop, 9900)
    buyer.ask("POST", "coupon", form={"code": "LAUNCH20", "version": "1"})
    assert ("coupon" in buyer.page.forms, only_order(shop)["discounts"]) == (False, [])


def test_tip_is_chosen_anew_not_added_up(shop: Shop) -> None:
    """10 % and then 15 % of 100.00 is 15.00; 5.25 of one's own; none."""
    buyer = visit(shop, 10000, allowTip=True)
    totals = []
    for choice in ({"percent": "10"}, {"percent": "15"}, {"amount": "5.25"}, {"amount": "5,25"}, {"percent": "0"}):
        fields = {"version": buyer.page.forms["tip"]["version"], **choice}
        buyer._take(buyer.ask("POST", "tip", form=fields))
        totals.append(only_order(shop)["netAmounts"]["tipMoney"]["amount"])
    assert totals == [1000, 1500, 525, 525, 0]


@pytest.mark.parametrize("typed", ["-5", "1.234", "five", "99999999999", "1e3", "\uff15"])
def test_tip_that_is_no_amount_is_told(shop: Shop, typed: str) -> None:
    """Nothing is guessed."""
    buyer = visit(shop, 10000, allowTip=True)
    buyer.send("tip", amount=typed)
    assert "enter the tip as an amount" in buyer.text


def test_tax_by_place_asks_where_the_buyer_is(shop: Shop) -> None:
    """California's 7.25 % of 100.00: 107.25, once the address is known; before that nobody pays."""
    shop.call("taxRates.create", {"name": "CA", "percentage": "7.25", "jurisdiction": {"country": "US", "state": "CA"}})
    buyer = visit(shop, 10000)
    assert "pay" not in buyer.page.forms
    buyer.send("address", country="USA")
    assert "check the address" in buyer.text
    buyer.send("address", country="us", state="ca", postal_code="94105")
    assert "Pay $107.25" in buyer.text


def test_order_that_changed_is_shown_again_before_it_is_paid(shop: Shop) -> None:
    """The merchant adds a line of 10.00 while the buyer looks at 106.92: nothing is charged unseen."""
    session = shop.checkout(9900)
    buyer = Buyer(shop.world, session["url"])
    line = {"lineItems": [{"name": "More", "unitPriceMoney": {"amount": 1000}}]}
    shop.call("orders.addLineItems", line, order_id=session["orderId"])
    pay(buyer)
    assert (shop.world.gateway.taken, "Something changed meanwhile" in buyer.text) == (0, True)
    pay(buyer)
    assert shop.world.gateway.taken == 11772


@pytest.mark.parametrize("end", ["closed", "expired", "order closed"])
def test_page_that_is_over_says_so_and_takes_nothing(shop: Shop, end: str) -> None:
    """A form that was open all the while charges nothing."""
    session = shop.checkout(9900, expiresInSeconds=300)
    buyer = Buyer(shop.world, session["url"])
    if end == "closed":
        shop.call("checkoutSessions.close", checkout_session_id=session["id"])
    elif end == "expired":
        shop.world.clock.advance(seconds=300)
    else:
        shop.call("orders.close", {}, order_id=session["orderId"])
    pay(buyer)
    told = "This page has expired" if end == "expired" else "This page was closed"
    assert (told in buyer.text, shop.world.gateway.taken) == (True, 0)


def test_order_paid_elsewhere_is_shown_as_paid(shop: Shop) -> None:
    """The page follows the order."""
    session = shop.checkout(9900)
    buyer = Buyer(shop.world, session["url"])
    shop.pay(session["orderId"])
    pay(buyer)
    assert ("this is paid" in buyer.text, len(shop.world.gateway.payments)) == (True, 1)


def test_part_that_was_paid_is_not_asked_for_again(shop: Shop) -> None:
    """100.00 of 106.92 in cash: 6.92 by card."""
    session = shop.checkout(9900)
    shop.call("orders.recordManualPayment", {"amountMoney": {"amount": 10000}}, order_id=session["orderId"])
    buyer = Buyer(shop.world, session["url"])
    assert "Pay $6.92" in buyer.text
    pay(buyer)
    assert shop.world.gateway.taken == 692


def test_order_that_costs_nothing_takes_no_card(shop: Shop) -> None:
    """An e-mail address is enough."""
    buyer = visit(shop, 0)
    assert "token" not in buyer.page.forms["pay"]
    buyer.send("pay", email=EMAIL)
    assert "this is paid" in buyer.text


def test_lost_answer_of_the_processor_is_no_failure(shop: Shop) -> None:
    """Nobody knows: the page waits, the sweeper finds out, and the buyer was charged once."""
    buyer = visit(shop, 9900)
    shop.world.gateway.after.append(lost())
    pay(buyer)
    assert "worked on" in buyer.text
    shop.world.clock.advance(minutes=1)
    shop.world.sweep()
    assert ("this is paid" in buyer.look().text, shop.world.gateway.taken) == (True, 10692)


@pytest.mark.parametrize("fields", [{"email": "nobody"}, {"email": ""}, {"token": "tok_bad"}, {"token": ""}])
def test_what_is_missing_is_told(shop: Shop, fields: dict[str, str]) -> None:
    """No e-mail address, or a card that the page does not offer."""
    buyer = visit(shop, 9900)
    buyer.send("pay", **{"email": EMAIL, "token": "tok_visa", **fields})
    told = "Please choose a card" if "token" in fields else "Please enter your e-mail address"
    assert (told in buyer.text, shop.world.gateway.payments) == (True, {})


def test_card_is_kept_for_a_customer_who_agrees(shop: Shop) -> None:
    """Asked for only where the order is a customer's."""
    customer_id = shop.customer()["id"]
    buyer = visit(shop, 9900, customerId=customer_id)
    assert "Keep my card with Shop" in buyer.text
    pay(buyer, save="yes")
    (kept,) = shop.call("paymentMethods.list", query={"customerId": customer_id}).data
    assert kept["card"]["last4"] == "4242"


@pytest.mark.parametrize("step", ["pay", "coupon", "tip"])
def test_posted_card_number_is_refused_and_not_logged(
    shop: Shop, step: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither in an answer, nor in a log, nor in the table."""
    buyer = visit(shop, 9900, allowCoupon=True, allowTip=True)
    number = "4242424242424242"
    with caplog.at_level(logging.DEBUG):
        answer = buyer.ask("POST", step, form={**buyer.page.forms[step], "email": number})
    told = caplog.text + str([vars(each) for each in caplog.records]) + "".join(capsys.readouterr()) + str(answer)
    assert (answer["statusCode"], number in told, shop.world.gateway.payments) == (400, False, {})
    assert number not in str(shop.world.table.rows())


def test_address_is_not_logged(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever reads the logs can't open the page."""
    session = shop.checkout(9900)
    with caplog.at_level(logging.INFO):
        pay(Buyer(shop.world, session["url"]))
    told = caplog.text + str([vars(each) for each in caplog.records])
    assert session["url"].rpartition("/")[2] not in told


@pytest.mark.parametrize("name", ['<script>alert("x")</script>', "'\"><img src=x onerror=y>", "a & b", "\u202egnp.exe"])
def test_names_are_text(shop: Shop, name: str) -> None:
    """What a merchant or buyer writes can't become HTML."""
    shop.call("settings.update", {"businessName": name})
    lines = [{"name": name, "description": name, "unitPriceMoney": {"amount": 100}, "imageUrl": "https://x.example;y"}]
    buyer = Buyer(shop.world, shop.checkout(lineItems=lines)["url"])
    html = buyer.answer["body"]
    assert name in buyer.text
    assert not re.search(r"<(script>alert|img src=x)", html)
    assert "x.example" not in html


def test_headers_keep_the_page_to_itself(shop: Shop) -> None:
    """No frame, no foreign script, no referrer, no cache; another nonce each time."""
    buyer = visit(shop, 9900, successRedirectUrl=THANKS)
    headers = buyer.answer["headers"]
    csp = headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]{24})'$", csp)
    assert nonce is not None
    assert csp.startswith(
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self' https://shop.example.com; style-src 'nonce-"
    )
    assert (headers["referrer-policy"], headers["cache-control"], headers["x-frame-options"]) == (
        "no-referrer",
        "no-store",
        "DENY",
    )
    assert f'nonce="{nonce[1]}"' in buyer.answer["body"]
    buyer.look()
    assert nonce[1] not in buyer.answer["headers"]["content-security-policy"]


def test_stripe_s_own_fields_come_with_a_publishable_key(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then no test card is offered, and Stripe's script is all that the policy adds."""
    monkeypatch.setenv("STRIPE_TEST_PUBLISHABLE_KEY", "pk_test_1")
    buyer = visit(shop, 9900)
    html, csp = buyer.answer["body"], buyer.answer["headers"]["content-security-policy"]
    assert 'src="https://js.stripe.com/' in html
    assert 'data-amount="10692" data-currency="usd"' in html
    assert "4242" not in buyer.text
    assert re.search(
        r"script-src 'nonce-[\w-]+' https://js.stripe.com; frame-src https://js.stripe.com "
        r"https://hooks.stripe.com; connect-src https://api.stripe.com$",
        csp,
    )
    buyer.send("pay", email=EMAIL, token="pm_1QabcStripe")
    assert ("this is paid" in buyer.text, shop.world.gateway.charged_sources[0][0]) == (True, "pm_1QabcStripe")


def test_live_mode_without_a_publishable_key_takes_no_card(world_live_shop: Shop) -> None:
    """A test card is not offered, and not taken."""
    buyer = visit(world_live_shop, 9900)
    assert "Cards can't be taken here yet" in buyer.text
    buyer.send("pay", email=EMAIL, token="tok_visa")
    assert world_live_shop.world.gateway.payments == {}


@pytest.fixture
def world_live_shop(shop: Shop) -> Shop:
    """A shop in live mode."""
    return shop.world.shop(mode="live")


@pytest.mark.parametrize("how", ["other secret", "other session", "no token", "unknown merchant"])
def test_address_of_nothing_opens_nothing(shop: Shop, how: str) -> None:
    """All of them look the same from outside."""
    url, other = shop.checkout(9900)["url"], shop.checkout(9900)["url"]
    base, _, token = url.rpartition("/")
    changed = {
        "other secret": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "other session": other.rpartition("/")[2][:44] + token[44:],
        "no token": "x",
        "unknown merchant": "AAAA" + token[4:],
    }
    buyer = Buyer(shop.world, f"{base}/{changed[how]}")
    assert (buyer.status, "This link leads nowhere" in buyer.text) == (404, True)


def test_foreign_site_can_t_post(shop: Shop) -> None:
    """Even if it knew the address."""
    buyer = visit(shop, 9900)
    form = {**buyer.page.forms["pay"], "email": EMAIL, "token": "tok_visa"}
    refused = buyer.ask("POST", "pay", form=form, **{"sec-fetch-site": "cross-site"})
    allowed = buyer.ask("POST", "pay", form=form, **{"sec-fetch-site": "same-origin"})
    assert (refused["statusCode"], allowed["statusCode"]) == (400, 303)


def test_forms_of_one_session_are_limited(shop: Shop) -> None:
    """Forty in ten minutes; others' pages and later minutes are free."""
    buyer, other = visit(shop, 9900), visit(shop, 9900)
    form = {**buyer.page.forms["pay"], "token": "tok_visa"}
    statuses = [buyer.ask("POST", "pay", form=form)["statusCode"] for _ in range(41)]
    assert (statuses[:40], statuses[40]) == ([303] * 40, 429)
    pay(other)
    shop.world.clock.advance(minutes=10)
    assert "this is paid" in other.text
    assert buyer.ask("POST", "pay", form=form)["statusCode"] == 303


@pytest.mark.parametrize(
    ("accepted", "total"),
    [
        ("en-US,en;q=0.9", "$1,069.20"),
        ("de-DE,de;q=0.9,en;q=0.8", "1.069,20\u00a0$"),
        ("fr-CA", "1\u00a0069,20\u00a0$US"),
        ("xx, ja;q=0.5", "$1,069.20"),
    ],
)
def test_amounts_are_written_as_the_reader_does(shop: Shop, accepted: str, total: str) -> None:
    """By Accept-Language."""
    url = shop.checkout(99000)["url"]
    assert total in Buyer(shop.world, url, {"accept-language": accepted}).answer["body"]


def test_page_speaks_the_reader_s_language(shop: Shop) -> None:
    """As far as it is known; HTML says which one it is."""
    url = shop.checkout(9900)["url"]
    pages = [Buyer(shop.world, url, {"accept-language": wanted}) for wanted in ("de-AT", "fr", "es-MX", "it")]
    told = ["bezahlen", "Payer Shop", "Pagar a Shop", "Pay Shop"]
    languages = [each.answer["body"].partition('<html lang="')[2][:2] for each in pages]
    assert [words in each.text for words, each in zip(told, pages, strict=True)] == [True] * 4
    assert languages == ["de", "fr", "es", "en"]


def test_merchant_s_colour_and_logo_dress_the_page(shop: Shop) -> None:
    """The logo's origin is the only one that images come from."""
    shop.call("settings.update", {"brandColor": "#FFEE00", "logoUrl": "https://cdn.example.com/logo.png"})
    buyer = visit(shop, 9900)
    html = buyer.answer["body"]
    assert '<img src="https://cdn.example.com/logo.png" alt="" class="logo">' in html
    assert "img-src https://cdn.example.com;" in buyer.answer["headers"]["content-security-policy"] + ";"
    assert "--on-accent:#000000" in html


def test_page_is_two_reads_and_paying_is_three_writes(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Session and settings, then the order. Paying: the try is counted, claimed, settled, and as much is read."""
    calls: list[str] = []
    for name in ("read", "write", "count"):
        real = getattr(PatientStore, name)

        def counted(*args: object, name: str = name, real: Callable[..., object] = real) -> object:
            calls.append(name)
            return real(*args)

        monkeypatch.setattr(PatientStore, name, counted)
    session = shop.checkout(9900)
    calls.clear()
    buyer = Buyer(shop.world, session["url"])
    shown = list(calls)
    calls.clear()
    buyer.ask("POST", "pay", form={**buyer.page.forms["pay"], "email": EMAIL, "token": "tok_visa"})
    assert shown == ["read", "read"]
    assert calls == ["read", "read", "count", "read", "write", "read", "write"]


def test_what_breaks_is_a_page_that_tells_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the name of what broke."""
    buyer = visit(shop, 9900)
    monkeypatch.setattr("hosted.show_checkout.open_checkout", lambda *_: 1 / 0)
    buyer.look()
    assert (buyer.status, "Something went wrong" in buyer.text, "Zero" in buyer.answer["body"]) == (500, True, False)


def plan_checkout(shop: Shop) -> tuple[Json, Buyer]:
    """A session of a plan of 29.00 a month, and a customer on its page."""
    customer_id = shop.customer(email=EMAIL)["id"]
    session = shop.call("checkoutSessions.create", {"planId": shop.plan()["id"], "customerId": customer_id}).data
    return dict(session), Buyer(shop.world, session["url"])


def test_plan_begins_when_its_first_order_is_paid(shop: Shop) -> None:
    """31.32 with tax; the card is kept, and a month later charged again."""
    session, buyer = plan_checkout(shop)
    before = shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data
    assert (before["status"], before["dunning"]) == ("incomplete", None)
    assert "$29.00 plus tax every month: you allow Shop to charge this card" in buyer.text
    pay(buyer)
    after = shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data
    assert (after["status"], shop.world.gateway.taken) == ("active", 3132)
    shop.world.clock.advance(days=31)
    shop.world.bill()
    assert shop.world.gateway.taken == 2 * 3132


def test_card_of_the_page_pays_the_renewals_whatever_the_default_is(shop: Shop) -> None:
    """The customer has another card; what they agreed to on the page is what happens."""
    customer_id = shop.carded_customer()["id"]
    session = shop.call("checkoutSessions.create", {"planId": shop.plan()["id"], "customerId": customer_id}).data
    buyer = Buyer(shop.world, session["url"])
    pay(buyer)
    subscription = shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data
    cards = {each["id"] for each in shop.call("paymentMethods.list", query={"customerId": customer_id}).data}
    default = shop.call("customers.get", customer_id=customer_id).data["defaultPaymentMethodId"]
    assert (len(cards), subscription["paymentMethodId"] in cards - {default}) == (2, True)
    shop.world.clock.advance(days=31)
    shop.world.bill()
    assert shop.world.gateway.charged_sources[-1][0] == "pm_of_pi_stripe0"


def test_plan_that_nobody_pays_ends_with_its_session(shop: Shop) -> None:
    """After 23 hours, as subscriptions whose first payment is missing do: subscription, order and session."""
    session, buyer = plan_checkout(shop)
    shop.world.clock.advance(hours=24)
    shop.world.sweep()
    shop.world.bill()
    subscription = shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data
    order = shop.call("orders.get", order_id=session["orderId"]).data
    assert (subscription["status"], order["status"]) == ("canceled", "CLOSED")
    assert "This page was closed" in buyer.look().text


def test_plan_is_not_ended_under_a_payment(shop: Shop) -> None:
    """The buyer is at the bank when the time is over: the subscription begins once they have confirmed."""
    session, buyer = plan_checkout(shop)
    shop.world.clock.advance(hours=22, minutes=50)
    pay(buyer, "tok_threeDSecure2Required")
    shop.world.clock.advance(minutes=20)
    shop.world.bill()
    shop.world.gateway.settle_payment(succeeded)
    buyer.come_back()
    assert "this is paid" in buyer.text
    assert shop.call("subscriptions.get", subscription_id=session["subscriptionId"]).data["status"] == "active"


def test_page_that_closes_under_the_form_charges_nothing(shop: Shop) -> None:
    """The merchant closes the session between what the form's request reads and what it claims."""
    session = shop.checkout(9900)
    buyer = Buyer(shop.world, session["url"])
    shop.world.before_next_write(lambda: shop.call("checkoutSessions.close", checkout_session_id=session["id"]))
    pay(buyer)
    assert ("This page was closed" in buyer.text, shop.world.gateway.payments) == (True, {})
