"""A payment that was recorded by hand and never was one: what the books are without it, and what stands in the way."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, Claims, StockClaim
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.order_parts import OrderPayment, Restock
from commerce.domain.orders import Order
from commerce.domain.payment_reversal import PaymentReversed, reverse_payment
from commerce.domain.payments import PaymentIntent
from tests.unit.orders import NOW, a_payment, a_refund, an_intent, an_order

SUCCEEDED = PaymentIntentStatus.SUCCEEDED


def units(quantity: int) -> Claims:
    """Units of the one item."""
    return Claims(stock=(StockClaim(item_id="item_1", quantity=quantity),))


def by_hand(amount: int, *, identity: str = "pi_1", **fields: Any) -> OrderPayment:
    """A payment in cash."""
    return a_payment(amount, identity=identity, source_type="cash", **fields)


def the_intent(amount: int, **fields: Any) -> PaymentIntent:
    """Its intent."""
    return an_intent(amount, **({"source_type": "cash", "status": SUCCEEDED} | fields))


def paid(*payments: OrderPayment, status: OrderStatus = OrderStatus.PAID, **fields: Any) -> Order:
    """An order of 1000 with these payments: without any, all of it in cash."""
    return an_order(1000, status=status, payments=payments or (by_hand(1000),), **fields)


def holding(*payments: OrderPayment, sold: int, status: OrderStatus = OrderStatus.PAID) -> Order:
    """An order of some units of an item whose stock is counted, of 1000 in all."""
    (line,) = an_order(1000 // sold).lines
    return paid(*payments, lines=(line.evolve(quantity=sold, item_id="item_1", counted=True),), status=status)


def reverse(order: Order, amount: int = 1000, **fields: Any) -> PaymentReversed:
    """Take the payment `pi_1` out of the books."""
    return reverse_payment(order, the_intent(amount, **fields), NOW)


def test_order_is_to_be_paid_again() -> None:
    """All 1000 were paid: all 1000 are owed, in a next version of both."""
    undone = reverse(paid(version=4), version=3)
    assert (undone.order.status, undone.order.paid, undone.order.balance) == ("OPEN", 0, 1000)
    assert (undone.order.version, undone.order.updated_at) == (5, NOW)
    assert (undone.intent.status, undone.intent.cancellation_reason) == ("canceled", "reversed")
    assert (undone.intent.version, undone.intent.updated_at) == (4, NOW)
    assert [payment.status for payment in undone.order.payments] == ["canceled"]


def test_part_of_an_open_order_is_owed_again() -> None:
    """400 of 1000 were paid by card, 300 in cash: 600 are owed without the cash."""
    order = paid(a_payment(400, identity="pi_0"), by_hand(300), status=OrderStatus.OPEN)
    undone = reverse(order, 300)
    assert (undone.order.status, undone.order.balance) == ("OPEN", 600)


@pytest.mark.parametrize(
    ("order", "fields", "says", "instead"),
    [
        (paid(), {"source_type": "card"}, "was taken from a card", ["refund"]),
        (paid(), {"status": PaymentIntentStatus.CANCELED}, "is canceled", []),
        (paid(status=OrderStatus.CLOSED), {}, "is CLOSED", ["refund"]),
        (paid(refunds=(a_refund(100),)), {}, "given back", ["refund"]),
        (
            paid(restocks=(Restock(refund_id="ref_0", line_id="li_1", asked=1, quantity=1),)),
            {},
            "given back",
            ["refund"],
        ),
        (paid(subscription_id="sub_1"), {}, "subscription went on", ["refund"]),
    ],
)
def test_what_is_more_than_a_mistake_on_paper_is_not_reversed(
    order: Order, fields: dict[str, Any], says: str, instead: list[str]
) -> None:
    """Money of a card, what is in no balance, what was given back, and what others built on."""
    with pytest.raises(errors.PaymentNotReversible, match=says) as refused:
        reverse(order, **fields)
    assert (refused.value.param, list(refused.value.supported_actions)) == ("paymentIntentId", instead)


def test_refund_that_failed_gave_nothing_back() -> None:
    """The payment can be reversed."""
    assert reverse(paid(refunds=(a_refund(100, RefundStatus.FAILED),))).order.balance == 1000


def test_subscriptions_order_that_is_open_did_not_go_on() -> None:
    """A part of it was recorded by mistake."""
    order = paid(by_hand(300), status=OrderStatus.OPEN, subscription_id="sub_1")
    assert reverse(order, 300).order.balance == 1000


def test_nothing_is_reversed_while_a_payment_is_in_flight() -> None:
    """Its outcome decides what is owed."""
    flying = a_payment(700, PaymentIntentStatus.PROCESSING, identity="pi_2")
    with pytest.raises(errors.PaymentInProgress):
        reverse(paid(by_hand(300), flying, status=OrderStatus.OPEN), 300)


def test_goods_that_the_payment_held_are_free() -> None:
    """Two units, paid by it alone."""
    undone = reverse(holding(by_hand(1000, claims=units(2)), sold=2))
    assert (undone.released, undone.order.payments[0].claims) == (units(2), None)


def test_payment_that_held_nothing_frees_nothing() -> None:
    """No goods are counted."""
    undone = reverse(paid())
    assert (undone.released, undone.order.payments[0].claims) == (NO_CLAIMS, None)


def test_goods_stay_with_another_payment_that_stands() -> None:
    """The order is open, 300 were paid in cash with two units, 400 by card without any: these hold them now."""
    order = holding(by_hand(300, claims=units(2)), a_payment(400, identity="pi_2"), sold=2, status=OrderStatus.OPEN)
    undone = reverse(order, 300)
    assert (undone.released, [payment.claims for payment in undone.order.payments]) == (NO_CLAIMS, [None, units(2)])


def test_goods_are_added_to_what_the_other_payment_holds() -> None:
    """One unit each: both are its own then."""
    order = holding(
        by_hand(300, claims=units(1)),
        a_payment(400, identity="pi_2", claims=units(1)),
        sold=2,
        status=OrderStatus.OPEN,
    )
    assert [payment.claims for payment in reverse(order, 300).order.payments] == [None, units(2)]


def test_goods_go_to_money_that_was_taken_rather_than_held() -> None:
    """A hold may be let go; what succeeded stands."""
    held = a_payment(300, PaymentIntentStatus.REQUIRES_CAPTURE, identity="pi_2")
    order = holding(
        by_hand(300, claims=units(2)), held, a_payment(400, identity="pi_3"), sold=2, status=OrderStatus.OPEN
    )
    assert [payment.claims for payment in reverse(order, 300).order.payments] == [None, None, units(2)]


def test_what_was_declined_inherits_nothing() -> None:
    """It stands for no money, so the goods are free."""
    declined = a_payment(400, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_2")
    order = holding(by_hand(300, claims=units(2)), declined, sold=2, status=OrderStatus.OPEN)
    assert reverse(order, 300).released == units(2)


def test_paid_order_held_only_what_it_needed() -> None:
    """Three units were claimed, two are sold; the third went back when it was paid: the card's payment holds two."""
    order = holding(by_hand(600, claims=units(1)), a_payment(400, identity="pi_2", claims=units(2)), sold=2)
    undone = reverse(order, 600)
    assert (undone.released, [payment.claims for payment in undone.order.payments]) == (NO_CLAIMS, [None, units(2)])


def test_open_order_frees_only_what_the_payment_itself_held() -> None:
    """A payment of three units in all: what is beyond the order's need stays with it until it is paid."""
    order = holding(
        by_hand(300, claims=units(2)),
        a_payment(400, identity="pi_2", claims=units(1)),
        sold=2,
        status=OrderStatus.OPEN,
    )
    assert [payment.claims for payment in reverse(order, 300).order.payments] == [None, units(3)]
