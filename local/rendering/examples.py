"""An order's way from creation to refund, always the same to the byte: examples are cut out of it.

It runs on the domain alone, with a fixed clock and made-up identifiers; nothing is stored or charged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from commerce.domain.activities import Activity
from commerce.domain.api_keys import ApiKey, NewApiKey
from commerce.domain.billing_runs import BillingRun
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.claims import NO_CLAIMS
from commerce.domain.confirmations import Confirmation
from commerce.domain.coupon_rules import apply_coupon
from commerce.domain.coupons import Coupon
from commerce.domain.credit_notes import CreditNote
from commerce.domain.customers import Customer
from commerce.domain.dead_letters import DeadLetter
from commerce.domain.document_files import CreditNotePdf, InvoicePdf
from commerce.domain.entity import Shape
from commerce.domain.explanations import OrderExplanation
from commerce.domain.ids import RANDOM_BITS, encode
from commerce.domain.invoices import Invoice
from commerce.domain.items import ChangeReason, InventoryChange, Item
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import OrderStatus, PaymentMethodStatus, RefundStatus
from commerce.domain.money import Money
from commerce.domain.order_commands import CreateOrder
from commerce.domain.order_creation import new_order
from commerce.domain.order_explaining import explain
from commerce.domain.orders import Order
from commerce.domain.outcomes import Abandoned, ActionRequired, Charged, Declined, RefundOutcome
from commerce.domain.payment_links import PaymentLink
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payment_parts import Card
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.plans import Plan
from commerce.domain.reconciliation import Reconciliation
from commerce.domain.recorded_events import RecordedEvent
from commerce.domain.refund_reservation import choose_sources, reserve_refund
from commerce.domain.refund_settlement import settle_refund
from commerce.domain.refunds import Refund
from commerce.domain.sandbox_clock import SandboxClock
from commerce.domain.settings import Settings
from commerce.domain.settlement import claim_payments, settle_payment
from commerce.domain.subscriptions import Subscription
from commerce.domain.tax_rates import TaxRate
from commerce.domain.webhook_endpoints import NewWebhookEndpoint, WebhookEndpoint
from commerce.domain.webhook_replays import WebhookReplay
from commerce.domain.webhooks import WebhookEvent
from local.rendering.agent_examples import example_confirmation, example_limits
from local.rendering.billing_examples import (
    example_credit_note,
    example_credit_note_pdf,
    example_invoice,
    example_pdf,
    example_plan,
    example_run,
    example_subscription,
)
from local.rendering.checkout_examples import example_link, example_session
from local.rendering.event_examples import example_event
from local.rendering.reconciliation_examples import example_reconciliation
from local.rendering.webhook_examples import example_delivery, example_endpoint, example_letter, example_replay

BEGINNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
REFUND_AMOUNT = 2900
SHOWN_ONCE = {"secret": "whsec_…"}
ORDER = {
    "lineItems": [
        {"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900, "currency": "USD"}},
        {"name": "Add-on", "quantity": 1, "unitPriceMoney": {"amount": 2900, "currency": "USD"}},
    ],
    "buyerEmail": "ada@example.com",
}


def at(minute: int) -> datetime:
    """A moment of the walk-through."""
    return BEGINNING + timedelta(minutes=minute)


def made_up_id(prefix: str, minute: int = 0) -> str:
    """An identifier that looks like a real one and is the same on every run."""
    milliseconds = int(at(minute).timestamp() * 1000)
    instead_of_chance = hashlib.sha256(prefix.encode()).digest()[: RANDOM_BITS // 8]
    return f"{prefix}_{encode(milliseconds << RANDOM_BITS | int.from_bytes(instead_of_chance, 'big'))}"


@dataclass(frozen=True)
class Walkthrough:
    """Every resource as it stood at each step."""

    settings: Settings
    tax_rate: TaxRate
    coupon: Coupon
    created: Order
    discounted: Order
    paid: Order
    refunded: Order
    closed: Order
    charged: PaymentIntent
    declined: PaymentIntent
    challenged: PaymentIntent
    canceled: PaymentIntent
    disputed: PaymentIntent
    dispute_lost: PaymentIntent
    refund: Refund
    refund_arrived: Refund
    refund_failed: Refund
    activity: Activity
    api_key: ApiKey
    plan: Plan
    subscription: Subscription
    billing_run: BillingRun
    invoice: Invoice
    checkout_session: CheckoutSession
    item: Item
    payment_method: PaymentMethod
    customer: Customer
    inventory_change: InventoryChange
    webhook_endpoint: WebhookEndpoint

    @property
    def invoice_sent(self) -> Invoice:
        """The invoice once it was issued and sent."""
        return self.invoice.issued(self.discounted, 42, at(2)).evolve(sent_at=at(2), version=2)

    @property
    def credit_note(self) -> CreditNote:
        """What the refund took back of the invoice."""
        return example_credit_note(made_up_id("cn", 4), self.refund, self.refunded, self.invoice_sent, at(4))

    @property
    def confirmation(self) -> Confirmation:
        """What an agent asks a person for."""
        return example_confirmation(made_up_id("cnf", 3), self.api_key.id, self.discounted, at(3))

    @property
    def resources(self) -> Mapping[type[Shape], Shape]:
        """The example of each kind of resource."""
        return {
            Activity: self.activity,
            ApiKey: self.api_key,
            Coupon: self.coupon,
            Order: self.discounted,
            OrderExplanation: explain(self.discounted),
            NewApiKey: NewApiKey.of(self.api_key, "").evolve(key="flint_test_…"),
            PaymentIntent: self.charged,
            RecordedEvent: example_event(made_up_id("evt", 4), made_up_id("mer"), self.refund, at(4)),
            Plan: self.plan,
            Subscription: self.subscription,
            BillingRun: self.billing_run,
            Invoice: self.invoice,
            InvoicePdf: example_pdf(self.invoice_sent),
            CreditNote: self.credit_note,
            CreditNotePdf: example_credit_note_pdf(self.credit_note),
            CheckoutSession: self.checkout_session,
            Confirmation: self.confirmation,
            PaymentLink: example_link(made_up_id("pl"), at(0)),
            Item: self.item,
            PaymentMethod: self.payment_method,
            Customer: self.customer,
            InventoryChange: self.inventory_change,
            Reconciliation: example_reconciliation(self.charged, at(0), at(1440)),
            Refund: self.refund,
            SandboxClock: SandboxClock(
                merchant_id=self.settings.merchant_id, now=at(1440), offset_seconds=86_400, version=2
            ),
            Settings: self.settings,
            TaxRate: self.tax_rate,
            WebhookEndpoint: self.webhook_endpoint,
            WebhookEvent: example_delivery(
                made_up_id("whev", 3), made_up_id("evt", 3), self.webhook_endpoint.id, at(3)
            ),
            DeadLetter: example_letter(made_up_id("dlt", 3), made_up_id("evt", 3), self.webhook_endpoint.id, at(3)),
            WebhookReplay: example_replay(self.webhook_endpoint.id),
            NewWebhookEndpoint: NewWebhookEndpoint.of(self.webhook_endpoint).evolve(**SHOWN_ONCE),
        }


@cache
def walkthrough() -> Walkthrough:
    """Walk: create, apply the coupon, pay, refund a part, close; and what could have come of the payment instead."""
    tax_rate = TaxRate(
        id=made_up_id("tax"), name="Sales tax", percentage="8", is_default=True, created_at=at(0), updated_at=at(0)
    )
    settings = _settings(tax_rate)
    coupon = _coupon()
    created = new_order(settings, CreateOrder.model_validate(ORDER), order_id=made_up_id("ord", 1), now=at(1)).evolve(
        activity_count=1
    )
    discounted = _next(apply_coupon(created, coupon, settings, now=at(2)), 2)
    intent = _intent(discounted)
    claimed = claim_payments(discounted, [intent], NO_CLAIMS, at(3))
    card = Card(brand="visa", last4="4242", exp_month=12, exp_year=2030)
    charged = settle_payment(claimed, intent, Charged("pi_3SXf0e2eZvKYlo2C", "ch_3SXf0e2eZvKYlo2C", card), at(3))
    declined = settle_payment(claimed, intent, Declined("CARD_DECLINED", "The card was declined.", card=card), at(3))
    challenged = settle_payment(claimed, intent, ActionRequired("pi_3SXf0e2eZvKYlo2C", "pi_3SXf0e_secret"), at(3))
    canceled = settle_payment(challenged.order, challenged.intent, Abandoned("pi_3SXf0e2eZvKYlo2C"), at(63))
    reserved, reservation = reserve_refund(
        charged.order, _refund(charged.order), choose_sources(charged.order, None), amount=REFUND_AMOUNT, now=at(4)
    )
    accepted = settle_refund(reserved, reservation, _outcome(intent, RefundStatus.PENDING), at(4))
    arrived = settle_refund(accepted.order, accepted.refund, _outcome(intent, RefundStatus.SUCCEEDED), at(5))
    failed = settle_refund(accepted.order, accepted.refund, _outcome(intent, RefundStatus.FAILED), at(5))
    dispute = Dispute(
        processor_dispute_id="du_1SXf0e2eZvKYlo2C",
        status="needs_response",
        reason="fraudulent",
        amount_money=charged.intent.amount_money,
    )
    return Walkthrough(
        settings=settings,
        tax_rate=tax_rate,
        coupon=coupon,
        created=created,
        discounted=discounted,
        paid=charged.order,
        refunded=accepted.order,
        closed=_next(arrived.order.evolve(status=OrderStatus.CLOSED, closed_reason="delivered"), 6),
        charged=charged.intent,
        declined=declined.intent,
        challenged=challenged.intent,
        canceled=canceled.intent,
        disputed=charged.intent.evolve(dispute=dispute),
        dispute_lost=charged.intent.evolve(dispute=dispute.evolve(status="lost")),
        refund=accepted.refund,
        refund_arrived=arrived.refund,
        refund_failed=failed.refund,
        activity=_activity(created),
        api_key=_api_key(),
        plan=(plan := example_plan(made_up_id("plan"), at(0))),
        item=_item(),
        payment_method=_payment_method(card),
        customer=(customer := _customer()),
        inventory_change=_inventory_change(),
        subscription=example_subscription(made_up_id("sub", 1), plan, customer, at(1)),
        billing_run=example_run(made_up_id("run", 1), at(1)),
        invoice=example_invoice(made_up_id("inv", 2), discounted, at(2)),
        checkout_session=example_session(made_up_id("cs", 2), discounted, at(2)),
        webhook_endpoint=example_endpoint(made_up_id("whep"), at(0)),
    )


def _next(order: Order, minute: int) -> Order:
    return order.evolve(version=order.version + 1, updated_at=at(minute))


def _settings(tax_rate: TaxRate) -> Settings:
    return Settings(
        merchant_id=made_up_id("mer"),
        mode="test",
        business_name="Sandbox shop",
        tax_rates=(tax_rate,),
        created_at=at(0),
        updated_at=at(0),
    )


def _coupon() -> Coupon:
    return Coupon(
        id=made_up_id("cpn"),
        name="20 % off",
        coupon_code="LAUNCH20",
        percent_off="20",
        created_at=at(0),
        updated_at=at(0),
    )


def _customer() -> Customer:
    return Customer(
        id=made_up_id("cus"),
        name="Ada Lovelace",
        email="ada@example.com",
        billing_address=Address(country="US", state="CA", postal_code="94105", city="San Francisco"),
        created_at=at(0),
        updated_at=at(0),
    )


def _payment_method(card: Card) -> PaymentMethod:
    return PaymentMethod(
        id=made_up_id("pm"),
        customer_id=made_up_id("cus"),
        status=PaymentMethodStatus.ACTIVE,
        card=card,
        created_at=at(0),
        updated_at=at(0),
    )


def _item() -> Item:
    return Item(
        id=made_up_id("item"),
        name="Console",
        unit_price_money=Money(amount=9900, currency="USD"),
        sku="CONSOLE-1",
        quantity_available=40,
        low_stock_threshold=5,
        change_count=1,
        created_at=at(0),
        updated_at=at(0),
    )


def _inventory_change() -> InventoryChange:
    return InventoryChange(
        id=made_up_id("ich"),
        item_id=made_up_id("item"),
        sequence=1,
        quantity_delta=40,
        quantity_after=40,
        change_reason=ChangeReason.RECEIVED,
        note="Delivery 12",
        actor=made_up_id("key"),
        created_at=at(0),
    )


def _intent(order: Order) -> PaymentIntent:
    return PaymentIntent(
        id=made_up_id("pi", 3),
        order_id=order.id,
        amount_money=order.money(order.balance),
        refunded_amount_money=order.money(0),
        created_at=at(3),
        updated_at=at(3),
    )


def _refund(order: Order) -> Refund:
    return Refund(
        id=made_up_id("ref", 4),
        order_id=order.id,
        payment_intent_id=None,
        source_type=None,
        amount_money=order.money(0),
        tax_money=order.money(0),
        allocations=(),
        created_at=at(4),
        updated_at=at(4),
    )


def _outcome(intent: PaymentIntent, status: RefundStatus) -> dict[str, RefundOutcome]:
    reason = "lost_or_stolen_card" if status is RefundStatus.FAILED else None
    return {intent.id: RefundOutcome(status, "re_3SXf0e2eZvKYlo2C", reason)}


def _api_key() -> ApiKey:
    return ApiKey(
        id=made_up_id("key"),
        merchant_id=made_up_id("mer"),
        mode="test",
        name="Shopping agent",
        scopes=("orders.read", "orders.write"),
        agent_limits=example_limits(),
        salt="",
        secret_hash="",
        created_at=at(0),
        updated_at=at(0),
    )


def _activity(order: Order) -> Activity:
    return Activity(
        id=made_up_id("act", 1),
        order_id=order.id,
        sequence=1,
        type="order.created",
        description="Order made with 2 line(s).",
        actor=made_up_id("key"),
        balance_delta=order.money(order.balance),
        running_balance=order.money(order.balance),
        created_at=at(1),
    )
