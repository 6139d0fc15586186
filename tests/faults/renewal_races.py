"""What merchants and buyers do to a subscription while its renewal runs, and the other way round, at every call."""

from collections.abc import Callable, Iterator, Mapping

from commerce.context import Context
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrder
from commerce.domain.payments import PaymentIntent
from commerce.domain.subscription_commands import CancelSubscription, PauseSubscription, UpdateSubscription
from commerce.domain.subscriptions import Subscription
from commerce.usecases import subscription_halting, subscriptions
from tests.faults import shop
from tests.faults.crash_pairs import NumberedWire
from tests.faults.laws import Rows, _activities, _answers, _charges, _intents
from tests.faults.processor import GOOD
from tests.faults.renewals import CARD, CUSTOMER, STEPS, InterruptedWire, _invoices, bill, calm_down, start
from tests.faults.wire import GoodWire
from tests.faults.world import World

Change = Callable[[World, str], shop.Ask]
"""What is asked of a world's subscription."""


def _cancel(*, now: bool) -> Change:
    command = CancelSubscription(cancel_immediately=now)
    return lambda _, name: lambda ctx: subscription_halting.cancel(ctx, name, command)


def _pause(_: World, name: str) -> shop.Ask:
    return lambda ctx: subscription_halting.pause(ctx, name, PauseSubscription())


def _update(**fields: object) -> Change:
    command = UpdateSubscription.model_validate(fields)
    return lambda _, name: lambda ctx: subscriptions.update(ctx, name, command)


def _pay(world: World, name: str) -> shop.Ask:
    """Pay by hand what is owed by then; nothing, while there is no order."""

    def ask(ctx: Context) -> Order:
        subscription: Subscription = world.row(Subscription, name)
        command = PayOrder.model_validate({"payment_source_token": GOOD})
        paid: Order = world.use_cases.payments.pay(ctx, subscription.latest_order_id, command)
        return paid

    return ask


CHANGES: Mapping[str, Change] = {
    "cancel now": _cancel(now=True),
    "cancel at the end": _cancel(now=False),
    "pause": _pause,
    "more seats": _update(quantity=2),
    "another card": _update(payment_method_id=CARD),
    "pay the order": _pay,
    "remove the card": lambda world, _: shop.remove_card(world, CARD),
    "delete the customer": lambda world, _: shop.delete_customer(world, CUSTOMER),
}


def run_into(name: str, number: int, source: str) -> list[str]:
    """The change comes in just before the renewal's call of this number: the laws that are broken in the end."""
    world, subscription_id = start(source)
    change = CHANGES[name](world, subscription_id)
    world.put_on(InterruptedWire(number, lambda: world.ask("change", change)))
    bill(world)
    return _in_the_end(world, subscription_id)


def run_over(name: str, number: int, source: str) -> list[str]:
    """The renewal comes in just before the change's call of this number."""
    world, subscription_id = start(source)
    world.put_on(InterruptedWire(number, lambda: bill(world)))
    world.ask("change", CHANGES[name](world, subscription_id))
    return _in_the_end(world, subscription_id)


def calls(name: str, source: str) -> tuple[int, int]:
    """How many calls the renewal makes, and how many the change."""
    world, subscription_id = start(source)
    world.put_on(renewal := NumberedWire(world, {}))
    bill(world)
    world, subscription_id = start(source)
    world.put_on(change := NumberedWire(world, {}))
    world.ask("change", CHANGES[name](world, subscription_id))
    return renewal.count, change.count


def _in_the_end(world: World, subscription_id: str) -> list[str]:
    world.put_on(GoodWire())
    calm_down(world, STEPS)
    return [*world.crashes, *_answers(world), *_broken(world, subscription_id)]


def _broken(world: World, subscription_id: str) -> Iterator[str]:
    rows = Rows(world)
    orders = [order for _, order in rows.of(Order) if order.subscription_id == subscription_id]
    for order in orders:
        yield from _charges(world, order, by_hand=0)
        yield from _activities(order, rows)
        if order.payment_in_flight is not None:
            yield f"{order.id} has a payment in flight for ever"
    yield from _intents(world, orders, [intent for _, intent in rows.of(PaymentIntent)])
    yield from _invoices(rows, orders)
    subscription: Subscription = world.row(Subscription, subscription_id)
    if subscription.payment_under_way:
        yield f"it waits for a payment of {subscription.open_order_id} for ever"
    by_id = {order.id: order for order in orders}
    owed = by_id.get(subscription.open_order_id or "")
    if owed is not None and owed.balance == 0:
        yield f"it is {subscription.status} and owes {owed.id}, which is {owed.status}"
    if subscription.status is SubscriptionStatus.ACTIVE and owed is not None:
        yield f"it is active and owes {owed.id}"
