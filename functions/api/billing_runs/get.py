"""GET /v1/billing-runs/{billing_run_id}"""

from commerce.context import Context
from commerce.domain.billing_runs import BillingRun
from commerce.edge.operation import operation
from commerce.usecases.finding import found_run


@operation("GET", "/v1/billing-runs/{billing_run_id}")
def handler(ctx: Context, billing_run_id: str) -> BillingRun:
    """Read what a run of billing did for you."""
    return found_run(ctx.store.read(billing_run_id), billing_run_id).at(ctx.now())
