"""The account's balance and the transactions it is made of."""

from __future__ import annotations

from .call import Call, new_id
from .errors import Json

_SETTLES_AFTER_SECONDS = 2 * 24 * 3600
DISPUTE_FEE_MINOR = 1_500


def retrieve(call: Call, _params: Json) -> Json:
    """GET /v1/balance; everything is pending, nothing is ever paid out."""
    nets = call.store.net_by_currency() or {"usd": 0}
    pending = [{"amount": net, "currency": currency, "source_types": {"card": net}} for currency, net in nets.items()]
    available = [{**entry, "amount": 0, "source_types": {"card": 0}} for entry in pending]
    return {"object": "balance", "available": available, "livemode": False, "pending": pending}


def retrieve_transaction(call: Call, _params: Json, transaction_id: str) -> Json:
    """GET /v1/balance_transactions/{id}."""
    return call.get("balance_transaction", transaction_id)


def card_fee_minor(amount_minor: int) -> int:
    """2.9 % + 30 minor units, half up."""
    return (amount_minor * 29 + 500) // 1_000 + 30


def record(call: Call, *, kind: str, amount_minor: int, fee_minor: int, currency: str, source: str) -> str:
    """Book a movement and return its id.

    amount_minor: positive when money comes in. fee_minor: what Stripe keeps of it.
    """
    fees = [
        {
            "amount": fee_minor,
            "application": None,
            "currency": currency,
            "description": "Stripe processing fees",
            "type": "stripe_fee",
        }
    ]
    transaction = {
        "id": new_id("txn_3"),
        "object": "balance_transaction",
        "amount": amount_minor,
        "available_on": call.now + _SETTLES_AFTER_SECONDS,
        "balance_type": "payments",
        "created": call.now,
        "currency": currency,
        "description": None,
        "exchange_rate": None,
        "fee": fee_minor,
        "fee_details": fees if fee_minor else [],
        "net": amount_minor - fee_minor,
        "reporting_category": "dispute" if kind == "adjustment" else kind,
        "source": source,
        "status": "pending",
        "type": kind,
    }
    transaction_id: str = call.put(transaction)["id"]
    return transaction_id
