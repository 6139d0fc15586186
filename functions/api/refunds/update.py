"""PATCH /v1/refunds/{refund_id}"""

from commerce.context import Context
from commerce.domain.refund_commands import UpdateRefund
from commerce.domain.refunds import Refund
from commerce.edge.operation import operation
from commerce.usecases import refund_texts


@operation("PATCH", "/v1/refunds/{refund_id}")
def handler(ctx: Context, refund_id: str, body: UpdateRefund) -> Refund:
    """Change a refund's texts."""
    return refund_texts.update(ctx, refund_id, body)
