"""What every operation's description has in common: envelopes, errors, parameters, ways to send a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from commerce.domain import errors
from commerce.edge.reading import MAX_KEY_LENGTH
from local.rendering.examples import Walkthrough, made_up_id
from local.rendering.schemas import Schema

CONVENTIONS = """\
**Keys.** Send `Authorization: Bearer flint_test_…` or `X-API-Key`. A key belongs to one merchant and one mode;
what belongs to another is not found.

**Casing.** Answers are camelCase. Requests may be camelCase or snake_case, field by field; keys inside `metadata`
come back untouched. Unknown fields are refused by name.

**Money** is `{"amount": <integer, minor units>, "currency": "USD"}`; a request may leave the currency out.

**Lists** are pages, newest first: while `hasMore` is true, send `nextPageToken` as `pageToken`.

**Idempotency.** Send an `Idempotency-Key` with every mutation. The same key with the same input gives the first
answer again, with `meta.idempotencyReplayed`; with other input it is refused.

**Concurrency.** Edits are never lost: a write that met another one is decided anew on fresh data. With
`expectedVersion` or `If-Match` a stale write is refused instead.

**Errors** say what to do next: `error.code` is stable, `error.supportedActions` lists what the state allows, and
`error.remediation` whether and when to retry. Above the throttling limit of the whole stack, API Gateway itself answers
429 with `{"message": …}`."""

SECURITY_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "`Authorization: Bearer flint_test_…`"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}

_KEY: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_KEY_LENGTH}
IDEMPOTENCY_FIELD: dict[str, Schema] = {
    "idempotencyKey": {
        **_KEY,
        "type": ["string", "null"],
        "description": "The same as the header `Idempotency-Key`; send one of them.",
    },
}
VERSION_FIELD: dict[str, Schema] = {
    "expectedVersion": {
        "type": ["integer", "null"],
        "minimum": 1,
        "description": "Refuse the change unless the resource has this `version`.",
    },
}

PARAMETERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Makes repeating safe: kept at least 24 hours, per merchant and mode.",
        "schema": _KEY,
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Refuse the change unless the resource has this `version`; the same as `expectedVersion`.",
        "schema": {"type": "string", "pattern": r'^\s*(\*|(W/)?"?[0-9]{1,12}"?)\s*$'},
        "example": '"2"',
    },
    "DryRun": {
        "name": "dryRun",
        "in": "query",
        "description": "`true` answers what would happen, and writes nothing.",
        "schema": {"type": "boolean", "default": False},
    },
    "StripeSignature": {
        "name": "Stripe-Signature",
        "in": "header",
        "required": True,
        "description": "Stripe's signature over the body.",
        "schema": {"type": "string"},
    },
}

HEADERS: dict[str, Any] = {
    "IdempotentReplayed": {"description": "`true` on a repeated answer.", "schema": {"type": "string"}},
    "RetryAfter": {"description": "Seconds to wait before trying again.", "schema": {"type": "string"}},
}


def _object(properties: dict[str, Schema], *, optional: dict[str, Schema] | None = None, **more: Any) -> Schema:
    return {"type": "object", "properties": properties | (optional or {}), "required": list(properties), **more}


_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_REMEDIATION: Schema = {"$ref": "#/components/schemas/Remediation"}
_META: Schema = {"$ref": "#/components/schemas/Meta"}

SCHEMAS: dict[str, Schema] = {
    "Meta": {
        "type": "object",
        "properties": {
            "idempotencyReplayed": {"type": "boolean", "description": "True on the repeated answer of a key."},
            "dryRun": {"type": "boolean", "description": "True if nothing was written."},
        },
    },
    "Remediation": _object(
        {
            "retryable": {"type": "boolean"},
            "retryAfterMs": {"type": ["integer", "null"]},
            "nextSteps": _TEXTS,
            "nextActions": {"type": "array", "items": {"$ref": "#/components/schemas/ActionRequest"}},
            "missingOrInvalidFields": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/InvalidField"},
            },
        },
        description="What to do about an error.",
    ),
    "InvalidField": _object(
        {"field": _TEXT, "code": _TEXT, "message": _TEXT}, description="A field of the request that can't be taken."
    ),
    "ErrorDetail": _object(
        {
            "type": _TEXT,
            "code": {"$ref": "#/components/schemas/ErrorCode"},
            "message": {"type": "string", "description": "Says what to do next; for people."},
            "param": _TEXT_OR_NULL,
            "requestId": _TEXT,
            "supportedActions": {**_TEXTS, "description": "What the resource's state allows."},
            "remediation": _REMEDIATION,
        },
        optional={
            "requiredScope": {"type": "string", "description": "The scope that the key lacks."},
            "currentVersion": {"type": "string", "description": "The version that the resource has now."},
            "confirmationId": {"type": "string", "description": "What a person has to approve first."},
        },
        description="What went wrong, and what to do.",
    ),
    "FieldError": _object(
        {
            "code": {"$ref": "#/components/schemas/ErrorCode"},
            "message": _TEXT,
            "field": _TEXT_OR_NULL,
            "httpStatusCode": {"type": "integer"},
            "requestId": _TEXT,
            "remediation": _REMEDIATION,
        },
        description="An error of one field, as clients of the first version read it.",
    ),
    "Error": _object(
        {
            "error": {"$ref": "#/components/schemas/ErrorDetail"},
            "errors": {
                "type": "array",
                "description": "The same, one entry per field, as clients of the first version read it.",
                "items": {"$ref": "#/components/schemas/FieldError"},
            },
            "requestId": _TEXT,
            "meta": _META,
        },
        description="A refusal, or a failure of ours.",
    ),
}


def error_codes(refusals: Iterable[type[errors.FlintError]]) -> Schema:
    """Every code that any operation can answer, each with its meaning."""
    found = {each.code: _meaning(each) for each in sorted(refusals, key=_most_particular_last)}
    meanings = dict(sorted(found.items()))
    return {
        "type": "string",
        "description": "Stable: branch on it, and expect new ones.",
        "enum": list(meanings),
        "x-enum-descriptions": list(meanings.values()),
    }


def envelopes(name: str) -> dict[str, Schema]:
    """The envelopes of a resource alone and of a page of them."""
    resource = {"$ref": f"#/components/schemas/{name}"}
    common = {"requestId": _TEXT, "meta": _META}
    page = {
        "data": {"type": "array", "items": resource},
        **common,
        "hasMore": {"type": "boolean"},
        "nextPageToken": {**_TEXT_OR_NULL, "description": "Send it as `pageToken`; null on the last page."},
    }
    return {f"{name}Envelope": _object({"data": resource, **common}), f"{name}List": _object(page)}


def path_parameter(name: str, walk: Walkthrough) -> dict[str, Any]:
    """A parameter of the path, with the identifier that the examples use."""
    examples = {
        "order_id": walk.created.id,
        "line_item_id": walk.created.lines[0].id,
        "coupon_id": walk.coupon.id,
        "tax_rate_id": walk.tax_rate.id,
        "payment_intent_id": walk.charged.id,
        "refund_id": walk.refund.id,
        "plan_id": walk.plan.id,
        "subscription_id": walk.subscription.id,
        "billing_run_id": walk.billing_run.id,
        "invoice_id": walk.invoice.id,
        "credit_note_id": walk.credit_note.id,
        "checkout_session_id": walk.checkout_session.id,
        "payment_link_id": made_up_id("pl"),
        "item_id": walk.item.id,
        "payment_method_id": walk.payment_method.id,
        "customer_id": walk.customer.id,
    }
    rendered = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return rendered | ({"example": examples[name]} if name in examples else {})


def query_parameter(name: str, schema: Schema) -> dict[str, Any]:
    """A filter: it is left out, never null."""
    schema = dict(schema)
    description = schema.pop("description", None)
    choices = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
    for choice in choices:
        schema |= choice
    if isinstance(schema.get("type"), list):
        schema["type"] = schema["type"][0]
    rendered = {"name": name, "in": "query", "schema": schema}
    return rendered | ({"description": description} if description else {})


SHARED_RESPONSES = {401: "Unauthenticated", 403: "Forbidden", 429: "RateLimited", 500: "InternalError"}
"""Refused in the same ways by every operation, so described once."""


def shared_responses(refusals: Iterable[type[errors.FlintError]]) -> dict[str, Any]:
    """The responses that operations refer to."""
    found = _by_status(refusals)
    return {name: _response(status, found[status]) for status, name in SHARED_RESPONSES.items()}


def refused(refusals: Iterable[type[errors.FlintError]]) -> dict[str, Any]:
    """A response for each status of these refusals, with its codes."""
    return {
        str(status): {"$ref": f"#/components/responses/{SHARED_RESPONSES[status]}"}
        if status in SHARED_RESPONSES
        else _response(status, found)
        for status, found in _by_status(refusals).items()
    }


def _by_status(refusals: Iterable[type[errors.FlintError]]) -> dict[int, list[type[errors.FlintError]]]:
    by_status: dict[int, list[type[errors.FlintError]]] = defaultdict(list)
    for refusal in sorted(refusals, key=_most_particular_last):
        by_status[refusal.status].append(refusal)
    return by_status


def _most_particular_last(refusal: type[errors.FlintError]) -> tuple[int, str, int, str]:
    """Sort by status and code; of classes that share a code, the one with most ancestors says best what it means."""
    return refusal.status, refusal.code, len(refusal.__mro__), refusal.__name__


_KINDS: list[type[errors.FlintError]] = [errors.FlintError, *errors.FlintError.__subclasses__()]
_KIND_BY_STATUS = {kind.status: kind for kind in _KINDS}


def _meaning(refusal: type[errors.FlintError]) -> str:
    return (refusal.__doc__ or "").partition("\n")[0]


def _response(status: int, refusals: list[type[errors.FlintError]]) -> dict[str, Any]:
    codes = sorted({each.code for each in refusals})
    # Beside the reference, not in an `allOf`: that makes generators declare three classes for each answer of a code.
    narrowed: Schema = {"properties": {"error": {"properties": {"code": {"enum": codes}}}}}
    schema = {"$ref": "#/components/schemas/Error", **narrowed}
    response: dict[str, Any] = {
        "description": f"{_meaning(_KIND_BY_STATUS[status])} {', '.join(f'`{each}`' for each in codes)}",
        "content": {"application/json": {"schema": schema}},
    }
    if any(each.retryable for each in refusals):
        response["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    return response
