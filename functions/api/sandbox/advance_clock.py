"""POST /v1/sandbox/clock/advance"""

from commerce.context import Context
from commerce.domain.sandbox_clock import AdvanceClock, SandboxClock
from commerce.edge.operation import operation
from commerce.usecases import sandbox_clock


@operation("POST", "/v1/sandbox/clock/advance", pays=True, delivers=True)
def handler(ctx: Context, body: AdvanceClock) -> SandboxClock:
    """Move a sandbox's clock forward: what falls due on the way is done, one after the other, each at its moment."""
    return sandbox_clock.advance(ctx, body)
