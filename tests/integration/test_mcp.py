"""The Model Context Protocol, message by message: what is spoken, what is refused, what a tool answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from moto import mock_aws

from commerce.edge.mcp import CAPABILITIES_KEY, VERSION_KEY, operation_of, request_of, serve, tool_name
from commerce.edge.operation import Operation
from commerce.usecases.authorization import identify
from local.rendering.requests import example_bodies
from local.rendering.tools import is_tool
from tests.contract.asking import KEYED, OPERATIONS, named, path_of, prepare, real_body
from tests.shop import Json, Shop, World
from workers.serve_mcp import TOOLS

TOOLS_BY_NAME = {tool["name"]: tool for tool in json.loads(TOOLS.read_text())}
VERSION = "2026-07-28"
META = {VERSION_KEY: VERSION, CAPABILITIES_KEY: {}}


def send(shop: Shop, message: Any, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """Status and body of the answer to a message."""
    identity = {} if shop.api_key is None else identify(shop.world.runtime, shop.api_key)
    event = {
        "headers": headers or {},
        "body": message if isinstance(message, str) else json.dumps(message),
        "requestContext": {"authorizer": {"lambda": identity}},
    }
    response = serve(event, shop.world.runtime, TOOLS)
    return response["statusCode"], json.loads(response["body"]) if response["body"] else None


def request(method: str, **params: Any) -> Json:
    """A request of the revisions with a handshake."""
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def modern(method: str, **params: Any) -> tuple[Json, dict[str, str]]:
    """A request that says for itself what it needs, with its headers."""
    headers = {"MCP-Protocol-Version": VERSION, "Mcp-Method": method}
    if "name" in params:
        headers["Mcp-Name"] = params["name"]
    return request(method, **params, _meta=META), headers


def call(shop: Shop, tool: str, **arguments: Any) -> Json:
    """What a tool answers."""
    status, body = send(shop, request("tools/call", name=tool, arguments=arguments))
    assert status == 200, body
    return dict(body["result"])


def test_handshake_answers_in_the_revision_that_is_asked_for(shop: Shop) -> None:
    """Or in the newest that has a handshake."""
    versions = [
        send(shop, request("initialize", protocolVersion=wanted))[1]["result"]["protocolVersion"]
        for wanted in ("2025-06-18", "1999-01-01")
    ]
    assert versions == ["2025-06-18", "2025-11-25"]
    assert send(shop, {"jsonrpc": "2.0", "method": "notifications/initialized"}) == (202, None)


def test_discovery_tells_what_is_spoken(shop: Shop) -> None:
    """Without a session, and without a key."""
    status, body = send(shop.with_key(None), *modern("server/discover"))
    assert (status, body["result"]["supportedVersions"], body["result"]["resultType"]) == (200, [VERSION], "complete")


@pytest.mark.parametrize(
    ("message", "headers", "status", "code"),
    [
        ("{", {}, 400, -32700),
        ("[]", {}, 400, -32600),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, {}, 400, -32600),
        (request("prompts/list"), {}, 404, -32601),
        (request("tools/call", name="no_such"), {}, 400, -32602),
        (request("tools/call", name="orders_get", arguments=[]), {}, 400, -32602),
        (request("tools/list", cursor="x"), {}, 400, -32602),
        (request("server/discover"), {}, 400, -32602),
        (request("tools/list", _meta=META), {}, 400, -32020),
        (request("tools/list", _meta={VERSION_KEY: VERSION}), {}, 400, -32602),
        (
            request("ping", _meta={**META, VERSION_KEY: "2099-01-01"}),
            {"mcp-protocol-version": "2099-01-01", "mcp-method": "ping"},
            400,
            -32022,
        ),
        (json.dumps(request("ping", text="x" * 1_000_001)), {}, 400, -32600),
    ],
)
def test_what_is_not_spoken_is_refused(
    shop: Shop, message: Any, headers: dict[str, str], status: int, code: int
) -> None:
    """With the protocol's code, and a sentence."""
    answered, body = send(shop, message, headers)
    assert (answered, body["error"]["code"]) == (status, code), body


def test_all_tools_are_listed_page_by_page(shop: Shop) -> None:
    """Every operation that is not about the API itself and answers no secret, each once."""
    names, cursor = [], None
    for _ in range(10):
        params: Json = {} if cursor is None else {"cursor": cursor}
        page = send(shop, request("tools/list", **params))[1]["result"]
        names += [tool["name"] for tool in page["tools"]]
        cursor = page.get("nextCursor")
        if cursor is None:
            break
    assert names == [tool_name(each) for each in OPERATIONS.values() if is_tool(each)]
    assert "apiKeys_create" not in names


@pytest.mark.parametrize("tool", TOOLS_BY_NAME.values(), ids=lambda tool: tool["name"])
def test_tool_is_well_formed(tool: Json) -> None:
    """A name that every model takes, a schema that is one, hints that agree with each other."""
    assert tool["name"].replace("_", "").isalnum()
    assert len(tool["name"]) <= 64
    Draft202012Validator.check_schema(tool["inputSchema"])
    hints = tool["annotations"]
    assert not (hints["readOnlyHint"] and hints["destructiveHint"])
    assert operation_of(tool["name"]).name == tool["name"].replace("_", ".")


@pytest.fixture(scope="module")
def standing() -> Iterator[tuple[Shop, dict[str, str]]]:
    """A shop with something of every kind, shared by tests of which none changes anything."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        shop = World().shop()
        yield shop, prepare(shop)


def arguments_of(operation: Operation, ids: dict[str, str]) -> Json:
    """The example's request as a tool takes it."""
    path = {argument(name): value for name, value in path_of(operation, ids).items()}
    return {**path, **(real_body(operation, ids) or {})}


@pytest.mark.parametrize("operation", [each for each in KEYED if is_tool(each)], ids=named)
def test_tool_asks_what_its_operation_is_asked(standing: tuple[Shop, dict[str, str]], operation: Operation) -> None:
    """The example's arguments fit the schema, and become the request that the API would get."""
    _, ids = standing
    arguments = {**arguments_of(operation, ids), **({"idempotencyKey": "k"} if operation.mutates else {})}
    Draft202012Validator(TOOLS_BY_NAME[tool_name(operation)]["inputSchema"]).validate(arguments)
    event = request_of(operation, arguments, {})
    body = {**(real_body(operation, ids) or {}), **({"idempotencyKey": "k"} if operation.mutates else {})}
    assert event["pathParameters"] == path_of(operation, ids)
    assert (json.loads(event["body"]) if event["body"] else {}) == body


@pytest.mark.parametrize("operation", [each for each in KEYED if is_tool(each) and not each.mutates], ids=named)
def test_tool_answers_what_its_operation_answers(standing: tuple[Shop, dict[str, str]], operation: Operation) -> None:
    """The structured answer is the API's own, and the text says the same."""
    shop, ids = standing
    result = call(shop, tool_name(operation), **arguments_of(operation, ids))
    assert not result["isError"], result
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]


def argument(path_parameter: str) -> str:
    """`order_id` → `orderId`."""
    first, *rest = path_parameter.split("_")
    return first + "".join(word.capitalize() for word in rest)


def test_tool_of_another_merchant_finds_nothing(shop: Shop, other_shop: Shop) -> None:
    """A key sees its own merchant's data, here as everywhere."""
    order_id = shop.order()["id"]
    result = call(other_shop, "orders_get", orderId=order_id)
    assert (result["isError"], result["structuredContent"]["error"]["code"]) == (True, "ORDER_NOT_FOUND")


def test_tool_without_a_key_says_how_to_send_one(shop: Shop) -> None:
    """Listing needs none, calling does."""
    result = call(shop.with_key(None), "orders_list")
    assert (result["isError"], result["structuredContent"]["error"]["code"]) == (True, "API_KEY_REQUIRED")


def test_payment_through_a_tool_happens_once(shop: Shop) -> None:
    """With the same idempotency key; a dry run of it takes no money."""
    order_id = shop.order()["id"]
    arguments = {"orderId": order_id, "paymentSourceToken": "tok_visa", "idempotencyKey": "k"}
    dry = call(shop, "orders_pay", **{**arguments, "idempotencyKey": "dry"}, dryRun=True)
    assert (dry["structuredContent"]["data"]["status"], shop.world.gateway.taken) == ("PAID", 0)
    first, again = (call(shop, "orders_pay", **arguments) for _ in range(2))
    assert first["structuredContent"]["data"] == again["structuredContent"]["data"]
    assert shop.world.gateway.taken == 13824


def test_refusal_is_a_result_that_says_what_to_do(shop: Shop) -> None:
    """An agent reads the remediation and goes on."""
    order_id = shop.order()["id"]
    arguments = {"orderId": order_id, "paymentSourceToken": "tok_CARD_DECLINED", "idempotencyKey": "k"}
    result = call(shop, "orders_pay", **arguments)
    assert (result["isError"], result["structuredContent"]["error"]["code"]) == (True, "CARD_DECLINED")
    assert result["structuredContent"]["error"]["remediation"]["nextSteps"]


def test_filters_of_lists_are_arguments(shop: Shop) -> None:
    """As they are of the API's query."""
    paid = shop.paid_order()
    shop.order()
    listed = call(shop, "orders_list", status="PAID", pageSize=5)["structuredContent"]["data"]
    assert [order["id"] for order in listed] == [paid["id"]]


def test_every_tool_with_a_body_has_an_example() -> None:
    """What the tests above send."""
    assert {each.name for each in KEYED if each.body and is_tool(each)} <= example_bodies().keys()
