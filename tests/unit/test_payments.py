"""A payment intent's own decisions: whether it is in flight, when it is looked at, and how it stands."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.deadlines import (
    ABANDON_AFTER,
    AUTHORIZATION_LASTS,
    CLOCK_MARGIN,
    GIVE_UP_AFTER,
    REPEAT_UNTIL,
    RESUME_AFTER,
    require_lost,
)
from commerce.domain.lifecycle import UNSETTLED, PaymentIntentStatus
from commerce.domain.payments import Asked, CaptureMethod, Dispute
from tests.unit.orders import MADE_AT, NOW, an_intent, usd

AT_REST = [status for status in PaymentIntentStatus if status not in UNSETTLED]


def a_dispute(status: str) -> Dispute:
    """A dispute over 1000."""
    return Dispute(processor_dispute_id="dp_1", status=status, reason="fraudulent", amount_money=usd(1000))


def test_times_leave_room_between_each_other() -> None:
    """Beyond a function's 29 seconds; Stripe's 24 hours minus what a call, the clocks and the sweeper may take."""
    assert timedelta(seconds=35) == RESUME_AFTER
    assert timedelta(hours=20) == REPEAT_UNTIL
    assert timedelta(hours=23) == GIVE_UP_AFTER
    assert timedelta(hours=1) == CLOCK_MARGIN == ABANDON_AFTER
    assert timedelta(days=7) == AUTHORIZATION_LASTS


@pytest.mark.parametrize("status", ["processing", "requires_action"])
def test_in_flight_while_nothing_is_known(status: str) -> None:
    """While it is processed, and while the buyer has to confirm."""
    assert an_intent(1000, status=status).in_flight


@pytest.mark.parametrize("status", AT_REST)
def test_not_in_flight_and_never_due_once_it_has_ended(status: PaymentIntentStatus) -> None:
    """The sweeper leaves it alone."""
    intent = an_intent(1000, status=status)
    assert not intent.in_flight
    assert intent.due_at is None


@pytest.mark.parametrize(
    ("status", "wait"), [("processing", timedelta(seconds=35)), ("requires_action", timedelta(hours=1))]
)
def test_due_after_its_last_change(status: str, wait: timedelta) -> None:
    """A lost process is resumed soon; a buyer has an hour to confirm."""
    assert an_intent(1000, status=status, updated_at=NOW).due_at == NOW + wait


def test_charge_window_begins_earlier_for_a_clock_that_was_ahead() -> None:
    """A sandbox's clock a day ahead may have dated the intent a day later than the processor made the payment."""
    intent = an_intent(1000, updated_at=NOW)
    start, end = intent.evolve(clock_ahead=timedelta(days=1)).charge_window
    assert (start + timedelta(days=1), end) == intent.charge_window


def test_charge_window_spans_every_call_and_both_clocks() -> None:
    """From an hour before the attempt to 23 + 1 hours after it began."""
    start, end = an_intent(1000, updated_at=NOW).charge_window
    assert (start, end) == (MADE_AT - timedelta(hours=1), MADE_AT + timedelta(hours=24))


@pytest.mark.parametrize(
    ("refunded", "state"), [(0, "none"), (1, "partially_refunded"), (999, "partially_refunded"), (1000, "refunded")]
)
def test_lifecycle_state_follows_what_went_back(refunded: int, state: str) -> None:
    """Of 1000."""
    intent = an_intent(1000).with_refunds(refunded)
    assert (intent.refunded_amount_money, intent.lifecycle_state) == (usd(refunded), state)


@pytest.mark.parametrize(
    ("dispute", "state"),
    [
        ("needs_response", "disputed"),
        ("under_review", "disputed"),
        ("lost", "disputed"),
        ("won", "partially_refunded"),
        ("warning_closed", "partially_refunded"),
        ("prevented", "partially_refunded"),
    ],
)
def test_lifecycle_state_is_disputed_unless_the_money_stayed(dispute: str, state: str) -> None:
    """Whatever was refunded: 1 of 1000 here. A dispute that was lost took the money for good."""
    assert an_intent(1000, dispute=a_dispute(dispute)).with_refunds(1).lifecycle_state == state


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        ("needs_response", False),
        ("under_review", False),
        ("warning_needs_response", False),
        ("won", True),
        ("lost", True),
        ("warning_closed", True),
        ("prevented", True),
    ],
)
def test_dispute_is_closed_once_it_is_decided(status: str, closed: bool) -> None:  # noqa: FBT001 - a column of the table
    """By the bank, or by Stripe before it became one."""
    assert a_dispute(status).closed is closed


@pytest.mark.parametrize("now", [MADE_AT, MADE_AT + timedelta(hours=23, microseconds=-1)])
def test_call_that_is_not_found_may_still_be_under_way(now: datetime) -> None:
    """Until 23 hours after the attempt began nobody takes it for lost."""
    with pytest.raises(errors.ProcessorUnavailable, match="may still be under way"):
        require_lost(MADE_AT, now)


@pytest.mark.parametrize("now", [MADE_AT + timedelta(hours=23), MADE_AT + timedelta(hours=30)])
def test_call_that_is_not_found_is_lost_after_23_hours(now: datetime) -> None:
    """Stripe forgot the key, and no call lives that long."""
    require_lost(MADE_AT, now)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "processing"),
        ("captureMethod", "automatic"),
        ("lifecycleState", "none"),
        ("version", 1),
        ("paymentIntentId", "pi_1"),
        ("dispute", None),
        ("refundedAmountMoney", {"amount": 0, "currency": "USD"}),
    ],
)
def test_new_intent_is_answered_with(field: str, value: Any) -> None:
    """What a caller sees of one that was just claimed."""
    assert an_intent(1000).model_dump(mode="json", by_alias=True)[field] == value


def test_new_intent_belongs_to_nobody() -> None:
    """Until whoever makes it says so; without a caller the actor is the system."""
    intent = an_intent(1000)
    assert (intent.merchant_id, intent.actor, intent.idempotency_key) == ("", "system", None)


def test_words_of_stored_intents_stay() -> None:
    """Rows of an earlier release are read by the next one, and callers send how a payment is captured."""
    assert [each.value for each in Asked] == [
        "pay",
        "create",
        "confirm",
        "capture",
        "subscribe",
        "change_subscription",
    ]
    assert [each.value for each in CaptureMethod] == ["automatic", "manual"]


def test_new_intent_is_a_first_try_by_itself() -> None:
    """Nothing is kept or given up, its amount was named, and the buyer is there."""
    intent = an_intent(1000)
    assert (intent.attempt, intent.amount_given, intent.group) == (1, True, ())
    assert (intent.saves_payment_method, intent.off_session, intent.cancel_requested) == (False, False, False)


@pytest.mark.parametrize(
    ("status", "capturable", "received"),
    [("processing", 0, 0), ("requires_capture", 1000, 0), ("succeeded", 0, 1000), ("canceled", 0, 0)],
)
def test_amounts_follow_the_status(status: str, capturable: int, received: int) -> None:
    """What is held can be captured, what succeeded was received."""
    intent: Any = an_intent(1000, status=status)  # mypy takes computed fields for methods
    assert (intent.amount_capturable_money, intent.amount_received_money) == (usd(capturable), usd(received))


@pytest.mark.parametrize("status", PaymentIntentStatus)
def test_unsettled_while_the_processor_may_still_take_money(status: PaymentIntentStatus) -> None:
    """In flight, or held."""
    assert an_intent(1000, status=status).unsettled is (
        status.value in {"processing", "requires_action", "requires_capture"}
    )


def test_each_try_has_keys_of_its_own_at_the_processor() -> None:
    """The first is the intent's id; a capture has another key than the charge that it belongs to."""
    first, third = an_intent(1000), an_intent(1000, attempt=3)
    assert (first.charge_key, first.capture_key) == ("pi_1", "pi_1-capture")
    assert (third.charge_key, third.capture_key) == ("pi_1-3", "pi_1-3-capture")


def test_intents_of_one_request_are_known_by_the_first() -> None:
    """Alone, by its own id."""
    assert an_intent(1000).first_of_group == "pi_1"
    assert an_intent(1000, group=("pi_0", "pi_1")).first_of_group == "pi_0"


def test_hold_is_looked_at_when_it_runs_out() -> None:
    """Seven days after this try began, whatever changed since."""
    held = an_intent(1000, status="requires_capture", updated_at=NOW)
    assert held.due_at == MADE_AT + timedelta(days=7)
    assert held.evolve(attempted_at=NOW).due_at == NOW + timedelta(days=7)


def test_what_is_to_be_given_up_is_looked_at_soon() -> None:
    """A hold too; but not what has ended."""
    asked = {"cancel_requested": True, "updated_at": NOW}
    assert an_intent(1000, status="requires_capture", **asked).due_at == NOW + timedelta(seconds=35)
    assert an_intent(1000, status="canceled", **asked).due_at is None
