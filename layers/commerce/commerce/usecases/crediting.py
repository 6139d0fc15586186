"""Credit notes follow refunds of issued invoices, in the transaction that settles the refund.

A refund has one as soon as its first part is accepted. If all of it fails later, that is void; if a part of it does,
that is void too, and another one stands for the rest. Numbers come from a row that is read and replaced, as invoices'
do: whoever loses the race for one decides anew, and a transaction that fails leaves no gap.
"""

from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.credit_notes import CreditNote, CreditNoteCounter, credited, uncredited
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import CreditNoteStatus, RefundStatus
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.domain.refund_settlement import RefundSettled
from commerce.domain.refunds import Refund
from commerce.store.keys import CREDIT_NOTE_COUNTER
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import outbox
from commerce.usecases.finding import found_invoice, found_notes
from commerce.usecases.invoice_numbers import next_number

MAX_VOIDED = 40
"""Credit notes that go with their invoice in one transaction."""


class Credited(NamedTuple):
    """A refund that names its credit note, and the writes of that note, its number and its invoice."""

    refund: Refund
    writes: tuple[Write, ...] = ()


def follow(ctx: Context, settled: RefundSettled) -> Credited:
    """What the settlement of a refund makes of credit notes; one round trip.

    Raises TransactionLost if the order was read before its invoice came to what it is now.
    """
    refund, order = settled.refund, settled.order
    named = [name for name in (order.invoice_id, refund.credit_note_id) if name is not None]
    found = ctx.store.read(CREDIT_NOTE_COUNTER, *named)
    before = None if refund.credit_note_id is None else found.get(CreditNote, refund.credit_note_id)
    if before is not None and before.status is CreditNoteStatus.VOID:
        return Credited(refund)  # its invoice is void: there is nothing to credit any more
    invoice = standing = found_invoice(found, str(order.invoice_id))
    writes: list[Write] = []
    if before is not None:
        standing = uncredited(standing, before)
        writes.append(_void(ctx, before))
    if refund.status is not RefundStatus.FAILED:
        note, taken = _issued(ctx, settled, standing, found)
        refund, standing = refund.evolve(credit_note_id=note.id), credited(standing, note)
        if standing.credited > standing.total_money.amount:  # more than was invoiced: the order has moved on since
            raise TransactionLost([])
        writes += [Create(note, outbox(ctx, "credit_note.created")), taken]
    now = ctx.now()
    standing = standing.evolve(version=invoice.version + 1, updated_at=now).at(now)
    return Credited(refund, (*writes, Replace(standing, invoice.version, (), [invoice.status])))


def _issued(ctx: Context, settled: RefundSettled, invoice: Invoice, found: Found) -> tuple[CreditNote, Write]:
    """A credit note under the next number, and the write that takes that."""
    taken = next_number(found.get(CreditNoteCounter, CREDIT_NOTE_COUNTER) or CreditNoteCounter())
    note_id = ctx.new_id("cn")
    note = CreditNote.of(
        settled.refund,
        settled.order,
        invoice,
        note_id=note_id,
        number=taken.number,
        page_token=new_page_token(PageToken(*ctx.tenant, note_id)),
        now=ctx.now(),
    )
    return note, taken.write


def _void(ctx: Context, note: CreditNote) -> Write:
    return Replace(note.voided(ctx.now()), note.version, outbox(ctx, "credit_note.voided"), [note.status])


def voided_with(ctx: Context, invoice: Invoice) -> tuple[Invoice, list[Write]]:
    """An invoice that is declared void, without the credit notes that stand, and the writes that void these.

    Raises TransactionLost if one of these is void since the invoice was read.
    """
    names = [each.credit_note_id for each in invoice.credit_notes if each.stands]
    if len(names) > MAX_VOIDED:
        raise errors.InvoiceStatusConflict(
            f"Invoice {invoice.invoice_number} has {len(names)} credit notes; it is not voided beside more than "
            f"{MAX_VOIDED}. Take the rest of the payment, and refund it.",
            param="invoiceId",
        )
    notes = found_notes(ctx.store.read(*names), names) if names else []
    if any(note.status is CreditNoteStatus.VOID for note in notes):
        raise TransactionLost([])
    for note in notes:
        invoice = uncredited(invoice, note)
    return invoice, [_void(ctx, note) for note in notes]
