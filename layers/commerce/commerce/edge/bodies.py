"""A body as bytes and as one JSON object: whatever is wrong with it is the caller's 400, never our fault."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.alias_generators import to_camel

from commerce.domain import errors
from commerce.domain.card_numbers import LIKELY, holds_card_number

MAX_BODY_BYTES = 1_000_000
MAX_DEPTH = 20
"""Objects and lists within each other; an order needs six."""

TAKEN_TYPES = re.compile(r"application/(([\w.-]+\+)?json|x-www-form-urlencoded)")
"""Forms are no bodies of ours, but `curl -d` calls every body one: what it sends is read as JSON like any other."""
METADATA = "metadata"
BAD_CHARACTER = re.compile("[\0\ud800-\udfff]")


def raw_body(event: Mapping[str, Any]) -> bytes:
    """The body as it was sent. Raises InvalidRequest if API Gateway's form of it can't be undone, or if it is large."""
    text = event.get("body") or ""
    try:
        body = base64.b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()
    except ValueError:  # broken base 64, or half a surrogate pair
        raise errors.InvalidRequest("The body is not UTF-8 text; send one JSON object.") from None
    if len(body) > MAX_BODY_BYTES:
        raise errors.RequestTooLarge(f"The body has more than {MAX_BODY_BYTES} bytes; send less at once.")
    return body


def json_body(event: Mapping[str, Any], content_type: str) -> dict[str, Any]:
    """The body's fields, {} without a body. Raises InvalidRequest unless it is one sound JSON object."""
    try:
        text = raw_body(event).decode()
    except UnicodeDecodeError:
        raise errors.InvalidRequest("The body is not UTF-8 text; send one JSON object.") from None
    if not text.strip():
        return {}
    if content_type and not TAKEN_TYPES.fullmatch(content_type.partition(";")[0].strip().lower()):
        raise errors.InvalidRequest("The body's type is not JSON; send it with `Content-Type: application/json`.")
    try:
        body = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError):
        raise errors.InvalidRequest(
            "The body is not valid JSON; send one JSON object, with `Content-Type: application/json`."
        ) from None
    if not isinstance(body, dict):
        raise errors.InvalidRequest("The body must be one JSON object, in braces.")
    _require_shallow(body)
    # Only with a long number or an escape in the text as sent can there be something to refuse in its fields.
    if "\\" in text or LIKELY.search(text) is not None:
        for path, value in texts_of(body):
            refuse_card_number(path, value)
            if BAD_CHARACTER.search(value):
                raise _invalid(path, "has a character that no text has: NUL or half of a surrogate pair")
    return body


def refuse_card_number(field: str, value: str) -> None:
    """Raises CardNumberRefused, which names the field and never the value."""
    if holds_card_number(value):
        raise errors.CardNumberRefused(
            f"{field} holds what looks like a card number. Flint takes none, in any field: "
            "send a token that Stripe.js made in the buyer's browser.",
            param=field,
            fields=[errors.InvalidField(field, "CARD_NUMBER_REFUSED", "looks like a card number; send a token")],
            next_steps=["Send a payment source token instead.", "If it is another number, put a letter before it."],
        )


def texts_of(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key, string and number of a body as text, with the field that it stands in.

    A key's field is the one that holds it: a key may itself be what must not be repeated.
    """
    waiting: list[tuple[str, Any]] = [("", body)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield path or "body", key
                waiting.append((_below(path, key), inner))
        elif isinstance(value, list):
            waiting.extend((f"{path}[{index}]", inner) for index, inner in enumerate(value))
        elif isinstance(value, int | float):
            yield path, str(value)


def _require_shallow(body: Mapping[str, Any]) -> None:
    level: list[Any] = [body]
    for _ in range(MAX_DEPTH):
        parts = (each.values() if isinstance(each, dict) else each for each in level)
        level = [inner for part in parts for inner in part if isinstance(inner, dict | list)]
        if not level:
            return
    raise errors.InvalidRequest(f"The body is nested more than {MAX_DEPTH} levels deep.")


def _below(path: str, key: str) -> str:
    """The path of a field, in the casing that refusals speak; metadata's keys stay the caller's."""
    name = key if path.endswith(METADATA) or not key.isidentifier() else to_camel(key)
    return f"{path}.{name}" if path else name


def _invalid(field: str, message: str) -> errors.InvalidRequest:
    wrong = errors.InvalidField(field, "INVALID_VALUE", message)
    return errors.InvalidRequest(f"{field} {message}.", param=field, fields=[wrong])


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are distinct: of two values for one field, neither is dropped silently."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise errors.InvalidRequest("The body names a field twice in one object; send each field once.")
    return found
