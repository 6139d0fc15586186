"""What only people do, with keys that have no agent's limits."""

from commerce.context import Context
from commerce.domain import errors


def require_person(ctx: Context, what: str) -> None:
    """Raises ActionNotAllowed for an agent's key."""
    if ctx.agent is not None:
        raise errors.ActionNotAllowed(
            f"An agent's key can't {what}; a person does, with a key that has no agentLimits.",
            next_steps=["Ask a person to do it."],
        )
