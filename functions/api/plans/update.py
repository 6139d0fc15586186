"""PATCH /v1/subscription-plans/{plan_id}"""

from commerce.context import Context
from commerce.domain.plan_commands import UpdatePlan
from commerce.domain.plans import Plan
from commerce.edge.operation import operation
from commerce.usecases import plans


@operation("PATCH", "/v1/subscription-plans/{plan_id}", alias="/v1/plans/{plan_id}")
def handler(ctx: Context, plan_id: str, body: UpdatePlan) -> Plan:
    """Change a plan; running subscriptions keep their terms until they are moved."""
    return plans.update(ctx, plan_id, body)
