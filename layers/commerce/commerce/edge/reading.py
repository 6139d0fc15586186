"""Reading a request: its body, its headers and its query, each wrong field named."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_camel

from commerce import environment
from commerce.domain import errors
from commerce.domain.entity import camel_keys
from commerce.edge.bodies import json_body, raw_body, refuse_card_number

MAX_KEY_LENGTH = 255
IN_PATH = re.compile(r"[A-Za-z0-9_-]{1,128}")
MAX_REPORTED_FIELDS = 100
UNKNOWN_FIELD = "EXTRA_FORBIDDEN"

C = TypeVar("C", bound=BaseModel)


class Request(NamedTuple):
    """A request as read, before its fields are looked at."""

    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    idempotency_key: str | None
    expected_version: int | None
    dry_run: bool

    @property
    def in_earnest(self) -> "Request":
        """The same, not as a dry run."""
        return self._replace(dry_run=False)

    def fingerprint(self, operation: str) -> str:
        """The same for the same operation and input, whatever the order of the fields."""
        said = [operation, dict(self.path_parameters), self.body, self.dry_run, self.expected_version]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class SignedBody(NamedTuple):
    """A body whose signature is checked over its bytes."""

    body: bytes
    signature: str


def read_request(event: Mapping[str, Any]) -> Request:
    """Read API Gateway's event, payload format 2.0. Raises InvalidRequest, naming what is wrong."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    query = dict(event.get("queryStringParameters") or {})
    path = {name: unquote(value) for name, value in (event.get("pathParameters") or {}).items()}
    in_key = headers.get("idempotency-key")
    for name, text in ({"idempotencyKey": in_key or ""} | query | camel_keys(path)).items():
        refuse_card_number("query", name)
        refuse_card_number(name, text)
    _require_ids(path)
    body = json_body(event, headers.get("content-type", ""))
    key = _one_of("idempotency key", in_key, _take(body, "idempotencyKey", "idempotency_key"))
    version = _take(body, "expectedVersion", "expected_version")
    return Request(
        path_parameters=path,
        query=query,
        body=body,
        idempotency_key=_key(key),
        expected_version=_version(headers.get("if-match"), version),
        dry_run=_dry_run(query),
    )


def _require_ids(path: Mapping[str, str]) -> None:
    """What can't be an id names nothing: the database is not asked for it, which would refuse long keys."""
    for name, text in path.items():
        if not IN_PATH.fullmatch(text):
            raise errors.NotFound(
                "Nothing has an id of this form; list the resource to see yours.", param=to_camel(name)
            )


def validated(shape: type[C], values: Mapping[str, Any]) -> C:
    """The command that these values make. Raises InvalidRequest that names every wrong field and what to send."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        fields = [_field(shape, found) for found in error.errors(include_url=False, include_input=False)]
        named = "; ".join(f"{field.field or 'request'}: {field.message}" for field in fields[:5])
        more = f"; and {len(fields) - 5} more" if len(fields) > 5 else ""
        raise errors.InvalidRequest(
            f"{len(fields)} field(s) are missing or invalid: {named}{more}.",
            param=fields[0].field or None,
            fields=fields[:MAX_REPORTED_FIELDS],
        ) from None


def _field(shape: type[BaseModel], found: Mapping[str, Any]) -> errors.InvalidField:
    path = _path(found["loc"], unknown=found["type"].upper() == UNKNOWN_FIELD)
    message = found["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    if found["type"].upper() == UNKNOWN_FIELD:
        message = "unknown field; leave it out"
        if len(found["loc"]) == 1:
            known = sorted(field.alias or name for name, field in shape.model_fields.items())
            message += f" (known: {', '.join(known)})"
    return errors.InvalidField(path, found["type"].upper(), message)


def _path(steps: Sequence[str | int], *, unknown: bool) -> str:
    """`lineItems[0].name`, in camelCase whatever was sent; names that are the caller's own stay as they are."""
    path = ""
    for position, step in enumerate(steps):
        if isinstance(step, int):
            path += f"[{step}]"
            continue
        own = "metadata" in steps[:position] or (unknown and position == len(steps) - 1)
        path += f"{'.' if path else ''}{step if own else to_camel(step)}"
    return path


def read_signed(event: Mapping[str, Any]) -> SignedBody:
    """The body as it was sent, with its signature."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return SignedBody(raw_body(event), headers.get("stripe-signature", ""))


def public_url_of(event: Mapping[str, Any]) -> str:
    """Where buyers reach the hosted pages, without a slash at its end: as the stack says, else this API's address."""
    return environment.public_url() or f"https://{event.get('requestContext', {}).get('domainName', 'localhost')}"


def _take(body: dict[str, Any], *names: str) -> Any:
    """Take a field that every mutation knows out of the body, in either casing."""
    taken = [body.pop(name) for name in names if name in body]
    if any(value != taken[0] for value in taken):
        raise errors.InvalidRequest(f"{' and '.join(names)} differ; send one of them.", param=names[0])
    return taken[0] if taken else None


def _one_of(what: str, in_header: str | None, in_body: Any) -> Any:
    if in_header is not None and in_body is not None and in_header != in_body:
        raise errors.IdempotencyKeyMismatch(
            f"Header and body name different {what}s; send one of them.", param="idempotencyKey"
        )
    return in_header if in_header is not None else in_body


def _key(key: Any) -> str | None:
    if key is None:
        return None
    if not isinstance(key, str) or not key.isprintable() or not 1 <= len(key) <= MAX_KEY_LENGTH:
        field = errors.InvalidField("idempotencyKey", "INVALID_VALUE", f"1 to {MAX_KEY_LENGTH} printable characters")
        raise errors.InvalidRequest(
            f"An idempotency key is a string of 1 to {MAX_KEY_LENGTH} printable characters.",
            param="idempotencyKey",
            fields=[field],
        )
    return key


def _version(if_match: str | None, in_body: Any) -> int | None:
    if in_body is not None and (not isinstance(in_body, int) or isinstance(in_body, bool) or in_body < 1):
        _refuse_version()
    if if_match is None or if_match.strip() == "*":
        return in_body if isinstance(in_body, int) else None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        _refuse_version()
    if in_body is not None and in_body != int(text):
        raise errors.InvalidRequest("If-Match and expectedVersion differ; send one of them.", param="expectedVersion")
    return int(text)


def _refuse_version() -> None:
    field = errors.InvalidField("expectedVersion", "INVALID_VALUE", "send the resource's version, a whole number")
    raise errors.InvalidRequest(
        "expectedVersion (or If-Match) is the version of the resource that you read: a whole number from 1 on.",
        param="expectedVersion",
        fields=[field],
    )


def _dry_run(query: dict[str, str]) -> bool:
    text = query.pop("dryRun", query.pop("dry_run", "false"))
    if text not in {"true", "false"}:
        field = errors.InvalidField("dryRun", "INVALID_VALUE", "send true or false")
        raise errors.InvalidRequest("dryRun is true or false.", param="dryRun", fields=[field])
    return text == "true"
