"""GET /v1/refunds/{refund_id}"""

from commerce.context import Context
from commerce.domain.refunds import Refund
from commerce.edge.operation import operation
from commerce.usecases.finding import found_refund


@operation("GET", "/v1/refunds/{refund_id}")
def handler(ctx: Context, refund_id: str) -> Refund:
    """Read a refund."""
    return found_refund(ctx.store.read(refund_id), refund_id)
