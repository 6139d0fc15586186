"""Stripe behind the gateway: one call per charge, keys that repeat safely, answers in Flint's words."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import stripe

from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import ChargeOutcome, Owner, ProcessorPayment, ProcessorRefund, RefundOutcome
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
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
    refused_amount,
    source_params,
)
from commerce.payments.stripe_calls import PAGE_LIMIT, between, definite
from commerce.payments.stripe_cards import SavedCards
from commerce.payments.stripe_http import PooledClient
from commerce.payments.stripe_money import NoSuchAmountAtStripe, to_stripe

CONNECT_TIMEOUT_SECONDS = 2
READ_TIMEOUT_SECONDS = 10
MAX_LISTED = 5_000


class StripeGateway(SavedCards):
    """Stripe, at its own address or at a stand-in's."""

    def __init__(self, secret_key: str, api_base: str | None = None) -> None:
        """secret_key: `sk_test_…` or `sk_live_…`. api_base: None for Stripe itself."""
        http = PooledClient(connect_seconds=CONNECT_TIMEOUT_SECONDS, read_seconds=READ_TIMEOUT_SECONDS)
        addresses: Any = {"api": api_base} if api_base else {}
        # The SDK does not retry a request whose reply was lost after it took effect; `definite` does.
        self._client = stripe.StripeClient(
            secret_key, http_client=http, base_addresses=addresses, max_network_retries=0
        )

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Create and confirm in one call, under the intent's id as idempotency key."""
        try:
            amount = to_stripe(intent.amount_money.amount, intent.amount_money.currency)
        except NoSuchAmountAtStripe:
            return refused_amount(intent.amount_money.currency)
        params: Any = {
            "amount": amount,
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
        if intent.processor_customer_id is not None:
            params["customer"] = intent.processor_customer_id
        if intent.saves_payment_method:
            params["setup_future_usage"] = "off_session"
        if intent.off_session:
            params["off_session"] = True
        intents = self._client.v1.payment_intents
        options: Any = {"idempotency_key": intent.charge_key}
        try:
            return charge_outcome(definite(lambda: intents.create(params, options)))
        except stripe.CardError as error:
            return declined(error)
        except stripe.InvalidRequestError as error:
            return refused(error)

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Capture under a key of its own; Stripe lets the rest go."""
        known = str(intent.processor_details.stripe.payment_intent_id)
        assert intent.capture_amount is not None, "it was decided before it is asked for"
        try:
            amount = to_stripe(intent.capture_amount, intent.amount_money.currency)
        except NoSuchAmountAtStripe:
            return self.look_up(known)
        params: Any = {"amount_to_capture": amount, "expand": ["latest_charge"]}
        options: Any = {"idempotency_key": intent.capture_key}
        intents = self._client.v1.payment_intents
        try:
            return charge_outcome(definite(lambda: intents.capture(known, params, options)))
        except (stripe.InvalidRequestError, stripe.CardError):
            return self.look_up(known)

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """Retrieve the payment."""
        params: Any = {"expand": ["latest_charge"]}
        return charge_outcome(definite(lambda: self._client.v1.payment_intents.retrieve(processor_payment_id, params)))

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """List the payments of the time in which the call may have been made: listing is up to date, searching lags."""
        params: Any = {**between(*intent.charge_window), "expand": ["data.latest_charge"]}

        def search() -> "stripe.PaymentIntent | None":
            for payment in self._payments(params):
                if mark(payment.metadata, TRY_MARK) == intent.charge_key:
                    return payment
            return None

        payment = definite(search)
        return None if payment is None else charge_outcome(payment)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel, and if it is too late for that, say what became of the payment."""
        intents = self._client.v1.payment_intents
        try:
            return charge_outcome(definite(lambda: intents.cancel(processor_payment_id)))
        except stripe.InvalidRequestError:
            return self.look_up(processor_payment_id)

    def refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        """Refund under the part's own key, which follows from the refund's id."""
        try:
            amount = to_stripe(part.amount_money.amount, part.amount_money.currency)
        except NoSuchAmountAtStripe:
            return RefundOutcome(RefundStatus.FAILED, None, "amount_not_refundable_by_processor")
        params: Any = {
            "payment_intent": part.processor_payment_id,
            "amount": amount,
            "metadata": {
                REFUND_MARK: refund.id,
                ATTEMPT_MARK: part.payment_intent_id,
                MERCHANT_MARK: refund.merchant_id,
                ORDER_MARK: refund.order_id,
            },
        }
        if refund.reason != "other":
            params["reason"] = str(refund.reason)
        options: Any = {"idempotency_key": part.key}
        try:
            return refund_outcome(definite(lambda: self._client.v1.refunds.create(params, options)))
        except (stripe.InvalidRequestError, stripe.CardError) as error:
            return RefundOutcome(RefundStatus.FAILED, None, error.code or "refused_by_processor")

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """Retrieve the refund."""
        return refund_outcome(definite(lambda: self._client.v1.refunds.retrieve(processor_refund_id)))

    def find_refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome | None:
        """List the payment's refunds and look for this one's id: a refund meets a payment once."""
        params: Any = {"payment_intent": part.processor_payment_id, "limit": PAGE_LIMIT}

        def search() -> "stripe.Refund | None":
            for found in self._client.v1.refunds.list(params).auto_paging_iter():
                if mark(found.metadata, REFUND_MARK) == refund.id:
                    return found
            return None

        found = definite(search)
        return None if found is None else refund_outcome(found)

    def look_up_dispute(self, processor_payment_id: str) -> Dispute | None:
        """List the payment's disputes, the latest first."""
        params: Any = {"payment_intent": processor_payment_id, "limit": 1}
        found = definite(lambda: self._client.v1.disputes.list(params)).data
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
        params: Any = {**between(start, end), "expand": ["data.latest_charge"]}
        payments = definite(lambda: list(islice(self._payments(params), MAX_LISTED)))
        mine = (payment for payment in payments if mark(payment.metadata, MERCHANT_MARK) == merchant_id)
        return [listed for payment in mine if (listed := listed_payment(payment)) is not None]

    def refunds_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorRefund]:
        """List refunds, and keep the merchant's."""
        params: Any = between(start, end)
        refunds = definite(lambda: list(islice(self._client.v1.refunds.list(params).auto_paging_iter(), MAX_LISTED)))
        mine = (refund for refund in refunds if mark(refund.metadata, MERCHANT_MARK) == merchant_id)
        return [listed for refund in mine if (listed := listed_refund(refund)) is not None]

    def payment(self, processor_payment_id: str) -> ProcessorPayment | None:
        """Retrieve the payment."""
        params: Any = {"expand": ["latest_charge"]}
        intents = self._client.v1.payment_intents
        try:
            return listed_payment(definite(lambda: intents.retrieve(processor_payment_id, params)))
        except stripe.InvalidRequestError:
            return None

    def refund_made(self, processor_refund_id: str) -> ProcessorRefund | None:
        """Retrieve the refund."""
        try:
            return listed_refund(definite(lambda: self._client.v1.refunds.retrieve(processor_refund_id)))
        except stripe.InvalidRequestError:
            return None

    def _payments(self, params: Any) -> "Iterator[stripe.PaymentIntent]":
        return self._client.v1.payment_intents.list(params).auto_paging_iter()

    @staticmethod
    def _owner(read: Callable[[], Any]) -> Owner | None:
        try:
            return owner(definite(read))
        except stripe.InvalidRequestError:
            return None  # Stripe does not know it under this key
