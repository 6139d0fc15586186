"""What a refund makes of an order once it is reserved: which payments give it back, and what each holds."""

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_lines import refunded_of_line
from commerce.domain.refund_reservation import choose_sources, refundable_by_payment, reserve_refund
from commerce.domain.refund_settlement import settle_refund
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
from tests.unit.refunding import DRAFT, a_paid_order, a_taxed_order, chosen, parts_of, reserve, units


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


def test_units_over_two_payments_carry_the_tax_of_their_lines() -> None:
    """An exempt line of 300 and a taxed one of 540 with 40 tax, paid with 300 and 540, go back line by line.

    The latest payment gives the first line's 300 and 240 of the other one: of its 40 tax 17.78, so 18; the rest has 22.
    Cut by amount alone it would give 25.71 of the 40, and the line would lose 4 of its tax.
    """
    lines = (an_order(300).lines[0].evolve(taxable=False), an_order(500).lines[0].evolve(id="li_2"))
    payments = (a_payment(300), a_payment(540, identity="pi_2"))
    order = an_order(lines=lines, rates=(EIGHT_PERCENT,), status=OrderStatus.PAID, payments=payments)
    wanted = [units(1), units(1, of="li_2")]
    after, refund = reserve_refund(order, DRAFT, choose_sources(order, None), amount=None, now=NOW, lines=wanted)
    assert parts_of(refund) == [("pi_2", 540, 18), ("pi_1", 300, 22)]
    assert [entry.tax_amounts for entry in after.refunds] == [(18,), (22,)]
    assert [[line.tax_amounts for line in entry.lines] for entry in after.refunds] == [[(0,), (18,)], [(22,)]]


def test_lines_carry_no_tax_that_went_back_by_amount_already() -> None:
    """An exempt line of 500 and a taxed one of 540 with 40 tax; 300 of each payment went back with 23 of the tax.

    440 of the taxed line would hold 33, but only 17 are left: 140 of them hold 5 (5.41), the other 300 hold 12.
    """
    lines = (an_order(500).lines[0].evolve(taxable=False), an_order(500).lines[0].evolve(id="li_2"))
    payments = (a_payment(600), a_payment(440, identity="pi_2"))
    earlier = (a_refund(300, tax=12, identity="ref_0"), a_refund(300, tax=11, identity="ref_0", of="pi_2"))
    order = an_order(lines=lines, rates=(EIGHT_PERCENT,), status=OrderStatus.PAID, payments=payments, refunds=earlier)
    money = PositiveMoneyInput.model_construct(amount=440, currency=None)
    wanted = [RefundLine.model_construct(order_line_item_id="li_2", quantity=None, amount_money=money)]
    _, refund = reserve_refund(order, DRAFT, choose_sources(order, None), amount=None, now=NOW, lines=wanted)
    assert parts_of(refund) == [("pi_2", 140, 5), ("pi_1", 300, 12)]


def test_line_that_was_free_goes_back_with_the_others() -> None:
    """It comes to nothing, and stands with the payment that the lines have come to by then."""
    order = an_order(0, 1000, status=OrderStatus.PAID, payments=a_paid_order().payments)
    wanted = [units(1), units(1, of="li_2")]
    after, refund = reserve_refund(order, DRAFT, choose_sources(order, None), amount=None, now=NOW, lines=wanted)
    shown = [(line.order_line_item_id, line.quantity, line.amount_money.amount) for line in refund.line_items]
    assert shown == [("li_1", 1, 0), ("li_2", 1, 1000)]
    assert [[(line.line_id, line.amount) for line in entry.lines] for entry in after.refunds] == [
        [("li_1", 0), ("li_2", 600)],
        [("li_2", 400)],
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"), [("cash", "cash", "cash"), ("cash", "card", None), ("card", "card", "card")]
)
def test_refund_says_how_its_payments_had_come_in(first: str, second: str, whole: str | None) -> None:
    """As a whole if they came in one way; each part by itself in any case."""
    payments = (a_payment(400, source_type=first), a_payment(600, identity="pi_2", source_type=second))
    _, refund = reserve(a_paid_order(payments=payments), None)
    assert (refund.source_type, [part.source_type for part in refund.allocations]) == (whole, [second, first])


def test_part_names_the_payment_as_the_processor_knows_it() -> None:
    """Cash is known to no processor."""
    payments = (a_payment(400), a_payment(600, identity="pi_2", processor_payment_id="pi_stripe"))
    _, refund = reserve(a_paid_order(payments=payments), None)
    assert [part.processor_payment_id for part in refund.allocations] == ["pi_stripe", ""]


@pytest.mark.parametrize("status", [OrderStatus.OPEN, OrderStatus.CLOSED])
def test_order_that_is_not_paid_stays_as_it_is_whatever_goes_back(status: OrderStatus) -> None:
    """All 400 that were paid of 1000 go back: it is still to be paid, or closed."""
    order = a_paid_order(status=status, payments=(a_payment(400),))
    assert reserve(order, None)[0].status is status
