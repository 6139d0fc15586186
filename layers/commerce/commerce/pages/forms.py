"""Posted forms: a few short fields, from the page itself, and never a card's number."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from commerce.domain import errors
from commerce.edge.bodies import BAD_CHARACTER, raw_body, refuse_card_number

MAX_FORM_BYTES, MAX_FIELDS, MAX_FIELD_CHARACTERS = 16_384, 30, 500
FORM = "application/x-www-form-urlencoded"
FROM_HERE = frozenset({"same-origin", "none"})


def posted_form(event: Mapping[str, Any]) -> dict[str, str]:
    """The fields that were filled in, each once, without spaces around them.

    Raises InvalidRequest, or CardNumberRefused, which names the field and never the value.
    """
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    # The address is the secret, and no cookie speaks for the buyer: a foreign page can't know where to post to. This
    # refuses one that does.
    if headers.get("sec-fetch-site", "same-origin") not in FROM_HERE:
        raise errors.InvalidRequest("The form was posted from another site.")
    if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise errors.InvalidRequest("The form was not sent as a form.")
    body = raw_body(event)
    if len(body) > MAX_FORM_BYTES:
        raise errors.RequestTooLarge("The form is too large.")
    return _fields(body)


def _fields(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:  # bytes that are no text, or too many fields
        raise errors.InvalidRequest("The form can't be read.") from None
    fields = {name: value.strip() for name, value in pairs}
    for name, value in fields.items():
        refuse_card_number("a field", name)
        refuse_card_number(name, value)
        if len(value) > MAX_FIELD_CHARACTERS or BAD_CHARACTER.search(value):
            raise errors.InvalidRequest("A field of the form is too long, or holds characters that no text has.")
    if len(fields) != len(pairs):
        raise errors.InvalidRequest("The form names a field twice.")
    return {name: value for name, value in fields.items() if value}
