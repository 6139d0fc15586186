"""How every payment begins: what stands in its way, the intent it is known by, and what costs nothing."""

from commerce.context import Context
from commerce.domain import order_actions
from commerce.domain.claims import missing, surplus
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.orders import Order
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import paid_events, pay_nothing
from commerce.store.store import Found
from commerce.store.writes import Replace
from commerce.usecases import checkout_endings, subscription_payments
from commerce.usecases.claims import claim, commit_claim, require_coupons_stand
from commerce.usecases.commit import OK, answered_record, outbox, recorded, remember, require_version
from commerce.usecases.finding import found_order
from commerce.usecases.invoice_payments import follow
from commerce.usecases.releasing import release


def current_payable(ctx: Context, found: Found, order_id: str) -> Order:
    """The order to be paid, in the version that was asked for. Raises whatever stands in the way."""
    order = found_order(found, order_id)
    require_version(ctx, order.version)
    return ready_to_pay(ctx, order)


def ready_to_pay(ctx: Context, order: Order) -> Order:
    """The order itself. Raises what stands in the way of paying it."""
    order_actions.require(order, "pay")
    require_coupons_stand(ctx, order)
    return order


def new_intent(ctx: Context, order: Order, amount: int, asked: Asked) -> PaymentIntent:
    """A payment intent of an order that is about to be charged. amount: minor units."""
    now = ctx.now()
    return PaymentIntent(
        id=ctx.new_id("pi"),
        order_id=order.id,
        merchant_id=ctx.tenant.merchant_id,
        amount_money=order.money(amount),
        refunded_amount_money=order.money(0),
        customer_id=order.customer_id,
        buyer_email=order.buyer_email,
        idempotency_key=ctx.request.idempotency_key,
        actor=ctx.actor,
        approved_by=ctx.approved_by,
        asked=asked,
        attempted_at=now,
        created_at=now,
        updated_at=now,
    )


def claim_nothing(ctx: Context, order: Order) -> Order:
    """An order that costs nothing claims its coupons and is paid, in one transaction."""
    paid, activity = recorded(ctx, order, pay_nothing(order, ctx.now()), "order.paid", "Paid: the order costs nothing.")
    record = answered_record(ctx, paid, OK)
    write = Replace(paid, order.version, outbox(ctx, *paid_events(order)), [OrderStatus.OPEN])
    followed = [
        *follow(ctx, order, paid).writes,
        *checkout_endings.follow(ctx, order, paid),
        *subscription_payments.follow(ctx, paid).writes,
    ]
    others = [*claim(missing(order)), *release(surplus(order)), *followed]
    commit_claim(ctx, [write, activity, *others, *remember(ctx, record)])
    return paid
