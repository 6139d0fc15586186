"""Answers as people read them: a table of a list, field by field of one resource."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

ZERO_DECIMAL = [
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
]
THREE_DECIMAL = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
EXPONENTS = dict.fromkeys(ZERO_DECIMAL, 0) | dict.fromkeys(THREE_DECIMAL, 3)
"""Decimals of currencies that have not two."""

COLUMNS = (
    "id",
    "status",
    "name",
    "summary",
    "eventType",
    "type",
    "operation",
    "amountMoney",
    "percentage",
    "url",
    "createdAt",
)
WIDEST = 72


def show(answer: Any, output: str | None) -> None:
    """Print for people or for programs."""
    if output == "table" or (output is None and sys.stdout.isatty()):
        print(table_of(answer))
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=2))


def table_of(answer: Any) -> str:
    """A list of resources as rows of what is told most, or one resource as lines of its fields."""
    if isinstance(answer, Mapping):
        return "\n".join(_lines(answer))
    if not answer:
        return "Nothing."
    columns = [name for name in COLUMNS if any(name in each for each in answer)]
    rows = [columns, *([_text(each.get(name)) for name in columns] for each in answer)]
    widths = [max(len(row[position]) for row in rows) for position in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _lines(resource: Mapping[str, Any], indent: str = "") -> list[str]:
    found: list[str] = []
    for name, value in resource.items():
        if isinstance(value, Mapping) and value and not _is_money(value):
            found += [f"{indent}{name}:", *_lines(value, indent + "  ")]
        elif (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and any(isinstance(each, Mapping) for each in value)
        ):
            for each in value:
                found += [f"{indent}{name}:", *_lines(each, indent + "  ")]
        elif value not in (None, [], {}, ""):
            found.append(f"{indent}{name}: {_text(value, 10**6)}")
    return found


def _is_money(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"amount", "currency"}


def _text(value: Any, widest: int = WIDEST) -> str:
    if value is None:
        return ""
    if _is_money(value):
        return money(value["amount"], value["currency"])
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= widest else text[: widest - 1] + "…"


def money(amount: int, currency: str) -> str:
    """Minor units as people write them, exactly: 11059 USD → `110.59 USD`."""
    exponent = EXPONENTS.get(currency, 2)
    digits = str(abs(amount)).rjust(exponent + 1, "0")
    whole, part = (digits, "") if exponent == 0 else (digits[:-exponent], f".{digits[-exponent:]}")
    return f"{'-' if amount < 0 else ''}{whole}{part} {currency}"
