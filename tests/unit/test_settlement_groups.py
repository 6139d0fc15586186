"""What outcomes make of several cards of one request, of holds, of tips and of money that came in by hand."""

from datetime import timedelta
from typing import Any

import pytest

from commerce.domain.claims import NO_CLAIMS, Claims, StockClaim
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.order_parts import OrderPayment, OrderTip
from commerce.domain.orders import Order
from commerce.domain.outcomes import Authorized, Charged, Declined
from commerce.domain.payment_parts import Card
from commerce.domain.payments import CaptureMethod, PaymentIntent
from commerce.domain.settlement import (
    ENDED,
    FAILED,
    claim_payments,
    paid_events,
    record_payment,
    settle_payment,
    with_status,
)
from tests.unit.orders import NOW, an_intent, an_order, usd

PROCESSING, WAITS = PaymentIntentStatus.PROCESSING, PaymentIntentStatus.REQUIRES_CONFIRMATION
CANCELED, SUCCEEDED = PaymentIntentStatus.CANCELED, PaymentIntentStatus.SUCCEEDED
VISA = Card(brand="visa", last4="4242", exp_month=12, exp_year=2030)
OTHER = VISA.evolve(last4="1111")
UNIT = Claims(stock=(StockClaim(item_id="item_1", quantity=1),))


def group(*amounts: int) -> list[PaymentIntent]:
    """Cards of one request: the first is under way, the others wait for it."""
    return [
        an_intent(amount, id=f"pi_{number}", status=WAITS if number > 1 else PROCESSING, version=4)
        for number, amount in enumerate(amounts, 1)
    ]


def claimed(intents: list[PaymentIntent], claims: Claims = NO_CLAIMS, **more: Any) -> Order:
    """An order of 1000 with these payments claimed."""
    return claim_payments(an_order(1000, version=7, **more), intents, claims, NOW)


def statuses(order: Order) -> list[str]:
    """Of its payments."""
    return [payment.status.value for payment in order.payments]


def test_what_has_ended_and_what_failed_are_told_apart() -> None:
    """A declined one can be tried again; a canceled one took nothing and never will."""
    assert {status.value for status in ENDED} == {"succeeded", "canceled"}
    assert {status.value for status in FAILED} == {"requires_payment_method", "canceled"}


def test_first_of_a_group_holds_what_all_of_it_claims() -> None:
    """The unit of stock and the tip come and go with it; who claims nothing, holds nothing."""
    order = claim_payments(an_order(1000), group(600, 400), UNIT, NOW, tip_id="tip_1")
    assert [(payment.claims, payment.tip_id) for payment in order.payments] == [(UNIT, "tip_1"), (None, None)]
    assert [payment.claims for payment in claimed(group(600, 400)).payments] == [None, None]
    assert statuses(order) == ["processing", "requires_confirmation"]


def test_payment_says_how_the_money_comes_in() -> None:
    """Cash here; a card unless told otherwise."""
    order = claimed([an_intent(600, source_type="cash"), an_intent(400, id="pi_2")])
    assert [payment.source_type for payment in order.payments] == ["cash", "card"]


def test_status_of_one_payment_changes_alone() -> None:
    """The other one stays as it is."""
    order = with_status(claimed(group(600, 400)), "pi_2", CANCELED)
    assert statuses(order) == ["processing", "canceled"]


def test_next_card_is_charged_once_the_first_is() -> None:
    """600, then 250, then 150 of 1000: the second is under way from this moment on, the third waits for it."""
    first, *waiting = group(600, 250, 150)
    after = settle_payment(claimed([first, *waiting]), first, Charged("pi_stripe"), NOW, waiting)
    assert after.next is not None
    assert (after.next.id, after.next.status, after.next.attempted_at) == ("pi_2", "processing", NOW)
    assert (after.next.version, after.next.updated_at) == (5, NOW)
    assert ([intent.id for intent in after.waiting], after.dropped) == (["pi_3"], ())
    assert statuses(after.order) == ["succeeded", "processing", "requires_confirmation"]
    assert (after.order_events, [entry.payment_intent_id for entry in after.entries]) == (("order.updated",), ["pi_1"])


def test_cards_after_one_that_was_declined_are_given_up() -> None:
    """Told one by one, each in its next version; nothing is charged."""
    first, *waiting = group(600, 250, 150)
    after = settle_payment(claimed([first, *waiting], UNIT), first, Declined("NO", "No."), NOW, waiting)
    assert (after.next, after.waiting, after.released) == (None, (), UNIT)
    assert [(intent.id, intent.status, intent.version, intent.updated_at) for intent in after.dropped] == [
        ("pi_2", "canceled", 5, NOW),
        ("pi_3", "canceled", 5, NOW),
    ]
    assert statuses(after.order) == ["requires_payment_method", "canceled", "canceled"]
    assert [(entry.activity, entry.payment_intent_id) for entry in after.entries] == [
        ("payment.failed", "pi_1"),
        ("payment.canceled", "pi_2"),
        ("payment.canceled", "pi_3"),
    ]


def tipped(outcome: Charged | Declined) -> Order:
    """1000 and two tips, of 200 and 100, the first of which came with the payment that this became of."""
    tips = (OrderTip(id="tip_1", amount=200), OrderTip(id="tip_2", amount=100))
    intent = an_intent(1300, version=4)
    order = claim_payments(an_order(1000, added_tips=tips), [intent], NO_CLAIMS, NOW, tip_id="tip_1")
    return settle_payment(order, intent, outcome, NOW).order


def test_tip_goes_with_the_payment_that_brought_it() -> None:
    """Declined, 1100 are owed; paid, 1300 were."""
    declined, paid = tipped(Declined("NO", "No.")), tipped(Charged("pi_stripe"))
    assert ([tip.id for tip in declined.added_tips], declined.totals.total) == (["tip_2"], 1100)
    assert ([tip.id for tip in paid.added_tips], paid.paid, paid.payments[0].tip_id) == (
        ["tip_1", "tip_2"],
        1300,
        "tip_1",
    )
    assert declined.payments[0].tip_id is None


@pytest.mark.parametrize(("known", "told", "kept"), [(VISA, None, VISA), (VISA, OTHER, OTHER), (None, OTHER, OTHER)])
def test_card_that_is_held_is_kept(known: Card | None, told: Card | None, kept: Card) -> None:
    """The one that the processor names, else the one that is known."""
    intent = an_intent(1000, capture_method=CaptureMethod.MANUAL, card=known, capture_amount=300)
    after = settle_payment(claimed([intent]), intent, Authorized("pi_stripe", "ch_stripe", told), NOW)
    assert (after.intent.status, after.intent.card, after.order.payments[0].card) == ("requires_capture", kept, kept)
    assert (after.intent.authorized_amount_money, after.intent.capture_amount) == (usd(1000), None)
    assert after.intent.processor_details.stripe.charge_id == "ch_stripe"


def test_hold_is_told_and_pays_nothing_yet() -> None:
    """It can be captured; the order is changed, and no payment intent's event tells it."""
    intent = an_intent(1000, capture_method=CaptureMethod.MANUAL)
    after = settle_payment(claimed([intent]), intent, Authorized("pi_stripe"), NOW)
    assert (after.entries[0].activity, after.entries[0].description) == (
        "payment.authorized",
        "10.00 USD are held and can be captured.",
    )
    assert (after.order_events, after.intent_events, after.order.paid) == (("order.updated",), (), 0)


@pytest.mark.parametrize(("told", "asked", "taken"), [(None, None, 1000), (None, 300, 300), (250, 300, 250)])
def test_capture_takes_what_the_processor_says_or_what_was_asked_for(
    told: int | None, asked: int | None, taken: int
) -> None:
    """Of 1000 that were held."""
    intent = an_intent(1000, capture_method=CaptureMethod.MANUAL, capture_amount=asked, card=VISA)
    after = settle_payment(claimed([intent]), intent, Charged("pi_stripe", amount=told), NOW)
    assert (after.intent.amount_money, after.order.paid, after.intent.card) == (usd(taken), taken, VISA)
    assert after.order.payments[0].amount_money == usd(taken)


def test_charge_takes_what_it_is_for() -> None:
    """Whatever a word about captures says."""
    intent = an_intent(1000, capture_amount=300)
    assert settle_payment(claimed([intent]), intent, Charged("pi_stripe", amount=300), NOW).order.paid == 1000


@pytest.mark.parametrize(("saves", "kept"), [(True, "pm_stripe"), (False, None)])
def test_card_is_named_for_keeping_only_if_it_is_kept(*, saves: bool, kept: str | None) -> None:
    """The processor names it in any case."""
    intent = an_intent(1000, saves_payment_method=saves)
    after = settle_payment(claimed([intent]), intent, Charged("pi_stripe", saved_method_id="pm_stripe"), NOW)
    assert after.intent.saved_method_id == kept


def test_decline_without_a_reason_names_none() -> None:
    """An empty code, in the audit trail."""
    intent = an_intent(1000)
    after = settle_payment(claimed([intent]), intent, Declined("", "No."), NOW)
    assert after.entries[0].description == "A payment of 10.00 USD failed: ."


def test_order_of_a_payment_link_completes_it() -> None:
    """Any other order is paid alone."""
    assert paid_events(an_order(1000)) == ("order.paid",)
    assert paid_events(an_order(1000, payment_link_id="plink_1")) == ("order.paid", "payment_link.completed")


def test_cash_is_claimed_and_settled_in_one_version() -> None:
    """400 of 1000: the order's next version, the intent's first, at once."""
    intent = an_intent(400, source_type="cash")
    after = record_payment(an_order(1000, version=7), intent, UNIT, NOW + timedelta(hours=1))
    (payment,) = after.order.payments
    assert (after.order.version, after.order.paid, payment.claims) == (8, 400, UNIT)
    assert (after.intent.status, after.intent.version) == ("succeeded", 1)
    assert after.intent.processor_details.stripe.payment_intent_id is None
    assert isinstance(payment, OrderPayment)
