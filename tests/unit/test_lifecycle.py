"""The status tables, against the lifecycle that the contract publishes."""

from __future__ import annotations

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import (
    ORDER_ACTIONS,
    ORDER_TRANSITIONS,
    REFUND_TRANSITIONS,
    OrderStatus,
    RefundStatus,
    allowed_actions,
    require_order_action,
    statuses_before,
)

OPEN, PAID, PARTIALLY_REFUNDED, REFUNDED, CLOSED = OrderStatus


@pytest.mark.parametrize(
    ("status", "actions"),
    [
        (PAID, ["refund", "update", "close"]),
        (PARTIALLY_REFUNDED, ["refund", "update", "close"]),
        (REFUNDED, []),
        (CLOSED, []),
    ],
)
def test_status_allows_what_is_published(status: OrderStatus, actions: list[str]) -> None:
    """And nothing more."""
    assert allowed_actions(status) == actions


def test_open_allows_everything_but_a_refund() -> None:
    """Nothing has been paid."""
    assert set(allowed_actions(OPEN)) == set(ORDER_ACTIONS) - {"refund"}


@pytest.mark.parametrize(
    ("status", "following"),
    [
        (OPEN, {PAID, CLOSED}),
        (PAID, {PARTIALLY_REFUNDED, REFUNDED, CLOSED}),
        (PARTIALLY_REFUNDED, {REFUNDED, CLOSED}),
        (REFUNDED, set()),
        (CLOSED, set()),
    ],
)
def test_status_leads_to_what_is_published(status: OrderStatus, following: set[OrderStatus]) -> None:
    """A full refund in one step skips PARTIALLY_REFUNDED."""
    assert set(ORDER_TRANSITIONS[status]) == following


@pytest.mark.parametrize(
    ("action", "status", "refusal"),
    [
        ("pay", PAID, errors.OrderAlreadyPaid),
        ("pay", REFUNDED, errors.OrderAlreadyPaid),
        ("pay", CLOSED, errors.OrderNotPayable),
        ("addTips", PAID, errors.OrderNotOpen),
        ("refund", OPEN, errors.OrderNotRefundable),
        ("close", REFUNDED, errors.OrderStatusNotClosable),
    ],
)
def test_forbidden_action_has_its_own_refusal(
    action: str, status: OrderStatus, refusal: type[errors.FlintError]
) -> None:
    """Which lists what is allowed."""
    with pytest.raises(refusal) as caught:
        require_order_action(action, status)
    assert list(caught.value.supported_actions) == allowed_actions(status)


def test_status_can_be_rewritten_from_itself_and_from_those_before_it() -> None:
    """The database's condition for REFUNDED."""
    assert statuses_before(REFUNDED) == {PAID, PARTIALLY_REFUNDED, REFUNDED}


def test_failed_refund_alone_leads_back() -> None:
    """To PAID, from both refunded statuses."""
    assert statuses_before(PAID, refund_failed=True) == {PAID, PARTIALLY_REFUNDED, REFUNDED}


def test_failed_refund_is_the_end() -> None:
    """It is made anew, never revived."""
    assert REFUND_TRANSITIONS[RefundStatus.FAILED] == frozenset()
