# Rendered from the operations by `make render`; edits get lost.
# datamodel-code-generator==0.89.0, source 02cea950398c2e81, result 989df5cbcecf4b7a

"""Shapes that callers send and get."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from flint.resource import Resource


class ActionRequest(Resource):
    """A request that is ready to be sent, once its body has the required fields."""

    action: str
    """An order's action by its name, anything else by its operation's."""
    method: str
    href: str
    required_fields: list[str]
    """What the body has to have; what `body` lacks of it is yours to choose."""
    required_scope: str
    body: dict[str, Any]
    """What the request says as things stand: the version that was read, the most that may be moved."""


class Address(Resource):
    """Where somebody is."""

    country: str | None
    """ISO 3166-1 alpha-2."""
    state: str | None
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_code: str | None
    city: str | None
    line1: str | None
    line2: str | None


class AddressInput(TypedDict):
    """Where somebody is."""

    country: NotRequired[str | None]
    """ISO 3166-1 alpha-2."""
    state: NotRequired[str | None]
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_code: NotRequired[str | None]
    city: NotRequired[str | None]
    line1: NotRequired[str | None]
    line2: NotRequired[str | None]


class AdvanceClock(TypedDict):
    """Where to move the clock: to a moment, or by some time."""

    to: NotRequired[str | None]
    """The moment that it shall be; later than it is there now."""
    seconds: NotRequired[int | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class ApplyCoupon(TypedDict):
    """A coupon to be applied, to some lines or to all that it may apply to."""

    coupon_code: NotRequired[str | None]
    coupon_id: NotRequired[str | None]
    order_line_item_ids: NotRequired[list[str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class BillingCounts(Resource):
    """What was done of one subscription, or of many."""

    orders_made: int
    payments_succeeded: int
    payments_failed: int
    errors: int
    """Subscriptions that could not be billed; they stay due."""


BillingInterval: TypeAlias = Literal["daily", "weekly", "monthly", "yearly"]
"""What billing periods are counted in."""


BillingRunStatus: TypeAlias = Literal["running", "completed", "abandoned"]
"""A run that died is taken over by the next one."""


class BlockedAction(Resource):
    """Something that may not be done now, why, and what leads there."""

    action: str
    reason: str
    unblocked_by: ActionRequest | None
    """The next step on the way to it; null: nothing leads to it any more."""


CalculationBasis: TypeAlias = Literal["subtotal_pre_discount", "subtotal_post_discount"]
"""What a percentage charge is taken of."""


class CancelPaymentIntent(TypedDict):
    """Give a payment up before it took money."""

    cancellation_reason: NotRequired[str | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class CancelSubscription(TypedDict):
    """When and why it ends."""

    cancel_immediately: NotRequired[bool]
    """`false`: at the end of what was paid."""
    reason: NotRequired[str | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


CaptureMethod: TypeAlias = Literal["automatic", "manual"]
"""Whether money is taken at once, or held until it is captured."""


class Card(Resource):
    """What may be shown of a card."""

    brand: str | None
    last4: str | None
    exp_month: int | None
    exp_year: int | None


ChangeReason: TypeAlias = Literal["received", "returned", "damaged", "lost", "theft", "recount", "other"]
"""Why stock changed by hand."""


CheckoutPaymentStatus: TypeAlias = Literal["unpaid", "paid", "no_payment_required"]
"""What was paid by a checkout session; `no_payment_required` if its order cost nothing, as a trial does."""


CheckoutSessionStatus: TypeAlias = Literal["open", "paid", "expired", "closed"]
"""`open` until its order is paid, its time is over, or it or its order is closed."""


class CloseOrder(TypedDict):
    """Why the order ends."""

    reason: NotRequired[str | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class ConfirmPaymentIntent(TypedDict):
    """Charge, or with a manual capture hold, the money."""

    payment_source_token: NotRequired[str | None]
    """Needed unless the intent has a card; another one after a decline."""
    payment_method_id: NotRequired[str | None]
    """A saved card of the order's customer, instead of a token."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


ConfirmationStatus: TypeAlias = Literal["pending", "approved", "declined", "used", "expired"]
"""pending → approved → used, or declined; what was not used in time is expired."""


CouponStatus: TypeAlias = Literal["active", "disabled", "expired", "exhausted", "deleted"]
"""`disabled` and `deleted` are set; `expired` and `exhausted` follow from the clock and the uses."""


class CreateCustomer(TypedDict):
    """A new customer."""

    name: NotRequired[str | None]
    email: NotRequired[str | None]
    """One customer of yours has it; matched without case."""
    phone_number: NotRequired[str | None]
    billing_address: NotRequired[AddressInput | None]
    shipping_address: NotRequired[AddressInput | None]
    tax_id: NotRequired[str | None]
    """As the tax office writes it; printed, not checked."""
    tax_exempt: NotRequired[bool]
    """Orders of this customer bear no tax."""
    metadata: NotRequired[dict[str, str]]


class CreatePaymentMethod(TypedDict):
    """A card to be saved."""

    customer_id: NotRequired[str]
    payment_source_token: NotRequired[str]
    """A token or payment method of the card processor; never a card number."""
    metadata: NotRequired[dict[str, str]]


class CreateSubscription(TypedDict):
    """A new subscription."""

    plan_id: NotRequired[str]
    customer_id: NotRequired[str]
    payment_method_id: NotRequired[str | None]
    """Omitted: the customer's default card."""
    quantity: NotRequired[int]
    """Times the plan's lines."""
    trial_period_days: NotRequired[int | None]
    """Omitted: the plan's."""
    billing_anchor_day: NotRequired[int | None]
    """Plans by months and years only; a first period that it cuts short costs its part."""
    coupon_code: NotRequired[str | None]
    coupon_duration_cycles: NotRequired[int | None]
    """How many orders the coupon is for: 1 is once; omitted: every one."""
    start_at: NotRequired[str | None]
    """When it begins; omitted: now."""
    metadata: NotRequired[dict[str, str]]


class CreateWebhookEndpoint(TypedDict):
    """A new endpoint."""

    url: NotRequired[str]
    """https, reachable from the internet."""
    subscribed_events: NotRequired[list[str]]
    """Event types that it is told of; `*` for all."""
    description: NotRequired[str | None]
    enabled: NotRequired[bool]
    metadata: NotRequired[dict[str, str]]


class CreditNotePdf(Resource):
    """Where a credit note can be had as a PDF."""

    id: str
    credit_note_id: str
    credit_note_number: str
    file_name: str
    url: str
    """Takes no key: whoever has it sees the credit note."""


CreditNoteStatus: TypeAlias = Literal["issued", "void"]
"""`void` once its refund has failed, or with its invoice."""


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
    """True in the answer to its deletion; it is not found afterwards."""
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    customer_id: str
    """The same as `id`."""


class CustomerCreatedEvent(Resource):
    """A customer was made."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["customer.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Customer


class CustomerUpdatedEvent(Resource):
    """A customer changed, or was deleted."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["customer.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Customer


DeadLetterReason: TypeAlias = Literal["exhausted", "undeliverable", "unreadable"]
"""Why a letter is one."""


DeadLetterSource: TypeAlias = Literal["changes", "events", "deliveries", "slow_deliveries", "invoice_mails"]
"""The queue that a letter was in, which it goes back to."""


DeadLetterStatus: TypeAlias = Literal["dead", "replayed"]
"""`dead` until it is sent back; should it die again, that is another letter."""


DifferenceKind: TypeAlias = Literal[
    "unsettled",
    "refund_behind",
    "refund_not_made",
    "refund_made_but_failed",
    "charged_but_released",
    "paid_but_not_charged",
    "amount_differs",
    "order_disagrees",
    "unknown_payment",
    "unknown_refund",
]
"""What can differ. The first two repair themselves; the others take a decision."""


DiscountScope: TypeAlias = Literal["order", "line_item"]
"""Line-scoped discounts come before order-scoped ones."""


class Dunning(Resource):
    """How a payment that failed is gone after."""

    first_failed_at: str
    failures: int
    failure_code: str
    failure_message: str
    next_retry_at: str | None
    """Null: the card is not tried again by itself."""


DunningEnd: TypeAlias = Literal["cancel", "pause"]
"""What becomes of a subscription whose renewal was never paid."""


class ExactAmount(Resource):
    """An amount before rounding: a reduced fraction of minor units, as strings, which no reader rounds."""

    numerator: str
    denominator: str


class InventoryChange(Resource):
    """A change of an item's stock by hand; what orders take stands on them, what refunds put back on the refunds."""

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
    """The same as `id`."""


class InvoicePdf(Resource):
    """Where an invoice can be had as a PDF."""

    id: str
    invoice_id: str
    invoice_number: str
    file_name: str
    url: str
    """Takes no key: whoever has it sees the invoice, as it is now."""


InvoiceStatus: TypeAlias = Literal["draft", "open", "partially_paid", "paid", "void"]
"""A draft follows its order; from `open` on it has a number and asks for money. What is paid in full ends it."""


ItemStatus: TypeAlias = Literal["active", "archived"]
"""An archived item is on no new order."""


ItemType: TypeAlias = Literal["good", "service", "digital"]
"""What kind of thing it is."""


JsonValue: TypeAlias = Any


class Jurisdiction(Resource):
    """Where a rate applies; each part that is given narrows it. Without any, it applies only as a default."""

    country: str | None
    """ISO 3166-1 alpha-2."""
    state: str | None
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_codes: list[str]


class JurisdictionInput(TypedDict):
    """Where a rate is to apply."""

    country: NotRequired[str | None]
    """ISO 3166-1 alpha-2."""
    state: NotRequired[str | None]
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_codes: NotRequired[list[str]]


class Money(Resource):
    """An amount in minor units with its currency; may be negative in differences only."""

    amount: int
    """Minor units: 1050 is 10.50 USD."""
    currency: str
    """ISO 4217 code."""


class MoneyInput(TypedDict):
    """An amount that a caller sends; the currency may be left out."""

    amount: int
    """Minor units: 1050 is 10.50 USD."""
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""


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
    """The most that one request may charge, hold, capture, refund or record."""
    max_daily_amount_money: NotRequired[MoneyInput | None]
    """The most that the requests of a day may move together, from midnight to midnight UTC; what was tried counts, whatever became of it, and a hold counts once it is captured."""
    confirmation_threshold_money: NotRequired[MoneyInput | None]
    """What moves more than this is refused until a person has approved it: see confirmations."""
    allowed_actions: NotRequired[list[str] | None]
    """The only operations that may change something, by their names; what is read goes by scopes."""


class NewLinkLine(TypedDict):
    """A line of each order: an item of the catalog, whose price is today's at each order, or a name and a price."""

    item_id: NotRequired[str | None]
    name: NotRequired[str | None]
    quantity: NotRequired[int]
    """Whole, at least 1."""
    unit_price_money: NotRequired[MoneyInput | None]
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    taxable: NotRequired[bool | None]
    """Omitted: as the item, else true."""
    tax_category: NotRequired[str | None]


class NewPlanLine(TypedDict):
    """A line that each cycle's order has."""

    name: str
    quantity: NotRequired[int]
    """Whole, at least 1."""
    unit_price_money: MoneyInput
    taxable: NotRequired[bool]
    tax_category: NotRequired[str | None]
    description: NotRequired[str | None]
    sku: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]


OrderStatus: TypeAlias = Literal["OPEN", "PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CLOSED"]
"""Upper case, as the lifecycle names them; read in any case."""


class PauseSubscription(TypedDict):
    """How long no order is made."""

    pause_duration_cycles: NotRequired[int | None]
    """How many of the coming cycles are left out; omitted: until it is resumed."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


PaymentIntentStatus: TypeAlias = Literal[
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "processing",
    "requires_capture",
    "canceled",
    "succeeded",
]
"""Stripe's seven statuses."""


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


PaymentLinkMode: TypeAlias = Literal["standard", "donation"]
"""What a payment link is for."""


class PaymentLinkQrCode(Resource):
    """Pictures of the link's QR code."""

    svg_url: str
    png_url: str


PaymentLinkStatus: TypeAlias = Literal["active", "inactive", "expired", "completed"]
"""`active` and `inactive` are set; `expired` and `completed` follow from the clock and the completions."""


PaymentMethodStatus: TypeAlias = Literal["pending", "requires_action", "active", "failed", "removed"]
"""A card is saved at the processor first; it can be charged once it is active."""


PaymentSource: TypeAlias = Literal["card", "cash", "check", "bank_transfer", "other"]
"""How money comes in: by the card processor, or past it as the merchant records it."""


class PendingAction(Resource):
    """Something the buyer has to do before the payment goes on."""

    payment_intent_id: str
    client_secret: str | None
    type: str


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


PlanStatus: TypeAlias = Literal["active", "archived"]
"""An archived plan takes no new subscriptions; those that run go on."""


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
    """What a period costs before discounts and tax, for a quantity of 1."""


class PositiveMoneyInput(TypedDict):
    """An amount that a caller sends and that must be at least 1."""

    amount: int
    """Minor units: 1050 is 10.50 USD."""
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""


ProrationBehavior: TypeAlias = Literal["none", "create_prorations"]
"""Whether a change in the middle of a period is charged for the rest of it."""


class Reconcile(TypedDict):
    """Which time to compare, and whether to repair what is unambiguous."""

    created_after: NotRequired[str]
    created_before: NotRequired[str]
    repair: NotRequired[bool]


class RecordManualPayment(TypedDict):
    """Money that the merchant took past the card processor."""

    source_type: NotRequired[PaymentSource]
    """How it came in; not `card`."""
    amount_money: NotRequired[PositiveMoneyInput | None]
    """A part of the balance; omitted: all of it."""
    reference: NotRequired[str | None]
    """Your own note, such as a receipt's number."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


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
    """Of what it tells: `data.id`."""
    id: str
    """The same as `eventId`."""


class RefundLine(TypedDict):
    """A line to be given back: some of its units, or an amount of it."""

    order_line_item_id: str
    quantity: NotRequired[int | None]
    """Whole, at least 1."""
    amount_money: NotRequired[PositiveMoneyInput | None]


RefundReason: TypeAlias = Literal["requested_by_customer", "duplicate", "fraudulent", "other"]
"""Why money goes back, in Stripe's words."""


RefundStatus: TypeAlias = Literal["pending", "in_transit", "succeeded", "failed"]
"""A refund is counted from `pending` on; a failed one drops out."""


class RefundedLineItem(Resource):
    """What a refund gives back of a line."""

    order_line_item_id: str
    quantity: int
    """Units; 0 where an amount was named."""
    amount_money: Money
    tax_money: Money


class RemoveDiscounts(TypedDict):
    """Discounts to be taken away."""

    applied_discount_ids: NotRequired[list[str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class RemoveLineItems(TypedDict):
    """Lines to be taken away."""

    order_line_item_ids: NotRequired[list[str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class RemoveTips(TypedDict):
    """Tips to be taken away; without ids, all of them."""

    tip_ids: NotRequired[list[str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class ReplayWebhookEvents(TypedDict):
    """Which events of the last 30 days; the newest ones of the range go first."""

    created_after: NotRequired[str]
    created_before: NotRequired[str | None]
    event_types: NotRequired[list[str]]
    """All types unless some are named, whatever the endpoint subscribes to."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class RestockedLineItem(Resource):
    """Units of a line that a refund puts back into stock."""

    order_line_item_id: str
    item_id: str
    quantity: int


class ReverseManualPayment(TypedDict):
    """Which payment of the invoice was recorded by mistake."""

    payment_intent_id: NotRequired[str]
    """Of the recorded payment, as the order lists it."""
    reason: NotRequired[str | None]
    """Your own note; it goes into the audit trail."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class RotateWebhookSecret(TypedDict):
    """How the secret that was valid until now ends."""

    previous_secret_valid_seconds: NotRequired[int]
    """How long both secrets sign; 0 if the old one has leaked."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


Rounding: TypeAlias = Literal["half_up", "half_even"]
"""What happens at exactly half; anything else goes to the nearest integer."""


class SandboxClock(Resource):
    """How a sandbox's clock stands."""

    merchant_id: str
    now: str
    """What the clock showed when it had been moved; it goes on from there."""
    offset_seconds: int
    """How far it is ahead of the real clock."""
    version: int
    """Of the settings, which keep it."""
    id: str
    """The merchant's id."""
    sandbox_clock_id: str
    """The merchant's id."""


class SendInvoice(TypedDict):
    """Who gets the invoice."""

    recipient_email: NotRequired[str | None]
    """Omitted: the invoice's own recipient."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


StepKind: TypeAlias = Literal["subtotal", "discount", "charge", "tax", "tip", "total", "payment", "balance", "refund"]
"""What a step works out, in the order in which steps are taken."""


class StripeDetails(Resource):
    """The payment as Stripe knows it."""

    payment_intent_id: str | None
    charge_id: str | None
    client_secret: str | None


class SubscriptionDiscount(Resource):
    """A coupon as a subscription keeps it. Its use was claimed when the subscription was made."""

    coupon_id: str
    coupon_code: str
    name: str
    percent_off: str | None
    amount_off_money: Money | None
    duration_cycles: int | None
    """Cycles that it is for; null: every one."""
    cycles_left: int | None
    """Cycles that it is still for; null: every one."""


SubscriptionStatus: TypeAlias = Literal["incomplete", "trialing", "active", "past_due", "paused", "canceled"]
"""`incomplete` waits for its first payment, or for its start; `canceled` is the end."""


class TaxAddress(Resource):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: str
    """ISO 3166-1 alpha-2."""
    state: str | None
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_code: str | None
    city: str | None
    line1: str | None


class TaxAddressInput(TypedDict):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: str
    """ISO 3166-1 alpha-2."""
    state: NotRequired[str | None]
    """ISO 3166-2, with its country or without: CA and US-CA are one state."""
    postal_code: NotRequired[str | None]
    city: NotRequired[str | None]
    line1: NotRequired[str | None]


class TaxChoice(TypedDict):
    """A rate of the merchant's by its id, or a rate that the caller knows."""

    tax_rate_id: NotRequired[str | None]
    name: NotRequired[str | None]
    percentage: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    inclusive: NotRequired[bool]


TaxProviderName: TypeAlias = Literal["merchant_rates", "stripe_tax"]
"""Where the taxes of an order come from."""


class TaxRate(Resource):
    """A merchant's tax rate."""

    id: str
    name: str
    percentage: str
    """Decimal string of percent."""
    inclusive: bool
    jurisdiction: Jurisdiction | None
    tax_categories: list[str]
    is_default: bool
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    tax_rate_id: str
    """The same as `id`."""


class UpdateCoupon(TypedDict):
    """Changes of a coupon. What it takes off is fixed: orders carry it; make another coupon instead."""

    name: NotRequired[str | None]
    max_uses: NotRequired[int | None]
    max_uses_per_customer: NotRequired[int | None]
    starts_at: NotRequired[str | None]
    expires_at: NotRequired[str | None]
    is_stackable: NotRequired[bool | None]
    status: NotRequired[CouponStatus | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateCustomer(TypedDict):
    """Changes of a customer; `null` clears. Orders that exist keep whether they bear tax."""

    name: NotRequired[str | None]
    email: NotRequired[str | None]
    phone_number: NotRequired[str | None]
    billing_address: NotRequired[AddressInput | None]
    shipping_address: NotRequired[AddressInput | None]
    tax_id: NotRequired[str | None]
    """As the tax office writes it; printed, not checked."""
    tax_exempt: NotRequired[bool | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateInvoice(TypedDict):
    """Changes of a draft; once issued, only metadata can change."""

    recipient_email: NotRequired[str | None]
    due_at: NotRequired[str | None]
    memo: NotRequired[str | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateItem(TypedDict):
    """Changes of an item; orders that exist keep the name and price they were given."""

    name: NotRequired[str | None]
    unit_price_money: NotRequired[MoneyInput | None]
    sku: NotRequired[str | None]
    """Your own number of the item; one item of yours has it."""
    type: NotRequired[ItemType | None]
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    taxable: NotRequired[bool | None]
    tax_category: NotRequired[str | None]
    quantity_available: NotRequired[int | None]
    """Only for an item whose stock is not counted yet; else adjust its inventory."""
    enforce_inventory_limit: NotRequired[bool | None]
    low_stock_threshold: NotRequired[int | None]
    """Whole units."""
    status: NotRequired[ItemStatus | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateLineItem(TypedDict):
    """Changes of a line."""

    name: NotRequired[str | None]
    quantity: NotRequired[int | None]
    """Whole, at least 1."""
    unit_price_money: NotRequired[MoneyInput | None]
    taxable: NotRequired[bool | None]
    tax_category: NotRequired[str | None]
    description: NotRequired[str | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateOrder(TypedDict):
    """Changes of an order's texts; `null` clears. Once paid, only metadata can change."""

    customer_id: NotRequired[str | None]
    buyer_email: NotRequired[str | None]
    buyer_note: NotRequired[str | None]
    merchant_note: NotRequired[str | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdatePaymentIntent(TypedDict):
    """Changes of a payment intent; its amount and token only until it is confirmed."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    payment_source_token: NotRequired[str | None]
    """A token or payment method of the card processor; never a card number."""
    payment_method_id: NotRequired[str | None]
    """A saved card of the order's customer, instead of a token."""
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdatePaymentLink(TypedDict):
    """Changes of a link, for orders that begin from now on; its mode and currency are fixed. `null` clears."""

    name: NotRequired[str | None]
    line_items: NotRequired[list[NewLinkLine] | None]
    donation_amounts: NotRequired[list[PositiveMoneyInput] | None]
    allow_quantity_adjustment: NotRequired[bool | None]
    allow_tip: NotRequired[bool | None]
    allow_coupon: NotRequired[bool | None]
    max_completions: NotRequired[int | None]
    expires_at: NotRequired[str | None]
    success_redirect_url: NotRequired[str | None]
    """https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id."""
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdatePlan(TypedDict):
    """Changes of a plan. How often it bills, and in which currency, is fixed: make another plan for that."""

    name: NotRequired[str | None]
    line_items: NotRequired[list[NewPlanLine] | None]
    trial_period_days: NotRequired[int | None]
    """Calendar days; 0: no trial."""
    setup_fee_money: NotRequired[MoneyInput | None]
    """`null` takes the fee away."""
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateRefund(TypedDict):
    """Changes of a refund's texts."""

    reason_message: NotRequired[str | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateSettings(TypedDict):
    """Changes of a merchant's settings; orders that exist keep theirs."""

    business_name: NotRequired[str | None]
    business_address: NotRequired[AddressInput | None]
    """Printed on invoices; `null` takes it away."""
    business_tax_id: NotRequired[str | None]
    """As the tax office writes it; printed, not checked."""
    mails_invoices: NotRequired[bool | None]
    invoice_reply_to: NotRequired[str | None]
    """Of mailed invoices; `null` takes it away."""
    logo_url: NotRequired[str | None]
    """Shown on hosted pages; `null` takes it away."""
    brand_color: NotRequired[str | None]
    """Of hosted pages, which see to it that it can be read; `null` takes it away."""
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""
    rounding: NotRequired[Rounding | None]
    max_discounts_per_order: NotRequired[int | None]
    tax_provider: NotRequired[TaxProviderName | None]
    prices_include_tax: NotRequired[bool | None]
    time_zone: NotRequired[str | None]
    """IANA name."""
    dunning_retry_days: NotRequired[list[int] | None]
    """Days after the first failure, rising."""
    dunning_end: NotRequired[DunningEnd | None]
    """What follows the last retry."""
    renewal_notice_days: NotRequired[int | None]
    """How long before a renewal `subscription.renewal_upcoming` is told; 0: not at all."""
    invoice_reminder_days: NotRequired[list[int] | None]
    """When invoices that are issued from now on and sent are reminded of: days after the due date, below 0 before it, rising; `[]`: only by `invoices.sendReminder`."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateSubscription(TypedDict):
    """Changes of a subscription. Another card pays at once what is owed."""

    plan_id: NotRequired[str | None]
    """Moves it to this plan's terms of now; its own plan's id takes up their newest version."""
    quantity: NotRequired[int | None]
    """Times the plan's lines."""
    proration_behavior: NotRequired[ProrationBehavior]
    """Whether the rest of the period is credited and charged with the next order, or left as it is."""
    payment_method_id: NotRequired[str | None]
    """`null`: the customer's default card."""
    cancel_at_period_end: NotRequired[Literal[False] | None]
    """`false` takes a cancellation for the end of the period back."""
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateTaxRate(TypedDict):
    """Changes of a rate; orders that exist keep the rate they were given."""

    name: NotRequired[str | None]
    percentage: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    inclusive: NotRequired[bool | None]
    jurisdiction: NotRequired[JurisdictionInput | None]
    tax_categories: NotRequired[list[str] | None]
    is_default: NotRequired[bool | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class UpdateWebhookEndpoint(TypedDict):
    """Changes of an endpoint; what is left out stays. Its secret is rotated, not changed."""

    url: NotRequired[str | None]
    """https, reachable from the internet."""
    subscribed_events: NotRequired[list[str] | None]
    """Event types that it is told of; `*` for all."""
    description: NotRequired[str | None]
    enabled: NotRequired[bool | None]
    metadata: NotRequired[dict[str, str] | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


WebhookEndpointStatus: TypeAlias = Literal["enabled", "disabled"]
"""A disabled endpoint is told of nothing."""


WebhookEventStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
"""`pending` until the endpoint accepts it or the last try has failed; what has ended can be sent again."""


class WebhookReplay(Resource):
    """What a replay did."""

    webhook_endpoint_id: str
    sent: int
    """Events that are on their way."""
    more_before: str | None
    """The range goes on before this moment: send it as `createdBefore`; null: it was all."""


class WebhookTry(Resource):
    """One request to an endpoint."""

    tried_at: str
    duration_ms: int
    response_status: int | None
    """Null if there was no answer."""
    response_body: str | None
    """The beginning of the answer."""
    error: str | None
    """Why there was no answer."""


class ActionOffer(Resource):
    """Something that may be done now, ready to be sent."""

    action: str
    """An order's action by its name, anything else by its operation's."""
    method: str
    href: str
    required_fields: list[str]
    """What the body has to have; what `body` lacks of it is yours to choose."""
    required_scope: str
    body: dict[str, Any]
    """What the request says as things stand: the version that was read, the most that may be moved."""
    description: str
    max_amount_money: Money | None
    requires_human_confirmation: bool


class Activity(Resource):
    """One thing that happened to an order."""

    id: str
    order_id: str
    sequence: int
    """1 for the first activity of the order, without gaps."""
    type: str
    description: str
    actor: str
    """The API key that asked, or `system`."""
    approved_by: str | None
    """The API key of the person who approved what an agent asked for."""
    balance_delta: Money
    running_balance: Money
    payment_intent_id: str | None
    refund_id: str | None
    created_at: str
    activity_id: str
    """The same as `id`."""


class AddCharge(TypedDict):
    """A service or delivery charge to be added."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    name: NotRequired[str]
    type: NotRequired[str]
    calculation_basis: NotRequired[CalculationBasis]
    taxable: NotRequired[bool]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class AddDiscount(TypedDict):
    """A discount by hand."""

    name: NotRequired[str]
    amount_money: NotRequired[PositiveMoneyInput | None]
    percent_off: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    scope: NotRequired[DiscountScope]
    order_line_item_ids: NotRequired[list[str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class AddTips(TypedDict):
    """A tip: an amount, or a percentage of the discounted subtotal."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class AdjustInventory(TypedDict):
    """A change of an item's stock by hand."""

    quantity_delta: NotRequired[int]
    """Whole units, not 0."""
    change_reason: NotRequired[ChangeReason]
    note: NotRequired[str | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class Adjustment(Resource):
    """What a change in the middle of a period adds to the next order; a negative amount is taken off it."""

    description: str
    amount_money: Money
    taxable: bool
    tax_category: str | None


class AgentLimits(Resource):
    """The limits of a key that an agent holds; all of its amounts are in one currency."""

    max_amount_money: Money | None
    """The most that one request may move."""
    max_daily_amount_money: Money | None
    """The most that a day's requests may move together, from midnight to midnight UTC."""
    confirmation_threshold_money: Money | None
    """What moves more than this, a person has to approve."""
    allowed_actions: list[str] | None
    """The operations that may change something; null: those that its scopes allow."""


class ApiKey(Resource):
    """A key of one merchant and one mode, limited to its scopes; `*` means all."""

    id: str
    merchant_id: str
    mode: str
    name: str
    scopes: list[str]
    agent_limits: AgentLimits | None
    """What an agent may do with it by itself; null: it is a person's or a program's key."""
    version: int
    created_at: str
    updated_at: str
    revoked_at: str | None
    api_key_id: str
    """The same as `id`."""


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
    """The same as `id`."""


class AppliedDiscount(Resource):
    """A discount as answered, with what it came to."""

    id: str
    name: str
    scope: DiscountScope
    amount_money: Money
    """What it takes off."""
    percent_off: str | None
    coupon_id: str | None
    coupon_code: str | None
    order_line_item_ids: list[str]
    """The lines it is limited to; empty: all."""
    applied_discount_id: str
    """The same as `id`."""


class AppliedTax(Resource):
    """A rate as answered, with what it came to over the whole order."""

    name: str
    percentage: str
    inclusive: bool
    tax_rate_id: str | None
    provider: TaxProviderName
    """Who worked it out: the merchant's rates, or Stripe Tax."""
    taxable_money: Money
    tax_money: Money


class AppliedTip(Resource):
    """A tip as answered, with what it came to."""

    id: str
    amount_money: Money
    percent: str | None
    tip_id: str
    """The same as `id`."""


class ApplyTax(TypedDict):
    """The address that decides which tax rates apply."""

    tax_address: NotRequired[TaxAddressInput]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


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
    """The same as `id`."""


class CapturePaymentIntent(TypedDict):
    """Take money that is held."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    """A part; the rest is let go. Omitted: all of it."""
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class CheckoutSession(Resource):
    """A page to pay an order on. It is paid when its order is, whoever paid it and in whichever way."""

    id: str
    order_id: str
    subscription_id: str | None
    """What begins once its first order is paid here."""
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
    """The same as `id`."""
    url: str | None
    """Where the buyer pays; null once it has ended."""


class CheckoutSessionCompletedEvent(Resource):
    """The order of a checkout session was paid."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["checkout_session.completed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CheckoutSession


class CheckoutSessionExpiredEvent(Resource):
    """A checkout session's time was over before its order was paid."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["checkout_session.expired"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CheckoutSession


class Confirmation(Resource):
    """One request of an agent's key that moves more than the key may move by itself."""

    id: str
    status: ConfirmationStatus
    api_key_id: str
    """The key that asks."""
    operation: str
    amount_money: Money
    """What the request moves: exactly this is approved."""
    order_id: str | None
    """The order whose money it is; null: the request makes it."""
    description: str
    """What is asked for, for the person who decides."""
    decided_by: str | None
    """The key that approved or declined it."""
    decided_at: str | None
    used_at: str | None
    expires_at: str
    version: int
    created_at: str
    updated_at: str
    confirmation_id: str
    """The same as `id`."""


class ConfirmationApprovedEvent(Resource):
    """A person approved what an agent asks for; the agent may repeat its request now."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["confirmation.approved"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Confirmation


class ConfirmationDeclinedEvent(Resource):
    """A person declined what an agent asks for, or took an approval back."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["confirmation.declined"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Confirmation


class ConfirmationRequestedEvent(Resource):
    """An agent asks for more than its key may move: a person has to approve or decline it."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["confirmation.requested"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Confirmation


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
    """Paid orders that claimed it; counted only where `maxUses` limits it."""
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    coupon_id: str
    """The same as `id`."""


class CreateApiKey(TypedDict):
    """A new key, limited to some scopes, and further if an agent is to hold it."""

    name: NotRequired[str]
    scopes: NotRequired[list[str]]
    """What the key may do, such as `orders.read`; `*` for everything. None that the asking key lacks."""
    agent_limits: NotRequired[NewAgentLimits | None]


class CreateCoupon(TypedDict):
    """A new coupon; gives either `percentOff` or `amountOffMoney`."""

    name: NotRequired[str]
    coupon_code: NotRequired[str]
    """Matched without case."""
    percent_off: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    amount_off_money: NotRequired[PositiveMoneyInput | None]
    max_uses: NotRequired[int | None]
    max_uses_per_customer: NotRequired[int | None]
    minimum_purchase_money: NotRequired[MoneyInput | None]
    limit_to_item_ids: NotRequired[list[str]]
    starts_at: NotRequired[str | None]
    expires_at: NotRequired[str | None]
    is_stackable: NotRequired[bool]
    metadata: NotRequired[dict[str, str]]


class CreateItem(TypedDict):
    """A new item."""

    name: NotRequired[str]
    unit_price_money: NotRequired[MoneyInput]
    sku: NotRequired[str | None]
    """Your own number of the item; one item of yours has it."""
    type: NotRequired[ItemType]
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    taxable: NotRequired[bool]
    tax_category: NotRequired[str | None]
    quantity_available: NotRequired[int | None]
    """Omitted: its stock is not counted."""
    enforce_inventory_limit: NotRequired[bool]
    """False: it can be sold beyond its stock."""
    low_stock_threshold: NotRequired[int | None]
    """`item.inventory_low` is told when the stock comes down to this."""
    metadata: NotRequired[dict[str, str]]


class CreatePaymentIntent(TypedDict):
    """A payment of an order, or of an amount, for which an order is made."""

    order_id: NotRequired[str | None]
    amount_money: NotRequired[PositiveMoneyInput | None]
    """With an order: a part of its balance; omitted: all of it when it is confirmed."""
    payment_source_token: NotRequired[str | None]
    """A token or payment method of the card processor; never a card number."""
    payment_method_id: NotRequired[str | None]
    """A saved card of the order's customer, instead of a token."""
    customer_id: NotRequired[str | None]
    """Who pays, if the order has no customer, or of the order that is made."""
    auto_confirm: NotRequired[bool]
    """Charge at once; needs a token, a saved card, or a customer, whose default card is charged."""
    capture_method: NotRequired[CaptureMethod]
    """`manual` holds the money until it is captured."""
    buyer_email: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class CreatePaymentLink(TypedDict):
    """A new link: to buy lines, or to give a donation of the buyer's choice."""

    name: NotRequired[str]
    mode: NotRequired[PaymentLinkMode]
    line_items: NotRequired[list[NewLinkLine]]
    donation_amounts: NotRequired[list[PositiveMoneyInput]]
    """Offered to donors, who may also name their own."""
    currency: NotRequired[str | None]
    """Omitted: the merchant's."""
    allow_quantity_adjustment: NotRequired[bool]
    """The buyer may choose each line's quantity."""
    allow_tip: NotRequired[bool]
    allow_coupon: NotRequired[bool]
    max_completions: NotRequired[int | None]
    """Paid orders at most; omitted: any number."""
    expires_at: NotRequired[str | None]
    success_redirect_url: NotRequired[str | None]
    """https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id."""
    metadata: NotRequired[dict[str, str]]
    """Copied to each order."""


class CreatePlan(TypedDict):
    """A new plan."""

    name: NotRequired[str]
    billing_interval: NotRequired[BillingInterval]
    billing_interval_count: NotRequired[int]
    """A period is this many intervals long: `monthly` and 3 is a quarter; at most 3 years."""
    line_items: NotRequired[list[NewPlanLine]]
    trial_period_days: NotRequired[int]
    """Calendar days; 0: no trial."""
    setup_fee_money: NotRequired[MoneyInput | None]
    """Once, on a subscription's first order."""
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""
    metadata: NotRequired[dict[str, str]]


class CreateRefund(TypedDict):
    """Money to give back: an amount, some lines, or all that is left."""

    order_id: NotRequired[str | None]
    payment_intent_id: NotRequired[str | None]
    amount_money: NotRequired[PositiveMoneyInput | None]
    """Omitted: all that is left."""
    line_items: NotRequired[list[RefundLine]]
    """Lines to give back, instead of an amount; each once."""
    reason: NotRequired[RefundReason]
    reason_message: NotRequired[str | None]
    restock: NotRequired[bool]
    """Puts the units of lineItems, or all that are left, back into stock."""
    metadata: NotRequired[dict[str, str]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class CreateTaxRate(TypedDict):
    """A new rate."""

    name: NotRequired[str]
    percentage: NotRequired[str]
    """Percent as a decimal string: "8.25" is 8.25 %."""
    inclusive: NotRequired[bool]
    jurisdiction: NotRequired[JurisdictionInput | None]
    tax_categories: NotRequired[list[str]]
    is_default: NotRequired[bool]
    metadata: NotRequired[dict[str, str]]


class CreditedLineItem(Resource):
    """What is taken back of a line."""

    name: str
    quantity: int
    """Units; 0 where an amount was named."""
    amount_money: Money
    """Tax included."""


class CreditedTax(Resource):
    """What is taken back of one rate of the invoice."""

    name: str
    percentage: str
    inclusive: bool
    net_money: Money
    """What the tax was levied on, without any tax."""
    tax_money: Money


class DeadLetter(Resource):
    """A message that was received again and again and never worked off: what it tells, without its body."""

    id: str
    source: DeadLetterSource
    """The queue that it was in; a replay puts it there again."""
    status: DeadLetterStatus
    reason: DeadLetterReason
    reason_message: str
    resource_id: str | None
    """What it is about, as far as it can be read."""
    event_id: str | None
    event_type: str | None
    webhook_endpoint_id: str | None
    receive_count: int
    """How often its queues had handed it out."""
    body_sha256: str
    """Of the message's body, byte for byte as it is sent back."""
    body_bytes: int
    died_at: str
    replayed_at: str | None
    replay_of: str | None
    """The dead letter whose replay died again as this one."""
    version: int
    created_at: str
    """When its message was sent."""
    updated_at: str
    dead_letter_id: str
    """The same as `id`."""
    expires_at: str
    """From when on it can't be read or sent back any more."""


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
    """What to do about it."""
    unambiguous: bool
    """True if Flint can repair it by itself."""


class Dispute(Resource):
    """A buyer's bank asks for the money back."""

    processor_dispute_id: str
    status: str
    reason: str
    amount_money: Money


class ExplainedPart(Resource):
    """What a line or a charge has of a step's amount."""

    order_line_item_id: str | None
    charge_id: str | None
    name: str
    amount_money: Money
    exact: ExactAmount
    """Its share of the rounded amount before that was split into whole units."""
    spare_units: int
    """Minor units above its exact share rounded down: they were left over, and its remainder was among the largest. Negative where it had no room for its share."""


class ExplainedRefundTax(Resource):
    """The tax of one rate that a refund gives back."""

    name: str
    amount_money: Money


class ExplanationStep(Resource):
    """One step. What does not apply to its kind is null or empty."""

    number: int
    kind: StepKind
    subject_id: str | None
    """The discount, charge, tax rate, tip, payment intent or refund that it is about."""
    name: str | None
    percentage: str | None
    base_money: Money | None
    """What a percentage is taken of, or what limits it."""
    exact: ExactAmount | None
    """The amount before its one rounding."""
    amount_money: Money
    """What the step comes to."""
    delta_money: Money
    """What it adds to what is to be paid; all of them add up to the balance."""
    running_money: Money
    """What is to be paid after it."""
    tax_money: Money | None
    """The tax inside a refund."""
    refunded_taxes: list[ExplainedRefundTax]
    """That tax by its rates."""
    parts: list[ExplainedPart]
    """The lines and charges that it is spread over."""
    description: str
    """The step in one English sentence."""


class InvoiceCharge(Resource):
    """A service or delivery charge, or a tip."""

    name: str
    amount_money: Money


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


class InvoiceTax(Resource):
    """What one rate comes to over the whole invoice."""

    name: str
    percentage: str
    inclusive: bool
    taxable_money: Money
    tax_money: Money


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
    """Units that can still be sold; null: not counted. Below 0: sold beyond the stock."""
    enforce_inventory_limit: bool
    low_stock_threshold: int | None
    status: ItemStatus
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    item_id: str
    """The same as `id`."""


class ItemInventoryLowEvent(Resource):
    """An item's stock has come down to its threshold."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["item.inventory_low"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Item


class LineItem(Resource):
    """A line as answered: what was ordered and what it came to."""

    id: str
    name: str
    quantity: int
    """Whole, at least 1."""
    unit_price_money: Money
    gross_money: Money
    discount_money: Money
    tax_money: Money
    net_money: Money
    """After discounts, without any tax."""
    total_money: Money
    """What the buyer pays for this line."""
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
    """The same as `id`."""


class NewApiKey(Resource):
    """A key on the day it was made: the only answer that shows its text."""

    id: str
    merchant_id: str
    mode: str
    name: str
    scopes: list[str]
    agent_limits: AgentLimits | None
    """What an agent may do with it by itself; null: it is a person's or a program's key."""
    version: int
    created_at: str
    updated_at: str
    revoked_at: str | None
    key: str | None
    """The key itself, shown this once; null in a dry run."""
    api_key_id: str
    """The same as `id`."""


class NewCharge(TypedDict):
    """A service or delivery charge."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""
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
    """Percent as a decimal string: "8.25" is 8.25 %."""
    scope: NotRequired[DiscountScope]
    line_item_keys: NotRequired[list[str]]
    order_line_item_ids: NotRequired[list[str]]


class NewLine(TypedDict):
    """A line to be ordered: an item of the catalog, or a name and a price."""

    item_id: NotRequired[str | None]
    """Gives name, price, SKU, description, image and tax category, unless you send them."""
    name: NotRequired[str | None]
    quantity: NotRequired[int]
    """Whole, at least 1."""
    unit_price_money: NotRequired[MoneyInput | None]
    taxable: NotRequired[bool | None]
    """Omitted: as the item, else true."""
    tax_category: NotRequired[str | None]
    taxes: NotRequired[list[TaxChoice] | None]
    """[] means no tax."""
    key: NotRequired[str | None]
    """Your own name for the line within this request."""
    description: NotRequired[str | None]
    image_url: NotRequired[str | None]
    sku: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]


class NewTip(TypedDict):
    """A tip: an amount, or a percentage of the discounted subtotal."""

    amount_money: NotRequired[PositiveMoneyInput | None]
    percent: NotRequired[str | None]
    """Percent as a decimal string: "8.25" is 8.25 %."""


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
    """What signs, shown this once: `whsec_…`; null in a dry run."""
    webhook_endpoint_id: str
    """The same as `id`."""
    enabled: bool
    """True while events are sent to it."""
    previous_secret_expires_at: str | None
    """Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended."""


class OrderExplanation(Resource):
    """How an order comes to what it comes to."""

    order_id: str
    rounding: Rounding
    """What happens to exact halves."""
    steps: list[ExplanationStep]
    net_amounts: NetAmounts
    """The order's own amounts, which the steps come to."""
    id: str
    """The order's id."""


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


class PayOrder(TypedDict):
    """How the order is paid."""

    payment_source_token: NotRequired[str | None]
    """A token or payment method of the card processor; never a card number."""
    payment_source_tokens: NotRequired[list[str] | dict[str, str] | None]
    amount_money: NotRequired[PositiveMoneyInput | None]
    """A part of the balance, without the tip; omitted: all of it."""
    tip_money: NotRequired[PositiveMoneyInput | None]
    """Added to the order and to what is charged; taken back if the card is declined."""
    payment_method_ids: NotRequired[list[str]]
    """Saved cards of the order's customer; the amount is split evenly over them."""
    customer_id: NotRequired[str | None]
    """Who pays, if the order has no customer; the default card is charged if no card is sent."""
    save_payment_method: NotRequired[bool]
    """Keep the card of paymentSourceToken for the customer, once it was charged."""
    buyer_email: NotRequired[str | None]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class PayOrderById(TypedDict):
    """`PayOrder` with the order named in the body."""

    payment_source_token: NotRequired[str | None]
    """A token or payment method of the card processor; never a card number."""
    payment_source_tokens: NotRequired[list[str] | dict[str, str] | None]
    amount_money: NotRequired[PositiveMoneyInput | None]
    """A part of the balance, without the tip; omitted: all of it."""
    tip_money: NotRequired[PositiveMoneyInput | None]
    """Added to the order and to what is charged; taken back if the card is declined."""
    payment_method_ids: NotRequired[list[str]]
    """Saved cards of the order's customer; the amount is split evenly over them."""
    customer_id: NotRequired[str | None]
    """Who pays, if the order has no customer; the default card is charged if no card is sent."""
    save_payment_method: NotRequired[bool]
    """Keep the card of paymentSourceToken for the customer, once it was charged."""
    buyer_email: NotRequired[str | None]
    order_id: NotRequired[str]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class PaymentLink(Resource):
    """A link to pay; `status` follows from what was set, from the clock and from the completions."""

    id: str
    name: str
    mode: PaymentLinkMode
    status: PaymentLinkStatus
    currency: str
    line_items: list[PaymentLinkLineItem]
    donation_amounts: list[Money]
    """What a donor is offered, beside their own."""
    allow_quantity_adjustment: bool
    allow_tip: bool
    allow_coupon: bool
    max_completions: int | None
    completion_count: int | None
    """Paid orders, and those that are just being paid; counted only under a limit."""
    expires_at: str | None
    success_redirect_url: str | None
    metadata: dict[str, str]
    """Copied to each order."""
    version: int
    created_at: str
    updated_at: str
    payment_link_id: str
    """The same as `id`."""
    url: str
    """What is shared with buyers."""
    qr_code: PaymentLinkQrCode
    """The link as a QR code, for print and for screens."""


class PaymentMethod(Resource):
    """A card of a customer; it can be charged while it is `active`."""

    id: str
    customer_id: str
    status: PaymentMethodStatus
    card: Card | None
    client_secret: str | None
    """While `requires_action`: what the buyer's page confirms with, as 3-D Secure asks."""
    failure_code: str | None
    failure_message: str | None
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    payment_method_id: str
    """The same as `id`."""


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
    """Goes up when lines, trial or set-up fee change."""
    version: int
    created_at: str
    updated_at: str
    plan_id: str
    """The same as `id`."""
    subscription_plan_id: str
    """The same as `id`, under the name that orders use."""
    amount_money: Money
    """What a period costs before discounts and tax, for a quantity of 1."""


class ProcessorDetails(Resource):
    """The payment as its processor knows it."""

    stripe: StripeDetails


class Reconciliation(Resource):
    """What a comparison found. Expected: no difference."""

    created_after: str
    created_before: str
    payment_intents_compared: int
    refunds_compared: int
    next_before: str | None
    """The `createdBefore` to go on with, back in time; null: all was compared."""
    differences: list[Difference]


class RefundAllocation(Resource):
    """What a refund gives back to one payment. It stands and fails by itself."""

    payment_intent_id: str
    source_type: PaymentSource
    amount_money: Money
    tax_money: Money
    """The tax inside the amount."""
    status: RefundStatus
    failure_reason: str | None


class Settings(Resource):
    """How a merchant works."""

    merchant_id: str
    mode: str
    business_name: str
    business_address: Address | None
    """Printed on invoices."""
    business_tax_id: str | None
    """Printed on invoices."""
    mails_invoices: bool
    """False: who sends an invoice mails it in ways of their own."""
    invoice_reply_to: str | None
    """Where answers to mailed invoices go."""
    logo_url: str | None
    brand_color: str | None
    currency: str
    """Used where a request names none."""
    rounding: Rounding
    """What happens to exact halves."""
    max_discounts_per_order: int
    tax_provider: TaxProviderName
    """Where the taxes of new orders come from: this merchant's own rates, or Stripe Tax."""
    prices_include_tax: bool
    """With Stripe Tax: the tax is inside the prices of new orders, not on top of them."""
    time_zone: str
    """Where billing periods are counted; subscriptions keep theirs."""
    dunning_retry_days: list[int]
    dunning_end: DunningEnd
    renewal_notice_days: int
    invoice_reminder_days: list[int]
    """When invoices that were sent are reminded of: days after the due date, below 0 before it."""
    clock_offset_seconds: int
    """How far the clock is ahead, in test mode; POST /v1/sandbox/clock/advance moves it."""
    version: int
    created_at: str
    updated_at: str
    id: str
    """The merchant's id."""
    settings_id: str
    """The merchant's id."""


class Subscription(Resource):
    """A subscription. Each period makes one order, whatever is retried or run twice."""

    id: str
    status: SubscriptionStatus
    customer_id: str
    payment_method_id: str | None
    """Null: the customer's default card."""
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
    """When its end was decided."""
    ended_at: str | None
    paused_at: str | None
    resumes_at: str | None
    """When a pause for some cycles ends."""
    latest_order_id: str | None
    cycle_count: int
    """Orders that it made."""
    pending_adjustments: list[Adjustment]
    setup_fee_money: Money | None
    """What the first order asks for beside the plan."""
    dunning: Dunning | None
    pending_actions: list[PendingAction]
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    subscription_id: str
    """The same as `id`."""
    plan_id: str
    """The plan whose terms it has."""
    subscription_plan_id: str
    """The same as `planId`, under the name that orders use."""
    next_billing_at: str | None
    """When the next order is made; null: none is."""


class SubscriptionActivatedEvent(Resource):
    """A subscription's first order was paid."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.activated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionCanceledEvent(Resource):
    """A subscription ended."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.canceled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionCreatedEvent(Resource):
    """A subscription was made."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPastDueEvent(Resource):
    """A renewal failed; it is tried again, or another card is waited for."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.past_due"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPausedEvent(Resource):
    """A subscription stands still: no order is made."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.paused"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPaymentFailedEvent(Resource):
    """A subscription's order could not be charged."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.payment_failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionPaymentSucceededEvent(Resource):
    """What a subscription owed was paid."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.payment_succeeded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionRenewalUpcomingEvent(Resource):
    """A renewal comes in as many days as the merchant's settings say."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.renewal_upcoming"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionResumedEvent(Resource):
    """A paused subscription goes on."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.resumed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


class SubscriptionTrialEndingEvent(Resource):
    """A trial ends in three days, or has just begun if it is shorter."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["subscription.trial_ending"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Subscription


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
    """The same as `id`."""
    enabled: bool
    """True while events are sent to it."""
    previous_secret_expires_at: str | None
    """Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended."""


class WebhookEndpointDisabledEvent(Resource):
    """A webhook endpoint gets no more events: it is gone, or has failed for too long."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["webhook_endpoint.disabled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: WebhookEndpoint


class WebhookEndpointTestEvent(Resource):
    """A test that was asked for; it goes to one endpoint, whatever that subscribes to."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
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
    """The last 20, the oldest first."""
    try_count: int
    """All tries, those of before it was sent again included."""
    next_try_at: str | None
    failure_reason: str | None
    version: int
    created_at: str
    updated_at: str
    webhook_event_id: str
    """The same as `id`."""
    response_status: int | None
    """What the endpoint answered last; null if it did not."""


class AddLineItems(TypedDict):
    """Lines to be added."""

    line_items: NotRequired[list[NewLine]]
    expected_version: NotRequired[int | None]
    """Refuse the change unless the resource has this `version`."""


class CreateCheckoutSession(TypedDict):
    """A page for an order that exists, for lines, for which an order is made, or for a plan, which begins with it."""

    order_id: NotRequired[str | None]
    line_items: NotRequired[list[NewLine]]
    plan_id: NotRequired[str | None]
    """`customerId` says whose subscription it is to be. If the plan begins with a trial, the page asks for a card, charges nothing, and begins the trial."""
    taxes: NotRequired[list[TaxChoice] | None]
    """[] means no tax."""
    tax_address: NotRequired[TaxAddressInput | None]
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""
    customer_id: NotRequired[str | None]
    buyer_email: NotRequired[str | None]
    success_redirect_url: NotRequired[str | None]
    """https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id."""
    cancel_redirect_url: NotRequired[str | None]
    """https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id."""
    expires_in_seconds: NotRequired[int]
    allow_tip: NotRequired[bool]
    """The buyer may add a tip."""
    allow_coupon: NotRequired[bool]
    """The buyer may enter a coupon's code."""
    metadata: NotRequired[dict[str, str]]


class CreateInvoice(TypedDict):
    """A draft: of an order that exists, or of lines, for which an order is made."""

    order_id: NotRequired[str | None]
    line_items: NotRequired[list[NewLine]]
    taxes: NotRequired[list[TaxChoice] | None]
    """[] means no tax."""
    tax_address: NotRequired[TaxAddressInput | None]
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""
    customer_id: NotRequired[str | None]
    recipient_email: NotRequired[str | None]
    due_at: NotRequired[str | None]
    """Omitted: 30 days after it is issued."""
    memo: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]


class CreateOrder(TypedDict):
    """A new order. Amounts are computed by the server; send none but unit prices."""

    line_items: NotRequired[list[NewLine]]
    discounts: NotRequired[list[NewDiscount]]
    taxes: NotRequired[list[TaxChoice] | None]
    """[] means no tax."""
    tips: NotRequired[list[NewTip]]
    charges: NotRequired[list[NewCharge]]
    customer_id: NotRequired[str | None]
    buyer_email: NotRequired[str | None]
    buyer_note: NotRequired[str | None]
    merchant_note: NotRequired[str | None]
    tax_address: NotRequired[TaxAddressInput | None]
    currency: NotRequired[str | None]
    """ISO 4217 code, such as USD."""
    metadata: NotRequired[dict[str, str]]


class CreditNote(Resource):
    """A credit note. It never changes: if its refund fails it is void, and keeps its number."""

    id: str
    credit_note_number: str
    """Without a gap within the merchant's mode."""
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
    """Seller and buyer as they stand on the invoice."""
    seller_address: Address | None
    seller_tax_id: str | None
    buyer_name: str | None
    buyer_address: Address | None
    buyer_tax_id: str | None
    recipient_email: str | None
    line_items: list[CreditedLineItem]
    """Empty: an amount of the whole invoice."""
    taxes: list[CreditedTax]
    """One for each rate of the invoice."""
    net_money: Money
    """The amount without its tax."""
    tax_money: Money
    """The tax inside the amount."""
    total_money: Money
    """What goes back."""
    issued_at: str
    voided_at: str | None
    version: int
    created_at: str
    updated_at: str
    credit_note_id: str
    """The same as `id`."""


class CreditNoteCreatedEvent(Resource):
    """A credit note was issued for a refund of an issued invoice."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["credit_note.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CreditNote


class CreditNoteVoidedEvent(Resource):
    """A credit note is void, since its refund failed or its invoice was voided."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["credit_note.voided"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: CreditNote


class Invoice(Resource):
    """An invoice. A draft follows its order; from its issue on it says what it said then, and what was paid since."""

    id: str
    invoice_number: str | None
    """Given when it is issued, without a gap within the merchant's mode."""
    order_id: str
    status: InvoiceStatus
    is_overdue: bool
    customer_id: str | None
    seller_name: str
    seller_address: Address | None
    seller_tax_id: str | None
    buyer_name: str | None
    """The customer's, as they were when it was issued."""
    buyer_address: Address | None
    buyer_tax_id: str | None
    service_start_at: str | None
    """Of a subscription's period."""
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
    """Of refunds since its issue."""
    due_at: str | None
    issued_at: str | None
    sent_at: str | None
    paid_at: str | None
    voided_at: str | None
    reminded_at: str | None
    reminder_count: int
    reminder_days: list[int]
    """When it is reminded of by itself, once it was sent: days after its due date, below 0 before it."""
    hosted_invoice_url: str | None
    """Where the buyer sees and pays it, from its issue on."""
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    invoice_id: str
    """The same as `id`."""
    balance_money: Money
    """What is still to be paid; nothing of a void one."""
    credit_note_ids: list[str]
    """Of its credit notes, void ones too."""
    credited_money: Money
    """What credit notes that stand took back; the balance is none of theirs: the money had been paid."""
    next_reminder_at: str | None
    """When it is reminded of by itself; null: no more."""


class InvoiceCreatedEvent(Resource):
    """An invoice was drafted."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoiceOverdueEvent(Resource):
    """An invoice was not paid in full by its date."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.overdue"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoicePaidEvent(Resource):
    """An invoice was paid in full."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.paid"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoicePaymentReversedEvent(Resource):
    """A payment of an invoice, recorded by mistake, was taken out of its books again."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.payment_reversed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoiceSentEvent(Resource):
    """An invoice was sent, for the first time or again as a reminder."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.sent"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class InvoiceVoidedEvent(Resource):
    """An invoice was declared void."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["invoice.voided"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Invoice


class Order(Resource):
    """An order. Totals, summary and actions are computed on every answer and never stored."""

    id: str
    status: OrderStatus
    currency: str
    customer_id: str | None
    tax_exempt: bool
    """True if its customer was exempt when named: no tax."""
    buyer_email: str | None
    buyer_note: str | None
    merchant_note: str | None
    metadata: dict[str, str]
    source: str
    """What made the order."""
    tax_address: TaxAddress | None
    payments: list[OrderPayment]
    refunds: list[OrderRefund]
    closed_reason: str | None
    subscription_id: str | None
    subscription_plan_id: str | None
    invoice_id: str | None
    checkout_session_ids: list[str]
    payment_link_id: str | None
    """The payment link that made it."""
    version: int
    created_at: str
    updated_at: str
    order_id: str
    """The same as `id`."""
    order_number: str
    """A shorter number for people, unique within the merchant."""
    line_items: list[LineItem]
    """The lines, each with what it came to."""
    discounts: list[AppliedDiscount]
    """The discounts in the order of application, each with what it takes off."""
    charges: list[AppliedCharge]
    """Service and delivery charges."""
    tips: list[AppliedTip]
    """Tips."""
    taxes: list[AppliedTax]
    """The rates that meet the order, each rounded once over all that it taxes."""
    net_amounts: NetAmounts
    """All amounts of the order."""
    payment_intent_ids: list[str]
    """All payment intents of the order."""
    refund_ids: list[str]
    """All refunds of the order."""
    pending_actions: list[PendingAction]
    """What the buyer has to do before a payment goes on, such as 3-D Secure."""
    summary: str
    """The order in one English sentence."""
    available_actions: list[ActionOffer]
    """What may be done now."""
    blocked_actions: list[BlockedAction]
    """What may not be done now, and why."""


class OrderClosedEvent(Resource):
    """An order ended."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["order.closed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderCreatedEvent(Resource):
    """An order was made."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["order.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderPaidEvent(Resource):
    """An order was paid in full."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["order.paid"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderRefundedEvent(Resource):
    """Money of an order is on its way back, in part or in full."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["order.refunded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class OrderUpdatedEvent(Resource):
    """An order's lines, discounts, tips, taxes or texts changed."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["order.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class PaymentIntent(Resource):
    """An attempt to take money. Its row is written before the processor is called and holds all that a resume needs."""

    id: str
    order_id: str
    status: PaymentIntentStatus
    amount_money: Money
    """What it is for; once captured, what was taken."""
    capture_method: CaptureMethod
    authorized_amount_money: Money | None
    """What a manual capture was held for."""
    source_type: PaymentSource
    source_reference: str | None
    """The merchant's own note of a manual payment."""
    card: Card | None
    failure_code: str | None
    failure_message: str | None
    cancellation_reason: str | None
    processor_details: ProcessorDetails
    refunded_amount_money: Money
    """What went back of it, pending refunds included."""
    lifecycle_state: str
    dispute: Dispute | None
    customer_id: str | None
    payment_method_id: str | None
    """The saved card that is charged."""
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    payment_intent_id: str
    """The same as `id`."""
    amount_capturable_money: Money
    """What can be captured now."""
    amount_received_money: Money
    """What was taken."""


class PaymentIntentCanceledEvent(Resource):
    """A payment was given up; the order is open again."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["payment_intent.canceled"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentPaymentFailedEvent(Resource):
    """A card was declined; the order is open again."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["payment_intent.payment_failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentRequiresActionEvent(Resource):
    """The buyer has to confirm the payment, as 3-D Secure asks."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["payment_intent.requires_action"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentIntentSucceededEvent(Resource):
    """A card was charged."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["payment_intent.succeeded"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class PaymentLinkCompletedEvent(Resource):
    """An order that a payment link made was paid in full."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["payment_link.completed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Order


class Refund(Resource):
    """A refund; it counts from `pending`, and what fails of it gives its amount back to the order's books."""

    id: str
    order_id: str
    payment_intent_id: str | None
    """The payment it goes back to; null: several, see allocations."""
    status: RefundStatus
    amount_money: Money
    """What goes or went back: a part that failed is no longer in it."""
    tax_money: Money
    """The tax inside the amount."""
    allocations: list[RefundAllocation]
    """What goes back to each payment, the latest first."""
    line_items: list[RefundedLineItem]
    """Empty: an amount of the whole order."""
    restocked_line_items: list[RestockedLineItem]
    """Units that it puts back into stock; they stay there if the money is returned."""
    reason: RefundReason
    reason_message: str | None
    failure_reason: str | None
    customer_id: str | None
    credit_note_id: str | None
    """Of the invoice that its order had been issued."""
    source_type: PaymentSource | None
    """How the payment had come in; null: they differ."""
    metadata: dict[str, str]
    version: int
    created_at: str
    updated_at: str
    refund_id: str
    """The same as `id`."""


class RefundCreatedEvent(Resource):
    """A refund was accepted and is pending."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["refund.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class RefundFailedEvent(Resource):
    """A refund failed; its amount counts as collected again."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["refund.failed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class RefundUpdatedEvent(Resource):
    """A refund moved on."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["refund.updated"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: Refund


class DisputeClosedEvent(Resource):
    """A dispute was decided."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["dispute.closed"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


class DisputeCreatedEvent(Resource):
    """A buyer's bank asks for a payment back."""

    event_id: str
    """The same on every try, as in the header `webhook-id`."""
    event_type: Literal["dispute.created"]
    payload_version: Literal["1"]
    mode: Literal["test", "live"]
    merchant_id: str
    created_at: str
    data: PaymentIntent


Event: TypeAlias = (
    OrderCreatedEvent
    | OrderUpdatedEvent
    | OrderPaidEvent
    | OrderRefundedEvent
    | OrderClosedEvent
    | PaymentIntentSucceededEvent
    | PaymentIntentPaymentFailedEvent
    | PaymentIntentRequiresActionEvent
    | PaymentIntentCanceledEvent
    | DisputeCreatedEvent
    | DisputeClosedEvent
    | PaymentLinkCompletedEvent
    | CheckoutSessionCompletedEvent
    | CheckoutSessionExpiredEvent
    | CustomerCreatedEvent
    | CustomerUpdatedEvent
    | ItemInventoryLowEvent
    | InvoiceCreatedEvent
    | InvoiceSentEvent
    | InvoicePaidEvent
    | InvoicePaymentReversedEvent
    | InvoiceOverdueEvent
    | InvoiceVoidedEvent
    | CreditNoteCreatedEvent
    | CreditNoteVoidedEvent
    | RefundCreatedEvent
    | RefundUpdatedEvent
    | RefundFailedEvent
    | ConfirmationRequestedEvent
    | ConfirmationApprovedEvent
    | ConfirmationDeclinedEvent
    | SubscriptionCreatedEvent
    | SubscriptionActivatedEvent
    | SubscriptionTrialEndingEvent
    | SubscriptionRenewalUpcomingEvent
    | SubscriptionPaymentSucceededEvent
    | SubscriptionPaymentFailedEvent
    | SubscriptionPastDueEvent
    | SubscriptionPausedEvent
    | SubscriptionResumedEvent
    | SubscriptionCanceledEvent
    | WebhookEndpointTestEvent
    | WebhookEndpointDisabledEvent
)
"""What a webhook brings; `eventType` says which."""
