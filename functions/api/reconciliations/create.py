"""POST /v1/reconciliations"""

from commerce.context import Context
from commerce.domain.reconciliation import Reconcile, Reconciliation
from commerce.edge.operation import operation
from commerce.usecases import reconciliation


@operation("POST", "/v1/reconciliations", pays=True)
def handler(ctx: Context, body: Reconcile) -> Reconciliation:
    """Compare payments and refunds with the processor, and list every difference.

    Expected: none. With `repair`, what is unambiguous is caught up; everything else names the one thing to do.
    """
    return reconciliation.reconcile(ctx, body)
