"""The request that a refusal asks for instead: the caller's own, with what was wrong in it put right.

Loaded for such refusals alone. What a card is charged by is never sent back: it is the caller's to send again.
"""

import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from commerce.domain.entity import camel_keys
from commerce.domain.error_kinds import OTHER, FlintError, NextAction
from commerce.edge.reading import UNKNOWN_FIELD, Request

if TYPE_CHECKING:
    from commerce.edge.operation import Operation

MOST_SENT_BACK = 20_000
"""Letters of a body; who sent more knows it better than we can tell."""

SOURCES = frozenset({"paymentSourceToken", "paymentSourceTokens", "paymentMethodId", "paymentMethodIds"})
SEVERAL = frozenset({"paymentSourceTokens", "paymentMethodIds"})
NEARLY = 0.8
"""How much a field that is meant resembles the one that was sent, 1: they are the same."""

STEP = re.compile(r"[^.\[\]]+")


def correct(refusal: FlintError, operation: "Operation", request: Request) -> None:
    """Put the corrected request, if there is one, first among what leads on from the refusal."""
    sent = camel_keys(deepcopy(dict(request.body)))
    body = sent if refusal.corrections else _renamed(operation, refusal, sent)
    asked = {name for name, value in refusal.corrections.items() if value is OTHER}
    if body is None or asked - _known(operation) or (asked and SEVERAL & body.keys()):
        return  # of several cards, some may be charged
    required = sorted(asked or SOURCES & body.keys())
    body = {name: value for name, value in body.items() if name not in SOURCES}
    if request.expected_version is not None and not asked:  # what was tried is another version by now
        body["expectedVersion"] = request.expected_version
    for path, value in refusal.corrections.items():
        if value is not OTHER and not _put(body, path, value):
            return
    if len(json.dumps(body)) <= MOST_SENT_BACK and _is_sound(operation, body, required):
        corrected = NextAction(operation.name, request.path_parameters, body, required or None)
        refusal.next_actions = [corrected, *refusal.next_actions]


def _known(operation: "Operation") -> set[str]:
    """Fields that the operation's body may have."""
    return {field.alias or name for name, field in operation.body.model_fields.items()} if operation.body else set()


def _renamed(operation: "Operation", refusal: FlintError, sent: Mapping[str, Any]) -> dict[str, Any] | None:
    """The body with its unknown fields under the names that were meant; None if one of them is not nearly known."""
    body = dict(sent)
    for field in refusal.fields:
        if field.code != UNKNOWN_FIELD:
            continue  # such as what is missing under its right name
        meant = get_close_matches(field.field, _known(operation) - body.keys(), 1, NEARLY)
        if not meant or field.field not in body:
            return None
        body[meant[0]] = body.pop(field.field)
    return body


def _put(body: dict[str, Any], path: str, value: Any) -> bool:
    """Set `lineItems[0].amountMoney.amount` inside the body; False if it does not lead to anything that was sent."""
    *steps, last = STEP.findall(path)
    inside: Any = body
    for step in steps:
        if isinstance(inside, dict) and step not in inside:
            inside.update(camel_keys(inside))
        known = int(step) < len(inside) if isinstance(inside, list) else isinstance(inside, dict) and step in inside
        if not known:
            return False
        inside = inside[int(step) if isinstance(inside, list) else step]
    if not isinstance(inside, dict):
        return False
    inside[last] = value
    return True


def _is_sound(operation: "Operation", body: Mapping[str, Any], required: Sequence[str]) -> bool:
    """True if nothing else is wrong with it than what the caller has to add."""
    if operation.body is None:
        return not body.keys() - {"expectedVersion"}
    try:
        operation.body.model_validate({name: value for name, value in body.items() if name != "expectedVersion"})
    except ValidationError as error:
        # What fields have to be together is asked of the whole.
        return bool(required) and all(not found["loc"] or found["loc"][0] in required for found in error.errors())
    return True
