"""A refund's own decisions: what may be asked for, and when its outcome is looked up."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from commerce.domain.lifecycle import RefundStatus
from commerce.domain.refund_commands import CreateRefund, UpdateRefund
from commerce.domain.refund_reasons import RefundReason
from commerce.domain.refunds import CHECK_AFTER, MAX_GROWTH, status_of_parts
from tests.unit.orders import NOW, a_refund_document, an_allocation

ORDER = "ord_01M82R9NV1D351P6V0YJPVRW1Y"
INTENT = "pi_01M82R9VDF102B52F3JR09888S"
PENDING, SUCCEEDED, FAILED = RefundStatus.PENDING, RefundStatus.SUCCEEDED, RefundStatus.FAILED


def test_reasons_have_their_published_names() -> None:
    """Stripe knows the first three; anything else is `other`."""
    assert list(RefundReason) == ["requested_by_customer", "duplicate", "fraudulent", "other"]


@pytest.mark.parametrize("named", [{"orderId": ORDER}, {"paymentIntentId": INTENT}, {"order_id": ORDER}])
def test_refund_names_an_order_or_a_payment(named: dict[str, str]) -> None:
    """Without an amount it is of all that is left, at the customer's request."""
    asked = CreateRefund.model_validate(named)
    assert (asked.order_id or asked.payment_intent_id) in named.values()
    assert (asked.amount_money, asked.reason) == (None, "requested_by_customer")


def test_refund_may_name_both_and_must_name_one() -> None:
    """Which order or which payment is a question that nobody else can answer."""
    assert CreateRefund(order_id=ORDER, payment_intent_id=INTENT).order_id == ORDER
    with pytest.raises(ValidationError, match="send orderId, paymentIntentId or both"):
        CreateRefund()


@pytest.mark.parametrize(
    "wrong",
    [
        {"orderId": INTENT},
        {"orderId": ORDER[:-1]},
        {"orderId": f"{ORDER}0"},
        {"orderId": ORDER.lower()},
        {"paymentIntentId": ORDER},
        {"paymentIntentId": INTENT[:-1]},
        {"paymentIntentId": f"{INTENT}0"},
    ],
)
def test_refund_of_an_id_that_cannot_be_one_is_refused(wrong: dict[str, str]) -> None:
    """The prefix, and 26 characters of Crockford's base 32."""
    with pytest.raises(ValidationError, match="should match pattern"):
        CreateRefund.model_validate(wrong)


@pytest.mark.parametrize(("command", "named"), [(CreateRefund, {"order_id": ORDER}), (UpdateRefund, {})])
def test_texts_of_a_refund_are_limited(command: type[CreateRefund | UpdateRefund], named: dict[str, Any]) -> None:
    """A reason of 500 characters and metadata of 50 keys are taken; more is not."""
    fifty = {f"key{number}": "" for number in range(50)}
    kept = command(**named, reason_message="r" * 500, metadata=fifty)
    assert (kept.reason_message, kept.metadata) == ("r" * 500, fifty)
    with pytest.raises(ValidationError, match="at most 500 characters"):
        command(**named, reason_message="r" * 501)
    with pytest.raises(ValidationError, match="at most 50 items"):
        command(**named, metadata=fifty | {"one more": ""})


@pytest.mark.parametrize(
    ("status", "ended"), [("pending", False), ("in_transit", False), ("succeeded", True), ("failed", True)]
)
def test_refund_has_ended_once_the_processor_said_how(status: str, ended: bool) -> None:  # noqa: FBT001 - a column
    """Then the sweeper has no business with it."""
    refund = a_refund_document(an_allocation(500, status=status, processor_refund_id="re_1"))
    assert refund.ended is ended
    assert (refund.due_at is None) is ended


def test_refund_without_an_answer_is_due_when_its_process_must_be_gone() -> None:
    """35 seconds after its last change, however often it was checked."""
    refund = a_refund_document(an_allocation(500), checked_count=3, updated_at=NOW)
    assert refund.due_at == NOW + timedelta(seconds=35)


def test_refund_of_which_a_part_has_no_answer_is_due_like_one_without_any() -> None:
    """The other part was taken by the processor."""
    taken = an_allocation(500, processor_refund_id="re_1")
    refund = a_refund_document(taken, an_allocation(300, of="pi_2"), updated_at=NOW)
    assert (refund.answered, refund.due_at) == (False, NOW + timedelta(seconds=35))


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ("pending", "pending"),
        ("in_transit", "in_transit"),
        ("succeeded", "succeeded"),
        ("failed", "failed"),
        ("succeeded failed", "succeeded"),
        ("failed in_transit succeeded", "in_transit"),
        ("failed in_transit succeeded pending", "pending"),
        ("failed failed", "failed"),
    ],
)
def test_status_of_a_refund_follows_from_its_parts(parts: str, whole: str) -> None:
    """The one that takes longest counts; it failed only if nothing went back."""
    assert status_of_parts(RefundStatus(part) for part in parts.split()) == whole


@pytest.mark.parametrize(
    ("part", "accepted", "answered", "can_change"),
    [
        ({}, False, False, True),
        ({"processor_refund_id": "re_1"}, True, True, True),
        ({"processor_refund_id": "re_1", "status": "succeeded"}, True, True, True),
        ({"processor_refund_id": "re_1", "status": "failed"}, True, True, False),
        ({"status": "failed"}, False, True, False),
        ({"source_type": "cash"}, False, False, True),
        ({"source_type": "cash", "status": "succeeded"}, True, True, False),
    ],
)
def test_part_is_answered_once_it_was_taken_or_refused(
    part: dict[str, str],
    accepted: bool,  # noqa: FBT001 - a column
    answered: bool,  # noqa: FBT001 - a column
    can_change: bool,  # noqa: FBT001 - a column
) -> None:
    """A bank may return what succeeded; nobody returns cash, and nothing becomes of what failed."""
    kept = an_allocation(500, **part)
    assert (kept.accepted, kept.answered, kept.can_change) == (accepted, answered, can_change)
    assert a_refund_document(kept).refused is (answered and not accepted)


@pytest.mark.parametrize(
    ("checked_count", "minutes"), [(0, 1), (1, 4), (2, 16), (3, 64), (6, 4096), (7, 4096), (1000, 4096)]
)
def test_refund_is_looked_up_later_each_time(checked_count: int, minutes: int) -> None:
    """4 ** count minutes, up to 4 ** 6: two days and twenty hours."""
    assert (timedelta(seconds=60), 6) == (CHECK_AFTER, MAX_GROWTH)
    refund = a_refund_document(
        an_allocation(500, processor_refund_id="re_1"), checked_count=checked_count, updated_at=NOW
    )
    assert refund.due_at == NOW + timedelta(minutes=minutes)


def test_new_refund_is_pending_and_was_never_checked() -> None:
    """And without a caller the actor is the system."""
    refund = a_refund_document(an_allocation(500))
    assert (refund.model_dump()["refund_id"], refund.status, refund.version) == ("ref_1", "pending", 1)
    assert (refund.checked_count, refund.actor, refund.merchant_id) == (0, "system", "")
    (part,) = refund.allocations
    assert (part.status, part.key, part.processor_payment_id) == ("pending", "", "")


@pytest.mark.parametrize(
    ("parts", "ended", "refused"),
    [
        ((SUCCEEDED, FAILED), True, False),
        ((SUCCEEDED, PENDING), False, False),
        ((FAILED, FAILED), True, True),
        ((FAILED, PENDING), False, False),
    ],
)
def test_refund_ends_with_the_last_of_its_parts(parts: tuple[RefundStatus, ...], *, ended: bool, refused: bool) -> None:
    """It was refused if the processor took none of them; what succeeded, it took."""
    allocations = [
        an_allocation(100, of=f"pi_{number}", status=status, processor_refund_id=None if status is FAILED else "re_1")
        for number, status in enumerate(parts)
    ]
    refund = a_refund_document(*allocations)
    assert (refund.ended, refund.refused) == (ended, refused)
