"""Stripe Tax: asked whenever what it would tax has changed; its answer is kept on the order, amount by amount."""

from collections.abc import Callable

from commerce.domain.orders import Order
from commerce.domain.provided_taxes import ProvidedTaxes
from commerce.domain.tax_quotes import TaxQuestion, question_of

Quote = Callable[[TaxQuestion], ProvidedTaxes]
"""Asks Stripe; loaded only when there is a question."""


class StripeTax:
    """Stripe's knowledge of places and products. Without a tax address, and where the caller named taxes, unasked."""

    def __init__(self, quote: Quote) -> None:
        self._quote = quote

    def taxed(self, order: Order, *, moved: bool) -> Order:  # noqa: ARG002 (the address is part of the question)
        """Ask if the order has a question other than the one that was answered last."""
        question, answered = question_of(order), order.provided_taxes
        if question is None:
            return order.evolve(provided_taxes=None)
        if answered is not None and answered.fingerprint == question.fingerprint:
            return order
        return order.evolve(provided_taxes=self._quote(question))
