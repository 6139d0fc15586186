"""What an outcome makes of a payment and its order."""

import pytest

from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, Claims, CouponClaim
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.outcomes import Abandoned, ActionRequired, Charged, ChargeOutcome, Declined, InProgress
from commerce.domain.payment_parts import Card
from commerce.domain.payments import ProcessorDetails, StripeDetails
from commerce.domain.settlement import (
    PaymentSettled,
    claim_payments,
    pay_nothing,
    settle_payment,
)
from tests.unit.orders import MADE_AT, NOW, a_payment, an_intent, an_order, usd

VISA = Card(brand="visa", last4="4242", exp_month=12, exp_year=2030)
KNOWN = ProcessorDetails(stripe=StripeDetails(payment_intent_id="pi_known", client_secret="secret_known"))


def settled(
    outcome: ChargeOutcome,
    *,
    paid: int = 1000,
    total: int = 1000,
    was: PaymentIntentStatus = PaymentIntentStatus.REQUIRES_ACTION,
) -> PaymentSettled:
    """Settle a payment of an order, after one that was declined."""
    intent = an_intent(paid, status=was, processor_details=KNOWN, version=4)
    declined = a_payment(total, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_0", failure_code="NO")
    flying = a_payment(paid, was, client_secret="secret_known")
    return settle_payment(an_order(total, payments=(declined, flying), version=7), intent, outcome, NOW)


def test_claim_puts_a_payment_in_flight() -> None:
    """Beside those before it, in a new version; the order is still open."""
    declined = a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_0")
    order = claim_payments(an_order(1000, payments=(declined,), version=7), [an_intent(1000)], NO_CLAIMS, NOW)
    assert (order.version, order.updated_at, order.created_at, order.status) == (8, NOW, MADE_AT, "OPEN")
    before, claimed = order.payments
    assert before == declined
    assert (claimed.payment_intent_id, claimed.amount_money, claimed.created_at) == ("pi_1", usd(1000), MADE_AT)
    assert (claimed.status, order.payment_in_flight) == ("processing", claimed)


def test_claim_is_refused_after_fifty_payments() -> None:
    """The fiftieth is taken; the next one is told to close the order."""
    tried = tuple(
        a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity=f"pi_{number}") for number in range(50)
    )
    intent = an_intent(1000, id="pi_new")
    assert len(claim_payments(an_order(1000, payments=tried[:49]), [intent], NO_CLAIMS, NOW).payments) == 50
    with pytest.raises(errors.OrderNotPayable, match="50 payments were tried") as refused:
        claim_payments(an_order(1000, payments=tried), [intent], NO_CLAIMS, NOW)
    assert refused.value.supported_actions == ["close"]


def test_charge_pays_the_order() -> None:
    """All 1000 of it; intent and order keep the card, and nobody needs the client secret any more."""
    after = settled(Charged("pi_stripe", "ch_stripe", VISA))
    assert (after.order.status, after.order.balance) == ("PAID", 0)
    assert (after.intent.status, after.intent.card) == ("succeeded", VISA)
    assert after.intent.processor_details.stripe == StripeDetails(payment_intent_id="pi_stripe", charge_id="ch_stripe")
    payment = after.order.payments[1]
    assert (payment.status, payment.card, payment.client_secret) == ("succeeded", VISA, None)
    assert payment.processor_payment_id == "pi_stripe"
    assert (after.entries[0].activity, after.entries[0].description) == ("payment.succeeded", "10.00 USD paid.")
    assert (after.order_events, after.intent_events) == (("order.paid",), ("payment_intent.succeeded",))


def test_charge_of_a_part_leaves_the_order_open() -> None:
    """400 of 1000: 600 are still to be paid."""
    after = settled(Charged("pi_stripe"), paid=400)
    assert (after.order.status, after.order.balance, after.order_events) == ("OPEN", 600, ("order.updated",))
    assert (after.entries[0].description, after.intent_events) == ("4.00 USD paid.", ("payment_intent.succeeded",))


def test_charge_of_more_than_the_balance_is_never_settled() -> None:
    """1001 of 1000: something else is wrong, and the books must not hide it."""
    with pytest.raises(AssertionError, match="never takes more than the balance"):
        settled(Charged("pi_stripe"), paid=1001)


def test_each_settlement_is_a_new_version_of_both() -> None:
    """4 → 5 and 7 → 8, now; other payments of the order stay as they are."""
    after = settled(InProgress("pi_stripe"))
    assert (after.intent.version, after.intent.updated_at, after.intent.created_at) == (5, NOW, MADE_AT)
    assert (after.order.version, after.order.updated_at, after.order.created_at) == (8, NOW, MADE_AT)
    assert (after.order.payments[0].status, after.order.payments[0].failure_code) == ("requires_payment_method", "NO")


def test_decline_says_why_and_frees_the_order() -> None:
    """Open as before, with nothing to refund; the reason stands on the intent and on the order's payment."""
    after = settled(Declined("INSUFFICIENT_FUNDS", "Not enough.", "pi_stripe", VISA))
    assert (after.order.status, after.order.balance, after.order.payment_in_flight) == ("OPEN", 1000, None)
    for kept in (after.intent, after.order.payments[1]):
        assert (kept.status, kept.card) == ("requires_payment_method", VISA)
        assert (kept.failure_code, kept.failure_message) == ("INSUFFICIENT_FUNDS", "Not enough.")
    assert after.order.payments[1].processor_payment_id is None
    assert (after.entries[0].activity, after.intent_events) == ("payment.failed", ("payment_intent.payment_failed",))
    assert (after.entries[0].description, after.order_events) == (
        "A payment of 10.00 USD failed: INSUFFICIENT_FUNDS.",
        (),
    )


def test_decline_without_a_payment_keeps_the_one_that_is_known() -> None:
    """Where the processor made none this time, the earlier one is still the one to look at."""
    after = settled(Declined("PAYMENT_SOURCE_INVALID", "No such token."))
    assert after.intent.processor_details.stripe == StripeDetails(payment_intent_id="pi_known")


def test_challenge_keeps_the_order_in_flight() -> None:
    """The buyer needs the client secret to confirm."""
    after = settled(ActionRequired("pi_stripe", "secret_new"), was=PaymentIntentStatus.PROCESSING)
    assert (after.intent.status, after.order.status) == ("requires_action", "OPEN")
    assert after.intent.processor_details.stripe == StripeDetails(
        payment_intent_id="pi_stripe", client_secret="secret_new"
    )
    assert after.order.payments[1].client_secret == "secret_new"
    assert after.order.payment_in_flight == after.order.payments[1]
    assert (after.entries[0].activity, after.intent_events) == (
        "payment.requires_action",
        ("payment_intent.requires_action",),
    )
    assert (after.entries[0].description, after.order_events) == (
        "The buyer has to confirm a payment of 10.00 USD.",
        (),
    )


def test_abandoned_payment_frees_the_order() -> None:
    """Nothing was taken, and nothing is in flight."""
    after = settled(Abandoned("pi_stripe"))
    assert (after.intent.status, after.intent.failure_code) == ("canceled", "PAYMENT_ABANDONED")
    assert (after.order.payment_in_flight, after.order.balance) == (None, 1000)
    assert (after.entries[0].activity, after.intent_events) == ("payment.canceled", ("payment_intent.canceled",))
    assert (after.entries[0].description, after.order_events) == ("A payment of 10.00 USD was given up.", ())


def test_payment_that_is_still_worked_on_tells_nobody() -> None:
    """It stays in flight without an event, and its challenge is over."""
    after = settled(InProgress("pi_stripe"))
    assert (after.intent.status, after.order.payment_in_flight) == ("processing", after.order.payments[1])
    assert (after.order.payments[1].client_secret, after.intent_events, after.order_events) == (None, (), ())
    assert (after.entries[0].activity, after.entries[0].description) == (
        "payment.processing",
        "A payment of 10.00 USD is being processed.",
    )


def test_payment_that_has_ended_is_not_settled_again() -> None:
    """Whoever settles reads the attempt first."""
    with pytest.raises(AssertionError, match="reads the attempt first"):
        settle_payment(an_order(1000), an_intent(1000, status="succeeded"), Charged("pi_stripe"), NOW)


def test_order_that_costs_nothing_is_paid_without_a_card() -> None:
    """In a new version, now, with no payment in it."""
    order = pay_nothing(an_order(0, version=7), NOW)
    assert (order.status, order.version, order.updated_at, order.payments) == (OrderStatus.PAID, 8, NOW, ())
    with pytest.raises(AssertionError):
        pay_nothing(an_order(1), NOW)


LAST_USE = Claims(coupons=(CouponClaim(coupon_id="cpn_1", code="LAST"),))


@pytest.mark.parametrize(
    ("others", "heir"),
    [
        ([PaymentIntentStatus.SUCCEEDED], 0),
        ([PaymentIntentStatus.REQUIRES_CAPTURE], 0),
        ([PaymentIntentStatus.REQUIRES_ACTION, PaymentIntentStatus.SUCCEEDED], 1),
        ([PaymentIntentStatus.CANCELED, PaymentIntentStatus.REQUIRES_CONFIRMATION], None),
        ([], None),
    ],
)
def test_claims_of_a_failed_payment_go_to_one_that_stands(others: list[PaymentIntentStatus], heir: int | None) -> None:
    """To the one that has its money before one that may yet get it; given back only if there is none."""
    beside = [a_payment(100, status, identity=f"pi_beside_{n}") for n, status in enumerate(others)]
    held = a_payment(400, PaymentIntentStatus.REQUIRES_CAPTURE).evolve(claims=LAST_USE)
    order = an_order(1000, payments=(held, *beside))
    after = settle_payment(order, an_intent(400, status=PaymentIntentStatus.REQUIRES_CAPTURE), Abandoned("pi"), NOW)
    assert [payment.claims for payment in after.order.payments] == [
        None,
        *(LAST_USE if number == heir else None for number in range(len(others))),
    ]
    assert after.released == (LAST_USE if heir is None else NO_CLAIMS)
