"""POST /v1/api-keys/{api_key_id}/revoke"""

from commerce.context import Context
from commerce.domain.api_keys import ApiKey
from commerce.edge.operation import operation
from commerce.usecases import api_keys


@operation("POST", "/v1/api-keys/{api_key_id}/revoke")
def handler(ctx: Context, api_key_id: str) -> ApiKey:
    """Revoke an API key: it is refused from its next request on.

    A key may revoke itself, and keys that can do no more than it can.
    """
    return api_keys.revoke(ctx, api_key_id)
