"""Stripe's objects and errors in Flint's words."""

from collections.abc import Mapping
from typing import Any

# Annotations name the SDK's resources in quotes: it loads the module of one when it is first asked for.
import stripe

from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    CardSaved,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    Owner,
    ProcessorPayment,
    ProcessorRefund,
    RefundOutcome,
    SaveOutcome,
)
from commerce.domain.payment_parts import Card
from commerce.domain.payments import Dispute
from commerce.payments.stripe_money import from_stripe

ATTEMPT_MARK = "flint_payment_intent"
TRY_MARK = "flint_attempt"
REFUND_MARK = "flint_refund"
MERCHANT_MARK = "flint_merchant"
ORDER_MARK = "flint_order"
CUSTOMER_MARK = "flint_customer"
METHOD_MARK = "flint_payment_method"

DECLINE_CODES: Mapping[str, str] = {
    "card_declined": "CARD_DECLINED",
    "insufficient_funds": "INSUFFICIENT_FUNDS",
    "expired_card": "EXPIRED_CARD",
    "incorrect_cvc": "INCORRECT_CVC",
    "processing_error": "PROCESSING_ERROR",
    "authentication_required": "AUTHENTICATION_REQUIRED",
    "payment_intent_authentication_failure": "AUTHENTICATION_REQUIRED",
    "setup_intent_authentication_failure": "AUTHENTICATION_REQUIRED",
}

DECLINE_MESSAGES: Mapping[str, str] = {
    "CARD_DECLINED": "The card was declined; ask the buyer for another card.",
    "INSUFFICIENT_FUNDS": "The card has insufficient funds; ask the buyer for another card.",
    "EXPIRED_CARD": "The card has expired; ask the buyer for another card.",
    "INCORRECT_CVC": "The card's security code is wrong; ask the buyer to enter it again.",
    "PROCESSING_ERROR": "The card could not be processed; try again in a moment, or with another card.",
    "AUTHENTICATION_REQUIRED": "The bank asks the buyer to confirm; pay with the buyer present, or use another card.",
}

REFUND_STATUSES: Mapping[str, RefundStatus] = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


def mark(metadata: Any, name: str) -> str | None:
    """What Flint wrote on a payment or refund; the SDK's metadata is no dict."""
    return None if metadata is None or name not in metadata else str(metadata[name])


def source_params(token: str) -> dict[str, Any]:
    """How a payment says what to charge: a saved payment method, or a card's token."""
    if token.startswith("pm_"):
        return {"payment_method": token}
    return {"payment_method_data": {"type": "card", "card": {"token": token}}}


def charge_outcome(payment: "stripe.PaymentIntent") -> ChargeOutcome:
    """Stripe's statuses in Flint's words."""
    match payment.status:
        case "succeeded":
            known = payment.payment_method
            method_id = known.id if isinstance(known, stripe.PaymentMethod) else known
            return Charged(payment.id, *_charge(payment), amount=_taken(payment), saved_method_id=method_id)
        case "requires_capture":
            return Authorized(payment.id, *_charge(payment))
        case "requires_action" | "requires_confirmation":
            return ActionRequired(payment.id, payment.client_secret)
        case "canceled":
            return Abandoned(payment.id)
        case "requires_payment_method":
            error = payment.last_payment_error
            code = _decline_code(getattr(error, "code", None), getattr(error, "decline_code", None))
            return Declined(code, DECLINE_MESSAGES[code], payment.id)
        case _:
            return InProgress(payment.id)


def _taken(payment: "stripe.PaymentIntent") -> int:
    return from_stripe(payment.amount_received, payment.currency)


def save_outcome(setup: "stripe.SetupIntent") -> SaveOutcome:
    """What became of saving a card."""
    match setup.status:
        case "succeeded":
            method = setup.payment_method
            if not isinstance(method, stripe.PaymentMethod):
                return InProgress(setup.id)  # asked for without its card
            card = method.card
            shown = None
            if card is not None:
                shown = Card(brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year)
            owner_id = method.customer.id if isinstance(method.customer, stripe.Customer) else method.customer
            return CardSaved(setup.id, method.id, shown, owner_id)
        case "requires_action" | "requires_confirmation":
            return ActionRequired(setup.id, setup.client_secret)
        case "canceled":
            return Abandoned(setup.id)
        case "requires_payment_method":
            error = setup.last_setup_error
            code = _decline_code(getattr(error, "code", None), getattr(error, "decline_code", None))
            return Declined(code, DECLINE_MESSAGES[code], setup.id)
        case _:
            return InProgress(setup.id)


def _charge(payment: "stripe.PaymentIntent") -> tuple[str | None, Card | None]:
    """The charge's id, and what may be shown of its card."""
    charge = payment.latest_charge
    return (charge.id, _card(charge)) if isinstance(charge, stripe.Charge) else (charge, None)


def _card(charge: "stripe.Charge") -> Card | None:
    details = charge.payment_method_details
    card = None if details is None else details.card
    if card is None:
        return None
    return Card(brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year)


def declined(error: stripe.CardError) -> Declined:
    """A card that was not charged."""
    body = error.error
    code = _decline_code(error.code, None if body is None else body.decline_code)
    payment = None if body is None else getattr(body, "payment_intent", None)
    return Declined(code, DECLINE_MESSAGES[code], None if payment is None else payment.id)


def _decline_code(code: str | None, decline_code: str | None) -> str:
    """The more telling of Stripe's two codes that the contract knows; anything else is a plain decline."""
    for told in (decline_code, code):
        known = DECLINE_CODES.get(told or "", "CARD_DECLINED")
        if known != "CARD_DECLINED":
            return known
    return "CARD_DECLINED"


def refused(error: stripe.InvalidRequestError) -> Declined:
    """Stripe did not take the request: nothing was charged, and nothing will be."""
    if error.code == "amount_too_small":
        return Declined(
            "AMOUNT_TOO_SMALL", "The balance is below what the card processor charges; add items.", status=400
        )
    if error.code == "amount_too_large":
        return Declined("AMOUNT_TOO_LARGE", "The balance is above what the card processor charges at once.", status=400)
    return Declined(
        "PAYMENT_SOURCE_INVALID",
        "The card processor does not know this payment source, or it was used before; create a new token.",
        status=400,
    )


def refused_amount(currency: str) -> Declined:
    """An amount that was not even sent: Stripe takes whole units of this currency only."""
    told = f"The card processor charges {currency} in whole units only; change the amount so that it ends in 00."
    return Declined("PAYMENT_SOURCE_INVALID", told, status=400)


def _money(amount: int, currency: str) -> Money:
    return Money(amount=from_stripe(amount, currency), currency=currency.upper())


def refund_outcome(refund: "stripe.Refund") -> RefundOutcome:
    """How a refund stands."""
    status = REFUND_STATUSES.get(refund.status or "pending", RefundStatus.PENDING)
    return RefundOutcome(status, refund.id, getattr(refund, "failure_reason", None))


def owner(metadata: Any) -> Owner | None:
    """Whose a payment or refund is, by what Flint wrote on it."""
    merchant_id, intent_id = mark(metadata, MERCHANT_MARK), mark(metadata, ATTEMPT_MARK)
    if not merchant_id or not intent_id:
        return None
    return Owner(merchant_id, intent_id, mark(metadata, REFUND_MARK))


def listed_payment(payment: "stripe.PaymentIntent") -> ProcessorPayment | None:
    """A payment as books are compared; None if Flint did not make it."""
    made_by = owner(payment.metadata)
    if made_by is None:
        return None
    outcome = charge_outcome(payment)
    taken = payment.amount_received if isinstance(outcome, Charged) else payment.amount
    money = _money(taken, payment.currency)
    return ProcessorPayment(payment.id, made_by.payment_intent_id, money, outcome)


def listed_refund(refund: "stripe.Refund") -> ProcessorRefund | None:
    """A refund as books are compared; None if Flint did not make it."""
    made_by = owner(refund.metadata)
    if made_by is None or made_by.refund_id is None:
        return None
    return ProcessorRefund(refund.id, made_by.refund_id, made_by.payment_intent_id, refund_outcome(refund))


def dispute_of(dispute: "stripe.Dispute") -> Dispute:
    """A dispute as it is shown."""
    money = _money(dispute.amount, dispute.currency)
    return Dispute(processor_dispute_id=dispute.id, status=dispute.status, reason=dispute.reason, amount_money=money)
