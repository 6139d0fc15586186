"""The card that a trial asks for on its page: claimed, kept by the processor, and settled with the trial that begins.

Nothing is charged, so there is no payment: the session names the latest card that was given, and its version makes sure
that two tabs never have two cards at work. Who dies in between is finished by the sweeper, as with every saved card.
"""

from collections.abc import Sequence
from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus, PaymentMethodStatus
from commerce.domain.orders import Order
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.settlement import pay_nothing
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases import checkout_endings, payment_methods, subscription_payments
from commerce.usecases.checkout_opening import Checkout
from commerce.usecases.commit import outbox, recorded
from commerce.usecases.finding import found_checkout_session, found_customer, found_order


class Seen(NamedTuple):
    """What the buyer agreed to, as the versions that their page showed."""

    session: int
    order: int
    subscription: int

    @classmethod
    def on(cls, checkout: Checkout) -> "Seen":
        """What a page shows that is opened now."""
        assert checkout.subscription is not None, "only a subscription keeps a card for nothing"
        return cls(checkout.session.version, checkout.order.version, checkout.subscription.version)


def keep(checkout: Checkout, token: str, *, buyer_email: str | None, seen: Seen) -> PaymentMethod:
    """Keep a card; if the processor does, the trial begins with it.

    buyer_email: of an order that has none. Raises VersionConflict if the page shows something else by now, or another
    tab has given a card.
    """
    method = _claim(checkout, token, buyer_email, seen)
    return payment_methods.resume(checkout.ctx, method.id)


def _claim(checkout: Checkout, token: str, buyer_email: str | None, seen: Seen) -> PaymentMethod:
    """The card's row, named by the session, so that nobody else begins and nobody ends the session meanwhile."""
    ctx, session, order = checkout.ctx, checkout.session, checkout.order
    if seen != Seen.on(checkout):
        raise _changed()
    assert order.customer_id is not None, "a subscription is a customer's"
    customer = found_customer(ctx.store.read(order.customer_id), order.customer_id)
    payment_methods.require_room(customer)
    now = ctx.now()
    method = PaymentMethod(
        id=ctx.new_id("pm"),
        customer_id=customer.id,
        merchant_id=ctx.tenant.merchant_id,
        source_token=token,
        processor_customer_id=customer.processor_customer_id,
        checkout_session_id=session.id,
        created_at=now,
        updated_at=now,
    )
    named = session.evolve(card_attempt_id=method.id, version=session.version + 1, updated_at=now)
    writes: list[Write] = [Create(method), Replace(named, session.version, (), [CheckoutSessionStatus.OPEN])]
    try:
        ctx.store.write([*writes, *_with_email(ctx, order, buyer_email)])
    except TransactionLost:
        raise _changed() from None
    return method


def _with_email(ctx: Context, order: Order, buyer_email: str | None) -> list[Write]:
    if buyer_email is None or order.buyer_email is not None:
        return []
    after = order.evolve(buyer_email=buyer_email, version=order.version + 1, updated_at=ctx.now())
    after, activity = recorded(ctx, order, after, "order.update", "Updated: buyerEmail.")
    return [Replace(after, order.version, outbox(ctx, "order.updated"), [OrderStatus.OPEN]), activity]


def _changed() -> errors.VersionConflict:
    return errors.VersionConflict("The page shows something else by now; load it again.")


def completed(ctx: Context, method: PaymentMethod) -> list[Write]:
    """What is written along with a card that is kept: its session and order are done, and the trial begins.

    Nothing, if the session ended in another way, or asks for money by now: then the card is merely saved.
    """
    assert method.checkout_session_id is not None, "it was given on a page"
    session = found_checkout_session(ctx.store.read(method.checkout_session_id), method.checkout_session_id)
    order = found_order(ctx.store.read(session.order_id), session.order_id)
    if session.status is not CheckoutSessionStatus.OPEN or order.status is not OrderStatus.OPEN or order.balance:
        return []
    paid, activity = recorded(ctx, order, pay_nothing(order, ctx.now()), "order.paid", "Paid: the order costs nothing.")
    return [
        Replace(paid, order.version, outbox(ctx, "order.paid"), [OrderStatus.OPEN]),
        activity,
        *checkout_endings.follow(ctx, order, paid, begun_at=method.created_at),
        *subscription_payments.follow(ctx, paid, kept_card=method.id).writes,
    ]


def come_back(checkout: Checkout) -> None:
    """The buyer comes back from the bank: look at what became of the card."""
    if checkout.card is not None and checkout.card.unsettled:
        payment_methods.resume(checkout.ctx, checkout.card.id, patient=True)


def give_up(checkout: Checkout) -> None:
    """The buyer does not confirm the card at the bank, and gives another one."""
    card = checkout.card
    if card is None or card.status is not PaymentMethodStatus.REQUIRES_ACTION or card.processor_setup_id is None:
        return
    checkout.ctx.gateway.give_up_saving(card.processor_setup_id)
    payment_methods.resume(checkout.ctx, card.id)


def require_settled(ctx: Context, sessions: Sequence[CheckoutSession]) -> None:
    """Raises PaymentInProgress while a card is being kept for one of these sessions."""
    ids = [session.card_attempt_id for session in sessions if session.card_attempt_id is not None]
    found = ctx.store.read(*ids)
    cards = [found.get(PaymentMethod, card_id) for card_id in ids]
    if any(card is not None and card.unsettled for card in cards):
        raise errors.PaymentInProgress(
            "The buyer is giving a card for the trial; wait until it is kept or refused, then try again.",
            next_steps=["Read the checkout session again in a minute."],
        )
