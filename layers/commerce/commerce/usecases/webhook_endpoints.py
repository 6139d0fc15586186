"""Webhook endpoints: registered, changed, given new secrets. All of a merchant's are one document."""

from collections.abc import Callable
from typing import TypeVar

from commerce.context import Context
from commerce.domain.entity import Shape
from commerce.domain.webhook_endpoints import (
    REQUESTED,
    WEBHOOK_ENDPOINTS,
    CreateWebhookEndpoint,
    NewWebhookEndpoint,
    RotateWebhookSecret,
    UpdateWebhookEndpoint,
    WebhookEndpoint,
    WebhookEndpoints,
)
from commerce.domain.webhook_signing import derive_secret
from commerce.domain.webhook_targets import parse_target, require_reachable
from commerce.store.lists import Listed, Selection, list_held
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, Write
from commerce.usecases.commit import (
    CREATED,
    OK,
    Replayed,
    answered_record,
    commit,
    remember,
    replay,
    require_version,
    until_written,
)

S = TypeVar("S", bound=Shape)

CLEARABLE = frozenset({"description"})


def create(ctx: Context, command: CreateWebhookEndpoint) -> NewWebhookEndpoint:
    """Register an endpoint. Its secret is in this answer and in its repetitions under the same key, nowhere else."""

    def edit(held: WebhookEndpoints) -> tuple[WebhookEndpoints, NewWebhookEndpoint]:
        require_deliverable(ctx, command.url)
        now = ctx.now()
        endpoint = WebhookEndpoint(
            id=ctx.new_id("whep"),
            url=command.url,
            subscribed_events=_in_order(command.subscribed_events),
            description=command.description,
            metadata=command.metadata,
            created_at=now,
            updated_at=now,
            enabled_at=now,
        )
        if not command.enabled:
            endpoint = endpoint.disabled(now, REQUESTED).evolve(version=1)
        return held.with_new(endpoint), NewWebhookEndpoint.of(endpoint)

    return _showing_secret(ctx, lambda: _change(ctx, edit, CREATED))


def update(ctx: Context, endpoint_id: str, command: UpdateWebhookEndpoint) -> WebhookEndpoint:
    """Change an endpoint; events that happened before are delivered where it is now."""
    changes = {
        name: value
        for name in command.model_fields_set - {"enabled"}
        if (value := getattr(command, name)) is not None or name in CLEARABLE
    }
    if "subscribed_events" in changes:
        changes["subscribed_events"] = _in_order(changes["subscribed_events"])

    def edit(held: WebhookEndpoints) -> tuple[WebhookEndpoints, WebhookEndpoint]:
        before = held.found(endpoint_id)
        require_version(ctx, before.version)
        if "url" in changes:
            require_deliverable(ctx, changes["url"])
        now = ctx.now()
        endpoint = before
        if command.enabled is not None:
            endpoint = before.reenabled(now) if command.enabled else before.disabled(now, REQUESTED)
        endpoint = endpoint.changed(now, **changes).evolve(version=before.version + 1)
        return held.with_changed(endpoint), endpoint

    return _change(ctx, edit, OK)


def delete(ctx: Context, endpoint_id: str) -> WebhookEndpoint:
    """Take an endpoint away: nothing is sent to it any more, what is waiting neither."""

    def edit(held: WebhookEndpoints) -> tuple[WebhookEndpoints, WebhookEndpoint]:
        endpoint = held.found(endpoint_id)
        require_version(ctx, endpoint.version)
        return held.without(endpoint_id), endpoint

    return _change(ctx, edit, OK)


def rotate_secret(ctx: Context, endpoint_id: str, command: RotateWebhookSecret) -> NewWebhookEndpoint:
    """Give an endpoint a new secret. The one before signs beside it for a while, so that receivers can follow."""

    def edit(held: WebhookEndpoints) -> tuple[WebhookEndpoints, NewWebhookEndpoint]:
        endpoint = held.found(endpoint_id)
        require_version(ctx, endpoint.version)
        rotated = endpoint.rotated(ctx.now(), previous_valid_seconds=command.previous_secret_valid_seconds)
        return held.with_changed(rotated), NewWebhookEndpoint.of(rotated)

    return _showing_secret(ctx, lambda: _change(ctx, edit, OK))


def endpoints_in(found: Found) -> WebhookEndpoints:
    """A merchant's endpoints among what was read; a merchant without any has no row."""
    return found.get(WebhookEndpoints, WEBHOOK_ENDPOINTS) or WebhookEndpoints()


def listed(held: WebhookEndpoints, selection: Selection) -> Listed[WebhookEndpoint]:
    """The selected endpoints, newest first."""
    return list_held(held.endpoints, selection)


def require_deliverable(ctx: Context, url: str) -> None:
    """Refuse a URL that leads into a network, by its form or by what its host resolves to now.

    A host that does not resolve is taken: its name may come, and every delivery looks anew.
    """
    reach = ctx.runtime.webhook_reach(ctx.tenant.mode)
    require_reachable(ctx.runtime.resolve(parse_target(url, reach).host), reach)


def secret_of(ctx: Context, endpoint: WebhookEndpoint, generation: int) -> str:
    """One of an endpoint's secrets."""
    return derive_secret(ctx.runtime.webhook_secret(), str(ctx.tenant), endpoint.id, generation)


def _showing_secret(ctx: Context, change: Callable[[], NewWebhookEndpoint]) -> NewWebhookEndpoint:
    """The answer with its secret, which is derived anew for a repetition: no row ever holds it."""
    try:
        answer = change()
    except Replayed as first:
        raise Replayed(first.status, _shown(ctx, first.answer)) from None
    return answer if ctx.request.dry_run else _shown(ctx, answer)


def _shown(ctx: Context, answer: Shape) -> NewWebhookEndpoint:
    assert isinstance(answer, NewWebhookEndpoint)
    return answer.evolve(secret=secret_of(ctx, answer, answer.generation))


def _in_order(event_types: tuple[str, ...]) -> tuple[str, ...]:
    """Each type once, as they were sent."""
    return tuple(dict.fromkeys(event_types))


def _change(ctx: Context, edit: Callable[[WebhookEndpoints], tuple[WebhookEndpoints, S]], status: int) -> S:
    """Read, decide, write; `edit` answers the document and the part of it that the caller gets."""

    def change() -> S:
        found = ctx.read(WEBHOOK_ENDPOINTS)
        replay(ctx, found)
        held = endpoints_in(found)
        edited, answer = edit(held)
        write: Write = Replace(edited, held.version) if held.version else Create(edited)
        commit(ctx, [write, *remember(ctx, answered_record(ctx, answer, status))])
        return answer

    return until_written(ctx, change)
