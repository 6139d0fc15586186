"""What a refund makes of an order: reserved, settled, failed."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_lines import refunded_of_line
from commerce.domain.refund_reservation import choose_sources, refundable_by_payment, reserve_refund
from commerce.domain.refund_settlement import RefundSettled, settle_refund
from commerce.domain.refunds import Refund
from tests.unit.orders import (
    EIGHT_PERCENT,
    MADE_AT,
    NOW,
    a_payment,
    a_refund,
    a_refund_document,
    an_allocation,
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


DRAFT = a_refund_document()


def chosen(order: Order, named: str | None) -> list[tuple[str, int]]:
    """The payments that a refund goes back to, and what is left of each."""
    return [(source.payment.payment_intent_id, source.left) for source in choose_sources(order, named)]


def reserve(order: Order, amount: int | None, named: str | None = None) -> tuple[Order, Refund]:
    """Reserve a refund now."""
    return reserve_refund(order, DRAFT, choose_sources(order, named), amount=amount, now=NOW)


def parts_of(refund: Refund) -> list[tuple[str, int, int]]:
    """Payment, amount and tax of each part."""
    return [(p.payment_intent_id, p.amount_money.amount, p.tax_money.amount) for p in refund.allocations]


def units(quantity: int, *, of: str = "li_1") -> RefundLine:
    """Some units of a line."""
    return RefundLine.model_construct(order_line_item_id=of, quantity=quantity, amount_money=None)


def test_each_payment_can_give_back_what_it_took() -> None:
    """400 - 100 and 600; the decline took nothing, and what failed was not given back."""
    order = a_paid_order(a_refund(100), a_refund(50, RefundStatus.FAILED, of="pi_2"))
    assert refundable_by_payment(order) == {"pi_1": 300, "pi_2": 600}


def test_refund_may_go_to_all_payments_with_something_left() -> None:
    """400 and 600, then 400 and 1, then 400 alone, then nowhere."""
    assert chosen(a_paid_order(), None) == [("pi_1", 400), ("pi_2", 600)]
    assert chosen(a_paid_order(a_refund(599, of="pi_2")), None) == [("pi_1", 400), ("pi_2", 1)]
    second_is_gone = a_refund(600, of="pi_2")
    assert chosen(a_paid_order(second_is_gone), None) == [("pi_1", 400)]
    with pytest.raises(errors.NothingToRefund):
        choose_sources(a_paid_order(second_is_gone, a_refund(400)), None)


def test_refund_goes_to_the_payment_that_is_named() -> None:
    """Even if nothing is left of it: how much is asked of it is the next question."""
    assert chosen(a_paid_order(), "pi_1") == [("pi_1", 400)]
    assert chosen(a_paid_order(a_refund(400)), "pi_1") == [("pi_1", 0)]


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        (600, [("pi_2", 600, 0)]),
        (601, [("pi_2", 600, 0), ("pi_1", 1, 0)]),
        (None, [("pi_2", 600, 0), ("pi_1", 400, 0)]),
    ],
)
def test_refund_takes_the_latest_payment_first(amount: int | None, parts: list[tuple[str, int, int]]) -> None:
    """The one before it gives only what the latest can't."""
    order, refund = reserve(a_paid_order(), amount)
    assert (parts_of(refund), [part.key for part in refund.allocations]) == (parts, ["ref_1", "ref_1-2"][: len(parts)])
    assert [(entry.payment_intent_id, entry.amount_money.amount, 0) for entry in order.refunds] == parts
    assert refund.payment_intent_id == (parts[0][0] if len(parts) == 1 else None)
    assert {entry.refund_id for entry in order.refunds} == {"ref_1"}


def test_tax_is_spread_over_the_payments_without_loss() -> None:
    """1080 with 80 tax, paid with 333 and 747: all of it holds 80, of which 747 hold 55 (55.33)."""
    payments = (a_payment(333), a_payment(747, identity="pi_2"))
    order, refund = reserve(a_taxed_order(payments=payments), None)
    assert parts_of(refund) == [("pi_2", 747, 55), ("pi_1", 333, 25)]
    assert [entry.tax_amounts for entry in order.refunds] == [(55,), (25,)]
    assert (refund.amount_money, refund.tax_money, order.status) == (usd(1080), usd(80), "REFUNDED")


def test_lines_are_cut_where_the_payments_meet() -> None:
    """Three units of 400 and one of 100, paid with 500 and 800: two units and the other line are 900."""
    order = an_order(400, 100, status=OrderStatus.PAID, payments=(a_payment(500), a_payment(800, identity="pi_2")))
    order = order.evolve(lines=(order.lines[0].evolve(quantity=3), order.lines[1]))
    wanted = [units(2), units(1, of="li_2")]
    after, refund = reserve_refund(order, DRAFT, choose_sources(order, None), amount=None, now=NOW, lines=wanted)
    assert parts_of(refund) == [("pi_2", 800, 0), ("pi_1", 100, 0)]
    shown = [(line.order_line_item_id, line.quantity, line.amount_money.amount) for line in refund.line_items]
    assert shown == [("li_1", 2, 800), ("li_2", 1, 100)]
    refused = settle_refund(after, refund, {"pi_1": RefundOutcome(RefundStatus.FAILED)}, NOW)
    assert [(line.quantity, line.amount_money) for line in refused.refund.line_items] == [(2, usd(800)), (0, usd(0))]
    assert [refunded_of_line(refused.order, line) for line in ("li_1", "li_2")] == [(2, 800), (0, 0)]


def test_units_whose_money_came_back_in_part_can_be_refunded_again() -> None:
    """A unit of 1000 over 600 and 400: whichever of them fails, the unit is there again, for exactly that."""
    for fails, left in (("pi_1", 400), ("pi_2", 600)):
        wanted = [units(1)]
        order = a_paid_order()
        after, refund = reserve_refund(order, DRAFT, choose_sources(order, None), amount=None, now=NOW, lines=wanted)
        assert refunded_of_line(after, "li_1") == (1, 1000)
        failed = settle_refund(after, refund, {fails: RefundOutcome(RefundStatus.FAILED)}, NOW).order
        assert (failed.refundable, refunded_of_line(failed, "li_1")) == (left, (0, 1000 - left))
        again = a_refund_document(id="ref_2")
        _, rest = reserve_refund(failed, again, choose_sources(failed, None), amount=None, now=NOW, lines=wanted)
        assert parts_of(rest) == [(fails, left, 0)]


@pytest.mark.parametrize("named", ["pi_0", "pi_9"])
def test_refund_of_a_payment_that_took_nothing_is_refused(named: str) -> None:
    """Declined here, or of another order."""
    with pytest.raises(errors.PaymentIntentNotRefundable, match=f"{named} took no money") as refused:
        choose_sources(a_paid_order(), named)
    assert refused.value.param == "paymentIntentId"


def test_reserved_refund_counts_at_once() -> None:
    """500 of 1080 with 80 tax hold 37.04 of it: 37; 580 are left."""
    order, refund = reserve(a_taxed_order(version=7), 500)
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
    order, refund = reserve(a_taxed_order(refunds=(earlier,), status="PARTIALLY_REFUNDED"), None)
    assert (refund.amount_money, refund.tax_money) == (usd(580), usd(43))
    assert (order.status, order.refunds[0], order.refunds[1].tax_amounts) == ("REFUNDED", earlier, (43,))


def test_tax_of_a_refund_is_rounded_as_the_order_is() -> None:
    """10 of 500 with 25 tax inside hold exactly 0.5: half-up takes 1, half-even none."""
    inclusive = EIGHT_PERCENT.evolve(percentage="5.263157", inclusive=True)
    for rounding, tax in (("half_up", 1), ("half_even", 0)):
        order = an_order(500, rates=(inclusive,), payments=(a_payment(500),), rounding=rounding)
        assert order.totals.inclusive_tax == 25
        assert reserve(order, 10)[1].tax_money == usd(tax)


def test_refund_of_nothing_left_is_refused() -> None:
    """Whatever was asked for."""
    with pytest.raises(errors.NothingToRefund, match="Nothing is left to refund of this payment"):
        reserve(a_paid_order(a_refund(400)), 1, "pi_1")


def test_refund_of_more_than_is_left_is_refused_with_the_limit() -> None:
    """401 of 400; all 400 would be fine, and so is the last cent. Of both payments, 1000 are left."""
    assert reserve(a_paid_order(), 400, "pi_1")[1].amount_money == usd(400)
    assert reserve(a_paid_order(a_refund(399)), 1, "pi_1")[1].amount_money == usd(1)
    with pytest.raises(errors.AmountExceedsRefundable, match=r"At most 4\.00 USD can still .* send 400 or") as refused:
        reserve(a_paid_order(), 401, "pi_1")
    assert refused.value.param == "amountMoney"
    assert refused.value.fields == [
        errors.InvalidField("amountMoney.amount", "AMOUNT_EXCEEDS_REFUNDABLE", "at most 400")
    ]
    with pytest.raises(errors.AmountExceedsRefundable, match=r"At most 10\.00 USD"):
        reserve(a_paid_order(), 1001)


def test_order_holds_at_most_two_hundred_refunds() -> None:
    """The two hundredth is taken, the next refused; a refund over two payments counts twice."""
    small = tuple(a_refund(1, of="pi_2", identity=f"ref_{number}") for number in range(200))
    assert len(reserve(a_paid_order(*small[:199]), 1)[0].refunds) == 200
    assert len(reserve(a_paid_order(*small[:198]), None)[0].refunds) == 200
    for kept, amount in ((small, 1), (small[:199], None)):
        with pytest.raises(errors.OrderNotRefundable, match="at most 200 refunds"):
            reserve(a_paid_order(*kept), amount)


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
    assert (after.order_events, after.refund_events) == (("order.refunded",), ("refund.created",))


def test_refund_moves_on_as_the_processor_says() -> None:
    """Both documents in a new version; the other refund stays as it is."""
    after = settled(RefundOutcome(RefundStatus.SUCCEEDED), processor_refund_id="re_stripe", checked_count=2)
    assert (after.refund.status, after.refund.allocations[0].processor_refund_id) == ("succeeded", "re_stripe")
    assert (after.refund.checked_count, after.refund.version, after.refund.updated_at) == (3, 5, NOW)
    assert [entry.status for entry in after.order.refunds] == ["pending", "succeeded"]
    assert (after.order.version, after.order.updated_at, after.order.status) == (8, NOW, "PARTIALLY_REFUNDED")
    assert told(after) == ("refund.succeeded", "A refund of 3.00 USD is succeeded.")
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
