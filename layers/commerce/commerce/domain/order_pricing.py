"""From what an order keeps to what it comes to: the bridge between its document and the arithmetic."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.domain.arithmetic import parse_percent
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.order_parts import CalculationBasis, DiscountScope, OrderCharge, OrderDiscount, OrderLine, OrderTip
from commerce.domain.tax import TaxTerms, TaxTotals, provided_tax
from commerce.domain.tax_rates import OrderTax, rates_for_line
from commerce.domain.totals import LineTerms, Totals, calculate

if TYPE_CHECKING:
    from commerce.domain.orders import Order


class TaxTable:
    """The distinct rates of an order, in the order in which they are first met."""

    def __init__(self, order_rates: Sequence[OrderTax]) -> None:
        self.rates: list[OrderTax] = []
        self._index: dict[tuple[str, str, bool], int] = {}
        self._order_rates = order_rates
        self._by_category: dict[str | None, tuple[int, ...]] = {}

    def of_line(self, line: OrderLine) -> tuple[int, ...]:
        """Indexes of the rates that a line bears: its own list, else the order's for its category."""
        if not line.taxable:
            return ()
        if line.taxes is not None:
            return self._indexes(line.taxes)
        return self.of_category(line.tax_category)

    def of_category(self, category: str | None) -> tuple[int, ...]:
        """Indexes of the order's rates for a tax category; None: the general ones."""
        if category not in self._by_category:
            self._by_category[category] = self._indexes(rates_for_line(self._order_rates, category))
        return self._by_category[category]

    def _indexes(self, rates: Sequence[OrderTax]) -> tuple[int, ...]:
        indexes = dict.fromkeys(self._add(rate) for rate in rates)  # the same rate named twice taxes once
        return tuple(indexes)

    def _add(self, rate: OrderTax) -> int:
        index = self._index.setdefault(rate.identity, len(self.rates))
        if index == len(self.rates):
            self.rates.append(rate)
        return index


def price(order: "Order") -> tuple[Totals, list[OrderTax]]:
    """An order's totals, and the rates that its tax totals answer, in the same order."""
    table, exempt = TaxTable(order.rates), order.tax_exempt
    lines = [LineTerms(line.quantity, line.unit_amount, () if exempt else table.of_line(line)) for line in order.lines]
    charges = [
        charge_terms(charge, table.of_category(None) if charge.taxable and not exempt else ())
        for charge in order.added_charges
    ]
    totals = calculate(
        lines,
        discounts=discount_terms(order.lines, order.applied_discounts),
        charges=charges,
        tips=[tip_terms(tip) for tip in order.added_tips],
        taxes=[TaxTerms(parse_percent(rate.percentage), rate.inclusive) for rate in table.rates],
        provided=_provided(order),
        rounding=order.rounding,
    )
    answered = order.provided_taxes
    return totals, table.rates if answered is None else [*table.rates, *map(answered.rate, answered.taxes)]


def _provided(order: "Order") -> list[TaxTotals]:
    """What a provider answered, as the arithmetic wants it."""
    answered = order.provided_taxes
    if answered is None:
        return []
    return [
        provided_tax(tax.base_amounts, tax.tax_amounts, inclusive=answered.inclusive, line_count=len(order.lines))
        for tax in answered.taxes
    ]


def charge_terms(charge: OrderCharge, tax_indexes: tuple[int, ...] = ()) -> ChargeTerms:
    """A charge as the arithmetic wants it. tax_indexes: the order's rates that tax it."""
    return ChargeTerms(
        amount=charge.amount,
        percent_micros=_micros(charge.percent),
        after_discounts=charge.calculation_basis is CalculationBasis.POST_DISCOUNT,
        tax_indexes=tax_indexes,
    )


def tip_terms(tip: OrderTip) -> TipTerms:
    """A tip as the arithmetic wants it."""
    return TipTerms(amount=tip.amount, percent_micros=_micros(tip.percent))


def discount_terms(lines: Sequence[OrderLine], discounts: Sequence[OrderDiscount]) -> list[DiscountTerms]:
    """Discounts with the lines they are limited to as indexes; lines that are gone are passed over."""
    position = {line.id: index for index, line in enumerate(lines)} if discounts else {}
    return [
        DiscountTerms(
            amount=discount.amount_off,
            percent_micros=_micros(discount.percent_off),
            line_indexes=None
            if discount.scope is DiscountScope.ORDER
            else tuple(position[line_id] for line_id in discount.line_ids if line_id in position),
        )
        for discount in discounts
    ]


def _micros(percent: str | None) -> int | None:
    return None if percent is None else parse_percent(percent)
