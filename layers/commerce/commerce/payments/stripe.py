"""Stripe behind the gateway: one call per charge, keys that repeat safely, answers in Flint's words."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

import stripe

from commerce.domain import errors
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import ChargeOutcome, Owner, ProcessorPayment, ProcessorRefund, RefundOutcome
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund
from commerce.payments.stripe_answers import (
    ATTEMPT_MARK,
    MERCHANT_MARK,
    ORDER_MARK,
    REFUND_MARK,
    TRY_MARK,
    charge_outcome,
    declined,
    dispute_of,
    listed_payment,
    listed_refund,
    mark,
    owner,
    refund_outcome,
    refused,
    source_params,
)
from commerce.payments.stripe_http import PooledClient

CONNECT_TIMEOUT_SECONDS = 2
READ_TIMEOUT_SECONDS = 10
TRIES = 2
"""Two tries of at most 12 seconds each stay within API Gateway's 29."""

MAX_LISTED = 5_000
PAGE_LIMIT = 100

T = TypeVar("T")


class StripeGateway:
    """Stripe, at its own address or at a stand-in's."""

    def __init__(self, secret_key: str, api_base: str | None = None) -> None:
        """secret_key: `sk_test_…` or `sk_live_…`. api_base: None for Stripe itself."""
        http = PooledClient(connect_seconds=CONNECT_TIMEOUT_SECONDS, read_seconds=READ_TIMEOUT_SECONDS)
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
            "capture_method": str(intent.capture_method),
            "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {
                ATTEMPT_MARK: intent.id,
                TRY_MARK: intent.charge_key,
                MERCHANT_MARK: intent.merchant_id,
                ORDER_MARK: intent.order_id,
            },
            "expand": ["latest_charge"],
            **source_params(intent.source_token or ""),
        }
        intents = self._client.v1.payment_intents
        options: Any = {"idempotency_key": intent.charge_key}
        try:
            return charge_outcome(_definite(lambda: intents.create(params, options)))
        except stripe.CardError as error:
            return declined(error)
        except stripe.InvalidRequestError as error:
            return refused(error)

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Capture under a key of its own; Stripe lets the rest go."""
        known = str(intent.processor_details.stripe.payment_intent_id)
        params: Any = {"amount_to_capture": intent.capture_amount, "expand": ["latest_charge"]}
        options: Any = {"idempotency_key": intent.capture_key}
        intents = self._client.v1.payment_intents
        try:
            return charge_outcome(_definite(lambda: intents.capture(known, params, options)))
        except (stripe.InvalidRequestError, stripe.CardError):
            return self.look_up(known)

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """Retrieve the payment."""
        params: Any = {"expand": ["latest_charge"]}
        return charge_outcome(_definite(lambda: self._client.v1.payment_intents.retrieve(processor_payment_id, params)))

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """List the payments of the time in which the call may have been made: listing is up to date, searching lags."""
        params: Any = {**_between(*intent.charge_window), "expand": ["data.latest_charge"]}

        def search() -> stripe.PaymentIntent | None:
            for payment in self._payments(params):
                if mark(payment.metadata, TRY_MARK) == intent.charge_key:
                    return payment
            return None

        payment = _definite(search)
        return None if payment is None else charge_outcome(payment)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel, and if it is too late for that, say what became of the payment."""
        intents = self._client.v1.payment_intents
        try:
            return charge_outcome(_definite(lambda: intents.cancel(processor_payment_id)))
        except stripe.InvalidRequestError:
            return self.look_up(processor_payment_id)

    def refund(self, refund: Refund) -> RefundOutcome:
        """Refund under the refund's id as idempotency key."""
        params: Any = {
            "payment_intent": refund.processor_payment_id,
            "amount": refund.amount_money.amount,
            "metadata": {
                REFUND_MARK: refund.id,
                ATTEMPT_MARK: refund.payment_intent_id,
                MERCHANT_MARK: refund.merchant_id,
                ORDER_MARK: refund.order_id,
            },
        }
        if refund.reason != "other":
            params["reason"] = str(refund.reason)
        options: Any = {"idempotency_key": refund.id}
        try:
            return refund_outcome(_definite(lambda: self._client.v1.refunds.create(params, options)))
        except (stripe.InvalidRequestError, stripe.CardError) as error:
            return RefundOutcome(RefundStatus.FAILED, None, error.code or "refused_by_processor")

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """Retrieve the refund."""
        return refund_outcome(_definite(lambda: self._client.v1.refunds.retrieve(processor_refund_id)))

    def find_refund(self, refund: Refund) -> RefundOutcome | None:
        """List the payment's refunds and look for this one's id."""
        params: Any = {"payment_intent": refund.processor_payment_id, "limit": PAGE_LIMIT}

        def search() -> stripe.Refund | None:
            for found in self._client.v1.refunds.list(params).auto_paging_iter():
                if mark(found.metadata, REFUND_MARK) == refund.id:
                    return found
            return None

        found = _definite(search)
        return None if found is None else refund_outcome(found)

    def forget_customer(self, processor_customer_id: str) -> None:
        """Delete the customer; Stripe detaches its cards."""
        try:
            _definite(lambda: self._client.v1.customers.delete(processor_customer_id))
        except stripe.InvalidRequestError:
            return  # it was deleted before

    def look_up_dispute(self, processor_payment_id: str) -> Dispute | None:
        """List the payment's disputes, the latest first."""
        params: Any = {"payment_intent": processor_payment_id, "limit": 1}
        found = _definite(lambda: self._client.v1.disputes.list(params)).data
        return dispute_of(found[0]) if found else None

    def owner_of_payment(self, processor_payment_id: str) -> Owner | None:
        """Retrieve the payment and read what Flint wrote on it."""
        return self._owner(lambda: self._client.v1.payment_intents.retrieve(processor_payment_id).metadata)

    def owner_of_refund(self, processor_refund_id: str) -> Owner | None:
        """Retrieve the refund and read what Flint wrote on it."""
        return self._owner(lambda: self._client.v1.refunds.retrieve(processor_refund_id).metadata)

    def owner_of_dispute(self, processor_dispute_id: str) -> Owner | None:
        """Retrieve the dispute's payment and read what Flint wrote on it."""
        params: Any = {"expand": ["payment_intent"]}

        def read() -> Any:
            payment = self._client.v1.disputes.retrieve(processor_dispute_id, params).payment_intent
            return payment.metadata if isinstance(payment, stripe.PaymentIntent) else None

        return self._owner(read)

    def payments_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorPayment]:
        """List payments, and keep the merchant's."""
        params: Any = {**_between(start, end), "expand": ["data.latest_charge"]}
        payments = _definite(lambda: list(islice(self._payments(params), MAX_LISTED)))
        mine = (payment for payment in payments if mark(payment.metadata, MERCHANT_MARK) == merchant_id)
        return [listed for payment in mine if (listed := listed_payment(payment)) is not None]

    def refunds_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorRefund]:
        """List refunds, and keep the merchant's."""
        params: Any = _between(start, end)
        refunds = _definite(lambda: list(islice(self._client.v1.refunds.list(params).auto_paging_iter(), MAX_LISTED)))
        mine = (refund for refund in refunds if mark(refund.metadata, MERCHANT_MARK) == merchant_id)
        return [listed for refund in mine if (listed := listed_refund(refund)) is not None]

    def payment(self, processor_payment_id: str) -> ProcessorPayment | None:
        """Retrieve the payment."""
        params: Any = {"expand": ["latest_charge"]}
        intents = self._client.v1.payment_intents
        try:
            return listed_payment(_definite(lambda: intents.retrieve(processor_payment_id, params)))
        except stripe.InvalidRequestError:
            return None

    def refund_made(self, processor_refund_id: str) -> ProcessorRefund | None:
        """Retrieve the refund."""
        try:
            return listed_refund(_definite(lambda: self._client.v1.refunds.retrieve(processor_refund_id)))
        except stripe.InvalidRequestError:
            return None

    def _payments(self, params: Any) -> Iterator[stripe.PaymentIntent]:
        return self._client.v1.payment_intents.list(params).auto_paging_iter()

    @staticmethod
    def _owner(read: Callable[[], Any]) -> Owner | None:
        try:
            return owner(_definite(read))
        except stripe.InvalidRequestError:
            return None  # Stripe does not know it under this key


def _between(start: datetime, end: datetime) -> dict[str, Any]:
    return {"created": {"gte": int(start.timestamp()), "lte": int(end.timestamp())}, "limit": PAGE_LIMIT}


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
