"""Stripe behind the gateway: one call per charge, keys that repeat safely, answers in Flint's words."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import stripe

from commerce.domain import errors
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.order_parts import Card
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    RefundOutcome,
)
from commerce.domain.payments import PaymentIntent
from commerce.domain.refunds import Refund

CONNECT_TIMEOUT_SECONDS = 2
READ_TIMEOUT_SECONDS = 10
TRIES = 2
"""Two tries of at most 12 seconds each stay within API Gateway's 29."""

LIST_WINDOW_SECONDS = 3600
PAGE_LIMIT = 100

ATTEMPT_MARK = "flint_payment_intent"
REFUND_MARK = "flint_refund"

DECLINE_CODES: Mapping[str, str] = {
    "card_declined": "CARD_DECLINED",
    "insufficient_funds": "INSUFFICIENT_FUNDS",
    "expired_card": "EXPIRED_CARD",
    "incorrect_cvc": "INCORRECT_CVC",
    "processing_error": "PROCESSING_ERROR",
    "authentication_required": "AUTHENTICATION_REQUIRED",
    "payment_intent_authentication_failure": "AUTHENTICATION_REQUIRED",
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

T = TypeVar("T")


class StripeGateway:
    """Stripe, at its own address or at a stand-in's."""

    def __init__(self, secret_key: str, api_base: str | None = None) -> None:
        """secret_key: `sk_test_…` or `sk_live_…`. api_base: None for Stripe itself."""
        http = stripe.RequestsClient(timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS))
        addresses: Any = {"api": api_base} if api_base else {}
        # The SDK does not retry a request whose reply was lost after it took effect; `_definite` does.
        self._client = stripe.StripeClient(
            secret_key, http_client=http, base_addresses=addresses, max_network_retries=0
        )

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Create and confirm in one call, under the intent's id as idempotency key."""
        params: Any = {
            "amount": intent.amount_money.amount,
            "currency": intent.amount_money.currency.lower(),
            "capture_method": intent.capture_method,
            "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {ATTEMPT_MARK: intent.id, "flint_order": intent.order_id},
            "expand": ["latest_charge"],
            **_source(intent.source_token or ""),
        }
        intents = self._client.v1.payment_intents
        options: Any = {"idempotency_key": intent.id}
        try:
            return _outcome(_definite(lambda: intents.create(params, options)))
        except stripe.CardError as error:
            return _declined(error)
        except stripe.InvalidRequestError as error:
            return _refused(error)

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """Retrieve the payment."""
        params: Any = {"expand": ["latest_charge"]}
        return _outcome(_definite(lambda: self._client.v1.payment_intents.retrieve(processor_payment_id, params)))

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """List the payments of the attempt's hour: listing is up to date, searching lags behind."""
        started = int(intent.created_at.timestamp())
        params: Any = {
            "created": {"gte": started - 60, "lte": started + LIST_WINDOW_SECONDS},
            "limit": PAGE_LIMIT,
            "expand": ["data.latest_charge"],
        }

        def search() -> stripe.PaymentIntent | None:
            for payment in self._client.v1.payment_intents.list(params).auto_paging_iter():
                if _mark(payment.metadata, ATTEMPT_MARK) == intent.id:
                    return payment
            return None

        payment = _definite(search)
        return None if payment is None else _outcome(payment)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel, and if it is too late for that, say what became of the payment."""
        intents = self._client.v1.payment_intents
        try:
            return _outcome(_definite(lambda: intents.cancel(processor_payment_id)))
        except stripe.InvalidRequestError:
            return self.look_up(processor_payment_id)

    def refund(self, refund: Refund) -> RefundOutcome:
        """Refund under the refund's id as idempotency key."""
        params: Any = {
            "payment_intent": refund.processor_payment_id,
            "amount": refund.amount_money.amount,
            "metadata": {REFUND_MARK: refund.id, "flint_order": refund.order_id},
        }
        if refund.reason != "other":
            params["reason"] = str(refund.reason)
        options: Any = {"idempotency_key": refund.id}
        try:
            return _refund_outcome(_definite(lambda: self._client.v1.refunds.create(params, options)))
        except (stripe.InvalidRequestError, stripe.CardError) as error:
            return RefundOutcome(RefundStatus.FAILED, None, error.code or "refused_by_processor")

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """Retrieve the refund."""
        return _refund_outcome(_definite(lambda: self._client.v1.refunds.retrieve(processor_refund_id)))

    def find_refund(self, refund: Refund) -> RefundOutcome | None:
        """List the payment's refunds and look for this one's id."""
        params: Any = {"payment_intent": refund.processor_payment_id, "limit": PAGE_LIMIT}

        def search() -> stripe.Refund | None:
            for found in self._client.v1.refunds.list(params).auto_paging_iter():
                if _mark(found.metadata, REFUND_MARK) == refund.id:
                    return found
            return None

        found = _definite(search)
        return None if found is None else _refund_outcome(found)


def _definite(call: Callable[[], T]) -> T:
    """Make a call until its outcome is known, at most TRIES times; the idempotency key makes repeating safe.

    Raises ProcessorUnavailable if it never is. Card and request errors are definite and pass through.
    """
    for remaining in reversed(range(TRIES)):
        try:
            return call()
        except (stripe.CardError, stripe.InvalidRequestError):
            raise
        except stripe.StripeError as error:
            if remaining and isinstance(error, stripe.APIConnectionError):
                continue
            raise errors.ProcessorUnavailable(
                "The card processor gave no definite answer; retry with the same idempotency key, "
                "or read the order: the payment is being looked up."
            ) from error
    raise AssertionError("unreachable: the last try returns or raises")


def _mark(metadata: Any, name: str) -> str | None:
    """What Flint wrote on a payment or refund; the SDK's metadata is no dict."""
    return None if metadata is None or name not in metadata else str(metadata[name])


def _source(token: str) -> dict[str, Any]:
    if token.startswith("pm_"):
        return {"payment_method": token}
    return {"payment_method_data": {"type": "card", "card": {"token": token}}}


def _outcome(payment: stripe.PaymentIntent) -> ChargeOutcome:
    """Stripe's statuses in Flint's words."""
    match payment.status:
        case "succeeded":
            charge = payment.latest_charge
            if isinstance(charge, stripe.Charge):
                return Charged(payment.id, charge.id, _card(charge))
            return Charged(payment.id, charge)
        case "requires_action":
            return ActionRequired(payment.id, payment.client_secret)
        case "canceled":
            return Abandoned(payment.id)
        case "requires_payment_method":
            error = payment.last_payment_error
            code = _decline_code(getattr(error, "code", None), getattr(error, "decline_code", None))
            return Declined(code, DECLINE_MESSAGES[code], payment.id)
        case _:
            return InProgress(payment.id)


def _card(charge: stripe.Charge) -> Card | None:
    details = charge.payment_method_details
    card = None if details is None else details.card
    if card is None:
        return None
    return Card(brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year)


def _declined(error: stripe.CardError) -> Declined:
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


def _refused(error: stripe.InvalidRequestError) -> Declined:
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


def _refund_outcome(refund: stripe.Refund) -> RefundOutcome:
    status = REFUND_STATUSES.get(refund.status or "pending", RefundStatus.PENDING)
    return RefundOutcome(status, refund.id, getattr(refund, "failure_reason", None))
