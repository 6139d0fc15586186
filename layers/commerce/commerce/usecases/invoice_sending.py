"""Sending invoices, for the first time and as reminders, and telling that one is overdue."""

from contextlib import suppress

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoice_commands import SendInvoice
from commerce.domain.invoices import MAX_REMINDERS, UNPAID, Invoice
from commerce.domain.lifecycle import InvoiceStatus
from commerce.store.writes import Replace, TransactionLost, Write
from commerce.usecases.commit import outbox, until_written
from commerce.usecases.invoices import issued, paid_at_once, read_whole, written


def send(ctx: Context, invoice_id: str, command: SendInvoice) -> Invoice:
    """Send an invoice to its recipient; a draft is issued first, in the same transaction."""

    def change() -> Invoice:
        whole = read_whole(ctx, invoice_id)
        invoice = whole.invoice
        if command.recipient_email is not None:
            invoice = invoice.evolve(recipient_email=command.recipient_email)
        if invoice.status is InvoiceStatus.VOID:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number or invoice.id} is void; draft another one.", param="invoiceId"
            )
        sent = invoice
        writes: list[Write] = []
        if invoice.status is InvoiceStatus.DRAFT:
            sent, writes = issued(ctx, whole._replace(invoice=invoice))
        _require_recipient(sent)
        events = ("invoice.sent", *(paid_at_once(sent) if writes else ()))
        return written(ctx, invoice, sent.sent(ctx.now()), *writes, events=events)

    return until_written(ctx, change)


def _require_recipient(invoice: Invoice) -> None:
    if invoice.recipient_email is None:
        field = errors.InvalidField("recipientEmail", "REQUIRED", "send the recipient's e-mail address")
        raise errors.InvalidRequest(
            "Nobody is named to send this invoice to; send recipientEmail.", param="recipientEmail", fields=[field]
        )


def send_reminder(ctx: Context, invoice_id: str) -> Invoice:
    """Send an invoice again that is still to be paid."""

    def change() -> Invoice:
        invoice = read_whole(ctx, invoice_id).invoice
        if invoice.status not in UNPAID:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number or invoice.id} is {invoice.status}; only one that is still to be "
                "paid is reminded of.",
                param="invoiceId",
            )
        if invoice.reminder_count >= MAX_REMINDERS:
            raise errors.InvoiceStatusConflict(f"{MAX_REMINDERS} reminders were sent; that is enough.")
        _require_recipient(invoice)
        return written(ctx, invoice, invoice.reminded(ctx.now()), events=("invoice.sent",))

    return until_written(ctx, change)


def keep_date(ctx: Context, invoice_id: str) -> None:
    """Tell once that an invoice was not paid by its date, and remind of it on its days, each once."""
    invoice = ctx.store.read(invoice_id).get(Invoice, invoice_id)
    now = ctx.now()
    if invoice is None or invoice.next_date_at is None or invoice.next_date_at > now:
        return
    kept, events = invoice.after_its_date(now)
    kept = kept.evolve(version=invoice.version + 1, updated_at=now).at(now)
    with suppress(TransactionLost):  # it was paid or changed meanwhile: what is still due, stays due
        ctx.store.write([Replace(kept, invoice.version, outbox(ctx, *events), [invoice.status])])
