"""The Model Context Protocol over HTTP, without sessions: every operation is a tool, and a call of it a request.

Speaks the revision 2026-07-28, in which each request says what it needs to be understood, and the handshake of the
revisions before it, of which nothing has to be remembered here.
Source: the Model Context Protocol specification, transports and tools.
"""

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from commerce.context import Runtime
from commerce.edge.operation import Operation, camel, snake
from commerce.edge.respond import Response, respond

MODERN = ("2026-07-28",)
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
"""Newest first: what an unknown client is answered with."""

VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities"
SERVER_KEY = "io.modelcontextprotocol/serverInfo"
SERVER = {"name": "flint", "title": "Flint orders", "version": "1"}
CAPABILITIES: dict[str, Any] = {"tools": {}}
INSTRUCTIONS = (
    "Flint takes orders: create one, discount and tax it, charge a card, refund it. Totals are the server's. Read "
    "availableActions before you act, repeat a call with the same idempotencyKey, ask a human before money moves."
)

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022
HTTP_STATUS = {METHOD_NOT_FOUND: 404}
"""Of an error of the protocol, where it is not 400."""

MAX_BODY_BYTES = 1_000_000
TOOLS_PER_PAGE = 40
CACHED_MS = 300_000


class ProtocolError(Exception):
    """A message that can't be answered with a result."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


class Message(NamedTuple):
    """A request as read."""

    id: Any
    method: str
    params: Mapping[str, Any]
    modern: bool


def serve(event: Mapping[str, Any], runtime: Runtime, tools: Path) -> Response:
    """Answer one message. tools: the file of all tools, rendered from the operations."""
    message_id: Any = None
    try:
        body = _json(event)
        message_id = body.get("id")
        if "id" not in body:
            return _response(202, "")  # a notification: nothing to say
        message = _read(body, _headers(event))
        result = _METHODS[message.method](message, event, runtime, tools)
        if message.modern:
            result = {"resultType": "complete", **result, "_meta": {SERVER_KEY: SERVER}}
        return _response(200, json.dumps({"jsonrpc": "2.0", "id": message_id, "result": result}))
    except ProtocolError as error:
        told: dict[str, Any] = {"code": error.code, "message": str(error)}
        if error.data is not None:
            told["data"] = error.data
        status = HTTP_STATUS.get(error.code, 400)
        return _response(status, json.dumps({"jsonrpc": "2.0", "id": message_id, "error": told}))


def _json(event: Mapping[str, Any]) -> dict[str, Any]:
    text = event.get("body") or ""
    if event.get("isBase64Encoded"):
        text = base64.b64decode(text).decode(errors="replace")
    if len(text.encode()) > MAX_BODY_BYTES:
        raise ProtocolError(INVALID_REQUEST, f"A message holds at most {MAX_BODY_BYTES} bytes.")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise ProtocolError(PARSE_ERROR, "The body is no JSON.") from None
    if not isinstance(body, dict) or body.get("jsonrpc") != "2.0" or not isinstance(body.get("method"), str):
        raise ProtocolError(INVALID_REQUEST, 'Send one JSON-RPC 2.0 message: {"jsonrpc": "2.0", "id", "method", …}.')
    return body


def _headers(event: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}


def _read(body: Mapping[str, Any], headers: Mapping[str, str]) -> Message:
    """The message, once it is in one of the forms that are spoken here."""
    params = body.get("params", {})
    if not isinstance(params, dict):
        raise ProtocolError(INVALID_PARAMS, "params is an object.")
    method, meta = body["method"], params.get("_meta")
    version = meta.get(VERSION_KEY) if isinstance(meta, dict) else None
    if version is not None:
        _require_modern(method, params, version, headers)
    elif method == "server/discover":
        raise ProtocolError(INVALID_PARAMS, f"params._meta is missing {VERSION_KEY}.")
    if method not in _METHODS:
        raise ProtocolError(METHOD_NOT_FOUND, f"There is no method {method[:100]}; this server has tools only.")
    return Message(body["id"], method, params, modern=version is not None)


def _require_modern(method: str, params: Mapping[str, Any], version: Any, headers: Mapping[str, str]) -> None:
    """What a request says of itself, it says the same in its headers: whoever routes by these can trust them."""
    if CAPABILITIES_KEY not in params["_meta"]:
        raise ProtocolError(INVALID_PARAMS, f"params._meta is missing {CAPABILITIES_KEY}.")
    said = {"mcp-protocol-version": version, "mcp-method": method}
    if method == "tools/call":
        said["mcp-name"] = params.get("name")
    for name, value in said.items():
        if headers.get(name) != value:
            raise ProtocolError(HEADER_MISMATCH, f"The header {name} does not match the body.")
    if version not in MODERN:
        supported = [*MODERN, *HANDSHAKE]
        raise ProtocolError(
            UNSUPPORTED_VERSION, "This revision is not spoken here.", {"supported": supported, "requested": version}
        )


def _discover(*_: Any) -> dict[str, Any]:
    return {
        "supportedVersions": list(MODERN),
        "capabilities": CAPABILITIES,
        "instructions": INSTRUCTIONS,
        "ttlMs": CACHED_MS,
        "cacheScope": "public",
    }


def _initialize(message: Message, *_: Any) -> dict[str, Any]:
    wanted = message.params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in HANDSHAKE else HANDSHAKE[0],
        "capabilities": CAPABILITIES,
        "serverInfo": SERVER,
        "instructions": INSTRUCTIONS,
    }


def _ping(*_: Any) -> dict[str, Any]:
    return {}


def _list(message: Message, _: Any, __: Any, tools: Path) -> dict[str, Any]:
    listed = list(_tools(tools).values())
    cursor = message.params.get("cursor")
    if cursor is not None and not (isinstance(cursor, str) and cursor.isascii() and cursor.isdigit()):
        raise ProtocolError(INVALID_PARAMS, "cursor is not one that a page gave.")
    start = int(cursor or 0) if len(cursor or "") < 6 else len(listed)
    page: dict[str, Any] = {"tools": listed[start : start + TOOLS_PER_PAGE]}
    if start + TOOLS_PER_PAGE < len(listed):
        page["nextCursor"] = str(start + TOOLS_PER_PAGE)
    return {**page, "ttlMs": CACHED_MS, "cacheScope": "public"} if message.modern else page


def _call(message: Message, event: Mapping[str, Any], runtime: Runtime, tools: Path) -> dict[str, Any]:
    """Answer as the operation does; what it refuses is a result too, which says what to do next."""
    name, arguments = message.params.get("name"), message.params.get("arguments", {})
    if not isinstance(name, str) or name not in _tools(tools):
        raise ProtocolError(INVALID_PARAMS, f"There is no tool {str(name)[:100]}; tools/list names them.")
    if not isinstance(arguments, dict):
        raise ProtocolError(INVALID_PARAMS, "arguments is an object.")
    operation = operation_of(name)
    answer = respond(operation, request_of(operation, arguments, event), runtime)
    return {
        "content": [{"type": "text", "text": answer["body"]}],
        "structuredContent": json.loads(answer["body"]),
        "isError": answer["statusCode"] >= 400,
    }


def request_of(operation: Operation, arguments: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    """The call as API Gateway would hand it over: path, query and body told apart, the same key behind it."""
    left = dict(arguments)
    path = {name: str(left.pop(camel(name), "")) for name in operation.path_parameters}
    query = {"dryRun": "true"} if left.pop("dryRun", None) is True else {}
    if operation.query is not None:
        query |= {name: str(value) for name, value in left.items() if value is not None}
        left = {}
    return {
        "headers": {"content-type": "application/json"},
        "pathParameters": path,
        "queryStringParameters": query,
        "body": json.dumps(left) if left else None,
        "requestContext": event.get("requestContext", {}),
    }


def tool_name(operation: Operation) -> str:
    """`orders.applyCoupon` is the tool `orders_applyCoupon`: letters, digits and underscores only, as models want."""
    return operation.name.replace(".", "_")


def operation_of(tool: str) -> Operation:
    """The operation of a tool, loaded when it is first called."""
    resource, _, name = tool.partition("_")
    handler: Operation = import_module(f"api.{snake(resource)}.{snake(name)}").handler
    return handler


@cache
def _tools(path: Path) -> dict[str, Any]:
    return {tool["name"]: tool for tool in json.loads(path.read_text(encoding="utf-8"))}


def _response(status: int, body: str) -> Response:
    headers = {"content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Response(statusCode=status, headers=headers, body=body)


_METHODS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "server/discover": _discover,
    "initialize": _initialize,
    "ping": _ping,
    "tools/list": _list,
    "tools/call": _call,
}
