"""Amounts and dates as a reader's language writes them, for the languages of most buyers.

Source: CLDR's patterns, by hand: the packages that carry all of CLDR weigh more than the rest of Flint.
"""

import re
from datetime import datetime
from functools import cache
from typing import NamedTuple

from commerce.domain.money import decimals

NARROW, HARD = "\u202f", "\u00a0"
"""Spaces at which no line breaks, as CLDR uses them."""

MAX_HEADER = 400
_ACCEPTED = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{2}))?(?:-[A-Za-z0-9]+)*\s*(?:;\s*q=([01](?:\.\d{1,3})?))?")


class Locale(NamedTuple):
    """A language, perhaps as a country speaks it, and how it writes numbers."""

    language: str
    country: str
    point: str
    group: str
    pattern: str
    """`¤` stands for the currency's symbol, `#` for the digits."""
    date: str
    """As `strftime` reads it."""
    home: str = ""
    """The currency whose symbol needs no country before it."""
    group_from: int = 4
    """The number of digits before the point from which they are grouped."""

    @property
    def tag(self) -> str:
        """`de-AT`, as in HTML's lang."""
        return f"{self.language}-{self.country}"


_DASHES, _DOTS, _SLASHES = "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"
BEFORE, AFTER = "¤#", f"#{HARD}¤"

ENGLISH = Locale("en", "US", ".", ",", BEFORE, "%m/%d/%Y", "USD")
_LOCALES = (
    ENGLISH,
    Locale("en", "GB", ".", ",", BEFORE, _SLASHES, "GBP"),
    Locale("en", "IE", ".", ",", BEFORE, _SLASHES, "EUR"),
    Locale("en", "CA", ".", ",", BEFORE, _DASHES, "CAD"),
    Locale("en", "AU", ".", ",", BEFORE, _SLASHES, "AUD"),
    Locale("en", "NZ", ".", ",", BEFORE, _SLASHES, "NZD"),
    Locale("de", "DE", ",", ".", AFTER, _DOTS, "EUR"),
    Locale("de", "AT", ",", HARD, f"¤{HARD}#", _DOTS, "EUR"),
    Locale("de", "CH", ".", "\u2019", f"¤{HARD}#", _DOTS, "CHF"),
    Locale("fr", "FR", ",", NARROW, AFTER, _SLASHES, "EUR"),
    Locale("fr", "CA", ",", HARD, AFTER, _DASHES, "CAD"),
    Locale("fr", "CH", ",", NARROW, AFTER, _DOTS, "CHF"),
    Locale("es", "ES", ",", ".", AFTER, _SLASHES, "EUR", group_from=5),
    Locale("es", "MX", ".", ",", BEFORE, _SLASHES, "MXN"),
    Locale("es", "US", ".", ",", BEFORE, _SLASHES, "USD"),
    Locale("it", "IT", ",", ".", AFTER, _SLASHES, "EUR"),
    Locale("nl", "NL", ",", ".", f"¤{HARD}#", "%d-%m-%Y", "EUR"),
    Locale("pt", "BR", ",", ".", f"¤{HARD}#", _SLASHES, "BRL"),
    Locale("pt", "PT", ",", HARD, AFTER, _SLASHES, "EUR", group_from=5),
    Locale("pl", "PL", ",", HARD, AFTER, _DOTS, "PLN", group_from=5),
    Locale("sv", "SE", ",", HARD, AFTER, _DASHES, "SEK"),
    Locale("da", "DK", ",", ".", AFTER, _DOTS, "DKK"),
    Locale("nb", "NO", ",", HARD, AFTER, _DOTS, "NOK"),
    Locale("fi", "FI", ",", HARD, AFTER, _DOTS, "EUR"),
    Locale("cs", "CZ", ",", HARD, AFTER, _DOTS, "CZK"),
    Locale("tr", "TR", ",", ".", BEFORE, _DOTS, "TRY"),
    Locale("ja", "JP", ".", ",", BEFORE, "%Y/%m/%d", "JPY"),
    Locale("ko", "KR", ".", ",", BEFORE, "%Y-%m-%d", "KRW"),
    Locale("zh", "CN", ".", ",", BEFORE, "%Y/%m/%d", "CNY"),
)

_OWN = {
    "USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "MXN": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "CNY": "¥",
    "KRW": "₩", "INR": "₹", "BRL": "R$", "PLN": "zł", "SEK": "kr", "DKK": "kr.", "NOK": "kr", "CZK": "Kč", "TRY": "₺",
}  # fmt: skip
"""Symbols as their own country writes them."""

_ABROAD = {
    "USD": "US$", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "GBP": "£", "EUR": "€", "JPY": "JP¥",
    "CNY": "CN¥", "KRW": "₩", "INR": "₹", "BRL": "R$",
}  # fmt: skip
"""Symbols as others write them; what is not here is written by its code."""

_BY_LANGUAGE = {("de", "USD"): "$", ("ja", "USD"): "$", ("fr", "USD"): "$US", ("fr", "CAD"): "$CA"}
"""Where a language has a custom of its own."""


def locale_of(accept_language: str) -> Locale:
    """The reader's best liked one of those that are known. accept_language: the header, as it was sent."""
    wishes = []
    for part in accept_language[:MAX_HEADER].split(","):
        found = _ACCEPTED.fullmatch(part.strip())
        if found is not None and (found[3] is None or float(found[3]) > 0):
            wishes.append((float(found[3] or 1), found[1].lower(), (found[2] or "").upper()))
    for _, language, country in sorted(wishes, key=lambda wish: -wish[0]):
        known = [locale for locale in _LOCALES if locale.language == ("nb" if language == "no" else language)]
        if known:
            return next((locale for locale in known if locale.country == country), known[0])
    return ENGLISH


def write_money(amount: int, currency: str, locale: Locale) -> str:
    """`write_money(123456, "EUR", german)` → `1.234,56 €`. amount: minor units."""
    places = decimals(currency)
    digits = str(abs(amount)).rjust(places + 1, "0")
    whole, rest = (digits, "") if places == 0 else (digits[:-places], digits[-places:])
    number = _grouped(whole, locale) + (f"{locale.point}{rest}" if rest else "")
    symbol = _symbol(currency, locale)
    pattern = locale.pattern
    if symbol.isalpha() and len(symbol) > 1 and pattern == BEFORE:
        pattern = f"¤{HARD}#"  # letters do not touch digits
    sign = "\u2212" if amount < 0 else ""
    return sign + pattern.replace("¤", symbol).replace("#", number)


def write_number(amount: int, currency: str, locale: Locale) -> str:
    """An amount's digits alone, as a buyer would type them: `4.50`."""
    places = decimals(currency)
    digits = str(amount).rjust(places + 1, "0")
    return digits if places == 0 else f"{digits[:-places]}{locale.point}{digits[-places:]}"


def read_number(text: str, currency: str) -> int | None:
    """What a buyer typed, in minor units; None if it can't be told. One point or comma splits off the minor units."""
    places = decimals(currency)
    found = re.fullmatch(r"\s*(\d{1,9})(?:[.,](\d{1,3}))?\s*", text, re.ASCII)
    if found is None or len(found[2] or "") > places:
        return None
    minor: int = 10**places
    return int(found[1]) * minor + int((found[2] or "").ljust(places, "0") or "0")


def write_date(moment: datetime, locale: Locale) -> str:
    """The date alone, as digits."""
    return moment.strftime(locale.date)


def write_time(moment: datetime, locale: Locale) -> str:
    """Hours and minutes; with AM and PM where English counts that way."""
    if locale.language == "en" and locale.country in {"US", "CA", "AU", "NZ"}:
        return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{moment:%H:%M}"


@cache
def _symbol(currency: str, locale: Locale) -> str:
    if locale.home == currency:
        return _OWN.get(currency, currency)
    return _BY_LANGUAGE.get((locale.language, currency)) or _ABROAD.get(currency, currency)


def _grouped(whole: str, locale: Locale) -> str:
    if len(whole) < locale.group_from:
        return whole
    head = len(whole) % 3
    parts = ([whole[:head]] if head else []) + [whole[at : at + 3] for at in range(head, len(whole), 3)]
    return locale.group.join(parts)
