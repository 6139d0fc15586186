"""Stripe's events: verified, stored, then taken as a reason to look at Stripe, never as the truth."""

import json
from typing import Any

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.outcomes import Owner
from commerce.domain.stripe_events import StripeEvent
from commerce.payments.signature import signed_by
from commerce.store.keys import Tenant
from commerce.store.writes import Create, Replace, TransactionLost
from commerce.usecases import disputes, payment_methods, refund_resumption, resumption

PROCESSOR = "stripe"
"""The tenant under whose keys events are kept: which merchant they are about is not known yet."""

ABOUT = {
    "payment_intent": "id",
    "refund": "id",
    "dispute": "id",
    "charge": "payment_intent",
    "setup_intent": "id",
}
"""Which field of an event's object names what to look at."""


def receive(runtime: Runtime, body: bytes, signature: str) -> None:
    """Take an event. Raises InvalidRequest for anything that Stripe did not sign a moment ago."""
    now = runtime.clock.now()
    mode = signed_by(runtime.webhook_secrets(), body, signature, now)
    if mode is None:
        raise errors.InvalidSignature(
            "This body carries no valid Stripe-Signature of the last five minutes; only Stripe calls this address.",
            param="Stripe-Signature",
        )
    event = _event(body)
    about = event["data"]["object"]
    field = ABOUT.get(str(about.get("object")))
    if field is None or not isinstance(about.get(field), str):
        return  # about nothing that Flint made
    stored = StripeEvent(id=event["id"], type=event["type"], object_id=about[field], received_at=now)
    ctx = Context(Tenant(PROCESSOR, mode), runtime, clock_offset_seconds=0)
    try:
        ctx.store.write([Create(stored)])
    except TransactionLost:
        return  # it came before
    try:
        work(ctx, stored)
    except (errors.Unavailable, errors.NotFound):
        return  # it is stored: the sweeper works on it


def resume(ctx: Context, event_id: str) -> None:
    """Work on a stored event whose process was lost."""
    event = ctx.store.read(event_id).get(StripeEvent, event_id)
    if event is not None and event.worked_at is None:
        work(ctx, event)


def work(ctx: Context, event: StripeEvent) -> None:
    """Look at Stripe for what the event is about, and let the payment, refund or dispute catch up with it."""
    gateway = ctx.gateway
    if event.object_id.startswith("re_") or event.object_id.startswith("pyr_"):
        owner = gateway.owner_of_refund(event.object_id)
    elif event.object_id.startswith(("dp_", "du_")):
        owner = gateway.owner_of_dispute(event.object_id)
    elif event.object_id.startswith("seti_"):
        owner = gateway.owner_of_saving(event.object_id)
    else:
        owner = gateway.owner_of_payment(event.object_id)
    if owner is not None:
        _catch_up(Context(Tenant(owner.merchant_id, ctx.tenant.mode), ctx.runtime), event, owner)
    done = event.evolve(worked_at=ctx.now(), version=event.version + 1)
    try:
        ctx.store.write([Replace(done, event.version)])
    except TransactionLost:
        return  # another process worked on it too: looking twice does no harm


def _catch_up(ctx: Context, event: StripeEvent, owner: Owner) -> None:
    if owner.payment_method_id is not None:
        payment_methods.resume(ctx, owner.payment_method_id, patient=True)
    elif owner.refund_id is not None:
        refund_resumption.resume(
            ctx, owner.refund_id, patient=True, look_again=True, payment_intent_id=owner.payment_intent_id
        )
    elif event.object_id.startswith(("dp_", "du_")):
        disputes.catch_up(ctx, owner.payment_intent_id)
    else:
        resumption.resume(ctx, owner.payment_intent_id, patient=True)


def _event(body: bytes) -> dict[str, Any]:
    """The event's fields, in the form that Stripe gives them."""
    try:
        event = json.loads(body)
        if isinstance(event["id"], str) and isinstance(event["type"], str) and event["data"]["object"]["object"]:
            return dict(event)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise errors.InvalidRequest("The body is signed, but it is no event of Stripe's.")
