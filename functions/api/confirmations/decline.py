"""POST /v1/confirmations/{confirmation_id}/decline"""

from commerce.context import Context
from commerce.domain.confirmations import Confirmation
from commerce.edge.operation import operation
from commerce.usecases import confirmations


@operation("POST", "/v1/confirmations/{confirmation_id}/decline")
def handler(ctx: Context, confirmation_id: str) -> Confirmation:
    """Decline what an agent asked for; a person's key does, never an agent's.

    What was approved and is not used yet can still be declined.
    """
    return confirmations.decline(ctx, confirmation_id)
