"""What callers ask of saved cards."""

from commerce.domain.entity import Command
from commerce.domain.fields import CustomerId, OrderMetadata, PaymentSourceToken


class CreatePaymentMethod(Command):
    """A card to be saved."""

    customer_id: CustomerId
    payment_source_token: PaymentSourceToken
    metadata: OrderMetadata = {}
