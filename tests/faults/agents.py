"""Agents' keys under fault: what they move counts once towards their day, and what a person approved is done once."""

from collections.abc import Sequence
from functools import cache

from commerce.context import Context
from commerce.domain.agent_limits import AgentLimits
from commerce.domain.confirmations import Confirmation
from commerce.domain.money import Money
from commerce.usecases import confirmations
from commerce.usecases.agent_limits import admit
from commerce.usecases.commit import CREATED
from tests.faults import shop
from tests.faults.crash_pairs import Act, Scenario
from tests.faults.laws import Rows
from tests.faults.processor import CHALLENGED, DECLINED
from tests.faults.world import World

REFUSED = 403
ONE_ORDER = Money(amount=10_800, currency="USD")
DAILY = AgentLimits(max_daily_amount_money=ONE_ORDER)
"""All of one order, which is nothing of a second one."""

BOTH = AgentLimits(max_daily_amount_money=Money(amount=10_800 + 6_000, currency="USD"))
"""That order, and a part of it back."""

ASKS = AgentLimits(confirmation_threshold_money=Money(amount=0, currency="USD"))


def by_agent(ask: shop.Ask, limits: AgentLimits) -> shop.Ask:
    """The same, asked with an agent's key."""

    def asked(ctx: Context) -> object:
        ctx.actor = shop.ASKING if limits.confirmation_threshold_money else shop.LIMITED
        admit(ctx, limits.model_dump_json(), "orders.pay", mutates=True)
        return ask(ctx)

    return asked  # type: ignore[return-value]  # the answer is the same


@cache
def approved() -> tuple[World, tuple[str, ...]]:
    """The shop with an order whose payment an agent asked for, and which a person approved."""
    template, ids = shop.with_orders(2)
    world = template.copy()
    asked = world.ask("first", by_agent(shop.pay(world, ids[0]), ASKS))
    assert asked is not None
    assert asked.status == REFUSED
    shop.done(world, "approval", lambda ctx: confirmations.approve(ctx, the_confirmation(world)))
    return world, ids


@cache
def paid_by_agent() -> tuple[World, tuple[str, ...]]:
    """The shop with an order that an agent has paid today."""
    template, ids = shop.with_orders()
    world = template.copy()
    shop.done(world, "paid", by_agent(shop.pay(world, ids[0]), BOTH))
    return world, ids


def the_confirmation(world: World) -> str:
    """The first one that a person was asked."""
    return min(confirmation.id for _, confirmation in Rows(world).of(Confirmation))


def _pays(limits: AgentLimits, *sources: str) -> Act:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", by_agent(shop.pay(world, ids[0], *sources), limits))

    return act


def _pays_again(limits: AgentLimits) -> Act:
    """The same order and another one, each with a key of its own."""

    def act(world: World, ids: Sequence[str]) -> None:
        for order_id in ids:
            world.ask(f"again {len(world.requests)}", by_agent(shop.pay(world, order_id), limits))

    return act


def _refunds(world: World, ids: Sequence[str]) -> None:
    world.ask("first", by_agent(shop.refund(world, ids[0], 6_000), BOTH), CREATED)


def _refunds_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", by_agent(shop.refund(world, ids[0], 1_000), BOTH), CREATED)


def agent_scenarios() -> list[Scenario]:
    """What agents pay and give back."""
    two, asked, paid = shop.with_orders(2), approved(), paid_by_agent()
    return [
        Scenario("pay, all that an agent may a day", two, _pays(DAILY), _pays_again(DAILY)),
        Scenario("pay, all that an agent may a day, declined", two, _pays(DAILY, DECLINED), _pays_again(DAILY)),
        Scenario("pay, all that an agent may a day, 3-D Secure", two, _pays(DAILY, CHALLENGED), _pays_again(DAILY)),
        Scenario("pay, approved by a person", asked, _pays(ASKS), _pays_again(ASKS)),
        Scenario("pay, approved by a person, declined", asked, _pays(ASKS, DECLINED), _pays_again(ASKS)),
        Scenario("refund, all that an agent may a day", paid, _refunds, _refunds_again),
    ]
