"""Who is asking, as the authorizer found out, and whether that key may do what it asks for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commerce.domain import errors
from commerce.domain.rate_limits import Allowance
from commerce.domain.scopes import ALL_SCOPES

if TYPE_CHECKING:
    from commerce.edge.operation import Operation

Identity = Mapping[str, str]

REFUSALS: dict[str, errors.FlintError] = {
    "API_KEY_REQUIRED": errors.Unauthenticated(
        "Send your API key: `Authorization: Bearer flint_test_…` or `X-API-Key: flint_test_…`."
    ),
    "API_KEY_NOT_FOUND": errors.ApiKeyNotFound("No such API key exists; check that it was copied whole."),
    "API_KEY_REVOKED": errors.ApiKeyRevoked("This API key was revoked; use another one."),
    "STORAGE_UNAVAILABLE": errors.StorageUnavailable("Your API key could not be looked up; try again."),
}


def identity_of(event: Mapping[str, Any]) -> Identity:
    """What the authorizer said; empty for a public operation."""
    authorizer: dict[str, Any] = event.get("requestContext", {}).get("authorizer") or {}
    return authorizer.get("lambda") or {}


def require_allowed(operation: "Operation", identity: Identity) -> None:
    """Raises the refusal of the key, or of its scopes. A public operation asks for neither."""
    if operation.public:
        return
    if "merchantId" not in identity:
        raise _refusal(identity)
    scopes = scopes_of(identity)
    if operation.scope not in scopes and ALL_SCOPES not in scopes:
        raise errors.Forbidden(
            f"This API key lacks the scope {operation.scope}; use a key that has it.",
            next_steps=[f"Make a key with the scope {operation.scope}."],
            details={"requiredScope": str(operation.scope)},
        )


def _refusal(identity: Identity) -> errors.FlintError:
    allowance = rate_limit_of(identity)
    if identity.get("refusal") == errors.RateLimited.code and allowance is not None:
        return errors.RateLimited.for_seconds(allowance.reset_seconds)
    return REFUSALS.get(identity.get("refusal", ""), REFUSALS["API_KEY_REQUIRED"])


def scopes_of(identity: Identity) -> frozenset[str]:
    """What the key may do."""
    return frozenset(identity.get("scopes", "").split())


def rate_limit_of(identity: Identity) -> Allowance | None:
    """How the key stands; None if its requests are not limited."""
    text = identity.get("rateLimit")
    return None if text is None else Allowance.parse(text)


def rate_limit_headers(allowance: Allowance) -> dict[str, str]:
    """Limit, what is left of it, and in how many seconds it is whole again.

    Source: draft-ietf-httpapi-ratelimit-headers-06, the last draft with a field for each, which clients know.
    """
    return {
        "ratelimit-limit": str(allowance.limit),
        "ratelimit-remaining": str(allowance.remaining),
        "ratelimit-reset": str(allowance.reset_seconds),
    }
