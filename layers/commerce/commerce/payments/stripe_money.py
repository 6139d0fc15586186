"""Amounts as Stripe writes them: in ISO 4217's minor units, but for three currencies.

| currency | ISO 4217           | Stripe                              |
|----------|--------------------|-------------------------------------|
| ISK, UGX | no decimals: 5     | two, which are always 00: 500       |
| MGA      | two decimals: 500  | none: 5                             |

Source: https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases", read 2026-11-25.
"""

HUNDREDFOLD = frozenset({"ISK", "UGX"})
HUNDREDTH = frozenset({"MGA"})


class NoSuchAmountAtStripe(ValueError):
    """An amount that Stripe has no number for: a part of an ariary."""


def to_stripe(amount: int, currency: str) -> int:
    """An amount of ours as Stripe takes it, exactly. Raises NoSuchAmountAtStripe."""
    if currency in HUNDREDFOLD:
        return amount * 100
    return _hundredth(amount, currency) if currency in HUNDREDTH else amount


def from_stripe(amount: int, currency: str) -> int:
    """An amount of Stripe's as we keep it, exactly. currency: in either case. Raises NoSuchAmountAtStripe."""
    code = currency.upper()
    if code in HUNDREDTH:
        return amount * 100
    return _hundredth(amount, code) if code in HUNDREDFOLD else amount


def _hundredth(amount: int, currency: str) -> int:
    whole, rest = divmod(amount, 100)
    if rest:
        raise NoSuchAmountAtStripe(f"{amount} of {currency} is no whole number of hundreds.")
    return whole
