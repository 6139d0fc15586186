"""POST /v1/subscription-plans"""

from commerce.context import Context
from commerce.domain.plan_commands import CreatePlan
from commerce.domain.plans import Plan
from commerce.edge.operation import operation
from commerce.usecases import plans


@operation("POST", "/v1/subscription-plans", status=201, alias="/v1/plans")
def handler(ctx: Context, body: CreatePlan) -> Plan:
    """Make a plan: what a subscription bills, and how often."""
    return plans.create(ctx, body)
