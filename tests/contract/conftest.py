"""A shop whose every answer is held against the schema that OpenAPI gives its operation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.contract.published import check_answer
from tests.shop import Answer, Shop, World


class CheckedShop(Shop):
    """A shop that fails a test whose answer is not as published."""

    def call(self, name: str, *arguments: object, **more: object) -> Answer:
        """Call, then check."""
        answer = super().call(name, *arguments, **more)  # type: ignore[arg-type]  # passed on as they are
        check_answer(name, answer)
        return answer

    def with_key(self, api_key: str | None) -> CheckedShop:
        """The same API, asked with another key."""
        return checked(super().with_key(api_key))


def checked(shop: Shop) -> CheckedShop:
    """The same shop, checked."""
    return CheckedShop(shop.world, shop.merchant_id, shop.api_key, shop.read_only_api_key)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """AWS inside this process, empty but for the table."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield World()


@pytest.fixture
def shop(world: World) -> CheckedShop:
    """A merchant with 8 % tax, the coupon LAUNCH20 and all scopes."""
    return checked(world.shop())
