"""What callers ask of payment links."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import ItemId, Name, Note, OrderMetadata, Quantity, Url
from commerce.domain.lifecycle import PaymentLinkMode
from commerce.domain.moments import Moment
from commerce.domain.money import Currency, MoneyInput, PositiveMoneyInput
from commerce.domain.payment_links import MAX_DONATION_AMOUNTS, MAX_LINK_LINES
from commerce.domain.redirects import RedirectUrl
from commerce.domain.tax_rates import TaxCategory

Completions = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
DonationAmounts = Annotated[tuple[PositiveMoneyInput, ...], Field(max_length=MAX_DONATION_AMOUNTS)]


class NewLinkLine(Command):
    """A line of each order: an item of the catalog, whose price is today's at each order, or a name and a price."""

    item_id: ItemId | None = None
    name: Name | None = None
    quantity: Quantity = 1
    unit_price_money: MoneyInput | None = None
    description: Note | None = None
    image_url: Url | None = None
    taxable: Flag | None = Field(default=None, description="Omitted: as the item, else true.")
    tax_category: TaxCategory | None = None

    @model_validator(mode="after")
    def _says_what_is_sold(self) -> Self:
        if self.item_id is None and (self.name is None or self.unit_price_money is None):
            raise ValueError("send name and unitPriceMoney, or itemId")
        return self


LinkLines = Annotated[tuple[NewLinkLine, ...], Field(max_length=MAX_LINK_LINES)]


class CreatePaymentLink(Command):
    """A new link: to buy lines, or to give a donation of the buyer's choice."""

    name: Name
    mode: PaymentLinkMode = PaymentLinkMode.STANDARD
    line_items: LinkLines = ()
    donation_amounts: DonationAmounts = Field(default=(), description="Offered to donors, who may also name their own.")
    currency: Currency | None = Field(default=None, description="Omitted: the merchant's.")
    allow_quantity_adjustment: Flag = Field(default=False, description="The buyer may choose each line's quantity.")
    allow_tip: Flag = False
    allow_coupon: Flag = False
    max_completions: Completions | None = Field(default=None, description="Paid orders at most; omitted: any number.")
    expires_at: Moment | None = None
    success_redirect_url: RedirectUrl | None = None
    metadata: OrderMetadata = Field(default={}, description="Copied to each order.")

    @model_validator(mode="after")
    def _fits_its_mode(self) -> Self:
        if self.mode is PaymentLinkMode.STANDARD and (not self.line_items or self.donation_amounts):
            raise ValueError("mode standard has lineItems and no donationAmounts")
        if self.mode is PaymentLinkMode.DONATION and (self.line_items or self.allow_quantity_adjustment):
            raise ValueError("mode donation has no lineItems and no quantity; its one line is named after the link")
        return self


class UpdatePaymentLink(Command):
    """Changes of a link, for orders that begin from now on; its mode and currency are fixed. `null` clears."""

    name: Name | None = None
    line_items: Annotated[LinkLines, Field(min_length=1)] | None = None
    donation_amounts: DonationAmounts | None = None
    allow_quantity_adjustment: Flag | None = None
    allow_tip: Flag | None = None
    allow_coupon: Flag | None = None
    max_completions: Completions | None = None
    expires_at: Moment | None = None
    success_redirect_url: RedirectUrl | None = None
    metadata: OrderMetadata | None = None
