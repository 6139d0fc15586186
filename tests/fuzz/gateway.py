"""API Gateway and its authorizer in this process: HTTP in, the operations' own code, HTTP out."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from commerce.context import Runtime
from commerce.edge.operation import Operation
from commerce.edge.registry import load_operations
from commerce.edge.respond import respond
from commerce.usecases.authorization import identify

Start = Callable[[str, list[tuple[str, str]]], object]

BEARER = "bearer "


class Gateway:
    """A WSGI application."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.routes = [(_pattern(operation.path), operation) for operation in load_operations()]
        self.routes.sort(key=lambda route: route[1].path.count("{"))  # as API Gateway: the most specific route wins

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request. What matches no route is answered as API Gateway does it, not in our form."""
        for pattern, operation in self.routes:
            found = pattern.fullmatch(environ["PATH_INFO"].encode("latin-1").decode(errors="replace"))
            if found and operation.method == environ["REQUEST_METHOD"]:
                return self._answer(operation, _event(environ, found.groupdict()), start)
        start(_status(404), [("content-type", "application/json")])
        return [b'{"message":"Not Found"}']

    def _answer(self, operation: Operation, event: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not operation.public:
            event["requestContext"]["authorizer"] = {"lambda": identify(self.runtime, _key(event["headers"]))}
        response = respond(operation, event, self.runtime)
        start(_status(response["statusCode"]), list(response["headers"].items()))
        return [response["body"].encode()]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}"


def _event(environ: Mapping[str, Any], path: dict[str, str]) -> dict[str, Any]:
    """Payload format 2.0: what is no text comes in base 64, a parameter's several values with commas between."""
    raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        body, encoded = raw.decode(), False
    except UnicodeDecodeError:
        body, encoded = base64.b64encode(raw).decode(), True
    query: dict[str, str] = {}
    for name, value in parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace"):
        query[name] = f"{query[name]},{value}" if name in query else value
    headers = {name[5:].replace("_", "-").lower(): text for name, text in environ.items() if name.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return {
        "headers": {name: text for name, text in headers.items() if text or name != "content-type"},
        "pathParameters": path,
        "queryStringParameters": query,
        "body": body or None,
        "isBase64Encoded": encoded,
        "requestContext": {},
    }


def _key(headers: Mapping[str, str]) -> str | None:
    authorization = headers.get("authorization", "").strip()
    if authorization.lower().startswith(BEARER):
        return authorization[len(BEARER) :].strip()
    return headers.get("x-api-key", "").strip() or authorization or None
