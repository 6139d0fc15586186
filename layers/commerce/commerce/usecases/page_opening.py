"""Opening a hosted page: what its address leads to, and how often its forms were sent lately."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.page_tokens import read_page_token
from commerce.store.keys import Tenant, request_count_name

WINDOW_SECONDS = 600
"""Forms are counted over so long."""

P = TypeVar("P", bound=Shape)


class PageKind(NamedTuple, Generic[P]):
    """What a page shows. prefix: of its ids. secret: what opens it. nothing: how an address of nothing is refused."""

    shape: type[P]
    prefix: str
    secret: Callable[[P], str]
    nothing: type[errors.FlintError]


class Opened(NamedTuple, Generic[P]):
    """A page that was opened: what it shows, as it is stored. sent: how often its forms were sent lately."""

    ctx: Context
    shown: P
    sent: int


def open_page(kind: PageKind[P], runtime: Runtime, token: str, public_url: str = "") -> Opened[P]:
    """What an address leads to, in one round trip, with its merchant's settings. Raises the kind's refusal."""
    named = read_page_token(token, kind.prefix)
    if named is None:
        raise kind.nothing("No page has this address.")
    tenant = Tenant(named.merchant_id, named.mode)
    ctx = Context(tenant, runtime, actor=named.resource_id, public_url=public_url)
    sent = request_count_name(named.resource_id, _window(runtime))
    found = ctx.read(named.resource_id, sent, with_settings=True)
    shown = found.get(kind.shape, named.resource_id)
    if shown is None or not hmac.compare_digest(kind.secret(shown), token):
        raise kind.nothing("No page has this address.")
    return Opened(ctx, shown, found.uses(sent))


def count_form(ctx: Context, resource_id: str, sent: int, *, most: int) -> None:
    """Count that a form of a page was sent. sent: how often it was before. Raises RateLimited for too many."""
    if sent >= most:
        raise errors.RateLimited.for_seconds(WINDOW_SECONDS)
    window = _window(ctx.runtime)
    ends_at = datetime.fromtimestamp((window + 1) * WINDOW_SECONDS, UTC)
    ctx.store.count(request_count_name(resource_id, window), 1, ends_at + timedelta(minutes=5))


def _window(runtime: Runtime) -> int:
    return int(runtime.clock.now().timestamp()) // WINDOW_SECONDS
