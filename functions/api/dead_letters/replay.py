"""POST /v1/dead-letters/{dead_letter_id}/replay"""

from commerce.context import Context
from commerce.domain.dead_letters import DeadLetter
from commerce.edge.operation import operation
from commerce.usecases import dead_letters


@operation("POST", "/v1/dead-letters/{dead_letter_id}/replay", replays=True)
def handler(ctx: Context, dead_letter_id: str) -> DeadLetter:
    """Send a dead letter back to the queue it came from, byte for byte; its worker takes it up again.

    What its worker has done already is not done twice. A letter is sent back once: if it dies again, another one
    stands in the list, whose `replayOf` names this. A change that could not be told is told with the resource as it
    stands now.
    """
    return dead_letters.send_back(ctx, dead_letter_id)
