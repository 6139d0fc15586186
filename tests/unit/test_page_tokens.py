"""Tokens of hosted pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commerce.domain.ids import new_id
from commerce.domain.page_tokens import PageToken, new_page_token, read_page_token

NOW = datetime(2026, 11, 25, tzinfo=UTC)
NAMES = PageToken(new_id("mer", NOW), "live", new_id("cs", NOW))


def test_token_names_what_it_was_made_for() -> None:
    """Merchant, mode and resource come back."""
    assert read_page_token(new_page_token(NAMES), "cs") == NAMES


def test_tokens_of_one_resource_differ() -> None:
    """The random part is new each time."""
    assert len({new_page_token(NAMES)[-24:] for _ in range(100)}) == 100


@pytest.mark.parametrize("text", ["", "x", "-" * 68, "A" * 67, "A" * 69, "é" * 68, "A" * 68 + "\n", "/" * 68])
def test_what_is_no_token_names_nothing(text: str) -> None:
    """Wrong length, wrong letters, or a mode that is none (- is the highest but one of base 64)."""
    assert read_page_token(text, "cs") is None
