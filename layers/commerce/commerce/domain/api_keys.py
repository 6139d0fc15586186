"""API keys: shown once, stored as a salted and peppered hash, compared in constant time."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Annotated
from zlib import crc32

from pydantic import Field, computed_field

from commerce.domain.agent_limits import AgentLimits
from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.scopes import ALL_SCOPES

SALT_BYTES = 16
SECRET_BYTES = 24
SECRET_LENGTH = 2 * SECRET_BYTES
CHECKSUM_LENGTH = 8
ULID_LENGTH = 26


class ApiKey(Shape):
    """A key of one merchant and one mode, limited to its scopes; `*` means all."""

    id: str
    merchant_id: str
    mode: str
    name: str
    scopes: tuple[str, ...] = (ALL_SCOPES,)
    agent_limits: AgentLimits | None = Field(
        default=None, description="What an agent may do with it by itself; null: it is a person's or a program's key."
    )
    version: int = 1
    created_at: datetime
    updated_at: datetime
    revoked_at: datetime | None = None
    salt: Annotated[str, INTERNAL]
    secret_hash: Annotated[str, INTERNAL]

    @computed_field
    def api_key_id(self) -> str:
        """The same as `id`."""
        return self.id

    def matches(self, secret: str, pepper: str) -> bool:
        """True if this is the key's secret; takes the same time whatever is wrong."""
        return hmac.compare_digest(hash_secret(pepper, self.salt, secret), self.secret_hash)


class NewApiKey(ApiKey):
    """A key on the day it was made: the only answer that shows its text."""

    key: str | None = Field(default=None, description="The key itself, shown this once; null in a dry run.")
    sealed_secret: Annotated[str, INTERNAL] = ""

    @classmethod
    def of(cls, key: ApiKey, sealed_secret: str) -> "NewApiKey":
        """The key with its secret sealed, as the answer of an idempotency key is stored."""
        values = {name: getattr(key, name) for name in ApiKey.model_fields}
        return cls(**values, sealed_secret=sealed_secret)


class KeyParts:
    """What an API key's text says: `flint_<mode>_<merchant><key><secret><checksum>`, no separators between the parts.

    The merchant and the key are named so that the key is found by one read; the checksum tells a mistyped key
    from an unknown one without a read.
    """

    __slots__ = ("key_id", "merchant_id", "mode", "secret")

    def __init__(self, *, mode: str, merchant_id: str, key_id: str, secret: str) -> None:
        self.mode = mode
        self.merchant_id = merchant_id
        self.key_id = key_id
        self.secret = secret

    @classmethod
    def parse(cls, text: str) -> "KeyParts | None":
        """None if the text can't be a key."""
        prefix, mode, rest = ([*text.split("_", 2), "", ""])[:3]
        if prefix != "flint" or mode not in {"test", "live"} or not rest.isascii() or not rest.isalnum():
            return None
        if len(rest) != 2 * ULID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH:
            return None
        payload, checksum = rest[:-CHECKSUM_LENGTH], rest[-CHECKSUM_LENGTH:]
        if checksum != _checksum(mode, payload):
            return None
        merchant, key, secret = payload[:26], payload[26:52], payload[52:]
        return cls(mode=mode, merchant_id=f"mer_{merchant}", key_id=f"key_{key}", secret=secret)

    def __str__(self) -> str:
        payload = f"{_ulid(self.merchant_id)}{_ulid(self.key_id)}{self.secret}"
        return f"flint_{self.mode}_{payload}{_checksum(self.mode, payload)}"


def new_secret() -> str:
    """A secret from the operating system's randomness."""
    return secrets.token_hex(SECRET_BYTES)


def new_salt() -> str:
    """A salt of one key."""
    return secrets.token_hex(SALT_BYTES)


def hash_secret(pepper: str, salt: str, secret: str) -> str:
    """The stored form of a secret: who reads or writes the table alone can neither check nor plant a key.

    pepper: the stack's own secret. 192 random bits need no slow hash: there is nothing to guess.
    """
    return hmac.new(pepper.encode(), f"{salt}:{secret}".encode(), hashlib.sha256).hexdigest()


def sealed(pepper: str, key_id: str, secret: str) -> str:
    """A secret that only whoever has the pepper reads again: for the stored answer of an idempotency key.

    XOR with a pad that is made for this key alone, hence used once.
    """
    return bytes(a ^ b for a, b in zip(bytes.fromhex(secret), _pad(pepper, key_id), strict=True)).hex()


def unsealed(pepper: str, key_id: str, text: str) -> str:
    """Undo `sealed`."""
    return sealed(pepper, key_id, text)


def _pad(pepper: str, key_id: str) -> bytes:
    return hmac.new(pepper.encode(), f"sealed:{key_id}".encode(), hashlib.sha256).digest()[:SECRET_BYTES]


def _checksum(mode: str, payload: str) -> str:
    return f"{crc32(f'{mode}_{payload}'.encode()):08x}"


def _ulid(prefixed_id: str) -> str:
    return prefixed_id.rpartition("_")[2]
