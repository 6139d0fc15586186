"""A request that is no operation is told what to ask for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commerce.domain.routes import ROUTES
from commerce.edge.registry import load_operations
from commerce.edge.unknown_routes import PUBLIC_PATHS, refusal_of
from workers.refuse_unknown_routes import handler


def event(method: str, path: str) -> dict[str, Any]:
    """What API Gateway hands over on its default route."""
    return {"rawPath": path, "requestContext": {"http": {"method": method, "path": path}}}


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("DELETE", "/v1/orders", "There is no DELETE /v1/orders; that path takes GET and POST."),
        ("PUT", "/v1/orders/ord_1", "There is no PUT /v1/orders/ord_1; that path takes GET and PATCH."),
        ("POST", "/health", "There is no POST /health; that path takes GET."),
        ("PUT", "/checkout/x", "There is no PUT /checkout/x; that path takes GET."),
        ("GET", "/checkout/x/pay", "There is no GET /checkout/x/pay; that path takes POST."),
        ("POST", "/v1/order", "There is no POST /v1/order; did you mean /v1/orders?"),
        ("POST", "/v1/orders/ord_1/pays", "There is no POST /v1/orders/ord_1/pays; did you mean /v1/orders/ord_1/pay?"),
        ("GET", "/v1/orders/", "There is no GET /v1/orders/; did you mean /v1/orders?"),
        (
            "POST",
            "/v1/sandbox/advance-clock",
            "There is no POST /v1/sandbox/advance-clock; did you mean /v1/sandbox/clock/advance?",
        ),
        ("POST", "/orders/ord_1/pay", "There is no POST /orders/ord_1/pay; did you mean /v1/orders/ord_1/pay?"),
        ("GET", "/v2/orders/ord_1", "There is no GET /v2/orders/ord_1; did you mean /v1/orders/ord_1?"),
        ("GET", "/wp-login.php", "There is no GET /wp-login.php; GET /openapi.json lists every path."),
        ("GET", "/", "There is no GET /; GET /openapi.json lists every path."),
    ],
)
def test_answer_says_what_to_ask_for(method: str, path: str, told: str) -> None:
    """Methods of a path that exists, the nearest path of one that does not."""
    refusal = refusal_of(event(method, path))
    assert (refusal.status, refusal.code, refusal.message) == (404, "ROUTE_NOT_FOUND", told)


@pytest.mark.parametrize("name", ROUTES)
def test_every_path_is_found_with_one_letter_less(name: str) -> None:
    """In any of its words, with any identifiers; also with its words in another order."""
    template = ROUTES[name].path.split("/")
    words = [part.strip("{}") for part in template]
    named = [index for index, part in enumerate(template) if part and not part.startswith("{")]
    wrong = [[*words[:index], words[index][:-1], *words[index + 1 :]] for index in named]
    if named[-2:] == [len(template) - 2, len(template) - 1]:
        wrong.append([*words[:-2], f"{words[-1]}-{words[-2]}"])
    for path in map("/".join, wrong):
        message = refusal_of(event("GET", path)).message
        assert "that path takes" in message or message.endswith(f"did you mean {'/'.join(words)}?")


def test_operations_of_the_path_are_named() -> None:
    """As `supportedActions`, which a program reads."""
    assert refusal_of(event("DELETE", "/v1/orders")).supported_actions == ["orders.create", "orders.list"]


def test_long_path_is_cut_and_answered_quickly() -> None:
    """Whoever sends a path of a megabyte gets no megabyte back."""
    refusal = refusal_of(event("GET", "/v1/" + "a/" * 50_000))
    assert len(refusal.message) < 500


def test_every_public_path_is_known() -> None:
    """The table of routes holds what takes a key; the rest stands here."""
    reads = {each.path: each.method for each in load_operations() if each.public and not each.signed}
    assert {**reads, "/mcp": "POST"} == PUBLIC_PATHS


def test_answer_has_the_envelope() -> None:
    """Errors, headers and a request's id, as from every operation."""
    answer = handler(event("GET", "/v1/nothing"), None)
    body = json.loads(answer["body"])
    assert answer["statusCode"] == 404
    assert body["error"]["type"] == "not_found_error"
    assert body["error"]["requestId"] == body["requestId"] == answer["headers"]["x-request-id"]
    assert body["errors"][0]["httpStatusCode"] == 404
