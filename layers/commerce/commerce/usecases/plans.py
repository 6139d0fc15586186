"""Plans: made, changed and archived."""

from collections.abc import Callable

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import PlanStatus
from commerce.domain.plan_commands import CreatePlan, UpdatePlan
from commerce.domain.plans import Plan, money_in, plan_lines
from commerce.store.store import Found
from commerce.store.writes import Create
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    remember,
    replaced,
    replay,
    require_version,
    until_written,
)

TERMS = frozenset({"line_items", "trial_period_days", "setup_fee_money"})
"""What a subscription keeps a copy of."""


def create(ctx: Context, command: CreatePlan) -> Plan:
    """Make a plan."""
    now, currency = ctx.now(), command.currency or ctx.settings.currency
    fee = command.setup_fee_money
    plan = Plan(
        id=ctx.new_id("plan"),
        name=command.name,
        billing_interval=command.billing_interval,
        billing_interval_count=command.billing_interval_count,
        line_items=plan_lines(command.line_items, currency),
        currency=currency,
        trial_period_days=command.trial_period_days,
        setup_fee_money=None if fee is None else money_in(currency, fee, "setupFeeMoney"),
        metadata=command.metadata,
        created_at=now,
        updated_at=now,
    )
    return commit_new(ctx, plan, [Create(plan)])


def update(ctx: Context, plan_id: str, command: UpdatePlan) -> Plan:
    """Change a plan; subscriptions that run keep the terms that they have."""

    def edit(plan: Plan) -> Plan:
        plan.require_active()
        changes = _changes(plan, command)
        newer = any(changes[name] != getattr(plan, name) for name in TERMS & changes.keys())
        return plan.evolve(terms_version=plan.terms_version + newer, **changes)

    return _change(ctx, plan_id, edit)


def archive(ctx: Context, plan_id: str) -> Plan:
    """Take a plan off the shelf: no subscription begins with it any more."""
    return _change(ctx, plan_id, lambda plan: plan.evolve(status=PlanStatus.ARCHIVED))


def _changes(plan: Plan, command: UpdatePlan) -> dict[str, object]:
    """What the command holds, as the plan keeps it; only the fee can be taken away by `null`."""
    given = {name: getattr(command, name) for name in command.model_fields_set}
    changes: dict[str, object] = {
        name: value for name in ("name", "trial_period_days") if (value := given.get(name)) is not None
    }
    if command.line_items is not None:
        changes["line_items"] = plan_lines(command.line_items, plan.currency)
    if "setup_fee_money" in given:
        fee = command.setup_fee_money
        changes["setup_fee_money"] = None if fee is None else money_in(plan.currency, fee, "setupFeeMoney")
    if "metadata" in given:
        changes["metadata"] = command.metadata or {}
    return changes


def _change(ctx: Context, plan_id: str, edit: Callable[[Plan], Plan]) -> Plan:
    """Read, decide, write: two round trips, decided anew if another request wrote in between."""

    def change() -> Plan:
        found = ctx.read(plan_id)
        replay(ctx, found)
        plan = found_plan(found, plan_id)
        require_version(ctx, plan.version)
        edited = edit(plan).evolve(version=plan.version + 1, updated_at=ctx.now())
        record = answered_record(ctx, edited, OK)
        commit(ctx, [replaced(edited, plan.version), *remember(ctx, record)])
        return edited

    return until_written(ctx, change)


def found_plan(found: Found, plan_id: str) -> Plan:
    """Raises PlanNotFound if the read did not find it."""
    plan = found.get(Plan, plan_id) if plan_id.startswith("plan_") else None
    if plan is None:
        raise errors.PlanNotFound(
            f"There is no plan {plan_id}; GET /v1/subscription-plans lists yours.", param="planId"
        )
    return plan
