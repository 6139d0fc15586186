"""What callers ask of customers."""

from typing import Annotated

from pydantic import Field, StringConstraints

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.fields import Email
from commerce.domain.jurisdictions import Address, TaxId

CustomerName = Annotated[str, StringConstraints(min_length=1, max_length=200), Field(examples=["Ada Lovelace"])]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ()./-]{3,32}$"), Field(examples=["+1 415 555 0132"])]
CustomerMetadata = Annotated[Metadata, Field(max_length=50)]


class CreateCustomer(Command):
    """A new customer."""

    name: CustomerName | None = None
    email: Email | None = Field(default=None, description="One customer of yours has it; matched without case.")
    phone_number: PhoneNumber | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    tax_id: TaxId | None = None
    tax_exempt: Flag = Field(default=False, description="Orders of this customer bear no tax.")
    metadata: CustomerMetadata = {}


class UpdateCustomer(Command):
    """Changes of a customer; `null` clears. Orders that exist keep whether they bear tax."""

    name: CustomerName | None = None
    email: Email | None = None
    phone_number: PhoneNumber | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    tax_id: TaxId | None = None
    tax_exempt: Flag | None = None
    metadata: CustomerMetadata | None = None
