"""Signatures of webhooks, in two forms: Standard Webhooks' and a header of our own.

Secrets are derived and never stored: whoever reads the table can't sign, and whoever holds the stack's secret needs
no table. A rotation counts one generation up.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"


def derive_secret(stack_secret: str, tenant: str, endpoint_id: str, generation: int) -> str:
    """The text that a receiver verifies with: `whsec_` and 32 bytes in base64.

    stack_secret: the stack's own, 64 random letters. tenant: `<merchant>/<mode>`.
    """
    said = f"webhook/{tenant}/{endpoint_id}/{generation}"
    return PREFIX + b64encode(hmac.digest(stack_secret.encode(), said.encode(), hashlib.sha256)).decode()


def signature_headers(secrets: Sequence[str], message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """The headers that let a receiver check a body. secrets: those that are valid, the newest first.

    timestamp: seconds since 1970, of this try. Source: the Standard Webhooks specification, symmetric signatures.
    `X-Flint-Signature` is Stripe's scheme: its key is the secret's text as it was shown.
    """
    standard = f"{message_id}.{timestamp}.".encode() + body
    own = f"{timestamp}.".encode() + body
    signed = " ".join(f"v1,{_standard_signature(secret, standard)}" for secret in secrets)
    signed_as_stripe_does = ",".join(f"v1={hmac.new(s.encode(), own, hashlib.sha256).hexdigest()}" for s in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
        "X-Flint-Signature": f"t={timestamp},{signed_as_stripe_does}",
    }


def _standard_signature(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    return b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
