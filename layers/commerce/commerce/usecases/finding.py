"""What a read found, or the refusal that says what is missing: all that the reading of a resource loads."""

from commerce.domain import errors
from commerce.domain.orders import Order
from commerce.store.store import Found


def found_order(found: Found, order_id: str) -> Order:
    """Raises OrderNotFound if the read did not find it."""
    order = found.get(Order, order_id) if order_id.startswith("ord_") else None
    if order is None:
        raise errors.OrderNotFound(f"There is no order {order_id}; GET /v1/orders lists yours.", param="orderId")
    return order
