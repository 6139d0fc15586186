// Rendered from the operations by `make render`; edits get lost.

/** Something that may be done now, ready to be sent. */
export interface ActionOffer {
  action: string;
  method: string;
  href: string;
  description: string;
  requiredFields: string[];
  requiredScope: string;
  maxAmountMoney: Money | null;
  requiresHumanConfirmation: boolean;
}

/** One thing that happened to an order. */
export interface Activity {
  id: string;
  orderId: string;
  /** 1 for the first activity of the order, without gaps. */
  sequence: number;
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
  createdAt: string;
  /** The same as `id`. */
  activityId: string;
}

/** A service or delivery charge to be added. */
export interface AddCharge {
  amountMoney?: PositiveMoneyInput | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percent?: string | null;
  name: string;
  type?: string;
  calculationBasis?: CalculationBasis;
  taxable?: boolean;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** A discount by hand. */
export interface AddDiscount {
  name: string;
  amountMoney?: PositiveMoneyInput | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentOff?: string | null;
  scope?: DiscountScope;
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
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percent?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Where somebody is. */
export interface Address {
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state: string | null;
  postalCode: string | null;
  city: string | null;
  line1: string | null;
  line2: string | null;
}

/** Where somebody is. */
export interface AddressInput {
  /** ISO 3166-1 alpha-2. */
  country?: string | null;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state?: string | null;
  postalCode?: string | null;
  city?: string | null;
  line1?: string | null;
  line2?: string | null;
}

/** A change of an item's stock by hand. */
export interface AdjustInventory {
  /** Whole units, not 0. */
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
  /** The moment that it shall be; later than it is there now. */
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
  createdAt: string;
  updatedAt: string;
  revokedAt: string | null;
  /** The same as `id`. */
  apiKeyId: string;
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
  chargeId: string;
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
  appliedDiscountId: string;
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
  tipId: string;
}

/** A coupon to be applied, to some lines or to all that it may apply to. */
export interface ApplyCoupon {
  couponCode?: string | null;
  couponId?: string | null;
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

/** What billing periods are counted in. */
export type BillingInterval = "daily" | "weekly" | "monthly" | "yearly";

/** A run of the billing schedule, as far as it concerns a merchant. */
export interface BillingRun {
  id: string;
  status: BillingRunStatus;
  subscriptionsDue: number;
  counts: BillingCounts;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  billingRunId: string;
}

/** A run that died is taken over by the next one. */
export type BillingRunStatus = "running" | "completed" | "abandoned";

/** Something that may not be done now, and why. */
export interface BlockedAction {
  action: string;
  reason: string;
}

/** What a percentage charge is taken of. */
export type CalculationBasis = "subtotal_pre_discount" | "subtotal_post_discount";

/** Give a payment up before it took money. */
export interface CancelPaymentIntent {
  cancellationReason?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** When and why it ends. */
export interface CancelSubscription {
  /** `false`: at the end of what was paid. */
  cancelImmediately?: boolean;
  reason?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Whether money is taken at once, or held until it is captured. */
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

/** Why stock changed by hand. */
export type ChangeReason = "received" | "returned" | "damaged" | "lost" | "theft" | "recount" | "other";

/** What was paid by a checkout session; `no_payment_required` if its order cost nothing, as a trial does. */
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
  expiresAt: string;
  paidAt: string | null;
  closedAt: string | null;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  checkoutSessionId: string;
  /** Where the buyer pays; null once it has ended. */
  url: string | null;
}

/** The order of a checkout session was paid. */
export interface CheckoutSessionCompletedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "checkout_session.completed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: CheckoutSession;
}

/** A checkout session's time was over before its order was paid. */
export interface CheckoutSessionExpiredEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "checkout_session.expired";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: CheckoutSession;
}

/** `open` until its order is paid, its time is over, or it or its order is closed. */
export type CheckoutSessionStatus = "open" | "paid" | "expired" | "closed";

/** Why the order ends. */
export interface CloseOrder {
  reason?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Charge, or with a manual capture hold, the money. */
export interface ConfirmPaymentIntent {
  /** Needed unless the intent has a card; another one after a decline. */
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
  operation: string;
  /** What the request moves: exactly this is approved. */
  amountMoney: Money;
  /** The order whose money it is; null: the request makes it. */
  orderId: string | null;
  /** What is asked for, for the person who decides. */
  description: string;
  /** The key that approved or declined it. */
  decidedBy: string | null;
  decidedAt: string | null;
  usedAt: string | null;
  expiresAt: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  confirmationId: string;
}

/** pending → approved → used, or declined; what was not used in time is expired. */
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
  startsAt: string | null;
  expiresAt: string | null;
  isStackable: boolean;
  status: CouponStatus;
  /** Paid orders that claimed it; counted only where `maxUses` limits it. */
  uses: number;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  couponId: string;
}

/** `disabled` and `deleted` are set; `expired` and `exhausted` follow from the clock and the uses. */
export type CouponStatus = "active" | "disabled" | "expired" | "exhausted" | "deleted";

/** A new key, limited to some scopes, and further if an agent is to hold it. */
export interface CreateApiKey {
  name: string;
  /** What the key may do, such as `orders.read`; `*` for everything. None that the asking key lacks. */
  scopes: string[];
  agentLimits?: NewAgentLimits | null;
}

/** A page for an order that exists, for lines, for which an order is made, or for a plan, which begins with it. */
export interface CreateCheckoutSession {
  orderId?: string | null;
  lineItems?: NewLine[];
  /** `customerId` says whose subscription it is to be. If the plan begins with a trial, the page asks for a card, charges nothing, and begins the trial. */
  planId?: string | null;
  /** [] means no tax. */
  taxes?: TaxChoice[] | null;
  taxAddress?: TaxAddressInput | null;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
  customerId?: string | null;
  buyerEmail?: string | null;
  /** https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id. */
  successRedirectUrl?: string | null;
  /** https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id. */
  cancelRedirectUrl?: string | null;
  expiresInSeconds?: number;
  /** The buyer may add a tip. */
  allowTip?: boolean;
  /** The buyer may enter a coupon's code. */
  allowCoupon?: boolean;
  metadata?: Record<string, string>;
}

/** A new coupon; gives either `percentOff` or `amountOffMoney`. */
export interface CreateCoupon {
  name: string;
  /** Matched without case. */
  couponCode: string;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentOff?: string | null;
  amountOffMoney?: PositiveMoneyInput | null;
  maxUses?: number | null;
  maxUsesPerCustomer?: number | null;
  minimumPurchaseMoney?: MoneyInput | null;
  limitToItemIds?: string[];
  startsAt?: string | null;
  expiresAt?: string | null;
  isStackable?: boolean;
  metadata?: Record<string, string>;
}

/** A new customer. */
export interface CreateCustomer {
  name?: string | null;
  /** One customer of yours has it; matched without case. */
  email?: string | null;
  phoneNumber?: string | null;
  billingAddress?: AddressInput | null;
  shippingAddress?: AddressInput | null;
  /** As the tax office writes it; printed, not checked. */
  taxId?: string | null;
  /** Orders of this customer bear no tax. */
  taxExempt?: boolean;
  metadata?: Record<string, string>;
}

/** A draft: of an order that exists, or of lines, for which an order is made. */
export interface CreateInvoice {
  orderId?: string | null;
  lineItems?: NewLine[];
  /** [] means no tax. */
  taxes?: TaxChoice[] | null;
  taxAddress?: TaxAddressInput | null;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
  customerId?: string | null;
  recipientEmail?: string | null;
  /** Omitted: 30 days after it is issued. */
  dueAt?: string | null;
  memo?: string | null;
  metadata?: Record<string, string>;
}

/** A new item. */
export interface CreateItem {
  name: string;
  unitPriceMoney: MoneyInput;
  /** Your own number of the item; one item of yours has it. */
  sku?: string | null;
  type?: ItemType;
  description?: string | null;
  imageUrl?: string | null;
  taxable?: boolean;
  taxCategory?: string | null;
  /** Omitted: its stock is not counted. */
  quantityAvailable?: number | null;
  /** False: it can be sold beyond its stock. */
  enforceInventoryLimit?: boolean;
  /** `item.inventory_low` is told when the stock comes down to this. */
  lowStockThreshold?: number | null;
  metadata?: Record<string, string>;
}

/** A new order. Amounts are computed by the server; send none but unit prices. */
export interface CreateOrder {
  lineItems?: NewLine[];
  discounts?: NewDiscount[];
  /** [] means no tax. */
  taxes?: TaxChoice[] | null;
  tips?: NewTip[];
  charges?: NewCharge[];
  customerId?: string | null;
  buyerEmail?: string | null;
  buyerNote?: string | null;
  merchantNote?: string | null;
  taxAddress?: TaxAddressInput | null;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
  metadata?: Record<string, string>;
}

/** A payment of an order, or of an amount, for which an order is made. */
export interface CreatePaymentIntent {
  orderId?: string | null;
  /** With an order: a part of its balance; omitted: all of it when it is confirmed. */
  amountMoney?: PositiveMoneyInput | null;
  /** A token or payment method of the card processor; never a card number. */
  paymentSourceToken?: string | null;
  /** A saved card of the order's customer, instead of a token. */
  paymentMethodId?: string | null;
  /** Who pays, if the order has no customer, or of the order that is made. */
  customerId?: string | null;
  /** Charge at once; needs a token, a saved card, or a customer, whose default card is charged. */
  autoConfirm?: boolean;
  /** `manual` holds the money until it is captured. */
  captureMethod?: CaptureMethod;
  buyerEmail?: string | null;
  metadata?: Record<string, string>;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** A new link: to buy lines, or to give a donation of the buyer's choice. */
export interface CreatePaymentLink {
  name: string;
  mode?: PaymentLinkMode;
  lineItems?: NewLinkLine[];
  /** Offered to donors, who may also name their own. */
  donationAmounts?: PositiveMoneyInput[];
  /** Omitted: the merchant's. */
  currency?: string | null;
  /** The buyer may choose each line's quantity. */
  allowQuantityAdjustment?: boolean;
  allowTip?: boolean;
  allowCoupon?: boolean;
  /** Paid orders at most; omitted: any number. */
  maxCompletions?: number | null;
  expiresAt?: string | null;
  /** https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id. */
  successRedirectUrl?: string | null;
  /** Copied to each order. */
  metadata?: Record<string, string>;
}

/** A card to be saved. */
export interface CreatePaymentMethod {
  customerId: string;
  /** A token or payment method of the card processor; never a card number. */
  paymentSourceToken: string;
  metadata?: Record<string, string>;
}

/** A new plan. */
export interface CreatePlan {
  name: string;
  billingInterval: BillingInterval;
  /** A period is this many intervals long: `monthly` and 3 is a quarter; at most 3 years. */
  billingIntervalCount?: number;
  lineItems: NewPlanLine[];
  /** Calendar days; 0: no trial. */
  trialPeriodDays?: number;
  /** Once, on a subscription's first order. */
  setupFeeMoney?: MoneyInput | null;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
  metadata?: Record<string, string>;
}

/** Money to give back: an amount, some lines, or all that is left. */
export interface CreateRefund {
  orderId?: string | null;
  paymentIntentId?: string | null;
  /** Omitted: all that is left. */
  amountMoney?: PositiveMoneyInput | null;
  /** Lines to give back, instead of an amount; each once. */
  lineItems?: RefundLine[];
  reason?: RefundReason;
  reasonMessage?: string | null;
  /** Puts the units of lineItems, or all that are left, back into stock. */
  restock?: boolean;
  metadata?: Record<string, string>;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** A new subscription. */
export interface CreateSubscription {
  planId: string;
  customerId: string;
  /** Omitted: the customer's default card. */
  paymentMethodId?: string | null;
  /** Times the plan's lines. */
  quantity?: number;
  /** Omitted: the plan's. */
  trialPeriodDays?: number | null;
  /** Plans by months and years only; a first period that it cuts short costs its part. */
  billingAnchorDay?: number | null;
  couponCode?: string | null;
  /** How many orders the coupon is for: 1 is once; omitted: every one. */
  couponDurationCycles?: number | null;
  /** When it begins; omitted: now. */
  startAt?: string | null;
  metadata?: Record<string, string>;
}

/** A new rate. */
export interface CreateTaxRate {
  name: string;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentage: string;
  inclusive?: boolean;
  jurisdiction?: JurisdictionInput | null;
  taxCategories?: string[];
  isDefault?: boolean;
  metadata?: Record<string, string>;
}

/** A new endpoint. */
export interface CreateWebhookEndpoint {
  /** https, reachable from the internet. */
  url: string;
  /** Event types that it is told of; `*` for all. */
  subscribedEvents: string[];
  description?: string | null;
  enabled?: boolean;
  metadata?: Record<string, string>;
}

/** A credit note. It never changes: if its refund fails it is void, and keeps its number. */
export interface CreditNote {
  id: string;
  /** Without a gap within the merchant's mode. */
  creditNoteNumber: string;
  status: CreditNoteStatus;
  invoiceId: string;
  invoiceNumber: string;
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
  issuedAt: string;
  voidedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  creditNoteId: string;
}

/** A credit note was issued for a refund of an issued invoice. */
export interface CreditNoteCreatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "credit_note.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: CreditNote;
}

/** Where a credit note can be had as a PDF. */
export interface CreditNotePdf {
  id: string;
  creditNoteId: string;
  creditNoteNumber: string;
  fileName: string;
  /** Takes no key: whoever has it sees the credit note. */
  url: string;
}

/** `void` once its refund has failed, or with its invoice. */
export type CreditNoteStatus = "issued" | "void";

/** A credit note is void, since its refund failed or its invoice was voided. */
export interface CreditNoteVoidedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "credit_note.voided";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  customerId: string;
}

/** A customer was made. */
export interface CustomerCreatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "customer.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Customer;
}

/** A customer changed, or was deleted. */
export interface CustomerUpdatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "customer.updated";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  diedAt: string;
  replayedAt: string | null;
  /** The dead letter whose replay died again as this one. */
  replayOf: string | null;
  version: number;
  /** When its message was sent. */
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  deadLetterId: string;
  /** From when on it can't be read or sent back any more. */
  expiresAt: string;
}

/** Why a letter is one. */
export type DeadLetterReason = "exhausted" | "undeliverable" | "unreadable";

/** The queue that a letter was in, which it goes back to. */
export type DeadLetterSource = "changes" | "events" | "deliveries" | "slow_deliveries" | "invoice_mails";

/** `dead` until it is sent back; should it die again, that is another letter. */
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
  repair: string;
  /** True if Flint can repair it by itself. */
  unambiguous: boolean;
}

/** What can differ. The first two repair themselves; the others take a decision. */
export type DifferenceKind = "unsettled" | "refund_behind" | "refund_not_made" | "refund_made_but_failed" | "charged_but_released" | "paid_but_not_charged" | "amount_differs" | "order_disagrees" | "unknown_payment" | "unknown_refund";

/** Line-scoped discounts come before order-scoped ones. */
export type DiscountScope = "order" | "line_item";

/** A buyer's bank asks for the money back. */
export interface Dispute {
  processorDisputeId: string;
  status: string;
  reason: string;
  amountMoney: Money;
}

/** A dispute was decided. */
export interface DisputeClosedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "dispute.closed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: PaymentIntent;
}

/** A buyer's bank asks for a payment back. */
export interface DisputeCreatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "dispute.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: PaymentIntent;
}

/** How a payment that failed is gone after. */
export interface Dunning {
  firstFailedAt: string;
  failures: number;
  failureCode: string;
  failureMessage: string;
  /** Null: the card is not tried again by itself. */
  nextRetryAt: string | null;
}

/** What becomes of a subscription whose renewal was never paid. */
export type DunningEnd = "cancel" | "pause";

/** What a webhook brings; `eventType` says which. */
export type Event = OrderCreatedEvent | OrderUpdatedEvent | OrderPaidEvent | OrderRefundedEvent | OrderClosedEvent | PaymentIntentSucceededEvent | PaymentIntentPaymentFailedEvent | PaymentIntentRequiresActionEvent | PaymentIntentCanceledEvent | DisputeCreatedEvent | DisputeClosedEvent | PaymentLinkCompletedEvent | CheckoutSessionCompletedEvent | CheckoutSessionExpiredEvent | CustomerCreatedEvent | CustomerUpdatedEvent | ItemInventoryLowEvent | InvoiceCreatedEvent | InvoiceSentEvent | InvoicePaidEvent | InvoicePaymentReversedEvent | InvoiceOverdueEvent | InvoiceVoidedEvent | CreditNoteCreatedEvent | CreditNoteVoidedEvent | RefundCreatedEvent | RefundUpdatedEvent | RefundFailedEvent | SubscriptionCreatedEvent | SubscriptionActivatedEvent | SubscriptionTrialEndingEvent | SubscriptionRenewalUpcomingEvent | SubscriptionPaymentSucceededEvent | SubscriptionPaymentFailedEvent | SubscriptionPastDueEvent | SubscriptionPausedEvent | SubscriptionResumedEvent | SubscriptionCanceledEvent | WebhookEndpointTestEvent | WebhookEndpointDisabledEvent;

/** An amount before rounding: a reduced fraction of minor units, as strings, which no reader rounds. */
export interface ExactAmount {
  numerator: string;
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
  createdAt: string;
  /** The same as `id`. */
  inventoryChangeId: string;
}

/** An invoice. A draft follows its order; from its issue on it says what it said then, and what was paid since. */
export interface Invoice {
  id: string;
  /** Given when it is issued, without a gap within the merchant's mode. */
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
  /** Of a subscription's period. */
  serviceStartAt: string | null;
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
  dueAt: string | null;
  issuedAt: string | null;
  sentAt: string | null;
  paidAt: string | null;
  voidedAt: string | null;
  remindedAt: string | null;
  reminderCount: number;
  /** When it is reminded of by itself, once it was sent: days after its due date, below 0 before it. */
  reminderDays: number[];
  /** Where the buyer sees and pays it, from its issue on. */
  hostedInvoiceUrl: string | null;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  invoiceId: string;
  /** What is still to be paid; nothing of a void one. */
  balanceMoney: Money;
  /** Of its credit notes, void ones too. */
  creditNoteIds: string[];
  /** What credit notes that stand took back; the balance is none of theirs: the money had been paid. */
  creditedMoney: Money;
  /** When it is reminded of by itself; null: no more. */
  nextReminderAt: string | null;
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
  eventType: "invoice.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  eventType: "invoice.overdue";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Invoice;
}

/** An invoice was paid in full. */
export interface InvoicePaidEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "invoice.paid";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Invoice;
}

/** A payment of an invoice, recorded by mistake, was taken out of its books again. */
export interface InvoicePaymentReversedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "invoice.payment_reversed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Invoice;
}

/** Where an invoice can be had as a PDF. */
export interface InvoicePdf {
  id: string;
  invoiceId: string;
  invoiceNumber: string;
  fileName: string;
  /** Takes no key: whoever has it sees the invoice, as it is now. */
  url: string;
}

/** An invoice was sent, for the first time or again as a reminder. */
export interface InvoiceSentEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "invoice.sent";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Invoice;
}

/** A draft follows its order; from `open` on it has a number and asks for money. What is paid in full ends it. */
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
  eventType: "invoice.voided";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  itemId: string;
}

/** An item's stock has come down to its threshold. */
export interface ItemInventoryLowEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "item.inventory_low";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Item;
}

/** An archived item is on no new order. */
export type ItemStatus = "active" | "archived";

/** What kind of thing it is. */
export type ItemType = "good" | "service" | "digital";

export type JsonValue = unknown;

/** Where a rate applies; each part that is given narrows it. Without any, it applies only as a default. */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state: string | null;
  postalCodes: string[];
}

/** Where a rate is to apply. */
export interface JurisdictionInput {
  /** ISO 3166-1 alpha-2. */
  country?: string | null;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state?: string | null;
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
  metadata: Record<string, string>;
  /** The same as `id`. */
  orderLineItemId: string;
}

/** An amount in minor units with its currency; may be negative in differences only. */
export interface Money {
  /** Minor units: 1050 is 10.50 USD. */
  amount: number;
  /** ISO 4217 code. */
  currency: string;
}

/** An amount that a caller sends; the currency may be left out. */
export interface MoneyInput {
  /** Minor units: 1050 is 10.50 USD. */
  amount: number;
  /** ISO 4217 code, such as USD. */
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
  createdAt: string;
  updatedAt: string;
  revokedAt: string | null;
  /** The key itself, shown this once; null in a dry run. */
  key: string | null;
  /** The same as `id`. */
  apiKeyId: string;
}

/** A service or delivery charge. */
export interface NewCharge {
  amountMoney?: PositiveMoneyInput | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percent?: string | null;
  name: string;
  type?: string;
  calculationBasis?: CalculationBasis;
  taxable?: boolean;
}

/** A coupon, or a discount by hand. */
export interface NewDiscount {
  couponCode?: string | null;
  couponId?: string | null;
  name?: string | null;
  amountMoney?: PositiveMoneyInput | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentOff?: string | null;
  scope?: DiscountScope;
  lineItemKeys?: string[];
  orderLineItemIds?: string[];
}

/** A line to be ordered: an item of the catalog, or a name and a price. */
export interface NewLine {
  /** Gives name, price, SKU, description, image and tax category, unless you send them. */
  itemId?: string | null;
  name?: string | null;
  /** Whole, at least 1. */
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
  metadata?: Record<string, string>;
}

/** A line of each order: an item of the catalog, whose price is today's at each order, or a name and a price. */
export interface NewLinkLine {
  itemId?: string | null;
  name?: string | null;
  /** Whole, at least 1. */
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
  name: string;
  /** Whole, at least 1. */
  quantity?: number;
  unitPriceMoney: MoneyInput;
  taxable?: boolean;
  taxCategory?: string | null;
  description?: string | null;
  sku?: string | null;
  metadata?: Record<string, string>;
}

/** A tip: an amount, or a percentage of the discounted subtotal. */
export interface NewTip {
  amountMoney?: PositiveMoneyInput | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
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
  disabledAt: string | null;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** What signs, shown this once: `whsec_…`; null in a dry run. */
  secret: string | null;
  /** The same as `id`. */
  webhookEndpointId: string;
  /** True while events are sent to it. */
  enabled: boolean;
  /** Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended. */
  previousSecretExpiresAt: string | null;
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
  metadata: Record<string, string>;
  /** What made the order. */
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
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  orderId: string;
  /** A shorter number for people, unique within the merchant. */
  orderNumber: string;
  /** The lines, each with what it came to. */
  lineItems: LineItem[];
  /** The discounts in the order of application, each with what it takes off. */
  discounts: AppliedDiscount[];
  /** Service and delivery charges. */
  charges: AppliedCharge[];
  /** Tips. */
  tips: AppliedTip[];
  /** The rates that meet the order, each rounded once over all that it taxes. */
  taxes: AppliedTax[];
  /** All amounts of the order. */
  netAmounts: NetAmounts;
  /** All payment intents of the order. */
  paymentIntentIds: string[];
  /** All refunds of the order. */
  refundIds: string[];
  /** What the buyer has to do before a payment goes on, such as 3-D Secure. */
  pendingActions: PendingAction[];
  /** The order in one English sentence. */
  summary: string;
  /** What may be done now. */
  availableActions: ActionOffer[];
  /** What may not be done now, and why. */
  blockedActions: BlockedAction[];
}

/** An order ended. */
export interface OrderClosedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "order.closed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Order;
}

/** An order was made. */
export interface OrderCreatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "order.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  id: string;
}

/** An order was paid in full. */
export interface OrderPaidEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "order.paid";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  createdAt: string;
}

/** What a refund of the order gives back to one of its payments; what failed no longer counts. */
export interface OrderRefund {
  refundId: string;
  paymentIntentId: string;
  amountMoney: Money;
  taxMoney: Money;
  status: RefundStatus;
  createdAt: string;
}

/** Money of an order is on its way back, in part or in full. */
export interface OrderRefundedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "order.refunded";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Order;
}

/** Upper case, as the lifecycle names them; read in any case. */
export type OrderStatus = "OPEN" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "CLOSED";

/** An order's lines, discounts, tips, taxes or texts changed. */
export interface OrderUpdatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "order.updated";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  /** A token or payment method of the card processor; never a card number. */
  paymentSourceToken?: string | null;
  paymentSourceTokens?: string[] | Record<string, string> | null;
  /** A part of the balance, without the tip; omitted: all of it. */
  amountMoney?: PositiveMoneyInput | null;
  /** Added to the order and to what is charged; taken back if the card is declined. */
  tipMoney?: PositiveMoneyInput | null;
  /** Saved cards of the order's customer; the amount is split evenly over them. */
  paymentMethodIds?: string[];
  /** Who pays, if the order has no customer; the default card is charged if no card is sent. */
  customerId?: string | null;
  /** Keep the card of paymentSourceToken for the customer, once it was charged. */
  savePaymentMethod?: boolean;
  buyerEmail?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** `PayOrder` with the order named in the body. */
export interface PayOrderById {
  /** A token or payment method of the card processor; never a card number. */
  paymentSourceToken?: string | null;
  paymentSourceTokens?: string[] | Record<string, string> | null;
  /** A part of the balance, without the tip; omitted: all of it. */
  amountMoney?: PositiveMoneyInput | null;
  /** Added to the order and to what is charged; taken back if the card is declined. */
  tipMoney?: PositiveMoneyInput | null;
  /** Saved cards of the order's customer; the amount is split evenly over them. */
  paymentMethodIds?: string[];
  /** Who pays, if the order has no customer; the default card is charged if no card is sent. */
  customerId?: string | null;
  /** Keep the card of paymentSourceToken for the customer, once it was charged. */
  savePaymentMethod?: boolean;
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
  lifecycleState: string;
  dispute: Dispute | null;
  customerId: string | null;
  /** The saved card that is charged. */
  paymentMethodId: string | null;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  paymentIntentId: string;
  /** What can be captured now. */
  amountCapturableMoney: Money;
  /** What was taken. */
  amountReceivedMoney: Money;
}

/** A payment was given up; the order is open again. */
export interface PaymentIntentCanceledEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "payment_intent.canceled";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: PaymentIntent;
}

/** A card was declined; the order is open again. */
export interface PaymentIntentPaymentFailedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "payment_intent.payment_failed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: PaymentIntent;
}

/** The buyer has to confirm the payment, as 3-D Secure asks. */
export interface PaymentIntentRequiresActionEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "payment_intent.requires_action";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: PaymentIntent;
}

/** Stripe's seven statuses. */
export type PaymentIntentStatus = "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "canceled" | "succeeded";

/** A card was charged. */
export interface PaymentIntentSucceededEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "payment_intent.succeeded";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  expiresAt: string | null;
  successRedirectUrl: string | null;
  /** Copied to each order. */
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  paymentLinkId: string;
  /** What is shared with buyers. */
  url: string;
  /** The link as a QR code, for print and for screens. */
  qrCode: PaymentLinkQrCode;
}

/** An order that a payment link made was paid in full. */
export interface PaymentLinkCompletedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "payment_link.completed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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

/** What a payment link is for. */
export type PaymentLinkMode = "standard" | "donation";

/** Pictures of the link's QR code. */
export interface PaymentLinkQrCode {
  svgUrl: string;
  pngUrl: string;
}

/** `active` and `inactive` are set; `expired` and `completed` follow from the clock and the completions. */
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
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  paymentMethodId: string;
}

/** A card is saved at the processor first; it can be charged once it is active. */
export type PaymentMethodStatus = "pending" | "requires_action" | "active" | "failed" | "removed";

/** How money comes in: by the card processor, or past it as the merchant records it. */
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
  metadata: Record<string, string>;
  /** Goes up when lines, trial or set-up fee change. */
  termsVersion: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  planId: string;
  /** The same as `id`, under the name that orders use. */
  subscriptionPlanId: string;
  /** What a period costs before discounts and tax, for a quantity of 1. */
  amountMoney: Money;
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
  metadata: Record<string, string>;
}

/** An archived plan takes no new subscriptions; those that run go on. */
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
  amountMoney: Money;
}

/** An amount that a caller sends and that must be at least 1. */
export interface PositiveMoneyInput {
  /** Minor units: 1050 is 10.50 USD. */
  amount: number;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
}

/** The payment as its processor knows it. */
export interface ProcessorDetails {
  stripe: StripeDetails;
}

/** Whether a change in the middle of a period is charged for the rest of it. */
export type ProrationBehavior = "none" | "create_prorations";

/** Which time to compare, and whether to repair what is unambiguous. */
export interface Reconcile {
  createdAfter: string;
  createdBefore: string;
  repair?: boolean;
}

/** What a comparison found. Expected: no difference. */
export interface Reconciliation {
  createdAfter: string;
  createdBefore: string;
  paymentIntentsCompared: number;
  refundsCompared: number;
  /** The `createdBefore` to go on with, back in time; null: all was compared. */
  nextBefore: string | null;
  differences: Difference[];
}

/** Money that the merchant took past the card processor. */
export interface RecordManualPayment {
  /** How it came in; not `card`. */
  sourceType?: PaymentSource;
  /** A part of the balance; omitted: all of it. */
  amountMoney?: PositiveMoneyInput | null;
  /** Your own note, such as a receipt's number. */
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
  createdAt: string;
  data: Record<string, JsonValue>;
  /** Of what it tells: `data.id`. */
  resourceId: string;
  /** The same as `eventId`. */
  id: string;
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
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  refundId: string;
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
  eventType: "refund.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Refund;
}

/** A refund failed; its amount counts as collected again. */
export interface RefundFailedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "refund.failed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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

/** Why money goes back, in Stripe's words. */
export type RefundReason = "requested_by_customer" | "duplicate" | "fraudulent" | "other";

/** A refund is counted from `pending` on; a failed one drops out. */
export type RefundStatus = "pending" | "in_transit" | "succeeded" | "failed";

/** A refund moved on. */
export interface RefundUpdatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "refund.updated";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  tipIds?: string[];
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Which events of the last 30 days; the newest ones of the range go first. */
export interface ReplayWebhookEvents {
  createdAfter: string;
  createdBefore?: string | null;
  /** All types unless some are named, whatever the endpoint subscribes to. */
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
  /** Your own note; it goes into the audit trail. */
  reason?: string | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** How the secret that was valid until now ends. */
export interface RotateWebhookSecret {
  /** How long both secrets sign; 0 if the old one has leaked. */
  previousSecretValidSeconds?: number;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** What happens at exactly half; anything else goes to the nearest integer. */
export type Rounding = "half_up" | "half_even";

/** How a sandbox's clock stands. */
export interface SandboxClock {
  merchantId: string;
  /** What the clock showed when it had been moved; it goes on from there. */
  now: string;
  /** How far it is ahead of the real clock. */
  offsetSeconds: number;
  /** Of the settings, which keep it. */
  version: number;
  /** The merchant's id. */
  id: string;
  /** The merchant's id. */
  sandboxClockId: string;
}

/** Who gets the invoice. */
export interface SendInvoice {
  /** Omitted: the invoice's own recipient. */
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
  createdAt: string;
  updatedAt: string;
  /** The merchant's id. */
  id: string;
  /** The merchant's id. */
  settingsId: string;
}

/** What a step works out, in the order in which steps are taken. */
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
  startAt: string;
  trialEndAt: string | null;
  billingAnchorDay: number | null;
  timeZone: string;
  currentPeriodStartAt: string | null;
  currentPeriodEndAt: string | null;
  cancelAtPeriodEnd: boolean;
  cancellationReason: string | null;
  /** When its end was decided. */
  canceledAt: string | null;
  endedAt: string | null;
  pausedAt: string | null;
  /** When a pause for some cycles ends. */
  resumesAt: string | null;
  latestOrderId: string | null;
  /** Orders that it made. */
  cycleCount: number;
  pendingAdjustments: Adjustment[];
  /** What the first order asks for beside the plan. */
  setupFeeMoney: Money | null;
  dunning: Dunning | null;
  pendingActions: PendingAction[];
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  subscriptionId: string;
  /** The plan whose terms it has. */
  planId: string;
  /** The same as `planId`, under the name that orders use. */
  subscriptionPlanId: string;
  /** When the next order is made; null: none is. */
  nextBillingAt: string | null;
}

/** A subscription's first order was paid. */
export interface SubscriptionActivatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.activated";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A subscription ended. */
export interface SubscriptionCanceledEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.canceled";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A subscription was made. */
export interface SubscriptionCreatedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.created";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  eventType: "subscription.past_due";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A subscription stands still: no order is made. */
export interface SubscriptionPausedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.paused";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A subscription's order could not be charged. */
export interface SubscriptionPaymentFailedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.payment_failed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** What a subscription owed was paid. */
export interface SubscriptionPaymentSucceededEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.payment_succeeded";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A renewal comes in as many days as the merchant's settings say. */
export interface SubscriptionRenewalUpcomingEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.renewal_upcoming";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** A paused subscription goes on. */
export interface SubscriptionResumedEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.resumed";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** `incomplete` waits for its first payment, or for its start; `canceled` is the end. */
export type SubscriptionStatus = "incomplete" | "trialing" | "active" | "past_due" | "paused" | "canceled";

/** A trial ends in three days, or has just begun if it is shorter. */
export interface SubscriptionTrialEndingEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "subscription.trial_ending";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: Subscription;
}

/** The address that decides which rates apply: the place of delivery, else of billing. */
export interface TaxAddress {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state: string | null;
  postalCode: string | null;
  city: string | null;
  line1: string | null;
}

/** The address that decides which rates apply: the place of delivery, else of billing. */
export interface TaxAddressInput {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 3166-2, with its country or without: CA and US-CA are one state. */
  state?: string | null;
  postalCode?: string | null;
  city?: string | null;
  line1?: string | null;
}

/** A rate of the merchant's by its id, or a rate that the caller knows. */
export interface TaxChoice {
  taxRateId?: string | null;
  name?: string | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentage?: string | null;
  inclusive?: boolean;
}

/** Where the taxes of an order come from. */
export type TaxProviderName = "merchant_rates" | "stripe_tax";

/** A merchant's tax rate. */
export interface TaxRate {
  id: string;
  name: string;
  /** Decimal string of percent. */
  percentage: string;
  inclusive: boolean;
  jurisdiction: Jurisdiction | null;
  taxCategories: string[];
  isDefault: boolean;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  taxRateId: string;
}

/** Changes of a coupon. What it takes off is fixed: orders carry it; make another coupon instead. */
export interface UpdateCoupon {
  name?: string | null;
  maxUses?: number | null;
  maxUsesPerCustomer?: number | null;
  startsAt?: string | null;
  expiresAt?: string | null;
  isStackable?: boolean | null;
  status?: CouponStatus | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a customer; `null` clears. Orders that exist keep whether they bear tax. */
export interface UpdateCustomer {
  name?: string | null;
  email?: string | null;
  phoneNumber?: string | null;
  billingAddress?: AddressInput | null;
  shippingAddress?: AddressInput | null;
  /** As the tax office writes it; printed, not checked. */
  taxId?: string | null;
  taxExempt?: boolean | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a draft; once issued, only metadata can change. */
export interface UpdateInvoice {
  recipientEmail?: string | null;
  dueAt?: string | null;
  memo?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of an item; orders that exist keep the name and price they were given. */
export interface UpdateItem {
  name?: string | null;
  unitPriceMoney?: MoneyInput | null;
  /** Your own number of the item; one item of yours has it. */
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
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a line. */
export interface UpdateLineItem {
  name?: string | null;
  /** Whole, at least 1. */
  quantity?: number | null;
  unitPriceMoney?: MoneyInput | null;
  taxable?: boolean | null;
  taxCategory?: string | null;
  description?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of an order's texts; `null` clears. Once paid, only metadata can change. */
export interface UpdateOrder {
  customerId?: string | null;
  buyerEmail?: string | null;
  buyerNote?: string | null;
  merchantNote?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a payment intent; its amount and token only until it is confirmed. */
export interface UpdatePaymentIntent {
  amountMoney?: PositiveMoneyInput | null;
  /** A token or payment method of the card processor; never a card number. */
  paymentSourceToken?: string | null;
  /** A saved card of the order's customer, instead of a token. */
  paymentMethodId?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a link, for orders that begin from now on; its mode and currency are fixed. `null` clears. */
export interface UpdatePaymentLink {
  name?: string | null;
  lineItems?: NewLinkLine[] | null;
  donationAmounts?: PositiveMoneyInput[] | null;
  allowQuantityAdjustment?: boolean | null;
  allowTip?: boolean | null;
  allowCoupon?: boolean | null;
  maxCompletions?: number | null;
  expiresAt?: string | null;
  /** https; in test mode http to localhost too. `{CHECKOUT_SESSION_ID}` is replaced by the session's id. */
  successRedirectUrl?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a plan. How often it bills, and in which currency, is fixed: make another plan for that. */
export interface UpdatePlan {
  name?: string | null;
  lineItems?: NewPlanLine[] | null;
  /** Calendar days; 0: no trial. */
  trialPeriodDays?: number | null;
  /** `null` takes the fee away. */
  setupFeeMoney?: MoneyInput | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a refund's texts. */
export interface UpdateRefund {
  reasonMessage?: string | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a merchant's settings; orders that exist keep theirs. */
export interface UpdateSettings {
  businessName?: string | null;
  /** Printed on invoices; `null` takes it away. */
  businessAddress?: AddressInput | null;
  /** As the tax office writes it; printed, not checked. */
  businessTaxId?: string | null;
  mailsInvoices?: boolean | null;
  /** Of mailed invoices; `null` takes it away. */
  invoiceReplyTo?: string | null;
  /** Shown on hosted pages; `null` takes it away. */
  logoUrl?: string | null;
  /** Of hosted pages, which see to it that it can be read; `null` takes it away. */
  brandColor?: string | null;
  /** ISO 4217 code, such as USD. */
  currency?: string | null;
  rounding?: Rounding | null;
  maxDiscountsPerOrder?: number | null;
  taxProvider?: TaxProviderName | null;
  pricesIncludeTax?: boolean | null;
  /** IANA name. */
  timeZone?: string | null;
  /** Days after the first failure, rising. */
  dunningRetryDays?: number[] | null;
  /** What follows the last retry. */
  dunningEnd?: DunningEnd | null;
  /** How long before a renewal `subscription.renewal_upcoming` is told; 0: not at all. */
  renewalNoticeDays?: number | null;
  /** When invoices that are issued from now on and sent are reminded of: days after the due date, below 0 before it, rising; `[]`: only by `invoices.sendReminder`. */
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
  /** Whether the rest of the period is credited and charged with the next order, or left as it is. */
  prorationBehavior?: ProrationBehavior;
  /** `null`: the customer's default card. */
  paymentMethodId?: string | null;
  /** `false` takes a cancellation for the end of the period back. */
  cancelAtPeriodEnd?: false;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of a rate; orders that exist keep the rate they were given. */
export interface UpdateTaxRate {
  name?: string | null;
  /** Percent as a decimal string: "8.25" is 8.25 %. */
  percentage?: string | null;
  inclusive?: boolean | null;
  jurisdiction?: JurisdictionInput | null;
  taxCategories?: string[] | null;
  isDefault?: boolean | null;
  metadata?: Record<string, string> | null;
  /** Refuse the change unless the resource has this `version`. */
  expectedVersion?: number | null;
}

/** Changes of an endpoint; what is left out stays. Its secret is rotated, not changed. */
export interface UpdateWebhookEndpoint {
  /** https, reachable from the internet. */
  url?: string | null;
  /** Event types that it is told of; `*` for all. */
  subscribedEvents?: string[] | null;
  description?: string | null;
  enabled?: boolean | null;
  metadata?: Record<string, string> | null;
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
  disabledAt: string | null;
  metadata: Record<string, string>;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  webhookEndpointId: string;
  /** True while events are sent to it. */
  enabled: boolean;
  /** Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended. */
  previousSecretExpiresAt: string | null;
}

/** A webhook endpoint gets no more events: it is gone, or has failed for too long. */
export interface WebhookEndpointDisabledEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "webhook_endpoint.disabled";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
  createdAt: string;
  data: WebhookEndpoint;
}

/** A disabled endpoint is told of nothing. */
export type WebhookEndpointStatus = "enabled" | "disabled";

/** A test that was asked for; it goes to one endpoint, whatever that subscribes to. */
export interface WebhookEndpointTestEvent {
  /** The same on every try, as in the header `webhook-id`. */
  eventId: string;
  eventType: "webhook_endpoint.test";
  payloadVersion: "1";
  mode: "test" | "live";
  merchantId: string;
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
  nextTryAt: string | null;
  failureReason: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** The same as `id`. */
  webhookEventId: string;
  /** What the endpoint answered last; null if it did not. */
  responseStatus: number | null;
}

/** `pending` until the endpoint accepts it or the last try has failed; what has ended can be sent again. */
export type WebhookEventStatus = "pending" | "succeeded" | "failed";

/** What a replay did. */
export interface WebhookReplay {
  webhookEndpointId: string;
  /** Events that are on their way. */
  sent: number;
  /** The range goes on before this moment: send it as `createdBefore`; null: it was all. */
  moreBefore: string | null;
}

/** One request to an endpoint. */
export interface WebhookTry {
  triedAt: string;
  durationMs: number;
  /** Null if there was no answer. */
  responseStatus: number | null;
  /** The beginning of the answer. */
  responseBody: string | null;
  /** Why there was no answer. */
  error: string | null;
}
