"""Events: what happened, as webhooks tell it and as it can be read back."""

from __future__ import annotations

from .call import Call
from .errors import InvalidRequestError, Json


def retrieve(call: Call, _params: Json, event_id: str) -> Json:
    """GET /v1/events/{id}."""
    return call.get("event", event_id)


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/events."""
    if "type" in params and "types" in params:
        raise InvalidRequestError("Send either type or types, not both.", param="types")
    if "types" in params:
        params = {**params, "type": params["types"]}
    return call.page("event", "/v1/events", params, "type")
