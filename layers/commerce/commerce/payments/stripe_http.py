"""HTTP for Stripe's SDK over urllib3, which AWS's SDK has loaded already: `requests` alone is 28 ms of a cold start."""

from collections.abc import Mapping
from typing import Any

import stripe
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError


class PooledClient(stripe.HTTPClient):
    """Connections that are kept open. Nothing is retried here: who calls knows what may be repeated."""

    name = "urllib3"

    def __init__(self, *, connect_seconds: float, read_seconds: float) -> None:
        """connect_seconds, read_seconds: how long to wait for a connection, and for each part of a reply."""
        super().__init__()
        timeout = Timeout(connect=connect_seconds, read=read_seconds)
        self._pool = PoolManager(timeout=timeout, retries=False, ca_certs=stripe.ca_bundle_path)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Send one request and read its whole reply. Raises APIConnectionError if there is none."""
        try:
            reply = self._pool.request(method, url, headers=headers, body=post_data, redirect=False)
            return reply.data.decode(), reply.status, reply.headers
        except (HTTPError, UnicodeDecodeError) as error:
            lost = f"Stripe gave no reply ({type(error).__name__})."
            raise stripe.APIConnectionError(lost) from error  # type: ignore[no-untyped-call]  # the SDK's own

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()
