"""Plans and subscriptions as examples show them; identifiers and moments are the walk-through's."""

from __future__ import annotations

from datetime import datetime, timedelta

from commerce.domain.billing_outcomes import ended, failed
from commerce.domain.billing_periods import BillingInterval
from commerce.domain.billing_runs import BillingCounts, BillingRun, BillingRunStatus
from commerce.domain.credit_notes import CreditNote
from commerce.domain.customers import Customer
from commerce.domain.document_files import CreditNotePdf, InvoicePdf
from commerce.domain.dunning import DunningTerms
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.money import Money
from commerce.domain.orders import Order
from commerce.domain.plans import Plan, PlanLine
from commerce.domain.refunds import Refund
from commerce.domain.subscriptions import PlanTerms, Subscription


def example_plan(plan_id: str, made_at: datetime) -> Plan:
    """A monthly plan with a trial of two weeks."""
    line = PlanLine(name="Pro", quantity=1, unit_price_money=Money(amount=2900, currency="USD"))
    return Plan(
        id=plan_id,
        name="Pro, monthly",
        billing_interval=BillingInterval.MONTHLY,
        line_items=(line,),
        currency="USD",
        trial_period_days=14,
        created_at=made_at,
        updated_at=made_at,
    )


def example_invoice(invoice_id: str, order: Order, made_at: datetime) -> Invoice:
    """A draft of an order's invoice."""
    return Invoice.draft_of(order, invoice_id, seller_name="Sandbox shop", now=made_at)


def example_pdf(invoice: Invoice) -> InvoicePdf:
    """Where it can be had on paper."""
    number = str(invoice.invoice_number)
    return InvoicePdf(
        id=invoice.id,
        invoice_id=invoice.id,
        invoice_number=number,
        file_name=f"{number}.pdf",
        url="https://pay.example.com/i/AAGSkfYq2V5p…/pdf",
    )


def example_credit_note(
    note_id: str, refund: Refund, order: Order, invoice: Invoice, issued_at: datetime
) -> CreditNote:
    """What a refund took back of an invoice."""
    return CreditNote.of(refund, order, invoice, note_id=note_id, number=7, page_token="", now=issued_at)


def example_credit_note_pdf(note: CreditNote) -> CreditNotePdf:
    """Where it can be had on paper."""
    return CreditNotePdf(
        id=note.id,
        credit_note_id=note.id,
        credit_note_number=note.credit_note_number,
        file_name=f"{note.credit_note_number}.pdf",
        url="https://pay.example.com/n/AAGSkfYq2V5p…/pdf",
    )


def example_subscription(subscription_id: str, plan: Plan, customer: Customer, begins_at: datetime) -> Subscription:
    """Their subscription, in its trial."""
    end = begins_at + timedelta(days=plan.trial_period_days)
    return Subscription(
        id=subscription_id,
        status=SubscriptionStatus.TRIALING,
        customer_id=customer.id,
        plan=PlanTerms.of(plan),
        start_at=begins_at,
        trial_end_at=end,
        current_period_start_at=begins_at,
        current_period_end_at=end,
        anchor_at=end,
        created_at=begins_at,
        updated_at=begins_at,
    )


def example_run(run_id: str, at: datetime) -> BillingRun:
    """A run that met one subscription."""
    counts = BillingCounts(orders_made=1, payments_succeeded=1)
    return BillingRun(
        id=run_id,
        status=BillingRunStatus.COMPLETED,
        subscriptions_due=1,
        counts=counts,
        version=2,
        created_at=at,
        updated_at=at,
    )


def subscription_states(trialing: Subscription, order_id: str, at: datetime) -> dict[str, Subscription]:
    """The subscription as it stands when each of its events is told."""
    end = trialing.schedule.boundary(1)
    active = trialing.evolve(
        status=SubscriptionStatus.ACTIVE,
        current_period_start_at=trialing.anchor_at,
        current_period_end_at=end,
        latest_order_id=order_id,
        cycle_count=1,
        version=3,
    )
    owes = active.evolve(open_order_id=order_id, look_again_at=at)
    late = failed(owes, "INSUFFICIENT_FUNDS", "The card has insufficient funds.", DunningTerms(), at).subscription
    return {
        "created": trialing,
        "trial_ending": trialing.evolve(version=2),
        "activated": active,
        "payment_succeeded": active,
        "renewal_upcoming": active.evolve(version=4),
        "payment_failed": late,
        "past_due": late,
        "paused": active.evolve(status=SubscriptionStatus.PAUSED, paused_at=at, version=4),
        "resumed": active.evolve(version=5),
        "canceled": ended(active, "too dear", at),
    }
