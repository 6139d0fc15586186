"""A refund's texts, which may change whatever becomes of its money."""

from commerce.context import Context
from commerce.domain.refund_commands import UpdateRefund
from commerce.domain.refunds import Refund
from commerce.store.writes import Replace
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    outbox,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_refund


def update(ctx: Context, refund_id: str, command: UpdateRefund) -> Refund:
    """Change a refund's texts."""

    def change() -> Refund:
        found = ctx.read(refund_id)
        replay(ctx, found)
        refund = found_refund(found, refund_id)
        require_version(ctx, refund.version)
        changes = {name: getattr(command, name) for name in command.model_fields_set}
        if changes.get("metadata", ...) is None:
            changes["metadata"] = {}
        updated = refund.evolve(version=refund.version + 1, updated_at=ctx.now(), **changes)
        record = answered_record(ctx, updated, OK)
        events = outbox(ctx, "refund.updated")
        commit(ctx, [Replace(updated, refund.version, events), *remember(ctx, record)])
        return updated

    return until_written(ctx, change)
