"""GET /v1/billing-runs"""

from commerce.context import Context
from commerce.domain.billing_runs import BillingRun
from commerce.edge.filters import CreatedFilters, Page
from commerce.edge.operation import operation
from commerce.store.lists import list_entities


@operation("GET", "/v1/billing-runs")
def handler(ctx: Context, query: CreatedFilters) -> Page[BillingRun]:
    """List the runs of billing that met subscriptions of yours, newest first."""
    runs = list_entities(ctx.store, BillingRun, query.selection("run"))
    return query.page(runs._replace(entities=[run.at(ctx.now()) for run in runs.entities]))
