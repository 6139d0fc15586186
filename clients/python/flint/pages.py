"""Lists: a page of resources, which goes on to the next ones when it is looped over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any, Generic, TypeVar

from flint.calls import Call
from flint.resource import Resource

Each = TypeVar("Each", bound=Resource)


class _Page(Generic[Each]):
    """What came with one request: `data`, `has_more` and `next_page_token`."""

    def __init__(self, body: dict[str, Any], call: Call) -> None:
        self.data: list[Each] = [call.operation.shape.of(each) for each in body["data"]]  # type: ignore[misc]  # of it
        self.has_more: bool = body["hasMore"]
        self.next_page_token: str | None = body["nextPageToken"]
        self._call = call

    def __len__(self) -> int:
        """How many came with this page."""
        return len(self.data)

    @property
    def _next_call(self) -> Call | None:
        if self.next_page_token is None:
            return None
        return replace(self._call, query={**self._call.query, "pageToken": self.next_page_token})


class Page(_Page[Each]):
    """A page; a loop over it reads the following pages as it gets to them."""

    def __init__(self, body: dict[str, Any], call: Call, carry_out: Callable[[Call], Any]) -> None:
        super().__init__(body, call)
        self._carry_out = carry_out

    def next_page(self) -> Page[Each] | None:
        """Read the following page; None: this was the last."""
        following = self._next_call
        return None if following is None else self._carry_out(following)  # a page: the operation is the same

    def __iter__(self) -> Iterator[Each]:
        """Give every resource of this page and of those that follow."""
        page: Page[Each] | None = self
        while page is not None:
            yield from page.data
            page = page.next_page()


class AsyncPage(_Page[Each]):
    """A page for `async for`, which reads the following pages as it gets to them."""

    def __init__(self, body: dict[str, Any], call: Call, carry_out: Callable[[Call], Awaitable[Any]]) -> None:
        super().__init__(body, call)
        self._carry_out = carry_out

    async def next_page(self) -> AsyncPage[Each] | None:
        """Read the following page; None: this was the last."""
        following = self._next_call
        return None if following is None else await self._carry_out(following)  # a page: the operation is the same

    async def __aiter__(self) -> AsyncIterator[Each]:
        """Give every resource of this page and of those that follow."""
        page: AsyncPage[Each] | None = self
        while page is not None:
            for each in page.data:
                yield each
            page = await page.next_page()
