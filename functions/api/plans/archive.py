"""POST /v1/subscription-plans/{plan_id}/archive"""

from commerce.context import Context
from commerce.domain.plans import Plan
from commerce.edge.operation import operation
from commerce.usecases import plans


@operation("POST", "/v1/subscription-plans/{plan_id}/archive", alias="/v1/plans/{plan_id}/archive")
def handler(ctx: Context, plan_id: str) -> Plan:
    """Archive a plan: no subscription begins with it any more; those that run go on."""
    return plans.archive(ctx, plan_id)
