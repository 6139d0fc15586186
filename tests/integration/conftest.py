"""A world per test: a fresh table of template.yaml on moto, a clock that stands still, a scripted card processor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.shop import Shop, World


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AWS inside this process, empty."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield


@pytest.fixture
def world(aws: None) -> World:
    """A world of its own."""
    return World()


@pytest.fixture
def shop(world: World) -> Shop:
    """A merchant with 8 % tax, the coupon LAUNCH20 and all scopes."""
    return world.shop()


@pytest.fixture
def other_shop(world: World) -> Shop:
    """Another merchant in the same world."""
    return world.shop()
