"""Shapes that callers send and get. Rendered from the operations by `make render`; edits get lost."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from flint.resource import Resource

BillingInterval: TypeAlias = "Literal['daily', 'weekly', 'monthly', 'yearly']"
BillingRunStatus: TypeAlias = "Literal['running', 'completed', 'abandoned']"
CalculationBasis: TypeAlias = "Literal['subtotal_pre_discount', 'subtotal_post_discount']"
CaptureMethod: TypeAlias = "Literal['automatic', 'manual']"
ChangeReason: TypeAlias = "Literal['received', 'returned', 'damaged', 'lost', 'theft', 'recount', 'other']"
CheckoutPaymentStatus: TypeAlias = "Literal['unpaid', 'paid', 'no_payment_required']"
CheckoutSessionStatus: TypeAlias = "Literal['open', 'paid', 'expired', 'closed']"
ConfirmationStatus: TypeAlias = "Literal['pending', 'approved', 'declined', 'used', 'expired']"
CouponStatus: TypeAlias = "Literal['active', 'disabled', 'expired', 'exhausted', 'deleted']"
CreditNoteStatus: TypeAlias = "Literal['issued', 'void']"
DeadLetterReason: TypeAlias = "Literal['exhausted', 'undeliverable', 'unreadable']"
DeadLetterSource: TypeAlias = "Literal['changes', 'events', 'deliveries', 'slow_deliveries', 'invoice_mails']"
DeadLetterStatus: TypeAlias = "Literal['dead', 'replayed']"
DifferenceKind: TypeAlias = "Literal['unsettled', 'refund_behind', 'refund_not_made', 'refund_made_but_failed', 'charged_but_released', 'paid_but_not_charged', 'amount_differs', 'order_disagrees', 'unknown_payment', 'unknown_refund']"
DiscountScope: TypeAlias = "Literal['order', 'line_item']"
DunningEnd: TypeAlias = "Literal['cancel', 'pause']"
Event: TypeAlias = "OrderCreatedEvent | OrderUpdatedEvent | OrderPaidEvent | OrderRefundedEvent | OrderClosedEvent | PaymentIntentSucceededEvent | PaymentIntentPaymentFailedEvent | PaymentIntentRequiresActionEvent | PaymentIntentCanceledEvent | DisputeCreatedEvent | DisputeClosedEvent | PaymentLinkCompletedEvent | CheckoutSessionCompletedEvent | CheckoutSessionExpiredEvent | CustomerCreatedEvent | CustomerUpdatedEvent | ItemInventoryLowEvent | InvoiceCreatedEvent | InvoiceSentEvent | InvoicePaidEvent | InvoicePaymentReversedEvent | InvoiceOverdueEvent | InvoiceVoidedEvent | CreditNoteCreatedEvent | CreditNoteVoidedEvent | RefundCreatedEvent | RefundUpdatedEvent | RefundFailedEvent | SubscriptionCreatedEvent | SubscriptionActivatedEvent | SubscriptionTrialEndingEvent | SubscriptionRenewalUpcomingEvent | SubscriptionPaymentSucceededEvent | SubscriptionPaymentFailedEvent | SubscriptionPastDueEvent | SubscriptionPausedEvent | SubscriptionResumedEvent | SubscriptionCanceledEvent | WebhookEndpointTestEvent | WebhookEndpointDisabledEvent"
InvoiceStatus: TypeAlias = "Literal['draft', 'open', 'partially_paid', 'paid', 'void']"
ItemStatus: TypeAlias = "Literal['active', 'archived']"
ItemType: TypeAlias = "Literal['good', 'service', 'digital']"
JsonValue: TypeAlias = "Any"
OrderStatus: TypeAlias = "Literal['OPEN', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CLOSED']"
PaymentIntentStatus: TypeAlias = "Literal['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded']"
PaymentLinkMode: TypeAlias = "Literal['standard', 'donation']"
PaymentLinkStatus: TypeAlias = "Literal['active', 'inactive', 'expired', 'completed']"
PaymentMethodStatus: TypeAlias = "Literal['pending', 'requires_action', 'active', 'failed', 'removed']"
PaymentSource: TypeAlias = "Literal['card', 'cash', 'check', 'bank_transfer', 'other']"
PlanStatus: TypeAlias = "Literal['active', 'archived']"
ProrationBehavior: TypeAlias = "Literal['none', 'create_prorations']"
RefundReason: TypeAlias = "Literal['requested_by_customer', 'duplicate', 'fraudulent', 'other']"
RefundStatus: TypeAlias = "Literal['pending', 'in_transit', 'succeeded', 'failed']"
Rounding: TypeAlias = "Literal['half_up', 'half_even']"
StepKind: TypeAlias = "Literal['subtotal', 'discount', 'charge', 'tax', 'tip', 'total', 'payment', 'balance', 'refund']"
SubscriptionStatus: TypeAlias = "Literal['incomplete', 'trialing', 'active', 'past_due', 'paused', 'canceled']"
TaxProviderName: TypeAlias = "Literal['merchant_rates', 'stripe_tax']"
WebhookEndpointStatus: TypeAlias = "Literal['enabled', 'disabled']"
WebhookEventStatus: TypeAlias = "Literal['pending', 'succeeded', 'failed']"


class ActionOffer(Resource):
    """Something that may be done now, ready to be sent."""

    action: str
    method: str
    href: str
    required_fields: list[str]
    required_scope: str
    body: dict[str, Any]
    description: str
    max_amount_money: Money | None
    requires_human_confirmation: bool


class ActionRequest(Resource):
    """A request that is ready to be sent, once its body has the required fields."""

    action: str
    method: str
    href: str
    required_fields: list[str]
    required_scope: str
    body: dict[str, Any]


class Activity(Resource):
    """One thing that happened to an order."""

    id: str
    order_id: str
    sequence: int
    type: str
    description: str
    actor: str
    approved_by: str | None
    balance_delta: Money
    running_balance: Money
    payment_intent_id: str | None
    refund_id: str | None
    created_at: str
    activity_id: str


class AddCharge(TypedDict, total=False):
    """A service or delivery charge to be added."""

    amount_money: PositiveMoneyInput | None
    percent: str | None
    name: str
    type: str
    calculation_basis: CalculationBasis
    taxable: bool
    expected_version: int | None


class AddDiscount(TypedDict, total=False):
    """A discount by hand."""

    name: str
    amount_money: PositiveMoneyInput | None
    percent_off: str | None
    scope: DiscountScope
    order_line_item_ids: list[str]
    expected_version: int | None


class AddLineItems(TypedDict, total=False):
    """Lines to be added."""

    line_items: list[NewLine]
    expected_version: int | None


class AddTips(TypedDict, total=False):
    """A tip: an amount, or a percentage of the discounted subtotal."""

    amount_money: PositiveMoneyInput | None
    percent: str | None
    expected_version: int | None


class Address(Resource):
    """Where somebody is."""

    country: str | None
    state: str | None
    postal_code: str | None
    city: str | None
    line1: str | None
    line2: str | None


class AddressInput(TypedDict):
    """Where somebody is."""

    country: NotRequired[str | None]
    state: NotRequired[str | None]
    postal_code: NotRequired[str | None]
    city: NotRequired[str | None]
    line1: NotRequired[str | None]
    line2: NotRequired[str | None]


class AdjustInventory(TypedDict, total=False):
    """A change of an item's stock by hand."""

    quantity_delta: int
    change_reason: ChangeReason
    note: str | None
    expected_version: int | None


class Adjustment(Resource):
    """What a change in the middle of a period adds to the next order; a negative amount is taken off it."""

    description: str
    amount_money: Money
    taxable: bool
    tax_category: str | None


class AdvanceClock(TypedDict, total=False):
    """Where to move the clock: to a moment, or by some time."""

    to: str | None
    seconds: int | None
    expected_version: int | None


class AgentLimits(Resource):
    """The limits of a key that an agent holds; all of its amounts are in one currency."""

    max_amount_money: Money | None
    max_daily_amount_money: Money | None
    confirmation_threshold_money: Money | None
    allowed_actions: list[str] | None


class ApiKey(Resource):
    """A key of one merchant and one mode, limited to its scopes; `*` means all."""

    id: str
    merchant_id: str
    mode: str
    name: str
    scopes: list[str]
    agent_limits: AgentLimits | None
    version: int
    created_at: str
    updated_at: str
    revoked_at: str | None
    api_key_id: str


class AppliedCharge(Resource):
    """A charge as answered, with what it came to."""

    id: str
    name: str
    type: str
    amount_money: Money
    tax_money: Money
    percent: str | None
    calculation_basis: CalculationBasis
    taxable: bool
    charge_id: str


class AppliedDiscount(Resource):
    """A discount as answered, with what it came to."""

    id: str
    name: str
    scope: DiscountScope
    amount_money: Money
    percent_off: str | None
    coupon_id: str | None
    coupon_code: str | None
    order_line_item_ids: list[str]
    applied_discount_id: str


class AppliedTax(Resource):
    """A rate as answered, with what it came to over the whole order."""

    name: str
    percentage: str
    inclusive: bool
    tax_rate_id: str | None
    provider: TaxProviderName
    taxable_money: Money
    tax_money: Money


class AppliedTip(Resource):
    """A tip as answered, with what it came to."""

    id: str
    amount_money: Money
    percent: str | None
    tip_id: str


class ApplyCoupon(TypedDict, total=False):
    """A coupon to be applied, to some lines or to all that it may apply to."""

    coupon_code: str | None
    coupon_id: str | None
    order_line_item_ids: list[str]
    expected_version: int | None


class ApplyTax(TypedDict, total=False):
    """The address that decides which tax rates apply."""

    tax_address: TaxAddressInput
    expected_version: int | None


class BillingCounts(Resource):
    """What was done of one subscription, or of many."""

    orders_made: int
    payments_succeeded: int
    payments_failed: int
    errors: int


class BillingRun(Resource):
    """A run of the billing schedule, as far as it concerns a merchant."""

    id: str
    status: BillingRunStatus
    subscriptions_due: int
    counts: BillingCounts
    version: int
    created_at: str
    updated_at: str
    billing_run_id: str


class BlockedAction(Resource):
    """Something that may not be done now, why, and what leads there."""

    action: str
    reason: str
    unblocked_by: ActionRequest | None


class CancelPaymentIntent(TypedDict, total=False):
    """Give a payment up before it took money."""

    cancellation_reason: str | None
    expected_version: int | None


class CancelSubscription(TypedDict, total=False):
    """When and why it ends."""

    cancel_immediately: bool
    reason: str | None
    expected_version: int | None


class CapturePaymentIntent(TypedDict, total=False):
    """Take money that is held."""

    amount_money: PositiveMoneyInput | None
    expected_version: int | None


class Card(Resource):
    """What may be shown of a card."""

    brand: str | None
    last4: str | None
    exp_month: int | None
    exp_year: int | None


class CheckoutSession(Resource):
    """A page to pay an order on. It is paid when its order is, whoever paid it and in whichever way."""

    id: str
    order_id: str
    subscription_id: str | None
    status: CheckoutSessionStatus
    payment_status: CheckoutPaymentStatus
    customer_id: str | None
    success_redirect_url: str | None
    cancel_redirect_url: str | None
    allow_tip: bool
    allow_coupon: bool
    expires_at: str
    paid_at: str | None
    closed_at: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    checkout_session_id: str
    url: str | None


class CheckoutSessionCompletedEvent(Resource):
    """The order of a checkout session was paid."""

    event_id: str
    event_type: Literal["checkout_session.completed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CheckoutSession


class CheckoutSessionExpiredEvent(Resource):
    """A checkout session's time was over before its order was paid."""

    event_id: str
    event_type: Literal["checkout_session.expired"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CheckoutSession


class CloseOrder(TypedDict, total=False):
    """Why the order ends."""

    reason: str | None
    expected_version: int | None


class ConfirmPaymentIntent(TypedDict, total=False):
    """Charge, or with a manual capture hold, the money."""

    payment_source_token: str | None
    payment_method_id: str | None
    expected_version: int | None


class Confirmation(Resource):
    """One request of an agent's key that moves more than the key may move by itself."""

    id: str
    status: ConfirmationStatus
    api_key_id: str
    operation: str
    amount_money: Money
    order_id: str | None
    description: str
    decided_by: str | None
    decided_at: str | None
    used_at: str | None
    expires_at: str
    version: int
    created_at: str
    updated_at: str
    confirmation_id: str


class Coupon(Resource):
    """A coupon; `status` follows from what was set, from the clock and from the uses."""

    id: str
    name: str
    coupon_code: str
    percent_off: str | None
    amount_off_money: Money | None
    max_uses: int | None
    max_uses_per_customer: int | None
    minimum_purchase_money: Money | None
    limit_to_item_ids: list[str]
    starts_at: str | None
    expires_at: str | None
    is_stackable: bool
    status: CouponStatus
    uses: int
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    coupon_id: str


class CreateApiKey(TypedDict, total=False):
    """A new key, limited to some scopes, and further if an agent is to hold it."""

    name: str
    scopes: list[str]
    agent_limits: NewAgentLimits | None


class CreateCheckoutSession(TypedDict, total=False):
    """A page for an order that exists, for lines, for which an order is made, or for a plan, which begins
    with it.
    """

    order_id: str | None
    line_items: list[NewLine]
    plan_id: str | None
    taxes: list[TaxChoice] | None
    tax_address: TaxAddressInput | None
    currency: str | None
    customer_id: str | None
    buyer_email: str | None
    success_redirect_url: str | None
    cancel_redirect_url: str | None
    expires_in_seconds: int
    allow_tip: bool
    allow_coupon: bool
    metadata: dict[str, str]


class CreateCoupon(TypedDict, total=False):
    """A new coupon; gives either `percentOff` or `amountOffMoney`."""

    name: str
    coupon_code: str
    percent_off: str | None
    amount_off_money: PositiveMoneyInput | None
    max_uses: int | None
    max_uses_per_customer: int | None
    minimum_purchase_money: MoneyInput | None
    limit_to_item_ids: list[str]
    starts_at: str | None
    expires_at: str | None
    is_stackable: bool
    metadata: dict[str, str]


class CreateCustomer(TypedDict, total=False):
    """A new customer."""

    name: str | None
    email: str | None
    phone_number: str | None
    billing_address: AddressInput | None
    shipping_address: AddressInput | None
    tax_id: str | None
    tax_exempt: bool
    metadata: dict[str, str]


class CreateInvoice(TypedDict, total=False):
    """A draft: of an order that exists, or of lines, for which an order is made."""

    order_id: str | None
    line_items: list[NewLine]
    taxes: list[TaxChoice] | None
    tax_address: TaxAddressInput | None
    currency: str | None
    customer_id: str | None
    recipient_email: str | None
    due_at: str | None
    memo: str | None
    metadata: dict[str, str]


class CreateItem(TypedDict, total=False):
    """A new item."""

    name: str
    unit_price_money: MoneyInput
    sku: str | None
    type: ItemType
    description: str | None
    image_url: str | None
    taxable: bool
    tax_category: str | None
    quantity_available: int | None
    enforce_inventory_limit: bool
    low_stock_threshold: int | None
    metadata: dict[str, str]


class CreateOrder(TypedDict, total=False):
    """A new order. Amounts are computed by the server; send none but unit prices."""

    line_items: list[NewLine]
    discounts: list[NewDiscount]
    taxes: list[TaxChoice] | None
    tips: list[NewTip]
    charges: list[NewCharge]
    customer_id: str | None
    buyer_email: str | None
    buyer_note: str | None
    merchant_note: str | None
    tax_address: TaxAddressInput | None
    currency: str | None
    metadata: dict[str, str]


class CreatePaymentIntent(TypedDict, total=False):
    """A payment of an order, or of an amount, for which an order is made."""

    order_id: str | None
    amount_money: PositiveMoneyInput | None
    payment_source_token: str | None
    payment_method_id: str | None
    customer_id: str | None
    auto_confirm: bool
    capture_method: CaptureMethod
    buyer_email: str | None
    metadata: dict[str, str]
    expected_version: int | None


class CreatePaymentLink(TypedDict, total=False):
    """A new link: to buy lines, or to give a donation of the buyer's choice."""

    name: str
    mode: PaymentLinkMode
    line_items: list[NewLinkLine]
    donation_amounts: list[PositiveMoneyInput]
    currency: str | None
    allow_quantity_adjustment: bool
    allow_tip: bool
    allow_coupon: bool
    max_completions: int | None
    expires_at: str | None
    success_redirect_url: str | None
    metadata: dict[str, str]


class CreatePaymentMethod(TypedDict, total=False):
    """A card to be saved."""

    customer_id: str
    payment_source_token: str
    metadata: dict[str, str]


class CreatePlan(TypedDict, total=False):
    """A new plan."""

    name: str
    billing_interval: BillingInterval
    billing_interval_count: int
    line_items: list[NewPlanLine]
    trial_period_days: int
    setup_fee_money: MoneyInput | None
    currency: str | None
    metadata: dict[str, str]


class CreateRefund(TypedDict, total=False):
    """Money to give back: an amount, some lines, or all that is left."""

    order_id: str | None
    payment_intent_id: str | None
    amount_money: PositiveMoneyInput | None
    line_items: list[RefundLine]
    reason: RefundReason
    reason_message: str | None
    restock: bool
    metadata: dict[str, str]
    expected_version: int | None


class CreateSubscription(TypedDict, total=False):
    """A new subscription."""

    plan_id: str
    customer_id: str
    payment_method_id: str | None
    quantity: int
    trial_period_days: int | None
    billing_anchor_day: int | None
    coupon_code: str | None
    coupon_duration_cycles: int | None
    start_at: str | None
    metadata: dict[str, str]


class CreateTaxRate(TypedDict, total=False):
    """A new rate."""

    name: str
    percentage: str
    inclusive: bool
    jurisdiction: JurisdictionInput | None
    tax_categories: list[str]
    is_default: bool
    metadata: dict[str, str]


class CreateWebhookEndpoint(TypedDict, total=False):
    """A new endpoint."""

    url: str
    subscribed_events: list[str]
    description: str | None
    enabled: bool
    metadata: dict[str, str]


class CreditNote(Resource):
    """A credit note. It never changes: if its refund fails it is void, and keeps its number."""

    id: str
    credit_note_number: str
    status: CreditNoteStatus
    invoice_id: str
    invoice_number: str
    invoice_issued_at: str | None
    order_id: str
    refund_id: str
    customer_id: str | None
    reason: RefundReason
    reason_message: str | None
    seller_name: str
    seller_address: Address | None
    seller_tax_id: str | None
    buyer_name: str | None
    buyer_address: Address | None
    buyer_tax_id: str | None
    recipient_email: str | None
    line_items: list[CreditedLineItem]
    taxes: list[CreditedTax]
    net_money: Money
    tax_money: Money
    total_money: Money
    issued_at: str
    voided_at: str | None
    version: int
    created_at: str
    updated_at: str
    credit_note_id: str


class CreditNoteCreatedEvent(Resource):
    """A credit note was issued for a refund of an issued invoice."""

    event_id: str
    event_type: Literal["credit_note.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CreditNote


class CreditNotePdf(Resource):
    """Where a credit note can be had as a PDF."""

    id: str
    credit_note_id: str
    credit_note_number: str
    file_name: str
    url: str


class CreditNoteVoidedEvent(Resource):
    """A credit note is void, since its refund failed or its invoice was voided."""

    event_id: str
    event_type: Literal["credit_note.voided"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CreditNote


class CreditedLineItem(Resource):
    """What is taken back of a line."""

    name: str
    quantity: int
    amount_money: Money


class CreditedTax(Resource):
    """What is taken back of one rate of the invoice."""

    name: str
    percentage: str
    inclusive: bool
    net_money: Money
    tax_money: Money


class Customer(Resource):
    """A customer."""

    id: str
    name: str | None
    email: str | None
    phone_number: str | None
    billing_address: Address | None
    shipping_address: Address | None
    tax_id: str | None
    tax_exempt: bool
    default_payment_method_id: str | None
    deleted: bool
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    customer_id: str


class CustomerCreatedEvent(Resource):
    """A customer was made."""

    event_id: str
    event_type: Literal["customer.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Customer


class CustomerUpdatedEvent(Resource):
    """A customer changed, or was deleted."""

    event_id: str
    event_type: Literal["customer.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Customer


class DeadLetter(Resource):
    """A message that was received again and again and never worked off: what it tells, without its body."""

    id: str
    source: DeadLetterSource
    status: DeadLetterStatus
    reason: DeadLetterReason
    reason_message: str
    resource_id: str | None
    event_id: str | None
    event_type: str | None
    webhook_endpoint_id: str | None
    receive_count: int
    body_sha256: str
    body_bytes: int
    died_at: str
    replayed_at: str | None
    replay_of: str | None
    version: int
    created_at: str
    updated_at: str
    dead_letter_id: str
    expires_at: str


class Difference(Resource):
    """One thing on which the books differ."""

    kind: DifferenceKind
    payment_intent_id: str | None
    order_id: str | None
    refund_id: str | None
    processor_id: str | None
    description: str
    repaired: bool
    repair: str
    unambiguous: bool


class Dispute(Resource):
    """A buyer's bank asks for the money back."""

    processor_dispute_id: str
    status: str
    reason: str
    amount_money: Money


class DisputeClosedEvent(Resource):
    """A dispute was decided."""

    event_id: str
    event_type: Literal["dispute.closed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class DisputeCreatedEvent(Resource):
    """A buyer's bank asks for a payment back."""

    event_id: str
    event_type: Literal["dispute.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class Dunning(Resource):
    """How a payment that failed is gone after."""

    first_failed_at: str
    failures: int
    failure_code: str
    failure_message: str
    next_retry_at: str | None


class ExactAmount(Resource):
    """An amount before rounding: a reduced fraction of minor units, as strings, which no reader rounds."""

    numerator: str
    denominator: str


class ExplainedPart(Resource):
    """What a line or a charge has of a step's amount."""

    order_line_item_id: str | None
    charge_id: str | None
    name: str
    amount_money: Money
    exact: ExactAmount
    spare_units: int


class ExplainedRefundTax(Resource):
    """The tax of one rate that a refund gives back."""

    name: str
    amount_money: Money


class ExplanationStep(Resource):
    """One step. What does not apply to its kind is null or empty."""

    number: int
    kind: StepKind
    subject_id: str | None
    name: str | None
    percentage: str | None
    base_money: Money | None
    exact: ExactAmount | None
    amount_money: Money
    delta_money: Money
    running_money: Money
    tax_money: Money | None
    refunded_taxes: list[ExplainedRefundTax]
    parts: list[ExplainedPart]
    description: str


class InventoryChange(Resource):
    """A change of an item's stock by hand; what orders take stands on them, what refunds put back on the
    refunds.
    """

    id: str
    item_id: str
    sequence: int
    quantity_delta: int
    quantity_after: int
    change_reason: ChangeReason
    note: str | None
    actor: str
    created_at: str
    inventory_change_id: str


class Invoice(Resource):
    """An invoice. A draft follows its order; from its issue on it says what it said then, and what was paid
    since.
    """

    id: str
    invoice_number: str | None
    order_id: str
    status: InvoiceStatus
    is_overdue: bool
    customer_id: str | None
    seller_name: str
    seller_address: Address | None
    seller_tax_id: str | None
    buyer_name: str | None
    buyer_address: Address | None
    buyer_tax_id: str | None
    service_start_at: str | None
    service_end_at: str | None
    recipient_email: str | None
    memo: str | None
    line_items: list[InvoiceLineItem]
    charges: list[InvoiceCharge]
    taxes: list[InvoiceTax]
    subtotal_money: Money
    discount_money: Money
    tax_money: Money
    total_money: Money
    paid_money: Money
    credit_notes: list[InvoiceCredit]
    due_at: str | None
    issued_at: str | None
    sent_at: str | None
    paid_at: str | None
    voided_at: str | None
    reminded_at: str | None
    reminder_count: int
    reminder_days: list[int]
    hosted_invoice_url: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    invoice_id: str
    balance_money: Money
    credit_note_ids: list[str]
    credited_money: Money
    next_reminder_at: str | None


class InvoiceCharge(Resource):
    """A service or delivery charge, or a tip."""

    name: str
    amount_money: Money


class InvoiceCreatedEvent(Resource):
    """An invoice was drafted."""

    event_id: str
    event_type: Literal["invoice.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoiceCredit(Resource):
    """A credit note, as its invoice names it."""

    credit_note_id: str
    credit_note_number: str
    refund_id: str
    status: CreditNoteStatus
    total_money: Money
    issued_at: str


class InvoiceLineItem(Resource):
    """A line, as it was when the invoice was issued."""

    name: str
    quantity: int
    unit_price_money: Money
    discount_money: Money
    tax_money: Money
    total_money: Money


class InvoiceOverdueEvent(Resource):
    """An invoice was not paid in full by its date."""

    event_id: str
    event_type: Literal["invoice.overdue"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoicePaidEvent(Resource):
    """An invoice was paid in full."""

    event_id: str
    event_type: Literal["invoice.paid"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoicePaymentReversedEvent(Resource):
    """A payment of an invoice, recorded by mistake, was taken out of its books again."""

    event_id: str
    event_type: Literal["invoice.payment_reversed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoicePdf(Resource):
    """Where an invoice can be had as a PDF."""

    id: str
    invoice_id: str
    invoice_number: str
    file_name: str
    url: str


class InvoiceSentEvent(Resource):
    """An invoice was sent, for the first time or again as a reminder."""

    event_id: str
    event_type: Literal["invoice.sent"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoiceTax(Resource):
    """What one rate comes to over the whole invoice."""

    name: str
    percentage: str
    inclusive: bool
    taxable_money: Money
    tax_money: Money


class InvoiceVoidedEvent(Resource):
    """An invoice was declared void."""

    event_id: str
    event_type: Literal["invoice.voided"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class Item(Resource):
    """An item of the catalog."""

    id: str
    name: str
    unit_price_money: Money
    sku: str | None
    type: ItemType
    description: str | None
    image_url: str | None
    taxable: bool
    tax_category: str | None
    quantity_available: int | None
    enforce_inventory_limit: bool
    low_stock_threshold: int | None
    status: ItemStatus
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    item_id: str


class ItemInventoryLowEvent(Resource):
    """An item's stock has come down to its threshold."""

    event_id: str
    event_type: Literal["item.inventory_low"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Item


class Jurisdiction(Resource):
    """Where a rate applies; each part that is given narrows it. Without any, it applies only as a default."""

    country: str | None
    state: str | None
    postal_codes: list[str]


class JurisdictionInput(TypedDict):
    """Where a rate is to apply."""

    country: NotRequired[str | None]
    state: NotRequired[str | None]
    postal_codes: NotRequired[list[str]]


class LineItem(Resource):
    """A line as answered: what was ordered and what it came to."""

    id: str
    name: str
    quantity: int
    unit_price_money: Money
    gross_money: Money
    discount_money: Money
    tax_money: Money
    net_money: Money
    total_money: Money
    refunded_money: Money
    refundable_money: Money
    refundable_quantity: int
    item_id: str | None
    sku: str | None
    description: str | None
    image_url: str | None
    taxable: bool
    tax_category: str | None
    metadata: dict[str, str]
    order_line_item_id: str


class Money(Resource):
    """An amount in minor units with its currency; may be negative in differences only."""

    amount: int
    currency: str


class MoneyInput(TypedDict):
    """An amount that a caller sends; the currency may be left out."""

    amount: int
    currency: NotRequired[str | None]


class NetAmounts(Resource):
    """The order's amounts, computed on every answer; zeros are emitted."""

    subtotal_money: Money
    discount_money: Money
    charge_money: Money
    tax_money: Money
    tip_money: Money
    total_money: Money
    paid_money: Money
    refunded_money: Money
    refunded_tax_money: Money
    net_collected_money: Money
    balance_money: Money


class NewAgentLimits(TypedDict):
    """What an agent may do with the key by itself; what is left out is not limited."""

    max_amount_money: NotRequired[MoneyInput | None]
    max_daily_amount_money: NotRequired[MoneyInput | None]
    confirmation_threshold_money: NotRequired[MoneyInput | None]
    allowed_actions: NotRequired[list[str] | None]


class NewApiKey(Resource):
    """A key on the day it was made: the only answer that shows its text."""

    id: str
    merchant_id: str
    mode: str
    name: str
    scopes: list[str]
    agent_limits: AgentLimits | None
    version: int
    created_at: str
    updated_at: str
    revoked_at: str | None
    key: str | None
    api_key_id: str


class NewCharge(TypedDict):
    """A service or delivery charge."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]
    name: str
    type: NotRequired[str]
    calculation_basis: NotRequired[CalculationBasis]
    taxable: NotRequired[bool]


class NewDiscount(TypedDict):
    """A coupon, or a discount by hand."""

    coupon_code: NotRequired[str | None]
    coupon_id: NotRequired[str | None]
    name: NotRequired[str | None]
    amount_money: NotRequired[PositiveMoneyInput | None]
    percent_off: NotRequired[str | None]
    scope: NotRequired[DiscountScope]
    line_item_keys: NotRequired[list[str]]
    order_line_item_ids: NotRequired[list[str]]


class NewLine(TypedDict):
    """A line to be ordered: an item of the catalog, or a name and a price."""

    item_id: NotRequired[str | None]
    name: NotRequired[str | None]
    quantity: NotRequired[int]
    unit_price_money: NotRequired[MoneyInput | None]
    taxable: NotRequired[bool | None]
    tax_category: NotRequired[str | None]
    taxes: NotRequired[list[TaxChoice] | None]
    key: NotRequired[str | None]
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    sku: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]


class NewLinkLine(TypedDict):
    """A line of each order: an item of the catalog, whose price is today's at each order, or a name and a
    price.
    """

    item_id: NotRequired[str | None]
    name: NotRequired[str | None]
    quantity: NotRequired[int]
    unit_price_money: NotRequired[MoneyInput | None]
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    taxable: NotRequired[bool | None]
    tax_category: NotRequired[str | None]


class NewPlanLine(TypedDict):
    """A line that each cycle's order has."""

    name: str
    quantity: NotRequired[int]
    unit_price_money: MoneyInput
    taxable: NotRequired[bool]
    tax_category: NotRequired[str | None]
    description: NotRequired[str | None]
    sku: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]


class NewTip(TypedDict):
    """A tip: an amount, or a percentage of the discounted subtotal."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]


class NewWebhookEndpoint(Resource):
    """An endpoint at the moment its secret was made: the only answers that show it."""

    id: str
    url: str
    subscribed_events: list[str]
    description: str | None
    status: WebhookEndpointStatus
    disabled_reason: str | None
    disabled_at: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    secret: str | None
    webhook_endpoint_id: str
    enabled: bool
    previous_secret_expires_at: str | None


class Order(Resource):
    """An order. Totals, summary and actions are computed on every answer and never stored."""

    id: str
    status: OrderStatus
    currency: str
    customer_id: str | None
    tax_exempt: bool
    buyer_email: str | None
    buyer_note: str | None
    merchant_note: str | None
    metadata: dict[str, str]
    source: str
    tax_address: TaxAddress | None
    payments: list[OrderPayment]
    refunds: list[OrderRefund]
    closed_reason: str | None
    subscription_id: str | None
    subscription_plan_id: str | None
    invoice_id: str | None
    checkout_session_ids: list[str]
    payment_link_id: str | None
    version: int
    created_at: str
    updated_at: str
    order_id: str
    order_number: str
    line_items: list[LineItem]
    discounts: list[AppliedDiscount]
    charges: list[AppliedCharge]
    tips: list[AppliedTip]
    taxes: list[AppliedTax]
    net_amounts: NetAmounts
    payment_intent_ids: list[str]
    refund_ids: list[str]
    pending_actions: list[PendingAction]
    summary: str
    available_actions: list[ActionOffer]
    blocked_actions: list[BlockedAction]


class OrderClosedEvent(Resource):
    """An order ended."""

    event_id: str
    event_type: Literal["order.closed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderCreatedEvent(Resource):
    """An order was made."""

    event_id: str
    event_type: Literal["order.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderExplanation(Resource):
    """How an order comes to what it comes to."""

    order_id: str
    rounding: Rounding
    steps: list[ExplanationStep]
    net_amounts: NetAmounts
    id: str


class OrderPaidEvent(Resource):
    """An order was paid in full."""

    event_id: str
    event_type: Literal["order.paid"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderPayment(Resource):
    """A payment of the order, whatever became of it."""

    payment_intent_id: str
    status: PaymentIntentStatus
    amount_money: Money
    source_type: PaymentSource
    card: Card | None
    failure_code: str | None
    failure_message: str | None
    created_at: str


class OrderRefund(Resource):
    """What a refund of the order gives back to one of its payments; what failed no longer counts."""

    refund_id: str
    payment_intent_id: str
    amount_money: Money
    tax_money: Money
    status: RefundStatus
    created_at: str


class OrderRefundedEvent(Resource):
    """Money of an order is on its way back, in part or in full."""

    event_id: str
    event_type: Literal["order.refunded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderUpdatedEvent(Resource):
    """An order's lines, discounts, tips, taxes or texts changed."""

    event_id: str
    event_type: Literal["order.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class PauseSubscription(TypedDict, total=False):
    """How long no order is made."""

    pause_duration_cycles: int | None
    expected_version: int | None


class PayOrder(TypedDict, total=False):
    """How the order is paid."""

    payment_source_token: str | None
    payment_source_tokens: list[str] | dict[str, str] | None
    amount_money: PositiveMoneyInput | None
    tip_money: PositiveMoneyInput | None
    payment_method_ids: list[str]
    customer_id: str | None
    save_payment_method: bool
    buyer_email: str | None
    expected_version: int | None


class PayOrderById(TypedDict, total=False):
    """`PayOrder` with the order named in the body."""

    payment_source_token: str | None
    payment_source_tokens: list[str] | dict[str, str] | None
    amount_money: PositiveMoneyInput | None
    tip_money: PositiveMoneyInput | None
    payment_method_ids: list[str]
    customer_id: str | None
    save_payment_method: bool
    buyer_email: str | None
    order_id: str
    expected_version: int | None


class PaymentIntent(Resource):
    """An attempt to take money. Its row is written before the processor is called and holds all that a resume
    needs.
    """

    id: str
    order_id: str
    status: PaymentIntentStatus
    amount_money: Money
    capture_method: CaptureMethod
    authorized_amount_money: Money | None
    source_type: PaymentSource
    source_reference: str | None
    card: Card | None
    failure_code: str | None
    failure_message: str | None
    cancellation_reason: str | None
    processor_details: ProcessorDetails
    refunded_amount_money: Money
    lifecycle_state: str
    dispute: Dispute | None
    customer_id: str | None
    payment_method_id: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    payment_intent_id: str
    amount_capturable_money: Money
    amount_received_money: Money


class PaymentIntentCanceledEvent(Resource):
    """A payment was given up; the order is open again."""

    event_id: str
    event_type: Literal["payment_intent.canceled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentPaymentFailedEvent(Resource):
    """A card was declined; the order is open again."""

    event_id: str
    event_type: Literal["payment_intent.payment_failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentRequiresActionEvent(Resource):
    """The buyer has to confirm the payment, as 3-D Secure asks."""

    event_id: str
    event_type: Literal["payment_intent.requires_action"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentSucceededEvent(Resource):
    """A card was charged."""

    event_id: str
    event_type: Literal["payment_intent.succeeded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentLink(Resource):
    """A link to pay; `status` follows from what was set, from the clock and from the completions."""

    id: str
    name: str
    mode: PaymentLinkMode
    status: PaymentLinkStatus
    currency: str
    line_items: list[PaymentLinkLineItem]
    donation_amounts: list[Money]
    allow_quantity_adjustment: bool
    allow_tip: bool
    allow_coupon: bool
    max_completions: int | None
    completion_count: int | None
    expires_at: str | None
    success_redirect_url: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    payment_link_id: str
    url: str
    qr_code: PaymentLinkQrCode


class PaymentLinkCompletedEvent(Resource):
    """An order that a payment link made was paid in full."""

    event_id: str
    event_type: Literal["payment_link.completed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class PaymentLinkLineItem(Resource):
    """A line of each order that the link makes. Of an item, what is missing here comes from the catalog then."""

    name: str | None
    quantity: int
    unit_price_money: Money | None
    item_id: str | None
    description: str | None
    image_url: str | None
    taxable: bool | None
    tax_category: str | None


class PaymentLinkQrCode(Resource):
    """Pictures of the link's QR code."""

    svg_url: str
    png_url: str


class PaymentMethod(Resource):
    """A card of a customer; it can be charged while it is `active`."""

    id: str
    customer_id: str
    status: PaymentMethodStatus
    card: Card | None
    client_secret: str | None
    failure_code: str | None
    failure_message: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    payment_method_id: str


class PendingAction(Resource):
    """Something the buyer has to do before the payment goes on."""

    payment_intent_id: str
    client_secret: str | None
    type: str


class Plan(Resource):
    """A plan. Subscriptions keep a copy of its terms: a change reaches them when they are moved to it."""

    id: str
    name: str
    status: PlanStatus
    billing_interval: BillingInterval
    billing_interval_count: int
    line_items: list[PlanLine]
    currency: str
    trial_period_days: int
    setup_fee_money: Money | None
    metadata: dict[str, str]
    terms_version: int
    version: int
    created_at: str
    updated_at: str
    plan_id: str
    subscription_plan_id: str
    amount_money: Money


class PlanLine(Resource):
    """A line as a plan keeps it."""

    name: str
    quantity: int
    unit_price_money: Money
    taxable: bool
    tax_category: str | None
    description: str | None
    sku: str | None
    metadata: dict[str, str]


class PlanTerms(Resource):
    """A plan's terms as a subscription keeps them: changes of the plan leave it alone."""

    plan_id: str
    terms_version: int
    name: str
    billing_interval: BillingInterval
    billing_interval_count: int
    line_items: list[PlanLine]
    currency: str
    amount_money: Money


class PositiveMoneyInput(TypedDict):
    """An amount that a caller sends and that must be at least 1."""

    amount: int
    currency: NotRequired[str | None]


class ProcessorDetails(Resource):
    """The payment as its processor knows it."""

    stripe: StripeDetails


class Reconcile(TypedDict, total=False):
    """Which time to compare, and whether to repair what is unambiguous."""

    created_after: str
    created_before: str
    repair: bool


class Reconciliation(Resource):
    """What a comparison found. Expected: no difference."""

    created_after: str
    created_before: str
    payment_intents_compared: int
    refunds_compared: int
    next_before: str | None
    differences: list[Difference]


class RecordManualPayment(TypedDict, total=False):
    """Money that the merchant took past the card processor."""

    source_type: PaymentSource
    amount_money: PositiveMoneyInput | None
    reference: str | None
    expected_version: int | None


class RecordedEvent(Resource):
    """An event as it was told, kept for 30 days."""

    event_id: str
    event_type: str
    payload_version: str
    mode: str
    merchant_id: str
    created_at: str
    data: dict[str, JsonValue]
    resource_id: str
    id: str


class Refund(Resource):
    """A refund; it counts from `pending`, and what fails of it gives its amount back to the order's books."""

    id: str
    order_id: str
    payment_intent_id: str | None
    status: RefundStatus
    amount_money: Money
    tax_money: Money
    allocations: list[RefundAllocation]
    line_items: list[RefundedLineItem]
    restocked_line_items: list[RestockedLineItem]
    reason: RefundReason
    reason_message: str | None
    failure_reason: str | None
    customer_id: str | None
    credit_note_id: str | None
    source_type: PaymentSource | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    refund_id: str


class RefundAllocation(Resource):
    """What a refund gives back to one payment. It stands and fails by itself."""

    payment_intent_id: str
    source_type: PaymentSource
    amount_money: Money
    tax_money: Money
    status: RefundStatus
    failure_reason: str | None


class RefundCreatedEvent(Resource):
    """A refund was accepted and is pending."""

    event_id: str
    event_type: Literal["refund.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class RefundFailedEvent(Resource):
    """A refund failed; its amount counts as collected again."""

    event_id: str
    event_type: Literal["refund.failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class RefundLine(TypedDict):
    """A line to be given back: some of its units, or an amount of it."""

    order_line_item_id: str
    quantity: NotRequired[int | None]
    amount_money: NotRequired[PositiveMoneyInput | None]


class RefundUpdatedEvent(Resource):
    """A refund moved on."""

    event_id: str
    event_type: Literal["refund.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class RefundedLineItem(Resource):
    """What a refund gives back of a line."""

    order_line_item_id: str
    quantity: int
    amount_money: Money
    tax_money: Money


class RemoveDiscounts(TypedDict, total=False):
    """Discounts to be taken away."""

    applied_discount_ids: list[str]
    expected_version: int | None


class RemoveLineItems(TypedDict, total=False):
    """Lines to be taken away."""

    order_line_item_ids: list[str]
    expected_version: int | None


class RemoveTips(TypedDict, total=False):
    """Tips to be taken away; without ids, all of them."""

    tip_ids: list[str]
    expected_version: int | None


class ReplayWebhookEvents(TypedDict, total=False):
    """Which events of the last 30 days; the newest ones of the range go first."""

    created_after: str
    created_before: str | None
    event_types: list[str]
    expected_version: int | None


class RestockedLineItem(Resource):
    """Units of a line that a refund puts back into stock."""

    order_line_item_id: str
    item_id: str
    quantity: int


class ReverseManualPayment(TypedDict, total=False):
    """Which payment of the invoice was recorded by mistake."""

    payment_intent_id: str
    reason: str | None
    expected_version: int | None


class RotateWebhookSecret(TypedDict, total=False):
    """How the secret that was valid until now ends."""

    previous_secret_valid_seconds: int
    expected_version: int | None


class SandboxClock(Resource):
    """How a sandbox's clock stands."""

    merchant_id: str
    now: str
    offset_seconds: int
    version: int
    id: str
    sandbox_clock_id: str


class SendInvoice(TypedDict, total=False):
    """Who gets the invoice."""

    recipient_email: str | None
    expected_version: int | None


class Settings(Resource):
    """How a merchant works."""

    merchant_id: str
    mode: str
    business_name: str
    business_address: Address | None
    business_tax_id: str | None
    mails_invoices: bool
    invoice_reply_to: str | None
    logo_url: str | None
    brand_color: str | None
    currency: str
    rounding: Rounding
    max_discounts_per_order: int
    tax_provider: TaxProviderName
    prices_include_tax: bool
    time_zone: str
    dunning_retry_days: list[int]
    dunning_end: DunningEnd
    renewal_notice_days: int
    invoice_reminder_days: list[int]
    clock_offset_seconds: int
    version: int
    created_at: str
    updated_at: str
    id: str
    settings_id: str


class StripeDetails(Resource):
    """The payment as Stripe knows it."""

    payment_intent_id: str | None
    charge_id: str | None
    client_secret: str | None


class Subscription(Resource):
    """A subscription. Each period makes one order, whatever is retried or run twice."""

    id: str
    status: SubscriptionStatus
    customer_id: str
    payment_method_id: str | None
    plan: PlanTerms
    quantity: int
    discount: SubscriptionDiscount | None
    start_at: str
    trial_end_at: str | None
    billing_anchor_day: int | None
    time_zone: str
    current_period_start_at: str | None
    current_period_end_at: str | None
    cancel_at_period_end: bool
    cancellation_reason: str | None
    canceled_at: str | None
    ended_at: str | None
    paused_at: str | None
    resumes_at: str | None
    latest_order_id: str | None
    cycle_count: int
    pending_adjustments: list[Adjustment]
    setup_fee_money: Money | None
    dunning: Dunning | None
    pending_actions: list[PendingAction]
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    subscription_id: str
    plan_id: str
    subscription_plan_id: str
    next_billing_at: str | None


class SubscriptionActivatedEvent(Resource):
    """A subscription's first order was paid."""

    event_id: str
    event_type: Literal["subscription.activated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionCanceledEvent(Resource):
    """A subscription ended."""

    event_id: str
    event_type: Literal["subscription.canceled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionCreatedEvent(Resource):
    """A subscription was made."""

    event_id: str
    event_type: Literal["subscription.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionDiscount(Resource):
    """A coupon as a subscription keeps it. Its use was claimed when the subscription was made."""

    coupon_id: str
    coupon_code: str
    name: str
    percent_off: str | None
    amount_off_money: Money | None
    duration_cycles: int | None
    cycles_left: int | None


class SubscriptionPastDueEvent(Resource):
    """A renewal failed; it is tried again, or another card is waited for."""

    event_id: str
    event_type: Literal["subscription.past_due"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPausedEvent(Resource):
    """A subscription stands still: no order is made."""

    event_id: str
    event_type: Literal["subscription.paused"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPaymentFailedEvent(Resource):
    """A subscription's order could not be charged."""

    event_id: str
    event_type: Literal["subscription.payment_failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPaymentSucceededEvent(Resource):
    """What a subscription owed was paid."""

    event_id: str
    event_type: Literal["subscription.payment_succeeded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionRenewalUpcomingEvent(Resource):
    """A renewal comes in as many days as the merchant's settings say."""

    event_id: str
    event_type: Literal["subscription.renewal_upcoming"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionResumedEvent(Resource):
    """A paused subscription goes on."""

    event_id: str
    event_type: Literal["subscription.resumed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionTrialEndingEvent(Resource):
    """A trial ends in three days, or has just begun if it is shorter."""

    event_id: str
    event_type: Literal["subscription.trial_ending"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class TaxAddress(Resource):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: str
    state: str | None
    postal_code: str | None
    city: str | None
    line1: str | None


class TaxAddressInput(TypedDict):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: str
    state: NotRequired[str | None]
    postal_code: NotRequired[str | None]
    city: NotRequired[str | None]
    line1: NotRequired[str | None]


class TaxChoice(TypedDict):
    """A rate of the merchant's by its id, or a rate that the caller knows."""

    tax_rate_id: NotRequired[str | None]
    name: NotRequired[str | None]
    percentage: NotRequired[str | None]
    inclusive: NotRequired[bool]


class TaxRate(Resource):
    """A merchant's tax rate."""

    id: str
    name: str
    percentage: str
    inclusive: bool
    jurisdiction: Jurisdiction | None
    tax_categories: list[str]
    is_default: bool
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    tax_rate_id: str


class UpdateCoupon(TypedDict, total=False):
    """Changes of a coupon. What it takes off is fixed: orders carry it; make another coupon instead."""

    name: str | None
    max_uses: int | None
    max_uses_per_customer: int | None
    starts_at: str | None
    expires_at: str | None
    is_stackable: bool | None
    status: CouponStatus | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateCustomer(TypedDict, total=False):
    """Changes of a customer; `null` clears. Orders that exist keep whether they bear tax."""

    name: str | None
    email: str | None
    phone_number: str | None
    billing_address: AddressInput | None
    shipping_address: AddressInput | None
    tax_id: str | None
    tax_exempt: bool | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateInvoice(TypedDict, total=False):
    """Changes of a draft; once issued, only metadata can change."""

    recipient_email: str | None
    due_at: str | None
    memo: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateItem(TypedDict, total=False):
    """Changes of an item; orders that exist keep the name and price they were given."""

    name: str | None
    unit_price_money: MoneyInput | None
    sku: str | None
    type: ItemType | None
    description: str | None
    image_url: str | None
    taxable: bool | None
    tax_category: str | None
    quantity_available: int | None
    enforce_inventory_limit: bool | None
    low_stock_threshold: int | None
    status: ItemStatus | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateLineItem(TypedDict, total=False):
    """Changes of a line."""

    name: str | None
    quantity: int | None
    unit_price_money: MoneyInput | None
    taxable: bool | None
    tax_category: str | None
    description: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateOrder(TypedDict, total=False):
    """Changes of an order's texts; `null` clears. Once paid, only metadata can change."""

    customer_id: str | None
    buyer_email: str | None
    buyer_note: str | None
    merchant_note: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdatePaymentIntent(TypedDict, total=False):
    """Changes of a payment intent; its amount and token only until it is confirmed."""

    amount_money: PositiveMoneyInput | None
    payment_source_token: str | None
    payment_method_id: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdatePaymentLink(TypedDict, total=False):
    """Changes of a link, for orders that begin from now on; its mode and currency are fixed. `null` clears."""

    name: str | None
    line_items: list[NewLinkLine] | None
    donation_amounts: list[PositiveMoneyInput] | None
    allow_quantity_adjustment: bool | None
    allow_tip: bool | None
    allow_coupon: bool | None
    max_completions: int | None
    expires_at: str | None
    success_redirect_url: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdatePlan(TypedDict, total=False):
    """Changes of a plan. How often it bills, and in which currency, is fixed: make another plan for that."""

    name: str | None
    line_items: list[NewPlanLine] | None
    trial_period_days: int | None
    setup_fee_money: MoneyInput | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateRefund(TypedDict, total=False):
    """Changes of a refund's texts."""

    reason_message: str | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateSettings(TypedDict, total=False):
    """Changes of a merchant's settings; orders that exist keep theirs."""

    business_name: str | None
    business_address: AddressInput | None
    business_tax_id: str | None
    mails_invoices: bool | None
    invoice_reply_to: str | None
    logo_url: str | None
    brand_color: str | None
    currency: str | None
    rounding: Rounding | None
    max_discounts_per_order: int | None
    tax_provider: TaxProviderName | None
    prices_include_tax: bool | None
    time_zone: str | None
    dunning_retry_days: list[int] | None
    dunning_end: DunningEnd | None
    renewal_notice_days: int | None
    invoice_reminder_days: list[int] | None
    expected_version: int | None


class UpdateSubscription(TypedDict, total=False):
    """Changes of a subscription. Another card pays at once what is owed."""

    plan_id: str | None
    quantity: int | None
    proration_behavior: ProrationBehavior
    payment_method_id: str | None
    cancel_at_period_end: Literal[False]
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateTaxRate(TypedDict, total=False):
    """Changes of a rate; orders that exist keep the rate they were given."""

    name: str | None
    percentage: str | None
    inclusive: bool | None
    jurisdiction: JurisdictionInput | None
    tax_categories: list[str] | None
    is_default: bool | None
    metadata: dict[str, str] | None
    expected_version: int | None


class UpdateWebhookEndpoint(TypedDict, total=False):
    """Changes of an endpoint; what is left out stays. Its secret is rotated, not changed."""

    url: str | None
    subscribed_events: list[str] | None
    description: str | None
    enabled: bool | None
    metadata: dict[str, str] | None
    expected_version: int | None


class WebhookEndpoint(Resource):
    """A URL that is told of events by signed requests."""

    id: str
    url: str
    subscribed_events: list[str]
    description: str | None
    status: WebhookEndpointStatus
    disabled_reason: str | None
    disabled_at: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    webhook_endpoint_id: str
    enabled: bool
    previous_secret_expires_at: str | None


class WebhookEndpointDisabledEvent(Resource):
    """A webhook endpoint gets no more events: it is gone, or has failed for too long."""

    event_id: str
    event_type: Literal["webhook_endpoint.disabled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: WebhookEndpoint


class WebhookEndpointTestEvent(Resource):
    """A test that was asked for; it goes to one endpoint, whatever that subscribes to."""

    event_id: str
    event_type: Literal["webhook_endpoint.test"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: WebhookEndpoint


class WebhookEvent(Resource):
    """The delivery of one event to one endpoint."""

    id: str
    webhook_endpoint_id: str
    event_id: str
    event_type: str
    status: WebhookEventStatus
    tries: list[WebhookTry]
    try_count: int
    next_try_at: str | None
    failure_reason: str | None
    version: int
    created_at: str
    updated_at: str
    webhook_event_id: str
    response_status: int | None


class WebhookReplay(Resource):
    """What a replay did."""

    webhook_endpoint_id: str
    sent: int
    more_before: str | None


class WebhookTry(Resource):
    """One request to an endpoint."""

    tried_at: str
    duration_ms: int
    response_status: int | None
    response_body: str | None
    error: str | None
