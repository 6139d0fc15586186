"""The status machines, entry by entry, as the contract has them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import (
    CHECKOUT_SESSION_TRANSITIONS,
    CREDIT_NOTE_TRANSITIONS,
    FAILED_REFUND_TRANSITIONS,
    IN_FLIGHT,
    INVOICE_TRANSITIONS,
    ORDER_ACTIONS,
    ORDER_TRANSITIONS,
    PAYMENT_INTENT_TRANSITIONS,
    REFUND_TRANSITIONS,
    REVERSED_INVOICE_TRANSITIONS,
    REVERSED_PAYMENT_TRANSITIONS,
    SUBSCRIPTION_ACTIONS,
    SUBSCRIPTION_TRANSITIONS,
    UNSETTLED,
    WEBHOOK_EVENT_TRANSITIONS,
    CheckoutPaymentStatus,
    CheckoutSessionStatus,
    CouponStatus,
    CreditNoteStatus,
    CustomerStatus,
    InvoiceStatus,
    ItemStatus,
    OrderStatus,
    PaymentIntentStatus,
    PaymentLinkMode,
    PaymentLinkStatus,
    PaymentMethodStatus,
    PlanStatus,
    RefundStatus,
    SubscriptionStatus,
    WebhookEndpointStatus,
    WebhookEventStatus,
    allowed_actions,
    require_order_action,
    require_subscription_action,
    status_once_paid,
    statuses_before,
    subscription_statuses_before,
)
from tests.unit.orders import EDITS

OPEN_EDITS = EDITS | {"recordManualPayment"}


@pytest.mark.parametrize(
    ("statuses", "names"),
    [
        (OrderStatus, "OPEN PAID PARTIALLY_REFUNDED REFUNDED CLOSED"),
        (
            PaymentIntentStatus,
            "requires_payment_method requires_confirmation requires_action processing requires_capture "  # noqa: ISC004
            "canceled succeeded",
        ),
        (RefundStatus, "pending in_transit succeeded failed"),
        (CouponStatus, "active disabled expired exhausted deleted"),
        (SubscriptionStatus, "incomplete trialing active past_due paused canceled"),
    ],
)
def test_statuses_have_their_published_names(statuses: type[StrEnum], names: str) -> None:
    """Callers compare with them, and rows hold them."""
    assert [status.value for status in statuses] == names.split()


def test_an_order_moves_only_forward() -> None:
    """Paid once, refunded in parts, closed at any time but at the end."""
    edges = {(source.value, target.value) for source, targets in ORDER_TRANSITIONS.items() for target in targets}
    assert edges == {
        ("OPEN", "PAID"),
        ("OPEN", "PARTIALLY_REFUNDED"),
        ("OPEN", "REFUNDED"),
        ("OPEN", "CLOSED"),
        ("PAID", "PARTIALLY_REFUNDED"),
        ("PAID", "REFUNDED"),
        ("PAID", "CLOSED"),
        ("PARTIALLY_REFUNDED", "REFUNDED"),
        ("PARTIALLY_REFUNDED", "CLOSED"),
    }
    assert set(ORDER_TRANSITIONS) == set(OrderStatus)


@pytest.mark.parametrize(
    ("paid", "refunded", "status"),
    [
        (0, 0, "PAID"),
        (100, 0, "PAID"),
        (100, 1, "PARTIALLY_REFUNDED"),
        (100, 99, "PARTIALLY_REFUNDED"),
        (100, 100, "REFUNDED"),
    ],
)
def test_order_that_costs_nothing_more_has_the_status_of_what_went_back(paid: int, refunded: int, status: str) -> None:
    """Whether it went back before or after the last of it was paid."""
    assert status_once_paid(paid, refunded) == status


def test_only_a_failed_refund_leads_back() -> None:
    """To what the order was before it, never to OPEN."""
    edges = {(source.value, to.value) for source, targets in FAILED_REFUND_TRANSITIONS.items() for to in targets}
    assert edges == {("PARTIALLY_REFUNDED", "PAID"), ("REFUNDED", "PARTIALLY_REFUNDED"), ("REFUNDED", "PAID")}


def test_only_a_payment_recorded_by_mistake_opens_an_order_again() -> None:
    """And only one that nothing was given back of."""
    edges = {(source.value, to.value) for source, targets in REVERSED_PAYMENT_TRANSITIONS.items() for to in targets}
    assert edges == {("PAID", "OPEN")}


def edges(table: Mapping[Any, frozenset[Any]]) -> dict[str, set[str]]:
    """A table of statuses by their words."""
    return {source.value: {to.value for to in targets} for source, targets in table.items()}


def test_an_issued_invoice_is_never_drafted_again() -> None:
    """It is paid in part, in full, or void; a draft is issued or void; what is paid or void stays."""
    assert edges(INVOICE_TRANSITIONS) == {
        "draft": {"open", "void"},
        "open": {"partially_paid", "paid", "void"},
        "partially_paid": {"paid", "void"},
        "paid": set(),
        "void": set(),
    }


def test_only_a_payment_recorded_by_mistake_opens_an_invoice_again() -> None:
    """As much of it as is still paid."""
    assert edges(REVERSED_INVOICE_TRANSITIONS) == {"partially_paid": {"open"}, "paid": {"open", "partially_paid"}}


def test_a_credit_note_is_voided_once() -> None:
    """And never issued again."""
    assert edges(CREDIT_NOTE_TRANSITIONS) == {"issued": {"void"}, "void": set()}


def test_a_checkout_session_ends_once() -> None:
    """Paid, expired or closed."""
    over: dict[str, set[str]] = {"paid": set(), "expired": set(), "closed": set()}
    assert edges(CHECKOUT_SESSION_TRANSITIONS) == {"open": {"paid", "expired", "closed"}, **over}


def test_a_delivered_event_can_be_sent_again() -> None:
    """It waits again, and succeeds or fails again."""
    assert edges(WEBHOOK_EVENT_TRANSITIONS) == {
        "pending": {"succeeded", "failed"},
        "succeeded": {"pending"},
        "failed": {"pending"},
    }


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (CheckoutPaymentStatus, "unpaid paid no_payment_required"),
        (CheckoutSessionStatus, "open paid expired closed"),
        (CreditNoteStatus, "issued void"),
        (CustomerStatus, "active deleted"),
        (InvoiceStatus, "draft open partially_paid paid void"),
        (ItemStatus, "active archived"),
        (PaymentLinkMode, "standard donation"),
        (PaymentLinkStatus, "active inactive completed expired"),
        (PaymentMethodStatus, "pending requires_action active failed removed"),
        (PlanStatus, "active archived"),
        (WebhookEndpointStatus, "enabled disabled"),
        (WebhookEventStatus, "pending succeeded failed"),
    ],
)
def test_words_of_statuses_are_those_of_the_contract(statuses: type[StrEnum], words: str) -> None:
    """Callers compare them, and rows of an earlier release hold them."""
    assert {status.value for status in statuses} == set(words.split())


def test_a_payment_may_end_in_every_way() -> None:
    """From in flight to success, a hold, failure or cancellation; a hold is captured or let go; waiting ones begin."""
    assert {status.value for status in IN_FLIGHT} == {"processing", "requires_action"}
    assert {status.value for status in UNSETTLED - IN_FLIGHT} == {"requires_capture"}
    ends = {"succeeded", "requires_capture", "requires_payment_method", "canceled"}
    assert {source.value: {to.value for to in targets} for source, targets in PAYMENT_INTENT_TRANSITIONS.items()} == {
        "requires_payment_method": {"processing", "requires_confirmation", "canceled"},
        "requires_confirmation": {"processing", "canceled"},
        "processing": ends | {"requires_action"},
        "requires_action": ends | {"processing"},
        "requires_capture": {"processing", "succeeded", "canceled"},
    }


def test_a_refund_may_fail_even_after_it_succeeded() -> None:
    """Banks return money weeks later; what failed stays so."""
    assert {source.value: {to.value for to in targets} for source, targets in REFUND_TRANSITIONS.items()} == {
        "pending": {"in_transit", "succeeded", "failed"},
        "in_transit": {"succeeded", "failed"},
        "succeeded": {"failed"},
        "failed": set(),
    }


def test_what_each_status_allows() -> None:
    """Edits and payment while open, refunds once paid, nothing at the end."""
    assert set(allowed_actions(OrderStatus.OPEN)) == OPEN_EDITS | {"pay", "refund", "update", "close"}
    assert allowed_actions(OrderStatus.PAID) == ["refund", "update", "close"]
    assert allowed_actions(OrderStatus.PARTIALLY_REFUNDED) == ["refund", "update", "close"]
    assert allowed_actions(OrderStatus.REFUNDED) == []
    assert allowed_actions(OrderStatus.CLOSED) == []


def test_each_action_has_its_operation() -> None:
    """An order's own, except for refunds, which are a resource."""
    operations = {name: action.operation for name, action in ORDER_ACTIONS.items()}
    assert operations.pop("refund") == "refunds.create"
    assert operations == {name: f"orders.{name}" for name in OPEN_EDITS | {"pay", "update", "close"}}


def test_paying_and_refunding_move_money() -> None:
    """No other action does."""
    assert {name for name, action in ORDER_ACTIONS.items() if action.moves_money} == {"pay", "refund"}


@pytest.mark.parametrize(
    ("action", "status", "refusal"),
    [
        ("pay", "PAID", errors.OrderAlreadyPaid),
        ("pay", "PARTIALLY_REFUNDED", errors.OrderAlreadyPaid),
        ("pay", "REFUNDED", errors.OrderAlreadyPaid),
        ("pay", "CLOSED", errors.OrderNotPayable),
        ("addLineItems", "PAID", errors.OrderNotOpen),
        ("applyTax", "REFUNDED", errors.OrderNotOpen),
        ("update", "CLOSED", errors.OrderNotOpen),
        ("refund", "REFUNDED", errors.OrderNotRefundable),
        ("close", "CLOSED", errors.OrderStatusNotClosable),
    ],
)
def test_a_refused_action_says_why(action: str, status: str, refusal: type[errors.Conflict]) -> None:
    """Each with its own code; who pays twice learns that it is paid."""
    with pytest.raises(errors.Conflict) as refused:
        require_order_action(action, OrderStatus(status))
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("status", "message", "allowed"),
    [
        ("PAID", "Order is PAID; allowed: refund, update, close.", ["refund", "update", "close"]),
        ("CLOSED", "Order is CLOSED; allowed: nothing more.", []),
    ],
)
def test_a_refused_action_says_what_is_allowed(status: str, message: str, allowed: list[str]) -> None:
    """In words and as a list."""
    with pytest.raises(errors.OrderNotOpen) as refused:
        require_order_action("addTips", OrderStatus(status))
    assert refused.value.message == message
    assert refused.value.supported_actions == allowed


@pytest.mark.parametrize(
    ("status", "before"),
    [
        ("OPEN", {"OPEN"}),
        ("PAID", {"OPEN", "PAID"}),
        ("PARTIALLY_REFUNDED", {"OPEN", "PAID", "PARTIALLY_REFUNDED"}),
        ("REFUNDED", {"OPEN", "PAID", "PARTIALLY_REFUNDED", "REFUNDED"}),
        ("CLOSED", {"OPEN", "PAID", "PARTIALLY_REFUNDED", "CLOSED"}),
    ],
)
def test_the_database_takes_a_status_only_after_these(status: str, before: set[str]) -> None:
    """A row that moved on meanwhile is not overwritten."""
    assert statuses_before(OrderStatus(status)) == before


def test_the_database_takes_an_earlier_status_only_from_a_failed_refund() -> None:
    """Otherwise no refunded order becomes a paid one."""
    assert statuses_before(OrderStatus.PAID, refund_failed=True) == {"PAID", "PARTIALLY_REFUNDED", "REFUNDED"}
    assert statuses_before(OrderStatus.PARTIALLY_REFUNDED, refund_failed=True) == {"PARTIALLY_REFUNDED", "REFUNDED"}


def test_how_a_subscription_lives() -> None:
    """It begins once, may be late and paid up again, may stand still, and ends for good."""
    assert {source.value: {to.value for to in targets} for source, targets in SUBSCRIPTION_TRANSITIONS.items()} == {
        "incomplete": {"trialing", "active", "canceled"},
        "trialing": {"active", "past_due", "paused", "canceled"},
        "active": {"past_due", "paused", "canceled"},
        "past_due": {"active", "paused", "canceled"},
        "paused": {"trialing", "active", "past_due", "canceled"},
        "canceled": set(),
    }


def test_what_may_be_done_to_a_subscription() -> None:
    """Everything but resuming while it runs; nothing once it has ended."""
    running = {"trialing", "active", "past_due"}
    assert {name: {status.value for status in statuses} for name, statuses in SUBSCRIPTION_ACTIONS.items()} == {
        "update": running | {"incomplete", "paused"},
        "pause": running,
        "resume": {"paused"},
        "cancel": running | {"incomplete", "paused"},
    }


@pytest.mark.parametrize(
    ("status", "message", "allowed"),
    [
        ("canceled", "Subscription is canceled; allowed: nothing more.", []),
        ("paused", "Subscription is paused; allowed: update, resume, cancel.", ["update", "resume", "cancel"]),
    ],
)
def test_a_refused_action_on_a_subscription_says_what_is_allowed(status: str, message: str, allowed: list[str]) -> None:
    """In words and as a list."""
    require_subscription_action("pause", SubscriptionStatus.ACTIVE)
    with pytest.raises(errors.SubscriptionUnexpectedState) as refused:
        require_subscription_action("pause", SubscriptionStatus(status))
    assert refused.value.message == message
    assert refused.value.supported_actions == allowed


def test_the_database_takes_a_subscriptions_status_only_after_these() -> None:
    """Whoever was canceled meanwhile is not woken up."""
    assert subscription_statuses_before(SubscriptionStatus.ACTIVE) == {
        "active",
        "incomplete",
        "trialing",
        "past_due",
        "paused",
    }
    assert subscription_statuses_before(SubscriptionStatus.INCOMPLETE) == {"incomplete"}
