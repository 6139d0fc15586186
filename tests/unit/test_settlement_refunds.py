"""What the processor's word makes of a refund and its order: on its way, there, failed."""

from typing import Any

import pytest

from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_reservation import refundable_by_payment
from commerce.domain.refund_settlement import RefundSettled, settle_refund
from commerce.domain.refunds import Refund, RestockedLineItem
from tests.unit.orders import (
    NOW,
    a_payment,
    a_refund,
    a_refund_document,
    an_allocation,
    an_order,
    usd,
)
from tests.unit.refunding import a_paid_order, reserve


def settled(
    outcome: RefundOutcome, *, status: str = "PARTIALLY_REFUNDED", amount: int = 300, **fields: Any
) -> RefundSettled:
    """Settle the second refund of an order; the first, of 100, is under way."""
    refunds = (a_refund(100, identity="ref_0"), a_refund(amount, of="pi_2"))
    known = {name: fields.pop(name) for name in ("processor_refund_id",) if name in fields}
    refund = a_refund_document(an_allocation(amount, of="pi_2", **known), version=4, **fields)
    return settle_refund(a_paid_order(*refunds, status=status, version=7), refund, {"pi_2": outcome}, NOW)


def told(after: RefundSettled) -> tuple[str, str]:
    """What the audit trail says, if it is one thing."""
    (entry,) = after.entries
    return entry.activity, entry.description


def test_accepted_refund_is_pending_whatever_the_processor_says() -> None:
    """The money is not with the buyer yet; the first look at it comes after a minute."""
    after = settled(RefundOutcome(RefundStatus.SUCCEEDED, "re_stripe"), checked_count=2)
    assert (after.refund.status, after.refund.allocations[0].processor_refund_id) == ("pending", "re_stripe")
    assert (after.refund.checked_count, after.order.refunds[1].status) == (0, "pending")
    assert (after.order.status, after.order.refunded) == ("PARTIALLY_REFUNDED", 400)
    assert told(after) == ("refund.created", "3.00 USD are on their way back.")
    assert (after.begun, after.failed) == (True, False)
    assert (after.order_events, after.refund_events) == (("order.refunded",), ("refund.created",))


def test_refund_moves_on_as_the_processor_says() -> None:
    """Both documents in a new version; the other refund stays as it is."""
    after = settled(RefundOutcome(RefundStatus.SUCCEEDED), processor_refund_id="re_stripe", checked_count=2)
    assert (after.refund.status, after.refund.allocations[0].processor_refund_id) == ("succeeded", "re_stripe")
    assert (after.refund.checked_count, after.refund.version, after.refund.updated_at) == (3, 5, NOW)
    assert [entry.status for entry in after.order.refunds] == ["pending", "succeeded"]
    assert (after.order.version, after.order.updated_at, after.order.status) == (8, NOW, "PARTIALLY_REFUNDED")
    assert told(after) == ("refund.succeeded", "A refund of 3.00 USD is succeeded.")
    assert (after.begun, after.failed) == (False, False)
    assert (after.order_events, after.refund_events) == ((), ("refund.updated",))


def test_failed_refund_gives_its_amount_back_to_the_books() -> None:
    """300 of 400 drop out; the 100 before it still count."""
    after = settled(
        RefundOutcome(RefundStatus.FAILED, "re_stripe", "lost_or_stolen_card"), processor_refund_id="re_stripe"
    )
    assert (after.refund.status, after.refund.failure_reason) == ("failed", "lost_or_stolen_card")
    assert (after.order.status, after.order.refunded, after.order.refundable) == ("PARTIALLY_REFUNDED", 100, 900)
    assert told(after) == ("refund.failed", "A refund of 3.00 USD failed: lost_or_stolen_card.")
    assert (after.order_events, after.refund_events) == (("order.updated",), ("refund.failed",))


def test_refused_refund_never_was_accepted() -> None:
    """The processor gave it no id and no reason: it failed at once."""
    after = settled(RefundOutcome(RefundStatus.FAILED))
    assert (after.refund.status, after.refund.refused, after.refund.checked_count) == ("failed", True, 1)
    assert told(after) == ("refund.failed", "A refund of 3.00 USD failed: unknown.")


def test_order_is_paid_again_when_its_only_refund_fails() -> None:
    """All 1000 of it had gone back."""
    order = a_paid_order(a_refund(1000), status=OrderStatus.REFUNDED)
    after = settle_refund(
        order, a_refund_document(an_allocation(1000)), {"pi_1": RefundOutcome(RefundStatus.FAILED)}, NOW
    )
    assert (after.order.status, after.order.refundable) == ("PAID", 1000)


def test_order_that_was_refunded_in_full_stays_so_while_the_refund_moves() -> None:
    """100 and 900."""
    after = settled(
        RefundOutcome(RefundStatus.IN_TRANSIT), status="REFUNDED", amount=900, processor_refund_id="re_stripe"
    )
    assert (after.order.status, after.refund.status, told(after)[0]) == ("REFUNDED", "in_transit", "refund.in_transit")


def test_closed_order_stays_closed_when_a_refund_fails() -> None:
    """Its books take the amount back; its status was the merchant's word."""
    after = settled(RefundOutcome(RefundStatus.FAILED), status="CLOSED")
    assert (after.order.status, after.order.refunded) == ("CLOSED", 100)


def over_both(*, first: dict[str, Any] | None = None, **second: Any) -> tuple[Order, Refund]:
    """An order of 1000 all of which goes back: 600 of the second payment first, then 400 of the first."""
    order, refund = reserve(a_paid_order(), None)
    latest, earlier = refund.allocations
    return order, refund.evolve(allocations=(latest.evolve(**(first or {})), earlier.evolve(**second)))


ACCEPTED, REFUSED = RefundOutcome(RefundStatus.PENDING, "re_1"), RefundOutcome(RefundStatus.FAILED, None, "disputed")


def test_part_that_is_refused_restores_exactly_its_amount() -> None:
    """600 are on their way, 400 are not: both are told, and the refund comes to 600."""
    after = settle_refund(*over_both(), {"pi_2": ACCEPTED, "pi_1": REFUSED}, NOW)
    assert (after.refund.amount_money, after.refund.status, after.refund.failure_reason) == (
        usd(600),
        "pending",
        "disputed",
    )
    assert [(part.status, part.amount_money.amount) for part in after.refund.allocations] == [
        ("pending", 600),
        ("failed", 400),
    ]
    assert (after.order.refunded, after.order.status, refundable_by_payment(after.order)) == (
        600,
        "PARTIALLY_REFUNDED",
        {"pi_1": 400, "pi_2": 0},
    )
    assert [(entry.activity, entry.description, entry.payment_intent_id) for entry in after.entries] == [
        ("refund.created", "6.00 USD are on their way back.", "pi_2"),
        ("refund.failed", "A refund of 4.00 USD failed: disputed.", "pi_1"),
    ]
    assert (after.order_events, after.refund_events) == (
        ("order.refunded", "order.updated"),
        ("refund.created", "refund.failed"),
    )
    assert (after.failed, after.refund.answered, after.refund.refused) == (True, True, False)
    assert after.begun


def test_parts_that_are_accepted_together_are_told_together() -> None:
    """One refund of 1000, of no single payment."""
    after = settle_refund(*over_both(), {"pi_2": ACCEPTED, "pi_1": RefundOutcome(RefundStatus.PENDING, "re_2")}, NOW)
    (entry,) = after.entries
    assert (entry.activity, entry.description, entry.payment_intent_id) == (
        "refund.created",
        "10.00 USD are on their way back.",
        None,
    )
    assert (after.refund.status, after.refund.answered, after.failed) == ("pending", True, False)


def test_part_without_an_answer_stays_reserved_and_is_told_later() -> None:
    """The first part settles alone; the other counts already, and is told as more of the same refund."""
    before = over_both()
    after = settle_refund(*before, {"pi_2": ACCEPTED}, NOW)
    assert (after.order.refunded, after.refund.answered, after.refund.amount_money) == (1000, False, usd(1000))
    assert after.refund.allocations[1] == before[1].allocations[1]
    later = settle_refund(after.order, after.refund, {"pi_1": RefundOutcome(RefundStatus.PENDING, "re_2")}, NOW)
    assert told(later) == ("refund.pending", "4.00 USD are on their way back.")
    assert (later.order_events, later.refund_events, later.refund.checked_count) == ((), ("refund.updated",), 0)
    assert (after.begun, later.begun) == (True, True)


def test_refund_fails_only_when_all_of_it_failed() -> None:
    """600 fail late, then 400: the refund failed, says again what it was of, and nothing is refunded."""
    accepted = {"processor_refund_id": "re_1"}
    first = settle_refund(
        *over_both(first=accepted, **accepted), {"pi_2": RefundOutcome(RefundStatus.FAILED, "re_1")}, NOW
    )
    assert (first.refund.status, first.refund.amount_money, first.order.refunded) == ("pending", usd(400), 400)
    second = settle_refund(first.order, first.refund, {"pi_1": RefundOutcome(RefundStatus.FAILED, "re_2")}, NOW)
    assert (second.refund.status, second.refund.amount_money, second.order.status) == ("failed", usd(1000), "PAID")
    assert (second.refund.ended, second.refund.refused) == (True, False)


def test_cash_in_a_spread_is_given_back_by_hand_at_once() -> None:
    """400 in cash succeed; the card's 600 are pending, and so is the whole."""
    after = settle_refund(
        *over_both(source_type="cash"), {"pi_2": ACCEPTED, "pi_1": RefundOutcome(RefundStatus.SUCCEEDED)}, NOW
    )
    assert ([part.status for part in after.refund.allocations], after.refund.status) == (
        ["pending", "succeeded"],
        "pending",
    )
    assert told(after)[1] == "10.00 USD are on their way back, 4.00 USD by hand."


@pytest.mark.parametrize("first", [True, False])
def test_money_that_was_given_by_hand_is_told_so(*, first: bool) -> None:
    """Alone, as the beginning of a refund or as more of it."""
    before = over_both(first={"source_type": "cash"})
    if not first:
        after = settle_refund(*before, {"pi_1": ACCEPTED}, NOW)
        before = after.order, after.refund
    by_hand = settle_refund(*before, {"pi_2": RefundOutcome(RefundStatus.SUCCEEDED)}, NOW)
    kind = "refund.created" if first else "refund.pending"
    assert told(by_hand) == (kind, "6.00 USD were given back by hand.")


def test_more_of_a_refund_on_its_way_by_hand_and_card_is_told_together() -> None:
    """After a first part, 100 in cash and 300 to a card."""
    order = a_paid_order(
        payments=(a_payment(100), a_payment(300, identity="pi_2"), a_payment(600, identity="pi_3")),
    )
    after, refund = reserve(order, None)
    last, second, cash = refund.allocations
    refund = refund.evolve(allocations=(last, second, cash.evolve(source_type="cash")))
    begun = settle_refund(after, refund, {"pi_3": ACCEPTED}, NOW)
    more = {"pi_2": RefundOutcome(RefundStatus.PENDING, "re_2"), "pi_1": RefundOutcome(RefundStatus.SUCCEEDED)}
    later = settle_refund(begun.order, begun.refund, more, NOW)
    assert told(later) == ("refund.pending", "4.00 USD are on their way back, 1.00 USD by hand.")


def test_parts_that_fail_together_name_each_reason_once() -> None:
    """Both for one reason, or for two."""
    for other, reasons in (("disputed", "disputed"), ("lost", "lost, disputed")):
        refused = {"pi_2": RefundOutcome(RefundStatus.FAILED, None, other), "pi_1": REFUSED}
        assert told(settle_refund(*over_both(), refused, NOW))[1] == f"A refund of 10.00 USD failed: {reasons}."


def test_part_that_begins_beside_one_that_fails_is_looked_at_soon() -> None:
    """The count of looks begins anew with it."""
    order, refund = over_both()
    after = settle_refund(order, refund.evolve(checked_count=4), {"pi_2": ACCEPTED, "pi_1": REFUSED}, NOW)
    assert after.refund.checked_count == 0


def test_goods_go_back_with_the_refund_that_was_taken_on() -> None:
    """Two of two units of an item whose stock is counted."""
    line = an_order(500).lines[0].evolve(quantity=2, item_id="item_1", counted=True)
    order = a_paid_order(lines=(line,))
    after, refund = reserve(order, None)
    asked = RestockedLineItem(order_line_item_id="li_1", item_id="item_1", quantity=2)
    taken = settle_refund(after, refund.evolve(restocked_line_items=(asked,)), {"pi_2": ACCEPTED}, NOW)
    assert [(each.item_id, each.quantity) for each in taken.restocked.stock] == [("item_1", 2)]
