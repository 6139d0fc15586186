"""What stands in the way of an action on an order, and the request that leads on."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.order_actions import (
    AMOUNT_EDITS,
    blocked,
    require,
    require_free_total,
    require_settled,
    with_units,
    without_discounts,
)
from commerce.domain.orders import Order
from tests.unit.orders import EDITS, ORDER_ID, a_payment, a_refund, an_order

HELD = PaymentIntentStatus.REQUIRES_CAPTURE


def held(amount: int, **fields: Any) -> Order:
    """An order of 1000 with so much held on a card, after a payment of 1 that failed."""
    failed = a_payment(1, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_0")
    return an_order(1000, payments=(failed, a_payment(amount, HELD)), **fields)


def invoiced(**fields: Any) -> Order:
    """An order of 1000 with an issued invoice."""
    return an_order(1000, invoice_id="inv_1", invoice_issued=True, **fields)


def given_back(amount: int) -> Order:
    """An open order of 1000 of which 400 were paid and so much went back."""
    return an_order(1000, payments=(a_payment(400),), refunds=(a_refund(amount),))


def refusal(order: Order, action: str) -> errors.FlintError:
    """Why an action is refused."""
    with pytest.raises(errors.FlintError) as refused:
        require(order, action)
    return refused.value


def led_on(error: errors.FlintError) -> list[tuple[str, Any]]:
    """What is to be asked for next, of what."""
    return [(following.operation, dict(following.path)) for following in error.next_actions]


def test_edits_that_change_the_total_are_told_apart() -> None:
    """Not those of texts and of recorded money."""
    assert AMOUNT_EDITS == EDITS


@pytest.mark.parametrize("action", sorted([*EDITS, "close"]))
def test_order_with_an_issued_invoice_keeps_its_total(action: str) -> None:
    """The invoice is voided first; paying and texts stay possible."""
    error = refusal(invoiced(), action)
    assert (error.code, error.supported_actions) == ("ORDER_INVOICED", ["pay", "recordManualPayment", "update"])
    assert error.next_steps == ["POST /v1/invoices/inv_1/void"]
    assert led_on(error) == [("invoices.void", {"invoice_id": "inv_1"})]
    for free in ("pay", "recordManualPayment", "update"):
        require(invoiced(), free)


def test_paid_order_with_an_invoice_is_closed() -> None:
    """Only an open one asks for money still."""
    require(invoiced(status=OrderStatus.PAID, payments=(a_payment(1000),)), "close")


@pytest.mark.parametrize("action", sorted(EDITS))
def test_order_of_which_something_went_back_keeps_its_total(action: str) -> None:
    """One cent is enough; it is paid, refunded or closed."""
    error = refusal(given_back(1), action)
    assert (error.code, error.supported_actions) == ("ORDER_NOT_OPEN", ["pay", "refund", "close"])
    require(given_back(1), "update")


def test_other_customer_may_change_the_total_too() -> None:
    """So it is refused like an edit."""
    require_free_total(an_order(1000))
    with pytest.raises(errors.OrderInvoiced):
        require_free_total(invoiced())
    with pytest.raises(errors.OrderNotOpen):
        require_free_total(given_back(1))


@pytest.mark.parametrize("action", ["pay", "recordManualPayment"])
def test_order_whose_whole_balance_is_held_is_captured(action: str) -> None:
    """999 held of 1000 leave a cent to pay."""
    error = refusal(held(1000), action)
    assert (error.code, led_on(error)) == (
        "ORDER_NOT_PAYABLE",
        [("paymentIntents.capture", {"payment_intent_id": "pi_1"})],
    )
    assert "10.00 USD of this order are held on cards" in error.message
    assert error.next_steps == ["POST /v1/payment-intents/{id}/capture or /cancel; their ids stand in payments[]."]
    require(held(999), action)


@pytest.mark.parametrize("amount", [1, 1000])
def test_order_with_a_hold_is_not_closed(amount: int) -> None:
    """Not for a cent; the hold is let go first."""
    error = refusal(held(amount), "close")
    assert (error.code, led_on(error)) == (
        "ORDER_STATUS_NOT_CLOSABLE",
        [("paymentIntents.cancel", {"payment_intent_id": "pi_1"})],
    )
    require(held(amount), "update")


def test_open_order_that_was_paid_in_part_is_refunded_before_it_is_closed() -> None:
    """400."""
    error = refusal(an_order(1000, payments=(a_payment(400),)), "close")
    assert led_on(error) == [("refunds.create", {"order_id": ORDER_ID})]


def test_payment_in_flight_is_waited_for() -> None:
    """By reading the order."""
    with pytest.raises(errors.PaymentInProgress) as refused:
        require_settled(an_order(1000, payments=(a_payment(1000, PaymentIntentStatus.PROCESSING),)))
    assert led_on(refused.value) == [("orders.get", {"order_id": ORDER_ID})]
    assert refused.value.next_steps == ["Read the order until its payment is no longer in progress."]


@pytest.mark.parametrize("action", ["pay", "recordManualPayment"])
def test_order_without_lines_gets_some_first(action: str) -> None:
    """Then it is paid."""
    assert led_on(refusal(an_order(), action)) == [("orders.addLineItems", {"order_id": ORDER_ID})]


@pytest.mark.parametrize(
    ("order", "actions"),
    [
        (an_order(1000), ["pay"]),
        (an_order(1), ["pay"]),
        (an_order(), ["addLineItems"]),
        (held(1000), ["paymentIntents.capture"]),
        (an_order(0), []),
    ],
    ids=["open", "a cent", "empty", "held", "free"],
)
def test_refund_of_an_order_of_which_nothing_is_paid_leads_to_its_payment(order: Order, actions: list[str]) -> None:
    """Or to what that still lacks; an order that costs nothing has nothing to give back."""
    refused = {each.action: each for each in blocked(order)}["refund"]
    assert ([] if refused.unblocked_by is None else [refused.unblocked_by.action]) == actions


def test_order_that_went_back_whole_leads_nowhere() -> None:
    """All of it was refunded."""
    order = an_order(
        1000, status=OrderStatus.PARTIALLY_REFUNDED, payments=(a_payment(1000),), refunds=(a_refund(1000),)
    )
    assert refusal(order, "refund").next_actions == []


def test_discounts_are_taken_away_by_name() -> None:
    """On the version that was read."""
    (request,) = without_discounts(an_order(1000, version=7), ["dsc_1", "dsc_2"])
    assert (request.operation, request.path) == ("orders.removeDiscounts", {"order_id": ORDER_ID})
    assert request.body == {"expectedVersion": 7, "appliedDiscountIds": ["dsc_1", "dsc_2"]}


def sold(*item_ids: str | None) -> Order:
    """An order with a line of each item."""
    order = an_order(*[100] * len(item_ids), version=7)
    lines = [line.evolve(item_id=item_id) for line, item_id in zip(order.lines, item_ids, strict=True)]
    return order.evolve(lines=tuple(lines))


def test_line_takes_as_many_units_as_are_left() -> None:
    """One, of the second line."""
    (request,) = with_units(sold("item_0", "item_1"), "item_1", 1)
    assert (request.operation, request.path) == (
        "orders.updateLineItem",
        {"order_id": ORDER_ID, "line_item_id": "li_2"},
    )
    assert request.body == {"expectedVersion": 7, "quantity": 1}


def test_line_without_units_left_is_removed() -> None:
    """None of the item is there."""
    (request,) = with_units(sold("item_1"), "item_1", 0)
    assert (request.operation, request.path) == ("orders.removeLineItems", {"order_id": ORDER_ID})
    assert request.body == {"expectedVersion": 7, "orderLineItemIds": ["li_1"]}


def test_several_lines_of_an_item_are_left_to_people() -> None:
    """And none of it."""
    assert with_units(sold("item_1", "item_1"), "item_1", 1) == []
    assert with_units(sold("item_0"), "item_1", 1) == []
