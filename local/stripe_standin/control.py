"""The control endpoints, `/_standin/…`: JSON in, JSON out, no key, never at fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from . import challenge, disputes, payments, refunds, setup_intents
from .call import Call
from .engine import Engine, Reply, Request
from .errors import ApiError, InvalidRequestError, Json, UnknownUrlError

_MAX_ADVANCE_SECONDS = 10 * 366 * 24 * 3600
_FAILURES = (
    "unknown",
    "declined",
    "expired_or_canceled_card",
    "insufficient_funds",
    "lost_or_stolen_card",
    "merchant_request",
)


def handle(engine: Engine, request: Request) -> Reply:
    """Answer a control request."""
    parts = request.path.strip("/").split("/")[1:]
    if len(parts) == 3 and parts[0] in challenge.KINDS and parts[2] == "challenge":
        if request.method == "GET":
            return challenge.show(engine, request, parts[0], parts[1])
        if request.headers.get("content-type", "").startswith(challenge.FORM):
            return challenge.decide(engine, request, parts[0], parts[1])
    try:
        body = _ask(engine, request.method, parts, _read(request.body))
    except ApiError as refusal:
        return Reply(refusal.status, json.dumps(refusal.body).encode())
    return Reply(200, json.dumps(body).encode())


def _ask(engine: Engine, method: str, parts: list[str], body: Json) -> Json:
    simple = _SIMPLE.get((method, "/".join(parts)))
    if simple is not None:
        return simple(engine, body)
    match method, parts:
        case "POST", ["payment_intents", intent_id, "challenge"]:
            return _challenge(engine, "payment_intent", intent_id, body)
        case "POST", ["setup_intents", intent_id, "challenge"]:
            return _challenge(engine, "setup_intent", intent_id, body)
        case "POST", ["refunds", refund_id, "fail"]:
            reason = _choice(body, "failureReason", _FAILURES, "unknown")
            return engine.work(lambda call: refunds.fail(call, call.get("refund", refund_id), reason))
        case "POST", ["disputes", dispute_id, "close"]:
            outcome = _choice(body, "outcome", ("won", "lost"), "lost")
            return engine.work(lambda call: disputes.end(call, call.get("dispute", dispute_id), outcome))
    raise UnknownUrlError(method, f"/_standin/{'/'.join(parts)}")


def _health(engine: Engine, _body: Json) -> Json:
    webhooks = engine.webhooks
    return {
        "status": "ok",
        "now": int(engine.clock.now()),
        "webhooks": {
            "waiting": webhooks.waiting,
            "delivered": webhooks.delivered,
            "givenUp": webhooks.given_up,
        },
    }


def _reset(engine: Engine, _body: Json) -> Json:
    engine.reset()
    return {"reset": True}


def _advance(engine: Engine, body: Json) -> Json:
    seconds = _seconds(body, "seconds", most=_MAX_ADVANCE_SECONDS)

    def move(_call: Call) -> Json:
        engine.clock.advance(seconds)
        return {"now": int(engine.clock.now())}

    return engine.work(move)


def _list_calls(engine: Engine, _body: Json) -> Json:
    return {"calls": list(engine.calls)}


def _clear_calls(engine: Engine, _body: Json) -> Json:
    engine.calls.clear()
    return {"calls": []}


def _add_fault(engine: Engine, body: Json) -> Json:
    return engine.faults.add(body).shown


def _list_faults(engine: Engine, _body: Json) -> Json:
    return {"faults": engine.faults.waiting()}


def _clear_faults(engine: Engine, _body: Json) -> Json:
    engine.faults.clear()
    return {"faults": []}


def _set_webhooks(engine: Engine, body: Json) -> Json:
    return {"webhooks": engine.webhooks.register(body)}


def _list_webhooks(engine: Engine, _body: Json) -> Json:
    return {"webhooks": engine.webhooks.listed(), "waiting": engine.webhooks.waiting}


def _clear_webhooks(engine: Engine, _body: Json) -> Json:
    engine.webhooks.forget()
    return {"webhooks": []}


def _flush_webhooks(engine: Engine, _body: Json) -> Json:
    engine.run_due()
    return engine.webhooks.flush()


def _open_dispute(engine: Engine, body: Json) -> Json:
    reason = str(body.get("reason", "fraudulent"))

    def begin(call: Call) -> Json:
        intent = call.get("payment_intent", str(body.get("paymentIntent")), param="paymentIntent")
        if intent["latest_charge"] is None:
            raise InvalidRequestError("This payment intent has no charge to dispute.")
        return disputes.begin(call, call.get("charge", intent["latest_charge"]), reason)

    return engine.work(begin)


def _dial_next_refund(engine: Engine, body: Json) -> Json:
    dial: Json = {}
    if "pending" in body:
        dial["pending"] = bool(body["pending"])
    if "failsAfterSeconds" in body:
        dial["fails_after_seconds"] = _seconds(body, "failsAfterSeconds")
        dial["failure_reason"] = _choice(body, "failureReason", _FAILURES, "unknown")
    return _dial(engine, "next_refund", dial)


def _dial_next_payment(engine: Engine, body: Json) -> Json:
    outcome = _choice(body, "outcome", ("succeed", "fail"), "succeed")
    dial = {"seconds": _seconds(body, "processingSeconds"), "outcome": outcome}
    return _dial(engine, "next_payment", dial)


def _dial(engine: Engine, name: str, dial: Json) -> Json:
    def keep(call: Call) -> Json:
        call.store.set(name, dial)
        return dial

    return engine.work(keep)


def _challenge(engine: Engine, kind: str, intent_id: str, body: Json) -> Json:
    outcome = _choice(body, "outcome", ("succeed", "fail", "abandon"), None)
    finish = payments if kind == "payment_intent" else setup_intents
    return engine.work(lambda call: finish.finish_challenge(call, call.get(kind, intent_id), outcome))


_SIMPLE: dict[tuple[str, str], Callable[[Engine, Json], Json]] = {
    ("GET", "health"): _health,
    ("POST", "reset"): _reset,
    ("POST", "clock/advance"): _advance,
    ("GET", "calls"): _list_calls,
    ("DELETE", "calls"): _clear_calls,
    ("POST", "faults"): _add_fault,
    ("GET", "faults"): _list_faults,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "webhooks"): _set_webhooks,
    ("GET", "webhooks"): _list_webhooks,
    ("DELETE", "webhooks"): _clear_webhooks,
    ("POST", "webhooks/flush"): _flush_webhooks,
    ("POST", "disputes"): _open_dispute,
    ("POST", "refunds/next"): _dial_next_refund,
    ("POST", "payment_intents/next"): _dial_next_payment,
}


def _read(body: str) -> Json:
    try:
        parsed: Any = json.loads(body or "{}")
    except ValueError as unreadable:
        raise InvalidRequestError(f"The body is not JSON: {unreadable}.") from unreadable
    if not isinstance(parsed, dict):
        raise InvalidRequestError("The body is a JSON object.")
    return parsed


def _seconds(body: Json, name: str, *, most: float = 366 * 24 * 3600) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise InvalidRequestError(f"{name} is a number from 0 to {most}.", param=name)
    return float(value)


def _choice(body: Json, name: str, allowed: tuple[str, ...], default: str | None) -> str:
    value = body.get(name, default)
    if value not in allowed:
        raise InvalidRequestError(f"{name} is one of {', '.join(allowed)}.", param=name)
    return str(value)
