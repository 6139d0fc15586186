"""What is printed: an invoice as titles, facts and tables of text, before anything is known of fonts and pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commerce.domain.invoice_parts import InvoiceLineItem, net_of
from commerce.domain.invoices import Invoice
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.money import Money, format_amount

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
"""In English whatever the process's locale is."""

TAX_HEAD = ("Tax", "Net", "Rate", "Tax amount")


class Table(NamedTuple):
    """Rows of text under a head; the first column is text, the others are numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sum(NamedTuple):
    """A line of the totals. strong: the one that matters."""

    label: str
    amount: str
    strong: bool = False


class Paper(NamedTuple):
    """One document. number: stands on each of its pages. stamp: a word across the top, such as VOID; empty: none."""

    title: str
    number: str
    stamp: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lines: Table
    sums: tuple[Sum, ...]
    taxes: Table
    notes: tuple[str, ...]


def invoice_paper(invoice: Invoice) -> Paper:
    """An issued invoice as it is printed."""
    assert invoice.invoice_number is not None, "a draft has no paper"
    return Paper(
        title="Invoice",
        number=invoice.invoice_number,
        stamp={InvoiceStatus.VOID: "VOID", InvoiceStatus.PAID: "PAID"}.get(invoice.status, ""),
        seller=party(invoice.seller_name, invoice.seller_address, invoice.seller_tax_id),
        buyer=party(invoice.buyer_name, invoice.buyer_address, invoice.buyer_tax_id, invoice.recipient_email),
        facts=tuple(_facts(invoice)),
        lines=Table(
            ("Description", "Quantity", "Unit price", "Discount", "Amount"),
            tuple(_line(line) for line in invoice.line_items),
        ),
        sums=tuple(_sums(invoice)),
        taxes=Table(
            TAX_HEAD,
            tuple(
                (
                    f"{tax.name} (in the prices)" if tax.inclusive else tax.name,
                    shown(net_of(tax, invoice.taxes)),
                    f"{tax.percentage} %",
                    shown(tax.tax_money),
                )
                for tax in invoice.taxes
            ),
        ),
        notes=(*((invoice.memo,) if invoice.memo else ()), *_credit_notes(invoice)),
    )


def shown(money: Money) -> str:
    """An amount, as people read it."""
    return format_amount(money.amount, money.currency)


def day(moment: datetime, time_zone: str) -> str:
    """`25 November 2026`, of the calendar in this time zone."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def party(name: str | None, address: Address | None, tax_id: str | None, email: str | None = None) -> tuple[str, ...]:
    """One side of the deal, line by line."""
    lines = [name, *(address.lines if address else ()), f"Tax ID {tax_id}" if tax_id else None, email]
    return tuple(line for line in lines if line)


def _facts(invoice: Invoice) -> Iterator[tuple[str, str]]:
    yield "Number", str(invoice.invoice_number)
    if invoice.issued_at is not None:
        yield "Issued", day(invoice.issued_at, invoice.time_zone)
    if invoice.due_at is not None:
        yield "Due", day(invoice.due_at, invoice.time_zone)
    if invoice.service_start_at is not None and invoice.service_end_at is not None:
        last = invoice.service_end_at - timedelta(microseconds=1)  # a period ends where the next one begins
        yield "Service", f"{day(invoice.service_start_at, invoice.time_zone)} to {day(last, invoice.time_zone)}"
    if invoice.paid_at is not None:
        yield "Paid", day(invoice.paid_at, invoice.time_zone)


def _line(line: InvoiceLineItem) -> tuple[str, ...]:
    gross = line.unit_price_money.evolve(amount=line.unit_price_money.amount * line.quantity)
    left = gross.evolve(amount=gross.amount - line.discount_money.amount)
    taken_off = f"-{shown(line.discount_money)}" if line.discount_money.amount else ""
    return line.name, str(line.quantity), shown(line.unit_price_money), taken_off, shown(left)


def _credit_notes(invoice: Invoice) -> Iterator[str]:
    """Those that stand: what is owed is no matter of theirs, so they are no line of the totals."""
    for note in invoice.credit_notes:
        if note.stands:
            issued = day(note.issued_at, invoice.time_zone)
            yield f"Credit note {note.credit_note_number} of {issued}: {shown(note.total_money)}."


def _sums(invoice: Invoice) -> Iterator[Sum]:
    yield Sum("Subtotal", shown(invoice.subtotal_money))
    if invoice.discount_money.amount:
        yield Sum("Discounts", f"-{shown(invoice.discount_money)}")
    for charge in invoice.charges:
        yield Sum(charge.name, shown(charge.amount_money))
    for tax in invoice.taxes:
        label = f"{tax.name} {tax.percentage} %"
        yield Sum(f"{label}, included" if tax.inclusive else label, shown(tax.tax_money))
    yield Sum("Total", shown(invoice.total_money), strong=True)
    if invoice.paid_money.amount:
        yield Sum("Paid", f"-{shown(invoice.paid_money)}")
    yield Sum("Balance due", shown(invoice.owed), strong=True)
