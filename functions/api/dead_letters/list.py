"""GET /v1/dead-letters"""

from commerce.context import Context
from commerce.domain.dead_letters import DeadLetter
from commerce.edge.dead_letter_filters import DeadLetterFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.usecases.dead_letters import listed


@operation("GET", "/v1/dead-letters")
def handler(ctx: Context, query: DeadLetterFilters) -> Page[DeadLetter]:
    """List messages of the last 14 days that no worker could work off, newest first.

    Each is an event, a webhook's first try or a change of a resource that got stuck; a replay sends it back.
    """
    return query.page(listed(ctx, query.selection("dlt", status=query.status, customer_id=query.source)))
