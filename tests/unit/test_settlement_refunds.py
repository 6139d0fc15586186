"""What a refund makes of an order: reserved, settled, failed."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_settlement import (
    RefundSettled,
    choose_payment,
    refundable_by_payment,
    reserve_refund,
    settle_refund,
)
from commerce.domain.refunds import Refund
from tests.unit.orders import (
    EIGHT_PERCENT,
    MADE_AT,
    NOW,
    a_payment,
    a_refund,
    a_refund_document,
    an_order,
    usd,
)


def a_paid_order(*refunds: Any, **fields: Any) -> Order:
    """An order of 1000 that was paid with 400 and then 600, after a decline."""
    payments = (
        a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_0"),
        a_payment(400, identity="pi_1"),
        a_payment(600, identity="pi_2"),
    )
    return an_order(1000, **({"status": OrderStatus.PAID, "payments": payments, "refunds": refunds} | fields))


def a_taxed_order(**fields: Any) -> Order:
    """1000 and 8 % tax: 1080, paid at once."""
    return an_order(1000, **({"rates": (EIGHT_PERCENT,), "status": "PAID", "payments": (a_payment(1080),)} | fields))


def build(amount: int, taxes: tuple[int, ...]) -> Refund:
    """The refund's document."""
    return a_refund_document(amount, tax_money=usd(sum(taxes)), tax_amounts=taxes)


def chosen(order: Order, named: str | None) -> tuple[str, int]:
    """The payment that a refund goes back to, and what is left of it."""
    payment, left = choose_payment(order, named)
    return payment.payment_intent_id, left


def reserve(order: Order, amount: int | None, left: int) -> tuple[Order, Refund]:
    """Reserve a refund now."""
    return reserve_refund(order, build, amount=amount, left=left, now=NOW)


def test_each_payment_can_give_back_what_it_took() -> None:
    """400 - 100 and 600; the decline took nothing, and what failed was not given back."""
    order = a_paid_order(a_refund(100), a_refund(50, RefundStatus.FAILED, of="pi_2"))
    assert refundable_by_payment(order) == {"pi_1": 300, "pi_2": 600}


def test_refund_goes_to_the_latest_payment_with_something_left() -> None:
    """600, then 400, then nowhere."""
    assert chosen(a_paid_order(), None) == ("pi_2", 600)
    assert chosen(a_paid_order(a_refund(599, of="pi_2")), None) == ("pi_2", 1)
    second_is_gone = a_refund(600, of="pi_2")
    assert chosen(a_paid_order(second_is_gone), None) == ("pi_1", 400)
    with pytest.raises(errors.NothingToRefund):
        choose_payment(a_paid_order(second_is_gone, a_refund(400)), None)


def test_refund_goes_to_the_payment_that_is_named() -> None:
    """Even if nothing is left of it: how much is asked of it is the next question."""
    assert chosen(a_paid_order(), "pi_1") == ("pi_1", 400)
    assert chosen(a_paid_order(a_refund(400)), "pi_1") == ("pi_1", 0)


@pytest.mark.parametrize("named", ["pi_0", "pi_9"])
def test_refund_of_a_payment_that_took_nothing_is_refused(named: str) -> None:
    """Declined here, or of another order."""
    with pytest.raises(errors.PaymentIntentNotRefundable, match=f"{named} took no money") as refused:
        choose_payment(a_paid_order(), named)
    assert refused.value.param == "paymentIntentId"


def test_reserved_refund_counts_at_once() -> None:
    """500 of 1080 with 80 tax hold 37.04 of it: 37; 580 are left."""
    order, refund = reserve(a_taxed_order(version=7), 500, 1080)
    assert (refund.amount_money, refund.tax_money) == (usd(500), usd(37))
    (entry,) = order.refunds
    assert (entry.refund_id, entry.payment_intent_id, entry.status, entry.created_at) == (
        "ref_1",
        "pi_1",
        "pending",
        NOW,
    )
    assert (entry.amount_money, entry.tax_money, entry.tax_amounts) == (usd(500), usd(37), (37,))
    assert (order.status, order.refunded, order.refundable) == ("PARTIALLY_REFUNDED", 500, 580)
    assert (order.version, order.updated_at, order.created_at) == (8, NOW, MADE_AT)


def test_refund_without_an_amount_is_of_all_that_is_left() -> None:
    """580 after 500, with the 43 of tax that remain."""
    earlier = a_refund(500, tax=37, identity="ref_0")
    order, refund = reserve(a_taxed_order(refunds=(earlier,), status="PARTIALLY_REFUNDED"), None, 580)
    assert (refund.amount_money, refund.tax_amounts) == (usd(580), (43,))
    assert (order.status, order.refunds[0]) == ("REFUNDED", earlier)


def test_tax_of_a_refund_is_rounded_as_the_order_is() -> None:
    """10 of 500 with 25 tax inside hold exactly 0.5: half-up takes 1, half-even none."""
    inclusive = EIGHT_PERCENT.evolve(percentage="5.263157", inclusive=True)
    for rounding, tax in (("half_up", 1), ("half_even", 0)):
        order = an_order(500, rates=(inclusive,), payments=(a_payment(500),), rounding=rounding)
        assert order.totals.inclusive_tax == 25
        assert reserve(order, 10, 500)[1].tax_money == usd(tax)


@pytest.mark.parametrize("left", [0, -1])
def test_refund_of_nothing_left_is_refused(left: int) -> None:
    """Whatever was asked for."""
    with pytest.raises(errors.NothingToRefund, match="Nothing is left to refund of this payment"):
        reserve(a_paid_order(), 1, left)


def test_refund_of_more_than_is_left_is_refused_with_the_limit() -> None:
    """401 of 400; all 400 would be fine, and so is the last cent."""
    assert reserve(a_paid_order(), 400, 400)[1].amount_money == usd(400)
    assert reserve(a_paid_order(), 1, 1)[1].amount_money == usd(1)
    with pytest.raises(errors.AmountExceedsRefundable, match=r"At most 4\.00 USD can still .* send 400 or") as refused:
        reserve(a_paid_order(), 401, 400)
    assert refused.value.param == "amountMoney"
    assert refused.value.fields == [
        errors.InvalidField("amountMoney.amount", "AMOUNT_EXCEEDS_REFUNDABLE", "at most 400")
    ]


def test_order_holds_at_most_two_hundred_refunds() -> None:
    """The two hundredth is taken, the next refused."""
    small = tuple(a_refund(1, of="pi_2", identity=f"ref_{number}") for number in range(200))
    assert len(reserve(a_paid_order(*small[:199]), 1, 401)[0].refunds) == 200
    with pytest.raises(errors.OrderNotRefundable, match="at most 200 refunds"):
        reserve(a_paid_order(*small), 1, 400)


def settled(
    outcome: RefundOutcome, *, status: str = "PARTIALLY_REFUNDED", amount: int = 300, **fields: Any
) -> RefundSettled:
    """Settle the second refund of an order; the first, of 100, is under way."""
    refunds = (a_refund(100, identity="ref_0"), a_refund(amount, of="pi_2"))
    refund = a_refund_document(amount, payment_intent_id="pi_2", version=4, **fields)
    return settle_refund(a_paid_order(*refunds, status=status, version=7), refund, outcome, NOW)


def test_accepted_refund_is_pending_whatever_the_processor_says() -> None:
    """The money is not with the buyer yet; the first look at it comes after a minute."""
    after = settled(RefundOutcome(RefundStatus.SUCCEEDED, "re_stripe"), checked_count=2)
    assert (after.refund.status, after.refund.processor_refund_id) == ("pending", "re_stripe")
    assert (after.refund.checked_count, after.order.refunds[1].status) == (0, "pending")
    assert (after.order.status, after.order.refunded) == ("PARTIALLY_REFUNDED", 400)
    assert (after.activity, after.description) == ("refund.created", "3.00 USD are on their way back.")
    assert (after.order_events, after.refund_events) == (("order.refunded",), ("refund.created",))


def test_refund_moves_on_as_the_processor_says() -> None:
    """Both documents in a new version; the other refund stays as it is."""
    after = settled(RefundOutcome(RefundStatus.SUCCEEDED), processor_refund_id="re_stripe", checked_count=2)
    assert (after.refund.status, after.refund.processor_refund_id) == ("succeeded", "re_stripe")
    assert (after.refund.checked_count, after.refund.version, after.refund.updated_at) == (3, 5, NOW)
    assert [entry.status for entry in after.order.refunds] == ["pending", "succeeded"]
    assert (after.order.version, after.order.updated_at, after.order.status) == (8, NOW, "PARTIALLY_REFUNDED")
    assert (after.activity, after.description) == ("refund.succeeded", "A refund of 3.00 USD is succeeded.")
    assert (after.order_events, after.refund_events) == ((), ("refund.updated",))


def test_failed_refund_gives_its_amount_back_to_the_books() -> None:
    """300 of 400 drop out; the 100 before it still count."""
    after = settled(
        RefundOutcome(RefundStatus.FAILED, "re_stripe", "lost_or_stolen_card"), processor_refund_id="re_stripe"
    )
    assert (after.refund.status, after.refund.failure_reason) == ("failed", "lost_or_stolen_card")
    assert (after.order.status, after.order.refunded, after.order.refundable) == ("PARTIALLY_REFUNDED", 100, 900)
    assert (after.activity, after.description) == ("refund.failed", "A refund of 3.00 USD failed: lost_or_stolen_card.")
    assert (after.order_events, after.refund_events) == (("order.updated",), ("refund.failed",))


def test_refused_refund_never_was_accepted() -> None:
    """The processor gave it no id and no reason: it failed at once."""
    after = settled(RefundOutcome(RefundStatus.FAILED))
    assert (after.refund.status, after.refund.processor_refund_id, after.refund.checked_count) == ("failed", None, 1)
    assert (after.activity, after.description) == ("refund.failed", "A refund of 3.00 USD failed: unknown.")


def test_order_is_paid_again_when_its_only_refund_fails() -> None:
    """All 1000 of it had gone back."""
    order = a_paid_order(a_refund(1000), status=OrderStatus.REFUNDED)
    after = settle_refund(order, a_refund_document(1000), RefundOutcome(RefundStatus.FAILED), NOW)
    assert (after.order.status, after.order.refundable) == ("PAID", 1000)


def test_order_that_was_refunded_in_full_stays_so_while_the_refund_moves() -> None:
    """100 and 900."""
    after = settled(
        RefundOutcome(RefundStatus.IN_TRANSIT), status="REFUNDED", amount=900, processor_refund_id="re_stripe"
    )
    assert (after.order.status, after.refund.status, after.activity) == ("REFUNDED", "in_transit", "refund.in_transit")


def test_closed_order_stays_closed_when_a_refund_fails() -> None:
    """Its books take the amount back; its status was the merchant's word."""
    after = settled(RefundOutcome(RefundStatus.FAILED), status="CLOSED")
    assert (after.order.status, after.order.refunded) == ("CLOSED", 100)
