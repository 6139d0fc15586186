"""Items: what a merchant sells, at which price, and how much of it is left."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import ItemStatus
from commerce.domain.money import Money

MAX_STOCK = 1_000_000_000


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
