"""GET /v1/orders/{order_id}/explain"""

from commerce.context import Context
from commerce.domain.explanations import OrderExplanation
from commerce.domain.order_explaining import explain
from commerce.edge.operation import operation
from commerce.usecases.finding import found_order


@operation("GET", "/v1/orders/{order_id}/explain")
def handler(ctx: Context, order_id: str) -> OrderExplanation:
    """Explain an order's amounts, step by step.

    Each discount, charge, rate and tip in the order in which it is applied: what it is taken of, the exact fraction,
    its one rounding, and how it is spread over the lines and who gets what is left over.
    """
    return explain(found_order(ctx.store.read(order_id), order_id))
