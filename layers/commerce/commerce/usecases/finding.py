"""What a read found, or the refusal that says what is missing: all that the reading of a resource loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.orders import Order
from commerce.store.store import Found

if TYPE_CHECKING:
    # Only for a request that names a customer is it loaded.
    from commerce.domain.customers import Customer


def found_order(found: Found, order_id: str) -> Order:
    """Raises OrderNotFound if the read did not find it."""
    order = found.get(Order, order_id) if order_id.startswith("ord_") else None
    if order is None:
        raise errors.OrderNotFound(f"There is no order {order_id}; GET /v1/orders lists yours.", param="orderId")
    return order


def found_customer(found: Found, customer_id: str) -> Customer:
    """Raises CustomerNotFound if the read did not find it, or found it deleted."""
    from commerce.domain.customers import Customer  # noqa: PLC0415 (no cold start of others pays for it)

    customer = found.get(Customer, customer_id) if customer_id.startswith("cus_") else None
    if customer is None or customer.deleted:
        raise errors.CustomerNotFound(
            f"There is no customer {customer_id}; GET /v1/customers lists yours.", param="customerId"
        )
    return customer


def named_customer(found: Found, customer_id: str | None) -> Customer | None:
    """The customer that a request names, if it names one. Raises CustomerNotFound."""
    return None if customer_id is None else found_customer(found, customer_id)
