"""Items: what a merchant sells, at which price, and how much of it is left."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, computed_field, model_validator

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Command, Flag, Metadata, Shape
from commerce.domain.lifecycle import ItemStatus
from commerce.domain.money import Money, MoneyInput
from commerce.domain.tax_rates import TaxCategory

MAX_STOCK = 1_000_000_000

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


class ItemType(StrEnum):
    """What kind of thing it is."""

    GOOD = "good"
    SERVICE = "service"
    DIGITAL = "digital"


class ChangeReason(StrEnum):
    """Why stock changed by hand."""

    RECEIVED = "received"
    RETURNED = "returned"
    DAMAGED = "damaged"
    LOST = "lost"
    THEFT = "theft"
    RECOUNT = "recount"
    OTHER = "other"


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


class Item(Shape):
    """An item of the catalog."""

    id: str
    name: str
    unit_price_money: Money
    sku: str | None = None
    type: ItemType = ItemType.GOOD
    description: str | None = None
    image_url: str | None = None
    taxable: bool = True
    tax_category: str | None = None
    quantity_available: int | None = Field(
        default=None, description="Units that can still be sold; null: not counted. Below 0: sold beyond the stock."
    )
    enforce_inventory_limit: bool = True
    low_stock_threshold: int | None = None
    status: ItemStatus = ItemStatus.ACTIVE
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    change_count: Annotated[int, INTERNAL] = 0
    """Changes of its stock by hand: the next one's number follows."""
    low_told: Annotated[bool, INTERNAL] = False
    """True once an event said that its stock is low; False again once it is not."""

    @computed_field
    def item_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def counted(self) -> bool:
        """True if its stock is counted."""
        return self.quantity_available is not None

    @property
    def low(self) -> bool:
        """True if its stock has come down to where the merchant wants to know."""
        if self.quantity_available is None or self.low_stock_threshold is None:
            return False
        return self.quantity_available <= self.low_stock_threshold

    def require_sold(self, field: str) -> None:
        """Raises ItemArchived if nobody can order it any more. field: where the request names it."""
        if self.status is ItemStatus.ARCHIVED:
            raise errors.ItemArchived(
                f"{self.name} ({self.id}) is archived; order another item, or send name and unitPriceMoney instead.",
                param=field,
            )

    def adjusted(self, delta: int) -> "Item":
        """The item with this much more, or less, in stock. Raises InvalidRequest or InventoryInsufficient."""
        if self.quantity_available is None:
            raise errors.InvalidRequest(
                "This item's stock is not counted; update its quantityAvailable first.", param="quantityDelta"
            )
        after = self.quantity_available + delta
        if after < 0 and delta < 0 and self.enforce_inventory_limit:
            raise errors.InventoryInsufficient(
                f"Only {self.quantity_available} of {self.name} are in stock; take away at most that.",
                param="quantityDelta",
            )
        if after > MAX_STOCK:
            raise errors.InvalidRequest(f"An item's stock is at most {MAX_STOCK}.", param="quantityDelta")
        return self.evolve(quantity_available=after, change_count=self.change_count + 1)


class InventoryChange(Shape):
    """A change of an item's stock by hand; what orders take stands on them, what refunds put back on the refunds."""

    id: str
    item_id: str
    sequence: int
    quantity_delta: int
    quantity_after: int
    change_reason: ChangeReason
    note: str | None = None
    actor: str
    created_at: datetime

    @computed_field
    def inventory_change_id(self) -> str:
        """The same as `id`."""
        return self.id
