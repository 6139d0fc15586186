"""What an invoice keeps of its order: lines, charges and taxes, as they were when it was issued."""

from commerce.domain.entity import Shape
from commerce.domain.money import Money


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
