"""Mails about invoices: what they say, in text and in HTML, and that each is sent once."""

import unicodedata
from datetime import datetime, timedelta
from email.utils import formataddr
from enum import StrEnum
from html import escape
from typing import NamedTuple

from commerce.domain.entity import Shape
from commerce.domain.invoices import UNPAID, Invoice
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.papers import day, shown
from commerce.domain.settings import Settings

KEPT_FOR = timedelta(days=30)
"""How long it is known of a mail that it was sent: longer than any queue may bring its event again."""

TAKEN_FOR = timedelta(seconds=90)
"""How long a mail that a process began to send is left to it: longer than the process may live."""


class InvoiceMailStatus(StrEnum):
    """`sending` from before the mail is handed over until it is known that it was."""

    SENDING = "sending"
    SENT = "sent"


class InvoiceMail(Shape):
    """A mail that an event asked for. id: the event's."""

    id: str
    invoice_id: str
    status: InvoiceMailStatus = InvoiceMailStatus.SENDING
    message_id: str | None = None
    version: int = 1
    began_at: datetime
    expires_at: datetime

    def taken(self, now: datetime) -> bool:
        """True while another process may still be at it."""
        return self.status is InvoiceMailStatus.SENDING and now < self.began_at + TAKEN_FOR


class Attachment(NamedTuple):
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


class Mail(NamedTuple):
    """What is handed over to be sent. sender: with a name; reply_to: None: the sender."""

    sender: str
    reply_to: str | None
    recipient: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def wants_mail(invoice: Invoice, *, reminder: bool) -> bool:
    """False for what was voided, or paid before it was reminded of, since the mail was asked for."""
    return invoice.status in UNPAID or (invoice.status is InvoiceStatus.PAID and not reminder)


def is_reminder(invoice: Invoice, asked_at: datetime) -> bool:
    """Whether the event of this moment asked for a reminder; else for the invoice itself."""
    if invoice.reminded_at is None or invoice.sent_at is None:
        return invoice.reminded_at is not None
    return abs(asked_at - invoice.reminded_at) < abs(asked_at - invoice.sent_at)


def mail_of(
    invoice: Invoice, settings: Settings, *, sender: str, url: str | None, reminder: bool, attached: Attachment
) -> Mail:
    """The mail with an issued invoice. sender: the address alone. url: where the file can be had, too."""
    assert invoice.recipient_email is not None, "who sends an invoice says to whom"
    name = one_line(invoice.seller_name)
    subject = f"{'Reminder: invoice' if reminder else 'Invoice'} {invoice.invoice_number} from {name}"
    paragraphs = list(_paragraphs(invoice, name, reminder=reminder))
    return Mail(
        sender=formataddr((name, sender)),
        reply_to=settings.invoice_reply_to,
        recipient=invoice.recipient_email,
        subject=subject,
        text="\n\n".join([*paragraphs, *([f"The invoice as a file: {url}"] if url else [])]) + "\n",
        html=_html(subject, paragraphs, url),
        attachments=(attached,),
    )


def _paragraphs(invoice: Invoice, name: str, *, reminder: bool) -> list[str]:
    due = f", due on {day(invoice.due_at, invoice.time_zone)}" if invoice.due_at else ""
    number, total, owed = invoice.invoice_number, shown(invoice.total_money), shown(invoice.owed)
    if invoice.status is InvoiceStatus.PAID:
        told = f"{name} sends you invoice {number} over {total}. It is paid; nothing is left to do."
    elif reminder:
        told = f"{name} reminds you of invoice {number}{due}. Of {total}, {owed} are still to be paid."
    else:
        told = f"{name} sends you invoice {number} over {total}{due}. {owed} are to be paid."
    memo = [" ".join(invoice.memo.split())] if invoice.memo else []
    return [told, *memo, "The invoice is attached as a PDF."]


def _html(title: str, paragraphs: list[str], url: str | None) -> str:
    """Nothing is loaded from anywhere, and nothing that somebody typed is markup."""
    told = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    link = f'<p><a href="{escape(url)}">Open the invoice</a></p>' if url else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="font-family:sans-serif;line-height:1.5;color:#1a1a1a">{told}{link}</body></html>'
    )


def one_line(text: str) -> str:
    """A name as it may stand in a header: no line ends in it, and nothing that has no shape."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")
