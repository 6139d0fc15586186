"""What callers ask of items and their stock."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.items import MAX_STOCK, ChangeReason, ItemType
from commerce.domain.lifecycle import ItemStatus
from commerce.domain.money import MoneyInput
from commerce.domain.tax_rates import TaxCategory

ItemName = Annotated[str, StringConstraints(min_length=1, max_length=200), Field(examples=["Console"])]
Sku = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    Field(description="Your own number of the item; one item of yours has it.", examples=["CONSOLE-1"]),
]
Description = Annotated[str, StringConstraints(max_length=1000)]
ImageUrl = Annotated[str, StringConstraints(max_length=500, pattern=r"^https?://")]
Stock = Annotated[int, Field(strict=True, ge=0, le=MAX_STOCK, description="Whole units.")]
Note = Annotated[str, StringConstraints(max_length=500)]
ItemMetadata = Annotated[Metadata, Field(max_length=50)]


class CreateItem(Command):
    """A new item."""

    name: ItemName
    unit_price_money: MoneyInput
    sku: Sku | None = None
    type: ItemType = ItemType.GOOD
    description: Description | None = None
    image_url: ImageUrl | None = None
    taxable: Flag = True
    tax_category: TaxCategory | None = None
    quantity_available: Stock | None = Field(default=None, description="Omitted: its stock is not counted.")
    enforce_inventory_limit: Flag = Field(default=True, description="False: it can be sold beyond its stock.")
    low_stock_threshold: Stock | None = Field(
        default=None, description="`item.inventory_low` is told when the stock comes down to this."
    )
    metadata: ItemMetadata = {}


class UpdateItem(Command):
    """Changes of an item; orders that exist keep the name and price they were given."""

    name: ItemName | None = None
    unit_price_money: MoneyInput | None = None
    sku: Sku | None = None
    type: ItemType | None = None
    description: Description | None = None
    image_url: ImageUrl | None = None
    taxable: Flag | None = None
    tax_category: TaxCategory | None = None
    quantity_available: Stock | None = Field(
        default=None, description="Only for an item whose stock is not counted yet; else adjust its inventory."
    )
    enforce_inventory_limit: Flag | None = None
    low_stock_threshold: Stock | None = None
    status: ItemStatus | None = None
    metadata: ItemMetadata | None = None


class AdjustInventory(Command):
    """A change of an item's stock by hand."""

    quantity_delta: Annotated[
        int, Field(strict=True, ge=-MAX_STOCK, le=MAX_STOCK, description="Whole units, not 0.", examples=[10])
    ]
    change_reason: ChangeReason
    note: Note | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.quantity_delta == 0:
            raise ValueError("quantityDelta must not be 0")
        return self
