"""Percentages as callers send them."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from commerce.domain.percentages import PercentageText, PercentOff

PERCENTAGE: TypeAdapter[str] = TypeAdapter(PercentageText)
PERCENT_OFF: TypeAdapter[str] = TypeAdapter(PercentOff)


@pytest.mark.parametrize(
    ("sent", "kept"), [("8.25", "8.25"), ("08.250", "8.25"), ("0", "0"), ("9999.999999", "9999.999999")]
)
def test_percentage_is_kept_in_its_shortest_form(sent: str, kept: str) -> None:
    """So that equal rates are equal texts."""
    assert PERCENTAGE.validate_python(sent) == kept


@pytest.mark.parametrize("sent", [8, 8.25, None, b"8"])
def test_percentage_is_a_text(sent: Any) -> None:
    """A number would have been a float on the way, and bytes are none either."""
    with pytest.raises(ValidationError, match="valid string"):
        PERCENTAGE.validate_python(sent)


def test_percentage_is_at_most_twenty_characters() -> None:
    """Longer ones are refused before they are read."""
    with pytest.raises(ValidationError, match="is not a percentage"):
        PERCENTAGE.validate_python("1" * 20)
    with pytest.raises(ValidationError, match="at most 20 characters"):
        PERCENTAGE.validate_python("1" * 21)


@pytest.mark.parametrize("sent", ["0.000001", "1", "100"])
def test_percent_off_is_more_than_nothing_and_at_most_all(sent: str) -> None:
    """A discount of everything is one."""
    assert PERCENT_OFF.validate_python(sent) == sent


@pytest.mark.parametrize(("sent", "why"), [("0", "more than 0"), ("100.000001", "at most 100"), ("101", "at most 100")])
def test_percent_off_of_nothing_or_more_than_all_is_refused(sent: str, why: str) -> None:
    """A millionth above all is too much."""
    with pytest.raises(ValidationError, match=why):
        PERCENT_OFF.validate_python(sent)
