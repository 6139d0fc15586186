"""From an order's totals to the steps that led to them: nothing is computed that the totals do not hold already."""

from collections.abc import Iterator, Sequence
from itertools import count
from math import gcd
from typing import Any

from commerce.domain import explaining_words as words
from commerce.domain.arithmetic import AmountOrPercent, divide_rounded
from commerce.domain.discounts import DiscountTotals, application_order
from commerce.domain.explaining_words import Part
from commerce.domain.explanations import (
    ExactAmount,
    ExplainedPart,
    ExplainedRefundTax,
    ExplanationStep,
    OrderExplanation,
    StepKind,
)
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.order_parts import OrderDiscount, OrderRefund
from commerce.domain.order_pricing import charge_terms, discount_terms, tip_terms
from commerce.domain.orders import Order
from commerce.domain.tax import TaxTotals
from commerce.domain.tax_rates import OrderTax, TaxProviderName


def explain(order: Order) -> OrderExplanation:
    """Every step of an order's arithmetic, in order. The deltas up to the total add up to it, all to the balance."""
    step = _Steps(order)
    steps = (*_to_the_total(order, step), *_after_the_total(order, step))
    assert step.running == order.balance
    return OrderExplanation(order_id=order.id, rounding=order.rounding, steps=steps, net_amounts=order.net_amounts)


class _Steps:
    """Makes numbered steps and keeps what is to be paid after each."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.running = 0
        self._numbers = count(1)

    def __call__(self, kind: StepKind, amount: int, delta: int, description: str, **more: Any) -> ExplanationStep:
        """The next step. amount, delta: minor units; what `base`, `exact` and `parts` hold is made readable."""
        money = self.order.money
        self.running += delta
        base, exact, parts = more.pop("base", None), more.pop("exact", None), more.pop("parts", ())
        return ExplanationStep(
            number=next(self._numbers),
            kind=kind,
            amount_money=money(amount),
            delta_money=money(delta),
            running_money=money(self.running),
            base_money=None if base is None else money(base),
            exact=None if exact is None else _exact(*exact),
            parts=self._parts(amount, parts),
            description=description,
            **more,
        )

    def _parts(self, amount: int, parts: Sequence[Part]) -> tuple[ExplainedPart, ...]:
        whole = sum(weight for _, weight, _ in parts) or 1
        return tuple(
            ExplainedPart(
                order_line_item_id=line_id,
                charge_id=charge_id,
                name=name,
                amount_money=self.order.money(units),
                exact=_exact(amount * weight, whole),
                spare_units=units - amount * weight // whole,
            )
            for (line_id, charge_id, name), weight, units in parts
            if weight
        )


def _to_the_total(order: Order, step: _Steps) -> Iterator[ExplanationStep]:
    totals = order.totals
    gross = [line.gross for line in totals.lines]
    yield step(
        StepKind.SUBTOTAL,
        totals.subtotal,
        totals.subtotal,
        words.subtotal(order),
        parts=_named_parts(order, gross, gross),
    )
    yield from _discount_steps(order, step)
    for charge, came_to in zip(order.added_charges, totals.charges, strict=True):
        terms = charge_terms(charge)
        base = terms.base_of(subtotal=totals.subtotal, discount=totals.discount)
        yield _measured(
            step,
            StepKind.CHARGE,
            terms,
            base=base,
            amount=came_to.amount,
            subject_id=charge.id,
            name=charge.name,
            percent=charge.percent,
        )
    yield from _tax_steps(order, step)
    for tip, amount in zip(order.added_tips, totals.tips, strict=True):
        base = totals.subtotal - totals.discount
        yield _measured(
            step,
            StepKind.TIP,
            tip_terms(tip),
            base=base,
            amount=amount,
            subject_id=tip.id,
            name="Tip",
            percent=tip.percent,
        )
    assert step.running == totals.total
    yield step(StepKind.TOTAL, totals.total, 0, words.total(order))


def _after_the_total(order: Order, step: _Steps) -> Iterator[ExplanationStep]:
    for payment in order.payments:
        if payment.status is PaymentIntentStatus.SUCCEEDED:
            amount = payment.amount_money.amount
            sentence = words.payment(order, payment)
            yield step(StepKind.PAYMENT, amount, -amount, sentence, subject_id=payment.payment_intent_id)
    yield step(StepKind.BALANCE, order.balance, 0, words.balance(order))
    for refund in order.refunds:
        if refund.counts:
            yield _refund_step(order, step, refund)


def _discount_steps(order: Order, step: _Steps) -> Iterator[ExplanationStep]:
    terms = discount_terms(order.lines, order.applied_discounts)
    for position in application_order(terms):
        discount, came_to = order.applied_discounts[position], order.totals.discounts[position]
        yield _discount_step(order, step, discount, came_to)


def _discount_step(order: Order, step: _Steps, discount: OrderDiscount, came_to: DiscountTotals) -> ExplanationStep:
    parts = _named_parts(order, came_to.weights, came_to.line_parts)
    return step(
        StepKind.DISCOUNT,
        came_to.amount,
        -came_to.amount,
        words.discount(order, discount, came_to, parts),
        subject_id=discount.id,
        name=discount.name,
        percentage=discount.percent_off,
        base=came_to.base,
        exact=came_to.exact,
        parts=parts,
    )


def _tax_steps(order: Order, step: _Steps) -> Iterator[ExplanationStep]:
    """Inclusive rates first: additive ones tax what these leave. An exempt customer's order bears none."""
    if order.tax_exempt:
        yield step(StepKind.TAX, 0, 0, words.EXEMPT)
    ranked = sorted(zip(order.tax_rates_met, order.totals.taxes, strict=True), key=lambda pair: not pair[1].inclusive)
    for rate, came_to in ranked:
        yield _tax_step(order, step, rate, came_to)


def _tax_step(order: Order, step: _Steps, rate: OrderTax, came_to: TaxTotals) -> ExplanationStep:
    all_parts = (*came_to.line_parts, *came_to.charge_parts)
    weights = [0] * len(all_parts)
    for position, weight in zip(came_to.taxed, came_to.weights, strict=True):
        weights[position] = weight
    parts = _named_parts(order, weights, all_parts)
    return step(
        StepKind.TAX,
        came_to.amount,
        0 if came_to.inclusive else came_to.amount,
        words.tax(order, rate, came_to, parts),
        subject_id=rate.tax_rate_id,
        name=rate.name,
        percentage=rate.percentage,
        base=came_to.base,
        exact=came_to.exact if rate.provider is TaxProviderName.MERCHANT_RATES else None,
        parts=parts,
    )


def _measured(
    step: _Steps,
    kind: StepKind,
    terms: AmountOrPercent,
    *,
    base: int,
    amount: int,
    subject_id: str,
    name: str,
    percent: str | None,
) -> ExplanationStep:
    """A charge or a tip: fixed, or a percentage of a base that is rounded once."""
    exact = terms.exact_of(base)
    assert amount == divide_rounded(*exact, step.order.rounding)
    sentence = words.measured(step.order, name, percent, base=base, exact=exact, amount=amount)
    known_base = None if percent is None else base
    return step(
        kind,
        amount,
        amount,
        sentence,
        subject_id=subject_id,
        name=name,
        percentage=percent,
        base=known_base,
        exact=exact,
    )


def _refund_step(order: Order, step: _Steps, refund: OrderRefund) -> ExplanationStep:
    names = [rate.name for rate in order.tax_rates_met]
    taxes = [(name, amount) for name, amount in zip(names, refund.tax_amounts, strict=False) if amount]
    line_names = {line.id: line.name for line in order.lines}
    parts: list[Part] = [
        ((line.line_id, None, line_names[line.line_id]), line.amount, line.amount) for line in refund.lines
    ]
    return step(
        StepKind.REFUND,
        refund.amount_money.amount,
        0,
        words.refund(order, refund),
        subject_id=refund.refund_id,
        tax_money=refund.tax_money,
        refunded_taxes=tuple(ExplainedRefundTax(name=name, amount_money=order.money(tax)) for name, tax in taxes),
        parts=parts,
    )


def _named_parts(order: Order, weights: Sequence[int], units: Sequence[int]) -> list[Part]:
    """The lines, and after them the charges if there are parts of theirs, each with its weight and its units."""
    lines = [(line.id, None, line.name) for line in order.lines]
    charges = [(None, charge.id, charge.name) for charge in order.added_charges]
    return list(zip([*lines, *charges][: len(units)], weights, units, strict=True))


def _exact(numerator: int, denominator: int) -> ExactAmount:
    common = gcd(numerator, denominator)
    return ExactAmount(numerator=str(numerator // common), denominator=str(denominator // common))
