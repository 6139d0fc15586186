"""What the command line has beyond operations: following events, making them happen, and moving the clock."""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from flint.client import Flint
from flint.errors import PaymentError
from flint.resource import Resource

POLL_SECONDS = 1.0
ANSWER_SECONDS = 10
NEWEST = 100
SHOWN_BESIDE = ("id", "resourceId")
"""What the list of past events has beyond an event as it is sent."""


def add_to(commands: Any) -> None:
    """Add the commands to the parser's."""
    listening = commands.add_parser("listen", help="follow events, and send them on to an address, signed")
    listening.add_argument("target", nargs="?", help="such as http://127.0.0.1:9000/hook; left out: only print them")
    listening.set_defaults(run=lambda client, options: listen(client, options.target))
    triggering = commands.add_parser("trigger", help="make an event happen, in a sandbox")
    triggering.add_argument("event_type", choices=sorted(TRIGGERS))
    triggering.set_defaults(run=lambda client, options: print(trigger(client, options.event_type).id))
    clock = commands.add_parser("clock", help="the sandbox's clock").add_subparsers(metavar="what", required=True)
    advancing = clock.add_parser("advance", help="move it forward; what falls due on the way is done")
    how = advancing.add_mutually_exclusive_group(required=True)
    how.add_argument("--seconds", type=int)
    how.add_argument("--to", help="a moment, such as 2027-01-01T00:00:00Z")
    advancing.set_defaults(run=_advance)


def _advance(client: Flint, options: argparse.Namespace) -> None:
    moved = {"seconds": options.seconds} if options.to is None else {"to": options.to}
    print(client.sandbox.advance_clock(moved).now)


def listen(client: Flint, target: str | None, *, rounds: int | None = None) -> None:
    """Print each new event, and send it on. rounds: how often to look; None: until interrupted."""
    secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
    seen = {event.id for event in client.events.list(page_size=NEWEST).data}
    print(
        f"Events go to {target}; verify with FLINT_WEBHOOK_SECRET={secret}" if target else "Waiting for events.",
        flush=True,
    )
    while rounds is None or rounds > 0:
        for event in _new(client, seen):
            came_back = f" → {forward(event, target, secret)}" if target else ""
            print(f"{event.event_type:<32} {event.resource_id} {event.id}{came_back}", flush=True)
        rounds = None if rounds is None else rounds - 1
        if rounds != 0:
            time.sleep(POLL_SECONDS)


def _new(client: Flint, seen: set[str]) -> list[Any]:
    """Events told since, the oldest first; adds them to what was seen."""
    found = []
    for event in client.events.list(page_size=NEWEST):
        if event.id in seen:
            break
        found.append(event)
    seen.update(event.id for event in found)
    return found[::-1]


def forward(event: Mapping[str, Any], target: str, secret: str) -> str:
    """Send an event as a webhook would be, in both signatures; what came back, in a word or two."""
    body = json.dumps({name: value for name, value in event.items() if name not in SHOWN_BESIDE}).encode()
    try:
        return str(
            httpx.post(target, content=body, headers=signed(event, body, secret), timeout=ANSWER_SECONDS).status_code
        )
    except httpx.HTTPError as error:
        return f"no answer ({type(error).__name__})"


def signed(event: Mapping[str, Any], body: bytes, secret: str) -> dict[str, str]:
    """The headers of a webhook, signed now."""
    now = str(int(time.time()))
    key = b64decode(secret.removeprefix("whsec_"))
    standard = hmac.digest(key, f"{event['id']}.{now}.".encode() + body, hashlib.sha256)
    own = hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "webhook-id": event["id"],
        "webhook-timestamp": now,
        "webhook-signature": f"v1,{b64encode(standard).decode()}",
        "X-Flint-Signature": f"t={now},v1={own}",
        "X-Flint-Event-Type": event["eventType"],
    }


def _created(client: Flint) -> Resource:
    line = {"name": "Made by flint trigger", "unitPriceMoney": {"amount": 1200}}
    return client.orders.create({"lineItems": [line]})


def _paid(client: Flint) -> Resource:
    return client.orders.pay(_created(client).id, payment_source_token="tok_visa")  # noqa: S106  # a test card of Stripe's


def _declined(client: Flint) -> Resource:
    order = _created(client)
    try:
        return client.orders.pay(order.id, payment_source_token="tok_chargeDeclined")  # noqa: S106  # a test card
    except PaymentError:
        return client.orders.get(order.id)


TRIGGERS: Mapping[str, Callable[[Flint], Resource]] = {
    "customer.created": lambda client: client.customers.create(name="Made by flint trigger"),
    "order.created": _created,
    "order.updated": lambda client: client.orders.update(_created(client).id, buyer_note="Made by flint trigger"),
    "order.paid": _paid,
    "order.closed": lambda client: client.orders.close(_created(client).id, reason="Made by flint trigger"),
    "order.refunded": lambda client: client.refunds.create(order_id=_paid(client).id, amount_money={"amount": 500}),
    "payment_intent.payment_failed": _declined,
    "payment_intent.succeeded": _paid,
    "refund.created": lambda client: client.refunds.create(order_id=_paid(client).id),
}
"""What makes each event happen: the same calls that a shop would make."""


def trigger(client: Flint, event_type: str) -> Resource:
    """Make an event happen; the resource that it is about, or that led to it."""
    return TRIGGERS[event_type](client)
