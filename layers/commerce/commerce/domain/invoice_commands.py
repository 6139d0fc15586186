"""What callers ask of invoices."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command
from commerce.domain.fields import CustomerId, Email, OrderId, OrderMetadata
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.moments import Moment
from commerce.domain.money import Currency
from commerce.domain.order_commands import NewLine, TaxChoices
from commerce.domain.orders import MAX_LINES

Memo = Annotated[str, StringConstraints(max_length=1000)]


class CreateInvoice(Command):
    """A draft: of an order that exists, or of lines, for which an order is made."""

    order_id: OrderId | None = None
    line_items: Annotated[tuple[NewLine, ...], Field(max_length=MAX_LINES)] = ()
    taxes: TaxChoices | None = None
    tax_address: TaxAddress | None = None
    currency: Currency | None = None
    customer_id: CustomerId | None = None
    recipient_email: Email | None = None
    due_at: Moment | None = Field(default=None, description="Omitted: 30 days after it is issued.")
    memo: Memo | None = None
    metadata: OrderMetadata = {}

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Self:
        if (self.order_id is None) == (not self.line_items):
            raise ValueError("send either orderId or lineItems")
        if self.order_id and (self.taxes is not None or self.tax_address or self.currency or self.customer_id):
            raise ValueError("the order says its taxes, taxAddress, currency and customerId; send them with lineItems")
        return self


class UpdateInvoice(Command):
    """Changes of a draft; once issued, only metadata can change."""

    recipient_email: Email | None = None
    due_at: Moment | None = None
    memo: Memo | None = None
    metadata: OrderMetadata | None = None


class SendInvoice(Command):
    """Who gets the invoice."""

    recipient_email: Email | None = Field(default=None, description="Omitted: the invoice's own recipient.")
