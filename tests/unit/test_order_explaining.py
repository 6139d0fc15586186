"""An order's arithmetic, explained: each step with its numbers worked."""

from __future__ import annotations

from typing import Any

from commerce.domain.explanations import ExplanationStep, StepKind
from commerce.domain.order_explaining import explain
from commerce.domain.order_parts import (
    CalculationBasis,
    DiscountScope,
    OrderCharge,
    OrderDiscount,
    OrderTip,
    RefundedLine,
)
from commerce.domain.orders import Order
from commerce.domain.tax_rates import OrderTax
from tests.unit.orders import EIGHT_PERCENT, a_payment, a_refund, an_order

LAUNCH20 = OrderDiscount(id="dsc_1", name="20 % off", percent_off="20")


def steps(order: Order, kind: StepKind) -> list[ExplanationStep]:
    """The steps of one kind."""
    return [step for step in explain(order).steps if step.kind is kind]


def the_step(kind: StepKind, **fields: Any) -> ExplanationStep:
    """The only step of a kind, of an order of 99.00 and 29.00."""
    (step,) = steps(an_order(9900, 2900, **fields), kind)
    return step


def parts(step: ExplanationStep) -> list[tuple[str | None, int, str, int]]:
    """Whose part, how much, the exact share, the spare units."""
    return [
        (
            part.order_line_item_id or part.charge_id,
            part.amount_money.amount,
            f"{part.exact.numerator}/{part.exact.denominator}",
            part.spare_units,
        )
        for part in step.parts
    ]


def test_steps_of_the_walk_through_run_to_its_balance() -> None:
    """12800 - 2560 + 819 = 11059, of which nothing is paid."""
    order = an_order(9900, 2900, applied_discounts=(LAUNCH20,), rates=(EIGHT_PERCENT,))
    told = [(step.kind.value, step.delta_money.amount, step.running_money.amount) for step in explain(order).steps]
    assert told == [
        ("subtotal", 12800, 12800),
        ("discount", -2560, 10240),
        ("tax", 819, 11059),
        ("total", 0, 11059),
        ("balance", 0, 11059),
    ]


def test_percent_discount_tells_base_and_parts() -> None:
    """20 % of 9900 and of 2900: 1980 and 580, without a rest."""
    step = the_step(StepKind.DISCOUNT, applied_discounts=(LAUNCH20,))
    assert (step.subject_id, step.percentage, step.base_money) == ("dsc_1", "20", an_order(1).money(12800))
    assert parts(step) == [("li_1", 1980, "1980/1", 0), ("li_2", 580, "580/1", 0)]
    assert step.description == (
        "20 % off takes 20 % of the 128.00 USD that remain on the order: exactly 25.60 USD; "
        "spread over 2 without a rest."
    )


def test_tax_tells_its_fraction_its_rounding_and_who_got_the_spare_cent() -> None:
    """8 % of 10240 = 819.2 → 819. 819 * 7920 / 10240 = 633.4; 819 * 2320 / 10240 = 185.55, the larger remainder."""
    step = the_step(StepKind.TAX, applied_discounts=(LAUNCH20,), rates=(EIGHT_PERCENT,))
    assert step.exact is not None
    assert (step.exact.numerator, step.exact.denominator, step.amount_money.amount) == ("4096", "5", 819)
    assert parts(step) == [("li_1", 633, "81081/128", 0), ("li_2", 186, "23751/128", 1)]
    assert step.description == (
        "Sales tax of 8 % on 102.40 USD is exactly 4096/5 minor units, rounded half up once to 8.19 USD; "
        "spread over 2, with a minor unit left over for Thing 2."
    )


def test_inclusive_tax_adds_nothing_to_what_is_to_be_paid() -> None:
    """19 % inside 11900: 11900 * 19 / 119 = 1900, in the price already."""
    vat = OrderTax(name="VAT", percentage="19", inclusive=True)
    (step,) = steps(an_order(11900, rates=(vat,)), StepKind.TAX)
    assert (step.amount_money.amount, step.delta_money.amount, step.running_money.amount) == (1900, 0, 11900)
    assert step.description == "VAT of 19 % inside 119.00 USD is exactly 19.00 USD, in the prices already."


def test_inclusive_rates_come_before_additive_ones() -> None:
    """As they are worked out: what is on top taxes what is left."""
    rates = (EIGHT_PERCENT, OrderTax(name="VAT", percentage="19", inclusive=True))
    assert [step.name for step in steps(an_order(11900, rates=rates), StepKind.TAX)] == ["VAT", "Sales tax"]


def test_discounts_are_told_in_the_order_of_application() -> None:
    """The one on a line first, though it was given last: 99.00 - 9.00, then 10 % of 119.00."""
    order_wide = OrderDiscount(id="dsc_1", name="Ten", percent_off="10")
    on_a_line = OrderDiscount(
        id="dsc_2", name="Nine", amount_off=900, scope=DiscountScope.LINE_ITEM, line_ids=("li_1",)
    )
    told = steps(an_order(9900, 2900, applied_discounts=(order_wide, on_a_line)), StepKind.DISCOUNT)
    assert [(step.subject_id, step.amount_money.amount) for step in told] == [("dsc_2", 900), ("dsc_1", 1190)]
    assert [part.order_line_item_id for part in told[0].parts] == ["li_1"]


def test_fixed_discount_says_where_it_meets_its_limit() -> None:
    """50.00 off 29.00 takes 29.00."""
    discount = OrderDiscount(id="dsc_1", name="Fifty", amount_off=5000)
    (step,) = steps(an_order(2900, applied_discounts=(discount,)), StepKind.DISCOUNT)
    assert (step.amount_money.amount, step.exact and step.exact.numerator) == (2900, "5000")
    assert (
        step.description == "Fifty takes 50.00 USD off the 29.00 USD that remain on the order, so it takes 29.00 USD."
    )


def test_charge_and_tip_tell_their_bases() -> None:
    """12.5 % of 102.40 after the discount is 12.80; 15 % of it is 15.36."""
    charge = OrderCharge(
        id="chg_1", name="Service", percent="12.5", calculation_basis=CalculationBasis.POST_DISCOUNT, taxable=True
    )
    order = an_order(
        9900,
        2900,
        applied_discounts=(LAUNCH20,),
        added_charges=(charge,),
        added_tips=(OrderTip(id="tip_1", percent="15"),),
        rates=(EIGHT_PERCENT,),
    )
    told = [*steps(order, StepKind.CHARGE), *steps(order, StepKind.TIP)]
    assert [(step.subject_id, step.base_money, step.amount_money.amount) for step in told] == [
        ("chg_1", order.money(10240), 1280),
        ("tip_1", order.money(10240), 1536),
    ]
    (tax,) = steps(order, StepKind.TAX)
    assert [part.charge_id for part in tax.parts] == [None, None, "chg_1"]  # 8 % of 115.20: the charge bears its part


def test_refund_tells_its_tax_by_rate_and_its_lines() -> None:
    """Of 29.00 given back for a line, 2.15 are tax; the balance stays 0."""
    line = RefundedLine(line_id="li_2", quantity=1, amount=2900, tax_amounts=(215,))
    refund = a_refund(2900, tax=215).evolve(lines=(line,))
    order = an_order(9900, 2900, applied_discounts=(LAUNCH20,), rates=(EIGHT_PERCENT,), payments=(a_payment(11059),))
    explained = explain(order.evolve(refunds=(refund,)))
    step = explained.steps[-1]
    assert (step.kind, step.delta_money.amount, step.running_money.amount) == (StepKind.REFUND, 0, 0)
    assert [(tax.name, tax.amount_money.amount) for tax in step.refunded_taxes] == [("Sales tax", 215)]
    assert parts(step) == [("li_2", 2900, "2900/1", 0)]
    assert step.description == "A refund gives back 29.00 USD, 2.15 USD of it tax; it does not reopen the balance."
