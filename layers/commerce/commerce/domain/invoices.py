"""Invoices: an order's amounts asked for in writing, under a number once issued, and followed until they are paid."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.document_numbers import document_number
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.invoice_parts import (
    InvoiceCharge,
    InvoiceCredit,
    InvoiceLineItem,
    InvoiceTax,
    charges_of,
    lines_of,
    taxes_of,
)
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import INVOICE_TRANSITIONS, REVERSED_INVOICE_TRANSITIONS, InvoiceStatus, OrderStatus
from commerce.domain.money import Money
from commerce.domain.orders import Order

if TYPE_CHECKING:
    from commerce.domain.customers import Customer
    from commerce.domain.settings import Settings

DUE_AFTER = timedelta(days=30)
"""When an invoice falls due that names no date, counted from its issue."""

PATH = "/i/"
"""Where the pages of invoices are; the token follows."""

MAX_REMINDERS = 20

UNPAID = frozenset({InvoiceStatus.OPEN, InvoiceStatus.PARTIALLY_PAID})
"""Issued, and still to be paid in full."""


class Invoice(Shape):
    """An invoice. A draft follows its order; from its issue on it says what it said then, and what was paid since."""

    id: str
    invoice_number: str | None = Field(
        default=None,
        description="Given when it is issued, without a gap within the merchant's mode.",
        examples=["INV-000042"],
    )
    order_id: str
    status: InvoiceStatus = InvoiceStatus.DRAFT
    is_overdue: bool = False
    customer_id: str | None = None
    seller_name: str = ""
    seller_address: Address | None = None
    seller_tax_id: str | None = None
    buyer_name: str | None = Field(default=None, description="The customer's, as they were when it was issued.")
    buyer_address: Address | None = None
    buyer_tax_id: str | None = None
    service_start_at: datetime | None = Field(default=None, description="Of a subscription's period.")
    service_end_at: datetime | None = None
    recipient_email: str | None = None
    memo: str | None = None
    line_items: tuple[InvoiceLineItem, ...] = ()
    charges: tuple[InvoiceCharge, ...] = ()
    taxes: tuple[InvoiceTax, ...] = ()
    subtotal_money: Money
    discount_money: Money
    tax_money: Money
    total_money: Money
    paid_money: Money
    credit_notes: tuple[InvoiceCredit, ...] = Field(default=(), description="Of refunds since its issue.")
    due_at: datetime | None = None
    issued_at: datetime | None = None
    sent_at: datetime | None = None
    paid_at: datetime | None = None
    voided_at: datetime | None = None
    reminded_at: datetime | None = None
    reminder_count: int = 0
    reminder_days: tuple[int, ...] = Field(
        default=(),
        description="When it is reminded of by itself, once it was sent: days after its due date, below 0 before it.",
    )
    hosted_invoice_url: str | None = Field(
        default=None, description="Where the buyer sees and pays it, from its issue on."
    )
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    time_zone: Annotated[str, INTERNAL] = "UTC"
    """In which its dates are written."""
    page_token: Annotated[str, INTERNAL] = ""
    """The last part of its pages' addresses, from its issue on."""
    overdue_told: Annotated[bool, INTERNAL] = False
    """True once an event said that it is overdue."""
    reminders_from: Annotated[datetime | None, INTERNAL] = None
    """Up to when reminders were sent by themselves, or were left out; None: none are sent."""

    @classmethod
    def draft_of(cls, order: Order, invoice_id: str, *, seller_name: str, now: datetime) -> "Invoice":
        """A draft of an order's invoice, with the order's amounts."""
        nothing = order.money(0)
        draft = cls(
            id=invoice_id,
            order_id=order.id,
            seller_name=seller_name,
            subtotal_money=nothing,
            discount_money=nothing,
            tax_money=nothing,
            total_money=nothing,
            paid_money=nothing,
            created_at=now,
            updated_at=now,
        )
        return draft.of_order(order)

    @computed_field
    def invoice_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def balance_money(self) -> Money:
        """What is still to be paid; nothing of a void one."""
        return self.owed

    @computed_field
    def credit_note_ids(self) -> tuple[str, ...]:
        """Of its credit notes, void ones too."""
        return tuple(note.credit_note_id for note in self.credit_notes)

    @computed_field
    def credited_money(self) -> Money:
        """What credit notes that stand took back; the balance is none of theirs: the money had been paid."""
        return self.total_money.evolve(amount=self.credited)

    @property
    def credited(self) -> int:
        """The same, minor units."""
        return sum(note.total_money.amount for note in self.credit_notes if note.stands)

    @property
    def owed(self) -> Money:
        """The same."""
        if self.status is InvoiceStatus.VOID:
            return self.total_money.evolve(amount=0)
        return self.total_money.evolve(amount=self.total_money.amount - self.paid_money.amount)

    @computed_field
    def next_reminder_at(self) -> datetime | None:
        """When it is reminded of by itself; null: no more."""
        return self.remind_at

    @property
    def remind_at(self) -> datetime | None:
        """The same."""
        waits = self.status in UNPAID and self.reminder_count < MAX_REMINDERS
        if not waits or self.reminders_from is None or not self.reminder_days:
            return None
        from commerce.domain.invoice_dates import reminder_moments  # noqa: PLC0415 (only who is reminded pays for it)

        moments = reminder_moments(self.due_at, self.reminder_days, self.time_zone)
        return next((moment for moment in moments if moment > self.reminders_from), None)

    @property
    def overdue_from(self) -> datetime | None:
        """When it is to be told that it is overdue; None: never, or told."""
        return self.due_at if self.status in UNPAID and not self.overdue_told else None

    @property
    def next_date_at(self) -> datetime | None:
        """When the sweeper should look at it; None: never."""
        return min(filter(None, (self.overdue_from, self.remind_at)), default=None)

    def after_its_date(self, now: datetime) -> "tuple[Invoice, tuple[str, ...]]":
        """This invoice once what waited for this moment is done, and the events that tell it.

        Reminders that were missed are one.
        """
        kept, events = self, []
        if self.overdue_from is not None and self.overdue_from <= now:
            kept, events = kept.evolve(overdue_told=True), ["invoice.overdue"]
        if self.remind_at is not None and self.remind_at <= now:
            kept = kept.reminded(now).evolve(reminders_from=now)
            events.append("invoice.sent")
        return kept, tuple(events)

    def sent(self, now: datetime) -> "Invoice":
        """This issued invoice once it is sent: reminders follow on those of its days that are still to come."""
        return self.evolve(sent_at=now, reminders_from=now)

    def reminded(self, now: datetime) -> "Invoice":
        """This invoice once it is sent again as a reminder."""
        return self.evolve(reminded_at=now, reminder_count=self.reminder_count + 1)

    def at(self, now: datetime) -> "Invoice":
        """This invoice as it is answered at this moment."""
        overdue = self.status in UNPAID and self.due_at is not None and self.due_at <= now
        return self if overdue == self.is_overdue else self.evolve(is_overdue=overdue)

    def shown_at(self, public_url: str) -> "Invoice":
        """This invoice with its page's address, if it has one. public_url: of hosted pages; empty: not known."""
        if not (self.page_token and public_url):
            return self
        return self.evolve(hosted_invoice_url=f"{public_url}{PATH}{self.page_token}")

    def of_order(self, order: Order) -> "Invoice":
        """This invoice with the order's amounts, as a draft shows them and as its issue keeps them."""
        return self.evolve(
            customer_id=order.customer_id,
            recipient_email=self.recipient_email or order.buyer_email,
            line_items=lines_of(order),
            charges=charges_of(order),
            taxes=taxes_of(order),
            subtotal_money=order.money(order.totals.subtotal),
            discount_money=order.money(order.totals.discount),
            tax_money=order.money(order.totals.tax),
            total_money=order.money(order.totals.total),
            paid_money=order.money(order.paid),
        )

    def between(self, settings: "Settings", customer: "Customer | None") -> "Invoice":
        """This invoice with who sells and who buys, as its issue keeps them. customer: None: nobody who is known."""
        return self.evolve(
            seller_name=settings.business_name,
            seller_address=settings.business_address,
            seller_tax_id=settings.business_tax_id,
            time_zone=settings.time_zone,
            reminder_days=settings.invoice_reminder_days,
            buyer_name=customer.name if customer else None,
            buyer_address=customer.billing_address if customer else None,
            buyer_tax_id=customer.tax_id if customer else None,
        )

    def issued(self, order: Order, number: int, now: datetime) -> "Invoice":
        """This draft with its number and its final amounts; what was paid of the order before, is paid of it."""
        self.require(InvoiceStatus.OPEN, "issued")
        kept = self.of_order(order).evolve(
            status=InvoiceStatus.OPEN,
            invoice_number=document_number("INV", number),
            issued_at=now,
            due_at=self.due_at or now + DUE_AFTER,
        )
        return kept.after_payment(order, now)

    def after_payment(self, order: Order, now: datetime) -> "Invoice":
        """This issued invoice once its order took money."""
        status = _status_by(order)
        if status is not self.status:
            self.require(status, "paid")
        assert self.total_money.amount == order.totals.total, "an issued invoice's order keeps its total"
        return self.evolve(
            status=status,
            paid_money=order.money(order.paid),
            paid_at=self.paid_at or (now if status is InvoiceStatus.PAID else None),
        )

    def after_reversal(self, order: Order, now: datetime) -> "Invoice":
        """This issued invoice once a payment of its order turned out never to have been one.

        Raises InvoiceStatusConflict for a draft, one that is void, and one of which nothing was paid.
        """
        status = _status_by(order)
        if self.status not in REVERSED_INVOICE_TRANSITIONS:
            raise errors.InvoiceStatusConflict(
                f"Invoice {self.invoice_number or self.id} is {self.status}; nothing of it is recorded as paid.",
                param="invoiceId",
            )
        assert status is self.status or status in REVERSED_INVOICE_TRANSITIONS[self.status]
        return self.evolve(
            status=status,
            paid_money=order.money(order.paid),
            paid_at=None,
            reminders_from=None if self.reminders_from is None else max(now, self.reminders_from),
            updated_at=now,
        )

    def require(self, status: InvoiceStatus, done: str) -> None:
        """Raises InvoiceStatusConflict if it can't come into this status. done: what was to be done, a participle."""
        if status not in INVOICE_TRANSITIONS[self.status]:
            raise errors.InvoiceStatusConflict(
                f"Invoice {self.invoice_number or self.id} is {self.status}; it can't be {done}.", param="invoiceId"
            )


def _status_by(order: Order) -> InvoiceStatus:
    if order.status is not OrderStatus.OPEN:
        return InvoiceStatus.PAID
    return InvoiceStatus.PARTIALLY_PAID if order.paid > 0 else InvoiceStatus.OPEN
