"""What a buyer does with the page of their invoice: sees how it stands, and goes on to pay it by card."""

from typing import NamedTuple

from commerce.context import Context, Runtime
from commerce.domain import errors, order_actions
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.invoices import PATH, UNPAID, Invoice
from commerce.domain.lifecycle import CheckoutSessionStatus
from commerce.domain.orders import Order
from commerce.usecases import checkout_sessions
from commerce.usecases.finding import found_order
from commerce.usecases.invoice_pages import PAGE
from commerce.usecases.page_opening import open_page

INVOICE_ID = "invoiceId"
"""Under this name the session's metadata say which invoice it pays."""


class VisitedInvoice(NamedTuple):
    """An invoice's page that was opened: the invoice and its order as they are now."""

    ctx: Context
    invoice: Invoice
    order: Order

    @property
    def url(self) -> str:
        """Of the page."""
        return f"{self.ctx.public_url}{PATH}{self.invoice.page_token}"

    @property
    def payable(self) -> bool:
        """True if something is owed, and no payment of it is under way."""
        if self.invoice.status not in UNPAID or self.order.payable <= 0:
            return False
        try:
            order_actions.require(self.order, "pay")
        except errors.FlintError:
            return False
        return True


def visit_invoice(runtime: Runtime, token: str, public_url: str) -> VisitedInvoice:
    """What a page's address leads to, in two round trips. Raises InvoiceNotFound for an address of nothing."""
    ctx, invoice, _ = open_page(PAGE, runtime, token, public_url)
    order = found_order(ctx.store.read(invoice.order_id), invoice.order_id)
    return VisitedInvoice(ctx, invoice.at(ctx.now()), order)


def checkout_url(visited: VisitedInvoice) -> str:
    """Where the invoice is paid by card: on the page that it opened before, while that is open, else on a new one."""
    ctx, order = visited.ctx, visited.order
    ids = order.open_checkout_session_ids
    found = ctx.store.read(*ids) if ids else None
    for session_id in reversed(ids):
        session = found.get(CheckoutSession, session_id) if found is not None else None
        if session is not None and session.metadata.get(INVOICE_ID) == visited.invoice.id:
            session = session.at(ctx.now())
            if session.status is CheckoutSessionStatus.OPEN:
                return session.page_url
    terms = CreateCheckoutSession(
        order_id=order.id,
        success_redirect_url=visited.url,
        cancel_redirect_url=visited.url,
        metadata={INVOICE_ID: visited.invoice.id},
    )
    return checkout_sessions.create(ctx, terms).page_url
