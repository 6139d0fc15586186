"""Decisions about an order's contents: each takes an order and answers the order as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.domain import errors, order_actions
from commerce.domain.ids import series
from commerce.domain.money import MoneyInput, amount_in_currency
from commerce.domain.order_parts import OrderCharge, OrderDiscount, OrderLine, OrderTip
from commerce.domain.orders import MAX_CHARGES, MAX_DISCOUNTS, MAX_TIPS, Order
from commerce.domain.settings import Settings
from commerce.domain.tax_rates import OrderTax

if TYPE_CHECKING:
    # Each function takes few of these; who calls it has loaded them.
    from commerce.domain.customers import Customer
    from commerce.domain.order_commands import AmountOrPercentCommand, NewCharge, NewDiscount, TaxChoice
    from commerce.domain.order_edit_commands import AddDiscount, UpdateOrder


def add_discount(
    order: Order, command: AddDiscount | NewDiscount, line_ids: Sequence[str], *, field: str = "amountMoney"
) -> Order:
    """A discount by hand is appended to the order of application. field: where the request has its amount."""
    for line_id in line_ids:
        find_line(order, line_id)
    require_none_alone(order)
    assert command.name is not None
    discount = OrderDiscount(
        id=next_part_id(order, "dsc"),
        name=command.name,
        percent_off=command.percent_off,
        amount_off=None if command.amount_money is None else amount_in(order, command.amount_money, field),
        scope=command.scope,
        line_ids=tuple(dict.fromkeys(line_ids)),
    )
    return append_discount(order, discount)


def require_none_alone(order: Order) -> None:
    """Raises CouponNotStackable if a coupon that stands alone is on the order."""
    alone = next((discount for discount in order.applied_discounts if not discount.stackable), None)
    if alone is not None:
        raise errors.CouponNotStackable(
            f"Coupon {alone.coupon_code} can't stand beside another discount; remove it first.",
            supported_actions=["removeDiscounts"],
            next_actions=order_actions.without_discounts(order, [alone.id]),
        )


def append_discount(order: Order, discount: OrderDiscount) -> Order:
    """The discount stands last in the order of application."""
    if len(order.applied_discounts) >= MAX_DISCOUNTS:
        raise errors.OrderTooLarge(f"An order holds at most {MAX_DISCOUNTS} discounts; remove one first.")
    return order.evolve(applied_discounts=(*order.applied_discounts, discount), part_count=order.part_count + 1)


def remove_discounts(order: Order, discount_ids: Sequence[str]) -> Order:
    """Discounts are taken away by their ids."""
    known = {discount.id for discount in order.applied_discounts}
    for discount_id in discount_ids:
        if discount_id not in known:
            raise errors.NotFound(
                f"The order has no discount {discount_id}; its ids stand in discounts[].", param="appliedDiscountIds"
            )
    gone = set(discount_ids)
    return order.evolve(applied_discounts=tuple(d for d in order.applied_discounts if d.id not in gone))


def add_tips(order: Order, tips: Sequence[AmountOrPercentCommand], *, field: str = "amountMoney") -> Order:
    """Tips are appended. field: where the request has the amount; {} stands for the position."""
    if len(order.added_tips) + len(tips) > MAX_TIPS:
        raise errors.OrderTooLarge(f"An order holds at most {MAX_TIPS} tips; remove one first.")
    ids = series("tip", order.id, order.part_count, len(tips))
    added = [
        OrderTip(
            id=tip_id,
            amount=None if tip.amount_money is None else amount_in(order, tip.amount_money, field.format(index)),
            percent=tip.percent,
        )
        for index, (tip_id, tip) in enumerate(zip(ids, tips, strict=True))
    ]
    return order.evolve(added_tips=(*order.added_tips, *added), part_count=order.part_count + len(tips))


def remove_tips(order: Order, tip_ids: Sequence[str]) -> Order:
    """Tips are taken away by their ids; without ids, all of them."""
    known = {tip.id for tip in order.added_tips}
    for tip_id in tip_ids:
        if tip_id not in known:
            raise errors.NotFound(f"The order has no tip {tip_id}; its ids stand in tips[].", param="tipIds")
    gone = set(tip_ids) or known
    return order.evolve(added_tips=tuple(tip for tip in order.added_tips if tip.id not in gone))


def add_charges(order: Order, charges: Sequence[NewCharge], *, field: str = "amountMoney") -> Order:
    """Charges are appended. field: where the request has the amount; {} stands for the position."""
    if len(order.added_charges) + len(charges) > MAX_CHARGES:
        raise errors.OrderTooLarge(f"An order holds at most {MAX_CHARGES} charges; remove one first.")
    ids = series("chg", order.id, order.part_count, len(charges))
    added = [
        OrderCharge(
            id=charge_id,
            name=charge.name,
            type=charge.type,
            amount=None if charge.amount_money is None else amount_in(order, charge.amount_money, field.format(index)),
            percent=charge.percent,
            calculation_basis=charge.calculation_basis,
            taxable=charge.taxable,
        )
        for index, (charge_id, charge) in enumerate(zip(ids, charges, strict=True))
    ]
    return order.evolve(added_charges=(*order.added_charges, *added), part_count=order.part_count + len(charges))


def remove_charge(order: Order, charge_id: str) -> Order:
    """A charge is taken away."""
    if charge_id not in {charge.id for charge in order.added_charges}:
        raise errors.NotFound(f"The order has no charge {charge_id}; its ids stand in charges[].", param="chargeId")
    return order.evolve(added_charges=tuple(charge for charge in order.added_charges if charge.id != charge_id))


def update_texts(order: Order, command: UpdateOrder, customer: Customer | None) -> Order:
    """What the command holds replaces what was there; `null` clears. customer: the one that the command names."""
    changes = {name: getattr(command, name) for name in _TEXT_FIELDS if name in command.model_fields_set}
    if "customer_id" in changes:
        changes["tax_exempt"] = customer is not None and customer.tax_exempt
        if customer is not None and order.buyer_email is None and "buyer_email" not in changes:
            changes["buyer_email"] = customer.email
        if customer is not None and order.tax_address is None:
            changes["tax_address"] = customer.tax_address
    if changes.get("metadata", ...) is None:
        changes["metadata"] = {}
    return order.evolve(**changes)


_TEXT_FIELDS = ("customer_id", "buyer_email", "buyer_note", "merchant_note", "metadata")


def find_line(order: Order, line_id: str) -> OrderLine:
    """Raises NotFound if the order has no such line."""
    for line in order.lines:
        if line.id == line_id:
            return line
    raise errors.NotFound(f"The order has no line {line_id}; its ids stand in lineItems[].", param="orderLineItemIds")


def amount_in(order: Order, money: MoneyInput, field: str) -> int:
    """An amount in the order's currency. Raises CurrencyMismatch if it is in another."""
    return amount_in_currency(order.currency, money, field)


def next_part_id(order: Order, prefix: str) -> str:
    """The id of the next line, discount, charge or tip of this order."""
    return series(prefix, order.id, order.part_count, 1)[0]


def chosen_rates(settings: Settings, choices: Sequence[TaxChoice]) -> tuple[OrderTax, ...]:
    """Rates that a caller names: the merchant's by id, or their own. A rate named so bears on every line it is for."""
    known = {rate.id: rate for rate in settings.tax_rates}
    rates = []
    for choice in choices:
        if choice.tax_rate_id is None:
            assert choice.name is not None
            assert choice.percentage is not None
            rates.append(OrderTax(name=choice.name, percentage=choice.percentage, inclusive=choice.inclusive))
        elif choice.tax_rate_id in known:
            rates.append(known[choice.tax_rate_id].for_order())
        else:
            raise errors.NotFound(
                f"There is no tax rate {choice.tax_rate_id}; GET /v1/tax-rates lists them.", param="taxes"
            )
    return tuple(rates)
