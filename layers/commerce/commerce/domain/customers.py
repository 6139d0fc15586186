"""Customers: known buyers, their addresses, and whether they are exempt from tax."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.jurisdictions import Address, TaxAddress
from commerce.domain.lifecycle import CustomerStatus


class Customer(Shape):
    """A customer."""

    id: str
    name: str | None = None
    email: str | None = None
    phone_number: str | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    tax_id: str | None = None
    tax_exempt: bool = False
    default_payment_method_id: str | None = None
    deleted: bool = Field(default=False, description="True in the answer to its deletion; it is not found afterwards.")
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    status: Annotated[CustomerStatus, INTERNAL] = CustomerStatus.ACTIVE
    payment_method_ids: Annotated[tuple[str, ...], INTERNAL] = ()
    """Saved cards that can be charged."""
    processor_customer_id: Annotated[str | None, INTERNAL] = None
    """Whom the processor keeps the cards for; None: nobody yet."""
    forget_due_at: Annotated[datetime | None, INTERNAL] = None
    """When the processor should be asked again to forget a deleted customer; None: it has, or knows none."""

    @computed_field
    def customer_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def email_key(self) -> str | None:
        """The e-mail address as it is compared."""
        return None if self.email is None else self.email.lower()

    @property
    def tax_address(self) -> TaxAddress | None:
        """Where what they buy is taxed: where it is sent, else where they are billed; None: neither names a country."""
        known = (self.shipping_address, self.billing_address)
        return next((address.for_tax for address in known if address is not None and address.for_tax is not None), None)

    def forgotten(self, now: datetime) -> "Customer":
        """What is kept of a deleted customer: that there was one, for the orders that name it."""
        return Customer(
            id=self.id,
            deleted=True,
            status=CustomerStatus.DELETED,
            processor_customer_id=self.processor_customer_id,
            version=self.version + 1,
            created_at=self.created_at,
            updated_at=now,
        )
