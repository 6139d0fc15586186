"""An agent's limits, held against every transaction that claims money; loaded for agents' keys alone.

What a request moves is read off what it is about to write, not off what it says: a payment without an amount moves
the whole balance. So no operation has to know of limits, and none can forget them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.agent_limits import AgentKey, AgentLimits
from commerce.domain.confirmations import (
    LIVES_FOR,
    Confirmation,
    ConfirmationStatus,
    confirmation_id,
    digest_of,
)
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.money import Money, format_amount
from commerce.domain.orders import Order
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.payments import CaptureMethod, PaymentIntent
from commerce.domain.refunds import Refund
from commerce.store.keys import confirmation_name, key_spending_name
from commerce.store.writes import CountSpending, Create, Replace, TransactionLost, Write
from commerce.usecases.commit import outbox

SPENDING_KEPT_FOR = timedelta(days=3)

IN_ITS_TURN = frozenset({PaymentIntentStatus.PROCESSING, PaymentIntentStatus.REQUIRES_CONFIRMATION})
"""How payments stand that one request has begun: the first is under way, others wait for it."""


STEPS_AFTER_A_DRY_RUN = (
    (
        "Send it without dryRun, with an idempotency key: it is refused too, and asks a person by the confirmation "
        "that it names; confirmation.requested tells them."
    ),
    (
        "Have them approve that: POST /v1/confirmations/{confirmationId}/approve, with a key of theirs that has "
        "confirmations.write."
    ),
    "Then send it again as it is, with the same idempotency key, within 24 hours of the asking.",
)


class Moved(NamedTuple):
    """Money that a transaction claims. order: whose it is. of_today: what of it counts towards the day's limit."""

    money: Money
    of_today: int
    order: Order
    order_is_new: bool


def admit(ctx: Context, limits: str, operation: str, *, mutates: bool) -> None:
    """Let an agent's key in, with its limits and with what a person has said of this very request.

    limits: as the authorizer tells them. Raises ActionNotAllowed.
    """
    agent = AgentKey(ctx.actor, AgentLimits.model_validate_json(limits))
    ctx.agent = agent
    if not mutates:
        return
    agent.limits.require_action(operation)
    if agent.limits.confirmation_threshold_money is not None:
        ctx.confirmation = _read_confirmation(ctx, agent)


def within_limits(ctx: Context, agent: AgentKey, writes: Sequence[Write]) -> None:
    """Write, if the money that is claimed by it is within the key's limits; what a person approved is used up by it.

    Raises AmountExceedsKeyLimit, HumanConfirmationRequired or ConfirmationDeclined, and TransactionLost.
    """
    moved = money_moved(writes)
    if moved is None:
        if not ctx.request.dry_run:
            ctx.store.write(writes)
        return
    agent.limits.require_amount(moved.money.amount, moved.money.currency)
    approved = _approved(ctx, agent, moved)
    spent = _spending(ctx, agent, moved)
    if ctx.request.dry_run:
        _require_left(ctx, spent, moved.money.currency)
        return
    guards = [*approved, *spent]
    try:
        ctx.store.write([*writes, *guards])
    except TransactionLost as lost:
        if all(isinstance(write, CountSpending) for write in lost.lost):
            _require_left(ctx, spent, moved.money.currency)
        if any(write in lost.lost for write in approved):
            ctx.confirmation = _read_confirmation(ctx, agent)  # a twin was faster, or the person changed their mind
        raise


def money_moved(writes: Sequence[Write]) -> Moved | None:
    """What a transaction claims to charge, hold, capture, record or give back; None: nothing.

    Money never moves but with its order, in one transaction: a payment whose texts are changed stands alone in its.
    """
    rows = [write for write in writes if isinstance(write, Create | Replace)]
    orders = {row.entity.id: row for row in rows if isinstance(row.entity, Order)}
    intents = [row for row in rows if isinstance(row.entity, PaymentIntent)]
    under_way = any(row.entity.status is PaymentIntentStatus.PROCESSING for row in intents)  # type: ignore[attr-defined]
    total = of_today = 0
    order_id = None
    for row in rows:
        entity: Any = row.entity
        amount = 0
        if isinstance(entity, PaymentIntent) and entity.order_id in orders:
            amount = _amount_of(entity, new=isinstance(row, Create), under_way=under_way)
        elif isinstance(entity, Refund) and isinstance(row, Create):
            amount = entity.amount_money.amount
        if amount:
            total, order_id = total + amount, entity.order_id
            of_today += 0 if isinstance(entity, PaymentIntent) and _only_held(entity) else amount
    if order_id is None:
        return None
    order_row = orders[order_id]
    order = order_row.entity
    assert isinstance(order, Order)
    return Moved(order.money(total), of_today, order, isinstance(order_row, Create))


def _amount_of(intent: PaymentIntent, *, new: bool, under_way: bool) -> int:
    """What a payment takes, minor units. under_way: the transaction begins payments at the processor."""
    if under_way and intent.status in IN_ITS_TURN:
        return intent.amount_money.amount if intent.capture_amount is None else intent.capture_amount
    recorded = new and intent.status is PaymentIntentStatus.SUCCEEDED
    by_hand = intent.source_type is not PaymentSource.CARD
    taken_back = not new and by_hand and intent.status is PaymentIntentStatus.CANCELED
    return intent.amount_money.amount if recorded or taken_back else 0


def _only_held(intent: PaymentIntent) -> bool:
    return intent.capture_method is CaptureMethod.MANUAL and intent.capture_amount is None


def _approved(ctx: Context, agent: AgentKey, moved: Moved) -> list[Write]:
    """The write that uses up what a person approved, if one has to. Raises what the agent has to wait for."""
    confirmation, now = ctx.confirmation, ctx.now()
    if confirmation is not None and confirmation.allows(moved.money):
        used = confirmation.used(now)
        return [Replace(used, confirmation.version, (), [ConfirmationStatus.APPROVED])]
    if not agent.limits.asks_human(moved.money.amount):
        return []
    amount = format_amount(moved.money.amount, moved.money.currency)
    if confirmation is not None and confirmation.status is ConfirmationStatus.DECLINED:
        raise errors.ConfirmationDeclined(
            f"A person has declined that {amount} are moved; don't ask again unless they say so.",
            next_steps=["Tell whoever you work for. A new request takes a new idempotency key."],
            details={"confirmationId": confirmation.id},
        )
    raise _refusal(ctx, agent, moved, amount)


def _refusal(ctx: Context, agent: AgentKey, moved: Moved, amount: str) -> errors.HumanConfirmationRequired:
    """What the agent is told, once a person is asked; a dry run asks nobody, and tells what waits or would come."""
    refusal = errors.HumanConfirmationRequired(f"This would move {amount}; a person has to approve that first.")
    asked = ctx.confirmation
    if asked is None or not asked.stands_for(moved.money, ctx.now()):
        asked = _asked(ctx, agent, moved) if ctx.request.wanted and not ctx.request.dry_run else None
    if asked is not None:
        refusal.details["confirmationId"] = asked.id
        refusal.next_steps = _steps_to(asked, dry_run=ctx.request.dry_run)
        refusal.next_actions = [errors.NextAction("confirmations.get", {"confirmation_id": asked.id})]
    elif ctx.request.dry_run:
        refusal.message += " Nobody was asked: this is a dry run."
        refusal.next_steps = STEPS_AFTER_A_DRY_RUN
    return refusal


def _steps_to(asked: Confirmation, *, dry_run: bool) -> list[str]:
    approve = f"POST /v1/confirmations/{asked.id}/approve"
    until = asked.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    again = "send this request without dryRun" if dry_run else "repeat this request as it is"
    return [
        f"Have a person approve it: {approve}, with a key of theirs that has confirmations.write.",
        f"Then {again}, with the same idempotency key, before {until}.",
    ]


def _asked(ctx: Context, agent: AgentKey, moved: Moved) -> Confirmation:
    """The confirmation that waits for this request and this amount, made if there is none."""
    now = ctx.now()
    name = confirmation_name(digest_of(agent.id, ctx.request.wanted, ctx.request.idempotency_key))
    before = ctx.store.read(name).get(Confirmation, name)
    # Read again: a person may have approved it since this request came in, which must not be asked for anew.
    if before is not None and before.fingerprint == ctx.request.wanted and before.stands_for(moved.money, now):
        return before
    amount = format_amount(moved.money.amount, moved.money.currency)
    of = "a new order" if moved.order_is_new else f"order {moved.order.order_number}"
    asked = Confirmation(
        id=confirmation_id(name.rpartition("/")[2], now),
        api_key_id=agent.id,
        operation=ctx.request.operation,
        amount_money=moved.money,
        order_id=None if moved.order_is_new else moved.order.id,
        description=f"{ctx.request.operation}: {amount} of {of}.",
        expires_at=now + LIVES_FOR,
        version=1 if before is None else before.version + 1,
        created_at=now,
        updated_at=now,
        fingerprint=ctx.request.wanted,
    )
    told = outbox(ctx, "confirmation.requested")
    try:
        ctx.store.write([Create(asked, told) if before is None else Replace(asked, before.version, told)])
    except TransactionLost:  # a twin of this request has asked
        twin = _read_confirmation(ctx, agent)
        if twin is None:
            raise errors.StorageUnavailable("The request is busy with another one like it; try again.") from None
        return twin
    return asked


def _read_confirmation(ctx: Context, agent: AgentKey) -> Confirmation | None:
    """What a person was asked of this very request, unless that is over."""
    name = confirmation_name(digest_of(agent.id, ctx.request.wanted, ctx.request.idempotency_key))
    found = ctx.store.read(name).get(Confirmation, name)
    if found is None or found.fingerprint != ctx.request.wanted:
        return None
    shown = found.at(ctx.now())
    return None if shown.status in {ConfirmationStatus.EXPIRED, ConfirmationStatus.USED} else shown


def _spending(ctx: Context, agent: AgentKey, moved: Moved) -> list[CountSpending]:
    """The write that counts what the key moves today, if that is limited."""
    limit = agent.limits.max_daily_amount_money
    if limit is None or moved.of_today == 0:
        return []
    now: datetime = ctx.now()
    name = key_spending_name(agent.id, now.date())
    return [CountSpending(name, moved.of_today, limit.amount, now + SPENDING_KEPT_FOR)]


def _require_left(ctx: Context, spent: Sequence[CountSpending], currency: str) -> None:
    """Raises AmountExceedsKeyLimit if today's sum leaves no room for so much."""
    for write in spent:
        before = ctx.store.read(write.name).uses(write.name)
        if before + write.step > write.limit:
            limit, moved, more = (format_amount(each, currency) for each in (write.limit, before, write.step))
            raise errors.AmountExceedsKeyLimit(
                f"This agent's key moves at most {limit} a day; {moved} were moved today, and this is {more} more.",
                next_steps=["Wait until midnight UTC, move less, or leave it to a person."],
            )
