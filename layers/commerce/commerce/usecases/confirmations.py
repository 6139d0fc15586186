"""What people say of what agents ask for: read, approved, declined."""

from dataclasses import replace

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.confirmations import WAITING, Confirmation, ConfirmationStatus
from commerce.store.keys import confirmation_name
from commerce.store.lists import Listed, Selection, list_shown
from commerce.store.store import Found
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
from commerce.usecases.persons import require_person


def read(ctx: Context, identity: str) -> Confirmation:
    """A confirmation as it stands now."""
    return _found(ctx.store.read(confirmation_name(identity)), identity).at(ctx.now())


def listed(ctx: Context, selection: Selection, status: ConfirmationStatus | None) -> Listed[Confirmation]:
    """The selected confirmations, newest first; what is over is found as expired."""
    now = ctx.now()
    stored = None if status is ConfirmationStatus.EXPIRED else status
    return list_shown(ctx.store, Confirmation, replace(selection, status=stored), lambda each: each.at(now), status)


def approve(ctx: Context, identity: str) -> Confirmation:
    """Let the agent's request through, once and within a day of its asking."""
    return _decide(ctx, identity, ConfirmationStatus.APPROVED)


def decline(ctx: Context, identity: str) -> Confirmation:
    """Refuse the agent's request; one that was approved and not used can still be declined."""
    return _decide(ctx, identity, ConfirmationStatus.DECLINED)


def _decide(ctx: Context, identity: str, status: ConfirmationStatus) -> Confirmation:
    require_person(ctx, "decide on confirmations")

    def change() -> Confirmation:
        found = ctx.read(confirmation_name(identity))
        replay(ctx, found)
        asked = _found(found, identity)
        require_version(ctx, asked.version)
        decided = asked.decided(status, ctx.actor, ctx.now())
        write = Replace(decided, asked.version, outbox(ctx, f"confirmation.{status}"), WAITING)
        commit(ctx, [write, *remember(ctx, answered_record(ctx, decided, OK))])
        return decided

    return until_written(ctx, change)


def _found(found: Found, identity: str) -> Confirmation:
    """Raises ConfirmationNotFound if the read did not find it: its request may have been asked for again since."""
    confirmation = found.get(Confirmation, confirmation_name(identity))
    if confirmation is None or confirmation.id != identity:
        raise errors.ConfirmationNotFound(
            f"There is no confirmation {identity}; GET /v1/confirmations lists yours.", param="confirmationId"
        )
    return confirmation
