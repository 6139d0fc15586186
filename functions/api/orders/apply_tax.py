"""POST /v1/orders/{order_id}/tax/apply"""

from commerce.context import Context
from commerce.domain.order_edit_commands import ApplyTax
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/tax/apply", prices=True)
def handler(ctx: Context, order_id: str, body: ApplyTax) -> Order:
    """Choose an open order's tax rates by an address.

    Per tax category all of the merchant's closest rates apply (postal code, then a range or beginning of it, state,
    country), else the defaults. Taxes that the caller named stay.
    """
    return orders.apply_tax(ctx, order_id, body)
