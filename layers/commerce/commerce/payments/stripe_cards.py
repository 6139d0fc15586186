"""Saved cards at Stripe: customers, and the setup intents by which they agree to be charged again."""

from contextlib import suppress
from typing import Any

import stripe

from commerce.domain.customers import Customer
from commerce.domain.deadlines import CLOCK_MARGIN, GIVE_UP_AFTER
from commerce.domain.outcomes import Owner, SaveOutcome
from commerce.domain.payment_methods import PaymentMethod
from commerce.payments.stripe_answers import (
    CUSTOMER_MARK,
    MERCHANT_MARK,
    METHOD_MARK,
    declined,
    mark,
    refused,
    save_outcome,
    source_params,
)
from commerce.payments.stripe_calls import between, definite


class SavedCards:
    """What the gateway does for saved cards."""

    _client: stripe.StripeClient

    def ensure_customer(self, merchant_id: str, customer: Customer) -> str:
        """Create the customer, under its id as idempotency key, then write its name on it.

        What is sent with a key must never change, and names do.
        """
        params: Any = {"metadata": {CUSTOMER_MARK: customer.id, MERCHANT_MARK: merchant_id}}
        options: Any = {"idempotency_key": customer.id}
        made = definite(lambda: self._client.v1.customers.create(params, options))
        names = {"name": customer.name, "email": customer.email}
        known: Any = {field: text for field, text in names.items() if text is not None}
        if known:
            with suppress(stripe.InvalidRequestError):  # Stripe takes fewer addresses than there are
                definite(lambda: self._client.v1.customers.update(made.id, known))
        return made.id

    def save_card(self, method: PaymentMethod) -> SaveOutcome:
        """Create and confirm a setup intent, under the payment method's id as idempotency key."""
        params: Any = {
            "customer": method.processor_customer_id,
            "confirm": True,
            "usage": "off_session",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {METHOD_MARK: method.id, MERCHANT_MARK: method.merchant_id},
            "expand": ["payment_method"],
            **source_params(method.source_token or ""),
        }
        options: Any = {"idempotency_key": method.id}
        try:
            return save_outcome(definite(lambda: self._client.v1.setup_intents.create(params, options)))
        except stripe.CardError as error:
            return declined(error)
        except stripe.InvalidRequestError as error:
            return refused(error)

    def look_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Retrieve the setup intent."""
        params: Any = {"expand": ["payment_method"]}
        return save_outcome(definite(lambda: self._client.v1.setup_intents.retrieve(processor_setup_id, params)))

    def find_saving(self, method: PaymentMethod) -> SaveOutcome | None:
        """List the setup intents of the time in which the call may have been made."""
        window = method.created_at - CLOCK_MARGIN, method.created_at + GIVE_UP_AFTER + CLOCK_MARGIN
        params: Any = {**between(*window), "expand": ["data.payment_method"]}

        def search() -> "stripe.SetupIntent | None":
            for setup in self._client.v1.setup_intents.list(params).auto_paging_iter():
                if mark(setup.metadata, METHOD_MARK) == method.id:
                    return setup
            return None

        setup = definite(search)
        return None if setup is None else save_outcome(setup)

    def give_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Cancel, and if it is too late for that, say what became of it."""
        try:
            return save_outcome(definite(lambda: self._client.v1.setup_intents.cancel(processor_setup_id)))
        except stripe.InvalidRequestError:
            return self.look_up_saving(processor_setup_id)

    def detach_card(self, processor_method_id: str) -> None:
        """Detach the payment method."""
        try:
            definite(lambda: self._client.v1.payment_methods.detach(processor_method_id))
        except stripe.InvalidRequestError:
            return  # it was detached before

    def owner_of_saving(self, processor_setup_id: str) -> Owner | None:
        """Retrieve the setup intent and read what Flint wrote on it."""
        try:
            metadata = definite(lambda: self._client.v1.setup_intents.retrieve(processor_setup_id)).metadata
        except stripe.InvalidRequestError:
            return None
        merchant_id, method_id = mark(metadata, MERCHANT_MARK), mark(metadata, METHOD_MARK)
        return Owner(merchant_id, "", payment_method_id=method_id) if merchant_id and method_id else None

    def forget_customer(self, processor_customer_id: str) -> None:
        """Delete the customer; Stripe detaches its cards."""
        try:
            definite(lambda: self._client.v1.customers.delete(processor_customer_id))
        except stripe.InvalidRequestError:
            return  # it was deleted before
