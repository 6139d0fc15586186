"""Credit notes: what a refund takes back of an issued invoice, in writing and under a number of their own."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, computed_field

from commerce.domain.arithmetic import Rounding, divide_rounded
from commerce.domain.document_numbers import document_number
from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.invoice_parts import InvoiceCredit, InvoiceTax, net_of
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import CREDIT_NOTE_TRANSITIONS, CreditNoteStatus
from commerce.domain.money import Money
from commerce.domain.refund_reasons import RefundReason

if TYPE_CHECKING:
    # Who writes a note has loaded them; who reads one needs none of it.
    from commerce.domain.invoices import Invoice
    from commerce.domain.orders import Order
    from commerce.domain.refunds import Refund


class CreditedLineItem(Shape):
    """What is taken back of a line."""

    name: str
    quantity: int = Field(description="Units; 0 where an amount was named.")
    amount_money: Money = Field(description="Tax included.")


class CreditedTax(Shape):
    """What is taken back of one rate of the invoice."""

    name: str
    percentage: str
    inclusive: bool
    net_money: Money = Field(description="What the tax was levied on, without any tax.")
    tax_money: Money


class CreditNote(Shape):
    """A credit note. It never changes: if its refund fails it is void, and keeps its number."""

    id: str
    credit_note_number: str = Field(description="Without a gap within the merchant's mode.", examples=["CN-000007"])
    status: CreditNoteStatus = CreditNoteStatus.ISSUED
    invoice_id: str
    invoice_number: str
    invoice_issued_at: datetime | None = None
    order_id: str
    refund_id: str
    customer_id: str | None = None
    reason: RefundReason = RefundReason.REQUESTED_BY_CUSTOMER
    reason_message: str | None = None
    seller_name: str = Field(default="", description="Seller and buyer as they stand on the invoice.")
    seller_address: Address | None = None
    seller_tax_id: str | None = None
    buyer_name: str | None = None
    buyer_address: Address | None = None
    buyer_tax_id: str | None = None
    recipient_email: str | None = None
    line_items: tuple[CreditedLineItem, ...] = Field(default=(), description="Empty: an amount of the whole invoice.")
    taxes: tuple[CreditedTax, ...] = Field(default=(), description="One for each rate of the invoice.")
    net_money: Money = Field(description="The amount without its tax.")
    tax_money: Money = Field(description="The tax inside the amount.")
    total_money: Money = Field(description="What goes back.")
    issued_at: datetime
    voided_at: datetime | None = None
    version: int = 1
    created_at: datetime
    updated_at: datetime

    time_zone: Annotated[str, INTERNAL] = "UTC"
    """In which its dates are written."""
    page_token: Annotated[str, INTERNAL] = ""
    """The last part of its file's address."""

    @classmethod
    def of(
        cls,
        refund: "Refund",
        order: "Order",
        invoice: "Invoice",
        *,
        note_id: str,
        number: int,
        page_token: str,
        now: datetime,
    ) -> "CreditNote":
        """What of a refund stands, of an invoice that was issued before."""
        stands = [entry for entry in order.refunds if entry.refund_id == refund.id and entry.counts]
        taxes = [sum(column) for column in zip(*(entry.tax_amounts for entry in stands), strict=True)]
        amount = sum(entry.amount_money.amount for entry in stands)
        assert (amount, sum(taxes)) == (refund.amount_money.amount, refund.tax_money.amount) != (0, 0)
        names = {line.id: line.name for line in order.lines}
        kept = ("name", "address", "tax_id")
        return cls(
            id=note_id,
            credit_note_number=document_number("CN", number),
            invoice_id=invoice.id,
            invoice_number=str(invoice.invoice_number),
            invoice_issued_at=invoice.issued_at,
            order_id=order.id,
            refund_id=refund.id,
            customer_id=invoice.customer_id,
            reason=refund.reason,
            reason_message=refund.reason_message,
            **{f"{who}_{part}": getattr(invoice, f"{who}_{part}") for who in ("seller", "buyer") for part in kept},
            recipient_email=invoice.recipient_email,
            line_items=tuple(
                CreditedLineItem(
                    name=names[line.order_line_item_id], quantity=line.quantity, amount_money=line.amount_money
                )
                for line in refund.line_items
            ),
            taxes=tuple(_taxes(invoice, amount, taxes, order.rounding)),
            net_money=order.money(amount - sum(taxes)),
            tax_money=refund.tax_money,
            total_money=refund.amount_money,
            time_zone=invoice.time_zone,
            page_token=page_token,
            issued_at=now,
            created_at=now,
            updated_at=now,
        )

    @computed_field
    def credit_note_id(self) -> str:
        """The same as `id`."""
        return self.id

    def voided(self, now: datetime) -> "CreditNote":
        """This credit note once nothing of it holds."""
        assert CreditNoteStatus.VOID in CREDIT_NOTE_TRANSITIONS[self.status]
        return self.evolve(status=CreditNoteStatus.VOID, voided_at=now, version=self.version + 1, updated_at=now)


class CreditNoteCounter(Shape):
    """How many credit notes were issued: the last one's number."""

    issued: int = 0
    version: int = 0


def _taxes(invoice: "Invoice", amount: int, taxes: Sequence[int], rounding: Rounding) -> Iterator[CreditedTax]:
    """Of each rate the tax that goes back, and the net amount that it had been levied on.

    The net amount is round(net * cumulative tax / tax) - what is credited already, so that credit notes of a whole
    invoice come to exactly its net amounts; of a rate that came to no tax, likewise by the amounts.
    """
    for rate, tax in zip(invoice.taxes, taxes, strict=True):
        net, whole, back = net_of(rate, invoice.taxes), rate.tax_money.amount, rate.credited_tax + tax
        if not whole:
            whole, back = invoice.total_money.amount, invoice.credited + amount
        due = divide_rounded(net.amount * back, whole, rounding) - rate.credited_net
        yield CreditedTax(
            name=rate.name,
            percentage=rate.percentage,
            inclusive=rate.inclusive,
            net_money=net.evolve(amount=max(due, 0)),  # an earlier one may have been void: the rest comes with the last
            tax_money=net.evolve(amount=tax),
        )


def credited(invoice: "Invoice", note: CreditNote) -> "Invoice":
    """The invoice with a credit note: it says which, and how much of its rates is taken back."""
    entry = InvoiceCredit(
        credit_note_id=note.id,
        credit_note_number=note.credit_note_number,
        refund_id=note.refund_id,
        total_money=note.total_money,
        issued_at=note.issued_at,
        page_token=note.page_token,
    )
    return invoice.evolve(credit_notes=(*invoice.credit_notes, entry), taxes=_counted(invoice.taxes, note, 1))


def uncredited(invoice: "Invoice", note: CreditNote) -> "Invoice":
    """The invoice once a credit note of it is void."""
    entries = tuple(
        entry.evolve(status=CreditNoteStatus.VOID) if entry.credit_note_id == note.id else entry
        for entry in invoice.credit_notes
    )
    return invoice.evolve(credit_notes=entries, taxes=_counted(invoice.taxes, note, -1))


def _counted(taxes: Sequence[InvoiceTax], note: CreditNote, sign: int) -> tuple[InvoiceTax, ...]:
    """The invoice's rates with a credit note's amounts counted in, or out again."""
    return tuple(
        rate.evolve(
            credited_net=rate.credited_net + sign * part.net_money.amount,
            credited_tax=rate.credited_tax + sign * part.tax_money.amount,
        )
        for rate, part in zip(taxes, note.taxes, strict=True)
    )
