"""POST /v1/api-keys"""

from commerce.context import Context
from commerce.domain.api_key_commands import CreateApiKey
from commerce.domain.api_keys import NewApiKey
from commerce.edge.operation import operation
from commerce.usecases import api_keys


@operation("POST", "/v1/api-keys", status=201, makes_keys=True)
def handler(ctx: Context, body: CreateApiKey) -> NewApiKey:
    """Make an API key.

    Its text is in this answer only; what is kept is a hash. A key can give no scope that it lacks itself. With
    `agentLimits` it is an agent's: it moves no more money than they say, by itself or after a person's approval, and
    neither makes keys nor approves.
    """
    return api_keys.create(ctx, body)
