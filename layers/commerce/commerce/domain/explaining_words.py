"""The steps of an order's arithmetic in English, one sentence each."""

from collections.abc import Sequence
from fractions import Fraction

from commerce.domain.arithmetic import Rounding
from commerce.domain.discounts import DiscountTotals
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderDiscount, OrderPayment, OrderRefund
from commerce.domain.order_summary import lines_of
from commerce.domain.orders import Order
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.tax import TaxTotals
from commerce.domain.tax_rates import OrderTax, TaxProviderName

Named = tuple[str | None, str | None, str]
"""A line's id or a charge's, and its name."""

Part = tuple[Named, int, int]
"""A line or a charge, the weight by which an amount is spread, and the units that it got."""

NAMED = 5
"""So many names stand in a sentence; all of them are in the step's parts."""

HALVES = {Rounding.HALF_UP: "half up", Rounding.HALF_EVEN: "half to even"}


EXEMPT = "The customer is exempt from tax, so nothing is taxed."


def subtotal(order: Order) -> str:
    """What the lines come to before anything else."""
    return f"The subtotal of {lines_of(order)} is {format_amount(order.totals.subtotal, order.currency)}."


def discount(order: Order, granted: OrderDiscount, came_to: DiscountTotals, parts: Sequence[Part]) -> str:
    """What it takes off what, and who bears it."""
    base, amount = _money(order, came_to.base), _money(order, came_to.amount)
    where = "on the order" if granted.scope == "order" else "on its lines"
    if granted.percent_off is None:
        given = _money(order, came_to.exact[0])
        least = "" if came_to.exact[0] <= came_to.base else f", so it takes {amount}"
        return f"{granted.name} takes {given} off the {base} that remain {where}{least}{_spread(parts)}."
    worked = _worked(order, came_to.exact, came_to.amount)
    return f"{granted.name} takes {granted.percent_off} % of the {base} that remain {where}: {worked}{_spread(parts)}."


def tax(order: Order, rate: OrderTax, came_to: TaxTotals, parts: Sequence[Part]) -> str:
    """What is taxed at which rate, rounded once, and what bears it."""
    base, worked = _money(order, came_to.base), _worked(order, came_to.exact, came_to.amount)
    if rate.provider is TaxProviderName.STRIPE_TAX:
        worked = f"{_money(order, came_to.amount)}, as Stripe Tax worked it out line by line"
        parts = ()
    place = "inside" if came_to.inclusive else "on"
    already = ", in the prices already" if came_to.inclusive else ""
    return f"{rate.name} of {rate.percentage} % {place} {base} is {worked}{already}{_spread(parts)}."


def measured(order: Order, name: str, percent: str | None, *, base: int, exact: tuple[int, int], amount: int) -> str:
    """A charge or a tip."""
    if percent is None:
        return f"{name} is {_money(order, amount)}."
    return f"{name} of {percent} % of {_money(order, base)} is {_worked(order, exact, amount)}."


def total(order: Order) -> str:
    """What the buyer pays."""
    return f"The total is {_money(order, order.totals.total)}."


def payment(order: Order, paid: OrderPayment) -> str:
    """What came in, and how."""
    how = "a card" if paid.source_type is PaymentSource.CARD else paid.source_type.replace("_", " ")
    return f"{_money(order, paid.amount_money.amount)} were paid by {how}."


def balance(order: Order) -> str:
    """What is still to be paid."""
    return f"The balance is {_money(order, order.balance)}."


def refund(order: Order, given: OrderRefund) -> str:
    """What went back, and the tax inside it."""
    amount, tax_part = _money(order, given.amount_money.amount), _money(order, given.tax_money.amount)
    return f"A refund gives back {amount}, {tax_part} of it tax; it does not reopen the balance."


def _money(order: Order, amount: int) -> str:
    return format_amount(amount, order.currency)


def _worked(order: Order, exact: tuple[int, int], amount: int) -> str:
    value = Fraction(*exact)
    if value.denominator == 1:
        return f"exactly {_money(order, amount)}"
    return f"exactly {value} minor units, rounded {HALVES[order.rounding]} once to {_money(order, amount)}"


def _spread(parts: Sequence[Part]) -> str:
    """Over how many it is spread, and who got what the split left over."""
    bearing = [part for part in parts if part[1]]
    if len(bearing) < 2:
        return ""
    amount, whole = sum(units for _, _, units in bearing), sum(weight for _, weight, _ in bearing)
    spare = [(name, units - amount * weight // whole) for (_, _, name), weight, units in bearing]
    lucky = [name if units == 1 else f"{name} ({units})" for name, units in spare if units > 0]
    if not lucky:
        return f"; spread over {len(bearing)} without a rest"
    names = [*lucky[:NAMED], *([f"{len(lucky) - NAMED} more"] if len(lucky) > NAMED else [])]
    each = "each of " if len(names) > 1 else ""
    return f"; spread over {len(bearing)}, with a minor unit left over for {each}{', '.join(names)}"
