// Rendered from the operations by `make render`; edits get lost.
// openapi-typescript 7.13.0, source 245c8968fb0b02e3, result 6fa6ef0a6eb7c7e7

/** Something that may be done now, ready to be sent. */
export interface ActionOffer {
    /** An order's action by its name, anything else by its operation's. */
    action: string;
    method: string;
    href: string;
    /** What the body has to have; what `body` lacks of it is yours to choose. */
    requiredFields: string[];
    requiredScope: string;
    /** What the request says as things stand: the version that was read, the most that may be moved. */
    body: {
        [key: string]: unknown;
    };
    description: string;
    maxAmountMoney: Money | null;
    requiresHumanConfirmation: boolean;
}

/** A request that is ready to be sent, once its body has the required fields. */
export interface ActionRequest {
    /** An order's action by its name, anything else by its operation's. */
    action: string;
    method: string;
    href: string;
    /** What the body has to have; what `body` lacks of it is yours to choose. */
    requiredFields: string[];
    requiredScope: string;
    /** What the request says as things stand: the version that was read, the most that may be moved. */
    body: {
        [key: string]: unknown;
    };
}

/** One thing that happened to an order. */
export interface Activity {
    id: string;
    orderId: string;
    /** 1 for the first activity of the order, without gaps. */
    sequence: number;
    /** @example order.created */
    type: string;
    description: string;
    /** The API key that asked, or `system`. */
    actor: string;
    /** The API key of the person who approved what an agent asked for. */
    approvedBy: string | null;
    balanceDelta: Money;
    runningBalance: Money;
    paymentIntentId: string | null;
    refundId: string | null;
    /** Format: date-time */
    createdAt: string;
    /** The same as `id`. */
    readonly activityId: string;
}

/** A service or delivery charge to be added. */
export interface AddCharge {
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percent?: string | null;
    /** @example Console */
    name: string;
    /** @default service */
    type?: string;
    /** @default subtotal_pre_discount */
    calculationBasis?: CalculationBasis;
    /** @default false */
    taxable?: boolean;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** A discount by hand. */
export interface AddDiscount {
    /** @example Console */
    name: string;
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentOff?: string | null;
    /** @default order */
    scope?: DiscountScope;
    /** @default [] */
    orderLineItemIds?: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Lines to be added. */
export interface AddLineItems {
    lineItems: NewLine[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** A tip: an amount, or a percentage of the discounted subtotal. */
export interface AddTips {
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percent?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Where somebody is. */
export interface Address {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country: string | null;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state: string | null;
    /** @example 94105 */
    postalCode: string | null;
    city: string | null;
    line1: string | null;
    line2: string | null;
}

/** Where somebody is. */
export interface AddressInput {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country?: string | null;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state?: string | null;
    /** @example 94105 */
    postalCode?: string | null;
    city?: string | null;
    line1?: string | null;
    line2?: string | null;
}

/** A change of an item's stock by hand. */
export interface AdjustInventory {
    /**
     * Whole units, not 0.
     * @example 10
     */
    quantityDelta: number;
    changeReason: ChangeReason;
    note?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** What a change in the middle of a period adds to the next order; a negative amount is taken off it. */
export interface Adjustment {
    description: string;
    amountMoney: Money;
    taxable: boolean;
    taxCategory: string | null;
}

/** Where to move the clock: to a moment, or by some time. */
export interface AdvanceClock {
    /**
     * Format: date-time
     * The moment that it shall be; later than it is there now.
     */
    to?: string | null;
    seconds?: number | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** The limits of a key that an agent holds; all of its amounts are in one currency. */
export interface AgentLimits {
    /** The most that one request may move. */
    maxAmountMoney: Money | null;
    /** The most that a day's requests may move together, from midnight to midnight UTC. */
    maxDailyAmountMoney: Money | null;
    /** What moves more than this, a person has to approve. */
    confirmationThresholdMoney: Money | null;
    /** The operations that may change something; null: those that its scopes allow. */
    allowedActions: string[] | null;
}

/** A key of one merchant and one mode, limited to its scopes; `*` means all. */
export interface ApiKey {
    id: string;
    merchantId: string;
    mode: string;
    name: string;
    scopes: string[];
    /** What an agent may do with it by itself; null: it is a person's or a program's key. */
    agentLimits: AgentLimits | null;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** Format: date-time */
    revokedAt: string | null;
    /** The same as `id`. */
    readonly apiKeyId: string;
}

/** A charge as answered, with what it came to. */
export interface AppliedCharge {
    id: string;
    name: string;
    type: string;
    amountMoney: Money;
    taxMoney: Money;
    percent: string | null;
    calculationBasis: CalculationBasis;
    taxable: boolean;
    /** The same as `id`. */
    readonly chargeId: string;
}

/** A discount as answered, with what it came to. */
export interface AppliedDiscount {
    id: string;
    name: string;
    scope: DiscountScope;
    /** What it takes off. */
    amountMoney: Money;
    percentOff: string | null;
    couponId: string | null;
    couponCode: string | null;
    /** The lines it is limited to; empty: all. */
    orderLineItemIds: string[];
    /** The same as `id`. */
    readonly appliedDiscountId: string;
}

/** A rate as answered, with what it came to over the whole order. */
export interface AppliedTax {
    name: string;
    percentage: string;
    inclusive: boolean;
    taxRateId: string | null;
    /** Who worked it out: the merchant's rates, or Stripe Tax. */
    provider: TaxProviderName;
    taxableMoney: Money;
    taxMoney: Money;
}

/** A tip as answered, with what it came to. */
export interface AppliedTip {
    id: string;
    amountMoney: Money;
    percent: string | null;
    /** The same as `id`. */
    readonly tipId: string;
}

/** A coupon to be applied, to some lines or to all that it may apply to. */
export interface ApplyCoupon {
    /** @example LAUNCH20 */
    couponCode?: string | null;
    couponId?: string | null;
    /** @default [] */
    orderLineItemIds?: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** The address that decides which tax rates apply. */
export interface ApplyTax {
    taxAddress: TaxAddressInput;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** What was done of one subscription, or of many. */
export interface BillingCounts {
    ordersMade: number;
    paymentsSucceeded: number;
    paymentsFailed: number;
    /** Subscriptions that could not be billed; they stay due. */
    errors: number;
}

/**
 * What billing periods are counted in.
 * @enum {string}
 */
export type BillingInterval = "daily" | "weekly" | "monthly" | "yearly";

/** A run of the billing schedule, as far as it concerns a merchant. */
export interface BillingRun {
    id: string;
    status: BillingRunStatus;
    subscriptionsDue: number;
    counts: BillingCounts;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly billingRunId: string;
}

/**
 * A run that died is taken over by the next one.
 * @enum {string}
 */
export type BillingRunStatus = "running" | "completed" | "abandoned";

/** Something that may not be done now, why, and what leads there. */
export interface BlockedAction {
    action: string;
    reason: string;
    /** The next step on the way to it; null: nothing leads to it any more. */
    unblockedBy: ActionRequest | null;
}

/**
 * What a percentage charge is taken of.
 * @enum {string}
 */
export type CalculationBasis = "subtotal_pre_discount" | "subtotal_post_discount";

/** Give a payment up before it took money. */
export interface CancelPaymentIntent {
    cancellationReason?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** When and why it ends. */
export interface CancelSubscription {
    /**
     * `false`: at the end of what was paid.
     * @default false
     */
    cancelImmediately?: boolean;
    reason?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/**
 * Whether money is taken at once, or held until it is captured.
 * @enum {string}
 */
export type CaptureMethod = "automatic" | "manual";

/** Take money that is held. */
export interface CapturePaymentIntent {
    /** A part; the rest is let go. Omitted: all of it. */
    amountMoney?: PositiveMoneyInput | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** What may be shown of a card. */
export interface Card {
    brand: string | null;
    last4: string | null;
    expMonth: number | null;
    expYear: number | null;
}

/**
 * Why stock changed by hand.
 * @enum {string}
 */
export type ChangeReason = "received" | "returned" | "damaged" | "lost" | "theft" | "recount" | "other";

/**
 * What was paid by a checkout session; `no_payment_required` if its order cost nothing, as a trial does.
 * @enum {string}
 */
export type CheckoutPaymentStatus = "unpaid" | "paid" | "no_payment_required";

/** A page to pay an order on. It is paid when its order is, whoever paid it and in whichever way. */
export interface CheckoutSession {
    id: string;
    orderId: string;
    /** What begins once its first order is paid here. */
    subscriptionId: string | null;
    status: CheckoutSessionStatus;
    paymentStatus: CheckoutPaymentStatus;
    customerId: string | null;
    successRedirectUrl: string | null;
    cancelRedirectUrl: string | null;
    allowTip: boolean;
    allowCoupon: boolean;
    /** Format: date-time */
    expiresAt: string;
    /** Format: date-time */
    paidAt: string | null;
    /** Format: date-time */
    closedAt: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly checkoutSessionId: string;
    /** Where the buyer pays; null once it has ended. */
    readonly url: string | null;
}

/** The order of a checkout session was paid. */
export interface CheckoutSessionCompletedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "checkout_session.completed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: CheckoutSession;
}

/** A checkout session's time was over before its order was paid. */
export interface CheckoutSessionExpiredEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "checkout_session.expired";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: CheckoutSession;
}

/**
 * `open` until its order is paid, its time is over, or it or its order is closed.
 * @enum {string}
 */
export type CheckoutSessionStatus = "open" | "paid" | "expired" | "closed";

/** Why the order ends. */
export interface CloseOrder {
    reason?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Charge, or with a manual capture hold, the money. */
export interface ConfirmPaymentIntent {
    /**
     * Needed unless the intent has a card; another one after a decline.
     * @example tok_visa
     */
    paymentSourceToken?: string | null;
    /** A saved card of the order's customer, instead of a token. */
    paymentMethodId?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** One request of an agent's key that moves more than the key may move by itself. */
export interface Confirmation {
    id: string;
    status: ConfirmationStatus;
    /** The key that asks. */
    apiKeyId: string;
    /** @example orders.pay */
    operation: string;
    /** What the request moves: exactly this is approved. */
    amountMoney: Money;
    /** The order whose money it is; null: the request makes it. */
    orderId: string | null;
    /** What is asked for, for the person who decides. */
    description: string;
    /** The key that approved or declined it. */
    decidedBy: string | null;
    /** Format: date-time */
    decidedAt: string | null;
    /** Format: date-time */
    usedAt: string | null;
    /** Format: date-time */
    expiresAt: string;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly confirmationId: string;
}

/** A person approved what an agent asks for; the agent may repeat its request now. */
export interface ConfirmationApprovedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "confirmation.approved";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Confirmation;
}

/** A person declined what an agent asks for, or took an approval back. */
export interface ConfirmationDeclinedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "confirmation.declined";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Confirmation;
}

/** An agent asks for more than its key may move: a person has to approve or decline it. */
export interface ConfirmationRequestedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "confirmation.requested";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Confirmation;
}

/**
 * pending → approved → used, or declined; what was not used in time is expired.
 * @enum {string}
 */
export type ConfirmationStatus = "pending" | "approved" | "declined" | "used" | "expired";

/** A coupon; `status` follows from what was set, from the clock and from the uses. */
export interface Coupon {
    id: string;
    name: string;
    couponCode: string;
    percentOff: string | null;
    amountOffMoney: Money | null;
    maxUses: number | null;
    maxUsesPerCustomer: number | null;
    minimumPurchaseMoney: Money | null;
    limitToItemIds: string[];
    /** Format: date-time */
    startsAt: string | null;
    /** Format: date-time */
    expiresAt: string | null;
    isStackable: boolean;
    status: CouponStatus;
    /** Paid orders that claimed it; counted only where `maxUses` limits it. */
    uses: number;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly couponId: string;
}

/**
 * `disabled` and `deleted` are set; `expired` and `exhausted` follow from the clock and the uses.
 * @enum {string}
 */
export type CouponStatus = "active" | "disabled" | "expired" | "exhausted" | "deleted";

/** A new key, limited to some scopes, and further if an agent is to hold it. */
export interface CreateApiKey {
    /** @example Till 3 */
    name: string;
    /** What the key may do, such as `orders.read`; `*` for everything. None that the asking key lacks. */
    scopes: string[];
    agentLimits?: NewAgentLimits | null;
}

/** A page for an order that exists, for lines, for which an order is made, or for a plan, which begins with it. */
export interface CreateCheckoutSession {
    orderId?: string | null;
    /** @default [] */
    lineItems?: NewLine[];
    /** `customerId` says whose subscription it is to be. If the plan begins with a trial, the page asks for a card, charges nothing, and begins the trial. */
    planId?: string | null;
    /** [] means no tax. */
    taxes?: TaxChoice[] | null;
    taxAddress?: TaxAddressInput | null;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
    customerId?: string | null;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    /**
     * https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id.
     * @example https://shop.example.com/thanks
     */
    successRedirectUrl?: string | null;
    /**
     * https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id.
     * @example https://shop.example.com/thanks
     */
    cancelRedirectUrl?: string | null;
    /** @default 86400 */
    expiresInSeconds?: number;
    /**
     * The buyer may add a tip.
     * @default false
     */
    allowTip?: boolean;
    /**
     * The buyer may enter a coupon's code.
     * @default false
     */
    allowCoupon?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new coupon; gives either `percentOff` or `amountOffMoney`. */
export interface CreateCoupon {
    name: string;
    /**
     * Matched without case.
     * @example LAUNCH20
     */
    couponCode: string;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentOff?: string | null;
    amountOffMoney?: PositiveMoneyInput | null;
    maxUses?: number | null;
    maxUsesPerCustomer?: number | null;
    minimumPurchaseMoney?: MoneyInput | null;
    /** @default [] */
    limitToItemIds?: string[];
    /** Format: date-time */
    startsAt?: string | null;
    /** Format: date-time */
    expiresAt?: string | null;
    /** @default true */
    isStackable?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new customer. */
export interface CreateCustomer {
    /** @example Ada Lovelace */
    name?: string | null;
    /**
     * One customer of yours has it; matched without case.
     * @example ada@example.com
     */
    email?: string | null;
    /** @example +1 415 555 0132 */
    phoneNumber?: string | null;
    billingAddress?: AddressInput | null;
    shippingAddress?: AddressInput | null;
    /**
     * As the tax office writes it; printed, not checked.
     * @example DE123456789
     */
    taxId?: string | null;
    /**
     * Orders of this customer bear no tax.
     * @default false
     */
    taxExempt?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A draft: of an order that exists, or of lines, for which an order is made. */
export interface CreateInvoice {
    orderId?: string | null;
    /** @default [] */
    lineItems?: NewLine[];
    /** [] means no tax. */
    taxes?: TaxChoice[] | null;
    taxAddress?: TaxAddressInput | null;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
    customerId?: string | null;
    /** @example ada@example.com */
    recipientEmail?: string | null;
    /**
     * Format: date-time
     * Omitted: 30 days after it is issued.
     */
    dueAt?: string | null;
    memo?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new item. */
export interface CreateItem {
    /** @example Console */
    name: string;
    unitPriceMoney: MoneyInput;
    /**
     * Your own number of the item; one item of yours has it.
     * @example CONSOLE-1
     */
    sku?: string | null;
    /** @default good */
    type?: ItemType;
    description?: string | null;
    imageUrl?: string | null;
    /** @default true */
    taxable?: boolean;
    taxCategory?: string | null;
    /** Omitted: its stock is not counted. */
    quantityAvailable?: number | null;
    /**
     * False: it can be sold beyond its stock.
     * @default true
     */
    enforceInventoryLimit?: boolean;
    /** `item.inventory_low` is told when the stock comes down to this. */
    lowStockThreshold?: number | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new order. Amounts are computed by the server; send none but unit prices. */
export interface CreateOrder {
    /** @default [] */
    lineItems?: NewLine[];
    /** @default [] */
    discounts?: NewDiscount[];
    /** [] means no tax. */
    taxes?: TaxChoice[] | null;
    /** @default [] */
    tips?: NewTip[];
    /** @default [] */
    charges?: NewCharge[];
    customerId?: string | null;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    buyerNote?: string | null;
    merchantNote?: string | null;
    taxAddress?: TaxAddressInput | null;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A payment of an order, or of an amount, for which an order is made. */
export interface CreatePaymentIntent {
    orderId?: string | null;
    /** With an order: a part of its balance; omitted: all of it when it is confirmed. */
    amountMoney?: PositiveMoneyInput | null;
    /**
     * A token or payment method of the card processor; never a card number.
     * @example tok_visa
     */
    paymentSourceToken?: string | null;
    /** A saved card of the order's customer, instead of a token. */
    paymentMethodId?: string | null;
    /** Who pays, if the order has no customer, or of the order that is made. */
    customerId?: string | null;
    /**
     * Charge at once; needs a token, a saved card, or a customer, whose default card is charged.
     * @default false
     */
    autoConfirm?: boolean;
    /**
     * `manual` holds the money until it is captured.
     * @default automatic
     */
    captureMethod?: CaptureMethod;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** A new link: to buy lines, or to give a donation of the buyer's choice. */
export interface CreatePaymentLink {
    /** @example Console */
    name: string;
    /** @default standard */
    mode?: PaymentLinkMode;
    /** @default [] */
    lineItems?: NewLinkLine[];
    /**
     * Offered to donors, who may also name their own.
     * @default []
     */
    donationAmounts?: PositiveMoneyInput[];
    /**
     * Omitted: the merchant's.
     * @example USD
     */
    currency?: string | null;
    /**
     * The buyer may choose each line's quantity.
     * @default false
     */
    allowQuantityAdjustment?: boolean;
    /** @default false */
    allowTip?: boolean;
    /** @default false */
    allowCoupon?: boolean;
    /** Paid orders at most; omitted: any number. */
    maxCompletions?: number | null;
    /** Format: date-time */
    expiresAt?: string | null;
    /**
     * https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id.
     * @example https://shop.example.com/thanks
     */
    successRedirectUrl?: string | null;
    /**
     * Copied to each order.
     * @default {}
     */
    metadata?: {
        [key: string]: string;
    };
}

/** A card to be saved. */
export interface CreatePaymentMethod {
    customerId: string;
    /**
     * A token or payment method of the card processor; never a card number.
     * @example tok_visa
     */
    paymentSourceToken: string;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new plan. */
export interface CreatePlan {
    /** @example Pro, monthly */
    name: string;
    billingInterval: BillingInterval;
    /**
     * A period is this many intervals long: `monthly` and 3 is a quarter; at most 3 years.
     * @default 1
     */
    billingIntervalCount?: number;
    lineItems: NewPlanLine[];
    /**
     * Calendar days; 0: no trial.
     * @default 0
     */
    trialPeriodDays?: number;
    /** Once, on a subscription's first order. */
    setupFeeMoney?: MoneyInput | null;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** Money to give back: an amount, some lines, or all that is left. */
export interface CreateRefund {
    orderId?: string | null;
    paymentIntentId?: string | null;
    /** Omitted: all that is left. */
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Lines to give back, instead of an amount; each once.
     * @default []
     */
    lineItems?: RefundLine[];
    /** @default requested_by_customer */
    reason?: RefundReason;
    reasonMessage?: string | null;
    /**
     * Puts the units of lineItems, or all that are left, back into stock.
     * @default false
     */
    restock?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** A new subscription. */
export interface CreateSubscription {
    planId: string;
    customerId: string;
    /** Omitted: the customer's default card. */
    paymentMethodId?: string | null;
    /**
     * Times the plan's lines.
     * @default 1
     */
    quantity?: number;
    /** Omitted: the plan's. */
    trialPeriodDays?: number | null;
    /** Plans by months and years only; a first period that it cuts short costs its part. */
    billingAnchorDay?: number | null;
    /** @example LAUNCH20 */
    couponCode?: string | null;
    /** How many orders the coupon is for: 1 is once; omitted: every one. */
    couponDurationCycles?: number | null;
    /**
     * Format: date-time
     * When it begins; omitted: now.
     */
    startAt?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new rate. */
export interface CreateTaxRate {
    /** @example Sales tax */
    name: string;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentage: string;
    /** @default false */
    inclusive?: boolean;
    jurisdiction?: JurisdictionInput | null;
    /** @default [] */
    taxCategories?: string[];
    /** @default false */
    isDefault?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A new endpoint. */
export interface CreateWebhookEndpoint {
    /**
     * https, reachable from the internet.
     * @example https://example.com/flint/webhooks
     */
    url: string;
    /** Event types that it is told of; `*` for all. */
    subscribedEvents: string[];
    description?: string | null;
    /** @default true */
    enabled?: boolean;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A credit note. It never changes: if its refund fails it is void, and keeps its number. */
export interface CreditNote {
    id: string;
    /**
     * Without a gap within the merchant's mode.
     * @example CN-000007
     */
    creditNoteNumber: string;
    status: CreditNoteStatus;
    invoiceId: string;
    invoiceNumber: string;
    /** Format: date-time */
    invoiceIssuedAt: string | null;
    orderId: string;
    refundId: string;
    customerId: string | null;
    reason: RefundReason;
    reasonMessage: string | null;
    /** Seller and buyer as they stand on the invoice. */
    sellerName: string;
    sellerAddress: Address | null;
    sellerTaxId: string | null;
    buyerName: string | null;
    buyerAddress: Address | null;
    buyerTaxId: string | null;
    recipientEmail: string | null;
    /** Empty: an amount of the whole invoice. */
    lineItems: CreditedLineItem[];
    /** One for each rate of the invoice. */
    taxes: CreditedTax[];
    /** The amount without its tax. */
    netMoney: Money;
    /** The tax inside the amount. */
    taxMoney: Money;
    /** What goes back. */
    totalMoney: Money;
    /** Format: date-time */
    issuedAt: string;
    /** Format: date-time */
    voidedAt: string | null;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly creditNoteId: string;
}

/** A credit note was issued for a refund of an issued invoice. */
export interface CreditNoteCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "credit_note.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: CreditNote;
}

/** Where a credit note can be had as a PDF. */
export interface CreditNotePdf {
    id: string;
    creditNoteId: string;
    creditNoteNumber: string;
    /** @example CN-000007.pdf */
    fileName: string;
    /** Takes no key: whoever has it sees the credit note. */
    url: string;
}

/**
 * `void` once its refund has failed, or with its invoice.
 * @enum {string}
 */
export type CreditNoteStatus = "issued" | "void";

/** A credit note is void, since its refund failed or its invoice was voided. */
export interface CreditNoteVoidedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "credit_note.voided";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: CreditNote;
}

/** What is taken back of a line. */
export interface CreditedLineItem {
    name: string;
    /** Units; 0 where an amount was named. */
    quantity: number;
    /** Tax included. */
    amountMoney: Money;
}

/** What is taken back of one rate of the invoice. */
export interface CreditedTax {
    name: string;
    percentage: string;
    inclusive: boolean;
    /** What the tax was levied on, without any tax. */
    netMoney: Money;
    taxMoney: Money;
}

/** A customer. */
export interface Customer {
    id: string;
    name: string | null;
    email: string | null;
    phoneNumber: string | null;
    billingAddress: Address | null;
    shippingAddress: Address | null;
    taxId: string | null;
    taxExempt: boolean;
    defaultPaymentMethodId: string | null;
    /** True in the answer to its deletion; it is not found afterwards. */
    deleted: boolean;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly customerId: string;
}

/** A customer was made. */
export interface CustomerCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "customer.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Customer;
}

/** A customer changed, or was deleted. */
export interface CustomerUpdatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "customer.updated";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Customer;
}

/** A message that was received again and again and never worked off: what it tells, without its body. */
export interface DeadLetter {
    id: string;
    /** The queue that it was in; a replay puts it there again. */
    source: DeadLetterSource;
    status: DeadLetterStatus;
    reason: DeadLetterReason;
    reasonMessage: string;
    /** What it is about, as far as it can be read. */
    resourceId: string | null;
    eventId: string | null;
    eventType: string | null;
    webhookEndpointId: string | null;
    /** How often its queues had handed it out. */
    receiveCount: number;
    /** Of the message's body, byte for byte as it is sent back. */
    bodySha256: string;
    bodyBytes: number;
    /** Format: date-time */
    diedAt: string;
    /** Format: date-time */
    replayedAt: string | null;
    /** The dead letter whose replay died again as this one. */
    replayOf: string | null;
    version: number;
    /**
     * Format: date-time
     * When its message was sent.
     */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly deadLetterId: string;
    /**
     * Format: date-time
     * From when on it can't be read or sent back any more.
     */
    readonly expiresAt: string;
}

/**
 * Why a letter is one.
 * @enum {string}
 */
export type DeadLetterReason = "exhausted" | "undeliverable" | "unreadable";

/**
 * The queue that a letter was in, which it goes back to.
 * @enum {string}
 */
export type DeadLetterSource = "changes" | "events" | "deliveries" | "slow_deliveries" | "invoice_mails";

/**
 * `dead` until it is sent back; should it die again, that is another letter.
 * @enum {string}
 */
export type DeadLetterStatus = "dead" | "replayed";

/** One thing on which the books differ. */
export interface Difference {
    kind: DifferenceKind;
    paymentIntentId: string | null;
    orderId: string | null;
    refundId: string | null;
    processorId: string | null;
    description: string;
    repaired: boolean;
    /** What to do about it. */
    readonly repair: string;
    /** True if Flint can repair it by itself. */
    readonly unambiguous: boolean;
}

/**
 * What can differ. The first two repair themselves; the others take a decision.
 * @enum {string}
 */
export type DifferenceKind = "unsettled" | "refund_behind" | "refund_not_made" | "refund_made_but_failed" | "charged_but_released" | "paid_but_not_charged" | "amount_differs" | "order_disagrees" | "unknown_payment" | "unknown_refund";

/**
 * Line-scoped discounts come before order-scoped ones.
 * @enum {string}
 */
export type DiscountScope = "order" | "line_item";

/** A buyer's bank asks for the money back. */
export interface Dispute {
    processorDisputeId: string;
    /**
     * @example needs_response
     * @example under_review
     * @example won
     * @example lost
     */
    status: string;
    reason: string;
    amountMoney: Money;
}

/** A dispute was decided. */
export interface DisputeClosedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "dispute.closed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/** A buyer's bank asks for a payment back. */
export interface DisputeCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "dispute.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/** How a payment that failed is gone after. */
export interface Dunning {
    /** Format: date-time */
    firstFailedAt: string;
    failures: number;
    failureCode: string;
    failureMessage: string;
    /**
     * Format: date-time
     * Null: the card is not tried again by itself.
     */
    nextRetryAt: string | null;
}

/**
 * What becomes of a subscription whose renewal was never paid.
 * @enum {string}
 */
export type DunningEnd = "cancel" | "pause";

/** What a webhook brings; `eventType` says which. */
export type Event = OrderCreatedEvent | OrderUpdatedEvent | OrderPaidEvent | OrderRefundedEvent | OrderClosedEvent | PaymentIntentSucceededEvent | PaymentIntentPaymentFailedEvent | PaymentIntentRequiresActionEvent | PaymentIntentCanceledEvent | DisputeCreatedEvent | DisputeClosedEvent | PaymentLinkCompletedEvent | CheckoutSessionCompletedEvent | CheckoutSessionExpiredEvent | CustomerCreatedEvent | CustomerUpdatedEvent | ItemInventoryLowEvent | InvoiceCreatedEvent | InvoiceSentEvent | InvoicePaidEvent | InvoicePaymentReversedEvent | InvoiceOverdueEvent | InvoiceVoidedEvent | CreditNoteCreatedEvent | CreditNoteVoidedEvent | RefundCreatedEvent | RefundUpdatedEvent | RefundFailedEvent | ConfirmationRequestedEvent | ConfirmationApprovedEvent | ConfirmationDeclinedEvent | SubscriptionCreatedEvent | SubscriptionActivatedEvent | SubscriptionTrialEndingEvent | SubscriptionRenewalUpcomingEvent | SubscriptionPaymentSucceededEvent | SubscriptionPaymentFailedEvent | SubscriptionPastDueEvent | SubscriptionPausedEvent | SubscriptionResumedEvent | SubscriptionCanceledEvent | WebhookEndpointTestEvent | WebhookEndpointDisabledEvent;

/** An amount before rounding: a reduced fraction of minor units, as strings, which no reader rounds. */
export interface ExactAmount {
    /** @example 4096 */
    numerator: string;
    /** @example 5 */
    denominator: string;
}

/** What a line or a charge has of a step's amount. */
export interface ExplainedPart {
    orderLineItemId: string | null;
    chargeId: string | null;
    name: string;
    amountMoney: Money;
    /** Its share of the rounded amount before that was split into whole units. */
    exact: ExactAmount;
    /** Minor units above its exact share rounded down: they were left over, and its remainder was among the largest. Negative where it had no room for its share. */
    spareUnits: number;
}

/** The tax of one rate that a refund gives back. */
export interface ExplainedRefundTax {
    name: string;
    amountMoney: Money;
}

/** One step. What does not apply to its kind is null or empty. */
export interface ExplanationStep {
    number: number;
    kind: StepKind;
    /** The discount, charge, tax rate, tip, payment intent or refund that it is about. */
    subjectId: string | null;
    name: string | null;
    percentage: string | null;
    /** What a percentage is taken of, or what limits it. */
    baseMoney: Money | null;
    /** The amount before its one rounding. */
    exact: ExactAmount | null;
    /** What the step comes to. */
    amountMoney: Money;
    /** What it adds to what is to be paid; all of them add up to the balance. */
    deltaMoney: Money;
    /** What is to be paid after it. */
    runningMoney: Money;
    /** The tax inside a refund. */
    taxMoney: Money | null;
    /** That tax by its rates. */
    refundedTaxes: ExplainedRefundTax[];
    /** The lines and charges that it is spread over. */
    parts: ExplainedPart[];
    /** The step in one English sentence. */
    description: string;
}

/** A change of an item's stock by hand; what orders take stands on them, what refunds put back on the refunds. */
export interface InventoryChange {
    id: string;
    itemId: string;
    sequence: number;
    quantityDelta: number;
    quantityAfter: number;
    changeReason: ChangeReason;
    note: string | null;
    actor: string;
    /** Format: date-time */
    createdAt: string;
    /** The same as `id`. */
    readonly inventoryChangeId: string;
}

/** An invoice. A draft follows its order; from its issue on it says what it said then, and what was paid since. */
export interface Invoice {
    id: string;
    /**
     * Given when it is issued, without a gap within the merchant's mode.
     * @example INV-000042
     */
    invoiceNumber: string | null;
    orderId: string;
    status: InvoiceStatus;
    isOverdue: boolean;
    customerId: string | null;
    sellerName: string;
    sellerAddress: Address | null;
    sellerTaxId: string | null;
    /** The customer's, as they were when it was issued. */
    buyerName: string | null;
    buyerAddress: Address | null;
    buyerTaxId: string | null;
    /**
     * Format: date-time
     * Of a subscription's period.
     */
    serviceStartAt: string | null;
    /** Format: date-time */
    serviceEndAt: string | null;
    recipientEmail: string | null;
    memo: string | null;
    lineItems: InvoiceLineItem[];
    charges: InvoiceCharge[];
    taxes: InvoiceTax[];
    subtotalMoney: Money;
    discountMoney: Money;
    taxMoney: Money;
    totalMoney: Money;
    paidMoney: Money;
    /** Of refunds since its issue. */
    creditNotes: InvoiceCredit[];
    /** Format: date-time */
    dueAt: string | null;
    /** Format: date-time */
    issuedAt: string | null;
    /** Format: date-time */
    sentAt: string | null;
    /** Format: date-time */
    paidAt: string | null;
    /** Format: date-time */
    voidedAt: string | null;
    /** Format: date-time */
    remindedAt: string | null;
    reminderCount: number;
    /** When it is reminded of by itself, once it was sent: days after its due date, below 0 before it. */
    reminderDays: number[];
    /** Where the buyer sees and pays it, from its issue on. */
    hostedInvoiceUrl: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly invoiceId: string;
    /** What is still to be paid; nothing of a void one. */
    readonly balanceMoney: Money;
    /** Of its credit notes, void ones too. */
    readonly creditNoteIds: string[];
    /** What credit notes that stand took back; the balance is none of theirs: the money had been paid. */
    readonly creditedMoney: Money;
    /**
     * Format: date-time
     * When it is reminded of by itself; null: no more.
     */
    readonly nextReminderAt: string | null;
}

/** A service or delivery charge, or a tip. */
export interface InvoiceCharge {
    name: string;
    amountMoney: Money;
}

/** An invoice was drafted. */
export interface InvoiceCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/** A credit note, as its invoice names it. */
export interface InvoiceCredit {
    creditNoteId: string;
    creditNoteNumber: string;
    refundId: string;
    status: CreditNoteStatus;
    totalMoney: Money;
    /** Format: date-time */
    issuedAt: string;
}

/** A line, as it was when the invoice was issued. */
export interface InvoiceLineItem {
    name: string;
    quantity: number;
    unitPriceMoney: Money;
    discountMoney: Money;
    taxMoney: Money;
    totalMoney: Money;
}

/** An invoice was not paid in full by its date. */
export interface InvoiceOverdueEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.overdue";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/** An invoice was paid in full. */
export interface InvoicePaidEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.paid";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/** A payment of an invoice, recorded by mistake, was taken out of its books again. */
export interface InvoicePaymentReversedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.payment_reversed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/** Where an invoice can be had as a PDF. */
export interface InvoicePdf {
    id: string;
    invoiceId: string;
    invoiceNumber: string;
    /** @example INV-000042.pdf */
    fileName: string;
    /** Takes no key: whoever has it sees the invoice, as it is now. */
    url: string;
}

/** An invoice was sent, for the first time or again as a reminder. */
export interface InvoiceSentEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.sent";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/**
 * A draft follows its order; from `open` on it has a number and asks for money. What is paid in full ends it.
 * @enum {string}
 */
export type InvoiceStatus = "draft" | "open" | "partially_paid" | "paid" | "void";

/** What one rate comes to over the whole invoice. */
export interface InvoiceTax {
    name: string;
    percentage: string;
    inclusive: boolean;
    taxableMoney: Money;
    taxMoney: Money;
}

/** An invoice was declared void. */
export interface InvoiceVoidedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "invoice.voided";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Invoice;
}

/** An item of the catalog. */
export interface Item {
    id: string;
    name: string;
    unitPriceMoney: Money;
    sku: string | null;
    type: ItemType;
    description: string | null;
    imageUrl: string | null;
    taxable: boolean;
    taxCategory: string | null;
    /** Units that can still be sold; null: not counted. Below 0: sold beyond the stock. */
    quantityAvailable: number | null;
    enforceInventoryLimit: boolean;
    lowStockThreshold: number | null;
    status: ItemStatus;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly itemId: string;
}

/** An item's stock has come down to its threshold. */
export interface ItemInventoryLowEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "item.inventory_low";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Item;
}

/**
 * An archived item is on no new order.
 * @enum {string}
 */
export type ItemStatus = "active" | "archived";

/**
 * What kind of thing it is.
 * @enum {string}
 */
export type ItemType = "good" | "service" | "digital";

export type JsonValue = unknown;

/** Where a rate applies; each part that is given narrows it. Without any, it applies only as a default. */
export interface Jurisdiction {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country: string | null;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state: string | null;
    postalCodes: string[];
}

/** Where a rate is to apply. */
export interface JurisdictionInput {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country?: string | null;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state?: string | null;
    /** @default [] */
    postalCodes?: string[];
}

/** A line as answered: what was ordered and what it came to. */
export interface LineItem {
    id: string;
    name: string;
    /** Whole, at least 1. */
    quantity: number;
    unitPriceMoney: Money;
    grossMoney: Money;
    discountMoney: Money;
    taxMoney: Money;
    /** After discounts, without any tax. */
    netMoney: Money;
    /** What the buyer pays for this line. */
    totalMoney: Money;
    refundedMoney: Money;
    refundableMoney: Money;
    refundableQuantity: number;
    itemId: string | null;
    sku: string | null;
    description: string | null;
    imageUrl: string | null;
    taxable: boolean;
    taxCategory: string | null;
    metadata: {
        [key: string]: string;
    };
    /** The same as `id`. */
    readonly orderLineItemId: string;
}

/** An amount in minor units with its currency; may be negative in differences only. */
export interface Money {
    /**
     * Minor units: 1050 is 10.50 USD.
     * @example 2900
     */
    amount: number;
    /**
     * ISO 4217 code.
     * @example USD
     */
    currency: string;
}

/** An amount that a caller sends; the currency may be left out. */
export interface MoneyInput {
    /**
     * Minor units: 1050 is 10.50 USD.
     * @example 2900
     */
    amount: number;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
}

/** The order's amounts, computed on every answer; zeros are emitted. */
export interface NetAmounts {
    subtotalMoney: Money;
    discountMoney: Money;
    chargeMoney: Money;
    taxMoney: Money;
    tipMoney: Money;
    totalMoney: Money;
    paidMoney: Money;
    refundedMoney: Money;
    refundedTaxMoney: Money;
    netCollectedMoney: Money;
    balanceMoney: Money;
}

/** What an agent may do with the key by itself; what is left out is not limited. */
export interface NewAgentLimits {
    /** The most that one request may charge, hold, capture, refund or record. */
    maxAmountMoney?: MoneyInput | null;
    /** The most that the requests of a day may move together, from midnight to midnight UTC; what was tried counts, whatever became of it, and a hold counts once it is captured. */
    maxDailyAmountMoney?: MoneyInput | null;
    /** What moves more than this is refused until a person has approved it: see confirmations. */
    confirmationThresholdMoney?: MoneyInput | null;
    /** The only operations that may change something, by their names; what is read goes by scopes. */
    allowedActions?: string[] | null;
}

/** A key on the day it was made: the only answer that shows its text. */
export interface NewApiKey {
    id: string;
    merchantId: string;
    mode: string;
    name: string;
    scopes: string[];
    /** What an agent may do with it by itself; null: it is a person's or a program's key. */
    agentLimits: AgentLimits | null;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** Format: date-time */
    revokedAt: string | null;
    /** The key itself, shown this once; null in a dry run. */
    key: string | null;
    /** The same as `id`. */
    readonly apiKeyId: string;
}

/** A service or delivery charge. */
export interface NewCharge {
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percent?: string | null;
    /** @example Console */
    name: string;
    /** @default service */
    type?: string;
    /** @default subtotal_pre_discount */
    calculationBasis?: CalculationBasis;
    /** @default false */
    taxable?: boolean;
}

/** A coupon, or a discount by hand. */
export interface NewDiscount {
    /** @example LAUNCH20 */
    couponCode?: string | null;
    couponId?: string | null;
    /** @example Console */
    name?: string | null;
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentOff?: string | null;
    /** @default order */
    scope?: DiscountScope;
    /** @default [] */
    lineItemKeys?: string[];
    /** @default [] */
    orderLineItemIds?: string[];
}

/** A line to be ordered: an item of the catalog, or a name and a price. */
export interface NewLine {
    /** Gives name, price, SKU, description, image and tax category, unless you send them. */
    itemId?: string | null;
    /** @example Console */
    name?: string | null;
    /**
     * Whole, at least 1.
     * @default 1
     */
    quantity?: number;
    unitPriceMoney?: MoneyInput | null;
    /** Omitted: as the item, else true. */
    taxable?: boolean | null;
    taxCategory?: string | null;
    /** [] means no tax. */
    taxes?: TaxChoice[] | null;
    /** Your own name for the line within this request. */
    key?: string | null;
    description?: string | null;
    imageUrl?: string | null;
    sku?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A line of each order: an item of the catalog, whose price is today's at each order, or a name and a price. */
export interface NewLinkLine {
    itemId?: string | null;
    /** @example Console */
    name?: string | null;
    /**
     * Whole, at least 1.
     * @default 1
     */
    quantity?: number;
    unitPriceMoney?: MoneyInput | null;
    description?: string | null;
    imageUrl?: string | null;
    /** Omitted: as the item, else true. */
    taxable?: boolean | null;
    taxCategory?: string | null;
}

/** A line that each cycle's order has. */
export interface NewPlanLine {
    /** @example Console */
    name: string;
    /**
     * Whole, at least 1.
     * @default 1
     */
    quantity?: number;
    unitPriceMoney: MoneyInput;
    /** @default true */
    taxable?: boolean;
    taxCategory?: string | null;
    description?: string | null;
    sku?: string | null;
    /** @default {} */
    metadata?: {
        [key: string]: string;
    };
}

/** A tip: an amount, or a percentage of the discounted subtotal. */
export interface NewTip {
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percent?: string | null;
}

/** An endpoint at the moment its secret was made: the only answers that show it. */
export interface NewWebhookEndpoint {
    id: string;
    url: string;
    subscribedEvents: string[];
    description: string | null;
    status: WebhookEndpointStatus;
    disabledReason: string | null;
    /** Format: date-time */
    disabledAt: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /**
     * What signs, shown this once: `whsec_…`; null in a dry run.
     * @example whsec_…
     */
    secret: string | null;
    /** The same as `id`. */
    readonly webhookEndpointId: string;
    /** True while events are sent to it. */
    readonly enabled: boolean;
    /**
     * Format: date-time
     * Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended.
     */
    readonly previousSecretExpiresAt: string | null;
}

/** An order. Totals, summary and actions are computed on every answer and never stored. */
export interface Order {
    id: string;
    status: OrderStatus;
    currency: string;
    customerId: string | null;
    /** True if its customer was exempt when named: no tax. */
    taxExempt: boolean;
    buyerEmail: string | null;
    buyerNote: string | null;
    merchantNote: string | null;
    metadata: {
        [key: string]: string;
    };
    /**
     * What made the order.
     * @example api
     */
    source: string;
    taxAddress: TaxAddress | null;
    payments: OrderPayment[];
    refunds: OrderRefund[];
    closedReason: string | null;
    subscriptionId: string | null;
    subscriptionPlanId: string | null;
    invoiceId: string | null;
    checkoutSessionIds: string[];
    /** The payment link that made it. */
    paymentLinkId: string | null;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly orderId: string;
    /** A shorter number for people, unique within the merchant. */
    readonly orderNumber: string;
    /** The lines, each with what it came to. */
    readonly lineItems: LineItem[];
    /** The discounts in the order of application, each with what it takes off. */
    readonly discounts: AppliedDiscount[];
    /** Service and delivery charges. */
    readonly charges: AppliedCharge[];
    /** Tips. */
    readonly tips: AppliedTip[];
    /** The rates that meet the order, each rounded once over all that it taxes. */
    readonly taxes: AppliedTax[];
    /** All amounts of the order. */
    readonly netAmounts: NetAmounts;
    /** All payment intents of the order. */
    readonly paymentIntentIds: string[];
    /** All refunds of the order. */
    readonly refundIds: string[];
    /** What the buyer has to do before a payment goes on, such as 3-D Secure. */
    readonly pendingActions: PendingAction[];
    /** The order in one English sentence. */
    readonly summary: string;
    /** What may be done now. */
    readonly availableActions: ActionOffer[];
    /** What may not be done now, and why. */
    readonly blockedActions: BlockedAction[];
}

/** An order ended. */
export interface OrderClosedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "order.closed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/** An order was made. */
export interface OrderCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "order.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/** How an order comes to what it comes to. */
export interface OrderExplanation {
    orderId: string;
    /** What happens to exact halves. */
    rounding: Rounding;
    steps: ExplanationStep[];
    /** The order's own amounts, which the steps come to. */
    netAmounts: NetAmounts;
    /** The order's id. */
    readonly id: string;
}

/** An order was paid in full. */
export interface OrderPaidEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "order.paid";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/** A payment of the order, whatever became of it. */
export interface OrderPayment {
    paymentIntentId: string;
    status: PaymentIntentStatus;
    amountMoney: Money;
    sourceType: PaymentSource;
    card: Card | null;
    failureCode: string | null;
    failureMessage: string | null;
    /** Format: date-time */
    createdAt: string;
}

/** What a refund of the order gives back to one of its payments; what failed no longer counts. */
export interface OrderRefund {
    refundId: string;
    paymentIntentId: string;
    amountMoney: Money;
    taxMoney: Money;
    status: RefundStatus;
    /** Format: date-time */
    createdAt: string;
}

/** Money of an order is on its way back, in part or in full. */
export interface OrderRefundedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "order.refunded";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/**
 * Upper case, as the lifecycle names them; read in any case.
 * @enum {string}
 */
export type OrderStatus = "OPEN" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "CLOSED";

/** An order's lines, discounts, tips, taxes or texts changed. */
export interface OrderUpdatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "order.updated";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/** How long no order is made. */
export interface PauseSubscription {
    /** How many of the coming cycles are left out; omitted: until it is resumed. */
    pauseDurationCycles?: number | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** How the order is paid. */
export interface PayOrder {
    /**
     * A token or payment method of the card processor; never a card number.
     * @example tok_visa
     */
    paymentSourceToken?: string | null;
    paymentSourceTokens?: (string[] | {
        [key: string]: string;
    }) | null;
    /** A part of the balance, without the tip; omitted: all of it. */
    amountMoney?: PositiveMoneyInput | null;
    /** Added to the order and to what is charged; taken back if the card is declined. */
    tipMoney?: PositiveMoneyInput | null;
    /**
     * Saved cards of the order's customer; the amount is split evenly over them.
     * @default []
     */
    paymentMethodIds?: string[];
    /** Who pays, if the order has no customer; the default card is charged if no card is sent. */
    customerId?: string | null;
    /**
     * Keep the card of paymentSourceToken for the customer, once it was charged.
     * @default false
     */
    savePaymentMethod?: boolean;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** `PayOrder` with the order named in the body. */
export interface PayOrderById {
    /**
     * A token or payment method of the card processor; never a card number.
     * @example tok_visa
     */
    paymentSourceToken?: string | null;
    paymentSourceTokens?: (string[] | {
        [key: string]: string;
    }) | null;
    /** A part of the balance, without the tip; omitted: all of it. */
    amountMoney?: PositiveMoneyInput | null;
    /** Added to the order and to what is charged; taken back if the card is declined. */
    tipMoney?: PositiveMoneyInput | null;
    /**
     * Saved cards of the order's customer; the amount is split evenly over them.
     * @default []
     */
    paymentMethodIds?: string[];
    /** Who pays, if the order has no customer; the default card is charged if no card is sent. */
    customerId?: string | null;
    /**
     * Keep the card of paymentSourceToken for the customer, once it was charged.
     * @default false
     */
    savePaymentMethod?: boolean;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    orderId: string;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** An attempt to take money. Its row is written before the processor is called and holds all that a resume needs. */
export interface PaymentIntent {
    id: string;
    orderId: string;
    status: PaymentIntentStatus;
    /** What it is for; once captured, what was taken. */
    amountMoney: Money;
    captureMethod: CaptureMethod;
    /** What a manual capture was held for. */
    authorizedAmountMoney: Money | null;
    sourceType: PaymentSource;
    /** The merchant's own note of a manual payment. */
    sourceReference: string | null;
    card: Card | null;
    failureCode: string | null;
    failureMessage: string | null;
    cancellationReason: string | null;
    processorDetails: ProcessorDetails;
    /** What went back of it, pending refunds included. */
    refundedAmountMoney: Money;
    /**
     * @example none
     * @example partially_refunded
     * @example refunded
     * @example disputed
     */
    lifecycleState: string;
    dispute: Dispute | null;
    customerId: string | null;
    /** The saved card that is charged. */
    paymentMethodId: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly paymentIntentId: string;
    /** What can be captured now. */
    readonly amountCapturableMoney: Money;
    /** What was taken. */
    readonly amountReceivedMoney: Money;
}

/** A payment was given up; the order is open again. */
export interface PaymentIntentCanceledEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "payment_intent.canceled";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/** A card was declined; the order is open again. */
export interface PaymentIntentPaymentFailedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "payment_intent.payment_failed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/** The buyer has to confirm the payment, as 3-D Secure asks. */
export interface PaymentIntentRequiresActionEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "payment_intent.requires_action";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/**
 * Stripe's seven statuses.
 * @enum {string}
 */
export type PaymentIntentStatus = "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "canceled" | "succeeded";

/** A card was charged. */
export interface PaymentIntentSucceededEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "payment_intent.succeeded";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: PaymentIntent;
}

/** A link to pay; `status` follows from what was set, from the clock and from the completions. */
export interface PaymentLink {
    id: string;
    name: string;
    mode: PaymentLinkMode;
    status: PaymentLinkStatus;
    currency: string;
    lineItems: PaymentLinkLineItem[];
    /** What a donor is offered, beside their own. */
    donationAmounts: Money[];
    allowQuantityAdjustment: boolean;
    allowTip: boolean;
    allowCoupon: boolean;
    maxCompletions: number | null;
    /** Paid orders, and those that are just being paid; counted only under a limit. */
    completionCount: number | null;
    /** Format: date-time */
    expiresAt: string | null;
    successRedirectUrl: string | null;
    /** Copied to each order. */
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly paymentLinkId: string;
    /** What is shared with buyers. */
    readonly url: string;
    /** The link as a QR code, for print and for screens. */
    readonly qrCode: PaymentLinkQrCode;
}

/** An order that a payment link made was paid in full. */
export interface PaymentLinkCompletedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "payment_link.completed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Order;
}

/** A line of each order that the link makes. Of an item, what is missing here comes from the catalog then. */
export interface PaymentLinkLineItem {
    name: string | null;
    quantity: number;
    unitPriceMoney: Money | null;
    itemId: string | null;
    description: string | null;
    imageUrl: string | null;
    taxable: boolean | null;
    taxCategory: string | null;
}

/**
 * What a payment link is for.
 * @enum {string}
 */
export type PaymentLinkMode = "standard" | "donation";

/** Pictures of the link's QR code. */
export interface PaymentLinkQrCode {
    svgUrl: string;
    pngUrl: string;
}

/**
 * `active` and `inactive` are set; `expired` and `completed` follow from the clock and the completions.
 * @enum {string}
 */
export type PaymentLinkStatus = "active" | "inactive" | "expired" | "completed";

/** A card of a customer; it can be charged while it is `active`. */
export interface PaymentMethod {
    id: string;
    customerId: string;
    status: PaymentMethodStatus;
    card: Card | null;
    /** While `requires_action`: what the buyer's page confirms with, as 3-D Secure asks. */
    clientSecret: string | null;
    failureCode: string | null;
    failureMessage: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly paymentMethodId: string;
}

/**
 * A card is saved at the processor first; it can be charged once it is active.
 * @enum {string}
 */
export type PaymentMethodStatus = "pending" | "requires_action" | "active" | "failed" | "removed";

/**
 * How money comes in: by the card processor, or past it as the merchant records it.
 * @enum {string}
 */
export type PaymentSource = "card" | "cash" | "check" | "bank_transfer" | "other";

/** Something the buyer has to do before the payment goes on. */
export interface PendingAction {
    paymentIntentId: string;
    clientSecret: string | null;
    type: string;
}

/** A plan. Subscriptions keep a copy of its terms: a change reaches them when they are moved to it. */
export interface Plan {
    id: string;
    name: string;
    status: PlanStatus;
    billingInterval: BillingInterval;
    billingIntervalCount: number;
    lineItems: PlanLine[];
    currency: string;
    trialPeriodDays: number;
    setupFeeMoney: Money | null;
    metadata: {
        [key: string]: string;
    };
    /** Goes up when lines, trial or set-up fee change. */
    termsVersion: number;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly planId: string;
    /** The same as `id`, under the name that orders use. */
    readonly subscriptionPlanId: string;
    /** What a period costs before discounts and tax, for a quantity of 1. */
    readonly amountMoney: Money;
}

/** A line as a plan keeps it. */
export interface PlanLine {
    name: string;
    quantity: number;
    unitPriceMoney: Money;
    taxable: boolean;
    taxCategory: string | null;
    description: string | null;
    sku: string | null;
    metadata: {
        [key: string]: string;
    };
}

/**
 * An archived plan takes no new subscriptions; those that run go on.
 * @enum {string}
 */
export type PlanStatus = "active" | "archived";

/** A plan's terms as a subscription keeps them: changes of the plan leave it alone. */
export interface PlanTerms {
    planId: string;
    termsVersion: number;
    name: string;
    billingInterval: BillingInterval;
    billingIntervalCount: number;
    lineItems: PlanLine[];
    currency: string;
    /** What a period costs before discounts and tax, for a quantity of 1. */
    readonly amountMoney: Money;
}

/** An amount that a caller sends and that must be at least 1. */
export interface PositiveMoneyInput {
    /**
     * Minor units: 1050 is 10.50 USD.
     * @example 2900
     */
    amount: number;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
}

/** The payment as its processor knows it. */
export interface ProcessorDetails {
    stripe: StripeDetails;
}

/**
 * Whether a change in the middle of a period is charged for the rest of it.
 * @enum {string}
 */
export type ProrationBehavior = "none" | "create_prorations";

/** Which time to compare, and whether to repair what is unambiguous. */
export interface Reconcile {
    /** Format: date-time */
    createdAfter: string;
    /** Format: date-time */
    createdBefore: string;
    /** @default false */
    repair?: boolean;
}

/** What a comparison found. Expected: no difference. */
export interface Reconciliation {
    /** Format: date-time */
    createdAfter: string;
    /** Format: date-time */
    createdBefore: string;
    paymentIntentsCompared: number;
    refundsCompared: number;
    /**
     * Format: date-time
     * The `createdBefore` to go on with, back in time; null: all was compared.
     */
    nextBefore: string | null;
    differences: Difference[];
}

/** Money that the merchant took past the card processor. */
export interface RecordManualPayment {
    /**
     * How it came in; not `card`.
     * @default cash
     */
    sourceType?: PaymentSource;
    /** A part of the balance; omitted: all of it. */
    amountMoney?: PositiveMoneyInput | null;
    /**
     * Your own note, such as a receipt's number.
     * @example Receipt 42
     */
    reference?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** An event as it was told, kept for 30 days. */
export interface RecordedEvent {
    eventId: string;
    eventType: string;
    payloadVersion: string;
    mode: string;
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: {
        [key: string]: JsonValue;
    };
    /** Of what it tells: `data.id`. */
    resourceId: string;
    /** The same as `eventId`. */
    readonly id: string;
}

/** A refund; it counts from `pending`, and what fails of it gives its amount back to the order's books. */
export interface Refund {
    id: string;
    orderId: string;
    /** The payment it goes back to; null: several, see allocations. */
    paymentIntentId: string | null;
    status: RefundStatus;
    /** What goes or went back: a part that failed is no longer in it. */
    amountMoney: Money;
    /** The tax inside the amount. */
    taxMoney: Money;
    /** What goes back to each payment, the latest first. */
    allocations: RefundAllocation[];
    /** Empty: an amount of the whole order. */
    lineItems: RefundedLineItem[];
    /** Units that it puts back into stock; they stay there if the money is returned. */
    restockedLineItems: RestockedLineItem[];
    reason: RefundReason;
    reasonMessage: string | null;
    failureReason: string | null;
    customerId: string | null;
    /** Of the invoice that its order had been issued. */
    creditNoteId: string | null;
    /** How the payment had come in; null: they differ. */
    sourceType: PaymentSource | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly refundId: string;
}

/** What a refund gives back to one payment. It stands and fails by itself. */
export interface RefundAllocation {
    paymentIntentId: string;
    sourceType: PaymentSource;
    amountMoney: Money;
    /** The tax inside the amount. */
    taxMoney: Money;
    status: RefundStatus;
    failureReason: string | null;
}

/** A refund was accepted and is pending. */
export interface RefundCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "refund.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Refund;
}

/** A refund failed; its amount counts as collected again. */
export interface RefundFailedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "refund.failed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Refund;
}

/** A line to be given back: some of its units, or an amount of it. */
export interface RefundLine {
    orderLineItemId: string;
    /** Whole, at least 1. */
    quantity?: number | null;
    amountMoney?: PositiveMoneyInput | null;
}

/**
 * Why money goes back, in Stripe's words.
 * @enum {string}
 */
export type RefundReason = "requested_by_customer" | "duplicate" | "fraudulent" | "other";

/**
 * A refund is counted from `pending` on; a failed one drops out.
 * @enum {string}
 */
export type RefundStatus = "pending" | "in_transit" | "succeeded" | "failed";

/** A refund moved on. */
export interface RefundUpdatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "refund.updated";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Refund;
}

/** What a refund gives back of a line. */
export interface RefundedLineItem {
    orderLineItemId: string;
    /** Units; 0 where an amount was named. */
    quantity: number;
    amountMoney: Money;
    taxMoney: Money;
}

/** Discounts to be taken away. */
export interface RemoveDiscounts {
    appliedDiscountIds: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Lines to be taken away. */
export interface RemoveLineItems {
    orderLineItemIds: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Tips to be taken away; without ids, all of them. */
export interface RemoveTips {
    /** @default [] */
    tipIds?: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Which events of the last 30 days; the newest ones of the range go first. */
export interface ReplayWebhookEvents {
    /** Format: date-time */
    createdAfter: string;
    /** Format: date-time */
    createdBefore?: string | null;
    /**
     * All types unless some are named, whatever the endpoint subscribes to.
     * @default []
     */
    eventTypes?: string[];
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Units of a line that a refund puts back into stock. */
export interface RestockedLineItem {
    orderLineItemId: string;
    itemId: string;
    quantity: number;
}

/** Which payment of the invoice was recorded by mistake. */
export interface ReverseManualPayment {
    /** Of the recorded payment, as the order lists it. */
    paymentIntentId: string;
    /**
     * Your own note; it goes into the audit trail.
     * @example Another invoice's money
     */
    reason?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** How the secret that was valid until now ends. */
export interface RotateWebhookSecret {
    /**
     * How long both secrets sign; 0 if the old one has leaked.
     * @default 86400
     */
    previousSecretValidSeconds?: number;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/**
 * What happens at exactly half; anything else goes to the nearest integer.
 * @enum {string}
 */
export type Rounding = "half_up" | "half_even";

/** How a sandbox's clock stands. */
export interface SandboxClock {
    merchantId: string;
    /**
     * Format: date-time
     * What the clock showed when it had been moved; it goes on from there.
     */
    now: string;
    /** How far it is ahead of the real clock. */
    offsetSeconds: number;
    /** Of the settings, which keep it. */
    version: number;
    /** The merchant's id. */
    readonly id: string;
    /** The merchant's id. */
    readonly sandboxClockId: string;
}

/** Who gets the invoice. */
export interface SendInvoice {
    /**
     * Omitted: the invoice's own recipient.
     * @example ada@example.com
     */
    recipientEmail?: string | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** How a merchant works. */
export interface Settings {
    merchantId: string;
    mode: string;
    businessName: string;
    /** Printed on invoices. */
    businessAddress: Address | null;
    /** Printed on invoices. */
    businessTaxId: string | null;
    /** False: who sends an invoice mails it in ways of their own. */
    mailsInvoices: boolean;
    /** Where answers to mailed invoices go. */
    invoiceReplyTo: string | null;
    logoUrl: string | null;
    brandColor: string | null;
    /** Used where a request names none. */
    currency: string;
    /** What happens to exact halves. */
    rounding: Rounding;
    maxDiscountsPerOrder: number;
    /** Where the taxes of new orders come from: this merchant's own rates, or Stripe Tax. */
    taxProvider: TaxProviderName;
    /** With Stripe Tax: the tax is inside the prices of new orders, not on top of them. */
    pricesIncludeTax: boolean;
    /** Where billing periods are counted; subscriptions keep theirs. */
    timeZone: string;
    dunningRetryDays: number[];
    dunningEnd: DunningEnd;
    renewalNoticeDays: number;
    /** When invoices that were sent are reminded of: days after the due date, below 0 before it. */
    invoiceReminderDays: number[];
    /** How far the clock is ahead, in test mode; POST /v1/sandbox/clock/advance moves it. */
    clockOffsetSeconds: number;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The merchant's id. */
    readonly id: string;
    /** The merchant's id. */
    readonly settingsId: string;
}

/**
 * What a step works out, in the order in which steps are taken.
 * @enum {string}
 */
export type StepKind = "subtotal" | "discount" | "charge" | "tax" | "tip" | "total" | "payment" | "balance" | "refund";

/** The payment as Stripe knows it. */
export interface StripeDetails {
    paymentIntentId: string | null;
    chargeId: string | null;
    clientSecret: string | null;
}

/** A subscription. Each period makes one order, whatever is retried or run twice. */
export interface Subscription {
    id: string;
    status: SubscriptionStatus;
    customerId: string;
    /** Null: the customer's default card. */
    paymentMethodId: string | null;
    plan: PlanTerms;
    quantity: number;
    discount: SubscriptionDiscount | null;
    /** Format: date-time */
    startAt: string;
    /** Format: date-time */
    trialEndAt: string | null;
    billingAnchorDay: number | null;
    timeZone: string;
    /** Format: date-time */
    currentPeriodStartAt: string | null;
    /** Format: date-time */
    currentPeriodEndAt: string | null;
    cancelAtPeriodEnd: boolean;
    cancellationReason: string | null;
    /**
     * Format: date-time
     * When its end was decided.
     */
    canceledAt: string | null;
    /** Format: date-time */
    endedAt: string | null;
    /** Format: date-time */
    pausedAt: string | null;
    /**
     * Format: date-time
     * When a pause for some cycles ends.
     */
    resumesAt: string | null;
    latestOrderId: string | null;
    /** Orders that it made. */
    cycleCount: number;
    pendingAdjustments: Adjustment[];
    /** What the first order asks for beside the plan. */
    setupFeeMoney: Money | null;
    dunning: Dunning | null;
    pendingActions: PendingAction[];
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly subscriptionId: string;
    /** The plan whose terms it has. */
    readonly planId: string;
    /** The same as `planId`, under the name that orders use. */
    readonly subscriptionPlanId: string;
    /**
     * Format: date-time
     * When the next order is made; null: none is.
     */
    readonly nextBillingAt: string | null;
}

/** A subscription's first order was paid. */
export interface SubscriptionActivatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.activated";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A subscription ended. */
export interface SubscriptionCanceledEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.canceled";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A subscription was made. */
export interface SubscriptionCreatedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.created";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A coupon as a subscription keeps it. Its use was claimed when the subscription was made. */
export interface SubscriptionDiscount {
    couponId: string;
    couponCode: string;
    name: string;
    percentOff: string | null;
    amountOffMoney: Money | null;
    /** Cycles that it is for; null: every one. */
    durationCycles: number | null;
    /** Cycles that it is still for; null: every one. */
    cyclesLeft: number | null;
}

/** A renewal failed; it is tried again, or another card is waited for. */
export interface SubscriptionPastDueEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.past_due";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A subscription stands still: no order is made. */
export interface SubscriptionPausedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.paused";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A subscription's order could not be charged. */
export interface SubscriptionPaymentFailedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.payment_failed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** What a subscription owed was paid. */
export interface SubscriptionPaymentSucceededEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.payment_succeeded";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A renewal comes in as many days as the merchant's settings say. */
export interface SubscriptionRenewalUpcomingEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.renewal_upcoming";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** A paused subscription goes on. */
export interface SubscriptionResumedEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.resumed";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/**
 * `incomplete` waits for its first payment, or for its start; `canceled` is the end.
 * @enum {string}
 */
export type SubscriptionStatus = "incomplete" | "trialing" | "active" | "past_due" | "paused" | "canceled";

/** A trial ends in three days, or has just begun if it is shorter. */
export interface SubscriptionTrialEndingEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "subscription.trial_ending";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: Subscription;
}

/** The address that decides which rates apply: the place of delivery, else of billing. */
export interface TaxAddress {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country: string;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state: string | null;
    /** @example 94105 */
    postalCode: string | null;
    city: string | null;
    line1: string | null;
}

/** The address that decides which rates apply: the place of delivery, else of billing. */
export interface TaxAddressInput {
    /**
     * ISO 3166-1 alpha-2.
     * @example US
     */
    country: string;
    /**
     * ISO 3166-2, with its country or without: CA and US-CA are one state.
     * @example CA
     */
    state?: string | null;
    /** @example 94105 */
    postalCode?: string | null;
    city?: string | null;
    line1?: string | null;
}

/** A rate of the merchant's by its id, or a rate that the caller knows. */
export interface TaxChoice {
    taxRateId?: string | null;
    /** @example Sales tax */
    name?: string | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentage?: string | null;
    /** @default false */
    inclusive?: boolean;
}

/**
 * Where the taxes of an order come from.
 * @enum {string}
 */
export type TaxProviderName = "merchant_rates" | "stripe_tax";

/** A merchant's tax rate. */
export interface TaxRate {
    id: string;
    name: string;
    /**
     * Decimal string of percent.
     * @example 8.25
     */
    percentage: string;
    inclusive: boolean;
    jurisdiction: Jurisdiction | null;
    taxCategories: string[];
    isDefault: boolean;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly taxRateId: string;
}

/** Changes of a coupon. What it takes off is fixed: orders carry it; make another coupon instead. */
export interface UpdateCoupon {
    name?: string | null;
    maxUses?: number | null;
    maxUsesPerCustomer?: number | null;
    /** Format: date-time */
    startsAt?: string | null;
    /** Format: date-time */
    expiresAt?: string | null;
    isStackable?: boolean | null;
    status?: CouponStatus | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a customer; `null` clears. Orders that exist keep whether they bear tax. */
export interface UpdateCustomer {
    /** @example Ada Lovelace */
    name?: string | null;
    /** @example ada@example.com */
    email?: string | null;
    /** @example +1 415 555 0132 */
    phoneNumber?: string | null;
    billingAddress?: AddressInput | null;
    shippingAddress?: AddressInput | null;
    /**
     * As the tax office writes it; printed, not checked.
     * @example DE123456789
     */
    taxId?: string | null;
    taxExempt?: boolean | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a draft; once issued, only metadata can change. */
export interface UpdateInvoice {
    /** @example ada@example.com */
    recipientEmail?: string | null;
    /** Format: date-time */
    dueAt?: string | null;
    memo?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of an item; orders that exist keep the name and price they were given. */
export interface UpdateItem {
    /** @example Console */
    name?: string | null;
    unitPriceMoney?: MoneyInput | null;
    /**
     * Your own number of the item; one item of yours has it.
     * @example CONSOLE-1
     */
    sku?: string | null;
    type?: ItemType | null;
    description?: string | null;
    imageUrl?: string | null;
    taxable?: boolean | null;
    taxCategory?: string | null;
    /** Only for an item whose stock is not counted yet; else adjust its inventory. */
    quantityAvailable?: number | null;
    enforceInventoryLimit?: boolean | null;
    /** Whole units. */
    lowStockThreshold?: number | null;
    status?: ItemStatus | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a line. */
export interface UpdateLineItem {
    /** @example Console */
    name?: string | null;
    /** Whole, at least 1. */
    quantity?: number | null;
    unitPriceMoney?: MoneyInput | null;
    taxable?: boolean | null;
    taxCategory?: string | null;
    description?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of an order's texts; `null` clears. Once paid, only metadata can change. */
export interface UpdateOrder {
    customerId?: string | null;
    /** @example ada@example.com */
    buyerEmail?: string | null;
    buyerNote?: string | null;
    merchantNote?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a payment intent; its amount and token only until it is confirmed. */
export interface UpdatePaymentIntent {
    amountMoney?: PositiveMoneyInput | null;
    /**
     * A token or payment method of the card processor; never a card number.
     * @example tok_visa
     */
    paymentSourceToken?: string | null;
    /** A saved card of the order's customer, instead of a token. */
    paymentMethodId?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a link, for orders that begin from now on; its mode and currency are fixed. `null` clears. */
export interface UpdatePaymentLink {
    /** @example Console */
    name?: string | null;
    lineItems?: NewLinkLine[] | null;
    donationAmounts?: PositiveMoneyInput[] | null;
    allowQuantityAdjustment?: boolean | null;
    allowTip?: boolean | null;
    allowCoupon?: boolean | null;
    maxCompletions?: number | null;
    /** Format: date-time */
    expiresAt?: string | null;
    /**
     * https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id.
     * @example https://shop.example.com/thanks
     */
    successRedirectUrl?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a plan. How often it bills, and in which currency, is fixed: make another plan for that. */
export interface UpdatePlan {
    /** @example Pro, monthly */
    name?: string | null;
    lineItems?: NewPlanLine[] | null;
    /** Calendar days; 0: no trial. */
    trialPeriodDays?: number | null;
    /** `null` takes the fee away. */
    setupFeeMoney?: MoneyInput | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a refund's texts. */
export interface UpdateRefund {
    reasonMessage?: string | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a merchant's settings; orders that exist keep theirs. */
export interface UpdateSettings {
    businessName?: string | null;
    /** Printed on invoices; `null` takes it away. */
    businessAddress?: AddressInput | null;
    /**
     * As the tax office writes it; printed, not checked.
     * @example DE123456789
     */
    businessTaxId?: string | null;
    mailsInvoices?: boolean | null;
    /**
     * Of mailed invoices; `null` takes it away.
     * @example ada@example.com
     */
    invoiceReplyTo?: string | null;
    /**
     * Shown on hosted pages; `null` takes it away.
     * @example https://shop.example.com/logo.png
     */
    logoUrl?: string | null;
    /**
     * Of hosted pages, which see to it that it can be read; `null` takes it away.
     * @example #0f766e
     */
    brandColor?: string | null;
    /**
     * ISO 4217 code, such as USD.
     * @example USD
     */
    currency?: string | null;
    rounding?: Rounding | null;
    maxDiscountsPerOrder?: number | null;
    taxProvider?: TaxProviderName | null;
    pricesIncludeTax?: boolean | null;
    /**
     * IANA name.
     * @example Europe/Berlin
     */
    timeZone?: string | null;
    /** Days after the first failure, rising. */
    dunningRetryDays?: number[] | null;
    /** What follows the last retry. */
    dunningEnd?: DunningEnd | null;
    /** How long before a renewal `subscription.renewal_upcoming` is told; 0: not at all. */
    renewalNoticeDays?: number | null;
    /**
     * When invoices that are issued from now on and sent are reminded of: days after the due date, below 0 before it, rising; `[]`: only by `invoices.sendReminder`.
     * @example [
     *       -3,
     *       0,
     *       7
     *     ]
     */
    invoiceReminderDays?: number[] | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a subscription. Another card pays at once what is owed. */
export interface UpdateSubscription {
    /** Moves it to this plan's terms of now; its own plan's id takes up their newest version. */
    planId?: string | null;
    /** Times the plan's lines. */
    quantity?: number | null;
    /**
     * Whether the rest of the period is credited and charged with the next order, or left as it is.
     * @default create_prorations
     */
    prorationBehavior?: ProrationBehavior;
    /** `null`: the customer's default card. */
    paymentMethodId?: string | null;
    /** `false` takes a cancellation for the end of the period back. */
    cancelAtPeriodEnd?: false | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of a rate; orders that exist keep the rate they were given. */
export interface UpdateTaxRate {
    /** @example Sales tax */
    name?: string | null;
    /**
     * Percent as a decimal string: "8.25" is 8.25 %.
     * @example 8.25
     */
    percentage?: string | null;
    inclusive?: boolean | null;
    jurisdiction?: JurisdictionInput | null;
    taxCategories?: string[] | null;
    isDefault?: boolean | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** Changes of an endpoint; what is left out stays. Its secret is rotated, not changed. */
export interface UpdateWebhookEndpoint {
    /**
     * https, reachable from the internet.
     * @example https://example.com/flint/webhooks
     */
    url?: string | null;
    /** Event types that it is told of; `*` for all. */
    subscribedEvents?: string[] | null;
    description?: string | null;
    enabled?: boolean | null;
    metadata?: {
        [key: string]: string;
    } | null;
    /** Refuse the change unless the resource has this `version`. */
    expectedVersion?: number | null;
}

/** A URL that is told of events by signed requests. */
export interface WebhookEndpoint {
    id: string;
    url: string;
    subscribedEvents: string[];
    description: string | null;
    status: WebhookEndpointStatus;
    disabledReason: string | null;
    /** Format: date-time */
    disabledAt: string | null;
    metadata: {
        [key: string]: string;
    };
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly webhookEndpointId: string;
    /** True while events are sent to it. */
    readonly enabled: boolean;
    /**
     * Format: date-time
     * Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended.
     */
    readonly previousSecretExpiresAt: string | null;
}

/** A webhook endpoint gets no more events: it is gone, or has failed for too long. */
export interface WebhookEndpointDisabledEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "webhook_endpoint.disabled";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: WebhookEndpoint;
}

/**
 * A disabled endpoint is told of nothing.
 * @enum {string}
 */
export type WebhookEndpointStatus = "enabled" | "disabled";

/** A test that was asked for; it goes to one endpoint, whatever that subscribes to. */
export interface WebhookEndpointTestEvent {
    /** The same on every try, as in the header `webhook-id`. */
    eventId: string;
    /** @constant */
    eventType: "webhook_endpoint.test";
    /** @constant */
    payloadVersion: "1";
    /** @enum {string} */
    mode: "test" | "live";
    merchantId: string;
    /** Format: date-time */
    createdAt: string;
    data: WebhookEndpoint;
}

/** The delivery of one event to one endpoint. */
export interface WebhookEvent {
    id: string;
    webhookEndpointId: string;
    eventId: string;
    eventType: string;
    status: WebhookEventStatus;
    /** The last 20, the oldest first. */
    tries: WebhookTry[];
    /** All tries, those of before it was sent again included. */
    tryCount: number;
    /** Format: date-time */
    nextTryAt: string | null;
    failureReason: string | null;
    version: number;
    /** Format: date-time */
    createdAt: string;
    /** Format: date-time */
    updatedAt: string;
    /** The same as `id`. */
    readonly webhookEventId: string;
    /** What the endpoint answered last; null if it did not. */
    readonly responseStatus: number | null;
}

/**
 * `pending` until the endpoint accepts it or the last try has failed; what has ended can be sent again.
 * @enum {string}
 */
export type WebhookEventStatus = "pending" | "succeeded" | "failed";

/** What a replay did. */
export interface WebhookReplay {
    webhookEndpointId: string;
    /** Events that are on their way. */
    sent: number;
    /**
     * Format: date-time
     * The range goes on before this moment: send it as `createdBefore`; null: it was all.
     */
    moreBefore: string | null;
}

/** One request to an endpoint. */
export interface WebhookTry {
    /** Format: date-time */
    triedAt: string;
    durationMs: number;
    /** Null if there was no answer. */
    responseStatus: number | null;
    /** The beginning of the answer. */
    responseBody: string | null;
    /** Why there was no answer. */
    error: string | null;
}
