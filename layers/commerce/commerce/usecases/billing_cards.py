"""What billing takes over from a customer: what an order says of its buyer, and the card that is charged."""

from dataclasses import dataclass
from typing import Any

from commerce.context import Context
from commerce.domain.billing_cycles import Buyer
from commerce.domain.customers import Customer
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.subscriptions import Subscription
from commerce.store.store import Found


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A card that can be charged without its holder."""

    payment_method_id: str
    processor_customer_id: str
    processor_method_id: str

    @property
    def source(self) -> dict[str, Any]:
        """What a payment intent says of it."""
        return {
            "payment_method_id": self.payment_method_id,
            "processor_customer_id": self.processor_customer_id,
            "source_token": self.processor_method_id,
        }


Party = tuple[Buyer, SavedCard | None]
"""A subscription's customer as they are now, and its card, else their default one; None: there is none to charge."""


def read_party(ctx: Context, subscription: Subscription) -> Party:
    """Read them: two round trips where the default card is charged."""
    names = [subscription.customer_id, *filter(None, [subscription.payment_method_id])]
    found = ctx.store.read(*names)
    customer = found.get(Customer, subscription.customer_id)
    if customer is None or customer.deleted:
        return Buyer(), None  # deleted; what it owes stays to be paid
    return party_of(ctx, found, customer, subscription.payment_method_id)


def party_of(ctx: Context, found: Found, customer: Customer, payment_method_id: str | None) -> Party:
    """The same with a customer, and maybe the card, that were read already."""
    wanted = payment_method_id or customer.default_payment_method_id
    if wanted is None:
        return buyer_of(customer), None
    if found.get(PaymentMethod, wanted) is None:
        found = ctx.store.read(wanted)
    return buyer_of(customer), saved_card(found, customer, wanted)


def buyer_of(customer: Customer) -> Buyer:
    """What an order takes over from its customer."""
    return Buyer(customer.email, customer.tax_address, customer.tax_exempt)


def saved_card(found: Found, customer: Customer, payment_method_id: str) -> SavedCard | None:
    """A card of this customer that can be charged, among what was read."""
    method = found.get(PaymentMethod, payment_method_id)
    if method is None or method.customer_id != customer.id or method.status is not PaymentMethodStatus.ACTIVE:
        return None
    if method.processor_method_id is None or method.processor_customer_id is None:
        return None
    return SavedCard(method.id, method.processor_customer_id, method.processor_method_id)
