"""Who meets over the same order: the flows that the interleavings run."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from commerce.domain.agent_limits import AgentLimits
from commerce.domain.customers import Customer
from commerce.domain.payment_methods import PaymentMethod
from commerce.usecases import confirmations
from commerce.usecases.commit import CREATED
from tests.faults import shop
from tests.faults.agents import ASKS, DAILY, approved, by_agent, the_confirmation
from tests.faults.card_keeper import Setup
from tests.faults.interleavings import JUMPS, Act, Flow, Stage
from tests.faults.processor import (
    BROKEN,
    CHALLENGED,
    DECLINED,
    FAILS,
    FAILS_LATE,
    GOOD,
    SECOND_FAILS,
    SECOND_REFUSED,
    SLOW,
    Payment,
)
from tests.faults.world import SWEEPER_LIFE, World


def asks(key: str, ask: Callable[[World, tuple[str, ...]], shop.Ask], status: int = 200) -> Act:
    """A client with one request."""

    def act(stage: Stage) -> None:
        stage.insist(key, lambda: stage.world.ask(key, ask(stage.world, stage.ids), status))

    act.__name__ = key
    return act


def pays(key: str, *sources: str, which: int = 0, amount: int | None = None, tip: int | None = None) -> Act:
    """Somebody who pays, all or a part."""
    return asks(key, lambda world, ids: shop.pay(world, ids[which], *sources, amount=amount, tip=tip))


def pays_by_hand(key: str, amount: int | None) -> Act:
    """Somebody who records cash."""
    return asks(key, lambda world, ids: shop.pay_by_hand(world, ids[0], amount))


def reverses(key: str) -> Act:
    """Somebody who takes recorded cash out of the books."""
    return asks(key, lambda world, ids: shop.reverse(world, ids[1]))


def pays_as_agent(key: str, limits: AgentLimits, *sources: str, which: int = 0, amount: int | None = None) -> Act:
    """An agent who pays by itself, all or a part."""
    return asks(key, lambda world, ids: by_agent(shop.pay(world, ids[which], *sources, amount=amount), limits))


def holds(key: str, amount: int | None = None) -> Act:
    """Somebody who holds money on a card."""
    return asks(key, lambda world, ids: shop.intend(world, ids[0], amount=amount), CREATED)


def captures(key: str, amount: int | None = None) -> Act:
    """Somebody who takes what is held."""
    return asks(key, lambda world, ids: shop.capture(world, ids[1], amount))


def confirms(key: str, source: str | None = None) -> Act:
    """Somebody who confirms the payment that waits."""
    return asks(key, lambda world, ids: shop.confirm(world, ids[1], source))


def cancels(key: str) -> Act:
    """Somebody who gives the payment up."""
    return asks(key, lambda world, ids: shop.cancel(world, ids[1]))


def refunds(
    key: str,
    amount: int | None,
    *,
    fate: str = "",
    units: int | None = None,
    restock: bool = False,
    which: int = 0,
) -> Act:
    """Somebody who gives money back, and perhaps the goods."""

    def ask(world: World, ids: tuple[str, ...]) -> shop.Ask:
        return shop.refund(world, ids[which], amount, fate=fate, units=units, restock=restock)

    return asks(key, ask, CREATED)


def sweeper(stage: Stage) -> None:
    """Two runs of the sweeper, which may overlap with another's."""
    for _ in range(2):
        stage.process(stage.world.sweep, SWEEPER_LIFE)
        stage.rest()


def events(stage: Stage) -> None:
    """Three of the processor's events, about whatever is there by then, in any order."""
    processor = stage.world.processor
    for _ in range(3):
        stage.wait_until(lambda: bool(processor.payments or processor.setups))
        about = [*processor.payments, *processor.refunds, *processor.setups]
        if about:
            chosen = stage.random.choice(about)
            stage.process(lambda chosen=chosen: stage.world.hear(chosen))  # type: ignore[misc]  # bound now


def buyer(stage: Stage) -> None:
    """A buyer in front of the challenge, with a page that keeps the secret."""
    _confirms(stage, stage.ids[0])


def _confirms(stage: Stage, order_id: str) -> None:
    processor = stage.world.processor

    def shown() -> list[Payment]:
        secrets = {payment.client_secret for payment in shop.order_of(stage.world, order_id).payments}
        return [payment for payment in processor.payments.values() if payment.secret in secrets]

    stage.wait_until(lambda: bool(shown()))
    for payment in shown():
        for act in (stage.random.choice((processor.confirm, processor.fail_challenge)), processor.try_another_card):
            act(payment)
            stage.trace.append(f"the buyer: {act.__name__}")
            stage.wait_until(lambda: True)


def holder(stage: Stage) -> None:
    """A card's holder in front of the challenge, with a page that keeps the secret."""
    processor = stage.world.processor

    def shown() -> list[Setup]:
        methods = [stage.world.row(PaymentMethod, setup.method.id) for setup in processor.setups.values()]
        secrets = {method.client_secret for method in methods if method is not None}
        return [setup for setup in processor.setups.values() if setup.secret in secrets]

    stage.wait_until(lambda: bool(shown()))
    for setup in shown():
        for act in (stage.random.choice((processor.confirm_card, processor.fail_card)), processor.confirm_card):
            act(setup)
            stage.trace.append(f"the holder: {act.__name__}")
            stage.wait_until(lambda: True)


def saves(key: str, source: str = GOOD) -> Act:
    """Somebody who saves a card of the customer."""
    return asks(key, lambda world, ids: shop.save_card(world, ids[0], source), CREATED)


def keeps(key: str, source: str = GOOD) -> Act:
    """Somebody who pays the customer's order and keeps the card."""
    return asks(key, lambda world, ids: shop.pay_and_keep(world, ids[1], source))


def removes_default(stage: Stage) -> None:
    """Somebody who removes the customer's default card, once there is one."""
    world = stage.world

    def default() -> str | None:
        customer: Customer = world.row(Customer, stage.ids[0])
        return customer.default_payment_method_id

    stage.wait_until(lambda: default() is not None)
    method_id = default()
    if method_id is not None:
        stage.insist("remove", lambda: world.ask("remove", shop.remove_card(world, method_id)))


def buyer_of_kept_card(stage: Stage) -> None:
    """The same as `buyer`, where the customer's id comes first."""
    _confirms(stage, stage.ids[1])


def deletes_and_makes_again(stage: Stage) -> None:
    """Somebody who deletes the coupon and gives its code to a new one."""
    world = stage.world
    deleted = shop.delete_coupon(world, shop.coupon_id(world))
    stage.insist("delete", lambda: world.ask("delete", deleted))
    stage.insist("make again", lambda: world.ask("make again", shop.create_coupon(world), CREATED))


def raises_limit(stage: Stage) -> None:
    """Somebody who allows one more use."""
    world = stage.world
    change = shop.change_coupon(world, shop.coupon_id(world), max_uses=2)
    stage.insist("raise", lambda: world.ask("raise", change))


ADDS_LINE = asks("add line", lambda world, ids: shop.add_line(world, ids[0]))
ADDS_TIP = asks("add tip", lambda world, ids: shop.add_tip(world, ids[0]))
APPLIES = asks("apply", lambda world, ids: shop.apply_coupon(world, ids[0]))
DELETES_CUSTOMER = asks("delete customer", lambda world, ids: shop.delete_customer(world, ids[0]))
RECORDS = asks("record", lambda world, _: shop.record_for_invoice(world))
DECLINES = asks("decline", lambda world, _: partial(confirmations.decline, identity=the_confirmation(world)))
ISSUES = asks("issue", lambda world, _: shop.issue(world))
VOIDS = asks("void", lambda world, _: shop.void_invoice(world))
CLOSES = asks("close", lambda world, ids: shop.close(world, ids[0]))

PAYING = Flow(
    "pay",
    shop.with_orders,
    [pays("a")],
    [pays("a"), pays("b"), pays("c", DECLINED), pays("d", BROKEN), pays("e", SLOW), sweeper, events],
)
EDITING = Flow(
    "edit",
    shop.with_orders,
    [pays("a"), pays("c", DECLINED)],
    [pays("b"), ADDS_LINE, ADDS_LINE, ADDS_TIP, APPLIES, CLOSES, CLOSES, CLOSES, APPLIES, sweeper],
)
CHALLENGING = Flow(
    "3-D Secure",
    shop.with_orders,
    [pays("a", CHALLENGED)],
    [buyer, buyer, buyer, pays("a", CHALLENGED), pays("b"), ADDS_TIP, CLOSES, sweeper, events],
)
CARDS = Flow(
    "cards",
    lambda: shop.with_customer(order=True),
    [saves("a"), saves("challenged", CHALLENGED), keeps("paid")],
    [
        saves("a"),
        saves("b"),
        saves("declined", DECLINED),
        saves("challenged", CHALLENGED),
        keeps("paid"),
        keeps("paid, challenged", CHALLENGED),
        holder,
        holder,
        buyer_of_kept_card,
        removes_default,
        DELETES_CUSTOMER,
        sweeper,
        events,
    ],
)
COUPONS = Flow(
    "coupon",
    lambda: shop.with_orders(2, coupon=True),
    [pays("a"), pays("c", DECLINED)],
    [
        pays("a"),
        pays("b"),
        pays("other", which=1),
        pays("other", which=1),
        pays("other declined", DECLINED, which=1),
        deletes_and_makes_again,
        raises_limit,
        sweeper,
    ],
)
REFUNDING = Flow(
    "refund",
    lambda: shop.with_orders(paid=True),
    [refunds("a", 6_000), refunds("f", 6_000, fate="fails")],
    [
        refunds("a", 6_000),
        refunds("b", 6_000),
        refunds("c", None),
        refunds("d", 5_000, fate="fails late"),
        CLOSES,
        sweeper,
        events,
    ],
)
SPREADING = Flow(
    "refund over several payments",
    shop.with_payments,
    [
        refunds("a", 6_000),
        refunds("f", None, fate=SECOND_FAILS),
        refunds("r", 10_000, fate=SECOND_REFUSED),
        refunds("unit", None, units=1),
    ],
    [
        refunds("a", 6_000),
        refunds("b", 9_000, fate=SECOND_FAILS),
        refunds("c", None),
        refunds("d", 5_000, fate=FAILS_LATE),
        refunds("e", None, fate=FAILS),
        refunds("unit", None, units=1),
        CLOSES,
        sweeper,
        events,
    ],
)
RESTOCKING = Flow(
    "restock",
    lambda: shop.with_orders(paid=True),
    [refunds("a", None, restock=True), refunds("f", None, fate=FAILS, restock=True)],
    [
        refunds("a", None, restock=True),
        refunds("b", None, restock=True),
        refunds("c", 6_000),
        refunds("d", None, fate=FAILS_LATE, restock=True),
        sweeper,
        events,
    ],
)
CREDITING = Flow(
    "credit notes",
    lambda: shop.with_invoices(2),
    [refunds("a", 6_000), refunds("f", 6_000, fate=FAILS)],
    [
        refunds("a", 6_000),
        refunds("b", None),
        refunds("other", 6_000, which=1),
        refunds("other", 6_000, which=1),
        refunds("other fails", 3_000, fate=FAILS_LATE, which=1),
        sweeper,
        events,
    ],
)
CREDITING_PARTS = Flow(
    "credit notes over several payments",
    lambda: shop.with_invoices(spread=True),
    [refunds("f", None, fate=SECOND_FAILS), refunds("r", 10_000, fate=SECOND_REFUSED)],
    [
        refunds("a", 2_000),
        refunds("b", 9_000, fate=SECOND_FAILS),
        refunds("c", None, fate=FAILS_LATE),
        refunds("unit", None, units=1),
        sweeper,
        events,
    ],
)
VOIDING = Flow(
    "void invoice",
    lambda: shop.with_invoices(part=5_000),
    [refunds("a", 5_000), refunds("f", 5_000, fate=FAILS)],
    [VOIDS, VOIDS, refunds("b", 2_000), refunds("c", None, fate=FAILS_LATE), pays("rest"), sweeper, events],
)
ASKING = Flow(
    "agent that asks",
    approved,
    [pays_as_agent("first", ASKS)],
    [
        pays_as_agent("first", ASKS),
        pays_as_agent("first", ASKS),
        pays_as_agent("other", ASKS, which=1),
        DECLINES,
        pays("a person"),
        ADDS_TIP,
        CLOSES,
        sweeper,
        events,
    ],
)
SPENDING = Flow(
    "agent with a day's limit",
    lambda: shop.with_orders(2),
    [pays_as_agent("a", DAILY)],
    [
        pays_as_agent("a", DAILY),
        pays_as_agent("b", DAILY, which=1),
        pays_as_agent("declined", DAILY, DECLINED, which=1),
        pays_as_agent("part", DAILY, which=1, amount=3_000),
        pays("a person", which=1),
        CLOSES,
        sweeper,
        events,
    ],
)
ISSUING = Flow(
    "issue an invoice",
    shop.with_draft,
    [ISSUES],
    [
        ISSUES,
        VOIDS,
        RECORDS,
        pays("a"),
        pays("a part", amount=3_000),
        pays("challenged", CHALLENGED),
        pays_by_hand("cash", 2_000),
        holds("held", 1_000),
        buyer,
        ADDS_LINE,
        ADDS_TIP,
        CLOSES,
        sweeper,
        events,
    ],
)
CASH = Flow(
    "cash of an invoice",
    shop.with_cash,
    [reverses("a"), refunds("f", 6_000)],
    [
        reverses("a"),
        reverses("b"),
        refunds("a part", 1_000),
        refunds("c", None, fate=FAILS),
        pays("rest"),
        pays_by_hand("cash again", None),
        RECORDS,
        RECORDS,
        VOIDS,
        CLOSES,
        sweeper,
        events,
    ],
)
PARTS = Flow(
    "part payments",
    lambda: shop.with_orders(coupon=True),
    [pays("a", amount=5_000), pays("two", GOOD, GOOD), pays("second declined", GOOD, DECLINED)],
    [
        pays("two", GOOD, GOOD),
        pays("rest"),
        pays("challenged", GOOD, CHALLENGED),
        pays("tip", DECLINED, tip=500),
        pays_by_hand("cash", 3_000),
        pays_by_hand("cash for the rest", None),
        refunds("part", 2_000),
        buyer,
        ADDS_TIP,
        CLOSES,
        sweeper,
        events,
    ],
)
HOLDS = Flow(
    "hold and capture",
    lambda: shop.with_intent(coupon=True, amount=8_000),
    [captures("a"), captures("b", 3_000), cancels("c")],
    [
        captures("a"),
        captures("b", 3_000),
        cancels("c"),
        holds("more", 600),
        pays("rest"),
        refunds("back", 2_000),
        ADDS_TIP,
        CLOSES,
        sweeper,
        events,
    ],
    jumps=(*JUMPS, timedelta(days=7)),
)
CONFIRMING = Flow(
    "confirm",
    lambda: shop.with_intent(hold=False),
    [confirms("a"), confirms("b", DECLINED), confirms("c", CHALLENGED)],
    [confirms("a"), confirms("b", DECLINED), cancels("d"), pays("e"), ADDS_LINE, buyer, CLOSES, sweeper, events],
)
TWINS = Flow(
    "twins",
    lambda: shop.with_orders(coupon=True),
    [pays("a"), pays("c", DECLINED)],
    [pays("a"), pays("a"), pays("c", DECLINED), CLOSES, CLOSES, ADDS_TIP, ADDS_TIP, APPLIES, APPLIES],
    jumps=(timedelta(seconds=36),),
)
TWENTY_HOURS = Flow(
    "20th hour",
    shop.with_orders,
    [pays("a")],
    [pays("a"), pays("b"), sweeper, sweeper, events],
    jumps=tuple(timedelta(seconds=seconds) for seconds in (1, 36, 61, 20 * 3_600 - 20, 20 * 3_600, 2 * 3_600)),
    fault_share=0.2,
)

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        PAYING,
        EDITING,
        CHALLENGING,
        COUPONS,
        CARDS,
        REFUNDING,
        SPREADING,
        RESTOCKING,
        CREDITING,
        CREDITING_PARTS,
        VOIDING,
        ISSUING,
        ASKING,
        SPENDING,
        CASH,
        PARTS,
        HOLDS,
        CONFIRMING,
        TWINS,
        TWENTY_HOURS,
    )
}
