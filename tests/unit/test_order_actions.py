"""What an order offers and refuses in each state, and with which words."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.order_actions import available, blocked, require
from commerce.domain.order_answers import ActionOffer
from commerce.domain.orders import Order
from tests.unit.orders import ORDER_ID, a_payment, a_refund, an_order, usd

OPEN_ACTIONS = [
    "pay",
    "recordManualPayment",
    "addLineItems",
    "updateLineItem",
    "removeLineItems",
    "applyCoupon",
    "addDiscount",
    "removeDiscounts",
    "addTips",
    "removeTips",
    "addCharge",
    "removeCharge",
    "applyTax",
    "update",
    "close",
]


def a_paid_order(refunded: int = 0) -> Order:
    """An order of 1000, paid, of which some went back."""
    refunds = (a_refund(refunded),) if refunded else ()
    status = OrderStatus.PARTIALLY_REFUNDED if refunded else OrderStatus.PAID
    return an_order(1000, status=status, payments=(a_payment(1000),), refunds=refunds)


def an_order_in_flight(status: str = "processing") -> Order:
    """An order of 1000 with a payment of which nobody knows the end yet."""
    return an_order(1000, payments=(a_payment(1000, PaymentIntentStatus(status)),))


def offers(order: Order) -> dict[str, ActionOffer]:
    """What may be done, by name."""
    return {offer.action: offer for offer in available(order)}


def reasons(order: Order) -> dict[str, str]:
    """What may not be done and why, by name."""
    return {refused.action: refused.reason for refused in blocked(order)}


def test_open_order_offers_everything_but_a_refund() -> None:
    """In the table's order; each action is either offered or blocked."""
    order = an_order(1000)
    assert list(offers(order)) == OPEN_ACTIONS
    assert reasons(order) == {"refund": "Nothing is left to refund on this order."}


def test_paid_order_offers_what_is_left() -> None:
    """Refund, texts and the end."""
    assert list(offers(a_paid_order())) == ["refund", "update", "close"]
    assert reasons(a_paid_order())["pay"] == "Order is PAID; allowed: refund, update, close."


@pytest.mark.parametrize("status", ["processing", "requires_action"])
def test_order_with_a_payment_in_flight_offers_nothing(status: str) -> None:
    """Neither another payment nor a change of what is being paid."""
    order = an_order_in_flight(status)
    assert available(order) == []
    assert reasons(order)["pay"] == (
        "A payment of 10.00 USD is in flight; wait until it has succeeded or failed, then try again."
    )
    with pytest.raises(errors.PaymentInProgress) as refused:
        require(order, "close")
    assert refused.value.next_steps == ["Read the order until its payment is no longer in progress."]


def test_order_whose_payment_failed_is_free_again() -> None:
    """It may be paid with another card."""
    failed = a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD)
    assert list(offers(an_order(1000, payments=(failed,)))) == OPEN_ACTIONS


@pytest.mark.parametrize(("paid", "shown"), [(400, "4.00 USD"), (1, "0.01 USD")])
def test_open_order_of_which_a_part_was_paid_is_not_closed(paid: int, shown: str) -> None:
    """The buyer's money would stay behind, be it one cent."""
    order = an_order(1000, payments=(a_payment(paid),))
    with pytest.raises(errors.OrderStatusNotClosable) as refused:
        require(order, "close")
    assert refused.value.message == f"{shown} of this open order were paid; refund them, then close."
    assert refused.value.supported_actions == ["refund"]
    assert "close" not in offers(order)
    require(order, "pay")
    require(order, "addTips")


def test_order_is_closed_when_nothing_was_paid_or_all_is_settled() -> None:
    """Open and unpaid, open with its payment given back, or paid: nothing of the buyer's is in it undecided."""
    require(an_order(1000), "close")
    require(an_order(1000, payments=(a_payment(400),), refunds=(a_refund(400),)), "close")
    require(a_paid_order(), "close")


def test_order_of_which_nothing_is_left_is_not_refunded() -> None:
    """An order that cost nothing was paid with nothing; one cent left is enough."""
    free = an_order(0, status=OrderStatus.PAID)
    with pytest.raises(errors.NothingToRefund, match="Nothing is left to refund on this order"):
        require(free, "refund")
    require(free, "update")
    require(a_paid_order(refunded=999), "refund")


def test_order_without_lines_is_not_paid() -> None:
    """There is nothing to pay for; everything else may be done."""
    empty = an_order()
    with pytest.raises(errors.OrderNotPayable, match="The order has no lines; add some, then pay") as refused:
        require(empty, "pay")
    assert refused.value.supported_actions == ["addLineItems"]
    assert list(offers(empty)) == OPEN_ACTIONS[2:]


@pytest.mark.parametrize(
    ("order", "action", "offer"),
    [
        (
            an_order(1000),
            "pay",
            {
                "method": "POST",
                "href": f"/v1/orders/{ORDER_ID}/pay",
                "description": "Charge the order's balance to a card.",
                "required_fields": ("paymentSourceToken",),
                "required_scope": "orders.write",
                "max_amount_money": usd(1000),
                "requires_human_confirmation": True,
                "body": {"expectedVersion": 1, "amountMoney": {"amount": 1000, "currency": "USD"}},
            },
        ),
        (
            a_paid_order(refunded=300),
            "refund",
            {
                "method": "POST",
                "href": "/v1/refunds",
                "description": "Give money back.",
                "required_fields": ("orderId",),
                "required_scope": "refunds.write",
                "max_amount_money": usd(700),
                "requires_human_confirmation": True,
                "body": {
                    "expectedVersion": 1,
                    "amountMoney": {"amount": 700, "currency": "USD"},
                    "orderId": ORDER_ID,
                },
            },
        ),
        (
            an_order(1000),
            "addLineItems",
            {
                "method": "POST",
                "href": f"/v1/orders/{ORDER_ID}/line-items/add",
                "description": "Add lines.",
                "required_fields": ("lineItems",),
                "required_scope": "orders.write",
                "max_amount_money": None,
                "requires_human_confirmation": False,
                "body": {"expectedVersion": 1},
            },
        ),
        (
            an_order(1000),
            "close",
            {
                "method": "POST",
                "href": f"/v1/orders/{ORDER_ID}/close",
                "description": "End the order; nothing can be done to it afterwards.",
                "required_fields": (),
                "required_scope": "orders.write",
                "max_amount_money": None,
                "requires_human_confirmation": True,
                "body": {"expectedVersion": 1},
            },
        ),
    ],
)
def test_offer_is_ready_to_be_sent(order: Order, action: str, offer: dict[str, Any]) -> None:
    """Method, address, fields, scope, the most it may move, and whether a person should be asked."""
    assert offers(order)[action].model_dump() == offer | {
        "action": action,
        "max_amount_money": offer["max_amount_money"] and offer["max_amount_money"].model_dump(),
    }


def test_order_that_costs_nothing_is_paid_without_a_card() -> None:
    """The offer asks for no token, and its limit is nothing; one cent asks for one."""
    assert offers(an_order(0))["pay"].required_fields == ()
    assert offers(an_order(0))["pay"].max_amount_money == usd(0)
    assert offers(an_order(1))["pay"].required_fields == ("paymentSourceToken",)
