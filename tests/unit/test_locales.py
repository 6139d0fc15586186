"""Amounts and dates as readers of several languages write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.locales import locale_of, read_number, write_date, write_money, write_number, write_time
from commerce.domain.money import CURRENCIES, decimals

MOMENT = datetime(2026, 3, 2, 15, 5, tzinfo=UTC)
NARROW, HARD = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en-US", 123456789, "USD", "$1,234,567.89"),
        ("en-US", 123456, "EUR", "€1,234.56"),
        ("en-US", 5, "USD", "$0.05"),
        ("en-US", -2560, "USD", "−$25.60"),  # noqa: RUF001 (a minus sign is meant)
        ("en-US", 1050, "CHF", f"CHF{HARD}10.50"),
        ("en-GB", 123456, "GBP", "£1,234.56"),
        ("en-GB", 123456, "USD", "US$1,234.56"),
        ("en-CA", 100000, "CAD", "$1,000.00"),
        ("en-US", 100000, "CAD", "CA$1,000.00"),
        ("de-DE", 123456, "EUR", f"1.234,56{HARD}€"),
        ("de-AT", 123456, "EUR", f"€{HARD}1{HARD}234,56"),
        ("de-CH", 123456, "CHF", f"CHF{HARD}1\u2019234.56"),
        ("fr-FR", 123456, "EUR", f"1{NARROW}234,56{HARD}€"),
        ("es-ES", 123456, "EUR", f"1234,56{HARD}€"),
        ("es-ES", 1234567, "EUR", f"12.345,67{HARD}€"),
        ("pt-BR", 123456, "BRL", f"R${HARD}1.234,56"),
        ("sv-SE", 123456, "SEK", f"1{HARD}234,56{HARD}kr"),
        ("ja-JP", 123456, "JPY", "¥123,456"),
        ("en-US", 123456, "JPY", "JP¥123,456"),
        ("en-US", 1234567, "KWD", f"KWD{HARD}1,234.567"),
    ],
)
def test_amount_is_written_as_cldr_does(language: str, amount: int, currency: str, written: str) -> None:
    """Symbols, separators and their places; the currency's own decimals."""
    assert write_money(amount, currency, locale_of(language)) == written


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "en-US"),
        ("*", "en-US"),
        ("de", "de-DE"),
        ("de-AT,de;q=0.9", "de-AT"),
        ("en-AU;q=0.5, fr-CH;q=0.9", "fr-CH"),
        ("tlh, nl;q=0.1", "nl-NL"),
        ("fr;q=0, it", "it-IT"),
        ("zh-Hant-TW", "zh-CN"),
        ("no", "nb-NO"),
        ("<script>;q=9", "en-US"),
        ("de;q=" + "9" * 1000, "en-US"),
    ],
)
def test_the_best_liked_known_language_is_taken(accepted: str, tag: str) -> None:
    """By the weights of Accept-Language; whatever else stands there is nothing."""
    assert locale_of(accepted).tag == tag


def test_dates_are_written_in_digits() -> None:
    """Month first in the United States, day first in most places."""
    written = [
        (write_date(MOMENT, locale_of(tag)), write_time(MOMENT, locale_of(tag))) for tag in ("en-US", "de", "ja")
    ]
    assert written == [("03/02/2026", "3:05 PM"), ("02.03.2026", "15:05"), ("2026/03/02", "15:05")]


@given(st.integers(0, 10**9 - 1), st.sampled_from(sorted(CURRENCIES)), st.sampled_from(["en-US", "de", "fr", "ja"]))
def test_number_that_is_shown_reads_back(amount: int, currency: str, language: str) -> None:
    """What stands in a field can be sent as it stands."""
    amount = amount % 10 ** (6 + decimals(currency))
    assert read_number(write_number(amount, currency, locale_of(language)), currency) == amount


@pytest.mark.parametrize("text", ["", "x", "-1", "1.2.3", "1,000.00", "1.001", " ", "1e2", "\u0665", "9" * 20])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    """A grouped number could mean two things."""
    assert read_number(text, "USD") is None
