"""Paying an order: what is claimed before a card is charged. `settlement` tells how the rest goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain import errors, order_actions, order_editing
from commerce.domain.allocation import allocate
from commerce.domain.claims import missing
from commerce.domain.events import OutboxEntry
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.orders import Order
from commerce.domain.outcomes import Charged
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import claim_payments, settle_payment
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import resumption, settlement
from commerce.usecases.claims import claim, commit_claim
from commerce.usecases.commit import (
    outbox,
    recorded,
    remember,
    replay,
    running_record,
    until_written,
)
from commerce.usecases.finding import found_payment_intent
from commerce.usecases.payable import amount_to_pay, require_payable, require_unconfirmed
from commerce.usecases.payment_starts import claim_nothing, current_payable, new_intent
from commerce.usecases.saved_cards import Payer, charged_to, payer_of
from commerce.usecases.settlement import Standing

if TYPE_CHECKING:
    # Who makes a command has loaded it.
    from commerce.domain.payment_commands import PayOrder, Source

DRY_RUN_PAYMENT = "dry_run"


def pay(ctx: Context, order_id: str, command: PayOrder) -> Order:
    """Charge the order's balance, or a part of it; the amount is derived, the caller need not send it."""
    claimed = until_written(ctx, lambda: _claim(ctx, order_id, command))
    if not isinstance(claimed, Standing):
        return claimed  # it cost nothing and is paid
    if ctx.request.dry_run:
        return _as_if_charged(ctx, claimed)
    answer = settlement.charge(ctx, claimed)
    assert isinstance(answer, Order)
    return answer


def _as_if_charged(ctx: Context, standing: Standing) -> Order:
    """The order as it would be if all of its cards were good."""
    settled = settle_payment(standing.order, standing.intent, Charged(DRY_RUN_PAYMENT), ctx.now(), standing.waiting)
    while settled.next is not None:
        settled = settle_payment(settled.order, settled.next, Charged(DRY_RUN_PAYMENT), ctx.now(), settled.waiting)
    return settled.order


class _Wanted(NamedTuple):
    """What is to be charged: the order, with its tip, and an amount for each source."""

    order: Order
    payer: Payer
    amounts: Sequence[int]
    tip_id: str | None
    found: Found


def _claim(ctx: Context, order_id: str, command: PayOrder) -> Standing | Order:
    named = [source.payment_intent_id for source in command.sources if source.payment_intent_id is not None]
    named += [*command.payment_method_ids, *([command.customer_id] if command.customer_id else [])]
    found = ctx.read(order_id, *named, with_settings=True)
    before = payable_order(ctx, found, order_id)
    payer = payer_of(ctx, before, command, found)
    order = payer.order
    if command.buyer_email is not None and order.buyer_email is None:
        order = order.evolve(buyer_email=command.buyer_email)
    if command.tip_money is not None:
        order_actions.require(order, "addTips")
        from commerce.domain.order_commands import NewTip  # noqa: PLC0415 (no cold start of others pays for it)

        tip = NewTip.model_construct(amount_money=command.tip_money, percent=None)
        order = order_editing.add_tips(order, [tip], field="tipMoney")
    if order.balance == 0:
        return claim_nothing(ctx, order)
    tip_id = order.added_tips[-1].id if command.tip_money is not None else None
    wanted = _Wanted(order, payer, _amounts(before, order, command, payer, found), tip_id, found)
    return _claim_charge(ctx, before, wanted, command)


def payable_order(ctx: Context, found: Found, order_id: str) -> Order:
    """The order to be charged. Raises Replayed for a request that was answered, and whatever stands in the way.

    A request whose first process is gone is taken up where that left it.
    """
    record = replay(ctx, found)
    if record is not None:
        resumption.take_up(ctx, record)
    return current_payable(ctx, found, order_id)


def _amounts(before: Order, order: Order, command: PayOrder, payer: Payer, found: Found) -> list[int]:
    """What each source is charged, minor units: the amounts of its intents, or an even split, the tip included."""
    sources = payer.sources
    if not sources:
        field = errors.InvalidField("paymentSourceToken", "REQUIRED", "send a token of the card processor: tok_visa")
        raise errors.InvalidRequest(
            "This order costs money: send paymentSourceToken.",
            param="paymentSourceToken",
            fields=[field],
            corrections={"paymentSourceToken": errors.OTHER},
        )
    if command.names_intents:
        amounts = [_waiting_intent(found, order, source).amount_money.amount for source in sources]
        require_payable(order, sum(amounts), "paymentSourceTokens")
        return amounts
    tip = order.totals.tip - before.totals.tip
    part = before.payable if command.amount_money is None else amount_to_pay(before, command.amount_money)
    parts = allocate(part + tip, [1] * len(sources))
    if min(parts) < 1:
        raise errors.InvalidRequest(
            f"{part + tip} can't be split over {len(parts)} cards; send fewer tokens.", param="paymentSourceTokens"
        )
    return parts


def _waiting_intent(found: Found, order: Order, source: Source) -> PaymentIntent:
    """A payment intent of the order that waits for its card, at the amount that it is for now."""
    assert source.payment_intent_id is not None
    intent = found_payment_intent(found, source.payment_intent_id)
    if intent.order_id != order.id:
        raise errors.NotFound(
            f"Payment intent {intent.id} is not of this order; see its payments[].", param="paymentSourceTokens"
        )
    require_unconfirmed(intent)
    return intent


def _claim_charge(ctx: Context, before: Order, wanted: _Wanted, command: PayOrder) -> Standing:
    order, now = wanted.order, ctx.now()
    intents = [
        _begun(ctx, wanted, source, amount, command)
        for source, amount in zip(wanted.payer.sources, wanted.amounts, strict=True)
    ]
    group = tuple(intent.id for intent in intents) if len(intents) > 1 else ()
    first, *others = (intent.evolve(group=group) for intent in intents)
    waiting = tuple(
        other.evolve(status=PaymentIntentStatus.REQUIRES_CONFIRMATION, attempted_at=None) for other in others
    )
    claims = missing(order)
    claimed = claim_payments(order, [first, *waiting], claims, now, tip_id=wanted.tip_id)
    record = running_record(ctx, first.id)
    claimed, order_writes = _tipped(ctx, before, claimed) if wanted.tip_id else (claimed, [_over(before, claimed)])
    writes: list[Write] = [*order_writes]
    writes += [written(intent, wanted.found) for intent in (first, *waiting)]
    commit_claim(ctx, [*writes, *claim(claims), *remember(ctx, record)])
    return Standing(claimed, first, waiting, record)


def _over(before: Order, after: Order, outbox_: Sequence[OutboxEntry] = ()) -> Replace:
    return Replace(after, before.version, outbox_, [OrderStatus.OPEN])


def _tipped(ctx: Context, before: Order, claimed: Order) -> tuple[Order, list[Write]]:
    """The tip changes what the order costs, so the audit trail and the events tell of it."""
    claimed, activity = recorded(ctx, before, claimed, "order.addTips", "Tip added with the payment.")
    return claimed, [_over(before, claimed, outbox(ctx, "order.updated")), activity]


def _begun(ctx: Context, wanted: _Wanted, source: Source, amount: int, command: PayOrder) -> PaymentIntent:
    if source.payment_intent_id is not None:
        intent = _waiting_intent(wanted.found, wanted.order, source)
        return begun_again(ctx, intent.evolve(source_token=source.token), Asked.PAY)
    intent = new_intent(ctx, wanted.order, amount, Asked.PAY).evolve(
        buyer_email=command.buyer_email or wanted.order.buyer_email
    )
    return charged_to(intent, source, wanted.payer)


def begun_again(ctx: Context, intent: PaymentIntent, asked: Asked) -> PaymentIntent:
    """An intent that waited, as the next call to the processor is made for it: under a key of its own."""
    now = ctx.now()
    tried = intent.attempted_at is not None
    return intent.evolve(
        status=PaymentIntentStatus.PROCESSING,
        attempt=intent.attempt + 1 if tried else intent.attempt,
        attempted_at=now,
        processor_details=type(intent.processor_details)(),
        failure_code=None,
        failure_message=None,
        card=None,
        group=(),
        asked=asked,
        idempotency_key=ctx.request.idempotency_key,
        actor=ctx.actor,
        approved_by=ctx.approved_by,
        version=intent.version + 1,
        updated_at=now,
    )


def written(intent: PaymentIntent, found: Found) -> Write:
    """The write of a claimed intent: a new row, or the next version of the one that was read."""
    standing = found.get(PaymentIntent, intent.id)
    if standing is None:
        return Create(intent)
    return Replace(intent, standing.version, (), [standing.status])
