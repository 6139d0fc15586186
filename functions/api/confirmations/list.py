"""GET /v1/confirmations"""

from commerce.context import Context
from commerce.domain.confirmations import Confirmation
from commerce.edge.confirmation_filters import ConfirmationFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.usecases import confirmations


@operation("GET", "/v1/confirmations")
def handler(ctx: Context, query: ConfirmationFilters) -> Page[Confirmation]:
    """List what agents asked for, newest first; `status=pending` is what waits for a person."""
    return query.page(confirmations.listed(ctx, query.selection("cnf"), query.status))
