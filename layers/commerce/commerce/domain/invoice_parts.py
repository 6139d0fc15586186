"""What an invoice keeps: lines, charges and taxes as they were when it was issued, and credit notes since."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.lifecycle import CreditNoteStatus
from commerce.domain.money import Money

if TYPE_CHECKING:
    from commerce.domain.orders import Order


class InvoiceLineItem(Shape):
    """A line, as it was when the invoice was issued."""

    name: str
    quantity: int
    unit_price_money: Money
    discount_money: Money
    tax_money: Money
    total_money: Money


class InvoiceCharge(Shape):
    """A service or delivery charge, or a tip."""

    name: str
    amount_money: Money


class InvoiceTax(Shape):
    """What one rate comes to over the whole invoice."""

    name: str
    percentage: str
    inclusive: bool
    taxable_money: Money
    tax_money: Money

    credited_net: Annotated[int, INTERNAL] = 0
    """What credit notes that stand took back of it, minor units: without tax, and the tax itself."""
    credited_tax: Annotated[int, INTERNAL] = 0


class InvoiceCredit(Shape):
    """A credit note, as its invoice names it."""

    credit_note_id: str
    credit_note_number: str
    refund_id: str
    status: CreditNoteStatus = CreditNoteStatus.ISSUED
    total_money: Money
    issued_at: datetime

    page_token: Annotated[str, INTERNAL] = ""
    """The last part of its file's address."""

    @property
    def stands(self) -> bool:
        """False once it is void."""
        return self.status is CreditNoteStatus.ISSUED


def net_of(tax: InvoiceTax, taxes: Iterable[InvoiceTax]) -> Money:
    """What a tax is levied on, without any tax. Rates inside the same prices are all inside its taxable amount."""
    if not tax.inclusive:
        return tax.taxable_money
    inside = [each for each in taxes if each is tax or (each.inclusive and each.taxable_money == tax.taxable_money)]
    return tax.taxable_money.evolve(amount=tax.taxable_money.amount - sum(each.tax_money.amount for each in inside))


def lines_of(order: "Order") -> tuple[InvoiceLineItem, ...]:
    """The order's lines with what they come to."""
    return tuple(
        InvoiceLineItem(
            name=line.name,
            quantity=line.quantity,
            unit_price_money=order.money(line.unit_amount),
            discount_money=order.money(came_to.discount),
            tax_money=order.money(came_to.tax),
            total_money=order.money(came_to.total),
        )
        for line, came_to in zip(order.lines, order.totals.lines, strict=True)
    )


def taxes_of(order: "Order") -> tuple[InvoiceTax, ...]:
    """The order's rates with what they come to."""
    return tuple(
        InvoiceTax(
            name=rate.name,
            percentage=rate.percentage,
            inclusive=rate.inclusive,
            taxable_money=order.money(came_to.base),
            tax_money=order.money(came_to.amount),
        )
        for rate, came_to in zip(order.tax_rates_met, order.totals.taxes, strict=True)
    )


def charges_of(order: "Order") -> tuple[InvoiceCharge, ...]:
    """Charges and tips, in this order."""
    charges = zip(order.added_charges, order.totals.charges, strict=True)
    named = [(charge.name, came_to.amount) for charge, came_to in charges]
    named += [("Tip", amount) for amount in order.totals.tips]
    return tuple(InvoiceCharge(name=name, amount_money=order.money(amount)) for name, amount in named)
