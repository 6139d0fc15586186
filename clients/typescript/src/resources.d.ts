// Rendered from the operations by `make render`; edits get lost.
import type { CallOptions, ChangeOptions, PagePromise } from "./index.js";
import type { Activity, AddCharge, AddDiscount, AddLineItems, AddTips, AdjustInventory, AdvanceClock, ApiKey, ApplyCoupon, ApplyTax, BillingRun, CancelPaymentIntent, CancelSubscription, CapturePaymentIntent, CheckoutSession, CloseOrder, ConfirmPaymentIntent, Confirmation, Coupon, CreateApiKey, CreateCheckoutSession, CreateCoupon, CreateCustomer, CreateInvoice, CreateItem, CreateOrder, CreatePaymentIntent, CreatePaymentLink, CreatePaymentMethod, CreatePlan, CreateRefund, CreateSubscription, CreateTaxRate, CreateWebhookEndpoint, CreditNote, CreditNotePdf, Customer, DeadLetter, InventoryChange, Invoice, InvoicePdf, Item, NewApiKey, NewWebhookEndpoint, Order, OrderExplanation, PauseSubscription, PayOrder, PayOrderById, PaymentIntent, PaymentLink, PaymentMethod, Plan, Reconcile, Reconciliation, RecordManualPayment, RecordedEvent, Refund, RemoveDiscounts, RemoveLineItems, RemoveTips, ReplayWebhookEvents, ReverseManualPayment, RotateWebhookSecret, SandboxClock, SendInvoice, Settings, Subscription, TaxRate, UpdateCoupon, UpdateCustomer, UpdateInvoice, UpdateItem, UpdateLineItem, UpdateOrder, UpdatePaymentIntent, UpdatePaymentLink, UpdatePlan, UpdateRefund, UpdateSettings, UpdateSubscription, UpdateTaxRate, UpdateWebhookEndpoint, WebhookEndpoint, WebhookEvent, WebhookReplay } from "./types.js";

/** A method for each operation. */
export interface Resources {
  apiKeys: {
    /** Make an API key. */
    create(body: CreateApiKey, options?: ChangeOptions): Promise<NewApiKey & { readonly newApiKey: NewApiKey }>;
    /** List API keys, newest first, the revoked ones too; never their text. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean }, options?: CallOptions): PagePromise<ApiKey>;
    /** Revoke an API key: it is refused from its next request on. */
    revoke(apiKeyId: string, options?: ChangeOptions): Promise<ApiKey & { readonly apiKey: ApiKey }>;
  };
  billingRuns: {
    /** Read what a run of billing did for you. */
    get(billingRunId: string, options?: CallOptions): Promise<BillingRun & { readonly billingRun: BillingRun }>;
    /** List the runs of billing that met subscriptions of yours, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean }, options?: CallOptions): PagePromise<BillingRun>;
  };
  checkoutSessions: {
    /** End an open checkout session unpaid; its page tells the buyer so, and its order stays as it is. */
    close(checkoutSessionId: string, options?: ChangeOptions): Promise<CheckoutSession & { readonly checkoutSession: CheckoutSession }>;
    /** Open a hosted page on which a buyer pays an order, or lines, for which an order is made. */
    create(body: CreateCheckoutSession, options?: ChangeOptions): Promise<CheckoutSession & { readonly checkoutSession: CheckoutSession }>;
    /** Read a checkout session. */
    get(checkoutSessionId: string, options?: CallOptions): Promise<CheckoutSession & { readonly checkoutSession: CheckoutSession }>;
    /** List checkout sessions, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<CheckoutSession>;
  };
  confirmations: {
    /** Approve what an agent asked for; a person's key does, never an agent's. */
    approve(confirmationId: string, options?: ChangeOptions): Promise<Confirmation & { readonly confirmation: Confirmation }>;
    /** Decline what an agent asked for; a person's key does, never an agent's. */
    decline(confirmationId: string, options?: ChangeOptions): Promise<Confirmation & { readonly confirmation: Confirmation }>;
    /** Read a confirmation: what an agent asked for, and what became of it. */
    get(confirmationId: string, options?: CallOptions): Promise<Confirmation & { readonly confirmation: Confirmation }>;
    /** List what agents asked for, newest first; `status=pending` is what waits for a person. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean }, options?: CallOptions): PagePromise<Confirmation>;
  };
  coupons: {
    /** Make a coupon. */
    create(body: CreateCoupon, options?: ChangeOptions): Promise<Coupon & { readonly coupon: Coupon }>;
    /** Delete a coupon: nobody can apply it or pay with it any more. */
    delete(couponId: string, options?: ChangeOptions): Promise<Coupon & { readonly coupon: Coupon }>;
    /** Read a coupon, with the status it has at this moment. */
    get(couponId: string, options?: CallOptions): Promise<Coupon & { readonly coupon: Coupon }>;
    /** List coupons, newest first, or find the one with a code. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; code?: string | boolean }, options?: CallOptions): PagePromise<Coupon>;
    /** Change a coupon; what it takes off is fixed. */
    update(couponId: string, body?: UpdateCoupon, options?: ChangeOptions): Promise<Coupon & { readonly coupon: Coupon }>;
    update(body: UpdateCoupon & { couponId: string }, options?: ChangeOptions): Promise<Coupon & { readonly coupon: Coupon }>;
  };
  creditNotes: {
    /** Read a credit note. */
    get(creditNoteId: string, options?: CallOptions): Promise<CreditNote & { readonly creditNote: CreditNote }>;
    /** Read where a credit note can be had as a PDF. */
    getPdf(creditNoteId: string, options?: CallOptions): Promise<CreditNotePdf & { readonly creditNotePdf: CreditNotePdf }>;
    /** List credit notes, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean; invoiceId?: string | boolean }, options?: CallOptions): PagePromise<CreditNote>;
  };
  customers: {
    /** Make a customer. */
    create(body: CreateCustomer, options?: ChangeOptions): Promise<Customer & { readonly customer: Customer }>;
    /** Delete a customer, and forget what is known of it. */
    delete(customerId: string, options?: ChangeOptions): Promise<Customer & { readonly customer: Customer }>;
    /** Read a customer. */
    get(customerId: string, options?: CallOptions): Promise<Customer & { readonly customer: Customer }>;
    /** List customers, newest first, or find the one with an e-mail address. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; email?: string | boolean }, options?: CallOptions): PagePromise<Customer>;
    /** Read a customer's purchase history: its orders, newest first. */
    listOrders(customerId: string, filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean }, options?: CallOptions): PagePromise<Order>;
    /** Change a customer. */
    update(customerId: string, body?: UpdateCustomer, options?: ChangeOptions): Promise<Customer & { readonly customer: Customer }>;
    update(body: UpdateCustomer & { customerId: string }, options?: ChangeOptions): Promise<Customer & { readonly customer: Customer }>;
  };
  deadLetters: {
    /** Read a dead letter of the last 14 days: what it was about, and why it was never worked off. */
    get(deadLetterId: string, options?: CallOptions): Promise<DeadLetter & { readonly deadLetter: DeadLetter }>;
    /** List messages of the last 14 days that no worker could work off, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; source?: string | boolean }, options?: CallOptions): PagePromise<DeadLetter>;
    /** Send a dead letter back to the queue it came from, byte for byte; its worker takes it up again. */
    replay(deadLetterId: string, options?: ChangeOptions): Promise<DeadLetter & { readonly deadLetter: DeadLetter }>;
  };
  events: {
    /** Read an event of the last 30 days, as it was told. */
    get(eventId: string, options?: CallOptions): Promise<RecordedEvent & { readonly recordedEvent: RecordedEvent }>;
    /** List events of the last 30 days, newest first; one stands here a moment after its change. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; eventType?: string | boolean; resourceId?: string | boolean; orderId?: string | boolean }, options?: CallOptions): PagePromise<RecordedEvent>;
  };
  invoices: {
    /** Draft an invoice of an order, or of lines, for which an order is made. */
    create(body: CreateInvoice, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Read an invoice. */
    get(invoiceId: string, options?: CallOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Read where an issued invoice can be had as a PDF. */
    getPdf(invoiceId: string, options?: CallOptions): Promise<InvoicePdf & { readonly invoicePdf: InvoicePdf }>;
    /** Give a draft its number, without sending it. */
    issue(invoiceId: string, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** List invoices, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<Invoice>;
    /** Record cash, or other money that came in past the card processor, for an issued invoice. */
    recordManualPayment(invoiceId: string, body?: RecordManualPayment, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    recordManualPayment(body: RecordManualPayment & { invoiceId: string }, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Take a payment that was recorded by mistake out of the books; its amount is to be paid again. */
    reverseManualPayment(invoiceId: string, body?: ReverseManualPayment, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    reverseManualPayment(body: ReverseManualPayment & { invoiceId: string }, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Send an invoice to its recipient; a draft is issued first. */
    send(invoiceId: string, body?: SendInvoice, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    send(body: SendInvoice & { invoiceId: string }, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Send an invoice again that is still to be paid. */
    sendReminder(invoiceId: string, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Change a draft; of an issued invoice only the metadata. */
    update(invoiceId: string, body?: UpdateInvoice, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    update(body: UpdateInvoice & { invoiceId: string }, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
    /** Declare an invoice void. */
    void(invoiceId: string, options?: ChangeOptions): Promise<Invoice & { readonly invoice: Invoice }>;
  };
  items: {
    /** Add to an item's stock, or take away from it, and note why. */
    adjustInventory(itemId: string, body?: AdjustInventory, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
    adjustInventory(body: AdjustInventory & { itemId: string }, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
    /** Put an item into the catalog. */
    create(body: CreateItem, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
    /** Archive an item. */
    delete(itemId: string, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
    /** Read an item, with its stock of this moment. */
    get(itemId: string, options?: CallOptions): Promise<Item & { readonly item: Item }>;
    /** List items, newest first, or find the one with a SKU. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; sku?: string | boolean }, options?: CallOptions): PagePromise<Item>;
    /** Read how an item's stock was changed by hand, newest first. */
    listInventoryChanges(itemId: string, filters?: { pageSize?: number; pageToken?: string | boolean }, options?: CallOptions): PagePromise<InventoryChange>;
    /** Change an item; orders that exist keep the name and price they were given. */
    update(itemId: string, body?: UpdateItem, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
    update(body: UpdateItem & { itemId: string }, options?: ChangeOptions): Promise<Item & { readonly item: Item }>;
  };
  orders: {
    /** Add a service or delivery charge to an open order. */
    addCharge(orderId: string, body?: AddCharge, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    addCharge(body: AddCharge & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Give a discount by hand. */
    addDiscount(orderId: string, body?: AddDiscount, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    addDiscount(body: AddDiscount & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Add lines to an open order. */
    addLineItems(orderId: string, body?: AddLineItems, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    addLineItems(body: AddLineItems & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Add a tip to an open order. */
    addTips(orderId: string, body?: AddTips, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    addTips(body: AddTips & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Apply a coupon to an open order. */
    applyCoupon(orderId: string, body?: ApplyCoupon, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    applyCoupon(body: ApplyCoupon & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Choose an open order's tax rates by an address. */
    applyTax(orderId: string, body?: ApplyTax, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    applyTax(body: ApplyTax & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Compute the order that a request would make, and store nothing. */
    calculate(body: CreateOrder, options?: CallOptions): Promise<Order & { readonly order: Order }>;
    /** Make a new open order like this one, whatever became of it. */
    clone(orderId: string, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** End an order; nothing can be done to it afterwards. */
    close(orderId: string, body?: CloseOrder, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    close(body: CloseOrder & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Make an order. */
    create(body: CreateOrder, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Explain an order's amounts, step by step. */
    explain(orderId: string, options?: CallOptions): Promise<OrderExplanation & { readonly orderExplanation: OrderExplanation }>;
    /** Read an order. */
    get(orderId: string, options?: CallOptions): Promise<Order & { readonly order: Order }>;
    /** List orders, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean; orderNumber?: string | boolean }, options?: CallOptions): PagePromise<Order>;
    /** Read an order's audit trail, newest first; its deltas add up to the balance. */
    listActivities(orderId: string, filters?: { pageSize?: number; pageToken?: string | boolean }, options?: CallOptions): PagePromise<Activity>;
    /** Charge the order's balance. */
    pay(orderId: string, body?: PayOrder, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    pay(body: PayOrder & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Charge the balance of the order that the body names. */
    payById(body: PayOrderById, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Record cash, or other money that you took past the card processor. */
    recordManualPayment(orderId: string, body?: RecordManualPayment, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    recordManualPayment(body: RecordManualPayment & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Take a charge off an open order. */
    removeCharge(orderId: string, chargeId: string, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Take discounts away from an open order. */
    removeDiscounts(orderId: string, body?: RemoveDiscounts, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    removeDiscounts(body: RemoveDiscounts & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Take lines away from an open order. */
    removeLineItems(orderId: string, body?: RemoveLineItems, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    removeLineItems(body: RemoveLineItems & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Take tips away from an open order; without ids, all of them. */
    removeTips(orderId: string, body?: RemoveTips, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    removeTips(body: RemoveTips & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Change an order's texts and metadata; once it is paid, only metadata. */
    update(orderId: string, body?: UpdateOrder, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    update(body: UpdateOrder & { orderId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    /** Change a line of an open order. */
    updateLineItem(orderId: string, lineItemId: string, body?: UpdateLineItem, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
    updateLineItem(body: UpdateLineItem & { orderId: string; lineItemId: string }, options?: ChangeOptions): Promise<Order & { readonly order: Order }>;
  };
  paymentIntents: {
    /** Give up a payment intent that has taken no money; what it holds is let go. */
    cancel(paymentIntentId: string, body?: CancelPaymentIntent, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    cancel(body: CancelPaymentIntent & { paymentIntentId: string }, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    /** Take money that is held, all or a part; what is not taken is let go. */
    capture(paymentIntentId: string, body?: CapturePaymentIntent, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    capture(body: CapturePaymentIntent & { paymentIntentId: string }, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    /** Charge a payment intent that waits, or hold its money. */
    confirm(paymentIntentId: string, body?: ConfirmPaymentIntent, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    confirm(body: ConfirmPaymentIntent & { paymentIntentId: string }, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    /** Make a payment intent for an order's balance, for a part of it, or for an amount. */
    create(body: CreatePaymentIntent, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    /** Read a payment intent, with what the order's books say was refunded of it. */
    get(paymentIntentId: string, options?: CallOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    /** List payment intents, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<PaymentIntent>;
    /** Change a payment intent's metadata; until it is confirmed also its amount and card. */
    update(paymentIntentId: string, body?: UpdatePaymentIntent, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
    update(body: UpdatePaymentIntent & { paymentIntentId: string }, options?: ChangeOptions): Promise<PaymentIntent & { readonly paymentIntent: PaymentIntent }>;
  };
  paymentLinks: {
    /** Let buyers begin with a payment link again. */
    activate(paymentLinkId: string, options?: ChangeOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
    /** Make a link that you share: every visitor who goes on to pay gets an order and a checkout page of their own. */
    create(body: CreatePaymentLink, options?: ChangeOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
    /** Let no buyer begin with a payment link; who has begun may finish. */
    deactivate(paymentLinkId: string, options?: ChangeOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
    /** Read a payment link. */
    get(paymentLinkId: string, options?: CallOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
    /** List payment links, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean }, options?: CallOptions): PagePromise<PaymentLink>;
    /** Change a payment link; orders that it has made keep what they are. */
    update(paymentLinkId: string, body?: UpdatePaymentLink, options?: ChangeOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
    update(body: UpdatePaymentLink & { paymentLinkId: string }, options?: ChangeOptions): Promise<PaymentLink & { readonly paymentLink: PaymentLink }>;
  };
  paymentMethods: {
    /** Save a card of a customer, so that it can be charged again. */
    create(body: CreatePaymentMethod, options?: ChangeOptions): Promise<PaymentMethod & { readonly paymentMethod: PaymentMethod }>;
    /** Read a saved card: brand, last four digits and expiry. */
    get(paymentMethodId: string, options?: CallOptions): Promise<PaymentMethod & { readonly paymentMethod: PaymentMethod }>;
    /** List saved cards, newest first; unless `status` says otherwise, those that can be charged. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<PaymentMethod>;
    /** Remove a saved card, here and at Stripe. */
    remove(paymentMethodId: string, options?: ChangeOptions): Promise<PaymentMethod & { readonly paymentMethod: PaymentMethod }>;
    /** Make a saved card its customer's default. */
    setDefault(paymentMethodId: string, options?: ChangeOptions): Promise<PaymentMethod & { readonly paymentMethod: PaymentMethod }>;
  };
  plans: {
    /** Archive a plan: no subscription begins with it any more; those that run go on. */
    archive(planId: string, options?: ChangeOptions): Promise<Plan & { readonly plan: Plan }>;
    /** Make a plan: what a subscription bills, and how often. */
    create(body: CreatePlan, options?: ChangeOptions): Promise<Plan & { readonly plan: Plan }>;
    /** Read a plan. */
    get(planId: string, options?: CallOptions): Promise<Plan & { readonly plan: Plan }>;
    /** List plans, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean }, options?: CallOptions): PagePromise<Plan>;
    /** Change a plan; running subscriptions keep their terms until they are moved. */
    update(planId: string, body?: UpdatePlan, options?: ChangeOptions): Promise<Plan & { readonly plan: Plan }>;
    update(body: UpdatePlan & { planId: string }, options?: ChangeOptions): Promise<Plan & { readonly plan: Plan }>;
  };
  reconciliations: {
    /** Compare payments and refunds with the processor, and list every difference. */
    create(body: Reconcile, options?: ChangeOptions): Promise<Reconciliation & { readonly reconciliation: Reconciliation }>;
  };
  refunds: {
    /** Give money back, by amount, by line or all that is left: of one payment, or of the order's, the latest first. */
    create(body: CreateRefund, options?: ChangeOptions): Promise<Refund & { readonly refund: Refund }>;
    /** Read a refund. */
    get(refundId: string, options?: CallOptions): Promise<Refund & { readonly refund: Refund }>;
    /** List refunds, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<Refund>;
    /** Change a refund's texts. */
    update(refundId: string, body?: UpdateRefund, options?: ChangeOptions): Promise<Refund & { readonly refund: Refund }>;
    update(body: UpdateRefund & { refundId: string }, options?: ChangeOptions): Promise<Refund & { readonly refund: Refund }>;
  };
  sandbox: {
    /** Move a sandbox's clock forward: what falls due on the way is done, one after the other, each at its moment. */
    advanceClock(body: AdvanceClock, options?: ChangeOptions): Promise<SandboxClock & { readonly sandboxClock: SandboxClock }>;
  };
  settings: {
    /** Read the merchant's settings. */
    get(options?: CallOptions): Promise<Settings & { readonly settings: Settings }>;
    /** Change the merchant's settings; orders that exist keep theirs. */
    update(body: UpdateSettings, options?: ChangeOptions): Promise<Settings & { readonly settings: Settings }>;
  };
  subscriptions: {
    /** Cancel a subscription at the end of what was paid, or at once; nothing goes back by itself. */
    cancel(subscriptionId: string, body?: CancelSubscription, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    cancel(body: CancelSubscription & { subscriptionId: string }, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    /** Subscribe a customer to a plan. */
    create(body: CreateSubscription, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    /** Read a subscription. */
    get(subscriptionId: string, options?: CallOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    /** List subscriptions, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; customerId?: string | boolean }, options?: CallOptions): PagePromise<Subscription>;
    /** List the orders that a subscription's periods made, newest first. */
    listOrders(subscriptionId: string, filters?: { pageSize?: number; pageToken?: string | boolean }, options?: CallOptions): PagePromise<Order>;
    /** Pause a subscription: cycles that would begin meanwhile are left out; nothing goes back for what was paid. */
    pause(subscriptionId: string, body?: PauseSubscription, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    pause(body: PauseSubscription & { subscriptionId: string }, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    /** Let a paused subscription go on. */
    resume(subscriptionId: string, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    /** Move a subscription to another plan, quantity or card. */
    update(subscriptionId: string, body?: UpdateSubscription, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
    update(body: UpdateSubscription & { subscriptionId: string }, options?: ChangeOptions): Promise<Subscription & { readonly subscription: Subscription }>;
  };
  taxRates: {
    /** Add a tax rate. */
    create(body: CreateTaxRate, options?: ChangeOptions): Promise<TaxRate & { readonly taxRate: TaxRate }>;
    /** Take a tax rate away; orders that exist keep it. */
    delete(taxRateId: string, options?: ChangeOptions): Promise<TaxRate & { readonly taxRate: TaxRate }>;
    /** Read a tax rate. */
    get(taxRateId: string, options?: CallOptions): Promise<TaxRate & { readonly taxRate: TaxRate }>;
    /** List tax rates, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean }, options?: CallOptions): PagePromise<TaxRate>;
    /** Change a tax rate; orders that exist keep the rate they were given. */
    update(taxRateId: string, body?: UpdateTaxRate, options?: ChangeOptions): Promise<TaxRate & { readonly taxRate: TaxRate }>;
    update(body: UpdateTaxRate & { taxRateId: string }, options?: ChangeOptions): Promise<TaxRate & { readonly taxRate: TaxRate }>;
  };
  webhookEndpoints: {
    /** Register a URL that is told of events. The answer shows its secret, this once. */
    create(body: CreateWebhookEndpoint, options?: ChangeOptions): Promise<NewWebhookEndpoint & { readonly newWebhookEndpoint: NewWebhookEndpoint }>;
    /** Delete a webhook endpoint; deliveries to it that wait are given up. */
    delete(webhookEndpointId: string, options?: ChangeOptions): Promise<WebhookEndpoint & { readonly webhookEndpoint: WebhookEndpoint }>;
    /** Read a webhook endpoint; its secret is not shown. */
    get(webhookEndpointId: string, options?: CallOptions): Promise<WebhookEndpoint & { readonly webhookEndpoint: WebhookEndpoint }>;
    /** List webhook endpoints, newest first. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean }, options?: CallOptions): PagePromise<WebhookEndpoint>;
    /** Send past events to a webhook endpoint, also those that it has had, or that happened before it was registered. */
    replay(webhookEndpointId: string, body?: ReplayWebhookEvents, options?: ChangeOptions): Promise<WebhookReplay & { readonly webhookReplay: WebhookReplay }>;
    replay(body: ReplayWebhookEvents & { webhookEndpointId: string }, options?: ChangeOptions): Promise<WebhookReplay & { readonly webhookReplay: WebhookReplay }>;
    /** Give a webhook endpoint a new secret, shown this once. */
    rotateSecret(webhookEndpointId: string, body?: RotateWebhookSecret, options?: ChangeOptions): Promise<NewWebhookEndpoint & { readonly newWebhookEndpoint: NewWebhookEndpoint }>;
    rotateSecret(body: RotateWebhookSecret & { webhookEndpointId: string }, options?: ChangeOptions): Promise<NewWebhookEndpoint & { readonly newWebhookEndpoint: NewWebhookEndpoint }>;
    /** Send a webhook endpoint a `webhook_endpoint.test` event, whatever it subscribes to. */
    sendTest(webhookEndpointId: string, options?: ChangeOptions): Promise<WebhookEvent & { readonly webhookEvent: WebhookEvent }>;
    /** Change a webhook endpoint, or enable it again. */
    update(webhookEndpointId: string, body?: UpdateWebhookEndpoint, options?: ChangeOptions): Promise<WebhookEndpoint & { readonly webhookEndpoint: WebhookEndpoint }>;
    update(body: UpdateWebhookEndpoint & { webhookEndpointId: string }, options?: ChangeOptions): Promise<WebhookEndpoint & { readonly webhookEndpoint: WebhookEndpoint }>;
  };
  webhookEvents: {
    /** Read a delivery of the last 30 days with its tries. */
    get(webhookEventId: string, options?: CallOptions): Promise<WebhookEvent & { readonly webhookEvent: WebhookEvent }>;
    /** List deliveries of the last 30 days, newest event first: tries, answers, and when the next try is due. */
    list(filters?: { pageSize?: number; pageToken?: string | boolean; createdAfter?: string | boolean; createdBefore?: string | boolean; status?: string | boolean; webhookEndpointId?: string | boolean; eventType?: string | boolean }, options?: CallOptions): PagePromise<WebhookEvent>;
    /** Send an event to its endpoint again, now and if need be through the whole schedule. */
    resend(webhookEventId: string, options?: ChangeOptions): Promise<WebhookEvent & { readonly webhookEvent: WebhookEvent }>;
  };
}
