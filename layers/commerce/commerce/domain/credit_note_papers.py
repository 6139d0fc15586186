"""Credit notes as they are printed."""

from collections.abc import Iterator

from commerce.domain.credit_notes import CreditNote
from commerce.domain.lifecycle import CreditNoteStatus
from commerce.domain.papers import TAX_HEAD, Paper, Sum, Table, day, party, shown
from commerce.domain.refund_reasons import RefundReason

REASONS = {
    RefundReason.REQUESTED_BY_CUSTOMER: "Requested by the customer",
    RefundReason.DUPLICATE: "Paid twice",
    RefundReason.FRAUDULENT: "Fraudulent payment",
    RefundReason.OTHER: "Other",
}


def credit_note_paper(note: CreditNote) -> Paper:
    """A credit note as it is printed: amounts are what the buyer gets back."""
    return Paper(
        title="Credit note",
        number=note.credit_note_number,
        stamp="VOID" if note.status is CreditNoteStatus.VOID else "",
        seller=party(note.seller_name, note.seller_address, note.seller_tax_id),
        buyer=party(note.buyer_name, note.buyer_address, note.buyer_tax_id, note.recipient_email),
        facts=tuple(_facts(note)),
        lines=Table(("Description", "Quantity", "Amount, tax included"), tuple(_lines(note))),
        sums=tuple(_sums(note)),
        taxes=Table(TAX_HEAD, tuple(_taxes(note))),
        notes=(note.reason_message,) if note.reason_message else (),
    )


def _facts(note: CreditNote) -> Iterator[tuple[str, str]]:
    yield "Number", note.credit_note_number
    yield "Issued", day(note.issued_at, note.time_zone)
    yield "Invoice", note.invoice_number
    if note.invoice_issued_at is not None:
        yield "Invoice date", day(note.invoice_issued_at, note.time_zone)
    yield "Reason", REASONS[note.reason]
    if note.voided_at is not None:
        yield "Void since", day(note.voided_at, note.time_zone)


def _lines(note: CreditNote) -> Iterator[tuple[str, ...]]:
    for line in note.line_items:
        yield line.name, str(line.quantity) if line.quantity else "", shown(line.amount_money)
    if not note.line_items:
        yield f"Refund of an amount of invoice {note.invoice_number}", "", shown(note.total_money)


def _taxes(note: CreditNote) -> Iterator[tuple[str, ...]]:
    """Rates of which this note takes nothing back are left out."""
    for tax in note.taxes:
        if tax.net_money.amount or tax.tax_money.amount:
            name = f"{tax.name} (in the prices)" if tax.inclusive else tax.name
            yield name, shown(tax.net_money), f"{tax.percentage} %", shown(tax.tax_money)


def _sums(note: CreditNote) -> Iterator[Sum]:
    yield Sum("Net amount", shown(note.net_money))
    for tax in note.taxes:
        if tax.tax_money.amount:
            yield Sum(f"{tax.name} {tax.percentage} %", shown(tax.tax_money))
    yield Sum("Total credited", shown(note.total_money), strong=True)
