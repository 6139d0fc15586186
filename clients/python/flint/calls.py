"""A call without its network: what is sent, what an answer means, and whether to send it again."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flint.codes import BY_CODE
from flint.errors import BY_STATUS, ApiError, ServerError
from flint.resource import Resource, camel

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 8.0
LONGEST_TOLD_DELAY_SECONDS = 60.0
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
RETRIED_CODES = frozenset({"IDEMPOTENCY_KEY_IN_PROGRESS"})


@dataclass(frozen=True)
class Operation:
    """An operation of the API, as the client knows it.

    path_parameters: in the order in which they are given. query: names of filters, in camelCase.
    mutates: so that it gets an idempotency key. pages: it answers a list.
    """

    name: str
    method: str
    path: str
    shape: type[Resource]
    path_parameters: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    takes_body: bool = False
    mutates: bool = False
    pages: bool = False


@dataclass(frozen=True)
class Call:
    """A request that may be sent several times: its idempotency key stays."""

    operation: Operation
    path: str
    query: Mapping[str, str]
    body: Mapping[str, Any] | None
    idempotency_key: str | None
    timeout_seconds: float | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What goes with it beside the key of the API."""
        return {"Idempotency-Key": self.idempotency_key} if self.idempotency_key else {}


def call_of(
    operation: Operation,
    given: Sequence[str | Mapping[str, Any] | None],
    fields: Mapping[str, Any],
    *,
    idempotency_key: str | None = None,
    dry_run: bool = False,
    timeout_seconds: float | None = None,
) -> Call:
    """Put a call together from positional values (ids, then a body) and named fields.

    An id that is not given by position is taken out of the fields: `pay({"orderId": …})` is `pay(order_id, …)`.
    Raises TypeError, naming it, if an id is missing or a field is given that the operation can't take.
    """
    ids = [each for each in given if isinstance(each, str)]
    values = {name: value for each in given if isinstance(each, Mapping) for name, value in each.items()} | dict(fields)
    path = operation.path
    for position, name in enumerate(operation.path_parameters):
        identity = ids[position] if position < len(ids) else _taken(values, name, operation)
        path = path.replace(f"{{{name}}}", quote(identity, safe=""))
    if len(ids) > len(operation.path_parameters):
        raise TypeError(f"{operation.name} takes {len(operation.path_parameters)} id(s), {len(ids)} were given")
    if operation.takes_body:
        idempotency_key = idempotency_key or values.pop("idempotencyKey", None) or values.pop("idempotency_key", None)
    query = {} if operation.takes_body else _query(operation, values)
    if operation.mutates:
        query |= {"dryRun": "true"} if dry_run else {}
        idempotency_key = idempotency_key or f"py_{secrets.token_hex(16)}"
    return Call(operation, path, query, values if operation.takes_body else None, idempotency_key, timeout_seconds)


def _taken(values: dict[str, Any], name: str, operation: Operation) -> str:
    for known in (name, camel(name)):
        if known in values:
            return str(values.pop(known))
    raise TypeError(f"{operation.name} needs {name}")


def _query(operation: Operation, values: Mapping[str, Any]) -> dict[str, str]:
    named = {camel(name): value for name, value in values.items()}
    unknown = sorted(named.keys() - set(operation.query))
    if unknown:
        raise TypeError(f"{operation.name} takes no {', '.join(unknown)}")
    return {name: _text(value) for name, value in named.items() if value is not None}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def error_of(status: int, body: Any) -> ApiError:
    """The error that an answer tells, of the class of its code."""
    told = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(told, Mapping):
        message = body.get("message") if isinstance(body, Mapping) else None
        told = {"code": "UNKNOWN", "message": message or f"The API answered {status} without saying why."}
    kind = BY_CODE.get(str(told.get("code"))) or BY_STATUS.get(status, ServerError)
    return kind(status, told)


def may_be_sent_again(status: int, error: ApiError) -> bool:
    """True if waiting helps: throttled, broken down, or the same key still at work."""
    return status in RETRIED_STATUSES or error.code in RETRIED_CODES


def delay_seconds(tries: int, retry_after: str | None = None) -> float:
    """How long to wait after so many tries: what the API says, else twice as long each time, with jitter."""
    if retry_after is not None and retry_after.isdigit():
        return min(float(retry_after), LONGEST_TOLD_DELAY_SECONDS)
    longest: float = min(FIRST_DELAY_SECONDS * 2 ** (tries - 1), LONGEST_DELAY_SECONDS)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads clients out; nothing is secret about it
