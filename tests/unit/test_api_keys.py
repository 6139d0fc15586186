"""API keys as text, and as they are stored."""

from __future__ import annotations

import pytest

from commerce.domain.api_keys import KeyParts, hash_secret, new_salt, new_secret, sealed, unsealed

ULID = "01KC0000000000000000000000"


def parts(mode: str = "test") -> KeyParts:
    """Some key."""
    return KeyParts(mode=mode, merchant_id=f"mer_{ULID}", key_id=f"key_{ULID[:-1]}1", secret="ab" * 24)


@pytest.mark.parametrize("mode", ["test", "live"])
def test_text_leads_back_to_its_parts(mode: str) -> None:
    """Merchant, key, mode and secret."""
    read = KeyParts.parse(str(parts(mode)))
    assert read is not None
    assert (read.mode, read.merchant_id, read.key_id, read.secret) == (
        mode,
        f"mer_{ULID}",
        f"key_{ULID[:-1]}1",
        "ab" * 24,
    )


@pytest.mark.parametrize("position", range(len("flint_test_"), len("flint_test_") + 2 * 26 + 48 + 8, 7))
def test_one_wrong_letter_anywhere_is_no_key(position: int) -> None:
    """The checksum tells without a read."""
    text = str(parts())
    wrong = text[:position] + ("X" if text[position] != "X" else "Y") + text[position + 1 :]
    assert KeyParts.parse(wrong) is None


@pytest.mark.parametrize("text", ["", "flint", "flint_", "flint_test", "flint_test_", "_", "flint_test_" + "é" * 108])
def test_what_is_no_key_is_told_quietly(text: str) -> None:
    """None, not an exception."""
    assert KeyParts.parse(text) is None


def test_same_secret_is_stored_differently_each_time() -> None:
    """By its salt."""
    secret = new_secret()
    assert hash_secret("pepper", new_salt(), secret) != hash_secret("pepper", new_salt(), secret)


def test_table_alone_can_not_check_a_secret() -> None:
    """Another pepper, another hash."""
    assert hash_secret("pepper", "salt", "secret") != hash_secret("other", "salt", "secret")


def test_sealed_secret_is_read_with_the_pepper_alone() -> None:
    """And not with another one."""
    secret = new_secret()
    text = sealed("pepper", "key_1", secret)
    assert (unsealed("pepper", "key_1", text) == secret, unsealed("other", "key_1", text) == secret) == (True, False)
