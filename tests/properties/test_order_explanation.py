"""Laws of an order's explanation: its steps are the order's own amounts, nothing more and nothing less."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.arithmetic import divide_rounded, format_percent
from commerce.domain.explanations import ExplanationStep, OrderExplanation, StepKind
from commerce.domain.order_explaining import explain
from commerce.domain.order_parts import (
    CalculationBasis,
    DiscountScope,
    OrderCharge,
    OrderDiscount,
    OrderLine,
    OrderTip,
)
from commerce.domain.orders import Order
from commerce.domain.tax_rates import OrderTax
from tests.properties.orders import Order as Terms
from tests.properties.orders import orders
from tests.shop import Json
from tests.unit.orders import a_payment, an_order


def percent(percent_micros: int | None) -> str | None:
    """As an order keeps it."""
    return None if percent_micros is None else format_percent(percent_micros)


def document(terms: Terms) -> Order:
    """An order's document of these terms; a charge bears all rates or none."""
    rates = tuple(
        OrderTax(name=f"Rate {n}", percentage=format_percent(tax.percent_micros), inclusive=tax.inclusive)
        for n, tax in enumerate(terms.taxes)
    )
    lines = tuple(
        OrderLine(
            id=f"li_{n}",
            name=f"Thing {n}",
            quantity=line.quantity,
            unit_amount=line.unit_amount,
            taxes=tuple(rates[index] for index in line.tax_indexes),
        )
        for n, line in enumerate(terms.lines)
    )
    discounts = tuple(
        OrderDiscount(
            id=f"dsc_{n}",
            name=f"Discount {n}",
            percent_off=percent(discount.percent_micros),
            amount_off=discount.amount,
            scope=DiscountScope.ORDER if discount.line_indexes is None else DiscountScope.LINE_ITEM,
            line_ids=tuple(f"li_{index}" for index in discount.line_indexes or ()),
        )
        for n, discount in enumerate(terms.discounts)
    )
    bases = {True: CalculationBasis.POST_DISCOUNT, False: CalculationBasis.PRE_DISCOUNT}
    charges = tuple(
        OrderCharge(
            id=f"chg_{n}",
            name=f"Charge {n}",
            amount=charge.amount,
            percent=percent(charge.percent_micros),
            calculation_basis=bases[charge.after_discounts],
            taxable=bool(charge.tax_indexes),
        )
        for n, charge in enumerate(terms.charges)
    )
    tips = tuple(
        OrderTip(id=f"tip_{n}", amount=tip.amount, percent=percent(tip.percent_micros))
        for n, tip in enumerate(terms.tips)
    )
    return an_order(
        lines=lines,
        applied_discounts=discounts,
        added_charges=charges,
        added_tips=tips,
        rates=rates,
        rounding=terms.rounding,
    )


@st.composite
def explained(draw: st.DrawFn) -> tuple[Order, OrderExplanation]:
    """Draw an order, partly paid, with its explanation."""
    order = document(draw(orders()))
    paid = draw(st.integers(0, order.totals.total))
    order = order.evolve(payments=(a_payment(paid),) if paid else ())
    return order, explain(order)


def answered(order: Order) -> Json:
    """The order as callers get it."""
    return dict(json.loads(order.to_answer()))


def amounts(explanation: OrderExplanation, *kinds: StepKind) -> int:
    """What the steps of these kinds come to together, minor units."""
    return sum(step.amount_money.amount for step in explanation.steps if step.kind in kinds)


def exact_of(step: ExplanationStep) -> Fraction:
    """A step's amount before rounding."""
    assert step.exact is not None
    return Fraction(int(step.exact.numerator), int(step.exact.denominator))


@given(explained())
def test_steps_add_up_to_the_net_amounts(case: tuple[Order, OrderExplanation]) -> None:
    """Each net amount is the sum of its steps, and the deltas run to the total and to the balance."""
    order, explanation = case
    net = explanation.net_amounts
    assert json.loads(net.to_answer()) == answered(order)["netAmounts"]
    assert amounts(explanation, StepKind.SUBTOTAL) == net.subtotal_money.amount
    assert amounts(explanation, StepKind.DISCOUNT) == net.discount_money.amount
    assert amounts(explanation, StepKind.CHARGE) == net.charge_money.amount
    assert amounts(explanation, StepKind.TAX) == net.tax_money.amount
    assert amounts(explanation, StepKind.TIP) == net.tip_money.amount
    assert amounts(explanation, StepKind.PAYMENT) == net.paid_money.amount
    running = 0
    for number, step in enumerate(explanation.steps, 1):
        running += step.delta_money.amount
        assert (step.number, step.running_money.amount) == (number, running)
        if step.kind is StepKind.TOTAL:
            assert step.amount_money == net.total_money == order.money(running)
    assert running == net.balance_money.amount


@given(explained())
def test_parts_add_up_and_make_the_lines(case: tuple[Order, OrderExplanation]) -> None:
    """Each step's parts make its amount, and each line's parts make what the order says of the line."""
    order, explanation = case
    spread = {StepKind.SUBTOTAL: "grossMoney", StepKind.DISCOUNT: "discountMoney", StepKind.TAX: "taxMoney"}
    for step in explanation.steps:
        if step.kind in spread:
            assert sum(part.amount_money.amount for part in step.parts) == step.amount_money.amount
    for line in answered(order)["lineItems"]:
        for kind, field in spread.items():
            own = [part for step in explanation.steps if step.kind is kind for part in step.parts]
            of_line = sum(part.amount_money.amount for part in own if part.order_line_item_id == line["id"])
            assert of_line == line[field]["amount"]


@given(explained())
def test_each_step_is_its_fraction_rounded_once(case: tuple[Order, OrderExplanation]) -> None:
    """Discounts, charges, rates and tips; a discount takes no more than its base."""
    order, explanation = case
    for step in explanation.steps:
        if step.exact is None:
            continue
        exact = exact_of(step)
        rounded = divide_rounded(exact.numerator, exact.denominator, order.rounding)
        if step.kind is StepKind.DISCOUNT:
            assert step.base_money is not None
            rounded = min(rounded, step.base_money.amount)
        assert step.amount_money.amount == rounded
        if step.percentage is not None and step.base_money is not None and step.delta_money.amount:
            assert exact == Fraction(step.percentage) / 100 * step.base_money.amount


@given(explained())
def test_spare_units_are_what_a_part_has_above_its_share(case: tuple[Order, OrderExplanation]) -> None:
    """A part is its exact share rounded down, and its spare units."""
    _, explanation = case
    for step in explanation.steps:
        for part in step.parts:
            share = Fraction(int(part.exact.numerator), int(part.exact.denominator))
            assert part.amount_money.amount == share.numerator // share.denominator + part.spare_units
