"""GET /v1/dead-letters/{dead_letter_id}"""

from commerce.context import Context
from commerce.domain.dead_letters import DeadLetter
from commerce.edge.operation import operation
from commerce.usecases.dead_letters import found_letter


@operation("GET", "/v1/dead-letters/{dead_letter_id}")
def handler(ctx: Context, dead_letter_id: str) -> DeadLetter:
    """Read a dead letter of the last 14 days: what it was about, and why it was never worked off."""
    return found_letter(ctx.store.read(dead_letter_id), dead_letter_id, ctx.real_now())
