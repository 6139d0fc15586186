"""Money at the edges of what may be sent, and as people read it."""

from typing import Any

import pytest
from pydantic import ValidationError

from commerce.domain.errors import CurrencyMismatch, InvalidField
from commerce.domain.money import (
    MAX_AMOUNT,
    Money,
    MoneyInput,
    PositiveMoneyInput,
    amount_in_currency,
    decimals,
    format_amount,
)

ZERO_DECIMAL = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"]


@pytest.mark.parametrize("currency", [*ZERO_DECIMAL, "XAF", "XOF", "XPF"])
def test_no_decimals_in_a_currency_without_a_minor_unit(currency: str) -> None:
    """500 yen are 500."""
    assert decimals(currency) == 0
    assert format_amount(500, currency) == f"500 {currency}"


@pytest.mark.parametrize("currency", ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
def test_three_decimals_in_a_currency_of_thousandths(currency: str) -> None:
    """1500 fils are 1.500."""
    assert decimals(currency) == 3
    assert format_amount(1500, currency) == f"1.500 {currency}"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0.00 USD"),
        (5, "0.05 USD"),
        (99, "0.99 USD"),
        (100, "1.00 USD"),
        (1050, "10.50 USD"),
        (-1050, "-10.50 USD"),
        (-5, "-0.05 USD"),
    ],
)
def test_two_decimals_in_all_others(amount: int, shown: str) -> None:
    """The sign stands first, and there is always a digit before the point."""
    assert decimals("USD") == 2
    assert format_amount(amount, "USD") == shown


def test_amount_is_at_most_eleven_digits() -> None:
    """99,999,999,999 minor units are taken; one more is not."""
    assert MAX_AMOUNT == 99_999_999_999
    for shape in (MoneyInput, PositiveMoneyInput):
        assert shape(amount=99_999_999_999).amount == 99_999_999_999
        with pytest.raises(ValidationError, match="less than or equal to 99999999999"):
            shape(amount=100_000_000_000)


def test_amount_is_at_least_nothing_or_one() -> None:
    """A price may be 0; what is charged or refunded may not."""
    assert MoneyInput(amount=0).amount == 0
    assert PositiveMoneyInput(amount=1).amount == 1
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        MoneyInput(amount=-1)
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        PositiveMoneyInput(amount=0)


@pytest.mark.parametrize("shape", [MoneyInput, PositiveMoneyInput])
@pytest.mark.parametrize("amount", ["10", 10.0, True])
def test_amount_is_an_integer_and_nothing_like_it(shape: type[MoneyInput], amount: Any) -> None:
    """A string, a float and a truth value are refused, whatever they are worth."""
    with pytest.raises(ValidationError, match="valid integer"):
        shape.model_validate({"amount": amount})


def test_currency_is_three_letters_in_any_case() -> None:
    """It may be left out; what is sent comes out in upper case."""
    assert MoneyInput(amount=1).currency is None
    assert MoneyInput(amount=1, currency="eur").currency == "EUR"
    for wrong in ("EU", "EURO", "E1R", " EUR"):
        with pytest.raises(ValidationError, match="should match pattern"):
            MoneyInput(amount=1, currency=wrong)


@pytest.mark.parametrize("code", ["XYZ", "XAU", "XTS", "DEM", "BGN", "ANG"])
def test_currency_is_one_that_circulates(code: str) -> None:
    """Neither invented, nor a metal, nor for tests, nor of the past."""
    with pytest.raises(ValidationError, match="no such currency"):
        MoneyInput(amount=1, currency=code)


def test_money_may_be_a_negative_difference() -> None:
    """What is answered is not held to what may be sent."""
    assert Money(amount=-1, currency="USD").to_answer() == b'{"amount":-1,"currency":"USD"}'


def test_money_needs_both_its_parts() -> None:
    """An amount without a currency is no money, nor is a currency without an amount."""
    for part in ({"amount": 1}, {"currency": "USD"}):
        with pytest.raises(ValidationError, match="Field required"):
            Money.model_validate(part)


@pytest.mark.parametrize("sent", [None, "EUR"])
def test_amount_is_in_the_orders_currency_where_it_names_none(sent: str | None) -> None:
    """Or where it names that one."""
    assert amount_in_currency("EUR", MoneyInput(amount=7, currency=sent), "amountMoney") == 7


def test_amount_in_another_currency_is_refused_by_its_field() -> None:
    """The message says what came, what is wanted and where."""
    with pytest.raises(CurrencyMismatch) as refused:
        amount_in_currency("EUR", MoneyInput(amount=7, currency="USD"), "tipMoney")
    assert (refused.value.message, refused.value.param, refused.value.fields) == (
        "tipMoney is in USD, but the order is in EUR; send EUR or leave the currency out.",
        "tipMoney",
        [InvalidField("tipMoney.currency", "CURRENCY_MISMATCH", "send EUR")],
    )
