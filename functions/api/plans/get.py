"""GET /v1/subscription-plans/{plan_id}"""

from commerce.context import Context
from commerce.domain.plans import Plan
from commerce.edge.operation import operation
from commerce.usecases.plans import found_plan


@operation("GET", "/v1/subscription-plans/{plan_id}", alias="/v1/plans/{plan_id}")
def handler(ctx: Context, plan_id: str) -> Plan:
    """Read a plan."""
    return found_plan(ctx.store.read(plan_id), plan_id)
