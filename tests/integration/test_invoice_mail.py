"""Mails of invoices and reminders: what they say, to whom they go, and that each goes once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoice_mails import Mail
from commerce.mailing.ses import MailRefused, request_of
from commerce.store.keys import Tenant
from tests.shop import Json, Shop
from workers import mail_invoices

SENDER = "invoices@example.com"


@pytest.fixture
def work(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The worker, as Lambda calls it with one message for each event; gives the messages that are to come again."""
    monkeypatch.setenv("MAIL_SENDER", SENDER)
    monkeypatch.setenv("PUBLIC_URL", "https://pay.example.com/")
    monkeypatch.setattr(mail_invoices, "process_runtime", lambda: shop.world.runtime)

    def handle(*events: Json) -> list[str]:
        messages = [{"messageId": each["eventId"], "body": json.dumps({"detail": each})} for each in events]
        answer = mail_invoices.handler({"Records": messages}, None)
        return [each["itemIdentifier"] for each in answer["batchItemFailures"]]

    return handle


def asked(shop: Shop, invoice_id: str) -> Json:
    """The event of the invoice's last change, as it stands on the bus."""
    found = [each for each in shop.world.table.events() if each["data"]["id"] == invoice_id]
    return next(each for each in found if each["eventType"] == "invoice.sent")


def sent(shop: Shop, **fields: Any) -> Json:
    """An invoice of 99.00 + 8 % = 106.92 that was sent."""
    return dict(shop.call("invoices.send", {}, invoice_id=shop.invoice(9900, **fields)["id"]).data)


def test_invoice_is_mailed_to_its_recipient_with_its_file(shop: Shop, work: Any) -> None:
    """Number, amount and due date in the text, a PDF beside it, answers to the merchant."""
    shop.call("settings.update", {"businessName": "Müller & Söhne", "invoice_reply_to": "office@example.com"})
    invoice = sent(shop, memo="Thank you")
    assert work(asked(shop, invoice["id"])) == []
    (mail,) = shop.world.mailer.mails
    assert (mail.recipient, mail.reply_to) == ("ada@example.com", "office@example.com")
    assert mail.sender.endswith(f"<{SENDER}>")
    assert mail.subject == "Invoice INV-000001 from Müller & Söhne"
    for part in ("INV-000001 over 106.92 USD, due on ", "106.92 USD are to be paid", "Thank you"):
        assert part in mail.text
        assert part in mail.html
    (attached,) = mail.attachments
    assert (attached.name, attached.media_type, attached.content[:5]) == ("INV-000001.pdf", "application/pdf", b"%PDF-")
    url = shop.call("invoices.getPdf", invoice_id=invoice["id"]).data["url"]
    assert f"https://pay.example.com/i/{url.split('/')[-2]}/pdf" in mail.text


def test_an_event_that_comes_twice_is_mailed_once(shop: Shop, work: Any) -> None:
    """Queues bring messages again; another `send` is another mail."""
    invoice = sent(shop)
    event = asked(shop, invoice["id"])
    assert [work(event), work(event), work(event, event)] == [[], [], []]
    assert len(shop.world.mailer.mails) == 1
    shop.world.clock.advance(hours=1)
    shop.call("invoices.send", {}, invoice_id=invoice["id"])
    work(asked(shop, invoice["id"]))
    assert len(shop.world.mailer.mails) == 2


def test_reminder_says_what_is_left(shop: Shop, work: Any) -> None:
    """Of 106.92, 40.00 were paid: 66.92 are left."""
    invoice = sent(shop)
    work(asked(shop, invoice["id"]))
    shop.call("invoices.recordManualPayment", {"amountMoney": {"amount": 4000}}, invoice_id=invoice["id"])
    shop.world.clock.advance(hours=24)
    shop.call("invoices.sendReminder", invoice_id=invoice["id"])
    work(asked(shop, invoice["id"]))
    reminder = shop.world.mailer.mails[-1]
    assert reminder.subject == "Reminder: invoice INV-000001 from Shop"
    assert "Of 106.92 USD, 66.92 USD are still to be paid" in reminder.text


def test_nobody_is_reminded_of_what_was_paid_meanwhile(shop: Shop, work: Any) -> None:
    """The mail is written by what stands when it is sent; so for an invoice that was voided."""
    invoice, other = sent(shop), sent(shop)
    shop.world.clock.advance(hours=24)
    shop.call("invoices.sendReminder", invoice_id=invoice["id"])
    told = {each["data"]["id"]: each for each in shop.world.table.events() if each["eventType"] == "invoice.sent"}
    shop.pay(invoice["orderId"])
    shop.call("invoices.void", invoice_id=other["id"])
    assert work(told[invoice["id"]], told[other["id"]]) == []
    assert shop.world.mailer.mails == []


def test_nothing_is_mailed_without_a_sender_or_by_a_merchant_who_does_not_want_it(
    shop: Shop, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stack's parameter, and the merchant's setting."""
    event = asked(shop, sent(shop)["id"])
    monkeypatch.setenv("MAIL_SENDER", "")
    assert work(event) == []
    monkeypatch.setenv("MAIL_SENDER", SENDER)
    shop.call("settings.update", {"mailsInvoices": False})
    assert (work(event), shop.world.mailer.mails) == ([], [])


def test_a_call_without_an_answer_is_repeated_once_its_process_is_surely_gone(shop: Shop, work: Any) -> None:
    """While it may still be at work nobody else sends; later the mail may go twice, rather than never."""
    event = asked(shop, sent(shop)["id"])
    shop.world.mailer.broken = [(errors.StorageUnavailable("?"), True)]
    assert work(event) == [event["eventId"]]
    assert work(event) == [event["eventId"]]
    assert len(shop.world.mailer.mails) == 1
    shop.world.clock.advance(seconds=91)
    assert (work(event), len(shop.world.mailer.mails)) == ([], 2)


def test_a_refused_mail_comes_again_until_it_is_a_dead_letter(shop: Shop, work: Any) -> None:
    """An address that SES does not take is no success."""
    event = asked(shop, sent(shop)["id"])
    shop.world.mailer.broken = [(MailRefused("MessageRejected"), False)]
    assert work(event) == [event["eventId"]]


def test_names_and_notes_are_neither_markup_nor_headers(shop: Shop, work: Any) -> None:
    """Line ends in a name end no header; tags in a note are text."""
    shop.call("settings.update", {"businessName": 'Evil"\r\nBcc: all@example.com\r\n <b>'})
    work(asked(shop, sent(shop, memo="<script>alert(1)</script>")["id"]))
    (mail,) = shop.world.mailer.mails
    assert not set("\r\n") & set(mail.sender + mail.subject)
    assert "<script>" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in mail.html


def test_request_to_ses_has_all_parts() -> None:
    """Text, HTML and the file; no Reply-To if there is none."""
    mail = Mail(f"Shop <{SENDER}>", None, "ada@example.com", "Invoice", "text", "<p>html</p>")
    request = request_of(mail)
    assert request["Destination"] == {"ToAddresses": ["ada@example.com"]}
    assert "ReplyToAddresses" not in request
    assert request["Content"]["Simple"]["Body"]["Text"]["Data"] == "text"


def test_rows_of_mails_expire(shop: Shop, work: Any) -> None:
    """A month after the mail, when no queue can bring its event again."""
    event = asked(shop, sent(shop)["id"])
    work(event)
    ctx = Context(Tenant(shop.merchant_id, "test"), shop.world.runtime)
    (row,) = [each for each in shop.world.table.rows() if "/invoice_mail/" in each["pk"]["S"]]
    assert int(row["expires_at"]["N"]) == int(ctx.real_now().timestamp()) + 30 * 24 * 3600
