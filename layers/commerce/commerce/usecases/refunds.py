"""Giving money back: reserved in the order's books first, then asked of the processor, then settled."""

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.lifecycle import statuses_before
from commerce.domain.money import amount_in_currency
from commerce.domain.orders import Order
from commerce.domain.payments import PaymentIntent
from commerce.domain.refund_commands import CreateRefund
from commerce.domain.refund_reservation import choose_sources, reserve_refund
from commerce.domain.refunds import Refund
from commerce.domain.restocking import asked_units
from commerce.store.writes import Create, Replace
from commerce.usecases import refund_resumption
from commerce.usecases.commit import (
    commit,
    remember,
    replay,
    require_version,
    running_record,
    until_written,
)
from commerce.usecases.finding import found_order
from commerce.usecases.refund_resumption import ask_each, give_back, refusal_of, settle

Reserved = tuple[Order, Refund, IdempotencyRecord | None]


def create(ctx: Context, command: CreateRefund) -> Refund:
    """Give money back, at most what is left: to the payment that is named, else to the order's, the latest first."""
    order, refund, record = until_written(ctx, lambda: _reserve(ctx, command))
    if ctx.request.dry_run:
        return refund
    outcomes, silence = ask_each(ctx, refund, refund.allocations, give_back, stop=True)
    if outcomes:
        settled = settle(ctx, order, refund, record, outcomes)
        # None: another request changed the order meanwhile, or settled the refund; go on from what is there.
        refund = refund_resumption.resume(ctx, refund.id, outcomes) if settled is None else settled.refund
    if silence is not None:
        raise silence  # what was not answered stays reserved, and is looked up
    refusal = refusal_of(refund)
    if refusal is not None:
        raise refusal
    return refund


def _reserve(ctx: Context, command: CreateRefund) -> Reserved:
    """One transaction: the refund beside the order, its amount in the order's books, the key remembered."""
    order, record = _read(ctx, command)
    if record is not None:
        refund_resumption.take_up(ctx, record)
    require_version(ctx, order.version)
    order_actions.require(order, "refund")
    reserved, refund = reserve_refund(
        order,
        _draft(ctx, order, command),
        choose_sources(order, command.payment_intent_id),
        amount=None if command.amount_money is None else _amount_in(order, command),
        now=ctx.now(),
        lines=command.line_items,
    )
    if command.restock:
        refund = refund.evolve(restocked_line_items=asked_units(order, reserved, command.line_items))
    running = running_record(ctx, refund.id)
    write = Replace(reserved, order.version, (), statuses_before(reserved.status))
    commit(ctx, [write, Create(refund), *remember(ctx, running)])
    return reserved, refund, running


def _read(ctx: Context, command: CreateRefund) -> tuple[Order, IdempotencyRecord | None]:
    """The order; where only a payment intent was named, that is read first and tells the order."""
    named = [name for name in (command.order_id, command.payment_intent_id) if name is not None]
    found = ctx.read(*named)
    record = replay(ctx, found)
    intent = None
    if command.payment_intent_id is not None:
        intent = found.get(PaymentIntent, command.payment_intent_id)
        if intent is None or (command.order_id is not None and intent.order_id != command.order_id):
            raise errors.NotFound(
                f"There is no payment intent {command.payment_intent_id} of this order; see its payments[].",
                param="paymentIntentId",
            )
    if command.order_id is None:
        assert intent is not None
        found = ctx.store.read(intent.order_id)
        return found_order(found, intent.order_id), record
    return found_order(found, command.order_id), record


def _amount_in(order: Order, command: CreateRefund) -> int:
    money = command.amount_money
    assert money is not None
    return amount_in_currency(order.currency, money, "amountMoney")


def _draft(ctx: Context, order: Order, command: CreateRefund) -> Refund:
    """The refund before it is known how much goes back to which payment."""
    now, nothing = ctx.now(), order.money(0)
    return Refund(
        id=ctx.new_id("ref"),
        order_id=order.id,
        merchant_id=ctx.tenant.merchant_id,
        payment_intent_id=None,
        source_type=None,
        amount_money=nothing,
        tax_money=nothing,
        allocations=(),
        reason=command.reason,
        reason_message=command.reason_message,
        customer_id=order.customer_id,
        metadata=command.metadata,
        idempotency_key=ctx.request.idempotency_key,
        actor=ctx.actor,
        approved_by=ctx.approved_by,
        created_at=now,
        updated_at=now,
    )
