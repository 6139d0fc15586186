"""POST /v1/confirmations/{confirmation_id}/approve"""

from commerce.context import Context
from commerce.domain.confirmations import Confirmation
from commerce.edge.operation import operation
from commerce.usecases import confirmations


@operation("POST", "/v1/confirmations/{confirmation_id}/approve")
def handler(ctx: Context, confirmation_id: str) -> Confirmation:
    """Approve what an agent asked for; a person's key does, never an agent's.

    The agent then repeats its request as it was, with the same idempotency key, within a day of its asking. That goes
    through once, for exactly the amount that is told here.
    """
    return confirmations.approve(ctx, confirmation_id)
