"""Money as callers see it: an integer of minor units and an ISO 4217 code."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from commerce.domain import errors
from commerce.domain.entity import Command, Shape

MAX_AMOUNT = 99_999_999_999
"""Stripe charges at most eight digits; eleven leave room for three-decimal currencies and large totals."""

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""Money that circulates. Source: ISO 4217's list of active codes, without funds, metals and testing codes.

As of November 2026: without ANG and BGN, which XCG and EUR have replaced.
"""


def _known(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError("no such currency; send an ISO 4217 code, such as USD")
    return code


Currency = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{3}$", to_upper=True),
    AfterValidator(_known),
    Field(description="ISO 4217 code, such as USD.", examples=["USD"]),
]
Amount = Annotated[
    int, Field(strict=True, ge=0, le=MAX_AMOUNT, description="Minor units: 1050 is 10.50 USD.", examples=[2900])
]
PositiveAmount = Annotated[
    int, Field(strict=True, ge=1, le=MAX_AMOUNT, description="Minor units: 1050 is 10.50 USD.", examples=[2900])
]

ZERO_DECIMAL = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
THREE_DECIMAL = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


class Money(Shape):
    """An amount in minor units with its currency; may be negative in differences only."""

    amount: int = Field(description="Minor units: 1050 is 10.50 USD.", examples=[2900])
    currency: str = Field(description="ISO 4217 code.", examples=["USD"])


class MoneyInput(Command):
    """An amount that a caller sends; the currency may be left out."""

    amount: Amount
    currency: Currency | None = None


class PositiveMoneyInput(MoneyInput):
    """An amount that a caller sends and that must be at least 1."""

    amount: PositiveAmount


def amount_in_currency(currency: str, money: MoneyInput, field: str, *, of: str = "order") -> int:
    """An amount that belongs to something of this currency. field: where the request has it. of: what it belongs to.

    Raises CurrencyMismatch if it is in another currency.
    """
    if money.currency is not None and money.currency != currency:
        raise errors.CurrencyMismatch(
            f"{field} is in {money.currency}, but the {of} is in {currency}; "
            f"send {currency} or leave the currency out.",
            param=field,
            fields=[errors.InvalidField(f"{field}.currency", "CURRENCY_MISMATCH", f"send {currency}")],
        )
    return money.amount


def decimals(currency: str) -> int:
    """How many of an amount's last digits stand behind the decimal point. Source: ISO 4217."""
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def format_amount(amount: int, currency: str) -> str:
    """`format_amount(1050, "USD")` → `10.50 USD`, for sentences that people read."""
    places = decimals(currency)
    digits = str(abs(amount)).rjust(places + 1, "0")
    sign = "-" if amount < 0 else ""
    shown = digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"
    return f"{sign}{shown} {currency}"
