"""What a read found, or the refusal that says what is missing: all that the reading of a resource loads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.store.store import Found

if TYPE_CHECKING:
    # Each is loaded where one is read.
    from commerce.domain.billing_runs import BillingRun
    from commerce.domain.checkout_sessions import CheckoutSession
    from commerce.domain.credit_notes import CreditNote
    from commerce.domain.customers import Customer
    from commerce.domain.invoices import Invoice
    from commerce.domain.orders import Order
    from commerce.domain.payment_links import PaymentLink
    from commerce.domain.payments import PaymentIntent
    from commerce.domain.refunds import Refund
    from commerce.domain.subscriptions import Subscription


def found_order(found: Found, order_id: str) -> Order:
    """Raises OrderNotFound if the read did not find it."""
    from commerce.domain.orders import Order  # noqa: PLC0415 (no cold start of others pays for it)

    order = found.get(Order, order_id) if order_id.startswith("ord_") else None
    if order is None:
        raise errors.OrderNotFound(f"There is no order {order_id}; GET /v1/orders lists yours.", param="orderId")
    return order


def found_customer(found: Found, customer_id: str) -> Customer:
    """Raises CustomerNotFound if the read did not find it, or found it deleted."""
    from commerce.domain.customers import Customer  # noqa: PLC0415 (no cold start of others pays for it)

    customer = found.get(Customer, customer_id) if customer_id.startswith("cus_") else None
    if customer is None or customer.deleted:
        raise errors.CustomerNotFound(
            f"There is no customer {customer_id}; GET /v1/customers lists yours.", param="customerId"
        )
    return customer


def named_customer(found: Found, customer_id: str | None) -> Customer | None:
    """The customer that a request names, if it names one. Raises CustomerNotFound."""
    return None if customer_id is None else found_customer(found, customer_id)


def found_payment_intent(found: Found, payment_intent_id: str) -> PaymentIntent:
    """Raises NotFound if the read did not find it."""
    from commerce.domain.payments import PaymentIntent  # noqa: PLC0415 (no cold start of others pays for it)

    intent = found.get(PaymentIntent, payment_intent_id)
    if intent is None:
        raise errors.NotFound(
            f"There is no payment intent {payment_intent_id}; GET /v1/payment-intents lists yours.",
            param="paymentIntentId",
        )
    return intent


def found_refund(found: Found, refund_id: str) -> Refund:
    """Raises NotFound if the read did not find it."""
    from commerce.domain.refunds import Refund  # noqa: PLC0415 (no cold start of others pays for it)

    refund = found.get(Refund, refund_id)
    if refund is None:
        raise errors.NotFound(f"There is no refund {refund_id}; GET /v1/refunds lists yours.", param="refundId")
    return refund


def found_subscription(found: Found, subscription_id: str) -> Subscription:
    """Raises SubscriptionNotFound if the read did not find it."""
    from commerce.domain.subscriptions import Subscription  # noqa: PLC0415 (no cold start of others pays for it)

    subscription = found.get(Subscription, subscription_id) if subscription_id.startswith("sub_") else None
    if subscription is None:
        raise errors.SubscriptionNotFound(
            f"There is no subscription {subscription_id}; GET /v1/subscriptions lists yours.", param="subscriptionId"
        )
    return subscription


def found_checkout_session(found: Found, session_id: str) -> CheckoutSession:
    """Raises CheckoutSessionNotFound if the read did not find it."""
    from commerce.domain.checkout_sessions import CheckoutSession  # noqa: PLC0415 (no cold start of others pays for it)

    session = found.get(CheckoutSession, session_id) if session_id.startswith("cs_") else None
    if session is None:
        raise errors.CheckoutSessionNotFound(
            f"There is no checkout session {session_id}; GET /v1/checkout-sessions lists yours.",
            param="checkoutSessionId",
        )
    return session


def found_run(found: Found, run_id: str) -> BillingRun:
    """Raises NotFound if the read did not find it."""
    from commerce.domain.billing_runs import BillingRun  # noqa: PLC0415 (no cold start of others pays for it)

    run = found.get(BillingRun, run_id) if run_id.startswith("run_") else None
    if run is None:
        raise errors.NotFound(
            f"There is no billing run {run_id}; GET /v1/billing-runs lists those that met your subscriptions.",
            param="billingRunId",
        )
    return run


def found_payment_link(found: Found, payment_link_id: str) -> PaymentLink:
    """Raises PaymentLinkNotFound if the read did not find it."""
    from commerce.domain.payment_links import PaymentLink  # noqa: PLC0415 (no cold start of others pays for it)

    link = found.get(PaymentLink, payment_link_id) if payment_link_id.startswith("pl_") else None
    if link is None:
        raise errors.PaymentLinkNotFound(
            f"There is no payment link {payment_link_id}; GET /v1/payment-links lists yours.", param="paymentLinkId"
        )
    return link


def customer_of(found: Found, order: Order) -> Customer | None:
    """The order's customer among what was read; None: it has none, or a deleted one."""
    if order.customer_id is None:
        return None
    from commerce.domain.customers import Customer  # noqa: PLC0415 (no cold start of others pays for it)

    customer = found.get(Customer, order.customer_id)
    return None if customer is None or customer.deleted else customer


def found_invoice(found: Found, invoice_id: str) -> Invoice:
    """Raises InvoiceNotFound if the read did not find it."""
    from commerce.domain.invoices import Invoice  # noqa: PLC0415 (no cold start of others pays for it)

    invoice = found.get(Invoice, invoice_id) if invoice_id.startswith("inv_") else None
    if invoice is None:
        raise errors.InvoiceNotFound(
            f"There is no invoice {invoice_id}; GET /v1/invoices lists yours.", param="invoiceId"
        )
    return invoice


def found_credit_note(found: Found, credit_note_id: str) -> CreditNote:
    """Raises NotFound if the read did not find it."""
    notes = found_notes(found, [credit_note_id]) if credit_note_id.startswith("cn_") else []
    if not notes:
        raise errors.NotFound(
            f"There is no credit note {credit_note_id}; GET /v1/credit-notes lists yours.", param="creditNoteId"
        )
    return notes[0]


def found_notes(found: Found, names: Iterable[str]) -> list[CreditNote]:
    """The credit notes of these ids that there are."""
    from commerce.domain.credit_notes import CreditNote  # noqa: PLC0415 (no cold start of others pays for it)

    return [note for name in names if (note := found.get(CreditNote, name)) is not None]
