"""GET /v1/confirmations/{confirmation_id}"""

from commerce.context import Context
from commerce.domain.confirmations import Confirmation
from commerce.edge.operation import operation
from commerce.usecases import confirmations


@operation("GET", "/v1/confirmations/{confirmation_id}")
def handler(ctx: Context, confirmation_id: str) -> Confirmation:
    """Read a confirmation: what an agent asked for, and what became of it."""
    return confirmations.read(ctx, confirmation_id)
