"""Sending the mail that an event asked for, once.

1. Claim: a row under the event's id says that the mail is being sent; a second message for the event finds it.
2. Send: one call. SES knows no idempotency key, so a call without an answer may have sent the mail or not.
3. Note: the row says that it was sent.
A process that dies within the call leaves the row as it is, and the event's next message sends again: rather twice
than never. Everything else, such as a queue that brings an event twice, sends once.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoice_mails import (
    KEPT_FOR,
    Attachment,
    InvoiceMail,
    InvoiceMailStatus,
    is_reminder,
    mail_of,
    wants_mail,
)
from commerce.domain.invoices import PATH, Invoice
from commerce.store.keys import invoice_mail_name
from commerce.store.writes import Create, Replace, TransactionLost
from commerce.usecases.invoice_pages import file_name

Draw = Callable[[Invoice], bytes]
"""Gives an invoice as a PDF."""


class Asked(NamedTuple):
    """What an `invoice.sent` event says: its id, of which invoice, and when that was sent or reminded of."""

    event_id: str
    invoice_id: str
    at: datetime


class Mailed(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    SENT_BEFORE = "sent_before"
    NOT_WANTED = "not_wanted"


def mail(ctx: Context, asked: Asked, sender: str, draw: Draw) -> Mailed:
    """Send the mail that an event asks for. sender: the stack's address. draw: makes the attachment.

    Raises StorageUnavailable if it is to be tried again, MailRefused if it never will be taken.
    """
    found = ctx.store.read(asked.invoice_id, invoice_mail_name(asked.event_id))
    invoice, before = found.get(Invoice, asked.invoice_id), found.get(InvoiceMail, invoice_mail_name(asked.event_id))
    if before is not None and before.status is InvoiceMailStatus.SENT:
        return Mailed.SENT_BEFORE
    reminder = invoice is not None and is_reminder(invoice, asked.at)
    if invoice is None or not ctx.settings.mails_invoices or not wants_mail(invoice, reminder=reminder):
        return Mailed.NOT_WANTED
    url = f"{ctx.public_url}{PATH}{invoice.page_token}/pdf" if ctx.public_url else None
    attached = Attachment(file_name(invoice), "application/pdf", draw(invoice))
    letter = mail_of(invoice, ctx.settings, sender=sender, url=url, reminder=reminder, attached=attached)
    claimed = _claim(ctx, asked, before)
    message_id = ctx.runtime.mailer.send(letter)
    _note(ctx, claimed, message_id)
    return Mailed.SENT


def _claim(ctx: Context, asked: Asked, before: InvoiceMail | None) -> InvoiceMail:
    now = ctx.real_now()
    if before is not None and before.taken(now):
        raise errors.StorageUnavailable("Another process is sending this mail.")
    claimed = InvoiceMail(id=asked.event_id, invoice_id=asked.invoice_id, began_at=now, expires_at=now + KEPT_FOR)
    try:
        if before is None:
            ctx.store.write([Create(claimed)])
        else:
            claimed = claimed.evolve(version=before.version + 1)
            ctx.store.write([Replace(claimed, before.version)])
    except TransactionLost as lost:
        raise errors.StorageUnavailable("Another process is sending this mail.") from lost
    return claimed


def _note(ctx: Context, claimed: InvoiceMail, message_id: str) -> None:
    """Write down that it was sent. A note that is lost brings no second mail: this message is done with."""
    sent = claimed.evolve(status=InvoiceMailStatus.SENT, message_id=message_id, version=claimed.version + 1)
    with suppress(errors.Unavailable, TransactionLost):
        ctx.store.write([Replace(sent, claimed.version)])
