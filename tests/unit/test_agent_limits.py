"""What an agent's key may do by itself: which operations, how much at once, in which currency, and what waits."""

import pytest

from commerce.domain import errors
from commerce.domain.agent_limits import AgentLimits
from commerce.domain.money import Money
from tests.unit.orders import usd


def test_operation_that_is_not_allowed_is_refused() -> None:
    """The refusal names those that are."""
    limits = AgentLimits(allowed_actions=("orders.pay", "refunds.create"))
    limits.require_action("orders.pay")
    with pytest.raises(errors.ActionNotAllowed, match=r"orders\.close; it may call orders\.pay, refunds\.create") as no:
        limits.require_action("orders.close")
    assert no.value.next_steps == ["Leave it to a person, or ask for a key whose agentLimits allow it."]


def test_every_operation_is_allowed_unless_some_are_named() -> None:
    """A list of none allows none."""
    AgentLimits().require_action("orders.pay")
    with pytest.raises(errors.ActionNotAllowed):
        AgentLimits(allowed_actions=()).require_action("orders.pay")


@pytest.mark.parametrize("name", ["max_amount_money", "max_daily_amount_money"])
def test_one_request_moves_no_more_than_its_limit_nor_than_the_days(name: str) -> None:
    """50.00 are moved, 50.01 are not."""
    limits = AgentLimits(**{name: usd(5000)})
    limits.require_amount(5000, "USD")
    with pytest.raises(
        errors.AmountExceedsKeyLimit, match=r"50\.01 USD; this agent's key moves at most 50\.00 USD"
    ) as no:
        limits.require_amount(5001, "USD")
    assert no.value.next_steps == ["Move less, where the operation takes an amount, or leave it to a person."]


def test_threshold_is_no_limit() -> None:
    """What is above it waits for a person, and what is at it does not."""
    limits = AgentLimits(confirmation_threshold_money=usd(5000))
    limits.require_amount(9000, "USD")
    assert [limits.asks_human(amount) for amount in (4999, 5000, 5001)] == [False, False, True]


def test_key_without_a_threshold_asks_nobody() -> None:
    """However much it moves."""
    assert not AgentLimits(max_amount_money=usd(5000)).asks_human(10**9)


@pytest.mark.parametrize("name", ["max_amount_money", "max_daily_amount_money", "confirmation_threshold_money"])
def test_key_with_a_limit_moves_no_other_currency(name: str) -> None:
    """Not even a cent of it: 1 EUR is not measured by dollars."""
    with pytest.raises(errors.AmountExceedsKeyLimit, match="moves USD only, and this is in EUR") as no:
        AgentLimits(**{name: usd(5000)}).require_amount(1, "EUR")
    assert no.value.next_steps == ["Leave it to a person, or ask for a key with limits in this currency."]


def test_key_without_limits_moves_any_currency() -> None:
    """Its operations alone are limited."""
    AgentLimits(allowed_actions=("orders.pay",)).require_amount(10**9, "EUR")


def test_stricter_of_two_limits_holds() -> None:
    """100.00 at once and 50.00 a day are 50.00 at once."""
    limits = AgentLimits(max_amount_money=usd(10_000), max_daily_amount_money=Money(amount=5000, currency="USD"))
    with pytest.raises(errors.AmountExceedsKeyLimit, match=r"at most 50\.00 USD"):
        limits.require_amount(5001, "USD")
