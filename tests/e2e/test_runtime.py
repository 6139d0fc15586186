"""The local runtime serves what the template says, as API Gateway would."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from commerce.edge.registry import load_operations
from commerce.edge.unknown_routes import HOSTED_PATHS

if TYPE_CHECKING:
    from local.runtime import Runtime

WARM_CALLS = 20
WARM_CALL_MS = 100


def test_every_operation_has_its_route(runtime: Runtime) -> None:
    """The gateway's routes are the operations' methods and paths, with a key asked for unless they are public.

    Beside them there are the one for agents, the pages that buyers see, and the default route for what is no operation.
    """
    items = runtime.aws.gateway.get_routes(ApiId=runtime.stack.api_id, MaxResults="500")["Items"]
    routes = {item["RouteKey"]: item["AuthorizationType"] for item in items}
    pages = {f"{method} {path}": "NONE" for path, methods in HOSTED_PATHS.items() for method in methods}
    assert routes == {"$default": "NONE", "POST /mcp": "CUSTOM"} | pages | {
        f"{operation.method} {path}": "NONE" if operation.public else "CUSTOM"
        for operation in load_operations()
        for path in (operation.path, operation.alias)
        if path is not None
    }


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/v1/orders/ord_1/activity", "did you mean /v1/orders/ord_1/activities?"),
        ("PUT", "/v1/orders", "that path takes GET and POST."),
    ],
)
def test_request_that_is_no_operation_is_told_what_to_ask_for(
    api: httpx.Client, method: str, path: str, told: str
) -> None:
    """The API's default route leads to a function that knows all paths."""
    answer = api.request(method, path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "ROUTE_NOT_FOUND")
    assert answer.json()["error"]["message"].endswith(told)


def test_request_without_a_key_is_refused_in_our_form(runtime: Runtime) -> None:
    """The authorizer lets the edge answer, so that a missing key has a code and says what to do."""
    answer = httpx.get(f"{runtime.sandbox.base_url}/v1/orders", timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "API_KEY_REQUIRED")


def test_browser_of_another_origin_is_refused(api: httpx.Client) -> None:
    """No CORS: an API key is a secret and has no place in a browser."""
    headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    answer = api.options("/v1/orders", headers=headers)
    assert "access-control-allow-origin" not in answer.headers


def test_warm_call_takes_well_under_100_ms(api: httpx.Client) -> None:
    """A read of a warm function, authorizer included; the first quartile of 20, as the machine may be busy."""
    api.get("/v1/settings").raise_for_status()
    taken_ms = []
    for _ in range(WARM_CALLS):
        began = time.perf_counter()
        api.get("/v1/settings").raise_for_status()
        taken_ms.append((time.perf_counter() - began) * 1000)
    assert statistics.quantiles(taken_ms)[0] < WARM_CALL_MS
