"""From API Gateway's event to an operation's function, and from what it returns or raises to HTTP."""

import json
from typing import TYPE_CHECKING, Any, TypedDict

from aws_lambda_powertools import Logger

from commerce.context import Context, RequestTerms, Runtime
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.idempotency import Refusal
from commerce.domain.ids import new_ulid
from commerce.edge.documents import Document
from commerce.edge.failures import error_body
from commerce.edge.identity import Identity, identity_of, rate_limit_headers, rate_limit_of, require_allowed, scopes_of
from commerce.edge.reading import UNKNOWN_FIELD, Request, public_url_of, read_request, read_signed, validated
from commerce.store.keys import Tenant
from commerce.usecases.commit import Replayed

if TYPE_CHECKING:
    from commerce.edge.operation import Operation

CACHED_SECONDS = 300
"""How long what people and agents read about the API may be kept: it changes with a deployment."""

logger = Logger(service="flint")


class Response(TypedDict):
    """What API Gateway wants back, payload format 2.0."""

    statusCode: int
    headers: dict[str, str]
    body: str


def respond(operation: "Operation", event: dict[str, Any], runtime: Runtime) -> Response:
    """Answer one request. Whatever goes wrong, the answer has our form; nothing internal is told."""
    request_id = f"req_{new_ulid(runtime.clock.now())}"
    try:
        response = _answer(operation, event, runtime, request_id)
        fields: dict[str, str] = {}
    except errors.FlintError as refusal:
        response = _error(refusal, request_id, replayed=False)
        fields = {"code": refusal.code, "reason": repr(refusal.__cause__) if refusal.status >= 500 else ""}
    except Exception:
        logger.exception("request_failed", operation=operation.name, request_id=request_id)
        unknown = errors.Fault("Something went wrong on our side; retry with the same idempotency key.")
        response = _error(unknown, request_id, replayed=False)
        fields = {"code": unknown.code}
    identity = identity_of(event)
    allowance = rate_limit_of(identity)
    if allowance is not None:
        response["headers"].update(rate_limit_headers(allowance))
    # One line per request: who, what, how it went; never a body, a key or a token.
    logger.info(
        "request_answered",
        operation=operation.name,
        request_id=request_id,
        status=response["statusCode"],
        merchant_id=identity.get("merchantId", ""),
        extra=fields,
    )
    return response


def refuse(refusal: errors.FlintError, runtime: Runtime) -> Response:
    """Answer a request that reached no operation."""
    request_id = f"req_{new_ulid(runtime.clock.now())}"
    logger.info("request_refused", request_id=request_id, status=refusal.status, code=refusal.code)
    return _error(refusal, request_id, replayed=False)


def _answer(operation: "Operation", event: dict[str, Any], runtime: Runtime, request_id: str) -> Response:
    if operation.signed:
        ctx = Context(Tenant("", ""), runtime)
        return _success(operation.function(ctx, signed=read_signed(event)), operation.status, request_id, {})
    identity = identity_of(event)
    require_allowed(operation, identity)
    request = read_request(event)
    ctx = _context(operation, identity, request, runtime)
    ctx.public_url = public_url_of(event)
    if "agentLimits" in identity and not operation.public:
        from commerce.usecases.agent_limits import admit  # noqa: PLC0415 (no cold start of others pays for it)

        admit(ctx, identity["agentLimits"], operation.name, mutates=operation.mutates)
    try:
        answer = operation.function(ctx, **_arguments(operation, request))
    except Replayed as first:
        return _replayed(first, operation, request, request_id)
    except errors.FlintError as refusal:
        _correct(refusal, operation, request)
        raise
    meta = {"dryRun": True} if ctx.request.dry_run else {}
    return _success(answer, operation.status, request_id, meta)


def _arguments(operation: "Operation", request: Request) -> dict[str, Any]:
    """What the operation is called with. Raises InvalidRequest."""
    arguments: dict[str, Any] = dict(request.path_parameters)
    if operation.body is not None:
        arguments["body"] = validated(operation.body, request.body)
    elif request.body:
        raise errors.InvalidRequest("This operation takes no body; send none.")
    if operation.query is not None:
        arguments["query"] = validated(operation.query, request.query)
    elif request.query:
        raise errors.InvalidRequest(f"This operation takes no query parameter: {', '.join(sorted(request.query))}.")
    return arguments


def _correct(refusal: errors.FlintError, operation: "Operation", request: Request) -> None:
    if refusal.corrections or any(field.code == UNKNOWN_FIELD for field in refusal.fields):
        from commerce.edge.corrections import correct  # noqa: PLC0415 (no cold start of others pays for it)

        correct(refusal, operation, request)


def _context(operation: "Operation", identity: Identity, request: Request, runtime: Runtime) -> Context:
    """Whose request this is and what it says beside its input. A public operation has nobody's context."""
    if operation.public:
        return Context(Tenant("", ""), runtime)
    terms = RequestTerms()
    if operation.mutates:
        terms = RequestTerms(
            idempotency_key=request.idempotency_key,
            fingerprint=request.fingerprint(operation.name),
            wanted=request.in_earnest.fingerprint(operation.name),
            expected_version=request.expected_version,
            dry_run=request.dry_run,
            operation=operation.name,
        )
    return Context(
        Tenant(identity["merchantId"], identity["mode"]),
        runtime,
        actor=identity["keyId"],
        scopes=scopes_of(identity),
        settings_version=int(identity["settingsVersion"]),
        request=terms,
        clock_offset_seconds=int(identity.get("clockOffset", 0)),
    )


def _replayed(first: Replayed, operation: "Operation", request: Request, request_id: str) -> Response:
    if isinstance(first.answer, Refusal):
        refusal = errors.payment_refusal(first.answer.code, first.answer.message)
        _correct(refusal, operation, request)
        return _error(refusal, request_id, replayed=True)
    return _success(first.answer, first.status, request_id, {"idempotencyReplayed": True})


def _success(answer: Any, status: int, request_id: str, meta: dict[str, Any]) -> Response:
    more: dict[str, Any] = {}
    if isinstance(answer, Shape):
        data = answer.to_answer()
    elif isinstance(answer, Document):
        response = _response(status, answer.text, request_id)
        response["headers"] |= {"content-type": answer.media_type, "cache-control": f"public, max-age={CACHED_SECONDS}"}
        return response
    elif isinstance(answer, dict):  # a value that is no resource, such as that of /health
        return _response(status, json.dumps(answer), request_id)
    else:  # a page
        data = b"[" + b",".join(item.to_answer() for item in answer.items) + b"]"
        more = {"hasMore": answer.next_page_token is not None, "nextPageToken": answer.next_page_token}
    rest = json.dumps({"requestId": request_id, "meta": meta, **more})
    return _response(status, f'{{"data":{data.decode()},{rest[1:]}', request_id, replayed="idempotencyReplayed" in meta)


def _error(refusal: errors.FlintError, request_id: str, *, replayed: bool) -> Response:
    body = error_body(refusal, request_id, replayed=replayed)
    response = _response(refusal.status, json.dumps(body, ensure_ascii=False), request_id, replayed=replayed)
    if refusal.retry_after_ms is not None:
        response["headers"]["retry-after"] = str(-(-refusal.retry_after_ms // 1000))
    return response


def _response(status: int, body: str, request_id: str, *, replayed: bool = False) -> Response:
    headers = {
        "content-type": "application/json",
        "x-request-id": request_id,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    if replayed:
        headers["idempotent-replayed"] = "true"
    return Response(statusCode=status, headers=headers, body=body)
