"""What happens later, when the stand-in's clock has moved on: one function per kind of job."""

from __future__ import annotations

from collections.abc import Callable

from . import disputes, payments, refunds
from .call import Call
from .errors import Json


def run_due(call: Call, now: float) -> None:
    """Do everything that is due, in order."""
    while (job := call.store.take_job(now)) is not None:
        name, arguments = job
        _JOBS[name](call, arguments)


def _finish_processing(call: Call, arguments: Json) -> None:
    intent = call.get("payment_intent", arguments["intent_id"])
    payments.finish_processing(call, intent, arguments["outcome"])


def _fail_refund(call: Call, arguments: Json) -> None:
    refund = call.get("refund", arguments["refund_id"])
    # The control endpoints may have failed it before its time.
    if refund["status"] in {"pending", "succeeded"}:
        refunds.fail(call, refund, arguments["reason"])


def _succeed_refund(call: Call, arguments: Json) -> None:
    refunds.succeed(call, call.get("refund", arguments["refund_id"]))


def _open_dispute(call: Call, arguments: Json) -> None:
    charge = call.get("charge", arguments["charge_id"])
    if not charge["disputed"] and not charge["refunded"]:
        disputes.begin(call, charge, arguments["reason"])


_JOBS: dict[str, Callable[[Call, Json], None]] = {
    "finish_processing": _finish_processing,
    "fail_refund": _fail_refund,
    "succeed_refund": _succeed_refund,
    "open_dispute": _open_dispute,
}
