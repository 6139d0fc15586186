"""What the list of orders can be asked for."""

from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from commerce.domain.fields import CustomerId
from commerce.domain.ids import id_prefix_of_order_number
from commerce.domain.lifecycle import OrderStatus
from commerce.edge.filters import CreatedFilters
from commerce.store.lists import Selection

HIGHEST = "~"
"""Sorts after every character of an id."""


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


class CreatedOrderFilters(CreatedFilters):
    """Which orders, by status and time."""

    status: Annotated[OrderStatus, BeforeValidator(_upper)] | None = None


class OrderFilters(CreatedOrderFilters):
    """Which orders."""

    customer_id: CustomerId | None = None
    order_number: (
        Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{5}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$")] | None
    ) = None

    def selected(self) -> Selection:
        """As the store reads it; an order number is a range of ids."""
        chosen = self.selection("ord", status=self.status, customer_id=self.customer_id)
        if self.order_number is None:
            return chosen
        prefix = id_prefix_of_order_number(self.order_number)
        below = min(filter(None, (chosen.below, prefix + HIGHEST)))
        return Selection(
            status=chosen.status,
            customer_id=chosen.customer_id,
            low=max(filter(None, (chosen.low, prefix))),
            below=below,
            limit=chosen.limit,
        )
