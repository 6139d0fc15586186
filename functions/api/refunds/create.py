"""POST /v1/refunds"""

from commerce.context import Context
from commerce.domain.refund_commands import CreateRefund
from commerce.domain.refunds import Refund
from commerce.edge.operation import operation
from commerce.usecases import refunds


@operation("POST", "/v1/refunds", status=201, pays=True)
def handler(ctx: Context, body: CreateRefund) -> Refund:
    """Give money back, by amount, by line or all that is left: of one payment, or of the order's, the latest first.

    The refund is answered as `pending`; it counts from then on, and drops out if it fails later.
    """
    return refunds.create(ctx, body)
