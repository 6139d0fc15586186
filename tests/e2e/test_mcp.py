"""The official client of the Model Context Protocol, against the real template: an agent takes an order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local.runtime import Runtime

Json = dict[str, Any]
LINES = [{"name": "Console", "unitPriceMoney": {"amount": 9900}}]


def talk(runtime: Runtime, mode: str, work: Callable[[Client], Awaitable[None]]) -> None:
    """Let the client work with its key. mode: `auto` finds out what is spoken, `legacy` shakes hands."""

    async def run() -> None:
        headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"{runtime.sandbox.base_url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                await work(client)

    asyncio.run(run())


@pytest.mark.parametrize(("mode", "version"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
def test_agent_takes_an_order(runtime: Runtime, mode: str, version: str) -> None:
    """9900 + 8 % = 10692: created, paid and partly refunded, with tools alone."""

    async def work(client: Client) -> None:
        assert client.protocol_version == version
        tools, cursor = [], None
        while True:
            page = await client.list_tools(cursor=cursor)
            tools += page.tools
            cursor = page.next_cursor
            if cursor is None:
                break
        hints = {tool.name: tool.annotations for tool in tools}
        assert hints["orders_pay"] is not None
        assert hints["orders_pay"].destructive_hint

        order = await called(client, "orders_create", lineItems=LINES, idempotencyKey=f"agent {mode}")
        assert order["netAmounts"]["totalMoney"]["amount"] == 10692
        paying = {"orderId": order["id"], "paymentSourceToken": "tok_visa", "idempotencyKey": f"agent pay {mode}"}
        assert (await called(client, "orders_pay", **paying))["status"] == "PAID"
        refund = {"orderId": order["id"], "amountMoney": {"amount": 692}, "idempotencyKey": f"agent refund {mode}"}
        assert (await called(client, "refunds_create", **refund))["status"] == "pending"
        assert (await called(client, "orders_get", orderId=order["id"]))["status"] == "PARTIALLY_REFUNDED"

    talk(runtime, mode, work)


async def called(client: Client, tool: str, **arguments: Any) -> Json:
    """What a tool answers when it succeeds."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    assert result.structured_content is not None
    return dict(result.structured_content["data"])
