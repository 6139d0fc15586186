"""GET /v1/subscription-plans"""

from commerce.context import Context
from commerce.domain.plans import Plan
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.plan_filters import PlanFilters
from commerce.store.lists import list_entities


@operation("GET", "/v1/subscription-plans", alias="/v1/plans")
def handler(ctx: Context, query: PlanFilters) -> Page[Plan]:
    """List plans, newest first."""
    return query.page(list_entities(ctx.store, Plan, query.selection("plan", status=query.status)))
