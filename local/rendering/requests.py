"""An example body for every operation that takes one."""

from __future__ import annotations

from typing import Any

from local.rendering.examples import ORDER, REFUND_AMOUNT, made_up_id, walkthrough

Body = dict[str, Any]


def example_bodies() -> dict[str, Body]:
    """Bodies by the operation's name, as callers would send them."""
    walk = walkthrough()
    line_ids = [line.id for line in walk.created.lines]
    tip = {"percent": "18"}
    address = {"country": "US", "state": "CA", "postalCode": "94105"}
    return {
        "apiKeys.create": {
            "name": "Shopping agent",
            "scopes": ["orders.read", "orders.write"],
            "agentLimits": {
                "maxAmountMoney": {"amount": 20_000},
                "maxDailyAmountMoney": {"amount": 50_000},
                "confirmationThresholdMoney": {"amount": 5_000},
                "allowedActions": ["orders.create", "orders.applyCoupon", "orders.pay"],
            },
        },
        "sandbox.advanceClock": {"seconds": 86_400},
        "checkoutSessions.create": {
            "orderId": walk.created.id,
            "successRedirectUrl": "https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}",
            "cancelRedirectUrl": "https://shop.example.com/cart",
            "allowCoupon": True,
        },
        "paymentLinks.create": {
            "name": "Workshop in spring",
            "lineItems": [{"name": "Seat", "unitPriceMoney": {"amount": 9900, "currency": "USD"}}],
            "allowQuantityAdjustment": True,
            "maxCompletions": 20,
        },
        "paymentLinks.update": {"maxCompletions": 30},
        "coupons.create": {"name": "Spring sale", "couponCode": "SPRING10", "percentOff": "10", "maxUses": 500},
        "coupons.update": {"status": "disabled"},
        "items.adjustInventory": {"quantityDelta": 10, "changeReason": "received", "note": "Delivery 13"},
        "items.create": {
            "name": "Console",
            "unitPriceMoney": {"amount": 9900},
            "sku": "CONSOLE-1",
            "quantityAvailable": 40,
            "lowStockThreshold": 5,
        },
        "items.update": {"unitPriceMoney": {"amount": 8900}},
        "customers.create": {"name": "Ada Lovelace", "email": "ada@example.com"},
        "customers.update": {"phoneNumber": "+1 415 555 0132", "shippingAddress": address},
        "paymentMethods.create": {"customerId": walk.customer.id, "paymentSourceToken": "tok_visa"},
        "invoices.create": {"orderId": walk.created.id, "recipientEmail": "ada@example.com", "memo": "Thank you"},
        "invoices.recordManualPayment": {"sourceType": "bank_transfer", "reference": "Statement 7"},
        "invoices.reverseManualPayment": {"paymentIntentId": walk.charged.id, "reason": "Another invoice's money"},
        "invoices.send": {"recipientEmail": "ada@example.com"},
        "invoices.update": {"memo": "Thank you for your order"},
        "orders.addCharge": {"name": "Delivery", "type": "delivery", "amountMoney": {"amount": 700}},
        "orders.addDiscount": {"name": "Sorry for the delay", "amountMoney": {"amount": 500}},
        "orders.addLineItems": {"lineItems": [{"name": "Cable", "quantity": 2, "unitPriceMoney": {"amount": 700}}]},
        "orders.addTips": tip,
        "orders.applyCoupon": {"couponCode": walk.coupon.coupon_code},
        "orders.applyTax": {"taxAddress": address},
        "orders.calculate": {**ORDER, "discounts": [{"couponCode": walk.coupon.coupon_code}], "tips": [tip]},
        "orders.close": {"reason": "delivered"},
        "orders.create": ORDER,
        "orders.pay": {"paymentSourceToken": "tok_visa"},
        "orders.payById": {"orderId": walk.created.id, "paymentSourceToken": "tok_visa"},
        "orders.recordManualPayment": {"sourceType": "cash", "reference": "Receipt 42"},
        "orders.removeDiscounts": {"appliedDiscountIds": [walk.discounted.applied_discounts[0].id]},
        "orders.removeLineItems": {"orderLineItemIds": [line_ids[1]]},
        "orders.removeTips": {"tipIds": [made_up_id("tip")]},
        "orders.update": {"metadata": {"channel": "web"}},
        "orders.updateLineItem": {"quantity": 3},
        "paymentIntents.cancel": {"cancellationReason": "The buyer changed their mind"},
        "paymentIntents.capture": {"amountMoney": {"amount": 5000}},
        "paymentIntents.confirm": {"paymentSourceToken": "tok_visa"},
        "paymentIntents.create": {
            "orderId": walk.created.id,
            "paymentSourceToken": "tok_visa",
            "autoConfirm": True,
            "captureMethod": "manual",
        },
        "paymentIntents.update": {"metadata": {"till": "3"}},
        "subscriptions.create": {"planId": walk.plan.id, "customerId": walk.customer.id, "quantity": 2},
        "subscriptions.update": {"quantity": 3},
        "subscriptions.pause": {"pauseDurationCycles": 2},
        "subscriptions.cancel": {"reason": "too dear"},
        "plans.create": {
            "name": "Pro, monthly",
            "billingInterval": "monthly",
            "lineItems": [{"name": "Pro", "unitPriceMoney": {"amount": 2900}}],
            "trialPeriodDays": 14,
        },
        "plans.update": {"lineItems": [{"name": "Pro", "unitPriceMoney": {"amount": 3500}}]},
        "reconciliations.create": {"createdAfter": "2026-11-22T00:00:00Z", "createdBefore": "2026-11-23T00:00:00Z"},
        "refunds.create": {"orderId": walk.paid.id, "amountMoney": {"amount": REFUND_AMOUNT}},
        "refunds.update": {"reasonMessage": "Add-on did not fit"},
        "settings.update": {"rounding": "half_even"},
        "taxRates.create": {
            "name": "California",
            "percentage": "7.25",
            "jurisdiction": {"country": "US", "state": "CA"},
        },
        "taxRates.update": {"percentage": "7.5"},
        "webhookEndpoints.create": {
            "url": walk.webhook_endpoint.url,
            "subscribedEvents": list(walk.webhook_endpoint.subscribed_events),
            "description": walk.webhook_endpoint.description,
        },
        "webhookEndpoints.replay": {"createdAfter": "2026-01-01T00:00:00Z", "eventTypes": ["order.created"]},
        "webhookEndpoints.rotateSecret": {"previousSecretValidSeconds": 3600},
        "webhookEndpoints.update": {"subscribedEvents": ["*"]},
    }
