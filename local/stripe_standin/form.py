"""Form-encoded bodies with bracket nesting: `card[token]=tok_visa&expand[]=latest_charge`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from .errors import InvalidRequestError, RawCardNumberError

Form = dict[str, "str | Form"]

_MAX_FIELDS = 1_000
_MAX_DEPTH = 6
_KEY = re.compile(r"\A[^\[\]]+(?:\[[^\[\]]*\])*\Z")
_DIGIT_GROUPS = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,15}(?![\w.-])")
# Visa, Mastercard, American Express, Discover, Diners, JCB: prefix and length, so that a
# time stamp or an id that happens to pass the checksum is no card number.
_CARD_NUMBER = re.compile(
    r"4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}"
)


def decode(body: str) -> Form:
    """Turn a form-encoded body into nested dicts of strings.

    A list's entries get their position as the key: `a[]=x&a[]=y` is {"a": {"0": "x", "1": "y"}}.
    Raises InvalidRequestError if a name can't be read or there are too many.
    """
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError) as unreadable:
        raise InvalidRequestError(f"The request's body can't be read: {unreadable}.") from unreadable
    form: Form = {}
    for name, text in pairs:
        _place(form, name, text)
    return form


def _place(form: Form, name: str, text: str) -> None:
    if not _KEY.match(name) or name.count("[") > _MAX_DEPTH:
        raise InvalidRequestError(f"The parameter name '{name[:80]}' can't be read.", param=name[:80])
    *outer, last = name.replace("]", "").split("[")
    node = form
    for part in outer:
        inner = node.setdefault(part or str(len(node)), {})
        if isinstance(inner, str):
            raise InvalidRequestError(f"'{name}' is given both as a value and as a hash.", param=name)
        node = inner
    node[last or str(len(node))] = text


def canonical(form: Form) -> str:
    """One text per meaning, so that two requests can be compared whatever their order."""
    return json.dumps(form, sort_keys=True, separators=(",", ":"))


def refuse_card_numbers(form: Form) -> None:
    """Raise RawCardNumberError if any value holds what can only be a card number."""
    for name, text in _leaves(form, ""):
        for group in _DIGIT_GROUPS.findall(text):
            digits = re.sub(r"[ -]", "", group)
            if _CARD_NUMBER.fullmatch(digits) and _passes_luhn(digits):
                raise RawCardNumberError(name)


def _leaves(form: Form, prefix: str) -> Iterator[tuple[str, str]]:
    for key, node in form.items():
        name = f"{prefix}[{key}]" if prefix else key
        if isinstance(node, str):
            yield name, node
        else:
            yield from _leaves(node, name)


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
