"""What can be paid of an order, by a card or past the card processor, before anything is claimed."""

from commerce.context import Context
from commerce.domain import errors, order_actions, order_editing
from commerce.domain.claims import missing, surplus
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.money import MoneyInput, format_amount
from commerce.domain.orders import Order
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import paid_events, pay_nothing
from commerce.store.store import Found
from commerce.store.writes import Replace
from commerce.usecases import checkout_endings, subscription_payments
from commerce.usecases.claims import claim, commit_claim, release, require_coupons_stand
from commerce.usecases.commit import OK, answered_record, outbox, recorded, remember, require_version
from commerce.usecases.finding import found_order
from commerce.usecases.invoice_payments import follow


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


def amount_to_pay(order: Order, money: MoneyInput, field: str = "amountMoney") -> int:
    """A part of what can be paid, minor units. Raises CurrencyMismatch or AmountExceedsBalance."""
    amount = order_editing.amount_in(order, money, field)
    require_payable(order, amount, field)
    return amount


def require_payable(order: Order, amount: int, field: str) -> None:
    """Raises AmountExceedsBalance for more than is still to be paid and not held already."""
    if amount > order.payable:
        most = format_amount(order.payable, order.currency)
        raise errors.AmountExceedsBalance(
            f"At most {most} are still to be paid; send {order.payable} or less, or leave {field} out for all of it.",
            param=field,
            fields=[errors.InvalidField(f"{field}.amount", "AMOUNT_EXCEEDS_BALANCE", f"at most {order.payable}")],
            corrections={f"{field}.amount": order.payable} if field == "amountMoney" and order.payable > 0 else {},
        )


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
