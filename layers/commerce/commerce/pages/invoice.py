"""An invoice as a page: who owes whom what for what, how much is paid, and the way to pay the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commerce.domain.document_files import CREDIT_NOTES_PATH
from commerce.domain.invoices import PATH, Invoice
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.locales import write_date, write_money
from commerce.domain.money import Money
from commerce.domain.redirects import secure_origin_of
from commerce.pages.amounts import percent
from commerce.pages.fields import alert, button, form
from commerce.pages.html import Markup, tag
from commerce.pages.layout import Frame, document, masthead
from commerce.pages.responses import Allowed, Response, html_page
from commerce.usecases.invoice_visits import VisitedInvoice

NOTICES = {"refused": "That was not possible. Load this page again to see how the invoice stands."}


class InvoiceView(NamedTuple):
    """An invoice's page as one reader sees it. under_way: a payment is being worked on."""

    frame: Frame
    invoice: Invoice
    payable: bool
    under_way: bool
    notice: str | None = None

    @classmethod
    def of(cls, frame: Frame, visited: VisitedInvoice, notice: str | None = None) -> InvoiceView:
        """The view of a page that was opened."""
        ctx = visited.ctx
        dressed = frame._replace(settings=ctx.settings, sandbox=ctx.tenant.mode == "test")
        under_way = visited.order.payment_in_flight is not None
        return cls(dressed, visited.invoice, visited.payable, under_way, notice)

    @property
    def path(self) -> str:
        """Of the page."""
        return f"{PATH}{self.invoice.page_token}"

    def money(self, money: Money) -> str:
        """An amount, as this reader writes it."""
        return write_money(money.amount, money.currency, self.frame.locale)

    def day(self, moment: datetime) -> str:
        """A date of the seller's calendar, as this reader writes it."""
        return write_date(moment.astimezone(ZoneInfo(self.invoice.time_zone)), self.frame.locale)


def invoice_page(view: InvoiceView) -> Response:
    """The page, with a button to pay as long as something is owed."""
    say, frame, invoice = view.frame.words, view.frame, view.invoice
    logo = frame.settings.logo_url if frame.settings else None
    origin = None if logo is None else secure_origin_of(logo)
    paper = tag(
        "section",
        tag("header", masthead(frame)),
        tag("h1", say("Invoice {number}", number=str(invoice.invoice_number))),
        tag("dl", list(_facts(view)), class_="facts"),
        tag("div", _party(view, say("From"), "seller"), _party(view, say("To"), "buyer"), class_="parties"),
        _lines(view),
        tag("dl", list(_sums(view)), class_="totals"),
        _credit_notes(view),
        tag("p", invoice.memo, class_="quiet") if invoice.memo else None,
        class_="summary",
    )
    side = tag("section", _standing(view), class_="card paying")
    title = f"{say('Invoice {number}', number=str(invoice.invoice_number))} · {invoice.seller_name}"
    page = document(frame, title, tag("main", paper, side, class_="double"))
    return html_page(200, page, frame.nonce, Allowed(images=[origin] if origin else []))


def _standing(view: InvoiceView) -> list[str | None]:
    """How it stands, and what can be done."""
    say, invoice = view.frame.words, view.invoice
    owed = view.money(invoice.owed)
    wrong = say(NOTICES[view.notice]) if view.notice in NOTICES else None
    told: list[str | None] = [alert(wrong), tag("h2", _headline(view)), tag("p", owed, class_="due")]
    if view.under_way:
        told.append(tag("p", say("A payment is being worked on. Load this page again in a moment.")))
    elif view.payable:
        pay = button(say("Pay {amount}", amount=owed), class_="main")
        told.append(form(f"{view.path}/pay", pay))
    elif invoice.status is InvoiceStatus.VOID:
        told = [tag("h2", _headline(view)), tag("p", say("Nothing is to be paid."))]
    elif invoice.status is InvoiceStatus.PAID:
        told = [tag("h2", _headline(view)), tag("p", view.money(invoice.paid_money), class_="due")]
    return [*told, tag("p", tag("a", say("Download as PDF"), href=f"{view.path}/pdf"))]


def _headline(view: InvoiceView) -> str:
    say, invoice = view.frame.words, view.invoice
    if invoice.status is InvoiceStatus.VOID:
        return say("This invoice is void")
    if invoice.status is InvoiceStatus.PAID:
        return say("Paid on {date}", date=view.day(invoice.paid_at)) if invoice.paid_at else say("Paid")
    if invoice.due_at is None:
        return say("Amount due")
    day = view.day(invoice.due_at)
    return say("Overdue since {date}", date=day) if invoice.is_overdue else say("Due on {date}", date=day)


def _facts(view: InvoiceView) -> Iterator[Markup]:
    say, invoice = view.frame.words, view.invoice
    if invoice.issued_at is not None:
        yield _fact(say("Issued"), view.day(invoice.issued_at))
    if invoice.due_at is not None:
        yield _fact(say("Due"), view.day(invoice.due_at))
    if invoice.service_start_at is not None and invoice.service_end_at is not None:
        last = invoice.service_end_at - timedelta(microseconds=1)  # a period ends where the next one begins
        span = f"{view.day(invoice.service_start_at)} – {view.day(last)}"  # noqa: RUF001 (a span)
        yield _fact(say("Service"), span)


def _fact(name: str, value: str, *, strong: bool = False) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value), class_="strong" if strong else None)


def _party(view: InvoiceView, title: str, who: str) -> Markup | None:
    """Name, address and tax id of one side. who: seller, buyer."""
    say, invoice = view.frame.words, view.invoice
    name, address, tax_id = (getattr(invoice, f"{who}_{part}") for part in ("name", "address", "tax_id"))
    assert address is None or isinstance(address, Address)
    known = [name, *(address.lines if address else ()), say("Tax ID {number}", number=tax_id) if tax_id else None]
    known += [invoice.recipient_email] if who == "buyer" else []
    shown = [tag("span", text) for text in known if text]
    return tag("address", tag("strong", title), shown) if shown else None


def _lines(view: InvoiceView) -> Markup:
    items = []
    for line in view.invoice.line_items:
        times = f"{line.quantity} × {view.money(line.unit_price_money)}"  # noqa: RUF001 (a times sign is meant)
        gross = line.unit_price_money.evolve(amount=line.unit_price_money.amount * line.quantity)
        what = tag("span", tag("span", line.name, class_="name"), tag("span", times, class_="quiet"), class_="what")
        items.append(tag("li", what, tag("span", view.money(gross), class_="amount")))
    return tag("ul", items, class_="lines")


def _credit_notes(view: InvoiceView) -> Markup | None:
    """Those that stand, each with its file."""
    say, items = view.frame.words, []
    for note in view.invoice.credit_notes:
        if note.stands:
            name = tag(
                "a",
                say("Credit note {number}", number=note.credit_note_number),
                href=f"{CREDIT_NOTES_PATH}{note.page_token}/pdf",
            )
            what = tag("span", name, tag("span", view.day(note.issued_at), class_="quiet"), class_="what")
            items.append(tag("li", what, tag("span", view.money(note.total_money), class_="amount")))
    return tag("ul", items, class_="lines") if items else None


def _sums(view: InvoiceView) -> Iterator[Markup]:
    say, invoice = view.frame.words, view.invoice
    yield _fact(say("Subtotal"), view.money(invoice.subtotal_money))
    if invoice.discount_money.amount:
        off = invoice.discount_money.evolve(amount=-invoice.discount_money.amount)
        yield _fact(say("Discount"), view.money(off))
    for charge in invoice.charges:
        yield _fact(charge.name, view.money(charge.amount_money))
    for tax in invoice.taxes:
        name = f"{tax.name} {percent(tax.percentage, view.frame.locale)}"
        yield _fact(say("{tax} (included)", tax=name) if tax.inclusive else name, view.money(tax.tax_money))
    yield _fact(say("Total"), view.money(invoice.total_money), strong=True)
    if invoice.paid_money.amount:
        yield _fact(say("Paid already"), view.money(invoice.paid_money.evolve(amount=-invoice.paid_money.amount)))
        yield _fact(say("Amount due"), view.money(invoice.owed), strong=True)
