"""Who is asking: from an API key's text to the merchant, the mode and the scopes it stands for."""

from commerce.context import SETTINGS, Runtime
from commerce.domain.api_keys import ApiKey, KeyParts
from commerce.domain.settings import Settings
from commerce.store.keys import Tenant
from commerce.usecases import rate_limits

REQUIRED, NOT_FOUND, REVOKED = "API_KEY_REQUIRED", "API_KEY_NOT_FOUND", "API_KEY_REVOKED"
LIMITED = "RATE_LIMITED"


def identify(runtime: Runtime, text: str | None) -> dict[str, str]:
    """What the edge gets to know: an identity, or why there is none. One round trip; none for a mistyped key.

    The version of the merchant's settings comes along, so that a function knows whether those it holds are current, and
    how far a sandbox's clock is ahead.
    """
    if not text:
        return {"refusal": REQUIRED}
    parts = KeyParts.parse(text)
    if parts is None:
        return {"refusal": NOT_FOUND}
    store = runtime.store_for(Tenant(parts.merchant_id, parts.mode))
    found = store.read(parts.key_id, SETTINGS, *rate_limits.count_name(runtime, parts.key_id))
    key, settings = found.get(ApiKey, parts.key_id), found.get(Settings, SETTINGS)
    if key is None or settings is None or not key.matches(parts.secret, runtime.pepper()):
        return {"refusal": NOT_FOUND}
    if key.revoked_at is not None:
        return {"refusal": REVOKED}
    # Only whoever holds the key uses up its allowance.
    allowance = rate_limits.allow(runtime, store, key.id, found)
    limits = {} if allowance is None else {"rateLimit": str(allowance)}
    if allowance is not None and allowance.refused:
        return {"refusal": LIMITED, **limits}
    offset = settings.clock_offset_seconds
    clock = {"clockOffset": str(offset)} if offset else {}
    agent = {} if key.agent_limits is None else {"agentLimits": key.agent_limits.to_storage()}
    return {
        "merchantId": key.merchant_id,
        "mode": key.mode,
        "keyId": key.id,
        "scopes": " ".join(key.scopes),
        "settingsVersion": str(settings.version),
        **clock,
        **agent,
        **limits,
    }
