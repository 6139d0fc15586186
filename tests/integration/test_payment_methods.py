"""Saved cards: kept through the processor, charged again, removed here and there."""

from __future__ import annotations

import pytest

from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.outcomes import CardSaved, Declined
from tests.card_tokens import VISA, lost
from tests.fake_gateway import ProcessDied
from tests.shop import Answer, Json, Shop, net


def cards(shop: Shop, customer_id: str) -> list[str]:
    """Ids of the cards that can be charged."""
    found = shop.call("paymentMethods.list", query={"customerId": customer_id}).data
    return [str(card["id"]) for card in found]


def default(shop: Shop, customer_id: str) -> str | None:
    """The customer's default card."""
    found: str | None = shop.call("customers.get", customer_id=customer_id).data["defaultPaymentMethodId"]
    return found


def save(shop: Shop, customer_id: str, token: str = "tok_visa", key: str | None = None) -> Answer:
    """Ask for a card to be saved."""
    return shop.call("paymentMethods.create", {"customerId": customer_id, "paymentSourceToken": token}, key=key)


def pay_with(shop: Shop, order: Json, **body: object) -> Answer:
    """Pay an order in some way."""
    return shop.call("orders.pay", body, order_id=order["id"])


# ---- saving ----------------------------------------------------------------------------------------------------------


def test_saved_card_shows_no_number(shop: Shop) -> None:
    """Brand, last four and expiry; the first one is the default, the second is not."""
    ada = shop.customer()
    first, second = save(shop, ada["id"]).data, save(shop, ada["id"]).data
    assert (first["status"], first["card"]["brand"], first["card"]["last4"]) == ("active", "visa", "4242")
    assert default(shop, ada["id"]) == first["id"]
    assert set(cards(shop, ada["id"])) == {first["id"], second["id"]}
    shop.call("paymentMethods.setDefault", payment_method_id=second["id"])
    assert default(shop, ada["id"]) == second["id"]


def test_declined_card_is_not_saved(shop: Shop) -> None:
    """402, and the same again for the same key."""
    ada = shop.customer()
    answers = [save(shop, ada["id"], "tok_CARD_DECLINED", key="k").refusal for _ in range(2)]
    assert answers == [(402, "CARD_DECLINED")] * 2
    assert (cards(shop, ada["id"]), default(shop, ada["id"])) == ([], None)


def test_card_whose_bank_asks_is_saved_once_the_buyer_confirmed(shop: Shop) -> None:
    """The secret is answered; Stripe's event makes Flint look."""
    ada = shop.customer()
    waiting = save(shop, ada["id"], "tok_3ds").data
    assert (waiting["status"], waiting["clientSecret"]) == ("requires_action", "seti_stripe0_secret")
    assert cards(shop, ada["id"]) == []
    shop.world.gateway.savings[waiting["id"]] = CardSaved("seti_stripe0", "pm_stripe_1", VISA)
    shop.world.hear("setup_intent", "seti_stripe0")
    assert cards(shop, ada["id"]) == [waiting["id"]]


def test_card_that_nobody_confirms_is_given_up(shop: Shop) -> None:
    """After an hour."""
    ada = shop.customer()
    waiting = save(shop, ada["id"], "tok_3ds").data
    shop.world.clock.advance(hours=2)
    shop.world.sweep()
    given_up = shop.call("paymentMethods.get", payment_method_id=waiting["id"]).data
    assert (given_up["status"], given_up["clientSecret"]) == ("failed", None)


@pytest.mark.parametrize("hours", [0.1, 21, 25])
@pytest.mark.parametrize("call", ["ensure_customer", "save_card"])
@pytest.mark.parametrize("dies_at", ["before", "after"])
def test_saving_whose_process_died_is_finished_once(shop: Shop, dies_at: str, call: str, hours: float) -> None:
    """By the sweeper: saved if the call reached the processor or can be repeated, else given up; never on one side."""
    ada = shop.customer()
    earlier = [None] if call == "save_card" else []
    getattr(shop.world.gateway, dies_at).extend([*earlier, ProcessDied()])
    with pytest.raises(ProcessDied):
        save(shop, ada["id"], key="k")
    shop.world.clock.advance(hours=hours)
    shop.world.sweep()
    assert set(cards(shop, ada["id"])) == shop.world.gateway.kept
    shop.world.clock.advance(hours=4)  # by now nothing can be under way any more
    shop.world.sweep()
    arrived = (dies_at, call) == ("after", "save_card")
    assert len(cards(shop, ada["id"])) == (1 if arrived or hours < 20 else 0)
    assert set(cards(shop, ada["id"])) == shop.world.gateway.kept
    assert shop.world.sweep() == {"due": 0, "settled": 0, "failed": 0}


def test_card_found_after_a_day_can_be_charged(shop: Shop) -> None:
    """Whom the processor keeps it for was never noted here; the card itself tells."""
    ada = shop.customer()
    shop.world.gateway.after.extend([None, ProcessDied()])
    with pytest.raises(ProcessDied):
        save(shop, ada["id"])
    shop.world.clock.advance(hours=21)
    shop.world.sweep()
    paid = pay_with(shop, shop.order(1000), customerId=ada["id"])
    assert paid.data["status"] == "PAID"
    assert shop.world.gateway.charged_sources[-1][1] == f"cus_stripe_{ada['id']}"


def test_failed_confirmation_closes_the_saving(shop: Shop) -> None:
    """The holder's browser has the secret and could still make it succeed, with nobody here who knows."""
    waiting = save(shop, shop.customer()["id"], "tok_3ds").data
    shop.world.gateway.savings[waiting["id"]] = Declined("AUTHENTICATION_REQUIRED", "Not recognized.", "seti_stripe0")
    shop.world.hear("setup_intent", "seti_stripe0")
    failed = shop.call("paymentMethods.get", payment_method_id=waiting["id"]).data
    assert (failed["status"], failed["failureCode"]) == ("failed", "AUTHENTICATION_REQUIRED")
    assert shop.world.gateway.calls[-2:] == ["look_up_saving", "give_up_saving"]


def test_two_first_cards_at_once_are_both_kept(shop: Shop) -> None:
    """For one customer at the processor; one of them is the default."""
    ada = shop.customer()
    shop.world.gateway.meanwhile = lambda: save(shop, ada["id"]).data
    save(shop, ada["id"]).data["id"]
    assert (len(cards(shop, ada["id"])), shop.world.gateway.kept) == (2, set(cards(shop, ada["id"])))
    assert default(shop, ada["id"]) in cards(shop, ada["id"])


@pytest.mark.parametrize("token", ["tok_visa", "tok_3ds", "tok_CARD_DECLINED"])
@pytest.mark.parametrize("calls_before", [0, 1])
@pytest.mark.parametrize("cards_before", [0, 1])
def test_customer_deleted_while_a_card_is_saved_keeps_none(
    shop: Shop, cards_before: int, calls_before: int, token: str
) -> None:
    """Neither side keeps one, whether the processor knew the customer already or not, and whenever it comes."""
    ada = shop.customer()
    for _ in range(cards_before):
        save(shop, ada["id"])
    shop.world.before_next_write(*[lambda: None] * calls_before, lambda: delete(shop, ada))
    save(shop, ada["id"], token, key="k")
    for _ in range(3):
        shop.world.clock.advance(hours=2)
        shop.world.sweep()
    assert (shop.world.gateway.kept, cards(shop, ada["id"])) == (set(), [])
    assert shop.world.sweep()["due"] == 0
    known = f"cus_stripe_{ada['id']}"
    assert (known in shop.world.gateway.forgotten) == ("ensure_customer" in shop.world.gateway.calls)


def delete(shop: Shop, customer: Json) -> None:
    """Delete a customer, as another process does."""
    assert shop.call("customers.delete", customer_id=customer["id"]).data["deleted"] is True


def test_customer_that_the_processor_knows_twice_is_deleted_whole(shop: Shop) -> None:
    """It had forgotten the key of the first card's process, which was lost: the second card is another's there."""
    ada = shop.customer()
    gateway = shop.world.gateway
    gateway.after.extend([None, ProcessDied()])
    with pytest.raises(ProcessDied):
        save(shop, ada["id"])
    shop.world.clock.advance(hours=25)
    gateway.known_as[ada["id"]] = "cus_stripe_second"
    save(shop, ada["id"])
    shop.world.sweep()  # finds the first card
    assert (len(cards(shop, ada["id"])), len(gateway.kept)) == (2, 2)
    delete(shop, ada)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert (cards(shop, ada["id"]), gateway.kept, shop.world.sweep()["due"]) == ([], set(), 0)


def test_deleted_customer_s_cards_pay_nothing_more(shop: Shop) -> None:
    """From the moment of the deletion, even of their own orders, and even if the processor does not answer."""
    ada = shop.customer()
    ids = [save(shop, ada["id"]).data["id"] for _ in range(2)]
    order = shop.order(1000, customerId=ada["id"])
    shop.world.gateway.before.append(lost())
    delete(shop, ada)
    assert shop.call("paymentMethods.list").data == []
    for card in ids:
        assert pay_with(shop, order, paymentMethodIds=[card]).refusal == (409, "PAYMENT_METHOD_NOT_ACTIVE")
        assert shop.call("paymentMethods.get", payment_method_id=card).data["status"] == "removed"
    assert "charge" not in shop.world.gateway.calls


def test_lost_answer_is_taken_up_by_the_retry(shop: Shop) -> None:
    """With the same key, one card."""
    ada = shop.customer()
    shop.world.gateway.after.append(lost())
    assert save(shop, ada["id"], key="k").status == 503
    assert save(shop, ada["id"], key="k").refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")
    shop.world.clock.at += RESUME_AFTER
    saved = save(shop, ada["id"], key="k")
    assert (saved.status, cards(shop, ada["id"])) == (201, [saved.data["id"]])


def test_removed_card_is_let_go_and_can_not_be_charged(shop: Shop) -> None:
    """The other one becomes the default; if the processor does not answer, it is asked again."""
    ada = shop.customer()
    first, second = (save(shop, ada["id"]).data["id"] for _ in range(2))
    shop.world.gateway.before.append(lost())
    removed = shop.call("paymentMethods.remove", payment_method_id=first).data
    assert (removed["status"], cards(shop, ada["id"]), default(shop, ada["id"])) == ("removed", [second], second)
    assert shop.world.gateway.detached == []
    shop.world.clock.advance(minutes=2)
    shop.world.sweep()
    shop.world.sweep()
    assert shop.world.gateway.detached == ["pm_stripe_seti_stripe0"]
    order = shop.order(1000, customerId=ada["id"])
    assert pay_with(shop, order, paymentMethodIds=[first]).refusal == (409, "PAYMENT_METHOD_NOT_ACTIVE")


def test_deleted_customer_s_cards_are_forgotten_by_the_processor(shop: Shop) -> None:
    """At once, or when it answers again."""
    ada = shop.customer()
    card = save(shop, ada["id"]).data
    shop.world.gateway.before.append(lost())
    assert shop.call("customers.delete", customer_id=ada["id"]).data["deleted"]
    shop.world.clock.advance(minutes=2)
    shop.world.sweep()
    shop.world.sweep()
    assert shop.world.gateway.forgotten == [f"cus_stripe_{ada['id']}"]
    refused = shop.call("paymentMethods.setDefault", payment_method_id=card["id"])
    assert refused.refusal == (409, "PAYMENT_METHOD_NOT_ACTIVE")


def test_customer_has_at_most_twenty_cards(shop: Shop) -> None:
    """The next one is refused before the processor is asked."""
    ada = shop.customer()
    for _ in range(20):
        save(shop, ada["id"])
    calls = len(shop.world.gateway.calls)
    assert save(shop, ada["id"]).refusal == (400, "INVALID_REQUEST")
    assert len(shop.world.gateway.calls) == calls


# ---- paying ----------------------------------------------------------------------------------------------------------


def test_saved_card_pays_an_order(shop: Shop) -> None:
    """With the customer's name at the processor; the payment tells which card it was."""
    ada = shop.customer()
    card = save(shop, ada["id"]).data
    order = shop.order(1000, customerId=ada["id"])
    paid = pay_with(shop, order, paymentMethodIds=[card["id"]]).data
    assert paid["status"] == "PAID"
    assert shop.world.gateway.charged_sources[-1] == ("pm_stripe_seti_stripe0", f"cus_stripe_{ada['id']}", False)
    intent = shop.call("paymentIntents.get", payment_intent_id=paid["paymentIntentIds"][0]).data
    assert intent["paymentMethodId"] == card["id"]


def test_several_saved_cards_split_the_balance(shop: Shop) -> None:
    """1080 over two."""
    ada = shop.customer()
    ids = [save(shop, ada["id"]).data["id"] for _ in range(2)]
    paid = pay_with(shop, shop.order(1000, customerId=ada["id"]), paymentMethodIds=ids).data
    assert [payment["amountMoney"]["amount"] for payment in paid["payments"]] == [540, 540]


def test_customer_pays_with_the_default_card(shop: Shop) -> None:
    """Named with the payment; the order becomes the customer's."""
    ada = shop.customer(email="ada@example.com")
    save(shop, ada["id"])
    order = shop.order(1000)
    paid = pay_with(shop, order, customerId=ada["id"]).data
    assert (paid["status"], paid["customerId"], paid["buyerEmail"]) == ("PAID", ada["id"], "ada@example.com")


def test_customer_without_a_card_is_asked_for_one(shop: Shop) -> None:
    """By the field's name."""
    answer = pay_with(shop, shop.order(1000), customerId=shop.customer()["id"])
    assert (answer.refusal, answer.error["param"]) == ((400, "INVALID_REQUEST"), "paymentSourceToken")


def test_payer_never_changes_the_price(shop: Shop) -> None:
    """An exempt customer would; another order's customer is not this one's."""
    exempt, ada = shop.customer(taxExempt=True), shop.customer()
    order = shop.order(1000)
    token = {"paymentSourceToken": "tok_visa"}
    assert pay_with(shop, order, customerId=exempt["id"], **token).refusal == (409, "ORDER_NOT_PAYABLE")
    theirs = shop.order(1000, customerId=ada["id"])
    assert pay_with(shop, theirs, customerId=shop.customer()["id"], **token).refusal == (409, "ORDER_NOT_PAYABLE")


def test_card_of_another_customer_is_refused(shop: Shop) -> None:
    """And one of nobody's order."""
    card = save(shop, shop.customer()["id"]).data["id"]
    for order in (shop.order(1000, customerId=shop.customer()["id"]), shop.order(1000)):
        assert pay_with(shop, order, paymentMethodIds=[card]).refusal == (409, "ORDER_NOT_PAYABLE")
    assert shop.world.gateway.taken == 0


def test_card_is_saved_with_the_payment(shop: Shop) -> None:
    """Once it was charged; it can be charged again."""
    ada = shop.customer()
    order = shop.order(1000, customerId=ada["id"])
    paid = pay_with(shop, order, paymentSourceToken="tok_visa", savePaymentMethod=True)
    assert paid.data["status"] == "PAID"
    (card,) = cards(shop, ada["id"])
    assert default(shop, ada["id"]) == card
    again = pay_with(shop, shop.order(500, customerId=ada["id"]), paymentMethodIds=[card]).data
    assert (again["status"], net(again)["paid"]) == ("PAID", 540)
    assert shop.world.gateway.charged_sources[-1][0] == "pm_of_pi_stripe0"


@pytest.mark.parametrize("token", ["tok_CARD_DECLINED", "tok_3ds"])
def test_card_that_took_no_money_is_not_saved(shop: Shop, token: str) -> None:
    """A declined one never, a challenged one once the buyer confirmed."""
    ada = shop.customer()
    order = shop.order(1000, customerId=ada["id"])
    pay_with(shop, order, paymentSourceToken=token, savePaymentMethod=True)
    assert cards(shop, ada["id"]) == []


def test_nothing_is_saved_for_nobody(shop: Shop) -> None:
    """A card is kept for a customer, and only one that is sent."""
    order = shop.order(1000)
    token = {"paymentSourceToken": "tok_visa", "savePaymentMethod": True}
    answer = pay_with(shop, order, **token)
    assert (answer.refusal, answer.error["param"]) == ((400, "INVALID_REQUEST"), "customerId")
    assert pay_with(shop, order, paymentSourceTokens=["tok_visa"], savePaymentMethod=True).refusal[0] == 400


@pytest.mark.parametrize("writes_before", [0, 1, 2])
def test_customer_deleted_while_paying_keeps_no_card(shop: Shop, writes_before: int) -> None:
    """The money is taken or the customer is not found; no side keeps the card, and the processor knows nobody."""
    ada = shop.customer()
    order = shop.order(1000, customerId=ada["id"])
    shop.world.before_next_write(*[lambda: None] * writes_before, lambda: delete(shop, ada))
    answer = pay_with(shop, order, paymentSourceToken="tok_visa", savePaymentMethod=True)
    assert answer.status in {200, 404}
    assert shop.world.gateway.taken == (1080 if answer.status == 200 else 0)
    shop.world.clock.advance(hours=2)
    shop.world.sweep()
    assert shop.call("paymentMethods.list").data == []
    assert f"cus_stripe_{ada['id']}" in shop.world.gateway.forgotten


def test_lost_payment_saves_its_card_once(shop: Shop) -> None:
    """Whoever finishes it."""
    ada = shop.customer()
    order = shop.order(1000, customerId=ada["id"])
    shop.world.gateway.after.extend([None, lost()])
    body = {"paymentSourceToken": "tok_visa", "savePaymentMethod": True}
    assert shop.call("orders.pay", body, order_id=order["id"], key="k").status == 503
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert shop.call("orders.pay", body, order_id=order["id"], key="k").data["status"] == "PAID"
    assert len(cards(shop, ada["id"])) == 1


def test_card_that_is_saved_is_named_by_its_payment(shop: Shop) -> None:
    """Whoever paid knows what to charge the next time."""
    ada = shop.customer()
    order = shop.order(1000, customerId=ada["id"])
    paid = pay_with(shop, order, paymentSourceToken="tok_visa", savePaymentMethod=True).data
    intent = shop.call("paymentIntents.get", payment_intent_id=paid["paymentIntentIds"][0]).data
    assert [intent["paymentMethodId"]] == cards(shop, ada["id"])


# ---- payment intents -------------------------------------------------------------------------------------------------


def intend(shop: Shop, **body: object) -> Answer:
    """Make a payment intent."""
    return shop.call("paymentIntents.create", body)


def confirm(shop: Shop, intent: Json, **body: object) -> Answer:
    """Charge one that waits."""
    return shop.call("paymentIntents.confirm", body, payment_intent_id=intent["id"])


def test_intent_charges_a_saved_card_at_once(shop: Shop) -> None:
    """In the customer's name at the processor; the amount is the balance, 1080."""
    ada = shop.customer()
    card = shop.card(ada["id"])
    order = shop.order(1000, customerId=ada["id"])
    intent = intend(shop, orderId=order["id"], paymentMethodId=card["id"], autoConfirm=True).data
    assert (intent["status"], intent["paymentMethodId"], intent["customerId"]) == ("succeeded", card["id"], ada["id"])
    assert shop.world.gateway.charged_sources == [("pm_stripe_seti_stripe0", f"cus_stripe_{ada['id']}", False)]
    assert shop.read(order["id"])["status"] == "PAID"


def test_intent_of_an_amount_charges_the_customer_s_default_card(shop: Shop) -> None:
    """The order that is made for it is the customer's."""
    ada = shop.customer(email="ada@example.com")
    card = shop.card(ada["id"])
    intent = intend(shop, amountMoney={"amount": 700}, customerId=ada["id"], autoConfirm=True).data
    assert (intent["status"], intent["paymentMethodId"]) == ("succeeded", card["id"])
    order = shop.read(intent["orderId"])
    assert (order["customerId"], order["buyerEmail"], net(order)["paid"]) == (ada["id"], "ada@example.com", 700)


def test_intent_names_the_payer_of_an_order_without_one(shop: Shop) -> None:
    """As `pay` does; an exempt customer would change the price."""
    ada, exempt = shop.customer(), shop.customer(taxExempt=True)
    shop.card(ada["id"])
    order = shop.order(1000)
    refused = intend(shop, orderId=order["id"], customerId=exempt["id"], autoConfirm=True)
    assert (refused.refusal, refused.error["param"]) == ((409, "ORDER_NOT_PAYABLE"), "customerId")
    assert intend(shop, orderId=order["id"], customerId=ada["id"], autoConfirm=True).data["status"] == "succeeded"
    assert shop.read(order["id"])["customerId"] == ada["id"]


def test_prepared_saved_card_is_charged_when_confirmed(shop: Shop) -> None:
    """Held, then captured: 500 of it."""
    ada = shop.customer()
    card = shop.card(ada["id"])
    order = shop.order(1000, customerId=ada["id"])
    intent = intend(shop, orderId=order["id"], paymentMethodId=card["id"], captureMethod="manual").data
    assert (intent["status"], shop.world.gateway.taken) == ("requires_confirmation", 0)
    assert confirm(shop, intent).data["status"] == "requires_capture"
    half = {"amountMoney": {"amount": 500}}
    assert shop.call("paymentIntents.capture", half, payment_intent_id=intent["id"]).data["status"] == "succeeded"
    assert shop.world.gateway.taken == 500


def test_card_that_was_removed_meanwhile_is_not_charged(shop: Shop) -> None:
    """Neither by confirming; another card, or a token, goes."""
    ada = shop.customer()
    first, second = shop.card(ada["id"]), shop.card(ada["id"])
    order = shop.order(1000, customerId=ada["id"])
    intent = intend(shop, orderId=order["id"], paymentMethodId=first["id"]).data
    shop.call("paymentMethods.remove", payment_method_id=first["id"])
    refused = confirm(shop, intent)
    assert (refused.refusal, refused.error["param"]) == ((409, "PAYMENT_METHOD_NOT_ACTIVE"), "paymentMethodId")
    assert confirm(shop, intent, paymentMethodId=second["id"]).data["paymentMethodId"] == second["id"]


def test_token_takes_the_place_of_a_saved_card(shop: Shop) -> None:
    """It is charged in nobody's name."""
    ada = shop.customer()
    card = shop.card(ada["id"])
    order = shop.order(1000, customerId=ada["id"])
    intent = intend(shop, orderId=order["id"], paymentMethodId=card["id"]).data
    assert confirm(shop, intent, paymentSourceToken="tok_visa").data["paymentMethodId"] is None
    assert shop.world.gateway.charged_sources == [("tok_visa", None, False)]


def test_update_changes_the_card_of_an_intent(shop: Shop) -> None:
    """To the customer's own only."""
    ada = shop.customer()
    own, stranger_s = shop.card(ada["id"]), shop.card(shop.customer()["id"])
    intent = intend(shop, orderId=shop.order(1000, customerId=ada["id"])["id"]).data
    path = {"payment_intent_id": intent["id"]}
    refused = shop.call("paymentIntents.update", {"paymentMethodId": stranger_s["id"]}, **path)
    assert refused.refusal == (409, "ORDER_NOT_PAYABLE")
    changed = shop.call("paymentIntents.update", {"paymentMethodId": own["id"]}, **path).data
    assert (changed["status"], changed["paymentMethodId"]) == ("requires_confirmation", own["id"])
    assert confirm(shop, intent).data["status"] == "succeeded"


def test_intent_takes_one_card(shop: Shop) -> None:
    """A token or a saved one; and at once only with something to charge."""
    ada = shop.customer()
    both = {"paymentMethodId": shop.card(ada["id"])["id"], "paymentSourceToken": "tok_visa"}
    assert intend(shop, orderId=shop.order(1000)["id"], **both).refusal == (400, "INVALID_REQUEST")
    assert intend(shop, orderId=shop.order(1000)["id"], autoConfirm=True).refusal == (400, "INVALID_REQUEST")
    nothing_saved = intend(shop, amountMoney={"amount": 1}, customerId=shop.customer()["id"], autoConfirm=True)
    assert (nothing_saved.refusal, nothing_saved.error["param"]) == ((400, "INVALID_REQUEST"), "paymentSourceToken")
