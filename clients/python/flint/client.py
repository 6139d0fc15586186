"""The two clients: `Flint`, and `AsyncFlint` for asyncio. They differ in how they wait, and in nothing else."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

import httpx

from flint import calls
from flint._async_resources import AsyncResources
from flint._resources import Resources
from flint.calls import Call, Operation
from flint.errors import ApiError, NoAnswerError
from flint.pages import AsyncPage, Page
from flint.version import VERSION

TIMEOUT_SECONDS = 30.0
"""As long as API Gateway waits for an answer."""
MAX_RETRIES = 4
DEFAULT_BASE_URL = "http://127.0.0.1:4000"
Given = Sequence[str | Mapping[str, Any] | None]


class _Settings:
    """What both clients are told. Each value left out comes from FLINT_API_KEY and FLINT_BASE_URL.

    timeout_seconds: of one try. max_retries: further tries after the first, each with the same idempotency key.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
    ) -> None:
        key = api_key or os.environ.get("FLINT_API_KEY")
        if not key:
            raise ValueError("Give an API key: Flint('flint_test_…'), or set FLINT_API_KEY.")
        self.base_url = (base_url or os.environ.get("FLINT_BASE_URL") or DEFAULT_BASE_URL).rstrip("/")
        self.max_retries = max_retries
        self._network = {
            "base_url": self.base_url,
            "timeout": timeout_seconds,
            "headers": {"Authorization": f"Bearer {key}", "User-Agent": f"flint-python/{VERSION}"},
        }

    def __repr__(self) -> str:
        """Say where it points, and no key."""
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def _delay_after(self, call: Call, tries: int, response: httpx.Response | httpx.TransportError) -> float:
        """Seconds to wait before the next try. Raises what the caller gets if there is none."""
        told = None
        if isinstance(response, httpx.Response):
            error: ApiError | NoAnswerError = calls.error_of(response.status_code, _json(response))
            told = response.headers.get("Retry-After")
            if not calls.may_be_sent_again(response.status_code, error):  # type: ignore[arg-type]  # of a response
                raise error
        else:
            error = NoAnswerError(f"{type(response).__name__}: {response}", call.idempotency_key)
        if tries > self.max_retries:
            raise error
        return calls.delay_seconds(tries, told)


def _sent(call: Call) -> dict[str, Any]:
    """The arguments of httpx' request."""
    sent: dict[str, Any] = {"headers": call.headers, "params": call.query}
    if call.body is not None:
        sent |= {"content": json.dumps(call.body).encode()}
        sent["headers"] |= {"Content-Type": "application/json"}
    return sent | ({} if call.timeout_seconds is None else {"timeout": call.timeout_seconds})


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


class Flint(_Settings, Resources):
    """The client: `Flint("flint_test_…").orders.create(line_items=[…])`. One serves many threads."""

    def __init__(
        self, api_key: str | None = None, *, transport: httpx.BaseTransport | None = None, **settings: Any
    ) -> None:
        super().__init__(api_key, **settings)
        self._http = httpx.Client(**self._network, transport=transport)  # type: ignore[arg-type]  # one dict of several types

    def call(self, operation: Operation, given: Given, fields: Mapping[str, Any], **options: Any) -> Any:
        """Carry out an operation; its resource or a page of them."""
        return self._carry_out(calls.call_of(operation, given, fields, **options))

    def _carry_out(self, call: Call) -> Any:
        body = self._answer(call)
        if call.operation.pages:
            return Page(body, call, self._carry_out)
        return call.operation.shape.of(body["data"])

    def _answer(self, call: Call) -> Any:
        tries = 0
        while True:
            tries += 1
            came: httpx.Response | httpx.TransportError
            try:
                came = self._http.request(call.operation.method, call.path, **_sent(call))
            except httpx.TransportError as error:
                came = error
            if isinstance(came, httpx.Response) and came.is_success:
                return came.json()
            time.sleep(self._delay_after(call, tries, came))

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncFlint(_Settings, AsyncResources):
    """The client for asyncio: `await AsyncFlint("flint_test_…").orders.create(line_items=[…])`."""

    def __init__(
        self, api_key: str | None = None, *, transport: httpx.AsyncBaseTransport | None = None, **settings: Any
    ) -> None:
        super().__init__(api_key, **settings)
        self._http = httpx.AsyncClient(**self._network, transport=transport)  # type: ignore[arg-type]  # one dict of several types

    async def call(self, operation: Operation, given: Given, fields: Mapping[str, Any], **options: Any) -> Any:
        """Carry out an operation; its resource or a page of them."""
        return await self._carry_out(calls.call_of(operation, given, fields, **options))

    async def _carry_out(self, call: Call) -> Any:
        body = await self._answer(call)
        if call.operation.pages:
            return AsyncPage(body, call, self._carry_out)
        return call.operation.shape.of(body["data"])

    async def _answer(self, call: Call) -> Any:
        tries = 0
        while True:
            tries += 1
            came: httpx.Response | httpx.TransportError
            try:
                came = await self._http.request(call.operation.method, call.path, **_sent(call))
            except httpx.TransportError as error:
                came = error
            if isinstance(came, httpx.Response) and came.is_success:
                return came.json()
            await asyncio.sleep(self._delay_after(call, tries, came))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
