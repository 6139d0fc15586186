"""Percentages as callers write them: decimal strings, never floats."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from commerce.domain.arithmetic import format_percent, parse_percent

MAX_PERCENT_OFF = 100


def _canonical(text: str) -> str:
    return format_percent(parse_percent(text))


def _at_most_all(text: str) -> str:
    if parse_percent(text) > parse_percent(str(MAX_PERCENT_OFF)):
        raise ValueError("a discount is at most 100 percent")
    if parse_percent(text) == 0:
        raise ValueError("a discount is more than 0 percent")
    return text


PercentageText = Annotated[
    str,
    StringConstraints(strict=True, max_length=20),
    AfterValidator(_canonical),
    Field(description='Percent as a decimal string: "8.25" is 8.25 %.', examples=["8.25"]),
]
PercentOff = Annotated[PercentageText, AfterValidator(_at_most_all)]
