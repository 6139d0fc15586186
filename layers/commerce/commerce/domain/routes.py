"""How each operation is called, for the answers that say what may be done next."""

from typing import Any, NamedTuple

from commerce.domain.error_kinds import NextAction


class Route(NamedTuple):
    """How an operation is called."""

    method: str
    path: str
    scope: str
    required_fields: tuple[str, ...]


# Rendered from the operations themselves: do not edit, run `make render`.
# BEGIN RENDERED ROUTES
ROUTES: dict[str, Route] = {
    "apiKeys.create": Route("POST", "/v1/api-keys", "api_keys.write", ("name", "scopes")),
    "apiKeys.list": Route("GET", "/v1/api-keys", "api_keys.read", ()),
    "apiKeys.revoke": Route("POST", "/v1/api-keys/{api_key_id}/revoke", "api_keys.write", ()),
    "billingRuns.get": Route("GET", "/v1/billing-runs/{billing_run_id}", "billing_runs.read", ()),
    "billingRuns.list": Route("GET", "/v1/billing-runs", "billing_runs.read", ()),
    "checkoutSessions.close": Route(
        "POST", "/v1/checkout-sessions/{checkout_session_id}/close", "checkout_sessions.write", ()
    ),
    "checkoutSessions.create": Route("POST", "/v1/checkout-sessions", "checkout_sessions.write", ()),
    "checkoutSessions.get": Route("GET", "/v1/checkout-sessions/{checkout_session_id}", "checkout_sessions.read", ()),
    "checkoutSessions.list": Route("GET", "/v1/checkout-sessions", "checkout_sessions.read", ()),
    "confirmations.approve": Route("POST", "/v1/confirmations/{confirmation_id}/approve", "confirmations.write", ()),
    "confirmations.decline": Route("POST", "/v1/confirmations/{confirmation_id}/decline", "confirmations.write", ()),
    "confirmations.get": Route("GET", "/v1/confirmations/{confirmation_id}", "confirmations.read", ()),
    "confirmations.list": Route("GET", "/v1/confirmations", "confirmations.read", ()),
    "coupons.create": Route("POST", "/v1/coupons", "coupons.write", ("name", "couponCode")),
    "coupons.delete": Route("DELETE", "/v1/coupons/{coupon_id}", "coupons.write", ()),
    "coupons.get": Route("GET", "/v1/coupons/{coupon_id}", "coupons.read", ()),
    "coupons.list": Route("GET", "/v1/coupons", "coupons.read", ()),
    "coupons.update": Route("PATCH", "/v1/coupons/{coupon_id}", "coupons.write", ()),
    "creditNotes.get": Route("GET", "/v1/credit-notes/{credit_note_id}", "credit_notes.read", ()),
    "creditNotes.getPdf": Route("GET", "/v1/credit-notes/{credit_note_id}/pdf", "credit_notes.read", ()),
    "creditNotes.list": Route("GET", "/v1/credit-notes", "credit_notes.read", ()),
    "customers.create": Route("POST", "/v1/customers", "customers.write", ()),
    "customers.delete": Route("DELETE", "/v1/customers/{customer_id}", "customers.write", ()),
    "customers.get": Route("GET", "/v1/customers/{customer_id}", "customers.read", ()),
    "customers.list": Route("GET", "/v1/customers", "customers.read", ()),
    "customers.listOrders": Route("GET", "/v1/customers/{customer_id}/orders", "customers.read", ()),
    "customers.update": Route("PATCH", "/v1/customers/{customer_id}", "customers.write", ()),
    "deadLetters.get": Route("GET", "/v1/dead-letters/{dead_letter_id}", "dead_letters.read", ()),
    "deadLetters.list": Route("GET", "/v1/dead-letters", "dead_letters.read", ()),
    "deadLetters.replay": Route("POST", "/v1/dead-letters/{dead_letter_id}/replay", "dead_letters.write", ()),
    "events.get": Route("GET", "/v1/events/{event_id}", "events.read", ()),
    "events.list": Route("GET", "/v1/events", "events.read", ()),
    "invoices.create": Route("POST", "/v1/invoices", "invoices.write", ()),
    "invoices.get": Route("GET", "/v1/invoices/{invoice_id}", "invoices.read", ()),
    "invoices.getPdf": Route("GET", "/v1/invoices/{invoice_id}/pdf", "invoices.read", ()),
    "invoices.issue": Route("POST", "/v1/invoices/{invoice_id}/issue", "invoices.write", ()),
    "invoices.list": Route("GET", "/v1/invoices", "invoices.read", ()),
    "invoices.recordManualPayment": Route(
        "POST", "/v1/invoices/{invoice_id}/record-manual-payment", "invoices.write", ()
    ),
    "invoices.reverseManualPayment": Route(
        "POST", "/v1/invoices/{invoice_id}/reverse-manual-payment", "invoices.write", ("paymentIntentId",)
    ),
    "invoices.send": Route("POST", "/v1/invoices/{invoice_id}/send", "invoices.write", ()),
    "invoices.sendReminder": Route("POST", "/v1/invoices/{invoice_id}/send-reminder", "invoices.write", ()),
    "invoices.update": Route("PATCH", "/v1/invoices/{invoice_id}", "invoices.write", ()),
    "invoices.void": Route("POST", "/v1/invoices/{invoice_id}/void", "invoices.write", ()),
    "items.adjustInventory": Route(
        "POST", "/v1/items/{item_id}/inventory/adjust", "items.write", ("quantityDelta", "changeReason")
    ),
    "items.create": Route("POST", "/v1/items", "items.write", ("name", "unitPriceMoney")),
    "items.delete": Route("DELETE", "/v1/items/{item_id}", "items.write", ()),
    "items.get": Route("GET", "/v1/items/{item_id}", "items.read", ()),
    "items.list": Route("GET", "/v1/items", "items.read", ()),
    "items.listInventoryChanges": Route("GET", "/v1/items/{item_id}/inventory/changes", "items.read", ()),
    "items.update": Route("PATCH", "/v1/items/{item_id}", "items.write", ()),
    "orders.addCharge": Route("POST", "/v1/orders/{order_id}/charges", "orders.write", ("name",)),
    "orders.addDiscount": Route("POST", "/v1/orders/{order_id}/discounts/add", "orders.write", ("name",)),
    "orders.addLineItems": Route("POST", "/v1/orders/{order_id}/line-items/add", "orders.write", ("lineItems",)),
    "orders.addTips": Route("POST", "/v1/orders/{order_id}/tips/add", "orders.write", ()),
    "orders.applyCoupon": Route("POST", "/v1/orders/{order_id}/discounts/apply-coupon", "orders.write", ()),
    "orders.applyTax": Route("POST", "/v1/orders/{order_id}/tax/apply", "orders.write", ("taxAddress",)),
    "orders.calculate": Route("POST", "/v1/orders/calculate", "orders.read", ()),
    "orders.clone": Route("POST", "/v1/orders/{order_id}/clone", "orders.write", ()),
    "orders.close": Route("POST", "/v1/orders/{order_id}/close", "orders.write", ()),
    "orders.create": Route("POST", "/v1/orders", "orders.write", ()),
    "orders.explain": Route("GET", "/v1/orders/{order_id}/explain", "orders.read", ()),
    "orders.get": Route("GET", "/v1/orders/{order_id}", "orders.read", ()),
    "orders.list": Route("GET", "/v1/orders", "orders.read", ()),
    "orders.listActivities": Route("GET", "/v1/orders/{order_id}/activities", "orders.read", ()),
    "orders.pay": Route("POST", "/v1/orders/{order_id}/pay", "orders.write", ()),
    "orders.payById": Route("POST", "/v1/orders/pay", "orders.write", ("orderId",)),
    "orders.recordManualPayment": Route("POST", "/v1/orders/{order_id}/record-manual-payment", "orders.write", ()),
    "orders.removeCharge": Route("DELETE", "/v1/orders/{order_id}/charges/{charge_id}", "orders.write", ()),
    "orders.removeDiscounts": Route(
        "POST", "/v1/orders/{order_id}/discounts/remove", "orders.write", ("appliedDiscountIds",)
    ),
    "orders.removeLineItems": Route(
        "POST", "/v1/orders/{order_id}/line-items/remove", "orders.write", ("orderLineItemIds",)
    ),
    "orders.removeTips": Route("POST", "/v1/orders/{order_id}/tips/remove", "orders.write", ()),
    "orders.update": Route("PATCH", "/v1/orders/{order_id}", "orders.write", ()),
    "orders.updateLineItem": Route("PATCH", "/v1/orders/{order_id}/line-items/{line_item_id}", "orders.write", ()),
    "paymentIntents.cancel": Route(
        "POST", "/v1/payment-intents/{payment_intent_id}/cancel", "payment_intents.write", ()
    ),
    "paymentIntents.capture": Route(
        "POST", "/v1/payment-intents/{payment_intent_id}/capture", "payment_intents.write", ()
    ),
    "paymentIntents.confirm": Route(
        "POST", "/v1/payment-intents/{payment_intent_id}/confirm", "payment_intents.write", ()
    ),
    "paymentIntents.create": Route("POST", "/v1/payment-intents", "payment_intents.write", ()),
    "paymentIntents.get": Route("GET", "/v1/payment-intents/{payment_intent_id}", "payment_intents.read", ()),
    "paymentIntents.list": Route("GET", "/v1/payment-intents", "payment_intents.read", ()),
    "paymentIntents.update": Route("PATCH", "/v1/payment-intents/{payment_intent_id}", "payment_intents.write", ()),
    "paymentLinks.activate": Route("POST", "/v1/payment-links/{payment_link_id}/activate", "payment_links.write", ()),
    "paymentLinks.create": Route("POST", "/v1/payment-links", "payment_links.write", ("name",)),
    "paymentLinks.deactivate": Route(
        "POST", "/v1/payment-links/{payment_link_id}/deactivate", "payment_links.write", ()
    ),
    "paymentLinks.get": Route("GET", "/v1/payment-links/{payment_link_id}", "payment_links.read", ()),
    "paymentLinks.list": Route("GET", "/v1/payment-links", "payment_links.read", ()),
    "paymentLinks.update": Route("PATCH", "/v1/payment-links/{payment_link_id}", "payment_links.write", ()),
    "paymentMethods.create": Route(
        "POST", "/v1/payment-methods", "payment_methods.write", ("customerId", "paymentSourceToken")
    ),
    "paymentMethods.get": Route("GET", "/v1/payment-methods/{payment_method_id}", "payment_methods.read", ()),
    "paymentMethods.list": Route("GET", "/v1/payment-methods", "payment_methods.read", ()),
    "paymentMethods.remove": Route(
        "POST", "/v1/payment-methods/{payment_method_id}/remove", "payment_methods.write", ()
    ),
    "paymentMethods.setDefault": Route(
        "POST", "/v1/payment-methods/{payment_method_id}/set-default", "payment_methods.write", ()
    ),
    "plans.archive": Route("POST", "/v1/subscription-plans/{plan_id}/archive", "plans.write", ()),
    "plans.create": Route("POST", "/v1/subscription-plans", "plans.write", ("name", "billingInterval", "lineItems")),
    "plans.get": Route("GET", "/v1/subscription-plans/{plan_id}", "plans.read", ()),
    "plans.list": Route("GET", "/v1/subscription-plans", "plans.read", ()),
    "plans.update": Route("PATCH", "/v1/subscription-plans/{plan_id}", "plans.write", ()),
    "reconciliations.create": Route(
        "POST", "/v1/reconciliations", "reconciliations.write", ("createdAfter", "createdBefore")
    ),
    "refunds.create": Route("POST", "/v1/refunds", "refunds.write", ()),
    "refunds.get": Route("GET", "/v1/refunds/{refund_id}", "refunds.read", ()),
    "refunds.list": Route("GET", "/v1/refunds", "refunds.read", ()),
    "refunds.update": Route("PATCH", "/v1/refunds/{refund_id}", "refunds.write", ()),
    "sandbox.advanceClock": Route("POST", "/v1/sandbox/clock/advance", "sandbox.write", ()),
    "settings.get": Route("GET", "/v1/settings", "settings.read", ()),
    "settings.update": Route("PATCH", "/v1/settings", "settings.write", ()),
    "subscriptions.cancel": Route("POST", "/v1/subscriptions/{subscription_id}/cancel", "subscriptions.write", ()),
    "subscriptions.create": Route("POST", "/v1/subscriptions", "subscriptions.write", ("planId", "customerId")),
    "subscriptions.get": Route("GET", "/v1/subscriptions/{subscription_id}", "subscriptions.read", ()),
    "subscriptions.list": Route("GET", "/v1/subscriptions", "subscriptions.read", ()),
    "subscriptions.listOrders": Route("GET", "/v1/subscriptions/{subscription_id}/orders", "subscriptions.read", ()),
    "subscriptions.pause": Route("POST", "/v1/subscriptions/{subscription_id}/pause", "subscriptions.write", ()),
    "subscriptions.resume": Route("POST", "/v1/subscriptions/{subscription_id}/resume", "subscriptions.write", ()),
    "subscriptions.update": Route("PATCH", "/v1/subscriptions/{subscription_id}", "subscriptions.write", ()),
    "taxRates.create": Route("POST", "/v1/tax-rates", "tax_rates.write", ("name", "percentage")),
    "taxRates.delete": Route("DELETE", "/v1/tax-rates/{tax_rate_id}", "tax_rates.write", ()),
    "taxRates.get": Route("GET", "/v1/tax-rates/{tax_rate_id}", "tax_rates.read", ()),
    "taxRates.list": Route("GET", "/v1/tax-rates", "tax_rates.read", ()),
    "taxRates.update": Route("PATCH", "/v1/tax-rates/{tax_rate_id}", "tax_rates.write", ()),
    "webhookEndpoints.create": Route("POST", "/v1/webhooks", "webhooks.write", ("url", "subscribedEvents")),
    "webhookEndpoints.delete": Route("DELETE", "/v1/webhooks/{webhook_endpoint_id}", "webhooks.write", ()),
    "webhookEndpoints.get": Route("GET", "/v1/webhooks/{webhook_endpoint_id}", "webhooks.read", ()),
    "webhookEndpoints.list": Route("GET", "/v1/webhooks", "webhooks.read", ()),
    "webhookEndpoints.replay": Route(
        "POST", "/v1/webhooks/{webhook_endpoint_id}/replay", "webhooks.write", ("createdAfter",)
    ),
    "webhookEndpoints.rotateSecret": Route(
        "POST", "/v1/webhooks/{webhook_endpoint_id}/rotate-secret", "webhooks.write", ()
    ),
    "webhookEndpoints.sendTest": Route("POST", "/v1/webhooks/{webhook_endpoint_id}/send-test", "webhooks.write", ()),
    "webhookEndpoints.update": Route("PATCH", "/v1/webhooks/{webhook_endpoint_id}", "webhooks.write", ()),
    "webhookEvents.get": Route("GET", "/v1/webhook-events/{webhook_event_id}", "webhooks.read", ()),
    "webhookEvents.list": Route("GET", "/v1/webhook-events", "webhooks.read", ()),
    "webhookEvents.resend": Route("POST", "/v1/webhook-events/{webhook_event_id}/resend", "webhooks.write", ()),
}
# END RENDERED ROUTES


def request_of(following: NextAction) -> dict[str, Any]:
    """`{action, method, href, requiredFields, requiredScope, body}`."""
    route = ROUTES[following.operation]
    required = route.required_fields if following.required is None else following.required
    return {
        "action": following.action or following.operation,
        "method": route.method,
        "href": route.path.format_map(_Named(following.path)),
        "requiredFields": tuple(required),
        "requiredScope": route.scope,
        "body": dict(following.body),
    }


class _Named(dict[str, str]):
    """What is not known yet of an address stays as its name: the caller chooses."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
