"""Amounts and percentages as people read and send them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from commerce.domain.money import MAX_AMOUNT, MoneyInput, PositiveMoneyInput, format_amount
from commerce.domain.percentages import PercentageText, PercentOff


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (1050, "USD", "10.50 USD"),
        (5, "USD", "0.05 USD"),
        (0, "USD", "0.00 USD"),
        (-1050, "USD", "-10.50 USD"),
        (1050, "JPY", "1050 JPY"),
        (0, "JPY", "0 JPY"),
        (1050, "KWD", "1.050 KWD"),
        (1, "KWD", "0.001 KWD"),
    ],
)
def test_amount_is_shown_with_its_currencys_decimals(amount: int, currency: str, shown: str) -> None:
    """ISO 4217: yen have none, dinars three."""
    assert format_amount(amount, currency) == shown


@pytest.mark.parametrize("amount", [1.0, "1", True, None, -1, MAX_AMOUNT + 1], ids=repr)
def test_amount_is_a_whole_number_in_bounds(amount: object) -> None:
    """Nothing is converted."""
    with pytest.raises(ValidationError):
        MoneyInput.model_validate({"amount": amount})


def test_zero_is_an_amount_but_no_positive_one() -> None:
    """A price may be nothing, a tip may not."""
    assert MoneyInput.model_validate({"amount": 0}).amount == 0
    with pytest.raises(ValidationError):
        PositiveMoneyInput.model_validate({"amount": 0})


@pytest.mark.parametrize(("sent", "kept"), [("8", "8"), ("8.0", "8"), ("08.250", "8.25"), ("0", "0"), ("100", "100")])
def test_percentage_is_kept_in_its_shortest_form(sent: str, kept: str) -> None:
    """So that equal rates are one."""
    assert TypeAdapter(PercentageText).validate_python(sent) == kept


@pytest.mark.parametrize("sent", ["0", "0.0", "100.000001", "101", 10, 10.0], ids=repr)
def test_discount_is_above_nothing_and_at_most_all(sent: object) -> None:
    """As a string."""
    with pytest.raises(ValidationError):
        TypeAdapter(PercentOff).validate_python(sent)
